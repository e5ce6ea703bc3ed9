"""Writing rules that minimise an objective with L-BFGS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import hopfield as _core
from .._results import result
from .._rng import RNG, key
from . import _checks
from ._network import Network

Constraint: TypeAlias = Literal["free", "zero-diagonal", "symmetric", "symmetric-zero-diagonal"]
CONSTRAINTS = ("free", "zero-diagonal", "symmetric", "symmetric-zero-diagonal")


@result
class FitProgress(NamedTuple):
    """How far a minimisation is, as a callback is told before each iteration.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.FitProgress(iterations=3, objective=12.5, gradient=0.01)
    FitProgress(iterations=3, objective=12.5, gradient=0.01)
    """

    #: Iterations done.
    iterations: int
    #: The objective there, with its penalty.
    objective: float
    #: The largest absolute entry of the gradient there.
    gradient: float


@result
class Fit(NamedTuple):
    """A network found by minimising an objective, with an account of the minimisation.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> fit = hopfield.MinimumProbabilityFlow().fit(hopfield.random_messages(5, 30, rng=1))
    >>> fit.network, fit.converged
    (<Network of 30 units>, True)
    """

    #: The network at the lowest objective found.
    network: Network
    #: The lowest objective found, with its penalty.
    objective: float
    #: Iterations done.
    iterations: int
    #: Why it ended: "gradient", "objective", "iterations", "line-search" or "stopped".
    ending: str

    @property
    def converged(self) -> bool:
        """Whether it ended in a minimum: neither out of iterations nor stopped by the callback.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> rule = hopfield.MinimumProbabilityFlow(lbfgs=hopfield.Lbfgs(iterations=2))
        >>> rule.fit(hopfield.random_messages(5, 30, rng=1)).converged
        False
        """
        return self.ending not in ("iterations", "stopped")


@dataclass(frozen=True, kw_only=True)
class Lbfgs:
    """When L-BFGS, the minimiser of convex objectives, and each line search in it stops.

    Parameters
    ----------
    iterations : int, optional
        Most iterations.
    gradient : float, optional
        Largest absolute entry of the gradient that counts as zero; a negative number is never met.
    objective : float, optional
        Smallest fall of the objective in one iteration, relative to max(abs(f), 1), that counts; a
        negative number is never met.
    flatness : float, optional
        Slope at which a line search ends, relative to that at its beginning; positive.

    Raises
    ------
    SynaptomeError
        If a tolerance is not a number, or `flatness` is not positive and finite.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.Lbfgs(iterations=60)
    Lbfgs(iterations=60, gradient=1e-05, objective=1e-09, flatness=0.5)
    """

    iterations: int = 1000
    gradient: float = 1e-5
    objective: float = 1e-9
    flatness: float = 0.5

    def __post_init__(self) -> None:
        flatness = _arrays.number(self.flatness, "flatness")
        if not 0.0 < flatness < np.inf:
            raise SynaptomeError(f"flatness must be positive and finite, got {flatness}")
        tolerances = {name: getattr(self, name) for name in ("gradient", "objective")}
        found = {name: _checks.between(value, name, -np.inf, np.inf) for name, value in tolerances.items()}
        iterations = _arrays.integer(self.iterations, "iterations")
        _options.settle(self, iterations=iterations, flatness=flatness, **found)

    def _parts(self) -> tuple[int, float, float, float]:
        return self.iterations, self.gradient, self.objective, self.flatness


def _minimiser(lbfgs: object) -> None:
    if not isinstance(lbfgs, Lbfgs):
        raise SynaptomeError(f"lbfgs must be an Lbfgs, got {lbfgs!r}")


def not_negative(x: float, name: str) -> float:
    """One finite number that is not negative."""
    value = _arrays.number(x, name)
    if not 0.0 <= value < np.inf:
        raise SynaptomeError(f"{name} must be finite and not negative, got {value}")
    return value


def _told(callback: Callable[[FitProgress], object] | None) -> Callable[[Any], object] | None:
    return _options.told(callback, FitProgress)


def _fit(found: tuple[_core.Network, float, int, str]) -> Fit:
    network, *account = found
    return Fit(Network._of(network), *account)  # type: ignore[arg-type]


@result
class FlowGradient(NamedTuple):
    """The flow of probability at a network, with its gradient.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(2, 10, rng=1)
    >>> fit = hopfield.MinimumProbabilityFlow().fit(x)
    >>> flow = hopfield.MinimumProbabilityFlow().objective(x, fit.network)
    >>> bool(abs(flow.value - fit.objective) < 1e-9)
    True
    """

    #: K, with its penalty.
    value: float
    #: Derivative by w_ij = w_ji, (N, N), of zero diagonal.
    weights: Floats
    #: Derivative by the biases, (N,); empty without thresholds.
    bias: Floats


@dataclass(frozen=True, kw_only=True)
class MinimumProbabilityFlow:
    """Minimum probability flow (MPF): min Σ exp(-ξ_i h_i) + λ/2 Σ w².

    The sum is over messages and units, and the penalty over the weights below the diagonal; weights are
    symmetric and of zero diagonal (Sohl-Dickstein, Battaglino & DeWeese 2011; Hillar & Tran 2018).

    Parameters
    ----------
    ridge : float, optional
        Strength λ ≥ 0 of the penalty on the weights.
    thresholds : bool, optional
        Whether biases are written too.
    lbfgs : Lbfgs, optional
        How to minimise, and when to stop.

    Raises
    ------
    SynaptomeError
        If an option is out of its range.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(32, 64, rng=1)
    >>> bool(hopfield.MinimumProbabilityFlow().write(x).is_strict_minimum(x).all())
    True
    """

    ridge: float = 3.0
    thresholds: bool = False
    lbfgs: Lbfgs = field(default_factory=Lbfgs)

    def __post_init__(self) -> None:
        _minimiser(self.lbfgs)
        thresholds = _options.flag(self.thresholds, "thresholds")
        _options.settle(self, ridge=not_negative(self.ridge, "ridge"), thresholds=thresholds)

    def _parts(self) -> tuple[float, bool, tuple[int, float, float, float]]:
        return self.ridge, self.thresholds, self.lbfgs._parts()

    def fit(self, messages: ArrayLike, *, callback: Callable[[FitProgress], object] | None = None) -> Fit:
        """Minimise the flow from zero weights.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        callback : callable, optional
            Called with a :class:`FitProgress` before each iteration; if it raises `StopIteration`, the
            network found so far is returned.

        Returns
        -------
        Fit
            `network`, `objective`, `iterations`, `ending` and `converged`.

        Raises
        ------
        SynaptomeError
            If there are no messages, or too many units for memory.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> seen = []
        >>> fit = hopfield.MinimumProbabilityFlow().fit(
        ...     hopfield.random_messages(10, 40, rng=1), callback=lambda progress: seen.append(progress.objective)
        ... )
        >>> fit.converged, seen == sorted(seen, reverse=True)
        (True, True)
        """
        return _fit(_core.minimum_probability_flow(_checks.messages(messages), self._parts(), _told(callback)))

    def write(self, messages: ArrayLike) -> Network:
        """Write messages.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.

        Returns
        -------
        Network
            The network of :meth:`fit`.

        Raises
        ------
        SynaptomeError
            If there are no messages, or too many units for memory.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.MinimumProbabilityFlow(thresholds=True).write([[1, -1, 1], [1, 1, 1]])
        <Network of 3 units, with biases>
        """
        return self.fit(messages).network

    def objective(self, messages: ArrayLike, network: Network) -> FlowGradient:
        """Flow at a network, and its gradient.

        Only the symmetric part of the weights off the diagonal counts, and the bias only with `thresholds`.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        network : Network
            A network of N units.

        Returns
        -------
        FlowGradient
            `value`, `weights` and `bias`.

        Raises
        ------
        SynaptomeError
            If the network is not as large as the messages.

        Examples
        --------
        At zero weights every message and unit counts one:

        >>> import numpy as np
        >>> from synaptome import hopfield
        >>> silent = hopfield.Network(np.zeros((3, 3)))
        >>> hopfield.MinimumProbabilityFlow().objective([[1, -1, 1]], silent).value
        3.0
        """
        given = _checks.messages(messages, _options.instance(network, "network", Network).units)
        return FlowGradient(*_core.flow_gradient(given, network._inner, self._parts()))


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
        copies = _arrays.integer(self.copies, "copies", low=1)
        _options.settle(self, ridge=not_negative(self.ridge, "ridge"), copies=copies)
        _options.settle(self, **damage_of(self.count, self.probability))
        _arrays.choice(self.constraint, "constraint", CONSTRAINTS)
        _minimiser(self.lbfgs)

    def _parts(self) -> tuple[float, _checks.Damage, int, str, tuple[int, float, float, float]]:
        damage = noise(self.count, self.probability, 0)
        return self.ridge, damage, self.copies, self.constraint, self.lbfgs._parts()

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
        _arrays.entries("the cues", *given.shape, self.copies)
        return _fit(_core.pseudo_likelihood(given, self._parts(), key(rng), _told(callback)))

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


def damage_of(count: int | None, probability: float | None) -> dict[str, int | float | None]:
    """The options of noise as they were read."""
    flips, chance = noise(count, probability, 0)
    return {"count": None if count is None else flips, "probability": None if probability is None else chance}


def noise(count: int | None, probability: float | None, default: int) -> _checks.Damage:
    """The noise of cues that a rule draws: a number of flips, or the probability of one."""
    if count is not None and probability is not None:
        raise SynaptomeError("give one of count and probability, got both")
    if probability is not None:
        return None, _checks.between(probability, "probability", 0.0, 1.0)
    return _arrays.integer(default if count is None else count, "count"), 0.0
