"""Small Willshaw memories that several files of tests use."""

import numpy as np
from numpy.typing import NDArray

from synaptome import willshaw

BLOCKS = willshaw.BlockCode(blocks=5, size=8)
RANDOM = willshaw.RandomCode(units=40, activity=5)
CODES: list[willshaw.Code] = [BLOCKS, RANDOM]


def filled(code: willshaw.Code, count: int = 30) -> tuple[willshaw.Memory, NDArray[np.int64]]:
    x = code.draw(count, rng=1)
    memory = willshaw.Memory(code)
    memory.store(x)
    return memory, x
