"""Fractions of the messages that a network holds."""

from __future__ import annotations

from numpy.typing import ArrayLike

from . import _checks
from ._network import Network, network_of


def fixed_fraction(network: Network, messages: ArrayLike) -> float:
    """Fraction of the messages that are fixed points.

    With a free diagonal this says little, as W = I holds every state: report :func:`recovery` from one
    flipped unit with it.

    Parameters
    ----------
    network : Network
        The network.
    messages : array_like
        Messages, (M, N), of ±1, or of 0 and 1.

    Returns
    -------
    float
        The fraction.

    Raises
    ------
    SynaptomeError
        If the messages are not of the network.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(5, 100, rng=1)
    >>> hopfield.fixed_fraction(hopfield.Hebbian().write(x), x)
    1.0
    """
    network_of(network)
    return float(network.is_fixed_point(_checks.messages(messages)).mean())


def strict_minimum_fraction(network: Network, messages: ArrayLike) -> float:
    """Fraction of the messages that are strict minima.

    Parameters
    ----------
    network : Network
        The network.
    messages : array_like
        Messages, (M, N), of ±1, or of 0 and 1.

    Returns
    -------
    float
        The fraction for which :meth:`Network.is_strict_minimum` holds.

    Raises
    ------
    SynaptomeError
        If the messages are not of the network.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(5, 100, rng=1)
    >>> hopfield.strict_minimum_fraction(hopfield.Hebbian().write(x), x)
    1.0
    """
    network_of(network)
    return float(network.is_strict_minimum(_checks.messages(messages)).mean())
