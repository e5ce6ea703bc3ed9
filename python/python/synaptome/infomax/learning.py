"""Learning: gradient ascent of the information, block by block, and a local rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import infomax as _native
from .._results import result
from .._rng import RNG, key
from .network import Network
from .stimuli import ForcedSequence, StimulusLike, as_stimulus

_GRADIENTS = ("paper", "two-pass", "full-response")
_MOST = 2**40


class LearningProgress(NamedTuple):
    """What a callback is told after each block of a :class:`Learner`, or stretch of a :class:`LocalRule`."""

    #: Blocks or steps done.
    done: int
    #: Blocks or steps in all.
    total: int
    #: Information of the block in nats; NaN where it was skipped, and for the local rule.
    information_nats: float
    #: Largest change of a weight; NaN where the block was skipped, and for the local rule.
    largest_change: float


Callback: TypeAlias = Callable[[LearningProgress], object]


@result
class Learned(NamedTuple):
    """What came out of learning."""

    #: The network with the weights learned.
    network: Network
    #: Information in nats, block by block; NaN for those that were skipped. Empty for the local rule.
    history: Floats
    #: Blocks, counted from 0, in which there was no gradient, as with a neuron that never fired, and why.
    skipped: tuple[tuple[int, str], ...]


class Learning:
    """Learning that can be advanced, watched, saved and resumed with the same result.

    Made by :meth:`Learner.begin` and :meth:`LocalRule.begin`. Pickling saves it, unless a
    :class:`ForcedSequence` is its stimulus.

    Examples
    --------
    >>> from synaptome import infomax
    >>> learner = infomax.Learner(blocks=6, block_steps=1000, settling_blocks=2)
    >>> learning = learner.begin(infomax.Network.random(10, rng=0), rng=1)
    >>> learning.advance(4)
    >>> learning.history.size, learning.finished
    (4, False)
    >>> learning.run()
    >>> learning.finished
    True
    """

    __slots__ = ("_core", "_rule", "_stimulus")
    _core: _native.Learning
    _rule: Learner | LocalRule
    _stimulus: StimulusLike

    def __init__(self) -> None:
        raise SynaptomeError("learning is begun with Learner.begin or LocalRule.begin")

    @classmethod
    def _of(cls, core: _native.Learning, rule: Learner | LocalRule, stimulus: StimulusLike) -> Learning:
        learning = cls.__new__(cls)
        learning._core, learning._rule, learning._stimulus = core, rule, stimulus
        return learning

    def advance(self, blocks: int = 1, *, callback: Callback | None = None) -> None:
        """Learn through some more blocks, or stretches of 10,000 steps of the local rule.

        Parameters
        ----------
        blocks : int
            How many; learning ends by itself after the last.
        callback : callable, optional
            Called with a :class:`LearningProgress` after each; `StopIteration` ends the call.
        """
        self._core.advance(_arrays.integer(blocks, "blocks"), _told(callback))

    def run(self, *, callback: Callback | None = None) -> None:
        """Learn to the end.

        Parameters
        ----------
        callback : callable, optional
            Called with a :class:`LearningProgress` after each block; `StopIteration` ends the call.
        """
        self._core.advance(_MOST, _told(callback))

    @property
    def network(self) -> Network:
        """A copy of the network as it is now."""
        return Network._of(self._core.network())

    @property
    def history(self) -> Floats:
        """Information in nats, block by block; NaN for those that were skipped."""
        return self._core.history()

    @property
    def skipped(self) -> tuple[tuple[int, str], ...]:
        """Blocks without a gradient since this object was made, and why."""
        return tuple(self._core.skipped())

    @property
    def done(self) -> int:
        """Blocks, or steps of the local rule, done."""
        return self._core.progress()[0]

    @property
    def finished(self) -> bool:
        """Whether all blocks or steps are done."""
        return self._core.progress()[1]

    def __repr__(self) -> str:
        total = self._rule.blocks if isinstance(self._rule, Learner) else self._rule.steps
        return f"<Learning: {self.done} of {total} {'blocks' if isinstance(self._rule, Learner) else 'steps'}>"

    def __reduce__(self) -> tuple[Any, ...]:
        if isinstance(self._stimulus, ForcedSequence):
            raise SynaptomeError("learning with a ForcedSequence cannot be saved: save its network")
        return _resume, (self._rule, self._stimulus, self.network, *self._core.save(), self.done)


def _resume(
    rule: Learner | LocalRule,
    stimulus: StimulusLike,
    network: Network,
    state: bytes,
    position: tuple[bytes, int],
    done: int,
) -> Learning:
    if isinstance(rule, LocalRule):
        return Learning._of(_native.Learning.resume_local(rule._options(), state, _none(network), position), rule, None)
    driven = as_stimulus(stimulus, network.free, network.inputs)
    steps = done * rule.block_steps
    return Learning._of(_native.Learning.resume_gradient(rule._options(), state, driven, position, steps), rule, stimulus)


def _none(network: Network) -> _native.Stimulus:
    return as_stimulus(None, network.free, 0)


def _told(callback: Callback | None) -> Callable[[tuple[int, int, float, float]], object] | None:
    return None if callback is None else lambda told: callback(LearningProgress(*told))


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
        _checked(self, ("blocks", "block_steps", "settling_blocks"), skip=("gradient", "neurons"))
        _arrays.choice(self.gradient, "gradient", _GRADIENTS)
        given = _arrays.integers(list(self.neurons), "neurons", 1, low=0) if len(self.neurons) else ()
        object.__setattr__(self, "neurons", tuple(int(i) for i in given))

    def _options(self) -> dict[str, Any]:
        return asdict(self)

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
        driven = as_stimulus(stimulus, network.free, network.inputs)
        return Learning._of(_native.Learning.gradient(self._options(), network._core, driven, key(rng)), self, stimulus)

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
        return _run(self.begin(network, stimulus=stimulus, rng=rng), callback)

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
        driven = as_stimulus(stimulus, network.free, network.inputs)
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

    def __post_init__(self) -> None:
        _checked(self, ("steps",), skip=("decorrelation",))
        if isinstance(self.decorrelation, str):
            _arrays.choice(self.decorrelation, "decorrelation", ("one-pass", "none"))
        else:
            sweeps = _arrays.integer(self.decorrelation, "decorrelation", low=1, high=10_000)
            object.__setattr__(self, "decorrelation", sweeps)

    def _options(self) -> dict[str, Any]:
        kinds = {"none": 0, "one-pass": 1}
        kind = self.decorrelation
        return asdict(self) | {"decorrelation": kinds[kind] if isinstance(kind, str) else kind + 1}

    def begin(self, network: Network, *, rng: RNG = None) -> Learning:
        """Learning of a copy of the network, which must have no inputs, from its first step.

        Raises
        ------
        SynaptomeError
            If a rate is not in [0, 1], or the network has inputs.
        """
        learning = _native.Learning.local(self._options(), network._core, _none(network), key(rng))
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
        return _run(self.begin(network, rng=rng), callback)


def _run(learning: Learning, callback: Callback | None) -> Learned:
    learning.run(callback=callback)
    return Learned(learning.network, learning.history, learning.skipped)


def _checked(options: Any, whole: Sequence[str], skip: Sequence[str]) -> None:
    """Numbers of the right type; ranges are the core's to check."""
    for name, value in asdict(options).items():
        if name in whole:
            object.__setattr__(options, name, _arrays.integer(value, name, high=_MOST))
        elif name not in skip:
            object.__setattr__(options, name, _arrays.number(value, name))
