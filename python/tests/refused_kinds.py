"""Arrays of the same numbers in every form, values that are no arrays of numbers, and odd options."""

import contextlib
from collections.abc import Callable
from typing import Any

import numpy as np

from synaptome import SynaptomeError

#: An array of the same numbers, otherwise.
VARIANTS: dict[str, Callable[[Any], Any]] = {
    "list": lambda x: x.tolist(),
    "int8": lambda x: x.astype(np.int8),
    "big-endian": lambda x: x.astype(">i4"),
    "single": lambda x: x.astype(np.float32),
    "half, big-endian": lambda x: x.astype(">f2"),
    "long double": lambda x: x.astype(np.longdouble),
    "fortran": np.asfortranarray,
    "strided": lambda x: np.repeat(x, 2, axis=0)[::2],
    "backwards": lambda x: np.ascontiguousarray(x[::-1])[::-1],
    "read-only": lambda x: np.frombuffer(x.astype(float).tobytes()).reshape(x.shape),
    "misaligned": lambda x: np.frombuffer(b"." + x.astype(float).tobytes(), offset=1).reshape(x.shape),
    "masked without a mask": np.ma.masked_array,
}
#: Nothing that is an array of numbers.
WRONG: list[Any] = [
    np.array([[1j]]),
    np.array([["1"]]),
    np.array([[None]]),
    np.ma.masked_equal([[1.0]], 1.0),
    [[1.0], [1.0, 2.0]],
    None,
    "1",
    {},
    np.array([["2020-01-01"]], "M8[D]"),
    [[10**400]],
    np.zeros((2, 2), [("a", "i4")]),
    np.broadcast_to(np.int8(1), (2**40, 3)),
]
#: Values that few options take.
ODD: list[Any] = [
    None,
    "a",
    b"a",
    1j,
    True,
    0,
    -1,
    1.5,
    2**31,
    2**63,
    10**30,
    1e300,
    5e-324,
    -0.0,
    float("nan"),
    float("inf"),
    -float("inf"),
    [],
    [[1], [1, 2]],
    [0.5],
    {},
    object(),
    np.array(2),
    np.array([2]),
    np.float64("nan"),
    np.uint64(2**64 - 1),
    np.zeros((1, 1, 1)),
    np.datetime64("2020"),
    lambda *_: 0,
]


def odd_arrays(numbers: Any) -> list[Any]:
    """Numbers and shapes that an array of this shape seldom has."""
    odd = [np.full(numbers.shape, x) for x in (np.nan, np.inf, -np.inf, -2.0, -0.0, 1e308, 5e-324, 0.5, 2.0**53)]
    shapes = [numbers[:0], numbers[..., :0], numbers[None], numbers[..., None], np.float64(1.0), np.empty((2, 0, 3))]
    return [*odd, *shapes]


def refuses_cleanly(call: Callable[[Any], object], value: Any) -> None:
    """Whatever the value does, nothing but a :class:`SynaptomeError` comes out."""
    with contextlib.suppress(SynaptomeError):
        call(value)
