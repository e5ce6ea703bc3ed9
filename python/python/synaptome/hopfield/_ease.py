"""Ridge regression of every unit on all others."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from .. import _arrays
from .._core import SynaptomeError
from .._core import hopfield as _core
from . import _checks
from ._network import Network
from ._writing import sizes


@dataclass(frozen=True, kw_only=True)
class Ease:
    """EASE: ridge regression of every unit on all others, in closed form (Steck 2019, equation 8).

    P = (Σ ξ ξᵀ + λ I)⁻¹, W_ij = -P_ij / P_ii off the diagonal, and a zero diagonal. The ridge is
    λ = M (1 - a) / a with a = (1 - 2q)², the mean effect of regression on messages of which a fraction q
    of the units is flipped.

    Parameters
    ----------
    flip_rate : float, optional
        Fraction q of flipped units that the ridge stands for, above 0 and below one half.

    Raises
    ------
    SynaptomeError
        If `flip_rate` is out of its range.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(40, 100, rng=1)
    >>> bool(hopfield.Ease().write(x).is_fixed_point(x).all())
    True
    """

    flip_rate: float = 0.1

    def __post_init__(self) -> None:
        rate = _arrays.number(self.flip_rate, "flip_rate")
        if not 0.0 < rate < 0.5:
            raise SynaptomeError(f"flip_rate must be above 0 and below 0.5, got {rate}")
        _checks.settle(self, flip_rate=rate)

    @classmethod
    def for_ridge(cls, ridge: float, messages: int) -> Ease:
        """The rule of which the ridge for so many messages is λ.

        Parameters
        ----------
        ridge : float
            Ridge λ, positive. N/6 is a good one for recall at high loads, and N/8 at a load of 0.7.
        messages : int
            Number of messages M, at least one.

        Returns
        -------
        Ease
            The rule with q = (1 - √a)/2, a = M/(M + λ).

        Raises
        ------
        SynaptomeError
            If a number is out of its range, or the ridge so small or so large that q is 0 or one half.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> rule = hopfield.Ease.for_ridge(128 / 6, 64)
        >>> round(rule.flip_rate, 3), round(rule.ridge(64), 9)
        (0.067, 21.333333333)
        """
        given = _checks.positive(ridge, "ridge")
        count = float(_arrays.integer(messages, "messages", low=1))
        # 1 - √a without cancellation.
        rate = 0.5 * (given / (count + given)) / (1.0 + (count / (count + given)) ** 0.5)
        if not 0.0 < rate < 0.5:
            raise SynaptomeError(f"ridge must be that of a flip rate above 0 and below 0.5, got {given}")
        return cls(flip_rate=rate)

    def ridge(self, messages: int) -> float:
        """Ridge λ for so many messages.

        Parameters
        ----------
        messages : int
            Number of messages M.

        Returns
        -------
        float
            λ = M (1 - a) / a, a = (1 - 2q)².

        Raises
        ------
        SynaptomeError
            If the number is negative.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> round(hopfield.Ease(flip_rate=0.1).ridge(100), 6)
        56.25
        """
        a = (1.0 - 2.0 * self.flip_rate) ** 2
        return float(_arrays.integer(messages, "messages")) * (1.0 - a) / a

    def write(self, messages: ArrayLike) -> Network:
        """Write messages.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.

        Returns
        -------
        Network
            The network that stores them.

        Raises
        ------
        SynaptomeError
            If there are no messages, or the ridge is too small for the regression to exist.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Ease().write([[1, -1, 1]])
        <Network of 3 units>
        """
        return Network._of(_core.ease(_checks.messages(messages), float(self.flip_rate)))

    def symmetric(self, messages: ArrayLike) -> Network:
        """Write messages into symmetric weights that recall the same: -c P_ij off the diagonal, c > 0.

        They differ from those of :meth:`write` by a positive factor for each unit, which changes no sign of a
        field, and have an energy, so that one unit after another always comes to rest. They are the dreaming kernel
        of Fachechi, Agliari & Barra (2019, Neural Networks 112, 24), J(t) = (1/N) Ξᵀ (1 + t) (I + t C)⁻¹ Ξ with the
        messages as rows of Ξ and C = Ξ Ξᵀ / N, for the sleep time t = N / λ and without its diagonal.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.

        Returns
        -------
        Network
            The network that stores them.

        Raises
        ------
        SynaptomeError
            If there are no messages, or the ridge is too small for the regression to exist.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> x = hopfield.random_messages(40, 100, rng=1)
        >>> rule, cues = hopfield.Ease.for_ridge(100 / 6, 40), hopfield.flip(x, rng=2)
        >>> rule.symmetric(x).recall(cues) == rule.write(x).recall(cues)
        True
        """
        return Network._of(_core.symmetric_ease(_checks.messages(messages), float(self.flip_rate)))

    def multiplications(self, units: int, messages: int) -> float:
        """Number of multiplications to write so many messages: N² M/2 + N³/2.

        Parameters
        ----------
        units, messages : int
            Number of units N and of messages M.

        Returns
        -------
        float
            Multiplications, to the highest order.

        Raises
        ------
        SynaptomeError
            If a number is negative.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Ease().multiplications(100, 10)
        550000.0
        """
        n, m = sizes(units, messages)
        return n * n * m / 2.0 + n**3 / 2.0
