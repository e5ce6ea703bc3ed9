"""What retrievals and searches find."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .. import _arrays
from .._arrays import Bools, Floats, Integers
from .._results import result
from ._lists import UnitLists

ENDINGS = np.array(["settled", "step-limit", "too-active", "node-limit", "stopped"])


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
    #: Steps done, counting the last one, which may have changed nothing, (K,); guesses and one more of "first-clique".
    steps: Integers
    #: Why each ended: "settled", "step-limit", "too-active" (the step before is returned), or "node-limit" (a limit of
    #: guesses; the fixed point of sum-of-max is returned); (K,).
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
