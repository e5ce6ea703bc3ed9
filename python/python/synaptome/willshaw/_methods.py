"""Retrievals by name."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .. import _arrays

#: Retrievals by name: the first three work with any code, the others with block codes.
Method: TypeAlias = Literal[
    "one-step",
    "k-winners",
    "lk+",
    "one-step-core",
    "simple-iterative",
    "iterative",
    "iterative-halo",
    "sum-of-max-step",
    "sum-of-max",
    "core-sum-of-max",
    "core-and-halo",
    "first-clique",
]
METHODS: tuple[str, ...] = (
    "one-step",
    "k-winners",
    "lk+",
    "one-step-core",
    "simple-iterative",
    "iterative",
    "iterative-halo",
    "sum-of-max-step",
    "sum-of-max",
    "core-sum-of-max",
    "core-and-halo",
    "first-clique",
)


#: Guesses of "first-clique", unless a caller says otherwise.
GUESSES = 1_000_000


def method_of(
    method: str, max_steps: int, max_active: int | None, max_guesses: int = GUESSES
) -> tuple[str, int, int | None, int]:
    """A retrieval with its options, as the core takes it."""
    active = None if max_active is None else _arrays.integer(max_active, "max_active")
    steps, guesses = _arrays.integer(max_steps, "max_steps"), _arrays.integer(max_guesses, "max_guesses")
    return _arrays.choice(method, "method", METHODS), steps, active, guesses
