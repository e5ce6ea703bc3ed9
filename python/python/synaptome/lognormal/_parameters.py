"""Parameters of a log-normal from what is known of it."""

from __future__ import annotations

from typing import NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Real
from .._core import SynaptomeError
from .._core import lognormal as _core
from .._results import result


@result
class Parameters(NamedTuple):
    """Parameters of log-normal distributions, arrays of one shape.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> mu, sigma = lognormal.from_median(1.0, 2.0)
    """

    #: Means of ln X.
    mu: Real
    #: Standard deviations of ln X.
    sigma: Real


def _parameters(kind: str, first: tuple[str, ArrayLike], second: tuple[str, ArrayLike]) -> Parameters:
    a, b = _arrays.floats(first[1], first[0]), _arrays.floats(second[1], second[0])
    shape = _arrays.shared_shape(**{first[0]: a.shape, second[0]: b.shape})
    mu, sigma = _core.parameters(kind, _arrays.flat(a, shape), _arrays.flat(b, shape))
    return Parameters(_arrays.shaped(mu, shape), _arrays.shaped(sigma, shape))


def from_moments(
    mean: ArrayLike, *, var: ArrayLike | None = None, std: ArrayLike | None = None, cv: ArrayLike | None = None
) -> Parameters:
    """Parameters of the log-normal with a mean and a spread of X itself: sigma² = ln(1 + Var X/(E X)²).

    Parameters
    ----------
    mean : array_like
        Means of X.
    var, std, cv : array_like, exactly one of them
        Variances, standard deviations, or standard deviations over means; they broadcast with `mean`.

    Returns
    -------
    Parameters
        `mu` and `sigma`.

    Raises
    ------
    SynaptomeError
        If not exactly one spread is given, or a number is not positive and finite.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> fit = lognormal.from_moments(0.14, std=0.07)
    >>> round(float(lognormal.std(*fit)), 12)
    0.07
    """
    given = {name: spread for name, spread in (("var", var), ("std", std), ("cv", cv)) if spread is not None}
    if len(given) != 1:
        raise SynaptomeError(f"exactly one of var, std and cv is needed, got {len(given)}")
    ((name, spread),) = given.items()
    return _parameters(name, ("mean", mean), (name, spread))


def from_median(median: ArrayLike, geometric_std: ArrayLike) -> Parameters:
    """Parameters of the log-normal with a median exp(mu) and a geometric standard deviation exp(sigma).

    Parameters
    ----------
    median, geometric_std : array_like
        Medians of X, and geometric standard deviations above 1; they broadcast.

    Returns
    -------
    Parameters
        `mu` and `sigma`.

    Raises
    ------
    SynaptomeError
        If a median is not positive and finite, or a geometric standard deviation is not above 1.

    Examples
    --------
    >>> from synaptome import lognormal
    >>> fit = lognormal.from_median(2.0, 3.0)
    >>> round(float(lognormal.cdf(6.0, *fit)), 6)
    0.841345
    """
    return _parameters("geometric_std", ("median", median), ("geometric_std", geometric_std))
