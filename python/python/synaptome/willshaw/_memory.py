"""Willshaw memories: binary synapses that store patterns, and every retrieval."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _arrays
from .._arrays import Bools, Floats, Integers
from .._core import SynaptomeError
from .._core import willshaw as _core
from .._results import result
from .._rng import RNG, key
from ._codes import BlockCode, Code, RandomCode, required
from ._cues import Cues, cues_of
from ._lists import UnitLists

#: Retrievals by name: the first three work with any code, the others with block codes.
Method: TypeAlias = Literal[
    "one-step",
    "k-winners",
    "lk+",
    "one-step-core",
    "simple-iterative",
    "iterative",
    "iterative-halo",
    "sum-of-max-step",
    "sum-of-max",
    "core-sum-of-max",
    "core-and-halo",
]
METHODS: tuple[str, ...] = (
    "one-step",
    "k-winners",
    "lk+",
    "one-step-core",
    "simple-iterative",
    "iterative",
    "iterative-halo",
    "sum-of-max-step",
    "sum-of-max",
    "core-sum-of-max",
    "core-and-halo",
)
Association: TypeAlias = Literal["auto", "hetero"]
ENDINGS = np.array(["settled", "step-limit", "too-active", "node-limit", "stopped"])
_MOST = 2**63 - 1


@result
class Recall(NamedTuple):
    """What a retrieval found for each of K cues, and how it went.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=3, size=4))
    >>> memory.store([[0, 4, 8]])
    >>> memory.recall([[0]])
    Recall(content=<UnitLists of 1 lists, 3 units>, address=None, steps=[2], endings=['settled'])
    """

    #: Recalled contents; for autoassociation the completed patterns.
    content: UnitLists
    #: Reconstructed addresses, where a heteroassociative retrieval has them.
    address: UnitLists | None
    #: Steps done, counting the last one, which may have changed nothing, (K,).
    steps: Integers
    #: Why each ended: "settled", "step-limit", or "too-active" (the step before is returned); (K,).
    endings: NDArray[np.str_]


@result
class Completions(NamedTuple):
    """All patterns that fit each of K cues, as a complete search found them.

    The stored pattern is always in `content`, if the cue is what it is said to be.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=3, size=8))
    >>> memory.store([[0, 8, 16], [0, 8, 17]])
    >>> found = memory.complete([[0]])
    >>> found.cliques, found.bits, found.list_of(0)
    (array([2]), array([5.]), array([[ 0,  8, 16],
           [ 0,  8, 17]]))
    """

    #: Number of patterns that fit; where the search was cut, of those found before; (K,).
    cliques: Integers
    #: Units of all patterns that fit; where the search was cut, a halo that holds all of them.
    content: UnitLists
    #: The same of the addresses of heteroassociations.
    address: UnitLists | None
    #: Bits that the list of all patterns conveys beyond the cue, NaN where there is none or it was cut; (K,).
    bits: Floats
    #: Listed patterns of all cues, one after the other, (L, k).
    patterns: Integers
    #: Their addresses, for heteroassociations.
    addresses: Integers | None
    #: Where the list of each cue begins, and the end of the last one, (K + 1,).
    indptr: Integers
    #: Largest number of cue units that was tried to be false, (K,).
    false_units: Integers
    #: Partial cliques looked at, (K,).
    nodes: Integers
    #: Why each search ended: "settled", "node-limit" (cut at a limit of nodes or work) or "stopped"; (K,).
    endings: NDArray[np.str_]

    @property
    def is_unique(self) -> Bools:
        """Whether exactly one pattern fits each cue, (K,).

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=3, size=8))
        >>> memory.store([[0, 8, 16]])
        >>> memory.complete([[0]]).is_unique
        array([ True])
        """
        return np.asarray((self.cliques == 1) & (self.endings == "settled"))

    def list_of(self, cue: int) -> Integers:
        """Listed patterns of one cue.

        Parameters
        ----------
        cue : int
            Number of the cue.

        Returns
        -------
        ndarray of int64
            Unit numbers, (number of listed patterns, k).

        Raises
        ------
        SynaptomeError
            If there is no such cue.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=3, size=8))
        >>> memory.store([[0, 8, 16]])
        >>> memory.complete([[0], [8]]).list_of(1)
        array([[ 0,  8, 16]])
        """
        place = _arrays.integer(cue, "cue", high=len(self.cliques) - 1)
        return self.patterns[self.indptr[place] : self.indptr[place + 1]]


class Memory:
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

    __slots__ = ("_association", "_code", "_implicit", "_inner")
    _association: Association
    _code: Code
    _implicit: tuple[Any, ...] | None
    _inner: _core.Memory

    def __init__(self, code: Code, *, association: Association = "auto") -> None:
        sizes = required(code)._sizes
        _arrays.choice(association, "association", ("auto", "hetero"))
        self._set(code, association, _core.Memory(sizes, association == "hetero"), None)

    def _set(self, code: Code, association: Association, inner: _core.Memory, implicit: Any) -> None:
        self._code, self._association, self._inner, self._implicit = code, association, inner, implicit

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
        sizes = required(code)._sizes
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

    @property
    def code(self) -> Code:
        """The code of the patterns.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Memory(willshaw.RandomCode(units=9, activity=2)).code
        RandomCode(units=9, activity=2)
        """
        return self._code

    @property
    def association(self) -> Association:
        """ "auto" or "hetero".

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Memory(willshaw.RandomCode(units=9, activity=2)).association
        'auto'
        """
        return self._association

    @property
    def matrix_load(self) -> float:
        """Fraction p₁ of the synapses that are potentiated; NaN for synapses from keys.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=2, size=2))
        >>> memory.store([[0, 2]])
        >>> memory.matrix_load
        0.25
        """
        load = self._inner.statistics()[0]
        return float("nan") if load is None else load

    @property
    def nbytes(self) -> int:
        """Bytes that the synapses take, or their keys.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Memory(willshaw.BlockCode(blocks=16, size=256)).nbytes
        2097216
        """
        return self._inner.statistics()[1]

    @property
    def matrix(self) -> Bools:
        """Synapses w_ij from unit i to unit j, (n, n), a copy: a byte for each.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.RandomCode(units=3, activity=2))
        >>> memory.store([[0, 2]])
        >>> memory.matrix.astype(int)
        array([[1, 0, 1],
               [0, 0, 0],
               [1, 0, 1]])
        """
        _arrays.entries("the matrix", self._code.units, self._code.units)
        return self._inner.matrix()

    def store(self, patterns: ArrayLike) -> None:
        """Store patterns autoassociatively.

        Recall that is under way in another thread sees the memory as it was.

        Parameters
        ----------
        patterns : array_like of int
            Unit numbers, (M, k), ascending in each row.

        Raises
        ------
        SynaptomeError
            If a row is no pattern of the code, or the memory is heteroassociative or recomputed from keys.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=2, size=4))
        >>> memory.store([[1, 6]])
        >>> memory.recall([[1]]).content[0]
        array([1, 6])
        """
        self._can_learn("auto", "store")
        self._inner.store(self._code._patterns(patterns, "patterns"))

    def store_pairs(self, addresses: ArrayLike, contents: ArrayLike) -> None:
        """Store pairs: the content in the same row with each address.

        Parameters
        ----------
        addresses, contents : array_like of int
            Unit numbers, (M, k), ascending in each row.

        Raises
        ------
        SynaptomeError
            If a row is no pattern of the code, the numbers of rows differ, or the memory is
            autoassociative or recomputed from keys.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=2, size=4), association="hetero")
        >>> memory.store_pairs([[1, 6]], [[0, 4]])
        >>> memory.recall([[1]]).content[0]
        array([0, 4])
        """
        self._can_learn("hetero", "store_pairs")
        u, v = self._code._patterns(addresses, "addresses"), self._code._patterns(contents, "contents")
        _arrays.same_length("contents", len(v), len(u))
        self._inner.store_pairs(u, v)

    def _can_learn(self, association: Association, method: str) -> None:
        if self._implicit is not None:
            raise SynaptomeError("synapses that are recomputed from keys cannot store further patterns")
        if self._association != association:
            raise SynaptomeError(f"{method} needs {association!r} association, but this memory is {self._association!r}")

    def recall(
        self,
        cues: Cues | UnitLists | ArrayLike | Sequence[ArrayLike],
        *,
        method: Method = "sum-of-max",
        false_units: ArrayLike | None = None,
        max_steps: int = 10,
        max_active: int | None = None,
        workers: int | None = None,
    ) -> Recall:
        """Retrieve patterns from cues.

        Methods of any code are "one-step" (R1), "k-winners" (IR-KWTA) and "lk+" (IR-LK+); of block codes
        "one-step-core" (R1B), "simple-iterative" (sIRB), "iterative" (IRB), "iterative-halo" (IRB-R1),
        "sum-of-max-step" (R1B-SMX), "sum-of-max" (IRB-SMX), "core-sum-of-max" (IRB-cSMX) and "core-and-halo"
        (cores and halos together), as Knoblauch & Palm (2020, §3) name them. :meth:`complete` searches for
        all patterns that fit.

        Parameters
        ----------
        cues : Cues, UnitLists, array_like or sequence of array_like
            Cues, or their units: an array (K, c), one cue (c,), or a sequence of cues.
        method : str, optional
            Name of the retrieval; with a random code choose one of the first three.
        false_units : array_like of int, optional
            Number of false units of each cue, (K,) or one; by default that of `cues`, or none.
        max_steps : int, optional
            Most iterations.
        max_active : int, optional
            Most active units of a step; by default max(1000, 2k), as in the paper.
        workers : int, optional
            Number of threads, on which the result does not depend; by default all processors.

        Returns
        -------
        Recall
            `content`, `address`, `steps` and `endings`.

        Raises
        ------
        SynaptomeError
            If a cue is not of the code, or the method is unknown or needs blocks.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=3, size=4))
        >>> memory.store([[0, 4, 8], [0, 4, 9]])
        >>> for method in "one-step", "iterative":
        ...     print(method, memory.recall([[0]], method=method).content[0])
        one-step [0 4 8 9]
        iterative [0 4]
        """
        given = cues_of(cues, false_units)._core(self._code.units)
        how = method_of(method, max_steps, max_active)
        content, address, steps, endings = self._inner.recall(given, how, _arrays.workers(workers))
        lists = None if address is None else UnitLists._of(address)
        return Recall(UnitLists._of(content), lists, steps, ENDINGS[endings])

    def complete(
        self,
        cues: Cues | UnitLists | ArrayLike | Sequence[ArrayLike],
        *,
        limit: int = 1_000,
        node_limit: int | None = None,
        work_limit: int | None = None,
        false_units: ArrayLike | None = None,
        reading: Literal["exactly", "at-most", "fewest"] = "exactly",
        threads_per_cue: int = 1,
        workers: int | None = None,
    ) -> Completions:
        """Search for all patterns that are fully connected and contain the cue.

        This retrieves at loads at which every local retrieval has failed. A search that reaches a limit
        returns what local retrieval leaves, a halo that holds all patterns that fit.

        Parameters
        ----------
        cues : Cues, UnitLists, array_like or sequence of array_like
            Cues, or their units: an array (K, c), one cue (c,), or a sequence of cues.
        limit : int, optional
            Most patterns that are listed of each cue.
        node_limit : int, optional
            Number of partial cliques after which a search is cut; 10⁹ by default.
        work_limit : int, optional
            Work after which a search is cut, about nanoseconds of one core but counted by operations; 2·10⁹
            by default, about two seconds.
        false_units : array_like of int, optional
            Number of false units of each cue, (K,) or one; by default that of `cues`, or none.
        reading : {"exactly", "at-most", "fewest"}, optional
            Patterns with all units of the cue but exactly so many, at most so many, or the fewest for
            which there is a pattern. With "fewest" the stored pattern may be missed.
        threads_per_cue : int, optional
            Number of threads that search for one cue of a block code. The result depends on it only where
            a search is cut.
        workers : int, optional
            Number of cues that are searched for at a time, on which the result does not depend; by
            default as many as there are processors.

        Returns
        -------
        Completions
            `cliques`, `content`, `bits`, and the lists.

        Raises
        ------
        SynaptomeError
            If a cue is not of the code, more than 64 blocks are open, or the synapses between the
            candidates take more than 1 GiB.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> code = willshaw.BlockCode(blocks=12, size=64)
        >>> x = code.draw(2_500, rng=0)
        >>> memory = willshaw.Memory(code)
        >>> memory.store(x)
        >>> found = memory.complete(willshaw.draw_cues(code, x[:5], completeness=1 / 3, rng=1))
        >>> found.content.contains(x[:5])
        array([ True,  True,  True,  True,  True])
        """
        given = cues_of(cues, false_units)._core(self._code.units)
        most = _arrays.integer(limit, "limit")
        nodes = 1_000_000_000 if node_limit is None else _arrays.integer(node_limit, "node_limit")
        work = 2_000_000_000 if work_limit is None else _arrays.integer(work_limit, "work_limit")
        _arrays.choice(reading, "reading", ("exactly", "at-most", "fewest"))
        threads = _arrays.integer(threads_per_cue, "threads_per_cue", low=1, high=4096)
        limits = reading, nodes, work, most, threads
        recalls, numbers, lists = self._inner.complete(given, limits, _arrays.workers(workers))
        (content, address, _, endings), (cliques, looked, false, bits) = recalls, numbers
        return Completions(
            cliques=cliques,
            content=UnitLists._of(content),
            address=None if address is None else UnitLists._of(address),
            bits=bits,
            patterns=lists[0],
            addresses=lists[1],
            indptr=np.concatenate([[0], np.cumsum(lists[2])]),
            false_units=false,
            nodes=looked,
            endings=ENDINGS[endings],
        )

    def familiarity(
        self, cues: Cues | UnitLists | ArrayLike | Sequence[ArrayLike], *, workers: int | None = None
    ) -> Integers:
        """Number of potentiated synapses within each cue (§2.6).

        Parameters
        ----------
        cues : Cues, UnitLists, array_like or sequence of array_like
            Cues, or their units.
        workers : int, optional
            Number of threads; by default all processors.

        Returns
        -------
        ndarray of int64
            Numbers of synapses, (K,): for part of a stored pattern the square of the number of units.

        Raises
        ------
        SynaptomeError
            If a cue is not of the code.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=3, size=4))
        >>> memory.store([[0, 4, 8]])
        >>> memory.familiarity([[0, 4, 8], [0, 4, 9]])
        array([9, 4])
        """
        given = Cues(cues_of(cues).units)._core(self._code.units)
        return self._inner.familiarity(given, _arrays.workers(workers))

    def is_familiar(
        self, cues: Cues | UnitLists | ArrayLike | Sequence[ArrayLike], *, workers: int | None = None
    ) -> Bools:
        """Whether an autoassociative memory takes each cue for a part of a stored pattern.

        Parameters
        ----------
        cues : Cues, UnitLists, array_like or sequence of array_like
            Cues, or their units.
        workers : int, optional
            Number of threads; by default all processors.

        Returns
        -------
        ndarray of bool
            Whether all synapses within the cue are potentiated, (K,).

        Raises
        ------
        SynaptomeError
            If a cue is not of the code.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=3, size=4))
        >>> memory.store([[0, 4, 8]])
        >>> memory.is_familiar([[0, 4, 8], [0, 4, 9]])
        array([ True, False])
        """
        given = cues_of(cues)
        return np.asarray(self.familiarity(given, workers=workers) >= given.units.lengths**2)

    def false_acceptance(self, count: int, *, rng: RNG = None, workers: int | None = None) -> float:
        """Fraction q₀₁ of random patterns of the code that the memory takes for stored ones.

        Parameters
        ----------
        count : int
            Number of random patterns.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness; pattern k draws from stream k under its key.
        workers : int, optional
            Number of threads, on which the result does not depend; by default all processors.

        Returns
        -------
        float
            The fraction.

        Raises
        ------
        SynaptomeError
            If the count is below one or too large.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Memory(willshaw.RandomCode(units=200, activity=3)).false_acceptance(100, rng=0)
        0.0
        """
        return float(self.is_familiar(self._code.draw(count, rng=rng), workers=workers).mean())

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
        numbers = _arrays.integers(np.asarray(indices), "indices", 1, low=0)
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
            If the file cannot be written, or the synapses are recomputed from keys (pickle these).

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
        self._inner.save(os.fspath(path))

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
            If the file cannot be read, is damaged or of another version.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Memory.load("no such file")
        Traceback (most recent call last):
        ...
        synaptome.SynaptomeError: reading or writing failed: No such file or directory (os error 2)
        """
        return cls._restored(*_core.Memory.load(os.fspath(path)))

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


def method_of(method: str, max_steps: int, max_active: int | None) -> tuple[str, int, int | None]:
    """A retrieval with its options, as the core takes it."""
    active = None if max_active is None else _arrays.integer(max_active, "max_active")
    return _arrays.choice(method, "method", METHODS), _arrays.integer(max_steps, "max_steps"), active
