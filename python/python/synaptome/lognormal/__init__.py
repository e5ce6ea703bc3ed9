"""Log-normal distributions, their products and their sums, in log space.

A variable X is log-normal if ln X is normal with mean `mu` and standard deviation `sigma`. In functions of
sums the last axis of `mu` and `sigma` holds the terms, and leading axes are batch. Information and entropies
are in nats. Where an argument or a result would be wrong, :class:`synaptome.SynaptomeError` names it.
"""

from ._correlated import correlated_sum_cdf, correlated_sum_sf
from ._distribution import SumDistribution
from ._methods import NIG, Convolution, Edgeworth, FentonWilkinson, MGFMatching, SchwartzYeh
from ._mixture import Mixture
from ._mixture_fit import MixtureFit, MixtureProgress, fit_mixture
from ._moments import (
    cv,
    entropy,
    geometric_std,
    kurtosis,
    logmean,
    logvar,
    mean,
    median,
    mode,
    skewness,
    std,
    var,
)
from ._parameters import Parameters, from_median, from_moments
from ._sample import sample
from ._samples import Fit, LogNormality, fit, log_normality
from ._sum_fits import fit_sum
from ._sum_tails import sum_cdf, sum_isf, sum_logcdf, sum_logpdf, sum_logsf, sum_pdf, sum_ppf, sum_sf
from ._sums import (
    Estimate,
    LogCumulants,
    SumMoments,
    exact_sum_entropy,
    exact_sum_information,
    sum_entropy,
    sum_information,
    sum_log_cumulants,
    sum_moments,
)
from ._tails import cdf, ilogcdf, ilogsf, isf, logcdf, logpdf, logsf, pdf, ppf, sf
from ._vector import Multivariate
from ._vector_sum import VectorFit, fit_vector_sum

__all__ = [
    "NIG",
    "Convolution",
    "Edgeworth",
    "Estimate",
    "FentonWilkinson",
    "Fit",
    "LogCumulants",
    "LogNormality",
    "MGFMatching",
    "Mixture",
    "MixtureFit",
    "MixtureProgress",
    "Multivariate",
    "Parameters",
    "SchwartzYeh",
    "SumDistribution",
    "SumMoments",
    "VectorFit",
    "cdf",
    "correlated_sum_cdf",
    "correlated_sum_sf",
    "cv",
    "entropy",
    "exact_sum_entropy",
    "exact_sum_information",
    "fit",
    "fit_mixture",
    "fit_sum",
    "fit_vector_sum",
    "from_median",
    "from_moments",
    "geometric_std",
    "ilogcdf",
    "ilogsf",
    "isf",
    "kurtosis",
    "log_normality",
    "logcdf",
    "logmean",
    "logpdf",
    "logsf",
    "logvar",
    "mean",
    "median",
    "mode",
    "pdf",
    "ppf",
    "sample",
    "sf",
    "skewness",
    "std",
    "sum_cdf",
    "sum_entropy",
    "sum_information",
    "sum_isf",
    "sum_log_cumulants",
    "sum_logcdf",
    "sum_logpdf",
    "sum_logsf",
    "sum_moments",
    "sum_pdf",
    "sum_ppf",
    "sum_sf",
    "var",
]
