"""Networks of stochastic binary neurons with homeostatic thresholds."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import infomax as _native
from .._results import result
from .._rng import RNG, key
from ._raster import Raster
from ._stimuli import StimulusLike, as_stimulus

_MOST_NEURONS = 2**16 - 1
#: More steps would fill the memory: run several times, as the network continues from its last state.
MOST_STEPS = 2**27


@result
class Wiring(NamedTuple):
    """What the weights of a network look like."""

    #: Number of weights beyond ± the limit, per free neuron.
    strong_per_neuron: float
    #: Fourth central moment of the weights over the squared variance, less 3.
    excess_kurtosis: float
    #: Mean size of weights from inputs over that of weights among free neurons; NaN without inputs.
    forward_over_lateral: float


def _rates(rate: float, p_max: float, threshold_rate: float) -> tuple[float, float, float]:
    largest = _arrays.number(p_max, "p_max")
    return largest, _arrays.number(rate, "rate"), _arrays.number(threshold_rate, "threshold_rate")


class Network:
    """A recurrent network of N neurons that are updated together.

    ``P[x_i(t+1) = 1] = p_max / (1 + exp(-sum_j W_ij x_j(t) + h_i(t)))`` (equation 2.1), and the thresholds h keep the
    mean rate: ``h_i(t+1) = h_i(t) + threshold_rate * (x_i(t+1) - rate)`` (2.2; Tanaka, Kaneko & Aoyagi 2009). The
    states of input neurons, which come after the free ones, are given by a stimulus.

    Parameters
    ----------
    weights : array_like, (free, N)
        Weight (i, j) leads from neuron j to the free neuron i. Columns beyond the number of rows are input neurons.
    rate : float
        Mean rate that thresholds keep, in spikes per step; above 0 and below `p_max`.
    p_max : float
        Largest firing probability, above 0 and at most 1.
    threshold_rate : float
        Speed of the thresholds, per step.

    Raises
    ------
    SynaptomeError
        If a weight is not finite or beyond ±1e30, there are fewer columns than rows, or a rate is outside of its range.

    Examples
    --------
    >>> from synaptome import infomax
    >>> network = infomax.Network.random(50, rate=0.05, rng=0)
    >>> raster = network.run(20_000, rng=1)
    >>> bool(abs(raster.rates.mean() - 0.05) < 0.005)
    True
    """

    __slots__ = ("_core",)
    _core: _native.Network

    def __init__(
        self, weights: ArrayLike, *, rate: float = 0.05, p_max: float = 0.95, threshold_rate: float = 0.01
    ) -> None:
        numbers = _arrays.floats(weights, "weights", 2)
        if not numbers.size or numbers.shape[1] > _MOST_NEURONS:
            raise SynaptomeError(f"weights must be of 1 to {_MOST_NEURONS} neurons, got shape {numbers.shape}")
        self._core = _native.Network.from_weights(numbers, _rates(rate, p_max, threshold_rate))

    @classmethod
    def _of(cls, core: _native.Network) -> Network:
        network = cls.__new__(cls)
        network._core = core
        return network

    @classmethod
    def random(
        cls,
        neurons: int,
        *,
        inputs: int = 0,
        rate: float = 0.05,
        p_max: float = 0.95,
        threshold_rate: float = 0.01,
        rng: RNG = None,
    ) -> Network:
        """A network with independent weights uniform on [-1/2, 1/2], thresholds at rest, and no neuron firing.

        Parameters
        ----------
        neurons, inputs : int
            Numbers of free neurons and of input neurons, together at most 65,535.
        rate, p_max, threshold_rate : float
            As in :class:`Network`.
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random stream.

        Raises
        ------
        SynaptomeError
            If there are no or too many neurons, or a rate is outside of its range.

        Examples
        --------
        >>> Network.random(10, inputs=3, rng=0)
        <Network: 10 neurons and 3 inputs, rate 0.05>
        """
        free = _arrays.integer(neurons, "neurons", low=1, high=_MOST_NEURONS)
        more = _arrays.integer(inputs, "inputs", high=_MOST_NEURONS - free)
        _arrays.sized([free, free + more], "the weights")
        return cls._of(_native.Network.draw(free, more, _rates(rate, p_max, threshold_rate), key(rng)))

    @property
    def free(self) -> int:
        """Number of neurons that follow the equations."""
        return self._core.free

    @property
    def inputs(self) -> int:
        """Number of input neurons."""
        return self._core.inputs

    @property
    def neurons(self) -> int:
        """Number of all neurons N."""
        return self.free + self.inputs

    @property
    def rate(self) -> float:
        """Mean rate that thresholds keep, in spikes per step."""
        return self._core.rates[1]

    @property
    def p_max(self) -> float:
        """Largest firing probability."""
        return self._core.rates[0]

    @property
    def threshold_rate(self) -> float:
        """Speed of the thresholds, per step."""
        return self._core.rates[2]

    @property
    def weights(self) -> Floats:
        """A copy of the weights, (free, N): entry (i, j) leads from neuron j to neuron i."""
        return self._core.weights

    @property
    def thresholds(self) -> Floats:
        """A copy of the thresholds h of the free neurons, (free,)."""
        return self._core.thresholds

    @property
    def state(self) -> NDArray[np.uint16]:
        """The neurons that fire now, in rising order."""
        return self._core.state

    def run(self, steps: int, *, settling: int = 0, stimulus: StimulusLike = None, rng: RNG = None) -> Raster:
        """Run the network and record its spikes; it stays in the state and with the thresholds that it reaches.

        Parameters
        ----------
        steps : int
            Number of steps that are recorded.
        settling : int
            Number of steps before, in which thresholds settle.
        stimulus : None, array_like (T, inputs) or (T, N), Raster, Patches or ForcedSequence
            States of the input neurons at each step, again from the beginning after T steps; with N columns, spikes
            are forced on free neurons too.
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random stream.

        Returns
        -------
        Raster
            Of shape (steps, N).

        Raises
        ------
        SynaptomeError
            If the stimulus is not one of this network, or inputs have no stimulus.

        Examples
        --------
        >>> Network.random(20, rng=0).run(1000, settling=1000, rng=1).shape
        (1000, 20)
        """
        count = _arrays.integer(steps, "steps", high=MOST_STEPS)
        before = _arrays.integer(settling, "settling", high=MOST_STEPS)
        driven = as_stimulus(stimulus, self.free, self.inputs)
        return Raster._of(self._core.run(before, count, driven, key(rng)))

    def shuffled(self, *, rng: RNG = None) -> Network:
        """The network with its weights in random places, thresholds at rest, and no neuron firing.

        Examples
        --------
        >>> network = Network.random(5, rng=0)
        >>> bool((np.sort(network.shuffled(rng=1).weights.ravel()) == np.sort(network.weights.ravel())).all())
        True
        """
        return self._of(self._core.shuffled(key(rng)))

    def wiring(self, *, limit: float = 3.0) -> Wiring:
        """Strong weights per neuron, excess kurtosis of weights, and strength of inputs against lateral weights.

        Examples
        --------
        >>> Network([[0.0, 7.0], [-9.0, 1.0]]).wiring(limit=3.0).strong_per_neuron
        1.0
        """
        if np.isnan(smallest := _arrays.number(limit, "limit")):
            raise SynaptomeError(f"limit must be a number, got {smallest}")
        return Wiring(*self._core.wiring(smallest))

    def copy(self) -> Network:
        """An independent copy, with thresholds and state.

        Examples
        --------
        >>> network = Network.random(5, rng=0)
        >>> _ = network.copy().run(100, rng=1)
        >>> network.state.size
        0
        """
        return self._of(self._core.copy())

    def __copy__(self) -> Network:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> Network:
        return self.copy()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Network) and self._core.equals(other._core)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        inputs = f" and {self.inputs} inputs" if self.inputs else ""
        return f"<Network: {self.free} neurons{inputs}, rate {self.rate:g}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _load, (self._core.save(),)


def _load(state: bytes) -> Network:
    return Network._of(_native.Network.load(state))
