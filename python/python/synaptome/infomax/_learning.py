"""Learning that can be advanced, watched, saved and resumed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol, TypeAlias

from .. import _arrays, _options
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import infomax as _native
from .._results import result
from .._rng import Key
from ._network import Network
from ._stimuli import ForcedSequence, StimulusLike

_MOST = 2**40


@result
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
#: The same of several networks, which is also told the number of the network.
NetworkCallback: TypeAlias = Callable[[int, LearningProgress], object]


class Rule(Protocol):
    """What learning needs of its options."""

    def _length(self) -> str: ...

    def _begin(self, network: Network, stimulus: StimulusLike, key: Key) -> Learning: ...

    def _resume(
        self, stimulus: StimulusLike, network: Network, state: bytes, position: tuple[bytes, int], done: int
    ) -> _native.Learning: ...


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
    _rule: Rule
    _stimulus: StimulusLike

    def __init__(self) -> None:
        raise SynaptomeError("learning is begun with Learner.begin or LocalRule.begin")

    @classmethod
    def _of(cls, core: _native.Learning, rule: Rule, stimulus: StimulusLike) -> Learning:
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
        return f"<Learning: {self.done} of {self._rule._length()}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Learning) and self._identity() == other._identity()

    __hash__ = None  # type: ignore[assignment]

    def _identity(self) -> tuple[Any, ...]:
        return self._rule, self._stimulus, self.network, *self._core.save(), self.done

    def __reduce__(self) -> tuple[Any, ...]:
        if isinstance(self._stimulus, ForcedSequence):
            raise SynaptomeError("learning with a ForcedSequence cannot be saved: save its network")
        return _resume, self._identity()


def _resume(
    rule: Rule, stimulus: StimulusLike, network: Network, state: bytes, position: tuple[bytes, int], done: int
) -> Learning:
    return Learning._of(rule._resume(stimulus, network, state, position, done), rule, stimulus)


def _told(callback: Callback | None) -> Callable[[tuple[int, int, float, float]], object] | None:
    return _options.told(callback, LearningProgress)


def learned(learning: Learning, callback: Callback | None) -> Learned:
    """Learns to the end."""
    learning.run(callback=callback)
    return Learned(learning.network, learning.history, learning.skipped)
