"""What a rule says of counts, and how to make one."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ... import _arrays, _options
from ..._arrays import Floats, Real
from ..._core import SynaptomeError
from ..._results import result


@result
class PairCounts(NamedTuple):
    """In how many patterns an address unit i and a content unit j were active; arrays of shapes that broadcast.

    With the M of the literature `both` is M₁₁, and M₁₀, M₀₁, M₀₀ follow: i is active in M₁₁ + M₁₀ patterns and
    j in M₁₁ + M₀₁.

    Examples
    --------
    >>> from synaptome.willshaw import counting
    >>> counts = counting.PairCounts(both=3, address=4, content=5, patterns=10)
    >>> float(counting.ClippedHebb().evidence(counts).active)
    1.0
    """

    #: Patterns in which both units are active.
    both: ArrayLike
    #: Patterns in which the address unit is active.
    address: ArrayLike
    #: Patterns in which the content unit is active.
    content: ArrayLike
    #: All patterns.
    patterns: ArrayLike


@result
class Evidence(NamedTuple):
    """What the state of an address unit says for a content unit, in nats where fields are log odds.

    Examples
    --------
    >>> from synaptome.willshaw import counting
    >>> counting.Evidence(active=0.5, silent=0.0)
    Evidence(active=0.5, silent=0.0)
    """

    #: If the address unit is active.
    active: Real
    #: If it is silent.
    silent: Real


class CountingRule:
    """A rule that makes weights of counts; inherit from it to make your own.

    The field of a content unit is its :meth:`prior` and the :meth:`evidence` of all address units, so that the
    weight of a synapse is `active - silent`. An infinite evidence is a certainty; where certainties contradict
    each other, the unit is taken to be silent. A rule of your own defines `evidence`, and `prior` and
    `has_autapses` where they differ from these.

    Examples
    --------
    Hebb's rule, not clipped:

    >>> from synaptome import willshaw
    >>> from synaptome.willshaw import counting
    >>> class Hebb(counting.CountingRule):
    ...     def evidence(self, counts):
    ...         return counting.Evidence(active=counts.both, silent=0.0)
    >>> memory = counting.CountingMemory(willshaw.RandomCode(units=3, activity=2))
    >>> memory.store([[0, 1], [0, 1], [1, 2]])
    >>> memory.weights(Hebb()).matrix
    array([[0., 2., 0.],
           [2., 0., 1.],
           [0., 1., 0.]], dtype=float32)
    """

    #: Whether a unit of an autoassociation has a synapse to itself.
    has_autapses: bool = False

    def evidence(self, counts: PairCounts) -> Evidence:
        """What address units say for content units.

        Parameters
        ----------
        counts : PairCounts
            Numbers of patterns, arrays of shapes that broadcast.

        Returns
        -------
        Evidence
            Arrays of the broadcast shape, or what broadcasts to it.

        Raises
        ------
        SynaptomeError
            If a count is not a whole number below 2³², or a rule of your own does not define this.

        Examples
        --------
        >>> from synaptome.willshaw import counting
        >>> found = counting.Bcpnn().evidence(counting.PairCounts(both=[2], address=4, content=5, patterns=10))
        >>> found
        Evidence(active=[0.], silent=[0.])
        """
        raise SynaptomeError(f"rule {_arrays.shown(self)} has no evidence of its own: define the method `evidence`")

    def prior(self, content: ArrayLike, patterns: int) -> Floats:
        """Fields of content units before anything is known.

        Parameters
        ----------
        content : array_like of int
            Number of patterns in which each content unit is active.
        patterns : int
            Number of all patterns.

        Returns
        -------
        ndarray of float64
            Fields, of the shape of `content`.

        Raises
        ------
        SynaptomeError
            If a count is not a whole number below 2³².

        Examples
        --------
        >>> from synaptome.willshaw import counting
        >>> counting.Bayes().prior([5, 0], 10)
        array([  0., -inf])
        """
        return np.zeros(np.shape(content))


def evidence_of(rule: CountingRule, counts: PairCounts, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    """What a rule of your own says, of a shape; refused by name if it is of another, or NaN."""
    found = _options.items(rule.evidence(counts), "the evidence of the rule", 2)
    return numbers_of(found[0], "active", shape), numbers_of(found[1], "silent", shape)


def numbers_of(x: Any, name: str, shape: tuple[int, ...]) -> Floats:
    """Numbers of a rule of your own, of a shape."""
    given = _arrays.floats(x, f"{name} of the rule")
    try:
        whole = np.broadcast_to(given, shape)
    except ValueError:
        raise SynaptomeError(f"{name} of the rule must broadcast to {shape}, got shape {given.shape}") from None
    if (wrong := np.isnan(whole)).any():
        raise SynaptomeError(f"{name} of the rule must be a number, got {_arrays.first(whole, wrong)}")
    return whole
