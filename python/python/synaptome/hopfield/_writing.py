"""What writing rules have in common."""

from __future__ import annotations

from typing import Protocol

from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Spins
from ._network import Network, network_of
from ._recall import Memory


class WritingRule(Protocol):
    """A way to write messages into a memory: any object with such a method `write`.

    A rule of your own needs nothing else, and can be given to :func:`capacity` like those of this package.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import hopfield
    >>> class Scaled:
    ...     def write(self, messages):
    ...         return hopfield.Network(messages.T @ messages / messages.shape[1])
    >>> x = hopfield.random_messages(3, 60, rng=1).astype(float)
    >>> bool(Scaled().write(x).is_fixed_point(x).all())
    True
    """

    def write(self, messages: Spins, /) -> Memory:
        """Write messages (M, N) of ±1."""
        ...


def sizes(units: int, messages: int) -> tuple[float, float]:
    """Numbers of units and of messages, as they are multiplied."""
    return float(_arrays.integer(units, "units")), float(_arrays.integer(messages, "messages"))


def one_message(network: Network, message: ArrayLike) -> Spins:
    """One message of the network's units."""
    given = _arrays.spins(message, "message", 1)
    _arrays.same_length("message", len(given), network_of(network).units)
    return given
