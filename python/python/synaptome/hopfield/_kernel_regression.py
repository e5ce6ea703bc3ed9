"""Kernel regression of every unit on the whole state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._core import hopfield as _core
from . import _checks
from ._kernel import KernelFit, KernelMemory
from ._lbfgs import FitProgress, Lbfgs, minimiser, told


@dataclass(frozen=True, kw_only=True)
class KernelRegression:
    """Kernel regression of every unit on the whole state, with the kernel K(x, y) = exp(-γ abs(x - y)²).

    The amplitudes α of each unit minimise a loss with the penalty λ/2 αᵀ K α (Tamamori 2025, arXiv 2504.07633 and
    2505.01218, of which we have read the abstracts). On spins K is in proportion to exp(2 γ ξ·x): with α = ξ it is the
    dense memory with :class:`ScaledExponential` at β = 2 γ, but for the unit's own spin, which is part of x here. Where
    γ N is above about 6 learning changes nothing; it helps where the kernel is broad.

    Parameters
    ----------
    gamma : float, optional
        Inverse squared width γ of the kernel, positive; what matters is γ N.
    ridge : float, optional
        Strength λ of the penalty, not negative.
    loss : {"squared", "logistic"}, optional
        ½ Σ (f - ξ)², kernel ridge regression with α = (K + λ I)⁻¹ ξ in closed form; or Σ ln(1 + exp(-ξ f)), kernel
        logistic regression by L-BFGS, whose infimum is not attained for λ = 0.
    lbfgs : Lbfgs, optional
        How to minimise the logistic loss, and when to stop.

    Raises
    ------
    SynaptomeError
        If an option is out of its range.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(96, 64, rng=1)
    >>> for loss in "squared", "logistic":
    ...     memory = hopfield.KernelRegression(gamma=0.02, loss=loss).write(x)
    ...     print(bool(memory.recall(hopfield.flip(x, rng=2)).recovered(x).mean() > 0.9))
    True
    True
    """

    gamma: float = 0.01
    ridge: float = 0.01
    loss: Literal["squared", "logistic"] = "squared"
    lbfgs: Lbfgs = field(default_factory=Lbfgs)

    def __post_init__(self) -> None:
        gamma, ridge = _checks.positive(self.gamma, "gamma"), _checks.not_negative(self.ridge, "ridge")
        _checks.settle(self, gamma=gamma, ridge=ridge)
        _arrays.choice(self.loss, "loss", ("squared", "logistic"))
        minimiser(self.lbfgs)

    def fit(self, messages: ArrayLike, *, callback: Callable[[FitProgress], object] | None = None) -> KernelFit:
        """Learn messages.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        callback : callable, optional
            Called with a :class:`FitProgress` before each iteration of the logistic loss; if it raises `StopIteration`,
            the memory found so far is returned.

        Returns
        -------
        KernelFit
            `memory`, `objective`, `iterations`, `ending` and `converged`.

        Raises
        ------
        SynaptomeError
            If there are no messages or too many for memory, or only a ridge would tell them apart.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> x = hopfield.random_messages(10, 40, rng=1)
        >>> hopfield.KernelRegression().fit(x).ending
        'closed-form'
        """
        given = _checks.messages(messages)
        _arrays.entries("the products of messages", len(given), len(given))
        options = self.gamma, self.ridge, self.loss == "logistic", self.lbfgs._parts()
        core, account = _core.kernel_regression(given, *options, told(callback))
        objective, iterations, ending = (np.nan, 0, "closed-form") if account is None else account
        # A memory that was stopped is learned again with as many iterations.
        rule = replace(self, lbfgs=replace(self.lbfgs, iterations=iterations)) if ending == "stopped" else self
        return KernelFit(KernelMemory._of(core, rule, given), objective, iterations, ending)

    def write(self, messages: ArrayLike) -> KernelMemory:
        """Learn messages.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.

        Returns
        -------
        KernelMemory
            The memory of :meth:`fit`.

        Raises
        ------
        SynaptomeError
            As :meth:`fit`.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.KernelRegression().write([[1, -1, 1]])
        <KernelMemory of 1 messages of 3 units, gamma 0.01>
        """
        return self.fit(messages).memory
