"""Options of rules of learning, checked, and handed to the core."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from .. import _arrays, _options
from .._core import infomax as _native
from ._network import Network
from ._stimuli import as_stimulus

_MOST = 2**40


def values(options: Any) -> dict[str, Any]:
    """The options by name; unlike ``asdict`` it copies none."""
    return {option.name: getattr(options, option.name) for option in fields(options)}


def checked(options: Any, whole: Sequence[str], skip: Sequence[str]) -> None:
    """Numbers of the right type; ranges are the core's to check."""
    for name, value in values(options).items():
        if name in whole:
            object.__setattr__(options, name, _arrays.integer(value, name, high=_MOST))
        elif name not in skip:
            object.__setattr__(options, name, _arrays.number(value, name))


def spontaneous(network: Network) -> _native.Stimulus:
    return as_stimulus(None, sides(network)[0], 0)


def sides(network: Network) -> tuple[int, int]:
    """Numbers of free and of input neurons."""
    given = _options.instance(network, "network", Network)
    return given.free, given.inputs
