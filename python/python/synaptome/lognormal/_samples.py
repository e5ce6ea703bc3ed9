"""Log-normals fitted to samples, and tests whether samples are log-normal."""

from __future__ import annotations

from typing import NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import lognormal as _core
from .._results import result
from .._rng import RNG, key


@result
class Fit(NamedTuple):
    """The log-normal of largest likelihood.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> lognormal.fit([1.0, 2.0, 4.0, 8.0]).samples
    4
    """

    #: Mean of ln x.
    mu: float
    #: Root of the mean squared deviation of ln x.
    sigma: float
    #: Standard error of `mu`, sigma/√n.
    mu_error: float
    #: Standard error of `sigma`, sigma/√(2n).
    sigma_error: float
    #: Σ ln f(x) in nats.
    loglik: float
    #: Number of samples n.
    samples: int


@result
class LogNormality(NamedTuple):
    """How far the logarithms of samples are from a normal distribution.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> bool(lognormal.log_normality(range(1, 200)).p_value < 1e-6)
    True
    """

    #: Number of samples.
    samples: int
    #: Number of different samples; far fewer than `count` for counts and rounded sizes.
    distinct: int
    #: Skewness of ln x; 0 if log-normal.
    skewness: float
    #: Standard error of the skewness of log-normal samples.
    skewness_error: float
    #: Excess kurtosis of ln x; 0 if log-normal.
    kurtosis: float
    #: Standard error of the excess kurtosis of log-normal samples.
    kurtosis_error: float
    #: Anderson and Darling's A*, corrected for estimated parameters (Stephens 1974).
    anderson_darling: float
    #: Probability of a larger A* for log-normal samples.
    p_value: float


def samples_of(x: ArrayLike) -> Floats:
    """Samples as a row of their own."""
    return _arrays.floats(x, "x", 1)


def fit(x: ArrayLike) -> Fit:
    """Fit one log-normal to samples by maximum likelihood.

    Parameters
    ----------
    x : array_like, (n,)
        Positive samples.

    Returns
    -------
    Fit
        `mu` and `sigma` with standard errors, and the log-likelihood in nats.

    Raises
    ------
    SynaptomeError
        If there are fewer than two samples, one is not positive and finite, or all are equal.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> round(lognormal.fit([1.0, 2.0, 4.0, 8.0]).mu, 6)
    1.039721
    """
    return Fit(*_core.fit(samples_of(x)))


def log_normality(x: ArrayLike, *, replicates: int = 0, rng: RNG = None, workers: int | None = None) -> LogNormality:
    """Test whether samples are log-normal, with Anderson and Darling's test of ln x.

    Counts and rounded numbers are not continuous: with enough of them the test rejects any distribution.

    Parameters
    ----------
    x : array_like, (n,)
        Positive samples, at least eight.
    replicates : int
        If positive, the p-value is (1 + number of larger A*)/(1 + replicates) over so many sets of log-normal
        samples, each with its own estimated parameters; otherwise it is that of D'Agostino and Stephens (1986).
    rng : None, int, SeedSequence or Generator
        For the replicates.
    workers : int, optional
        Number of threads; all processors by default. Results do not depend on it.

    Returns
    -------
    LogNormality
        The statistic, its p-value, skewness and kurtosis.

    Raises
    ------
    SynaptomeError
        If there are fewer than eight samples, one is not positive and finite, or all are equal.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import lognormal
    >>> x = np.random.default_rng(1).lognormal(size=500)
    >>> test = lognormal.log_normality(x, replicates=200, rng=1)
    >>> 0.01 < test.p_value <= 1.0
    True
    """
    given = samples_of(x)
    wanted = _arrays.integer(replicates, "replicates", 0, 1_000_000)
    count, distinct, skewness, kurtosis, statistic, p_value = _core.log_normality(given)
    if wanted:
        larger = _core.is_larger(given, wanted, key(rng), _arrays.workers(workers))
        p_value = (1 + larger) / (1 + wanted)
    return LogNormality(count, distinct, *skewness, *kurtosis, statistic, p_value)
