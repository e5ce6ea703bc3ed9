"""Random numbers: NumPy's generators give the key, and the core draws from ChaCha under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from ._core import SynaptomeError

if TYPE_CHECKING:
    #: What `rng=` takes, as SPEC 7 of Scientific Python asks.
    RNG: TypeAlias = int | np.random.SeedSequence | np.random.BitGenerator | np.random.Generator | None
else:
    # NumPy loads its generators when they are first used, which takes a third of the time of an import.
    RNG = Any

#: A key of ChaCha with twelve rounds.
Key: TypeAlias = tuple[int, int, int, int]


def generator(rng: RNG) -> np.random.Generator:
    """``np.random.default_rng(rng)``, or an error with the name of the argument."""
    try:
        return np.random.default_rng(rng)
    except (TypeError, ValueError, OverflowError) as error:
        raise SynaptomeError(f"rng must be a seed, a SeedSequence or a Generator, got {rng!r}: {error}") from None


def key(rng: RNG) -> Key:
    """Four words of 64 bits drawn from ``np.random.default_rng(rng)``.

    Item k of a batch uses stream k under this key, so that results do not depend on the number of threads.
    """
    a, b, c, d = generator(rng).integers(0, 2**64, size=4, dtype=np.uint64).tolist()
    return a, b, c, d
