"""Storkey's rule."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from .._core import hopfield as _core
from . import _checks
from ._network import Network, network_of
from ._writing import one_message, sizes


@dataclass(frozen=True, kw_only=True)
class Storkey:
    """Storkey's rule: Hebb's, less the field that the earlier messages already make.

    W_ij ← W_ij + (1/N) (ξ_i ξ_j - ξ_i h_ji - ξ_j h_ij) with h_ij = Σ_{k≠i,j} W_ik ξ_k (Storkey 1997,
    equation 3). The result depends on the order of the messages.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(15, 100, rng=1)
    >>> bool(hopfield.Storkey().write(x).is_fixed_point(x[-1]))
    True
    """

    def write(self, messages: ArrayLike) -> Network:
        """Write messages in their order.

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
        >>> hopfield.Storkey().write([[1, -1, 1]])
        <Network of 3 units>
        """
        return Network._of(_core.storkey(_checks.messages(messages)))

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
        >>> rule, x = hopfield.Storkey(), hopfield.random_messages(3, 20, rng=1)
        >>> rule.add(rule.write(x[:2]), x[2]) == rule.write(x)
        True
        """
        return Network._of(_core.add_storkey(network_of(network), one_message(network, message)))

    def multiplications(self, units: int, messages: int) -> float:
        """Number of multiplications to write so many messages: 4 N² M.

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
        >>> hopfield.Storkey().multiplications(1000, 100)
        400000000.0
        """
        n, m = sizes(units, messages)
        return 4.0 * n * n * m
