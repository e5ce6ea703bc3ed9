"""Decoders of the stored pattern from the weights."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Integers, Real
from .._core import SynaptomeError
from .._core import mi as _core
from ._pairs import about_of, pairs_of
from ._patterns import Patterns, core


class Decoder:
    """Scores candidates for one pattern by how well they fit the weights of an ensemble.

    It knows the distributions of all patterns and the weights; the stored pattern fits best most often. A
    candidate is given by what it would add to every weight, :func:`products`.

    Parameters
    ----------
    patterns : Patterns
        K patterns of N neurons.
    pairs : array_like of int, (S, 2)
        Synapses.
    weights : array_like, (S,)
        Weights, finite.
    about : int
        The pattern that is decoded.

    Raises
    ------
    SynaptomeError
        If there is no such pattern, a synapse ends outside the patterns or occurs twice, or weights are not valid.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import mi
    >>> patterns = mi.Patterns(np.zeros((3, 30)), mi.exchangeable_covariance(30, sigma=1.0, rho=0.0))
    >>> pairs = mi.all_pairs(30)
    >>> stored = [patterns.pattern(k).sample(log=True, rng=k) for k in range(3)]
    >>> decoder = mi.Decoder(patterns, pairs, mi.products(pairs, stored).sum(axis=0))
    >>> foreign = patterns.pattern(0).sample(9, log=True, rng=7)
    >>> scores = decoder.log_likelihood(mi.products(pairs, np.vstack([stored[:1], foreign])))
    >>> int(np.argmax(scores))
    0
    """

    __slots__ = ("_about", "_core", "_pairs", "_patterns")
    _pairs: Integers
    _patterns: Patterns

    def __init__(self, patterns: Patterns, pairs: ArrayLike, weights: ArrayLike, *, about: int = 0) -> None:
        self._about, self._pairs, self._patterns = about_of(patterns, about), pairs_of(pairs), patterns
        given = _arrays.floats(weights, "weights", 1)
        self._core = _core.Decoder(core(patterns), self._pairs, self._about, given)

    @property
    def weights(self) -> Floats:
        """Weights w, (S,).

        Examples
        --------
        >>> from synaptome import mi
        >>> patterns = mi.Patterns([[0.0, 0.0]] * 2, [[1.0, 0.0], [0.0, 1.0]])
        >>> mi.Decoder(patterns, [[0, 1]], [5.0]).weights
        array([5.])
        """
        return self._core.weights

    @property
    def deviations(self) -> Floats:
        """Deviations w − E w, (S,).

        Examples
        --------
        >>> from synaptome import mi
        >>> patterns = mi.Patterns([[0.0, 0.0]] * 2, [[1.0, 0.0], [0.0, 1.0]])
        >>> mi.Decoder(patterns, [[0, 1]], [6.0]).deviations.round(3)
        array([0.563])
        """
        return self._core.deviations

    def __len__(self) -> int:
        return len(self._pairs)

    def _identity(self) -> tuple[Patterns, Integers, Floats, int]:
        return self._patterns, self._pairs, self.weights, self._about

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Decoder):
            return NotImplemented
        arrays = np.array_equal(self._pairs, other._pairs) and np.array_equal(self.weights, other.weights)
        return arrays and self._about == other._about and self._patterns == other._patterns

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Decoder of pattern {self._about} from {len(self)} weights>"

    def __reduce__(self) -> tuple[object, tuple[Patterns, Integers, Floats, int]]:
        return _decoder, self._identity()

    def centred_overlap(self, candidates: ArrayLike, *, kept: ArrayLike | None = None) -> Real:
        """Score Σ_a (w_a − E w_a)(c_a − E c_a) of candidates c, their negative centred energy.

        Parameters
        ----------
        candidates : array_like, (..., S)
            What each would add to every weight.
        kept : array_like of int, optional
            Positions of the synapses that are left after pruning; all by default.

        Returns
        -------
        ndarray or float64, (...)
            Scores; the highest fits best.

        Raises
        ------
        SynaptomeError
            If a candidate has not one number per synapse, or a kept synapse does not exist.

        Examples
        --------
        >>> from synaptome import mi
        >>> patterns = mi.Patterns([[0.0, 0.0]] * 2, [[1.0, 0.0], [0.0, 1.0]])
        >>> decoder = mi.Decoder(patterns, [[0, 1]], [6.0])
        >>> bool(decoder.centred_overlap([5.0]) > decoder.centred_overlap([1.0]))
        True
        """
        return self._scores(False, candidates, kept)

    def log_likelihood(self, candidates: ArrayLike, *, kept: ArrayLike | None = None) -> Real:
        """Log-likelihood Σ_a ln f(w_a − c_a) of candidates c in nats, as if synapses were independent.

        f is the Fenton–Wilkinson density of a weight without the pattern; a candidate above the weight costs 10⁶
        nats per synapse.

        Parameters
        ----------
        candidates : array_like, (..., S)
            What each would add to every weight.
        kept : array_like of int, optional
            Positions of the synapses that are left after pruning; all by default.

        Returns
        -------
        ndarray or float64, (...)
            Log-likelihoods in nats.

        Raises
        ------
        SynaptomeError
            If a candidate has not one number per synapse, or a kept synapse does not exist.

        Examples
        --------
        >>> from synaptome import mi
        >>> patterns = mi.Patterns([[0.0, 0.0]] * 2, [[1.0, 0.0], [0.0, 1.0]])
        >>> decoder = mi.Decoder(patterns, [[0, 1]], [6.0])
        >>> bool(decoder.log_likelihood([5.0]) > decoder.log_likelihood([7.0]))
        True
        """
        return self._scores(True, candidates, kept)

    def _scores(self, likelihood: bool, candidates: ArrayLike, kept: ArrayLike | None) -> Real:
        given = _arrays.finite(candidates, "candidates")
        if given.ndim == 0 or given.shape[-1] != len(self):
            raise SynaptomeError(f"candidates must have {len(self)} numbers on the last axis, got shape {given.shape}")
        positions = None if kept is None else _arrays.indices(kept, "kept", 1, low=0).tolist()
        shape = given.shape[:-1]
        rows = given.reshape(math.prod(shape), len(self))
        return _arrays.shaped(self._core.scores(likelihood, rows, positions), shape)


def _decoder(patterns: Patterns, pairs: Integers, weights: Floats, about: int) -> Decoder:
    """A decoder from what pickling keeps of it."""
    return Decoder(patterns, pairs, weights, about=about)
