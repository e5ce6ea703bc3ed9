"""Checks of states, noise and updates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Spins
from .._core import SynaptomeError

#: Orders in which units are updated.
Update: TypeAlias = Literal["synchronous", "random", "sequential"]

#: A number of flips, or None and the probability of one.
Damage: TypeAlias = tuple[int | None, float]


def states(x: ArrayLike, name: str, units: int | None = None, axes: tuple[int, ...] | None = None) -> Spins:
    """Spins of (..., N), at least one axis, with N units on the last one."""
    given = _arrays.spins(x, name, axes)
    if given.ndim == 0:
        raise SynaptomeError(f"{name} must have its units on the last axis, got a single value")
    if not given.shape[-1]:
        raise SynaptomeError(f"{name} must have at least one unit on the last axis, got shape {given.shape}")
    if units is not None and given.shape[-1] != units:
        raise SynaptomeError(f"{name} must have {units} units on the last axis, got shape {given.shape}")
    return given


def rows(given: Spins) -> Spins:
    """All states one after the other, (K, N)."""
    return given.reshape(-1, given.shape[-1]) if given.size else np.zeros((_count(given), given.shape[-1]), np.int8)


def _count(given: Spins) -> int:
    return int(np.prod(given.shape[:-1]))


def messages(x: ArrayLike, units: int | None = None) -> Spins:
    """Messages of (M, N)."""
    given = _arrays.spins(x, "messages", 2)
    if units is not None and given.shape[1] != units:
        raise SynaptomeError(f"messages must have {units} units on the last axis, got shape {given.shape}")
    if not given.size:
        raise SynaptomeError(f"messages must not be empty, got shape {given.shape}")
    return given


def update(update: str, order: Sequence[int] | ArrayLike | None, units: int) -> tuple[str, list[int] | None]:
    """The order of updates, as the core takes it."""
    word = _arrays.choice(update, "update", ("synchronous", "random", "sequential"))
    if order is None:
        return word, None
    if word not in ("synchronous", "sequential"):
        raise SynaptomeError(f"order is a fixed sequence of units, so update must not be {word!r}")
    given = _arrays.indices(order, "order", 1)
    if not np.array_equal(np.sort(given), np.arange(units)):
        raise SynaptomeError(f"order must name each of the {units} units once, got {_shown(given)}")
    return word, given.tolist()


def _shown(given: _arrays.Integers) -> str:
    return np.array2string(given, threshold=6)


def damage(units: int, fraction: float | None, count: int | None, probability: float | None) -> Damage:
    """The noise that one of three options asks for; 0.1 of the units without any."""
    given = {"fraction": fraction, "count": count, "probability": probability}
    names = [name for name, value in given.items() if value is not None]
    if len(names) > 1:
        raise SynaptomeError(f"give one of fraction, count and probability, got {' and '.join(names)}")
    if count is not None:
        return _arrays.integer(count, "count", high=units), 0.0
    if probability is not None:
        return None, between(probability, "probability", 0.0, 1.0)
    flipped = between(0.1 if fraction is None else fraction, "fraction", 0.0, 1.0)
    flips = int(np.floor(flipped * units + 0.5))
    if flipped and not flips:
        raise SynaptomeError(
            f"fraction {flipped} of {units} units rounds to no flip: give a larger fraction, a count or a probability"
        )
    return flips, 0.0


def noise(count: int | None, probability: float | None, default: int) -> Damage:
    """The noise of cues that a rule draws: a number of flips, or the probability of one."""
    if count is not None and probability is not None:
        raise SynaptomeError("give one of count and probability, got both")
    if probability is not None:
        return None, between(probability, "probability", 0.0, 1.0)
    return _arrays.integer(default if count is None else count, "count"), 0.0


def chosen_noise(count: int | None, probability: float | None) -> tuple[int | None, float | None]:
    """The same two options as numbers; None stays None."""
    flips, chance = noise(count, probability, 0)
    return None if count is None else flips, None if probability is None else chance


def between(x: float, name: str, low: float, high: float) -> float:
    """One number of [low, high]."""
    value = _arrays.number(x, name)
    if not low <= value <= high:
        raise SynaptomeError(f"{name} must lie in [{low}, {high}], got {value}")
    return value


def not_negative(x: float, name: str) -> float:
    """One finite number that is not negative."""
    value = _arrays.number(x, name)
    if not 0.0 <= value < np.inf:
        raise SynaptomeError(f"{name} must be finite and not negative, got {value}")
    return value


def positive(x: float, name: str) -> float:
    """One number that is positive and finite."""
    value = _arrays.number(x, name)
    if not 0.0 < value < np.inf:
        raise SynaptomeError(f"{name} must be positive and finite, got {value}")
    return value


def settle(options: object, **values: object) -> None:
    """Gives frozen options the numbers that were read, so that equal options are equal, hash and print alike."""
    for name, value in values.items():
        object.__setattr__(options, name, value)
