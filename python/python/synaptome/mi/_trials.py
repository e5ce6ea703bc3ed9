"""Information from samples of the patterns, with bias and interval."""

from __future__ import annotations

from typing import NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays
from .._core import mi as _core
from .._results import result
from .._rng import RNG, key
from ..lognormal._methods import Method
from ._information import Joint, joint_of
from ._pairs import pairs_of
from ._patterns import Shrinkage, labelled, shrinkage_of


@result
class BootstrapInformation(NamedTuple):
    """An information from samples, in nats.

    Examples
    --------
    >>> from synaptome import mi
    >>> found = mi.BootstrapInformation(plain=1.0, bias=0.2, std_error=0.1, low=0.6, high=1.0, failed=0)
    >>> found.corrected
    0.8
    """

    #: Information of the fitted distributions, as it is.
    plain: float
    #: By how much more the replicates convey than the samples, on average.
    bias: float
    #: Standard deviation of the replicates.
    std_error: float
    #: Lower end of the interval, 2·plain − (upper quantile of the replicates).
    low: float
    #: Upper end of the interval, 2·plain − (lower quantile of the replicates).
    high: float
    #: Replicates without an information, which are left out.
    failed: int

    @property
    def corrected(self) -> float:
        """The plain value less its bias, in nats; it may be slightly negative where there is no information.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.BootstrapInformation(1.0, 0.2, 0.1, 0.6, 1.0, 0).corrected
        0.8
        """
        return self.plain - self.bias


def information_from_trials(
    x: ArrayLike,
    labels: ArrayLike,
    pairs: ArrayLike,
    *,
    about: int = 0,
    method: Joint = "closed-form",
    marginals: Method = "nig",
    shrinkage: Shrinkage = "automatic",
    replicates: int = 200,
    level: float = 0.95,
    rng: RNG = None,
) -> BootstrapInformation:
    """Information in nats that weights convey about a pattern of which there are samples, with the basic bootstrap.

    Parameters
    ----------
    x : array_like, (samples, N)
        Positive activities.
    labels : array_like of int, (samples,)
        The pattern of each sample, 0 to K − 1.
    pairs : array_like of int, (S, 2)
        Synapses.
    about : int
        The pattern l that the information is about.
    method, marginals
        As :func:`mutual_information`.
    shrinkage : float or "automatic"
        As :meth:`Patterns.from_samples`.
    replicates : int
        How often the samples are drawn anew, with replacement within each pattern; at least 20.
    level : float
        Probability that the interval covers the information, in [0.5, 0.999].
    rng : None, int, SeedSequence or Generator
        For the replicates.

    Returns
    -------
    BootstrapInformation
        The value with its bias, standard error and interval (Davison & Hinkley 1997, §2.4).

    Raises
    ------
    SynaptomeError
        If samples or options are not valid, or the samples or too many replicates have no information.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import mi
    >>> x = np.random.default_rng(1).lognormal(size=(60, 4))
    >>> found = mi.information_from_trials(x, np.arange(60) % 3, [[0, 1], [2, 3]], rng=1)
    >>> found.low < found.corrected < found.high
    True
    """
    samples, given = labelled(x, labels)
    options = (
        _arrays.integer(replicates, "replicates", 20, 10_000_000),
        _arrays.number(level, "level"),
        shrinkage_of(shrinkage),
    )
    index, joint = _arrays.integer(about, "about", 0, max(given, default=0)), joint_of(method, marginals)
    found = _core.information_from_trials(samples, given, pairs_of(pairs), index, joint, options, key(rng))
    return BootstrapInformation(*found)
