"""The pseudo-inverse rule."""

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
class PseudoInverse:
    """The pseudo-inverse rule (PSE): W projects on the span of the messages.

    W = (1/N) Σ ξ^m (Q⁻¹)_mm' ξ^m'ᵀ with Q_mm' = (1/N) ξ^m·ξ^m'. Every state in the span is a fixed point;
    at M = N the weights are the identity, and capacity then means nothing.

    Parameters
    ----------
    diagonal : {"kept", "zero"}, optional
        The diagonal of the projector: kept, or set to zero, which makes basins of attraction wider.
    dependent : {"project", "refuse"}, optional
        What to do about linearly dependent messages, for which Q has no inverse: project on their span,
        or raise an error.

    Raises
    ------
    SynaptomeError
        If an option is none of its words.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(40, 60, rng=1)
    >>> bool(hopfield.PseudoInverse().write(x).is_fixed_point(x).all())
    True
    """

    diagonal: Literal["kept", "zero"] = "kept"
    dependent: Literal["project", "refuse"] = "project"

    def __post_init__(self) -> None:
        _arrays.choice(self.diagonal, "diagonal", ("kept", "zero"))
        _arrays.choice(self.dependent, "dependent", ("project", "refuse"))

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
            If there are no messages, or they are dependent and `dependent` is "refuse".

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.PseudoInverse().write([[1, -1, 1]])
        <Network of 3 units>
        """
        given = _checks.messages(messages)
        return Network._of(_core.pseudo_inverse(given, self.diagonal == "zero", self.dependent == "refuse"))

    def add(self, network: Network, message: ArrayLike) -> Network:
        """Add one message to weights that this rule has written: W ← W + r rᵀ / r², r = ξ - W ξ.

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
            If the message is not of the network's units, or `diagonal` is "zero": without its diagonal W
            is no projector.

        Examples
        --------
        >>> import numpy as np
        >>> from synaptome import hopfield
        >>> rule, x = hopfield.PseudoInverse(), hopfield.random_messages(3, 20, rng=1)
        >>> bool(np.allclose(rule.add(rule.write(x[:2]), x[2]).weights, rule.write(x).weights))
        True
        """
        given = one_message(network, message)
        return Network._of(_core.add_pseudo_inverse(network_of(network), given, self.diagonal == "zero"))

    def multiplications(self, units: int, messages: int) -> float:
        """Number of multiplications to write so many independent messages: N M² + M³/6 + N² M/2.

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
        >>> hopfield.PseudoInverse().multiplications(60, 6)
        12996.0
        """
        n, m = sizes(units, messages)
        return n * m * m + m**3 / 6.0 + n * n * m / 2.0
