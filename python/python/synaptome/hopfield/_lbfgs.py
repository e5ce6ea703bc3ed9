"""Minimisation of convex objectives with L-BFGS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from .. import _arrays, _options
from .._core import SynaptomeError
from .._core import hopfield as _core
from .._results import result
from . import _checks
from ._network import Network


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
        _checks.settle(self, iterations=_arrays.integer(self.iterations, "iterations"))
        for name in "gradient", "objective":
            _checks.settle(self, **{name: _checks.between(getattr(self, name), name, -np.inf, np.inf)})
        _checks.settle(self, flatness=_checks.positive(self.flatness, "flatness"))

    def _parts(self) -> tuple[int, float, float, float]:
        return int(self.iterations), float(self.gradient), float(self.objective), float(self.flatness)


def minimiser(lbfgs: object) -> None:
    """Refuse what is no :class:`Lbfgs`."""
    if not isinstance(lbfgs, Lbfgs):
        raise SynaptomeError(f"lbfgs must be an Lbfgs, got {lbfgs!r}")


def told(callback: Callable[[FitProgress], object] | None) -> Callable[[Any], object] | None:
    """The callback as the core calls it."""
    return _options.told(callback, FitProgress)


def fit_of(found: tuple[_core.Network, float, int, str]) -> Fit:
    """What the core has found."""
    network, *account = found
    return Fit(Network._of(network), *account)  # type: ignore[arg-type]
