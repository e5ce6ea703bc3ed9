"""Willshaw memories: binary synapses that store patterns, and every retrieval."""

from __future__ import annotations

import os
from typing import Any, Literal

from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Integers
from .._core import SynaptomeError
from .._core import willshaw as _core
from .._rng import RNG, key
from ..io._sources import naming
from ._block_code import BlockCode
from ._codes import Code, required
from ._familiarity import Familiarity
from ._paths import path_of
from ._random_code import RandomCode
from ._retrieval import Retrieval
from ._synapses import Association


class Memory(Retrieval, Familiarity):
    """A Willshaw memory: n × n binary synapses that store patterns of a code.

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    association : {"auto", "hetero"}, optional
        One population whose patterns are completed, or addresses that are mapped to contents.

    Raises
    ------
    SynaptomeError
        If the synapses would take more than 64 GiB, or more memory than the system has.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=16, size=256)
    >>> x = code.draw(5_000, rng=0)
    >>> memory = willshaw.Memory(code)
    >>> memory.store(x)
    >>> cues = willshaw.draw_cues(code, x[:100], completeness=0.5, rng=1)
    >>> bool(memory.recall(cues, method="sum-of-max").content.equals(x[:100]).all())
    True
    """

    __slots__ = ()

    def __init__(self, code: Code, *, association: Association = "auto") -> None:
        sizes = required(code)._sizes
        _arrays.choice(association, "association", ("auto", "hetero"))
        self._set(code, association, _core.Memory(sizes, association == "hetero"), None)

    @classmethod
    def _of(cls, code: Code, association: Association, inner: _core.Memory, implicit: Any = None) -> Memory:
        memory = cls.__new__(cls)
        memory._set(code, association, inner, implicit)
        return memory

    @classmethod
    def implicit(
        cls,
        code: BlockCode,
        per_unit: int,
        *,
        association: Association = "auto",
        usage: Literal["balanced", "multinomial"] = "balanced",
        rng: RNG = None,
    ) -> Memory:
        """A memory of random patterns whose synapses are recomputed from keys instead of stored.

        It takes kilobytes for networks of any size; :meth:`stored_patterns` gives its patterns.

        Parameters
        ----------
        code : BlockCode
            The code of the patterns.
        per_unit : int
            Number of patterns per unit of a block, M/N.
        association : {"auto", "hetero"}, optional
            One population, or addresses that are mapped to contents.
        usage : {"balanced", "multinomial"}, optional
            Every unit in exactly M/N patterns, which is fastest, or in multinomial numbers of them, as in
            independent patterns.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness of the keys.

        Returns
        -------
        Memory
            The memory, which stores nothing else.

        Raises
        ------
        SynaptomeError
            If there is no pattern, or there are too many, or the code has no blocks.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> code = willshaw.BlockCode(blocks=20, size=1024)
        >>> memory = willshaw.Memory.implicit(code, 600, rng=0)
        >>> x, _ = memory.stored_patterns([17, 600_000])
        >>> memory.recall(willshaw.draw_cues(code, x, rng=1)).content.contains(x)
        array([ True,  True])
        """
        required(code)
        _arrays.choice(association, "association", ("auto", "hetero"))
        _arrays.choice(usage, "usage", ("balanced", "multinomial"))
        number = _arrays.integer(per_unit, "per_unit", low=1, high=2**31)
        return cls._implicit_of(code, association, usage, number, key(rng))

    @classmethod
    def _implicit_of(
        cls, code: BlockCode, association: Association, usage: str, per_unit: int, words: tuple[int, int, int, int]
    ) -> Memory:
        hetero = association == "hetero"
        inner = _core.Memory.implicit(code._sizes, hetero, per_unit, usage == "multinomial", words)
        return cls._of(code, association, inner, (code, association, usage, per_unit, words))

    def stored_patterns(self, indices: ArrayLike) -> tuple[Integers, Integers]:
        """Patterns of a memory whose synapses are recomputed from keys.

        Parameters
        ----------
        indices : array_like of int
            Numbers of patterns, (P,), each below M.

        Returns
        -------
        addresses, contents : ndarray of int64
            Unit numbers, (P, k); for autoassociation both are the same.

        Raises
        ------
        SynaptomeError
            If an index is out of range, or the memory is not recomputed from keys.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory.implicit(willshaw.BlockCode(blocks=4, size=8), 2, rng=0)
        >>> memory.stored_patterns(range(16))[0].shape
        (16, 4)
        """
        if self._implicit is None:
            raise SynaptomeError("a memory that stores its synapses doesn't know its patterns")
        numbers = _arrays.indices(indices, "indices", 1, low=0)
        count = self._implicit[0].size * self._implicit[3]
        if (numbers >= count).any():
            raise SynaptomeError(f"indices must be below {count}, got {_arrays.first(numbers, numbers >= count)}")
        return self._inner.known(numbers.tolist())[:2]

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the memory to a file, with a checksum.

        Parameters
        ----------
        path : str or path-like
            The file, which is replaced.

        Raises
        ------
        SynaptomeError
            If the synapses are recomputed from keys (pickle these).
        OSError
            If the file cannot be written.

        Examples
        --------
        >>> import pathlib, tempfile
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=2, size=4))
        >>> memory.store([[1, 6]])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     memory.save(pathlib.Path(folder) / "memory")
        ...     willshaw.Memory.load(pathlib.Path(folder) / "memory") == memory
        True
        """
        if self._implicit is not None:
            raise SynaptomeError("synapses that are recomputed from keys aren't saved: pickle the memory")
        place = path_of(path)
        # The system says what is wrong with a path, in its own exception.
        with open(place, "ab"):
            pass
        self._inner.save(place)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Memory:
        """Read a memory from a file.

        Parameters
        ----------
        path : str or path-like
            What :meth:`save` has written.

        Returns
        -------
        Memory
            An equal memory.

        Raises
        ------
        SynaptomeError
            If the file is damaged, or of another version.
        OSError
            If the system cannot read it.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Memory.load("no such file")
        Traceback (most recent call last):
        ...
        FileNotFoundError: [Errno 2] No such file or directory: 'no such file'
        """
        place = path_of(path)
        with open(place, "rb"):
            pass
        with naming(path):
            return cls._restored(*_core.Memory.load(place))

    @classmethod
    def _restored(cls, inner: _core.Memory, sizes: tuple[bool, int, int, bool]) -> Memory:
        has_blocks, first, second, hetero = sizes
        code: Code
        code = BlockCode(blocks=first, size=second) if has_blocks else RandomCode(units=first, activity=second)
        return cls._of(code, "hetero" if hetero else "auto", inner)

    def copy(self) -> Memory:
        """An independent memory with the same synapses, which are copied only when either learns.

        Returns
        -------
        Memory
            The copy.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=2, size=4))
        >>> copy = memory.copy()
        >>> copy.store([[1, 6]])
        >>> memory.matrix_load, copy.matrix_load
        (0.0, 0.0625)
        """
        return self._of(self._code, self._association, self._inner.copy(), self._implicit)

    def __copy__(self) -> Memory:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> Memory:
        return self.copy()

    def __repr__(self) -> str:
        kind = "" if self._implicit is None else ", from keys"
        return f"<Memory of {self._code!r}, {self._association}association{kind}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Memory):
            return NotImplemented
        same = (self._code, self._association, self._implicit) == (other._code, other._association, other._implicit)
        return same and self._inner.is_equal(other._inner)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        if self._implicit is not None:
            return Memory._implicit_of, self._implicit
        return _from_bytes, (self._inner.to_bytes(),)


def _from_bytes(saved: bytes) -> Memory:
    return Memory._restored(*_core.Memory.from_bytes(saved))
