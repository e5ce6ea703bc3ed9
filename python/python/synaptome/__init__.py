"""Associative memory: the information stored in synapses, and networks that store and recall.

Modules
-------
lognormal
    Log-normal distributions, their sums and mixtures.
mi
    Shannon information that synapses store about activity patterns.
willshaw
    Binary associative memories with every retrieval, and clique search.
hopfield
    Hopfield networks, their writing rules, and dense memories.
infomax
    Recurrent infomax, spike rasters, avalanches and receptive fields.
io
    Arrays and tables of files that NumPy doesn't read safely.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ._core import SynaptomeError, __version__

if TYPE_CHECKING:
    from types import ModuleType

    from . import hopfield, infomax, io, lognormal, mi, willshaw

__all__ = ["SynaptomeError", "__version__", "hopfield", "infomax", "io", "lognormal", "mi", "willshaw"]


def __getattr__(name: str) -> ModuleType:
    # A module is imported when it is first used, so that a script waits for those alone that it needs.
    if name in __all__:
        return import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
