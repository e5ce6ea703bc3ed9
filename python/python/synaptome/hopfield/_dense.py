"""Dense associative memories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Spins
from .._core import hopfield as _core
from . import _checks
from ._recalling import Recalling


@dataclass(frozen=True)
class ScaledExponential:
    """The interaction F(z) = exp(β z) of a dense memory.

    On spins exp(-γ abs(ξ - x)²) is in proportion to it for β = 2 γ, so that it makes the memory with a Gaussian kernel,
    and :class:`KernelRegression` the one that learns.

    Parameters
    ----------
    beta : float
        Inverse temperature β, positive; what matters is β N.

    Raises
    ------
    SynaptomeError
        If `beta` is not positive and finite.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.DenseMemory([[1, -1, 1]], hopfield.ScaledExponential(0.5)).recall([1, 1, 1]).states
    array([ 1, -1,  1], dtype=int8)
    """

    beta: float

    def __post_init__(self) -> None:
        _checks.settle(self, beta=_checks.positive(self.beta, "beta"))


#: What an interaction is given as.
Interaction: TypeAlias = Literal["exponential"] | int | ScaledExponential


class DenseMemory(Recalling):
    """A dense associative memory (Krotov & Hopfield 2016): recall straight from the stored messages.

    It keeps the M × N messages, not N × N weights. A unit takes the value of lower energy
    E(x) = -Σ F(ξ·x), all other units held, and stays as it is where both energies are equal.

    Parameters
    ----------
    messages : array_like
        Messages, (M, N), of ±1, or of 0 and 1.
    interaction : {"exponential"}, int or ScaledExponential, optional
        F(z) = exp(z) (Demircigil et al. 2017), F(z) = zⁿ of this degree n ≥ 1, of which n = 2 is Hebb's rule, or
        F(z) = exp(β z).

    Raises
    ------
    SynaptomeError
        If there are no messages, or the degree is below one.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(200, 64, rng=1)
    >>> found = hopfield.DenseMemory(x).recall(hopfield.flip(x, rng=2))
    >>> bool(found.recovered(x).mean() > 0.95)
    True
    """

    __slots__ = ("_inner", "_interaction", "_messages")
    _inner: _core.Dense
    _interaction: Interaction
    _messages: Spins

    def __init__(self, messages: ArrayLike, interaction: Interaction = "exponential") -> None:
        self._messages = _checks.messages(messages)
        degree, beta = None, None
        if isinstance(interaction, ScaledExponential):
            beta = interaction.beta
        elif isinstance(interaction, str):
            _arrays.choice(interaction, "interaction", ("exponential",))
        else:
            interaction = degree = _arrays.integer(interaction, "interaction", low=1, high=2**31 - 1)
        self._interaction = interaction
        self._inner = _core.Dense(self._messages, degree, beta)
        self._messages.setflags(write=False)

    @property
    def messages(self) -> Spins:
        """Stored messages, (M, N), read-only.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.DenseMemory([[1, -1]]).messages
        array([[ 1, -1]], dtype=int8)
        """
        return self._messages

    @property
    def interaction(self) -> Interaction:
        """The function F of the overlaps: "exponential", the degree of a polynomial, or exp(β z).

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.DenseMemory([[1, -1]], interaction=3).interaction
        3
        """
        return self._interaction

    def energy(self, states: ArrayLike) -> Floats:
        """Energy E(x) = -Σ F(ξ·x) of states.

        Parameters
        ----------
        states : array_like
            States x, (..., N), of ±1, or of 0 and 1.

        Returns
        -------
        ndarray of float64
            Energies, (...); infinite where F overflows, NaN where it overflows to both sides.

        Raises
        ------
        SynaptomeError
            If the states are not of N units.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.DenseMemory([[1, -1, 1]], interaction=2).energy([1, 1, 1])
        array(-1.)
        """
        given = _checks.states(states, "states", self.units)
        overlaps = given.astype(np.float64) @ self._messages.T.astype(np.float64)
        with np.errstate(over="ignore", invalid="ignore"):
            return np.asarray(-self._terms(overlaps).sum(axis=-1))

    def _terms(self, overlaps: Floats) -> Floats:
        if isinstance(self._interaction, ScaledExponential):
            return np.exp(self._interaction.beta * overlaps)
        return np.exp(overlaps) if isinstance(self._interaction, str) else overlaps**self._interaction

    def __len__(self) -> int:
        return len(self._messages)

    def __repr__(self) -> str:
        return f"<DenseMemory of {len(self)} messages of {self.units} units, interaction {self.interaction!r}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DenseMemory):
            return NotImplemented
        return self.interaction == other.interaction and np.array_equal(self.messages, other.messages)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type[DenseMemory], tuple[Spins, Interaction]]:
        return DenseMemory, (self._messages, self._interaction)
