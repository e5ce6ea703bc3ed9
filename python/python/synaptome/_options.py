"""Checks of options that are no numbers: flags, functions, objects, sequences and texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import numpy as np

from ._arrays import shown
from ._core import SynaptomeError

Function = TypeVar("Function", bound=Callable[..., object])
Instance = TypeVar("Instance")
Item = TypeVar("Item")


def flag(x: bool, name: str) -> bool:
    """True or False; other objects have a truth too, but "no" is not meant as true."""
    if not isinstance(x, bool | np.bool_):
        raise SynaptomeError(f"{name} must be True or False, got {shown(x)}")
    return bool(x)


def function(x: Function | None, name: str) -> Function | None:
    """A function to call back, or None."""
    if x is not None and not callable(x):
        raise SynaptomeError(f"{name} must be a function or None, got {shown(x)}")
    return x


def settle(options: object, **values: object) -> None:
    """Sets fields of frozen options to what they were read as, so that equal options compare, print and hash alike."""
    for name, value in values.items():
        object.__setattr__(options, name, value)


def told(callback: Callable[[Any], object] | None, kind: Callable[..., Any]) -> Callable[[Any], object] | None:
    """A callback that is called with a named tuple, where the core has a plain one."""
    called = function(callback, "callback")
    return None if called is None else lambda parts: called(kind(*parts))


def instance(x: Instance, name: str, kind: type[Any]) -> Instance:
    """An object of a class of this package."""
    if not isinstance(x, kind):
        raise SynaptomeError(f"{name} must be a {kind.__name__}, got {shown(x)}")
    return x


def able(x: object, name: str, method: str) -> None:
    """Refuses an object without a method; any class may have it."""
    if not callable(getattr(x, method, None)) or isinstance(x, type):
        raise SynaptomeError(f"{name} must be an object with a method `{method}`, got {shown(x)}")


def items(x: Iterable[Item], name: str, count: int | None = None) -> list[Item]:
    """What a sequence has, `count` of it if that is given; a text is not a sequence of letters here."""
    try:
        found = None if isinstance(x, str | bytes) else list(x)
    except TypeError:
        found = None
    if found is None or (count is not None and len(found) != count):
        wanted = "a list" if count is None else f"a list of {count}"
        raise SynaptomeError(f"{name} must be {wanted}, got {shown(x)}")
    return found


def text(x: str, name: str) -> str:
    """Text that can be encoded."""
    if not isinstance(x, str) or any("\ud800" <= letter <= "\udfff" for letter in x):
        raise SynaptomeError(f"{name} must be text, got {shown(x)}")
    return x


def texts(x: Iterable[str], name: str) -> list[str]:
    """A sequence of texts."""
    return [text(word, f"each of the {name}") for word in items(x, name)]
