"""Hopfield networks: writing rules, recall, dense memories, and trials of recall.

Messages, states and cues are arrays of ±1 with the N units on the last axis; truth values and 0 and 1 are
taken too, in any type of number. A writing rule is an object with a method ``write(messages)``, which gives
a memory: any object with a method ``recall``, as :class:`Network` and :class:`DenseMemory` are. So a rule of
your own is a class with ``write``, and works with :func:`capacity`, :func:`recovery` and :func:`basin`.

Examples
--------
>>> from synaptome import hopfield
>>> x = hopfield.random_messages(32, 64, rng=1)
>>> cues = hopfield.flip(x, fraction=0.1, rng=2)
>>> for rule in hopfield.Hebbian(), hopfield.MinimumProbabilityFlow():
...     print(type(rule).__name__, bool(rule.write(x).recall(cues).recovered(x).mean() > 0.5))
Hebbian False
MinimumProbabilityFlow True
"""

from ._dense import DenseMemory
from ._fits import Fit, FitProgress, FlowGradient, Lbfgs, MinimumProbabilityFlow, PseudoLikelihood
from ._messages import (
    chain_messages,
    descendants,
    flip,
    from_greys,
    overlap,
    random_messages,
    smallest_distance,
    sparse_messages,
)
from ._network import Network
from ._recall import Memory, Recall
from ._rules import Ease, Hebbian, Margins, MaxMargin, PseudoInverse, Storkey, WritingRule
from ._training import RecurrentGradient, Trained, TrainedRecurrent, Training, TrainingProgress
from ._trials import (
    Basin,
    Recovery,
    basin,
    capacity,
    fixed_fraction,
    largest_load,
    noise_at_half_recovery,
    recovery,
    strict_minimum_fraction,
)

__all__ = [
    "Basin",
    "DenseMemory",
    "Ease",
    "Fit",
    "FitProgress",
    "FlowGradient",
    "Hebbian",
    "Lbfgs",
    "Margins",
    "MaxMargin",
    "Memory",
    "MinimumProbabilityFlow",
    "Network",
    "PseudoInverse",
    "PseudoLikelihood",
    "Recall",
    "Recovery",
    "RecurrentGradient",
    "Storkey",
    "Trained",
    "TrainedRecurrent",
    "Training",
    "TrainingProgress",
    "WritingRule",
    "basin",
    "capacity",
    "chain_messages",
    "descendants",
    "fixed_fraction",
    "flip",
    "from_greys",
    "largest_load",
    "noise_at_half_recovery",
    "overlap",
    "random_messages",
    "recovery",
    "smallest_distance",
    "sparse_messages",
    "strict_minimum_fraction",
]
