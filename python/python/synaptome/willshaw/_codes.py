"""Codes: which patterns a memory may store."""

from __future__ import annotations

from typing import TypeAlias

from .._core import SynaptomeError
from ._block_code import BlockCode
from ._random_code import RandomCode

#: Any code.
Code: TypeAlias = BlockCode | RandomCode


def required(code: object) -> Code:
    """A code, or an error that says what it should be."""
    if not isinstance(code, BlockCode | RandomCode):
        raise SynaptomeError(f"code must be a BlockCode or a RandomCode, got {code!r}")
    return code
