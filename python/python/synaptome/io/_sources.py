"""Where files are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TypeAlias

from .._core import SynaptomeError

#: A path, or a file that is open for reading bytes.
Source: TypeAlias = str | os.PathLike[str] | BinaryIO
#: A path, or a file that is open for writing bytes.
Sink: TypeAlias = str | os.PathLike[str] | BinaryIO


def path_or_bytes(source: Source) -> str | bytes:
    """A path that can be opened, or what is left in an open file."""
    if hasattr(source, "read"):
        content = source.read()
        if not isinstance(content, bytes):
            raise SynaptomeError("the file must be open for reading bytes: open it with mode 'rb'")
        return content
    path = absolute(source, "source")
    with open(path, "rb"):
        return path


def content(source: Source) -> bytes:
    """All bytes of a file."""
    found = path_or_bytes(source)
    if isinstance(found, bytes):
        return found
    with open(found, "rb") as file:
        return file.read()


@contextmanager
def naming(source: Source) -> Iterator[None]:
    """Puts the path of a file before what is wrong with it."""
    try:
        yield
    except SynaptomeError as error:
        if hasattr(source, "read") or not isinstance(source, (str, os.PathLike)):
            raise
        raise SynaptomeError(f"{os.fspath(source)}: {error}") from None


def write(sink: Sink, content: bytes) -> None:
    """Writes a whole file."""
    if hasattr(sink, "write"):
        try:
            sink.write(content)
        except TypeError:
            raise SynaptomeError("the file must be open for writing bytes: open it with mode 'wb'") from None
        return
    with open(absolute(sink, "sink"), "wb") as file:
        file.write(content)


def absolute(given: str | os.PathLike[str], name: str) -> str:
    """An absolute path as text."""
    try:
        path = os.fspath(given)
    except TypeError:
        raise SynaptomeError(f"{name} must be a path or a file of bytes, got {type(given).__name__}") from None
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    if "\0" in path:
        raise SynaptomeError(f"{name} must be a path without NUL characters, got {path!r}")
    return os.path.abspath(path)
