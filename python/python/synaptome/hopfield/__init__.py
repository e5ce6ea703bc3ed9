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

from ._basin import Basin, basin
from ._capacity import StoredMessages, capacity
from ._clique_network import CliqueCouplings, CliqueNetwork
from ._cliques import Cliques
from ._curves import largest_load, noise_at_half_recovery
from ._dense import DenseMemory, ScaledExponential
from ._ease import Ease
from ._flip import flip
from ._greys import from_greys
from ._hebbian import Hebbian
from ._kernel import KernelFit, KernelMemory
from ._kernel_regression import KernelRegression
from ._lbfgs import Fit, FitProgress, Lbfgs
from ._max_margin import Margins, MaxMargin
from ._network import Network
from ._noise_training import NoiseTraining
from ._overlaps import overlap, smallest_distance
from ._probability_flow import FlowGradient, MinimumProbabilityFlow
from ._pseudo_inverse import PseudoInverse
from ._pseudo_likelihood import PseudoLikelihood
from ._random_messages import chain_messages, descendants, random_messages, sparse_messages
from ._recall import Memory, Recall
from ._recovery import Recovery, recovery
from ._recurrent import RecurrentGradient, TrainedRecurrent
from ._stored_fraction import fixed_fraction, strict_minimum_fraction
from ._storkey import Storkey
from ._training import Trained, Training, TrainingProgress
from ._unlearning import Unlearning, WritingProgress
from ._writing import WritingRule

__all__ = [
    "Basin",
    "CliqueCouplings",
    "CliqueNetwork",
    "Cliques",
    "DenseMemory",
    "Ease",
    "Fit",
    "FitProgress",
    "FlowGradient",
    "Hebbian",
    "KernelFit",
    "KernelMemory",
    "KernelRegression",
    "Lbfgs",
    "Margins",
    "MaxMargin",
    "Memory",
    "MinimumProbabilityFlow",
    "Network",
    "NoiseTraining",
    "PseudoInverse",
    "PseudoLikelihood",
    "Recall",
    "Recovery",
    "RecurrentGradient",
    "ScaledExponential",
    "StoredMessages",
    "Storkey",
    "Trained",
    "TrainedRecurrent",
    "Training",
    "TrainingProgress",
    "Unlearning",
    "WritingProgress",
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
