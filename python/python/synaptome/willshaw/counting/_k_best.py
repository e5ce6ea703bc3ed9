"""Retrieval of the k units with the largest fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from numpy.typing import ArrayLike

from ... import _arrays, _options
from ..._core import SynaptomeError
from .._cues import Cues, cues_of
from .._lists import UnitLists
from .._outcomes import ENDINGS, Recall
from ._weights import Weights

#: States of a retrieval that does not settle come back, so that more steps find nothing else.
_MOST_STEPS = 10_000


@dataclass(frozen=True, kw_only=True)
class KBest:
    """Retrieval of the k units with the largest fields, again and again; in a block code of the best of each block.

    Ties go to the unit with the smaller number, so that exactly k units are active. That distinguishes it from
    "k-winners" of :meth:`~synaptome.willshaw.Memory.recall`, which keeps ties and so retrieves more with the many
    equal sums of binary synapses. A heteroassociation takes one step.

    Parameters
    ----------
    steps : int, optional
        Most steps, up to 10,000; 0 counts as 1.
    holds_cue : bool, optional
        Whether the units of the cue stay active in the first step of an autoassociation, which is right for cues
        without false units.

    Raises
    ------
    SynaptomeError
        If an option is out of its range.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> from synaptome.willshaw import counting
    >>> memory = counting.CountingMemory(willshaw.RandomCode(units=6, activity=3))
    >>> memory.store([[0, 1, 2], [0, 3, 4]])
    >>> counting.KBest().recall([[3]], memory.weights(counting.Bcpnn())).content[0]
    array([0, 3, 4])
    """

    steps: int = 6
    holds_cue: bool = True

    def __post_init__(self) -> None:
        steps = _arrays.integer(self.steps, "steps", high=_MOST_STEPS)
        _options.settle(self, steps=steps, holds_cue=_options.flag(self.holds_cue, "holds_cue"))

    def recall(
        self,
        cues: Cues | UnitLists | ArrayLike | Sequence[ArrayLike],
        first: Weights,
        following: Weights | None = None,
        *,
        workers: int | None = None,
    ) -> Recall:
        """Retrieve patterns from cues.

        Parameters
        ----------
        cues : Cues, UnitLists, array_like or sequence of array_like
            Cues, or their units: an array (K, c), one cue (c,), or a sequence of cues.
        first : Weights
            Weights of the first step, for which a cue lacks many units.
        following : Weights, optional
            Weights of the other steps, whose states have few wrong units; by default those of the first step.
        workers : int, optional
            Number of threads, on which the result does not depend; by default all processors.

        Returns
        -------
        Recall
            `content`, `steps` and `endings`; `address` is None.

        Raises
        ------
        SynaptomeError
            If a cue is not of the code, or the weights are of different codes or associations.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> from synaptome.willshaw import counting
        >>> code = willshaw.BlockCode(blocks=8, size=32)
        >>> x = code.draw(300, rng=0)
        >>> memory = counting.CountingMemory(code)
        >>> memory.store(x)
        >>> first = memory.weights(counting.Bayes())
        >>> following = memory.weights(counting.Bayes(spurious=0.002, missing=0.05))
        >>> cues = willshaw.draw_cues(code, x, completeness=0.5, rng=1)
        >>> bool(counting.KBest().recall(cues, first, following).content.equals(x).mean() > 0.95)
        True
        """
        _options.instance(first, "first", Weights)
        later = first if following is None else _options.instance(following, "following", Weights)
        for name, found, expected in (
            ("code", later.code, first.code),
            ("association", later.association, first.association),
        ):
            if found != expected:
                raise SynaptomeError(f"following must have the {name} of first, {expected!r}, got {found!r}")
        given = cues_of(cues)._core(first.code.units)
        number = _arrays.workers(workers)
        content, _, steps, endings = first._inner.recall(later._inner, given, self.steps, self.holds_cue, number)
        return Recall(UnitLists._of(content), None, steps, ENDINGS[endings])
