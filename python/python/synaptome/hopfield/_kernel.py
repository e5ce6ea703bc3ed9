"""Memories that learn a Gaussian kernel around each message."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .._arrays import Floats, Spins
from .._core import SynaptomeError
from .._core import hopfield as _core
from .._results import result
from ._recalling import Recalling


class KernelMemory(Recalling):
    """A memory with a learnt kernel around each message, made by :class:`KernelRegression`.

    The field on unit i of a state x is f_i(x) = Σ α_mi K(ξ^m, x) with K(x, y) = exp(-γ abs(x - y)²), and a unit
    takes the sign of its field; a field of zero, or one too small to be told from a rounded zero, leaves it as it
    is. The memory keeps M × N amplitudes and the messages. Pickling keeps the rule and the messages, and learns
    them again, with the same result.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(96, 64, rng=1)
    >>> memory = hopfield.KernelRegression(gamma=0.02).write(x)
    >>> memory
    <KernelMemory of 96 messages of 64 units, gamma 0.02>
    >>> bool(memory.recall(hopfield.flip(x, rng=2)).recovered(x).mean() > 0.9)
    True
    """

    __slots__ = ("_amplitudes", "_inner", "_messages", "_rule")
    _inner: _core.Kernel
    _amplitudes: Floats
    _messages: Spins
    _rule: Any

    def __init__(self) -> None:
        raise SynaptomeError("kernel memories are made by KernelRegression.write")

    @classmethod
    def _of(cls, core: _core.Kernel, rule: Any, messages: Spins) -> KernelMemory:
        memory = cls.__new__(cls)
        memory._inner, memory._rule, memory._messages = core, rule, messages.copy()
        memory._amplitudes = core.amplitudes()
        for array in memory._messages, memory._amplitudes:
            array.setflags(write=False)
        return memory

    @property
    def messages(self) -> Spins:
        """Stored messages, (M, N), read-only.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.KernelRegression().write([[1, -1]]).messages
        array([[ 1, -1]], dtype=int8)
        """
        return self._messages

    @property
    def amplitudes(self) -> Floats:
        """Amplitudes α, (M, N), read-only.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.KernelRegression(ridge=1.0).write([[1, -1]]).amplitudes
        array([[ 0.5, -0.5]])
        """
        return self._amplitudes

    @property
    def gamma(self) -> float:
        """Inverse squared width γ of the kernel.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.KernelRegression(gamma=0.02).write([[1, -1]]).gamma
        0.02
        """
        return float(self._rule.gamma)

    def __len__(self) -> int:
        return len(self._messages)

    def __repr__(self) -> str:
        return f"<KernelMemory of {len(self)} messages of {self.units} units, gamma {self.gamma}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, KernelMemory):
            return NotImplemented
        same = self.gamma == other.gamma and np.array_equal(self.messages, other.messages)
        return same and np.array_equal(self.amplitudes, other.amplitudes)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self._rule, self._messages)


def _again(rule: Any, messages: Spins) -> KernelMemory:
    memory: KernelMemory = rule.write(messages)
    return memory


@result
class KernelFit(NamedTuple):
    """A memory that has learned, with an account of the minimisation.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> hopfield.KernelRegression(loss="logistic").fit([[1, -1, 1], [1, 1, -1]]).converged
    True
    """

    #: The memory.
    memory: KernelMemory
    #: The lowest objective found, with its penalty; NaN for the closed form.
    objective: float
    #: Iterations done; 0 for the closed form.
    iterations: int
    #: Why it ended: "closed-form", "gradient", "objective", "iterations", "line-search" or "stopped".
    ending: str

    @property
    def converged(self) -> bool:
        """Whether it ended in a minimum: neither out of iterations nor stopped by the callback.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.KernelRegression().fit([[1, -1, 1]]).converged
        True
        """
        return self.ending not in ("iterations", "stopped")
