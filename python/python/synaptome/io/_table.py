"""Tables of text, with errors that name the line and the field."""

from __future__ import annotations

from collections.abc import Sequence

from .. import _options
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import io as _core
from ._sources import Source, content, naming

_Options = tuple[str | None, bool | None, str | None, str, list[str]]


def _character(x: str, name: str) -> str:
    if len(_options.text(x, name)) != 1:
        raise SynaptomeError(f"{name} must be one character, got {x!r}")
    return x


def _reading(
    delimiter: str | None, header: bool | None, comment: str | None, decimal: str, missing: Sequence[str]
) -> _Options:
    texts = _options.texts(missing, "missing")
    return (
        None if delimiter is None else _character(delimiter, "delimiter"),
        None if header is None else _options.flag(header, "header"),
        None if comment is None else _character(comment, "comment"),
        _character(decimal, "decimal"),
        texts,
    )


class Table:
    """A table whose columns hold numbers or text, what :func:`read_table` returns.

    Examples
    --------
    >>> import io as files
    >>> from synaptome import io
    >>> table = io.read_table(files.BytesIO(b"kind,size\\nspine,0.1\\nshaft,0.3\\n"))
    >>> table.numbers("size"), table.text("kind")
    (array([0.1, 0.3]), ['spine', 'shaft'])
    """

    __slots__ = ("_content", "_core", "_options")

    def __init__(self, content: bytes, options: _Options) -> None:
        self._content, self._options = content, options
        self._core = _core.Table(content, options)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns; empty if the table has none.

        Examples
        --------
        >>> import io as files
        >>> from synaptome import io
        >>> io.read_table(files.BytesIO(b"a,b\\n1,2\\n")).names
        ('a', 'b')
        """
        return tuple(self._core.names)

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of rows and of columns, without the names.

        Examples
        --------
        >>> import io as files
        >>> from synaptome import io
        >>> io.read_table(files.BytesIO(b"a,b\\n1,2\\n")).shape
        (1, 2)
        """
        return self._core.shape

    def text(self, name: str) -> list[str]:
        """Texts of a column.

        Parameters
        ----------
        name : str
            Name of the column.

        Returns
        -------
        list of str
            One text per row.

        Raises
        ------
        SynaptomeError
            If no column has this name, or several have.

        Examples
        --------
        >>> import io as files
        >>> from synaptome import io
        >>> io.read_table(files.BytesIO(b"a,b\\nx,2\\n")).text("a")
        ['x']
        """
        return self._core.text(_name(name))

    def numbers(self, name: str) -> Floats:
        """Numbers of a column.

        Parameters
        ----------
        name : str
            Name of the column.

        Returns
        -------
        ndarray, (rows,)
            Numbers; NaN where one is missing.

        Raises
        ------
        SynaptomeError
            If no column has this name, several have, or a field is not a number; the message has line and field.

        Examples
        --------
        >>> import io as files
        >>> from synaptome import io
        >>> io.read_table(files.BytesIO(b"a,b\\nx,2\\n")).numbers("b")
        array([2.])
        """
        return self._core.numbers(_name(name))

    def values(self) -> Floats:
        """All columns, which must hold numbers.

        Returns
        -------
        ndarray, (rows, columns)
            Numbers; NaN where one is missing.

        Raises
        ------
        SynaptomeError
            If a field is not a number; the message has line and field.

        Examples
        --------
        >>> import io as files
        >>> from synaptome import io
        >>> io.read_table(files.BytesIO(b"1,2\\n3,4\\n")).values()
        array([[1., 2.],
               [3., 4.]])
        """
        return self._core.matrix()

    def __len__(self) -> int:
        return self.shape[0]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return (self._content, self._options) == (other._content, other._options)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Table of {self.shape[0]} rows and {self.shape[1]} columns>"

    def __reduce__(self) -> tuple[type[Table], tuple[bytes, _Options]]:
        return Table, (self._content, self._options)


def _name(name: str) -> str:
    return _options.text(name, "name")


def read_table(
    source: Source,
    *,
    delimiter: str | None = ",",
    header: bool | None = None,
    comment: str | None = "#",
    decimal: str = ".",
    missing: Sequence[str] = (),
) -> Table:
    """Read a table whose columns hold numbers or text.

    Parameters
    ----------
    source : path or binary file
        The file, in UTF-8.
    delimiter : str or None
        The character of ASCII that separates fields; None for one or more blanks or tabs.
    header : bool, optional
        Whether names stand above the numbers. By default the first line holds names if none of its fields is a
        number; where this could be wrong, it is an error.
    comment : str or None
        The character with which a line of comment begins.
    decimal : {".", ","}
        The character before the fraction of a number.
    missing : sequence of str
        Texts that stand for a missing number, such as ``"NA"`` or ``""``.

    Returns
    -------
    Table
        The table.

    Raises
    ------
    SynaptomeError
        If the options contradict each other, the table is empty, a line has more or fewer fields than the first,
        the header is ambiguous, a quote is never closed, or the text is not UTF-8.
    OSError
        If the file cannot be opened, such as FileNotFoundError.

    Examples
    --------
    >>> import io as files
    >>> from synaptome import io
    >>> io.read_table(files.BytesIO(b"a;b\\n1,5;x\\n"), delimiter=";", decimal=",").numbers("a")
    array([1.5])
    """
    options = _reading(delimiter, header, comment, decimal, missing)
    with naming(source):
        return Table(content(source), options)
