"""Mixtures fitted to samples."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats
from .._core import lognormal as _core
from .._results import result
from .._rng import RNG, key
from ._mixture import Mixture
from ._samples import samples_of


@result
class MixtureFit(NamedTuple):
    """A mixture of largest likelihood, parts in ascending order of `mu`.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import lognormal
    >>> x = np.random.default_rng(1).lognormal(size=200)
    >>> fit = lognormal.fit_mixture(x, max_parts=2, rng=1)
    >>> len(fit.mixture)
    1
    """

    #: Probabilities of the K parts, (K,).
    weights: Floats
    #: Means of ln x within the parts, (K,).
    mu: Floats
    #: Standard deviations of ln x within the parts, (K,).
    sigma: Floats
    #: Schwarz's criterion −2 ln L + (3K − 1) ln n; smaller is better.
    bic: float
    #: Akaike's criterion −2 ln L + 2(3K − 1); smaller is better.
    aic: float
    #: ln L in nats: of densities, or of intervals if there is a resolution.
    loglik: float
    #: Number of samples n.
    samples: int
    #: Steps that the best start took.
    iterations: int
    #: Whether the best start ended by itself.
    converged: bool
    #: Starts that were discarded, since a part of them shrank onto one value.
    degenerate_starts: int
    #: ln L of the best start before each step, (iterations,); it never falls.
    history: Floats
    #: The criterion of 1, 2, … parts, NaN where there is no fit; of the one fit if `parts` was given.
    criteria: Floats

    @property
    def mixture(self) -> Mixture:
        """The mixture as a distribution.

        Examples
        --------
        >>> from synaptome import lognormal
        >>> lognormal.fit_mixture([1.0, 2.0, 4.0, 8.0], parts=1, rng=1).mixture
        Mixture([1.], [1.0397], [0.775])
        """
        return Mixture(self.weights, self.mu, self.sigma)


@result
class MixtureProgress(NamedTuple):
    """Where a fit is after one of its steps.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> lognormal.MixtureProgress(parts=2, start=0, iteration=7, loglik=-3.5).iteration
    7
    """

    #: Number of parts of the mixture.
    parts: int
    #: Number of the start, counted from zero.
    start: int
    #: Steps of this start so far.
    iteration: int
    #: ln L in nats before the last step.
    loglik: float


def fit_mixture(
    x: ArrayLike,
    *,
    parts: int | None = None,
    max_parts: int = 5,
    criterion: Literal["bic", "aic"] = "bic",
    resolution: float | None = None,
    starts: int = 5,
    max_iterations: int = 2000,
    tolerance: float = 1e-8,
    least_relative_sigma: float = 0.01,
    callback: Callable[[MixtureProgress], object] | None = None,
    rng: RNG = None,
) -> MixtureFit:
    """Fit a mixture of log-normals by expectation and maximisation on ln x, and select the number of parts.

    A start is discarded if a part shrinks onto one value, where the likelihood has no bound.

    Parameters
    ----------
    x : array_like, (n,)
        Positive samples.
    parts : int, optional
        Number of parts, at most 64. By default the number of 1 to `max_parts` with the smallest criterion.
    max_parts : int
        Largest number of parts that is tried.
    criterion : {"bic", "aic"}
        Schwarz's criterion finds the true number as samples grow, Akaike's the best prediction.
    resolution : float, optional
        What samples are multiples of after rounding, 1 for counts: a sample then stands for the interval
        x ± resolution/2, and the likelihood is of probabilities.
    starts : int
        Number of starts; the first divides the sorted samples evenly, the others are drawn.
    max_iterations : int
        Most steps of a start.
    tolerance : float
        A start ends when a step raises ln L per sample by less than this.
    least_relative_sigma : float
        Smallest sigma of a part, as a fraction of the standard deviation of ln x.
    callback : callable, optional
        Called with a :class:`MixtureProgress` after every step; ``StopIteration`` ends the work with what it has.
    rng : None, int, SeedSequence or Generator
        For the starts.

    Returns
    -------
    MixtureFit
        `weights`, `mu`, `sigma`, criteria and log-likelihood.

    Raises
    ------
    SynaptomeError
        If an option is out of range, samples are too few, not positive and finite, or all equal, or every start
        is degenerate.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import lognormal
    >>> sizes = lognormal.Mixture([0.6, 0.4], [-3.0, -1.0], [0.4, 0.5]).sample(1000, rng=1)
    >>> fit = lognormal.fit_mixture(sizes, max_parts=3, rng=2)
    >>> np.round(fit.weights, 1)
    array([0.6, 0.4])
    """
    given = samples_of(x)
    options = (
        _arrays.integer(starts, "starts", 1, 10_000),
        _arrays.integer(max_iterations, "max_iterations", 1, 10_000_000),
        _arrays.number(tolerance, "tolerance"),
        _arrays.number(least_relative_sigma, "least_relative_sigma"),
        None if resolution is None else _arrays.number(resolution, "resolution"),
    )
    tell = _options.told(callback, MixtureProgress)
    chosen = _arrays.choice(criterion, "criterion", ["bic", "aic"])
    if parts is None:
        most = _arrays.integer(max_parts, "max_parts", 1, 64)
        (arrays, values, how), criteria = _core.select_mixture(given, most, chosen, options, key(rng), tell)
    else:
        count = _arrays.integer(parts, "parts", 1, 64)
        arrays, values, how = _core.fit_mixture(given, count, options, key(rng), tell)
        criteria = _arrays.floats([values[1] if chosen == "bic" else values[2]], "criteria")
    weights, mu, sigma, history = arrays
    loglik, bic, aic = values
    return MixtureFit(weights, mu, sigma, bic, aic, loglik, len(given), *how, history, criteria)
