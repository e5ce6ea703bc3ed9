"""Files of NumPy, of SciPy and of text, whole, damaged and hostile."""

import copy
import io as files
import os
import pickle
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import sparse

from synaptome import SynaptomeError
from synaptome import io as typed

#: The module without its types, for wrong options.
io: Any = typed
DTYPES = ["?", "i1", ">i2", "<i4", "i8", "u1", "<u2", ">u4", "u8", "f4", ">f8", "f8"]


def saved(array: Any, **options: Any) -> files.BytesIO:
    file = files.BytesIO()
    np.save(file, array, **options)
    return files.BytesIO(file.getvalue())


def text(content: str) -> files.BytesIO:
    return files.BytesIO(content.encode())


@settings(deadline=None, max_examples=60)
@given(data=st.data(), dtype=st.sampled_from(DTYPES), order=st.sampled_from("CF"))
def test_arrays_are_those_of_numpy(data: st.DataObject, dtype: str, order: Any) -> None:
    shape = data.draw(arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
    array = np.asarray(data.draw(arrays.arrays(dtype, shape)), order=order)
    found = io.read_npy(saved(array))
    assert found.dtype == array.dtype.newbyteorder("=") and found.shape == array.shape
    assert np.array_equal(found, array, equal_nan=array.dtype.kind == "f")
    layout = io.npy_layout(saved(array))
    assert layout.shape == array.shape and layout.dtype == array.dtype.name


def test_half_precision_becomes_single() -> None:
    array = np.array([1.5, -0.25], np.float16)
    found = io.read_npy(saved(array))
    assert found.dtype == np.float32 and np.array_equal(found, array)


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_archives_are_those_of_numpy(tmp_path: Path, save: Callable[..., None]) -> None:
    arrays_ = {"x": np.arange(6).reshape(2, 3), "y": np.array(2.5), "z": np.zeros((0, 3), bool)}
    save(tmp_path / "a.npz", **arrays_)
    for path in (tmp_path / "a.npz", str(tmp_path / "a.npz"), os.fspath(tmp_path / "a.npz")):
        found = io.read_npz(path)
        assert list(found) == list(arrays_)
        assert all(np.array_equal(found[name], arrays_[name]) for name in arrays_)
    assert list(io.read_npz(tmp_path / "a.npz", ["y"])) == ["y"]
    with (tmp_path / "a.npz").open("rb") as file:
        layouts = io.npz_layouts(file)
    assert layouts["x"] == io.Layout("int64", False, (2, 3)) and layouts["z"].dtype == "bool"
    with pytest.raises(SynaptomeError, match='no "w"'):
        io.read_npz(tmp_path / "a.npz", ["w"])


class Bomb:
    """What a pickle would execute."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[str]]:
        return exec, ("raise SystemExit('executed')",)


def test_pickles_are_refused_and_never_executed() -> None:
    bomb = saved(np.array([Bomb()], dtype=object), allow_pickle=True)
    with pytest.raises(SynaptomeError, match="not real numbers"):
        io.read_npy(bomb)


@pytest.mark.parametrize("dtype", ["c16", "U3", "M8[s]", [("a", "f8")]])
def test_what_is_no_number_is_refused_by_its_description(dtype: Any) -> None:
    with pytest.raises(SynaptomeError, match="not real numbers"):
        io.read_npy(saved(np.zeros(2, dtype)))


def test_a_header_that_promises_too_much_costs_nothing() -> None:
    content = saved(np.zeros(3)).getvalue()
    for shape in (b"(999999999999,), ", b"(99999999,99999999,99999999999999999999,), "):
        lying = content.replace(b"(3,), ", shape)
        lying = lying[:8] + (len(lying) - 10 - 24).to_bytes(2, "little") + lying[10:]
        largest, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
        with pytest.raises(SynaptomeError):
            io.read_npy(files.BytesIO(lying))
        assert time.monotonic() - began < 0.5
        # In kilobytes.
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - largest < 20_000


@pytest.mark.parametrize("read", [io.read_npy, io.npy_layout, io.read_npz, io.read_sparse_npz])
def test_damaged_files_are_refused(read: Callable[[Any], object]) -> None:
    whole = saved(np.arange(50)).getvalue()
    archive = files.BytesIO()
    np.savez(archive, x=np.arange(50))
    for content in (b"", b"\x93NUMPY", whole[:20], b"x" * 100, archive.getvalue()[:-30], b"PK\x05\x06" + b"\0" * 17):
        with pytest.raises(SynaptomeError):
            read(files.BytesIO(content))
    with pytest.raises(SynaptomeError, match="cannot be read"):
        io.read_npy(files.BytesIO(whole[:-1]))


@settings(deadline=None, max_examples=80)
@given(at=st.integers(0, 600), byte=st.integers(0, 255))
def test_one_changed_byte_is_read_or_refused(at: int, byte: int) -> None:
    file = files.BytesIO()
    np.savez_compressed(file, x=np.arange(40.0), y=np.ones(3, np.int8))
    content = bytearray(file.getvalue())
    content[at % len(content)] = byte
    try:
        found = io.read_npz(files.BytesIO(bytes(content)))
    except SynaptomeError:
        return
    assert all(isinstance(array, np.ndarray) for array in found.values())


@pytest.mark.parametrize(
    "read", [io.read_npy, io.npy_layout, io.read_npz, io.npz_layouts, io.read_sparse_npz, io.read_csv, io.read_table]
)
def test_what_cannot_be_opened_is_an_error_of_the_system(read: Callable[[Any], object], tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        read(tmp_path / "nowhere")
    with pytest.raises(IsADirectoryError):
        read(tmp_path)
    with pytest.raises(SynaptomeError, match="source must be a path"):
        read(3)
    with pytest.raises(SynaptomeError, match="open it with mode 'rb'"):
        read(files.StringIO("1,2"))
    with pytest.raises(SynaptomeError, match="NUL"):
        read("a\0b")


@pytest.mark.parametrize("layout", ["csr", "csc", "coo", "bsr", "dia"])
def test_sparse_matrices_are_those_of_scipy(layout: str, tmp_path: Path) -> None:
    dense = np.zeros((4, 6))
    dense[[0, 1, 3, 3], [5, 0, 2, 4]] = [1.5, -2.0, 3.0, 0.25]
    sparse.save_npz(tmp_path / "m.npz", sparse.csr_array(dense).asformat(layout))
    with pytest.raises(SynaptomeError, match="a sparse matrix of SciPy; read it with read_sparse_npz"):
        io.read_npz(tmp_path / "m.npz")
    found = io.read_sparse_npz(tmp_path / "m.npz")
    assert np.array_equal(found.dense(), dense) and np.array_equal(found.to_scipy().toarray(), dense)
    for compressed in (False, True):
        io.write_sparse_npz(tmp_path / "n.npz", *found, compressed=compressed)
        assert np.array_equal(sparse.load_npz(tmp_path / "n.npz").toarray(), dense)
    assert pickle.loads(pickle.dumps(found)) == found


def test_entries_at_one_place_are_added(tmp_path: Path) -> None:
    io.write_sparse_npz(tmp_path / "n.npz", [1, 0, 1], [0, 1, 0], [1.0, 2.0, 3.0], (2, 2))
    assert io.read_sparse_npz(tmp_path / "n.npz").dense().tolist() == [[0.0, 2.0], [4.0, 0.0]]


@settings(deadline=None, max_examples=40)
@given(values=arrays.arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 4))))
def test_tables_come_back_exactly(values: np.ndarray) -> None:
    file = files.BytesIO()
    names = [f"column {k}" for k in range(values.shape[1])]
    io.write_csv(file, values, names=names)
    found = io.read_csv(files.BytesIO(file.getvalue()))
    assert found.names == tuple(names) and np.array_equal(found.values, values, equal_nan=True)
    assert np.array_equal(np.signbit(found.values[values == 0.0]), np.signbit(values[values == 0.0]))


def test_dialects_are_read() -> None:
    values = [[1.0, 2.5], [-3.0, 4e-5]]
    for content, options in (
        ("1,2.5\n-3,4e-5\n", {}),
        ("1;2,5\n-3;4e-5\n", {"delimiter": ";", "decimal": ","}),
        ("1\t2.5\n-3\t4e-5\n", {"delimiter": "\t"}),
        ("  1   2.5\n-3 \t 4e-5\n", {"delimiter": None}),
        ("1|2.5\n-3|4e-5\n", {"delimiter": "|"}),
        ("% made by hand\n1,2.5\n-3,4e-5", {"comment": "%"}),
        ("1,2\n1,2.5\n-3,4e-5\n", {"header": True}),
    ):
        assert io.read_csv(text(content), **options).values.tolist() == values
    table = io.read_table(text("kind,size\nspine,NA\nshaft,2\n"), missing=["NA"])
    assert table.names == ("kind", "size") and table.shape == (2, 2) and len(table) == 2
    assert table.text("kind") == ["spine", "shaft"] and np.isnan(table.numbers("size")[0])
    for other in (pickle.loads(pickle.dumps(table)), copy.deepcopy(table)):
        assert other == table and other.text("kind") == table.text("kind")
    assert table != io.read_table(text("a\n1\n")) and "2 rows" in repr(table)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: io.read_csv(text("1,2\n3,x\n")), 'line 2, field 2 .* "x", which is not a number'),
        (lambda: io.read_csv(text("1,2\n3\n")), "the number of fields in line 2 of the table is 1, expected 2"),
        (lambda: io.read_csv(text("1,1e999\n"), header=False), "beyond the largest f64"),
        (lambda: io.read_csv(text("")), "must not be empty"),
        (lambda: io.read_csv(text('1,"2\n')), "cannot be read"),
        (lambda: io.read_csv(files.BytesIO(b"1,\xff\n")), "cannot be read"),
        (lambda: io.read_csv(text("1;2\n3;4\n")), "header=True or header=False.*semicolons"),
        (lambda: io.read_csv(text("1,2\n,3\n")), r"missing=\[\.\.\.\]"),
        (lambda: io.read_csv(text("1,2\n"), delimiter=",,"), "delimiter must be one character"),
        (lambda: io.read_csv(text("1,2\n"), delimiter="5"), "cannot separate numbers"),
        (lambda: io.read_csv(text("1,2\n"), decimal=","), "both the delimiter and the decimal"),
        (lambda: io.read_csv(text("1,2\n"), comment=","), "comment"),
        (lambda: io.read_csv(text("1,2\n"), header="yes"), "header must be"),
        (lambda: io.read_csv(text("1,2\n"), missing="NA"), "missing must be a list"),
        (lambda: io.read_table(text("a,b\n1,2\n")).numbers("c"), 'no "c"'),
        (lambda: io.read_table(text("a,a\n1,2\n")).text("a"), "several"),
        (lambda: io.read_table(text("a,b\n1,2\n")).text(3), "name must be text"),
        (lambda: io.write_csv(files.BytesIO(), [[1.0]], names=["a", "b"]), "has 2 entries, expected 1"),
        (lambda: io.write_csv(files.BytesIO(), [1.0]), "values must have 2 axes"),
        (lambda: io.write_csv(files.BytesIO(), [[1.0]], names="a"), "names must be a list"),
        (lambda: io.write_csv(3, [[1.0]]), "sink must be a path"),
        (lambda: io.read_npz(files.BytesIO(b""), "x"), "names must be a list"),
        (lambda: io.write_sparse_npz(files.BytesIO(), [2], [0], [1.0], (2, 2)), "index 2 is out of range"),
        (lambda: io.write_sparse_npz(files.BytesIO(), [0], [0, 1], [1.0], (2, 2)), "columns has 2 entries"),
        (lambda: io.write_sparse_npz(files.BytesIO(), [0], [0], [1.0], (2, 2, 2)), "shape must be"),
        (lambda: io.Sparse(np.array([0]), np.array([0]), np.array([1.0]), (2**20, 2**20)).dense(), "above the limit"),
    ],
)
def test_what_is_no_table_is_refused_with_its_place(call: Callable[[], object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        call()


@pytest.mark.parametrize(
    "read", [io.read_csv, io.read_npy, io.npy_layout, io.read_npz, io.npz_layouts, io.read_sparse_npz]
)
def test_errors_of_files_name_them(read: Callable[[object], object], tmp_path: Path) -> None:
    path = tmp_path / "damaged.file"
    path.write_bytes(b"a,b\n1,x\n")
    for source in (path, str(path)):
        with pytest.raises(SynaptomeError) as refused:
            read(source)
        assert str(refused.value).startswith(f"{path}: ")
    with pytest.raises(SynaptomeError) as refused:
        read(files.BytesIO(path.read_bytes()))
    assert "damaged.file" not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "gzip; decompress it"),
        (b"\x89HDF\r\n\x1a\n", "an HDF5 file"),
        (b"MATLAB 5.0 MAT-file, Platform", "a MATLAB 5 file"),
        (pickle.dumps([1.0, 2.0]), "a pickle of Python"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        ("weight\n0.5\n".encode("utf-16"), "text in UTF-16; save it as UTF-8"),
    ],
)
@pytest.mark.parametrize(
    "read", [io.read_npy, io.npy_layout, io.read_npz, io.read_sparse_npz, io.read_csv, io.read_table]
)
def test_files_of_other_formats_are_named(read: Callable[[Any], object], content: bytes, name: str) -> None:
    with pytest.raises(SynaptomeError, match=f"cannot be read: it is .*{name}"):
        read(files.BytesIO(content))


def test_arrays_archives_and_tables_point_to_each_other() -> None:
    archive = files.BytesIO()
    np.savez(archive, x=np.arange(3))
    with pytest.raises(SynaptomeError, match="read one of its arrays with read_npz"):
        io.read_npy(files.BytesIO(archive.getvalue()))
    with pytest.raises(SynaptomeError, match="read it with read_npy"):
        io.read_csv(saved(np.arange(3)))
    with pytest.raises(SynaptomeError, match="it is text; read it as a table"):
        io.read_npy(files.BytesIO(b"1,2\n3,4\n"))
