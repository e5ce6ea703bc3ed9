"""Rules of learning: gradient ascent of the information, block by block, and a local rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal

from .. import _arrays, _options
from .._arrays import Floats
from .._core import infomax as _native
from .._rng import RNG, Key, key
from ._learning import Callback, Learned, Learning, NetworkCallback, learned
from ._network import Network
from ._several import learn_networks
from ._stimuli import StimuliLike, StimulusLike, as_stimulus, kept

_GRADIENTS = ("paper", "two-pass", "full-response")
_HOMEOSTASES = ("adaptive", "compensated")
_MOST = 2**40


@dataclass(frozen=True, kw_only=True)
class Learner:
    """Recurrent infomax: gradient ascent of the information between successive states, block by block.

    ``W(b+1) = clip(W(b) + learning_rate * V(b), ±weight_limit)`` with V the gradient of I from the latter half of
    the block (Tanaka, Kaneko & Aoyagi 2009, equation 2.3).

    Parameters
    ----------
    blocks : int
        Number of blocks.
    block_steps : int
        Steps of a block, at least 4N + 4.
    gradient : {"two-pass", "paper", "full-response"}
        "paper" takes moments alone (appendix A), "two-pass" measures the responses by replaying the block,
        "full-response" adds the linear response of later steps.
    homeostasis : {"adaptive", "compensated"}
        What keeps rates near their targets while weights change: the thresholds alone, as in the paper, or also a
        shift of each threshold by the mean input that a step of learning adds. With "compensated", neurons that never
        fired in a block, or never rested, are left out of its gradient; with "adaptive" they skip the whole block.
    learning_rate, weight_limit, ridge : float
        Not negative; the ridge is added to the variances, so that the covariance can be inverted.
    neurons : sequence of int, optional
        The neurons that learn; all by default.
    settling_blocks : int
        Blocks at the beginning without a change of weights.
    largest_entry, clip : float
        The step is scaled down so that its largest entry is at most `largest_entry`; entries are then clipped.
    decay_from, final_fraction : float
        The learning rate falls linearly from this fraction of the blocks on, to this fraction of itself.

    Examples
    --------
    >>> from synaptome import infomax
    >>> network = infomax.Network.random(20, rng=0)
    >>> learner = infomax.Learner(blocks=30, block_steps=10_000)
    >>> learned = learner.learn(network, rng=1)
    >>> bool(learned.history[-1] > 10 * learned.history[0])
    True
    """

    blocks: int = 400
    block_steps: int = 50_000
    gradient: Literal["two-pass", "paper", "full-response"] = "two-pass"
    homeostasis: Literal["adaptive", "compensated"] = "adaptive"
    learning_rate: float = 20.0
    weight_limit: float = 100.0
    ridge: float = 1e-3
    neurons: Sequence[int] = ()
    settling_blocks: int = 5
    largest_entry: float = 1.0
    clip: float = 1.0
    decay_from: float = 0.3
    final_fraction: float = 0.03

    def __post_init__(self) -> None:
        _checked(self, ("blocks", "block_steps", "settling_blocks"), skip=("gradient", "homeostasis", "neurons"))
        _arrays.choice(self.gradient, "gradient", _GRADIENTS)
        _arrays.choice(self.homeostasis, "homeostasis", _HOMEOSTASES)
        given = _arrays.integers(self.neurons, "neurons", 1, low=0)
        object.__setattr__(self, "neurons", tuple(int(i) for i in given))

    def _options(self) -> dict[str, Any]:
        return _values(self)

    def _length(self) -> str:
        return f"{self.blocks} blocks"

    def _resume(
        self, stimulus: StimulusLike, network: Network, state: bytes, position: tuple[bytes, int], done: int
    ) -> _native.Learning:
        driven = as_stimulus(stimulus, *_sides(network))
        return _native.Learning.resume_gradient(self._options(), state, driven, position, done * self.block_steps)

    def begin(self, network: Network, *, stimulus: StimulusLike = None, rng: RNG = None) -> Learning:
        """Learning of a copy of the network, from its first block.

        Parameters
        ----------
        network : Network
            Where learning starts; it is left as it is.
        stimulus : None, array_like (T, inputs) or (T, N), Raster, Patches or ForcedSequence
            As in :meth:`Network.run`.
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random stream.

        Raises
        ------
        SynaptomeError
            If an option is out of its range, a block is too short for its statistics, or a learning neuron does not
            exist.
        """
        return self._begin(network, stimulus, key(rng))

    def _begin(self, network: Network, stimulus: StimulusLike, words: Key) -> Learning:
        own = kept(stimulus)
        driven = as_stimulus(own, *_sides(network))
        return Learning._of(_native.Learning.gradient(self._options(), network._core, driven, words), self, own)

    def learn(
        self, network: Network, *, stimulus: StimulusLike = None, rng: RNG = None, callback: Callback | None = None
    ) -> Learned:
        """Learn through all blocks.

        Parameters
        ----------
        network : Network
            Where learning starts; it is left as it is.
        stimulus : None, array_like (T, inputs) or (T, N), Raster, Patches or ForcedSequence
            As in :meth:`Network.run`.
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random stream.
        callback : callable, optional
            Called with a :class:`LearningProgress` after each block; `StopIteration` ends learning with what it has.

        Returns
        -------
        Learned
            The network, the course of the information in nats, and the blocks that were skipped.

        Raises
        ------
        SynaptomeError
            As :meth:`begin`.
        """
        return learned(self.begin(network, stimulus=stimulus, rng=rng), callback)

    def learn_networks(
        self,
        networks: Iterable[Network],
        *,
        stimulus: StimuliLike = None,
        rng: RNG = None,
        callback: NetworkCallback | None = None,
        workers: int | None = None,
    ) -> list[Learned]:
        """Learn with several networks, each through all blocks, on several threads.

        Network k uses stream k under the key that `rng` gives: network 0 learns what :meth:`learn` gives with the same
        `rng`, and what a network learns depends on its number, but not on the other networks.

        Parameters
        ----------
        networks : iterable of Network
            Where learning starts; they are left as they are. An object may be given several times.
        stimulus : None, array_like, Raster, Patches or ForcedSequence, or a list of one for each network
            As in :func:`run_networks`.
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random streams.
        callback : callable, optional
            Called, in the thread that calls this method, with the number of a network and a :class:`LearningProgress`
            after each block; `StopIteration` ends the learning of this network with what it has.
        workers : int, optional
            Number of threads, by default as many as the machine offers. Results do not depend on it.

        Returns
        -------
        list of Learned
            What came out of each network.

        Raises
        ------
        SynaptomeError
            As :meth:`begin`, where the message names the network, and if there are not as many stimuli as networks. No
            network has learned then.

        Examples
        --------
        >>> from synaptome import infomax
        >>> networks = [infomax.Network.random(n, rng=0) for n in (5, 10, 20)]
        >>> learner = infomax.Learner(blocks=30, block_steps=5_000)
        >>> learned = learner.learn_networks(networks, rng=1)
        >>> [each.network.neurons for each in learned]
        [5, 10, 20]
        >>> learned[0] == learner.learn(networks[0], rng=1)
        True
        """
        return learn_networks(self, networks, stimulus, rng, callback, workers)

    def gradient_of(
        self, network: Network, *, stimulus: StimulusLike = None, rng: RNG = None
    ) -> tuple[Floats, float]:
        """The gradient V (free, N) of one block, and the information in nats.

        Raises
        ------
        SynaptomeError
            As :meth:`begin`, and if a learning neuron was silent or locked, or the covariance is singular.

        Examples
        --------
        >>> from synaptome import infomax
        >>> gradient, nats = infomax.Learner(block_steps=20_000).gradient_of(infomax.Network.random(5, rng=0), rng=1)
        >>> gradient.shape
        (5, 5)
        """
        driven = as_stimulus(stimulus, *_sides(network))
        return network._core.gradient(self._options(), driven, key(rng))


@dataclass(frozen=True, kw_only=True)
class LocalRule:
    """A local rule that maximises information: covariance Hebb with lateral decorrelation.

    Every weight changes at every step from what its two neurons know. The authors of recurrent infomax name such a
    rule as their next goal; this one is ours.

    Parameters
    ----------
    steps : int
        Number of steps.
    learning_rate, average_rate, lateral_rate : float
        Rates per step, in [0, 1]: of the weights at the beginning, of averages, and of lateral weights.
    decay_from, final_fraction : float
        The learning rate falls linearly from this fraction of the steps on, to this fraction of itself.
    decorrelation : {"one-pass", "none"} or int
        How lateral weights act: once, not at all, or in so many Gauss–Seidel sweeps.
    laterals : {"all"} or int
        Which neurons have lateral connections: all with all, or each with those up to so many places away on a ring
        in the order of their numbers.

    Examples
    --------
    >>> from synaptome import infomax
    >>> learned = infomax.LocalRule(steps=20_000).learn(infomax.Network.random(10, rng=0), rng=1)
    >>> learned.network.weights.shape
    (10, 10)
    """

    steps: int = 6_000_000
    learning_rate: float = 1e-3
    decay_from: float = 0.3
    final_fraction: float = 0.05
    average_rate: float = 1e-4
    lateral_rate: float = 5e-5
    decorrelation: Literal["one-pass", "none"] | int = "one-pass"
    laterals: Literal["all"] | int = "all"

    def __post_init__(self) -> None:
        _checked(self, ("steps",), skip=("decorrelation", "laterals"))
        if isinstance(self.decorrelation, str):
            _arrays.choice(self.decorrelation, "decorrelation", ("one-pass", "none"))
        else:
            sweeps = _arrays.integer(self.decorrelation, "decorrelation", low=1, high=10_000)
            object.__setattr__(self, "decorrelation", sweeps)
        if isinstance(self.laterals, str):
            _arrays.choice(self.laterals, "laterals", ("all",))
        else:
            reach = _arrays.integer(self.laterals, "laterals", low=0, high=65_535)
            object.__setattr__(self, "laterals", reach)

    def _options(self) -> dict[str, Any]:
        kinds = {"none": 0, "one-pass": 1}
        kind = self.decorrelation
        sweeps = kinds[kind] if isinstance(kind, str) else kind + 1
        reach = None if isinstance(self.laterals, str) else self.laterals
        return _values(self) | {"decorrelation": sweeps, "laterals": reach}

    def _length(self) -> str:
        return f"{self.steps} steps"

    def _resume(
        self, stimulus: StimulusLike, network: Network, state: bytes, position: tuple[bytes, int], done: int
    ) -> _native.Learning:
        return _native.Learning.resume_local(self._options(), state, _spontaneous(network), position)

    def begin(self, network: Network, *, rng: RNG = None) -> Learning:
        """Learning of a copy of the network, which must have no inputs, from its first step.

        Raises
        ------
        SynaptomeError
            If a rate is not in [0, 1], or the network has inputs.
        """
        return self._begin(network, None, key(rng))

    def _begin(self, network: Network, _: StimulusLike, words: Key) -> Learning:
        alone = _spontaneous(network)
        learning = _native.Learning.local(self._options(), network._core, alone, words)
        return Learning._of(learning, self, None)

    def learn(self, network: Network, *, rng: RNG = None, callback: Callback | None = None) -> Learned:
        """Learn through all steps.

        Parameters
        ----------
        network : Network
            Where learning starts; it is left as it is.
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random stream.
        callback : callable, optional
            Called with a :class:`LearningProgress` after each 10,000 steps; `StopIteration` ends learning.

        Raises
        ------
        SynaptomeError
            As :meth:`begin`, and if a weight grows beyond all limits.
        """
        return learned(self.begin(network, rng=rng), callback)

    def learn_networks(
        self,
        networks: Iterable[Network],
        *,
        rng: RNG = None,
        callback: NetworkCallback | None = None,
        workers: int | None = None,
    ) -> list[Learned]:
        """Learn with several networks on several threads, as :meth:`Learner.learn_networks` does.

        Parameters
        ----------
        networks : iterable of Network
            Where learning starts; they are left as they are. An object may be given several times.
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random streams; network k uses stream k.
        callback : callable, optional
            Called, in the thread that calls this method, with the number of a network and a :class:`LearningProgress`
            after each 10,000 steps; `StopIteration` ends the learning of this network with what it has.
        workers : int, optional
            Number of threads, by default as many as the machine offers. Results do not depend on it.

        Raises
        ------
        SynaptomeError
            As :meth:`learn`. The message names the network; what other networks have learned is lost.

        Examples
        --------
        >>> from synaptome import infomax
        >>> rule, network = infomax.LocalRule(steps=20_000), infomax.Network.random(10, rng=0)
        >>> first, second = rule.learn_networks([network, network], rng=1)
        >>> first == rule.learn(network, rng=1), first == second
        (True, False)
        """
        return learn_networks(self, networks, None, rng, callback, workers)


def _values(options: Any) -> dict[str, Any]:
    """The options by name; unlike ``asdict`` it copies none."""
    return {option.name: getattr(options, option.name) for option in fields(options)}


def _checked(options: Any, whole: Sequence[str], skip: Sequence[str]) -> None:
    """Numbers of the right type; ranges are the core's to check."""
    for name, value in _values(options).items():
        if name in whole:
            object.__setattr__(options, name, _arrays.integer(value, name, high=_MOST))
        elif name not in skip:
            object.__setattr__(options, name, _arrays.number(value, name))


def _spontaneous(network: Network) -> _native.Stimulus:
    return as_stimulus(None, _sides(network)[0], 0)


def _sides(network: Network) -> tuple[int, int]:
    """Numbers of free and of input neurons."""
    given = _options.instance(network, "network", Network)
    return given.free, given.inputs
