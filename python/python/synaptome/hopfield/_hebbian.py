"""Hebb's rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from numpy.typing import ArrayLike

from .. import _arrays
from .._core import hopfield as _core
from . import _checks
from ._network import Network, network_of
from ._writing import one_message, sizes


@dataclass(frozen=True, kw_only=True)
class Hebbian:
    """Hebb's rule (HOP): W = Σ ξ ξᵀ without the diagonal.

    Parameters
    ----------
    diagonal : {"zero", "minus-identity"}, optional
        Σ ξ ξᵀ - M·I, of zero diagonal, or Σ ξ ξᵀ - I, whose M - 1 on the diagonal hold every state.

    Raises
    ------
    SynaptomeError
        If `diagonal` is none of these words.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.Hebbian().write([[1, -1, 1], [1, 1, -1]]).weights[1, 2]
    np.float64(-2.0)
    """

    diagonal: Literal["zero", "minus-identity"] = "zero"

    def __post_init__(self) -> None:
        _arrays.choice(self.diagonal, "diagonal", ("zero", "minus-identity"))

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
            If there are no messages, or too many units for memory.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.Hebbian().write([[1, -1, 1]])
        <Network of 3 units>
        """
        return Network._of(_core.hebbian(_checks.messages(messages), self.diagonal == "zero"))

    def add(self, network: Network, message: ArrayLike) -> Network:
        """Add one message to weights that this rule has written, without the earlier messages.

        Parameters
        ----------
        network : Network
            The network so far, which is left as it is.
        message : array_like
            One message, (N,), of ±1, or of 0 and 1.

        Returns
        -------
        Network
            The network that stores one message more.

        Raises
        ------
        SynaptomeError
            If the message is not of the network's units.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> rule, x = hopfield.Hebbian(), hopfield.random_messages(3, 20, rng=1)
        >>> rule.add(rule.write(x[:2]), x[2]) == rule.write(x)
        True
        """
        given = one_message(network, message)
        return Network._of(_core.add_hebbian(network_of(network), given, self.diagonal == "zero"))

    def multiplications(self, units: int, messages: int) -> float:
        """Number of multiplications to write so many messages: N² M / 2.

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
        >>> hopfield.Hebbian().multiplications(1000, 100)
        50000000.0
        """
        n, m = sizes(units, messages)
        return n * n * m / 2.0
