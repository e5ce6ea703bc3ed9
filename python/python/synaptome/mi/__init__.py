"""Shannon information that synapses store about activity patterns, in closed form, exact and sampled.

A network that stores K log-normal patterns x^k has the weights w_ij = Σ_k x_i^k x_j^k. How much does an
ensemble of them tell about one pattern (Fan & Mysore 2024, arXiv 2411.17692)? Synapses are arrays (S, 2) of
pairs of neurons; (i, j) and (j, i) are one synapse. Information is in nats unless a name says ``_bits``.
"""

from ._decoder import Decoder
from ._degrees_of_freedom import degrees_of_freedom, degrees_of_freedom_of
from ._exchangeable import (
    Spectrum,
    exchangeable_covariance,
    exchangeable_information,
    exchangeable_plateau,
    exchangeable_spectrum,
)
from ._information import additive_information, information_about_all, information_of_each, mutual_information
from ._large import LargeEnsemble, Progress
from ._network import ContinuousNetwork
from ._pairs import (
    WeightTerms,
    all_pairs,
    expected_weights,
    layer_pairs,
    products,
    random_pairs,
    weight_terms,
)
from ._patterns import Patterns
from ._predictors import normal_information_bits
from ._prefixes import Noise, Prefixes, information_of_prefixes
from ._pruning import ranking
from ._random import (
    Rotated,
    SharedGram,
    random_gram_covariance,
    random_means,
    random_patterns,
    random_rotated_covariance,
)
from ._sampled import SampledWeights, copula_gain_from_samples, information_from_samples, sample_weights
from ._sizes import SizePairs, StrengthBins, strength_bins, strengths_in_range
from ._synergy import PairInformation, Synergy, copula_gain, pair_information, synergy
from ._trials import BootstrapInformation, information_from_trials

__all__ = [
    "BootstrapInformation",
    "ContinuousNetwork",
    "Decoder",
    "LargeEnsemble",
    "Noise",
    "PairInformation",
    "Patterns",
    "Prefixes",
    "Progress",
    "Rotated",
    "SampledWeights",
    "SharedGram",
    "SizePairs",
    "Spectrum",
    "StrengthBins",
    "Synergy",
    "WeightTerms",
    "additive_information",
    "all_pairs",
    "copula_gain",
    "copula_gain_from_samples",
    "degrees_of_freedom",
    "degrees_of_freedom_of",
    "exchangeable_covariance",
    "exchangeable_information",
    "exchangeable_plateau",
    "exchangeable_spectrum",
    "expected_weights",
    "information_about_all",
    "information_from_samples",
    "information_from_trials",
    "information_of_each",
    "information_of_prefixes",
    "layer_pairs",
    "mutual_information",
    "normal_information_bits",
    "pair_information",
    "products",
    "random_gram_covariance",
    "random_means",
    "random_pairs",
    "random_patterns",
    "random_rotated_covariance",
    "ranking",
    "sample_weights",
    "strength_bins",
    "strengths_in_range",
    "synergy",
    "weight_terms",
]
