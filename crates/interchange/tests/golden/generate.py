"""Writes the files of this folder with NumPy and SciPy: python generate.py"""

import io
import sys

import numpy as np
import scipy.sparse as sp

x = np.arange(24.0).reshape(2, 3, 4) / 8
np.save("fortran3.npy", np.asfortranarray(x))
np.save("big_endian.npy", np.arange(6, dtype=">i4").reshape(2, 3))
np.save("half.npy", np.array([0.0, -0.0, 1.5, -2.0, 65504.0, 6e-8, np.inf, np.nan], np.float16))
np.save("scalar.npy", np.float64(2.5))
np.save("empty.npy", np.zeros((0, 5)))
np.save("empty_fortran.npy", np.zeros((0, 5), order="F"))
np.save("complex.npy", np.array([1 + 2j]))
np.save("text.npy", np.array(["ab"]))
np.save("records.npy", np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]))
np.save("objects.npy", np.array([None, 1], dtype=object), allow_pickle=True)
np.save("dates.npy", np.array(["2020-01-01"], dtype="M8[D]"))
for version in [(2, 0), (3, 0)]:
    with open(f"version{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, np.array([1.0, 2.0]), version=version)
np.savez("stored.npz", weights=x[0], patterns=np.array([[1, -1]], np.int8), mask=np.array([True, False]))
np.savez_compressed("deflated.npz", weights=x[0], patterns=np.array([[1, -1]], np.int8), mask=np.array([True, False]))

dense = np.zeros((4, 6))
dense[0, 1], dense[0, 5], dense[2, 0], dense[3, 3], dense[3, 4] = 1.5, -2, 3, 0.25, 7
for name in ["csr", "csc", "coo", "dia"]:
    sp.save_npz(f"{name}.npz", sp.csr_matrix(dense).asformat(name))
sp.save_npz("bsr.npz", sp.bsr_matrix(dense, blocksize=(2, 3)), compressed=False)
sp.save_npz("coo_array.npz", sp.coo_array(dense.astype(np.int16)))
sp.save_npz("repeated.npz", sp.coo_matrix(([1.0, 2.0], ([1, 1], [2, 2])), shape=(2, 3)))
