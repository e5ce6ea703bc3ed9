"""The largest margin of every unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Integers
from .._core import hopfield as _core
from .._results import result
from . import _checks
from ._network import Network


@result
class Margins(NamedTuple):
    """A network of largest margins, and the units of which the margin is not found.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.MaxMargin().fit([[1, -1, 1, -1]])
    Margins(network=<Network of 4 units>, unfinished=[])
    """

    #: The network after the last sweep.
    network: Network
    #: Units that were not finished when their sweeps ended, ascending.
    unfinished: Integers

    @property
    def converged(self) -> bool:
        """Whether the margin of every unit is found.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.MaxMargin().fit(hopfield.random_messages(80, 20, rng=1)).converged
        False
        """
        return self.unfinished.size == 0


@dataclass(frozen=True, kw_only=True)
class MaxMargin:
    """The largest margin of every unit on its own (Krauth & Mézard 1987), found with the AdaTron.

    Row i of W minimises w² subject to ξ_i w·ξ ≥ 1 for all messages and w_i = 0. Beyond the capacity of a
    unit the multipliers grow until they meet `penalty` or the sweeps end: :meth:`fit` says for which units.

    Parameters
    ----------
    sweeps : int, optional
        Most sweeps over the messages.
    tolerance : float, optional
        Largest violation of a margin of 1 at which a unit is finished, not negative.
    penalty : float, optional
        Largest multiplier, not negative: infinite for the hard margin, finite for the soft one.

    Raises
    ------
    SynaptomeError
        If an option is out of its range.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(60, 60, rng=1)
    >>> bool(hopfield.MaxMargin().write(x).is_strict_minimum(x).all())
    True
    """

    sweeps: int = 1000
    tolerance: float = 1e-3
    penalty: float = np.inf

    def __post_init__(self) -> None:
        _checks.settle(self, sweeps=_arrays.integer(self.sweeps, "sweeps"))
        for name in "tolerance", "penalty":
            _checks.settle(self, **{name: _checks.between(getattr(self, name), name, 0.0, np.inf)})

    def fit(self, messages: ArrayLike) -> Margins:
        """Maximise the margin of every unit, and say of which units it is not found.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.

        Returns
        -------
        Margins
            `network` and `unfinished`.

        Raises
        ------
        SynaptomeError
            If there are no messages, or too many units for memory.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> x = hopfield.random_messages(80, 20, rng=1)
        >>> hopfield.MaxMargin().fit(x).unfinished.size > 0
        True
        """
        given = _checks.messages(messages)
        options = float(self.tolerance), float(self.penalty)
        network, unfinished = _core.max_margin(given, int(self.sweeps), *options)
        return Margins(Network._of(network), unfinished)

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
        >>> hopfield.MaxMargin().write([[1, -1, 1]])
        <Network of 3 units>
        """
        return self.fit(messages).network
