"""Random numbers: NumPy's generators give the key, and the core draws from ChaCha under it."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from ._arrays import axes, shown
from ._core import SynaptomeError

if TYPE_CHECKING:
    #: What `rng=` takes, as SPEC 7 of Scientific Python asks.
    RNG: TypeAlias = int | np.random.SeedSequence | np.random.BitGenerator | np.random.Generator | None
else:
    # NumPy loads its generators when they are first used, which takes a third of the time of an import.
    RNG = Any

#: A key of ChaCha with twelve rounds.
Key: TypeAlias = tuple[int, int, int, int]


#: Most numbers of one seed.
_MOST_WORDS = 2**16


def generator(rng: RNG) -> np.random.Generator:
    """NumPy's generator for what `rng=` takes."""
    sources = np.random.Generator, np.random.BitGenerator, np.random.RandomState, np.random.bit_generator.ISeedSequence
    try:
        return np.random.default_rng(rng if rng is None or isinstance(rng, sources) else _seed(rng))
    except (TypeError, ValueError):
        wanted = "None, a whole number that is not negative, or a SeedSequence, BitGenerator or Generator of NumPy"
        raise SynaptomeError(f"rng must be {wanted}, got {shown(rng)}") from None


def _seed(rng: Any) -> int | list[int]:
    """One whole number or several, which NumPy would not check before it reads them."""
    if isinstance(rng, bool | np.bool_):
        raise TypeError
    if axes(rng) == 1 and len(rng) <= _MOST_WORDS:
        return [operator.index(word) for word in rng]
    return operator.index(rng)


def key(rng: RNG) -> Key:
    """Four words of 64 bits drawn from ``np.random.default_rng(rng)``.

    Item k of a batch uses stream k under this key, so that results do not depend on the number of threads.
    """
    a, b, c, d = generator(rng).integers(0, 2**64, size=4, dtype=np.uint64).tolist()
    return a, b, c, d
