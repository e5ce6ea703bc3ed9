"""Tables of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats
from .._core import io as _core
from .._results import result
from ._sources import Sink, Source, naming, write
from ._table import read_table


@result
class Columns(NamedTuple):
    """A table of numbers.

    Examples
    --------
    >>> import io as files
    >>> from synaptome import io
    >>> names, values = io.read_csv(files.BytesIO(b"a,b\\n1,2\\n"))
    """

    #: Names of the columns; empty if the table has none.
    names: tuple[str, ...]
    #: Numbers, (rows, columns); NaN where one is missing.
    values: Floats


def read_csv(
    source: Source,
    *,
    delimiter: str | None = ",",
    header: bool | None = None,
    comment: str | None = "#",
    decimal: str = ".",
    missing: Sequence[str] = (),
) -> Columns:
    """Read a table of numbers, exactly, with errors that name the line and the field.

    Parameters
    ----------
    source, delimiter, header, comment, decimal, missing
        As :func:`read_table`.

    Returns
    -------
    Columns
        Names of the columns, and the numbers.

    Raises
    ------
    SynaptomeError
        As :func:`read_table`, or if a field is not a number, or beyond the largest float.
    OSError
        If the file cannot be opened, such as FileNotFoundError.

    Examples
    --------
    >>> import io as files
    >>> from synaptome import io
    >>> io.read_csv(files.BytesIO(b"a,b\\n1,2\\n3,NA\\n"), missing=["NA"]).values
    array([[ 1.,  2.],
           [ 3., nan]])
    """
    table = read_table(source, delimiter=delimiter, header=header, comment=comment, decimal=decimal, missing=missing)
    with naming(source):
        return Columns(table.names, table.values())


def write_csv(sink: Sink, values: ArrayLike, *, names: Sequence[str] = ()) -> None:
    """Write a table of numbers with commas, each with as many digits as bring the same float back.

    Parameters
    ----------
    sink : path or binary file
        The file.
    values : array_like, (rows, columns)
        Numbers.
    names : sequence of str
        Names of the columns, or none.

    Raises
    ------
    SynaptomeError
        If there are names, but not one for each column.
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> import io as files
    >>> from synaptome import io
    >>> file = files.BytesIO()
    >>> io.write_csv(file, [[0.1, 2.0]], names=["a", "b"])
    >>> file.getvalue()
    b'a,b\\n0.1,2\\n'
    """
    texts = _options.texts(names, "names")
    write(sink, _core.write_csv(texts, _arrays.floats(values, "values", 2)))
