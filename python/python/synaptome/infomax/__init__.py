"""Recurrent infomax: networks that maximise the information between successive states.

Networks of stochastic binary neurons learn, without a teacher, to keep as much information as possible from one
step to the next (Tanaka, Kaneko & Aoyagi 2009, Neural Computation 21, 1038–1067). Rasters of your own are analysed
with the same functions: Gaussian information, avalanches with their exponents and tests, branching ratios,
repeated patterns, receptive fields. All information is in nats, time in steps, rates in spikes per step.
"""

from ._avalanches import Avalanches, Crackling, MeanSizes, avalanche_shape, avalanches, crackling, mean_sizes
from ._branching import BranchingRatio, branching_ratio
from ._exact import Chain, RelationFit, fit_relation
from ._fields import Gabor, fit_gabor, orientation_concentration, spike_triggered_average
from ._information import GaussianInformation, Moments, gaussian_information, moments
from ._learner import Learner
from ._learning import Learned, Learning, LearningProgress
from ._local import LocalRule
from ._network import Network, Wiring
from ._pairwise import PairwiseRule
from ._patterns import Repeats, Replay, repeats, replay
from ._process import BranchingProcess, CriticalNull, thinned
from ._raster import Raster
from ._several import run_networks
from ._sizes import Densities, densities, size_counts
from ._stimuli import ForcedSequence, Patches, dead_leaves, whiten
from ._tails import Comparison, GoodnessOfFit, Law, ReplicateProgress, Tail, fit_tail

__all__ = [
    "Avalanches",
    "BranchingProcess",
    "BranchingRatio",
    "Chain",
    "Comparison",
    "Crackling",
    "CriticalNull",
    "Densities",
    "ForcedSequence",
    "Gabor",
    "GaussianInformation",
    "GoodnessOfFit",
    "Law",
    "Learned",
    "Learner",
    "Learning",
    "LearningProgress",
    "LocalRule",
    "MeanSizes",
    "Moments",
    "Network",
    "PairwiseRule",
    "Patches",
    "Raster",
    "RelationFit",
    "Repeats",
    "Replay",
    "ReplicateProgress",
    "Tail",
    "Wiring",
    "avalanche_shape",
    "avalanches",
    "branching_ratio",
    "crackling",
    "dead_leaves",
    "densities",
    "fit_gabor",
    "fit_relation",
    "fit_tail",
    "gaussian_information",
    "mean_sizes",
    "moments",
    "orientation_concentration",
    "repeats",
    "replay",
    "run_networks",
    "size_counts",
    "spike_triggered_average",
    "thinned",
    "whiten",
]
