"""Training step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from .. import _arrays, _options
from .._arrays import Floats, Spins
from .._core import SynaptomeError
from .._core import hopfield as _core
from .._results import result
from .._rng import Key
from ._network import Network

if TYPE_CHECKING:
    from ._recurrent import TrainedRecurrent


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
    _messages: Spins
    _rule: TrainedRecurrent

    def __init__(self) -> None:
        raise SynaptomeError("a training is begun with TrainedRecurrent.begin")

    @classmethod
    def _of(cls, rule: TrainedRecurrent, messages: Spins, core: _core.Training, words: Key) -> Training:
        training = cls.__new__(cls)
        training._inner, training._key, training._messages, training._rule = core, words, messages, rule
        return training

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
        self._inner.run(last, _options.told(callback, TrainingProgress))

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

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Training):
            return NotImplemented
        same = self._rule == other._rule and np.array_equal(self._messages, other._messages)
        return same and self.save() == other.save()

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self._rule).resume, (self._rule, self._messages, self.save())

    def __repr__(self) -> str:
        return f"<Training at step {self.step} of {self.rule.steps}>"


def parts_of(saved: bytes) -> tuple[Key, int, bytes]:
    """Key and position of the generator, and the training, of what :meth:`Training.save` has returned."""
    if not isinstance(saved, bytes | bytearray | memoryview):
        raise SynaptomeError(f"saved must be bytes, got {type(saved).__name__}")
    given = bytes(saved)
    if len(given) < HEAD:
        raise SynaptomeError("the saved training cannot be read: it ends too early")
    a, b, c, d = np.frombuffer(given[:32], "<u8").tolist()
    position = int.from_bytes(given[32:HEAD], "little")
    if position >= 2**68:
        raise SynaptomeError("the saved training cannot be read: the position of its generator is too large")
    return (a, b, c, d), position, given[HEAD:]
