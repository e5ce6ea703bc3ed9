"""Arrays and tables of files, where NumPy has no equal.

Reading never executes what is in a file, and memory grows with what has been read, not with what a header
promises. A path may be a string or a path object; a binary file that is open for reading will do as well.
Arrays are written with ``numpy.save``, ``numpy.savez`` and ``numpy.savez_compressed``.
"""

from ._csv import Columns, read_csv, write_csv
from ._npy import Layout, npy_layout, npz_layouts, read_npy, read_npz
from ._sparse import Sparse, read_sparse_npz, write_sparse_npz
from ._table import Table, read_table

__all__ = [
    "Columns",
    "Layout",
    "Sparse",
    "Table",
    "npy_layout",
    "npz_layouts",
    "read_csv",
    "read_npy",
    "read_npz",
    "read_sparse_npz",
    "read_table",
    "write_csv",
    "write_sparse_npz",
]
