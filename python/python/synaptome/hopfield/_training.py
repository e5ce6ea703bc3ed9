"""Writing by training a recurrent network, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import hopfield as _core
from .._results import result
from .._rng import RNG, Key, key
from . import _checks
from ._fits import CONSTRAINTS, Constraint, MinimumProbabilityFlow, PseudoLikelihood, damage_of, noise
from ._network import Network
from ._rules import Ease, Hebbian


@result
class TrainingProgress(NamedTuple):
    """How far training is, as a callback is told after each step.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.TrainingProgress(step=3, steps=100, loss=0.02)
    TrainingProgress(step=3, steps=100, loss=0.02)
    """

    #: Steps done.
    step: int
    #: Steps to do in all.
    steps: int
    #: Loss per cue and unit before the last update.
    loss: float


@result
class RecurrentGradient(NamedTuple):
    """The loss of a network in unrolled recall, with its gradient.

    Examples
    --------
    Silent units convey nothing, and lose ln 2 each:

    >>> import numpy as np
    >>> from synaptome import hopfield
    >>> silent = hopfield.Network(np.zeros((2, 2)))
    >>> gradient = hopfield.TrainedRecurrent().gradient(silent, [[1, -1]], [[1, -1]])
    >>> bool(abs(gradient.loss - 2 * np.log(2)) < 1e-12)
    True
    """

    #: Loss, summed over cues and units.
    loss: float
    #: Derivative by the weights, (N, N).
    weights: Floats
    #: Derivative by the biases, (N,).
    bias: Floats


@result
class Trained(NamedTuple):
    """A trained network, with an account of the training.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> rule = hopfield.TrainedRecurrent(steps=5)
    >>> rule.fit(hopfield.random_messages(10, 30, rng=1), rng=2).steps
    5
    """

    #: The network after the last step.
    network: Network
    #: Steps done.
    steps: int
    #: Loss per cue and unit before each update, (steps,).
    losses: Floats


#: Weights to start from: a word, the standard deviation of random weights times √N, or a rule.
Start = Literal["zero"] | float | Hebbian | Ease | MinimumProbabilityFlow | PseudoLikelihood


@dataclass(frozen=True, kw_only=True)
class TrainedRecurrent:
    """Training a recurrent network to recall (TRN; Bao et al. 2019).

    The recall s⁰ = p, s^t = tanh(β (W s^(t-1) + b)), t = 1 … L, is differentiated through all its steps,
    and its loss on noisy cues p is minimised with Adam.

    Parameters
    ----------
    unrolled_steps : int, optional
        Number of steps L ≥ 1; an even number trains cycles of period two that pass for messages.
    gain : float, optional
        Gain β > 0.
    first : {"cue", "product"}, optional
        What the first step sees: s⁰ = p, or s⁰ = β (W p + b).
    loss : {"logarithmic", "squared"}, optional
        -ln((1 + ξ s)/2), or (ξ - s)², of each unit.
    probes : int, optional
        Number of noisy cues per message in one step of training.
    probability : float, optional
        Probability with which every unit of a cue is flipped; 0.1 unless `count` is given.
    count : int, optional
        Number of units flipped in each cue, instead of `probability`.
    fresh : bool, optional
        Whether every step draws new cues, or all use those drawn at the start.
    anchored : bool, optional
        Whether the messages themselves are shown too, with the loss counted after every step.
    start : "zero", float, Hebbian, Ease, MinimumProbabilityFlow or PseudoLikelihood, optional
        Weights to start from: zero; random of this standard deviation divided by √N; or those of a rule
        (Hebb's are divided by N). By default EASE.
    constraint : {"free", "zero-diagonal", "symmetric", "symmetric-zero-diagonal"}, optional
        Which weights are allowed.
    bias : bool, optional
        Whether biases are trained.
    steps : int, optional
        Number of steps of Adam.
    learning_rate : float, optional
        Learning rate of Adam at the first step.
    schedule : {"cosine", "constant"}, optional
        Half a cosine down to zero, or the same rate throughout.

    Raises
    ------
    SynaptomeError
        If an option is out of its range.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(16, 32, rng=1)
    >>> network = hopfield.TrainedRecurrent().write(x, rng=2)
    >>> bool(network.recall(hopfield.flip(x, count=1, rng=3)).recovered(x).mean() > 0.8)
    True
    """

    unrolled_steps: int = 3
    gain: float = 1.0
    first: Literal["cue", "product"] = "cue"
    loss: Literal["logarithmic", "squared"] = "logarithmic"
    probes: int = 2
    probability: float | None = None
    count: int | None = None
    fresh: bool = True
    anchored: bool = False
    start: Start = field(default_factory=Ease)
    constraint: Constraint = "free"
    bias: bool = False
    steps: int = 100
    learning_rate: float = 0.01
    schedule: Literal["cosine", "constant"] = "cosine"

    def __post_init__(self) -> None:
        for name in "fresh", "anchored", "bias":
            _options.settle(self, **{name: _options.flag(getattr(self, name), name)})
        for name in "gain", "learning_rate":
            _options.settle(self, **{name: _positive(getattr(self, name), name)})
        _options.settle(self, **damage_of(self.count, self.probability))
        _options.settle(
            self,
            unrolled_steps=_arrays.integer(self.unrolled_steps, "unrolled_steps", low=1, high=10_000),
            probes=_arrays.integer(self.probes, "probes", low=0 if self.anchored else 1),
            steps=_arrays.integer(self.steps, "steps"),
        )
        self._start()
        _arrays.choice(self.first, "first", ("cue", "product"))
        _arrays.choice(self.loss, "loss", ("logarithmic", "squared"))
        _arrays.choice(self.constraint, "constraint", CONSTRAINTS)
        _arrays.choice(self.schedule, "schedule", ("cosine", "constant"))

    @classmethod
    def warm(cls, flip_rate: float) -> TrainedRecurrent:
        """The cheap recipe: from EASE, 100 steps of two cues per message at this flip rate.

        Parameters
        ----------
        flip_rate : float
            Probability with which every unit of a cue is flipped, above 0 and below one half.

        Returns
        -------
        TrainedRecurrent
            The rule.

        Raises
        ------
        SynaptomeError
            If the rate is out of its range.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent.warm(0.2).start
        Ease(flip_rate=0.2)
        """
        return cls(probability=flip_rate, start=Ease(flip_rate=flip_rate))

    @classmethod
    def anchored_for(cls, load: float) -> TrainedRecurrent:
        """The anchored recipe for a load M/N: 1,000 steps of five noisy cues and the messages themselves.

        Parameters
        ----------
        load : float
            Load M/N, positive.

        Returns
        -------
        TrainedRecurrent
            The rule, which starts from :class:`PseudoLikelihood` and has a free diagonal.

        Raises
        ------
        SynaptomeError
            If the load is not positive.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> rule = hopfield.TrainedRecurrent.anchored_for(0.5)
        >>> rule.probes, rule.steps, rule.anchored
        (5, 1000, True)
        """
        rate = cls.flip_rate_for(load)
        return cls(probability=rate, probes=5, anchored=True, start=PseudoLikelihood(), steps=1000)

    @classmethod
    def single_step_for(cls, load: float) -> TrainedRecurrent:
        """The recipe for loads above one: a single step (L = 1), for which the loss is convex.

        A free diagonal alone could make every message a fixed point: report recovery from one flipped
        unit with it.

        Parameters
        ----------
        load : float
            Load M/N, positive.

        Returns
        -------
        TrainedRecurrent
            The rule.

        Raises
        ------
        SynaptomeError
            If the load is not positive.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent.single_step_for(1.5).unrolled_steps
        1
        """
        rate = cls.flip_rate_for(load)
        start = PseudoLikelihood()
        return cls(
            unrolled_steps=1,
            probability=rate,
            probes=5,
            anchored=True,
            start=start,
            steps=300,
            learning_rate=0.03,
        )

    @staticmethod
    def flip_rate_for(load: float) -> float:
        """Flip rate of cues to train with at a load M/N: min(0.25, 0.017 (M/N)^-2.3).

        Parameters
        ----------
        load : float
            Load M/N, positive.

        Returns
        -------
        float
            Probability with which every unit of a cue is flipped.

        Raises
        ------
        SynaptomeError
            If the load is not positive.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent.flip_rate_for(1.0)
        0.017
        """
        # Below a load of 0.3 the largest rate applies, and a power of a tiny load would overflow.
        return min(float(0.017 * max(_positive(load, "load"), 0.1) ** -2.3), 0.25)

    def multiplications(self, units: int, messages: int) -> float:
        """Number of multiplications of the training of so many messages, without its start.

        Parameters
        ----------
        units, messages : int
            Number of units N and of messages M.

        Returns
        -------
        float
            3 L - 1 products of N × N with N × B matrices in each step, B the number of cues.

        Raises
        ------
        SynaptomeError
            If a number is negative.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent(steps=1).multiplications(10, 5)
        8000.0
        """
        n, m = float(_arrays.integer(units, "units")), float(_arrays.integer(messages, "messages"))
        products = 3.0 * self.unrolled_steps - 1.0
        return self.steps * products * n * n * m * (self.probes + self.anchored)

    def begin(self, messages: ArrayLike, *, network: Network | None = None, rng: RNG = None) -> Training:
        """Begin training that can be watched, stopped, saved and resumed.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        network : Network, optional
            Weights to start from, instead of those of `start`.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness of the start and of all cues.

        Returns
        -------
        Training
            The training before its first step.

        Raises
        ------
        SynaptomeError
            If there are no messages, the network is not as large, or the start cannot be written.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent().begin(hopfield.random_messages(5, 20, rng=1), rng=2)
        <Training at step 0 of 100>
        """
        if network is not None:
            _options.instance(network, "network", Network)
        given, words = self._messages(messages, network), key(rng)
        if network is None:
            return Training._of(self, given, _core.begin(self._parts(), given, words), words)
        return Training._of(self, given, _core.begin_from(self._parts(), given, network._inner, words), words)

    def resume(self, messages: ArrayLike, saved: bytes) -> Training:
        """Resume training that was saved, with the same rule, but for `steps`, and the same messages.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        saved : bytes
            What :meth:`Training.save` has returned.

        Returns
        -------
        Training
            The training, which goes on as if it had never stopped.

        Raises
        ------
        SynaptomeError
            If `saved` is damaged, or belongs to another rule or other messages.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> rule, x = hopfield.TrainedRecurrent(), hopfield.random_messages(5, 20, rng=1)
        >>> training = rule.begin(x, rng=2)
        >>> training.run(until=3)
        >>> rule.resume(x, training.save())
        <Training at step 3 of 100>
        """
        given = self._messages(messages, None)
        if not isinstance(saved, bytes | bytearray | memoryview):
            raise SynaptomeError(f"saved must be bytes, got {_arrays.shown(saved)}")
        head, body = bytes(saved[:HEAD]), bytes(saved[HEAD:])
        if len(head) < HEAD:
            raise SynaptomeError("the saved training cannot be read: it ends too early")
        words = np.frombuffer(head[:32], "<u8").tolist()
        position = int.from_bytes(head[32:], "little")
        if position >= 2**68:
            raise SynaptomeError("the saved training cannot be read: the position of its generator is too large")
        words = (words[0], words[1], words[2], words[3])
        return Training._of(self, given, _core.resume(self._parts(), given, body, words, position), words)

    def fit(
        self,
        messages: ArrayLike,
        *,
        callback: Callable[[TrainingProgress], object] | None = None,
        rng: RNG = None,
    ) -> Trained:
        """Train from the start to the last step.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        callback : callable, optional
            Called with a :class:`TrainingProgress` after each step; if it raises `StopIteration`, the
            network trained so far is returned.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness of the start and of all cues.

        Returns
        -------
        Trained
            `network`, `steps` and `losses`.

        Raises
        ------
        SynaptomeError
            If there are no messages, or training diverges: lower the learning rate.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> trained = hopfield.TrainedRecurrent().fit(hopfield.random_messages(10, 30, rng=1), rng=2)
        >>> bool(trained.losses[-1] < trained.losses[0])
        True
        """
        told = _options.told(callback, lambda *progress: progress[0])
        training, losses = self.begin(messages, rng=rng), []

        def seen(progress: TrainingProgress) -> None:
            losses.append(progress.loss)
            if told is not None:
                told((progress,))

        training.run(callback=seen)
        return Trained(training.network, training.step, np.array(losses))

    def write(self, messages: ArrayLike, *, rng: RNG = None) -> Network:
        """Write messages.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness of the start and of all cues.

        Returns
        -------
        Network
            The network after the last step.

        Raises
        ------
        SynaptomeError
            If there are no messages, or training diverges: lower the learning rate.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent(steps=2).write([[1, -1, 1]], rng=1)
        <Network of 3 units>
        """
        training = self.begin(messages, rng=rng)
        training.run()
        return training.network

    def gradient(
        self,
        network: Network,
        cues: ArrayLike,
        messages: ArrayLike,
        *,
        anchors: ArrayLike | None = None,
    ) -> RecurrentGradient:
        """Loss of a network in the unrolled recall, with its gradient.

        Parameters
        ----------
        network : Network
            A network of N units.
        cues, messages : array_like
            Cues and the messages that they should lead to, (B, N): their loss counts after the last step.
        anchors : array_like, optional
            Messages that are their own cues, (A, N): their loss counts after every step.

        Returns
        -------
        RecurrentGradient
            `loss`, `weights` and `bias`.

        Raises
        ------
        SynaptomeError
            If there are no cues, or they are not as many as messages or not of N units.

        Examples
        --------
        >>> import numpy as np
        >>> from synaptome import hopfield
        >>> network = hopfield.Hebbian().write([[1, -1, 1]])
        >>> hopfield.TrainedRecurrent().gradient(network, [[1, 1, 1]], [[1, -1, 1]]).weights.shape
        (3, 3)
        """
        units = _options.instance(network, "network", Network).units
        given = [_states(cues, "cues", units), _states(messages, "messages", units)]
        _arrays.same_length("messages", len(given[1]), len(given[0]))
        given.append(np.zeros((0, units), np.int8) if anchors is None else _states(anchors, "anchors", units))
        unrolled = self.unrolled_steps, self.gain, self.first, self.loss
        return RecurrentGradient(*_core.unrolled_gradient(unrolled, network._inner, *given))

    def _messages(self, messages: ArrayLike, network: Network | None) -> _arrays.Spins:
        given = _checks.messages(messages, None if network is None else network.units)
        if self.count is not None:
            _arrays.integer(self.count, "count", high=given.shape[1])
        _arrays.entries("the states of all cues", *given.shape, self.probes + self.anchored, self.unrolled_steps + 2)
        return given

    def _noise(self) -> _checks.Damage:
        probability = 0.1 if self.count is None and self.probability is None else self.probability
        return noise(self.count, probability, 0)

    def _start(self) -> Any:
        start = self.start
        if isinstance(start, MinimumProbabilityFlow | PseudoLikelihood):
            return start._parts()
        if isinstance(start, Ease):
            return "ease", float(start.flip_rate)
        if isinstance(start, Hebbian) and start.diagonal == "zero":
            return "hebbian", 0.0
        if isinstance(start, str) and start == "zero":
            return "zero", 0.0
        if isinstance(start, int | float | np.floating) and not isinstance(start, bool):
            return "random", float(_arrays.finite(start, "start", 0))
        raise SynaptomeError(f"start must be 'zero', a number or a rule with such weights, got {_arrays.shown(start)}")

    def _parts(self) -> dict[str, Any]:
        return {
            "unrolled": (self.unrolled_steps, self.gain, self.first, self.loss),
            "probes": self.probes,
            "noise": self._noise(),
            "fresh": self.fresh,
            "anchored": self.anchored,
            "start": self._start(),
            "constraint": self.constraint,
            "bias": self.bias,
            "steps": self.steps,
            "learning_rate": self.learning_rate,
            "schedule": self.schedule,
        }


def _states(x: ArrayLike, name: str, units: int) -> _arrays.Spins:
    """One state or several, as rows."""
    return _checks.states(np.atleast_2d(_arrays.spins(x, name, (1, 2))), name, units)


#: Bytes of the key and the position of the generator before a saved training.
HEAD = 48


class Training:
    """Training of a :class:`TrainedRecurrent` that can be watched, stopped, saved and resumed.

    However often it is interrupted, the weights come out the same, bit for bit. It is made with
    :meth:`TrainedRecurrent.begin`.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> training = hopfield.TrainedRecurrent().begin(hopfield.random_messages(10, 32, rng=1), rng=2)
    >>> def enough(progress):
    ...     if progress.step == 10:
    ...         raise StopIteration
    >>> training.run(callback=enough)
    >>> training
    <Training at step 10 of 100>
    """

    __slots__ = ("_inner", "_key", "_messages", "_rule")
    _inner: _core.Training
    _key: Key
    _messages: _arrays.Spins
    _rule: TrainedRecurrent

    def __init__(self) -> None:
        raise SynaptomeError("a training is begun with TrainedRecurrent.begin")

    @classmethod
    def _of(cls, rule: TrainedRecurrent, messages: _arrays.Spins, core: _core.Training, words: Key) -> Training:
        training = cls.__new__(cls)
        training._inner, training._key, training._messages, training._rule = core, words, messages, rule
        return training

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Training):
            return NotImplemented
        same = self._rule == other._rule and np.array_equal(self._messages, other._messages)
        return same and self.save() == other.save()

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return TrainedRecurrent.resume, (self._rule, self._messages, self.save())

    @property
    def rule(self) -> TrainedRecurrent:
        """The rule whose training it is.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent(steps=7).begin([[1, -1, 1]], rng=1).rule.steps
        7
        """
        return self._rule

    @property
    def step(self) -> int:
        """Steps done.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent().begin([[1, -1, 1]], rng=1).step
        0
        """
        return self._inner.step

    @property
    def is_finished(self) -> bool:
        """Whether all steps are done.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent(steps=0).begin([[1, -1, 1]], rng=1).is_finished
        True
        """
        return self._inner.is_finished

    @property
    def network(self) -> Network:
        """The network as it is now, a copy.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent().begin([[1, -1, 1]], rng=1).network
        <Network of 3 units>
        """
        return Network._of(self._inner.network)

    def run(
        self,
        *,
        until: int | None = None,
        callback: Callable[[TrainingProgress], object] | None = None,
    ) -> None:
        """Train until all steps are done.

        Parameters
        ----------
        until : int, optional
            Number of steps, counted from the beginning of the training, after which to pause.
        callback : callable, optional
            Called with a :class:`TrainingProgress` after each step; `StopIteration` pauses the training.

        Raises
        ------
        SynaptomeError
            If training diverges: it then holds the last good weights.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> training = hopfield.TrainedRecurrent().begin([[1, -1, 1], [1, 1, 1]], rng=1)
        >>> training.run(until=20)
        >>> training.run(until=40)
        >>> training.step
        40
        """
        last = 2**63 - 1 if until is None else _arrays.integer(until, "until")
        told = _options.told(callback, TrainingProgress)
        self._inner.run(last, told)

    def save(self) -> bytes:
        """State of the training and of its generator, with a checksum.

        Returns
        -------
        bytes
            What :meth:`TrainedRecurrent.resume` takes: about 32 N² bytes and the cues.

        Raises
        ------
        SynaptomeError
            If another thread is training.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> rule, x = hopfield.TrainedRecurrent(steps=4), hopfield.random_messages(3, 10, rng=1)
        >>> training = rule.begin(x, rng=2)
        >>> training.run(until=2)
        >>> resumed = rule.resume(x, training.save())
        >>> training.run()
        >>> resumed.run()
        >>> training.network == resumed.network
        True
        """
        body, position = self._inner.save()
        return np.array(self._key, "<u8").tobytes() + position.to_bytes(16, "little") + body

    def __repr__(self) -> str:
        return f"<Training at step {self.step} of {self.rule.steps}>"


def _positive(x: float, name: str) -> float:
    value = _arrays.number(x, name)
    if not 0.0 < value < np.inf:
        raise SynaptomeError(f"{name} must be positive and finite, got {value}")
    return value
