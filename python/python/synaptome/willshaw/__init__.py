"""Willshaw memories: binary synapses, sparse patterns, block coding, every retrieval, and clique search.

Patterns are arrays (M, k) of ascending unit numbers. Cues and outputs have different numbers of units: they
are :class:`Cues` and :class:`UnitLists`, compressed rows that behave as sequences of arrays. The retrievals
and the theory are those of Knoblauch & Palm (2020), *Iterative retrieval and block coding in autoassociative
and heteroassociative memory*, Neural Computation 32(1), 205–260.

Examples
--------
>>> from synaptome import willshaw
>>> code = willshaw.BlockCode(blocks=16, size=256)
>>> x = code.draw(40_000, rng=0)
>>> memory = willshaw.Memory(code)
>>> memory.store(x)
>>> half = willshaw.draw_cues(code, x[:50], completeness=0.5, rng=1)
>>> bool(memory.recall(half).content.equals(x[:50]).mean() > 0.9)
True
>>> quarter = willshaw.draw_cues(code, x[:50], completeness=0.25, rng=2)
>>> bool(memory.complete(quarter).content.contains(x[:50]).all())
True
"""

from ._codes import BlockCode, Code, RandomCode
from ._cues import Cues, draw_cues, mislead
from ._information import (
    Loads,
    Score,
    Tally,
    conditional_entropy_bits,
    cue_bits,
    entropy_bits,
    output_bits,
    part_bits,
    score,
    tally,
    transinformation_bits,
    union_bits,
)
from ._lists import UnitLists
from ._memory import Completions, Memory, Method, Recall
from ._search import SearchProgress, load_search, peak_bits_per_synapse
from ._theory import (
    BlockTheory,
    Capacity,
    Recognition,
    capacity,
    false_acceptance,
    limit_bits_per_synapse,
    matrix_load,
    patterns_at,
    recognition,
)

__all__ = [
    "BlockCode",
    "BlockTheory",
    "Capacity",
    "Code",
    "Completions",
    "Cues",
    "Loads",
    "Memory",
    "Method",
    "RandomCode",
    "Recall",
    "Recognition",
    "Score",
    "SearchProgress",
    "Tally",
    "UnitLists",
    "capacity",
    "conditional_entropy_bits",
    "cue_bits",
    "draw_cues",
    "entropy_bits",
    "false_acceptance",
    "limit_bits_per_synapse",
    "load_search",
    "matrix_load",
    "mislead",
    "output_bits",
    "part_bits",
    "patterns_at",
    "peak_bits_per_synapse",
    "recognition",
    "score",
    "tally",
    "transinformation_bits",
    "union_bits",
]
