"""Sparse matrices in files of SciPy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats, Integers
from .._core import io as _core
from .._results import result
from ._sources import Sink, Source, naming, path_or_bytes, write

if TYPE_CHECKING:
    from scipy import sparse


@result
class Sparse(NamedTuple):
    """A sparse matrix as coordinates, by row and then by column.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import io
    >>> io.Sparse(np.array([0]), np.array([1]), np.array([2.0]), (1, 2)).dense()
    array([[0., 2.]])
    """

    #: Rows of the stored entries, (entries,).
    rows: Integers
    #: Columns of the stored entries, (entries,).
    columns: Integers
    #: Values of the stored entries, (entries,); some may be zero.
    values: Floats
    #: Numbers of rows and of columns.
    shape: tuple[int, int]

    def dense(self) -> Floats:
        """All entries.

        Returns
        -------
        ndarray, (rows, columns)
            The matrix.

        Raises
        ------
        SynaptomeError
            If the matrix is too large.

        Examples
        --------
        >>> import numpy as np
        >>> from synaptome import io
        >>> io.Sparse(np.array([1]), np.array([0]), np.array([2.0]), (2, 1)).dense()
        array([[0.],
               [2.]])
        """
        matrix = np.zeros(_arrays.sized(self.shape, "the matrix"))
        np.add.at(matrix, (self.rows, self.columns), self.values)
        return matrix

    def to_scipy(self) -> sparse.csr_array:
        """Make a matrix of SciPy, which must be installed.

        Returns
        -------
        scipy.sparse.csr_array
            The matrix.

        Examples
        --------
        >>> import numpy as np
        >>> from synaptome import io
        >>> io.Sparse(np.array([1]), np.array([0]), np.array([2.0]), (2, 1)).to_scipy().nnz
        1
        """
        from scipy import sparse

        return sparse.csr_array((self.values, (self.rows, self.columns)), shape=self.shape)


def read_sparse_npz(source: Source) -> Sparse:
    """Read a matrix that ``scipy.sparse.save_npz`` wrote, in any of its formats: csr, csc, coo, bsr or dia.

    Parameters
    ----------
    source : path or binary file
        The file.

    Returns
    -------
    Sparse
        Coordinates and values.

    Raises
    ------
    SynaptomeError
        If the archive is no sparse matrix, its arrays do not fit each other, an index is out of range, or a whole
        number is not exact as a float.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> import io as files, numpy as np
    >>> from scipy import sparse
    >>> from synaptome import io
    >>> file = files.BytesIO()
    >>> sparse.save_npz(file, sparse.eye_array(2, format="csr"))
    >>> io.read_sparse_npz(files.BytesIO(file.getvalue())).dense()
    array([[1., 0.],
           [0., 1.]])
    """
    with naming(source):
        return Sparse(*_core.read_sparse(path_or_bytes(source)))


def write_sparse_npz(
    sink: Sink,
    rows: ArrayLike,
    columns: ArrayLike,
    values: ArrayLike,
    shape: tuple[int, int],
    *,
    compressed: bool = False,
) -> None:
    """Write a matrix in the format csr, as ``scipy.sparse.load_npz`` reads it; SciPy is not needed.

    Parameters
    ----------
    sink : path or binary file
        The file.
    rows, columns : array_like of int, (entries,)
        Coordinates, in any order.
    values : array_like, (entries,)
        Values; those at one place are added, in the given order.
    shape : (int, int)
        Numbers of rows and of columns.
    compressed : bool
        Whether to compress the arrays.

    Raises
    ------
    SynaptomeError
        If lengths differ, or an index is beyond the shape.
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> import io as files
    >>> from synaptome import io
    >>> file = files.BytesIO()
    >>> io.write_sparse_npz(file, [0, 1], [1, 0], [2.0, 3.0], (2, 2))
    >>> io.read_sparse_npz(files.BytesIO(file.getvalue())).values
    array([2., 3.])
    """
    a, b = _arrays.indices(rows, "rows", 1, low=0), _arrays.indices(columns, "columns", 1, low=0)
    c = _arrays.floats(values, "values", 1)
    _arrays.same_length("columns", len(b), len(a))
    _arrays.same_length("values", len(c), len(a))
    sides: list[Any] = _options.items(shape, "shape", 2)
    extent = _arrays.integer(sides[0], "rows of shape"), _arrays.integer(sides[1], "columns of shape")
    write(sink, _core.write_sparse(extent, a, b, c, _options.flag(compressed, "compressed")))
