"""Information of growing ensembles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import mi as _core
from .._results import result
from ._pairs import about_of, pairs_of
from ._patterns import Patterns, core


@dataclass(frozen=True, kw_only=True)
class Noise:
    """Independent noise on every synapse, w̃_a = w_a + s·E w_a·ξ_a with ξ_a log-normal of mean 1.

    It acts as one more pattern that no two synapses share, and makes the information of large ensembles finite.

    Parameters
    ----------
    relative_mean : float
        s, the mean of the noise in units of the mean weight.
    sigma : float
        Standard deviation of ln ξ.

    Raises
    ------
    SynaptomeError
        If a number is not positive and finite.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.Noise(relative_mean=0.1, sigma=1.0)
    Noise(relative_mean=0.1, sigma=1.0)
    """

    relative_mean: float
    sigma: float

    def __post_init__(self) -> None:
        for name, value in (("relative_mean", self.relative_mean), ("sigma", self.sigma)):
            _options.settle(self, **{name: _arrays.number(value, name)})
            if not 0.0 < getattr(self, name) < float("inf"):
                raise SynaptomeError(f"{name} of the noise must be positive and finite, got {value}")


def noise_of(noise: Noise | None) -> tuple[float, float] | None:
    """The numbers of noise."""
    if noise is None:
        return None
    if not isinstance(noise, Noise):
        raise SynaptomeError(f"noise must be mi.Noise or None, got {noise!r}")
    return noise.relative_mean, noise.sigma


@result
class Prefixes(NamedTuple):
    """Information of a growing ensemble, as far as they exist.

    Examples
    --------
    >>> from synaptome import mi
    >>> patterns = mi.Patterns([[0.0] * 3] * 4, mi.exchangeable_covariance(3, sigma=1.0, rho=0.0))
    >>> found = mi.information_of_prefixes(patterns, mi.all_pairs(3))
    >>> len(found.values), found.stopped
    (3, None)
    """

    #: Information in nats of the first 1, 2, 3, … synapses, as the closed form has it; a negative value is
    #: impossible (see :meth:`require_possible`).
    values: Floats
    #: Why the next prefix has no value; None if all have one.
    stopped: str | None
    #: From more synapses than this on the true noiseless information is infinite; None with noise.
    degrees_of_freedom: int | None

    def require_possible(self) -> Prefixes:
        """Raise an error if a value is negative, where the closed form has left its domain.

        Returns
        -------
        Prefixes
            Itself.

        Raises
        ------
        SynaptomeError
            With the first such value.

        Examples
        --------
        >>> from synaptome import mi
        >>> patterns = mi.Patterns([[0.0] * 3] * 4, mi.exchangeable_covariance(3, sigma=0.5, rho=0.0))
        >>> found = mi.information_of_prefixes(patterns, mi.all_pairs(3)).require_possible()
        """
        rounding = 8.0 * np.finfo(float).eps * np.abs(self.values).max(initial=0.0)
        wrong = self.values < -rounding
        if wrong.any():
            k = int(np.argmax(wrong))
            raise SynaptomeError(
                f"the closed form gives {k + 1} synapses an information of {self.values[k]} nats, "
                "but information is never negative: the approximation fails here"
            )
        return self


def information_of_prefixes(
    patterns: Patterns, pairs: ArrayLike, *, about: int = 0, noise: Noise | None = None
) -> Prefixes:
    """Information in nats of the first synapse, the first two, … of an ensemble, at the cost of the last one.

    Parameters
    ----------
    patterns : Patterns
        K patterns of N neurons.
    pairs : array_like of int, (S, 2)
        Synapses, in the order in which the ensemble grows.
    about : int
        The pattern l that the information is about.
    noise : Noise, optional
        Noise of the synapses.

    Returns
    -------
    Prefixes
        Values, why they end, and degrees of freedom.

    Raises
    ------
    SynaptomeError
        As :func:`mutual_information`, but a matrix that is not positive definite ends the list.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import mi
    >>> patterns = mi.Patterns(np.zeros((5, 8)), mi.exchangeable_covariance(8, sigma=1.0, rho=0.0))
    >>> found = mi.information_of_prefixes(patterns, mi.all_pairs(8), noise=mi.Noise(relative_mean=0.1, sigma=1.0))
    >>> bool(np.all(np.diff(found.values) > 0.0))
    True
    """
    index = about_of(patterns, about)
    return Prefixes(*_core.prefixes(core(patterns), pairs_of(pairs), index, noise_of(noise)))
