"""Rules that make weights of counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ... import _arrays, _options
from ..._arrays import Floats, Integers
from ..._core import SynaptomeError
from ..._core import willshaw as _core
from .._checks import positive
from ._rule import CountingRule, Evidence, PairCounts

#: Patterns, and uses of a unit, are counted up to this.
_MOST = 2**32 - 1


class NamedRule(CountingRule):
    """A rule of the crate."""

    @property
    def _named(self) -> tuple[str, float, float]:
        raise NotImplementedError

    def evidence(self, counts: PairCounts) -> Evidence:
        parts = dict(zip(PairCounts._fields, _options.items(counts, "counts", 4)))
        given = {name: _counts(part, name) for name, part in parts.items()}
        shape = _arrays.shared_shape(**{name: part.shape for name, part in given.items()})
        flat = (np.broadcast_to(part, shape).reshape(-1).astype(np.uint32) for part in given.values())
        active, silent = _core.evidence(self._named, *flat)
        return Evidence(_arrays.shaped(active, shape), _arrays.shaped(silent, shape))

    def prior(self, content: ArrayLike, patterns: int) -> Floats:
        given = _counts(content, "content")
        all_of_them = np.full(given.size, _arrays.integer(patterns, "patterns", high=_MOST), np.uint32)
        return _core.prior(self._named, given.reshape(-1).astype(np.uint32), all_of_them).reshape(given.shape)


def _counts(x: ArrayLike, name: str) -> Integers:
    given = _arrays.integers(x, name, low=0)
    if (wrong := given > _MOST).any():
        raise SynaptomeError(f"{name} must be at most {_MOST}, got {_arrays.first(given, wrong)}")
    return given


@dataclass(frozen=True, kw_only=True)
class Bayes(NamedRule):
    """Bayesian learning: fields are the log odds of a content unit to be active, in nats.

    If address units are independent given a content unit, a stored pattern is drawn at random, and each of its
    address units is lost with probability p₁₀ and each other one added with p₀₁, then P(ũᵢ = 1 | vⱼ = 1) =
    (M₁₁(1 - p₁₀) + M₀₁p₀₁)/M₁, P(ũᵢ = 1 | vⱼ = 0) = (M₁₀(1 - p₁₀) + M₀₀p₀₁)/M₀, and the log odds add up to
    ln(M₁/M₀) and the logarithms of such ratios (Knoblauch 2011, *Neural associative memory with optimal Bayesian
    learning*, Neural Computation 23(6), 1393–1451, doi 10.1162/NECO_a_00127; derived anew, as we have not read its
    equations). With p₀₁ = 0 an active unit that never was active together with another one excludes it.

    Parameters
    ----------
    spurious : float, optional
        Probability p₀₁ with which a silent unit is active in the cue, at least 0 and below 1.
    missing : float, optional
        Probability p₁₀ with which an active unit is silent in the cue, above 0 and below 1.

    Raises
    ------
    SynaptomeError
        If a probability is out of its range.

    Examples
    --------
    >>> from synaptome.willshaw import counting
    >>> rule = counting.Bayes(spurious=0.1, missing=0.2)
    >>> found = rule.evidence(counting.PairCounts(both=3, address=4, content=5, patterns=10))
    >>> round(float(found.active), 6), round(float(found.silent), 6)
    (0.77319, -0.459532)
    """

    spurious: float = 0.0
    missing: float = 0.5

    def __post_init__(self) -> None:
        spurious, missing = _arrays.number(self.spurious, "spurious"), _arrays.number(self.missing, "missing")
        if not 0.0 <= spurious < 1.0:
            raise SynaptomeError(f"spurious must be at least 0 and below 1, got {spurious}")
        # The smallest normal number is the least that the crate takes.
        if not np.finfo(np.float64).tiny <= missing < 1.0:
            raise SynaptomeError(f"missing must be above 0 and below 1, got {missing}")
        _options.settle(self, spurious=spurious, missing=missing)

    @property
    def _named(self) -> tuple[str, float, float]:
        return "bayes", self.spurious, self.missing


@dataclass(frozen=True, kw_only=True)
class Bcpnn(NamedRule):
    """The Bayesian confidence propagation rule, ln(M₁₁M/(M₁(i) M₁(j))); silent units say nothing.

    The weight is the logarithm of how much more often both units were active than independent ones would be.

    Parameters
    ----------
    least : float, optional
        What counts as M₁₁ where it is less, in particular for units that were never active together; positive.

    Raises
    ------
    SynaptomeError
        If `least` is not positive and finite.

    Examples
    --------
    >>> from synaptome.willshaw import counting
    >>> found = counting.Bcpnn().evidence(counting.PairCounts(both=[0, 4], address=4, content=5, patterns=10))
    >>> found.active.round(3)
    array([-5.298,  0.693])
    """

    least: float = 0.01

    def __post_init__(self) -> None:
        _options.settle(self, least=positive(self.least, "least"))

    @property
    def _named(self) -> tuple[str, float, float]:
        return "bcpnn", self.least, 0.0


@dataclass(frozen=True, kw_only=True)
class Covariance(NamedRule):
    """The covariance rule, M₁₁/M - M₁(i)M₁(j)/M²; silent units say nothing.

    Examples
    --------
    >>> from synaptome.willshaw import counting
    >>> counts = counting.PairCounts(both=3, address=4, content=5, patterns=10)
    >>> round(float(counting.Covariance().evidence(counts).active), 6)
    0.1
    """

    @property
    def _named(self) -> tuple[str, float, float]:
        return "covariance", 0.0, 0.0


@dataclass(frozen=True, kw_only=True)
class ClippedHebb(NamedRule):
    """The rule of Willshaw's binary synapses: 1 where both units were active in some pattern, with autapses.

    Examples
    --------
    >>> from synaptome.willshaw import counting
    >>> counts = counting.PairCounts(both=[0, 1, 2], address=4, content=5, patterns=10)
    >>> counting.ClippedHebb().evidence(counts).active
    array([0., 1., 1.])
    """

    # Without an annotation it is no option.
    has_autapses = True

    @property
    def _named(self) -> tuple[str, float, float]:
        return "clipped-hebb", 0.0, 0.0
