"""Willshaw memories: binary synapses, sparse patterns, block coding, every retrieval, and clique search.

Patterns are arrays (M, k) of ascending unit numbers. Cues and outputs have different numbers of units: they
are :class:`Cues` and :class:`UnitLists`, compressed rows that behave as sequences of arrays. The retrievals
and the theory are those of Knoblauch & Palm (2020), *Iterative retrieval and block coding in autoassociative
and heteroassociative memory*, Neural Computation 32(1), 205–260. Memories that count pairs of units, with Bayesian
learning, are in the module ``counting``.

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

from . import counting
from ._block_code import BlockCode
from ._block_theory import BlockTheory
from ._capacity import Capacity, capacity
from ._codes import Code
from ._cues import Cues
from ._draw_cues import draw_cues, mislead
from ._limits import limit_bits_per_synapse
from ._lists import UnitLists
from ._loads import Loads
from ._matrix_load import matrix_load, patterns_at
from ._memory import Memory
from ._methods import Method
from ._outcomes import Completions, Recall
from ._pattern_bits import cue_bits, output_bits, part_bits, union_bits
from ._random_code import RandomCode
from ._recognition import Recognition, false_acceptance, recognition
from ._score import OutputKind, Score, output_kind, score
from ._search import SearchProgress, load_search, peak_bits_per_synapse
from ._structural import Structural
from ._tally import Tally, tally
from ._unit_bits import conditional_entropy_bits, entropy_bits, transinformation_bits

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
    "OutputKind",
    "RandomCode",
    "Recall",
    "Recognition",
    "Score",
    "SearchProgress",
    "Structural",
    "Tally",
    "UnitLists",
    "capacity",
    "conditional_entropy_bits",
    "counting",
    "cue_bits",
    "draw_cues",
    "entropy_bits",
    "false_acceptance",
    "limit_bits_per_synapse",
    "load_search",
    "matrix_load",
    "mislead",
    "output_bits",
    "output_kind",
    "part_bits",
    "patterns_at",
    "peak_bits_per_synapse",
    "recognition",
    "score",
    "tally",
    "transinformation_bits",
    "union_bits",
]
