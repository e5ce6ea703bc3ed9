"""Arrays in files of NumPy, of which nothing is executed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from numpy.typing import NDArray

from .. import _options
from .._core import io as _core
from .._results import result
from ._sources import Source, naming, path_or_bytes


@result
class Layout(NamedTuple):
    """What the header of an array in a file says.

    Examples
    --------
    >>> import io as files, numpy as np
    >>> from synaptome import io
    >>> file = files.BytesIO()
    >>> np.save(file, np.zeros((2, 3), np.int16))
    >>> io.npy_layout(files.BytesIO(file.getvalue()))
    Layout(dtype='int16', fortran_order=False, shape=(2, 3))
    """

    #: Element type, such as ``"float64"``; what cannot be read is named by its description.
    dtype: str
    #: Whether the first axis runs fastest in the file.
    fortran_order: bool
    #: Length along every axis.
    shape: tuple[int, ...]


def read_npy(source: Source) -> NDArray[Any]:
    """Read an array of real numbers or truth values from a ``.npy`` file.

    Unlike ``numpy.load`` it never executes what is in the file, in no version of NumPy, and memory grows with
    what has been read, whatever the header promises. Half precision becomes single precision; byte order and
    axes are those of this machine and C.

    Parameters
    ----------
    source : path or binary file
        The file; an open one is read to its end.

    Returns
    -------
    ndarray
        The array.

    Raises
    ------
    SynaptomeError
        If the file is damaged, has an unknown version, promises more than memory holds, or does not hold real numbers
        or truth values.
    OSError
        If the file cannot be opened, such as FileNotFoundError.

    Examples
    --------
    >>> import io as files, numpy as np
    >>> from synaptome import io
    >>> file = files.BytesIO()
    >>> np.save(file, np.arange(3))
    >>> io.read_npy(files.BytesIO(file.getvalue()))
    array([0, 1, 2])
    """
    with naming(source):
        elements, shape = _core.read_npy(path_or_bytes(source))
    return elements.reshape(shape)


def npy_layout(source: Source) -> Layout:
    """Read element type, order and shape of a ``.npy`` file, without its elements.

    Parameters
    ----------
    source : path or binary file
        The file.

    Returns
    -------
    Layout
        What the header says.

    Raises
    ------
    SynaptomeError
        If the header is damaged or has an unknown version.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> import io as files, numpy as np
    >>> from synaptome import io
    >>> file = files.BytesIO()
    >>> np.save(file, np.zeros((4, 5)))
    >>> io.npy_layout(files.BytesIO(file.getvalue())).shape
    (4, 5)
    """
    with naming(source):
        return _layout(_core.npy_layout(path_or_bytes(source)))


def read_npz(source: Source, names: Sequence[str] | None = None) -> dict[str, NDArray[Any]]:
    """Read arrays of real numbers or truth values from an ``.npz`` file, compressed or not.

    Parameters
    ----------
    source : path or binary file
        The file.
    names : sequence of str, optional
        Names of the arrays that are read; all by default.

    Returns
    -------
    dict of str to ndarray
        The arrays.

    Raises
    ------
    SynaptomeError
        If the archive or an array is damaged, a name does not exist, or as :func:`read_npy`.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> import io as files, numpy as np
    >>> from synaptome import io
    >>> file = files.BytesIO()
    >>> np.savez_compressed(file, x=np.arange(3), y=np.zeros(2))
    >>> io.read_npz(files.BytesIO(file.getvalue()), ["x"])
    {'x': array([0, 1, 2])}
    """
    wanted = None if names is None else _options.texts(names, "names")
    with naming(source):
        found = _core.read_npz(path_or_bytes(source), wanted)
    return {name: elements.reshape(shape) for name, (elements, shape) in found}


def npz_layouts(source: Source) -> dict[str, Layout]:
    """Read element types, orders and shapes of the arrays of an ``.npz`` file, without their elements.

    Parameters
    ----------
    source : path or binary file
        The file.

    Returns
    -------
    dict of str to Layout
        What the headers say.

    Raises
    ------
    SynaptomeError
        If the archive or a header is damaged.
    OSError
        If the file cannot be opened.

    Examples
    --------
    >>> import io as files, numpy as np
    >>> from synaptome import io
    >>> file = files.BytesIO()
    >>> np.savez(file, x=np.arange(3))
    >>> io.npz_layouts(files.BytesIO(file.getvalue()))["x"].shape
    (3,)
    """
    with naming(source):
        return {name: _layout(found) for name, found in _core.npz_layouts(path_or_bytes(source))}


def _layout(found: tuple[str, bool, list[int]]) -> Layout:
    dtype, fortran_order, shape = found
    return Layout(dtype, fortran_order, tuple(shape))
