"""Memories that count: Bayesian learning and its relatives, with k winners.

A :class:`CountingMemory` counts for each pair of units in how many patterns both were active. A rule turns the
counts into real :class:`Weights`: :class:`Bayes` and :class:`Bcpnn`, for comparison :class:`Covariance` and
:class:`ClippedHebb`, the rule of the binary synapses of :class:`~synaptome.willshaw.Memory`, or a
:class:`CountingRule` of your own. :class:`KBest` retrieves.

Examples
--------
>>> from synaptome import willshaw
>>> from synaptome.willshaw import counting
>>> code = willshaw.RandomCode(units=256, activity=8)
>>> x = code.draw(300, rng=0)
>>> memory = counting.CountingMemory(code)
>>> memory.store(x)

A cue of half of the units, then states in which one unit in twenty is wrong:

>>> first = memory.weights(counting.Bayes(spurious=0.0, missing=0.5))
>>> following = memory.weights(counting.Bayes(spurious=0.05 * 8 / 248, missing=0.05))
>>> cues = willshaw.draw_cues(code, x, completeness=0.5, rng=1)
>>> found = counting.KBest().recall(cues, first, following)
>>> bool(found.content.equals(x).mean() > 0.95)
True
"""

from ._k_best import KBest
from ._memory import CountingMemory
from ._rule import CountingRule, Evidence, PairCounts
from ._rules import Bayes, Bcpnn, ClippedHebb, Covariance
from ._weights import Weights

__all__ = [
    "Bayes",
    "Bcpnn",
    "ClippedHebb",
    "CountingMemory",
    "CountingRule",
    "Covariance",
    "Evidence",
    "KBest",
    "PairCounts",
    "Weights",
]
