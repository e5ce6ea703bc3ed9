"""Paths of files."""

from __future__ import annotations

import os

from .._core import SynaptomeError


def path_of(given: str | os.PathLike[str]) -> str:
    """A path as text."""
    try:
        path = os.fspath(given)
    except TypeError:
        raise SynaptomeError(f"path must be a path, got {type(given).__name__}") from None
    text = os.fsdecode(path)
    if "\0" in text:
        raise SynaptomeError(f"path must have no NUL characters, got {text!r}")
    return text
