"""The branching ratio, also of a subsampled population."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats, Integers
from .._core import SynaptomeError
from .._core import infomax as _native
from .._results import result
from ._raster import Raster


@result
class BranchingRatio(NamedTuple):
    """The branching ratio m of an activity, from r_k = b m^k."""

    #: m. It depends on the width of a step; the time scale does not, if expressed in seconds.
    ratio: float
    #: Standard error of m, by the jackknife.
    std_error: float
    #: Time scale -1/ln m, in steps.
    time_scale: float
    #: Standard error of the time scale.
    time_scale_std_error: float
    #: r_1, the conventional estimate, which is too low where neurons were missed.
    naive: float
    #: Its standard error.
    naive_std_error: float
    #: b.
    amplitude: float
    #: c of r_k = b m^k + c, or 0 without offset.
    offset: float
    #: Root of the mean squared residual.
    residual: float
    #: The lags k, in steps.
    lags: Integers
    #: r_k at each lag.
    correlations: Floats
    #: Their standard errors.
    correlation_std_errors: Floats
    #: r_k less the fit. Residuals that alternate in long runs speak against the model.
    residuals: Floats


def branching_ratio(
    activity: Raster | ArrayLike | Sequence[ArrayLike],
    *,
    lags: ArrayLike = range(1, 101),
    offset: bool = False,
    trial_means: bool = False,
    weighting: str = "equal",
    blocks: int = 20,
) -> BranchingRatio:
    """The branching ratio, which does not depend on the fraction of neurons that is observed.

    ``r_k = Cov(a_t, a_t+k) / Var(a_t)`` decays as b m^k with the same m whatever fraction was observed (Wilting &
    Priesemann 2018, Nature Communications 9, 2325).

    Parameters
    ----------
    activity : array_like (T,) or (trials, T), or a sequence of (T_i,), or Raster
        Spikes at each step, of one trial or of several.
    lags : array_like of int
        The lags k in steps, at least three, rising.
    offset : bool
        Whether r_k = b m^k + c is fitted, which takes up a slow change of the drive.
    trial_means : bool
        Whether each trial has its own mean, for rates that change from trial to trial.
    weighting : {"equal", "inverse-variance"}
        How the lags count in the fit.
    blocks : int
        Number of blocks of the jackknife. Trials are divided until there are at least so many; of more than a thousand
        trials, or `blocks` if it is larger, several make a block.

    Raises
    ------
    SynaptomeError
        If the activity never changes, trials are too short for the largest lag, or correlations are not positive or
        do not decay; for an array of more rows of 0 and 1 than columns, which is a raster and no activity.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import infomax
    >>> rng = np.random.default_rng(1)
    >>> seen, active = [], 0
    >>> for _ in range(20_000):
    ...     active = rng.binomial(active, 0.9) + rng.binomial(100, 0.02)
    ...     seen.append(rng.binomial(active, 0.2))
    >>> found = infomax.branching_ratio(seen, lags=range(1, 41))
    >>> bool(abs(found.ratio - 0.9) < 4 * found.std_error), bool(found.naive < 0.5)
    (True, True)
    """
    steps = _arrays.integers(lags, "lags", 1, low=1)
    name = _arrays.choice(weighting, "weighting", ("equal", "inverse-variance"))
    numbers, at_lags = _native.branching_ratio(
        _trials(activity),
        steps.tolist(),
        _options.flag(offset, "offset"),
        _options.flag(trial_means, "trial_means"),
        name == "inverse-variance",
        _arrays.integer(blocks, "blocks"),
    )
    ratio, error, scale, scale_error, naive, naive_error, amplitude, constant, residual = numbers
    correlations, errors, residuals = at_lags
    return BranchingRatio(
        ratio=ratio,
        std_error=error,
        time_scale=scale,
        time_scale_std_error=scale_error,
        naive=naive,
        naive_std_error=naive_error,
        amplitude=amplitude,
        offset=constant,
        residual=residual,
        lags=steps,
        correlations=correlations,
        correlation_std_errors=errors,
        residuals=residuals,
    )


def _trials(activity: Raster | ArrayLike | Sequence[ArrayLike]) -> list[Floats]:
    if isinstance(activity, Raster):
        return [_arrays.floats(activity.activity(), "activity", 1)]
    is_list = isinstance(activity, list | tuple) and any(map(_arrays.axes, activity))
    if is_list:
        return [_arrays.floats(trial, f"trial {k}", 1) for k, trial in enumerate(activity)]  # type: ignore[arg-type]
    given = _arrays.floats(activity, "activity", (1, 2))  # type: ignore[arg-type]
    if given.ndim == 2:
        _require_trials(given)
    return list(np.atleast_2d(given))


def _require_trials(given: Floats) -> None:
    """Refuses what has more rows of 0 and 1 than columns: steps × neurons."""
    if not given.size:
        raise SynaptomeError("activity must not be empty")
    rows, columns = given.shape
    if rows > columns and ((given == 0) | (given == 1)).all():
        raise SynaptomeError(
            f"activity has {rows} rows of {columns} numbers 0 and 1, as a raster of steps × neurons has: give the "
            "spikes per step, activity.sum(axis=1); if the rows are trials, give a list of them"
        )
