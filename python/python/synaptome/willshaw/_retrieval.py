"""Retrieval of patterns from cues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from ._cues import Cues, cues_of
from ._lists import UnitLists
from ._methods import GUESSES, Method, method_of
from ._outcomes import ENDINGS, Completions, Recall
from ._synapses import Synapses


class Retrieval(Synapses):
    """Retrieval of patterns, by local rules or by a complete search."""

    __slots__ = ()

    def recall(
        self,
        cues: Cues | UnitLists | ArrayLike | Sequence[ArrayLike],
        *,
        method: Method = "sum-of-max",
        false_units: ArrayLike | None = None,
        max_steps: int = 10,
        max_active: int | None = None,
        max_guesses: int = GUESSES,
        workers: int | None = None,
    ) -> Recall:
        """Retrieve patterns from cues.

        Methods of any code are "one-step" (R1), "k-winners" (IR-KWTA) and "lk+" (IR-LK+); of block codes
        "one-step-core" (R1B), "simple-iterative" (sIRB), "iterative" (IRB), "iterative-halo" (IRB-R1),
        "sum-of-max-step" (R1B-SMX), "sum-of-max" (IRB-SMX), "core-sum-of-max" (IRB-cSMX) and "core-and-halo"
        (cores and halos together), as Knoblauch & Palm (2020, §3) name them. "first-clique" continues sum-of-max
        past its fixed point: it guesses a unit of the smallest ambiguous block, lets sum-of-max propagate what
        follows, and takes the guess back if some block is left without a unit. Its output is one pattern whose
        units are all connected, which need not be the stored one where several fit; none if no pattern fits.
        :meth:`complete` searches for all patterns that fit.

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
        max_guesses : int, optional
            Guesses of "first-clique" after which the fixed point of sum-of-max is returned.
        workers : int, optional
            Number of threads, on which the result does not depend; by default all processors.

        Returns
        -------
        Recall
            `content`, `address`, `steps` and `endings`.

        Raises
        ------
        SynaptomeError
            If a cue is not of the code, the method is unknown or needs blocks, or "first-clique" has more candidates
            than the synapses between them fit 1 GiB.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> memory = willshaw.Memory(willshaw.BlockCode(blocks=3, size=4))
        >>> memory.store([[0, 4, 8], [0, 4, 9]])
        >>> for method in "one-step", "iterative":
        ...     print(method, memory.recall([[0]], method=method).content[0])
        one-step [0 4 8 9]
        iterative [0 4]

        Two patterns fit; the first clique is one of them:

        >>> memory.recall([[0]], method="first-clique").content[0]
        array([0, 4, 8])
        """
        given = cues_of(cues, false_units)._core(self._code.units)
        how = method_of(method, max_steps, max_active, max_guesses)
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
            by default, a few seconds.
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
