"""Pseudo-likelihood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from numpy.typing import ArrayLike

from .. import _arrays
from .._core import hopfield as _core
from .._rng import RNG, key
from . import _checks
from ._constraint import CONSTRAINTS, Constraint
from ._lbfgs import Fit, FitProgress, Lbfgs, fit_of, minimiser, told
from ._network import Network


@dataclass(frozen=True, kw_only=True)
class PseudoLikelihood:
    """Pseudo-likelihood: logistic regression of every unit on the others.

    Minimises Σ_i [mean over the cues p of ln(1 + exp(-2 ξ_i (W p)_i)) + λ/2 w_i²], where the cues are the
    messages or `copies` noisy ones of each.

    Parameters
    ----------
    ridge : float, optional
        Strength λ ≥ 0 of the penalty on the weights.
    count : int, optional
        Number of units flipped in each cue; 0 by default.
    probability : float, optional
        Probability with which every unit of a cue is flipped, instead of `count`.
    copies : int, optional
        Number of cues per message, at least one.
    constraint : {"zero-diagonal", "free", "symmetric", "symmetric-zero-diagonal"}, optional
        Which weights are allowed.
    lbfgs : Lbfgs, optional
        How to minimise, and when to stop; by default after 60 iterations.

    Raises
    ------
    SynaptomeError
        If an option is out of its range, or both `count` and `probability` are given.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(60, 64, rng=1)
    >>> bool(hopfield.PseudoLikelihood().write(x).is_strict_minimum(x).all())
    True
    """

    ridge: float = 0.01
    count: int | None = None
    probability: float | None = None
    copies: int = 1
    constraint: Constraint = "zero-diagonal"
    lbfgs: Lbfgs = field(default_factory=lambda: Lbfgs(iterations=60))

    def __post_init__(self) -> None:
        count, probability = _checks.chosen_noise(self.count, self.probability)
        copies = _arrays.integer(self.copies, "copies", low=1)
        _checks.settle(self, ridge=_checks.not_negative(self.ridge, "ridge"), copies=copies)
        _checks.settle(self, count=count, probability=probability)
        _arrays.choice(self.constraint, "constraint", CONSTRAINTS)
        minimiser(self.lbfgs)

    def _parts(self) -> tuple[float, _checks.Damage, int, str, tuple[int, float, float, float]]:
        damage = _checks.noise(self.count, self.probability, 0)
        return float(self.ridge), damage, int(self.copies), self.constraint, self.lbfgs._parts()

    def fit(
        self,
        messages: ArrayLike,
        *,
        callback: Callable[[FitProgress], object] | None = None,
        rng: RNG = None,
    ) -> Fit:
        """Minimise the objective from zero weights.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        callback : callable, optional
            Called with a :class:`FitProgress` before each iteration; if it raises `StopIteration`, the
            network found so far is returned.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness of the cues.

        Returns
        -------
        Fit
            `network`, `objective`, `iterations`, `ending` and `converged`.

        Raises
        ------
        SynaptomeError
            If there are no messages, or more flips than units.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> rule = hopfield.PseudoLikelihood(probability=0.1, copies=3)
        >>> rule.fit(hopfield.random_messages(10, 40, rng=1), rng=2).network
        <Network of 40 units>
        """
        given = _checks.messages(messages)
        if self.count is not None:
            _arrays.integer(self.count, "count", high=given.shape[1])
        _arrays.entries("the cues", *given.shape, int(self.copies))
        return fit_of(_core.pseudo_likelihood(given, self._parts(), key(rng), told(callback)))

    def write(self, messages: ArrayLike, *, rng: RNG = None) -> Network:
        """Write messages.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness of the cues.

        Returns
        -------
        Network
            The network of :meth:`fit`.

        Raises
        ------
        SynaptomeError
            If there are no messages, or more flips than units.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.PseudoLikelihood().write([[1, -1, 1]])
        <Network of 3 units>
        """
        return self.fit(messages, rng=rng).network
