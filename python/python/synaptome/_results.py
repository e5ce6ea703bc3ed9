"""Named tuples of arrays that can be compared."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np

Tuple = TypeVar("Tuple", bound=type[tuple[Any, ...]])


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        a, b = np.asarray(a), np.asarray(b)
        return np.array_equal(a, b, equal_nan=a.dtype.kind == "f" and b.dtype.kind == "f")
    return bool(a == b) or (isinstance(a, float) and isinstance(b, float) and a != a and b != b)


def _eq(self: tuple[Any, ...], other: object) -> bool:
    if type(self) is not type(other) or not isinstance(other, tuple):
        return False
    return len(self) == len(other) and all(map(_same, self, other))


def _short(value: Any) -> str:
    """A value in at most 60 characters; long arrays and sequences are counted, and other long values cut off."""
    is_array = isinstance(value, np.ndarray)
    whole = np.array2string(value, threshold=6, precision=4) if is_array else repr(value)
    if len(whole) <= 60 and "\n" not in whole:
        return whole
    if is_array:
        return f"<{value.dtype} array of shape {value.shape}>"
    if type(value) in (tuple, list):
        return f"<{type(value).__name__} of {len(value)}>"
    return whole if hasattr(value, "_fields") or whole.startswith("<") else f"{whole[:59]}…"


def _repr(self: Any) -> str:
    fields = ", ".join(f"{name}={_short(value)}" for name, value in zip(self._fields, self, strict=True))
    return f"{type(self).__name__}({fields})"


def _ne(self: tuple[Any, ...], other: object) -> bool:
    return not _eq(self, other)


def result(cls: Tuple) -> Tuple:
    """Gives a NamedTuple equality that compares arrays entry by entry (NaN equals NaN) and a short repr."""
    for name, method in {"__eq__": _eq, "__ne__": _ne, "__repr__": _repr, "__hash__": None}.items():
        setattr(cls, name, method)
    return cls
