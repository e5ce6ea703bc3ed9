"""Which weights a rule may use."""

from __future__ import annotations

from typing import Literal, TypeAlias

Constraint: TypeAlias = Literal["free", "zero-diagonal", "symmetric", "symmetric-zero-diagonal"]
CONSTRAINTS = ("free", "zero-diagonal", "symmetric", "symmetric-zero-diagonal")
