"""Writing rules in closed form: from messages to weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Integers, Spins
from .._core import SynaptomeError
from .._core import hopfield as _core
from .._results import result
from . import _checks
from ._network import Network
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


def _sizes(units: int, messages: int) -> tuple[float, float]:
    return float(_arrays.integer(units, "units")), float(_arrays.integer(messages, "messages"))


def _message(network: Network, message: ArrayLike) -> Spins:
    given = _arrays.spins(message, "message", 1)
    _arrays.same_length("message", len(given), network.units)
    return given


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
        given = _message(network, message)
        return Network._of(_core.add_hebbian(network._inner, given, self.diagonal == "zero"))

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
        n, m = _sizes(units, messages)
        return n * n * m / 2.0


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
        return Network._of(_core.add_storkey(network._inner, _message(network, message)))

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
        n, m = _sizes(units, messages)
        return 4.0 * n * n * m


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
        given = _message(network, message)
        return Network._of(_core.add_pseudo_inverse(network._inner, given, self.diagonal == "zero"))

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
        n, m = _sizes(units, messages)
        return n * m * m + m**3 / 6.0 + n * n * m / 2.0


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
        n, m = _sizes(units, messages)
        return n * n * m / 2.0 + n**3 / 2.0


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
        _arrays.integer(self.sweeps, "sweeps")
        for name in "tolerance", "penalty":
            _checks.between(getattr(self, name), name, 0.0, np.inf)

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
