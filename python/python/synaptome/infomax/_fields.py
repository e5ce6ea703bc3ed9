"""Receptive fields: spike-triggered averages, Gabor functions, orientations."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import infomax as _native
from .._results import result
from ._raster import RasterLike, as_raster


@result
class Gabor(NamedTuple):
    """Gabor functions fitted to fields; each entry has the shape of the batch.

    ``exp(-(u²/σ_u² + v²/σ_v²)/2) (a cos 2πfu + b sin 2πfu)``, with u along the grating's normal.
    """

    #: Centre of the envelope: column, in pixels from the centre of the first.
    x: Floats
    #: Centre of the envelope: row.
    y: Floats
    #: Direction of the normal, in radians from the x axis towards growing y.
    orientation: Floats
    #: Spatial frequency f, in cycles per pixel.
    frequency: Floats
    #: Width σ_u along the normal, in pixels.
    width: Floats
    #: Width σ_v along the bars, in pixels.
    length: Floats
    #: Amplitude a.
    even: Floats
    #: Amplitude b.
    odd: Floats
    #: Fraction of the field's power about its baseline that is explained.
    r_squared: Floats


def spike_triggered_average(raster: RasterLike, stimulus: ArrayLike, *, lag: int = 1) -> Floats:
    """The mean stimulus some steps before the spikes of each neuron, less the mean stimulus.

    Parameters
    ----------
    raster : Raster or array_like, (T, N)
        Spikes.
    stimulus : array_like, (T, …)
        What was shown at each step.
    lag : int
        Steps from a stimulus to the spikes that it is averaged for.

    Returns
    -------
    ndarray of float64, (N, …)
        NaN for a neuron that never fired.

    Raises
    ------
    SynaptomeError
        If there is not one stimulus for each step, or one is not finite.

    Examples
    --------
    >>> from synaptome import infomax
    >>> infomax.spike_triggered_average([[0], [1], [0]], [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    array([[ 0.5, -0.5]])
    """
    spikes, shown = as_raster(raster), _arrays.floats(stimulus, "stimulus")
    if shown.ndim < 1:
        raise SynaptomeError("stimulus must have one entry for each step, got a number")
    _arrays.same_length("stimulus", len(shown), len(spikes))
    flat = shown.reshape(len(shown), int(np.prod(shown.shape[1:])))
    averages = _native.spike_triggered_average(spikes._core, flat, _arrays.integer(lag, "lag"))
    if np.isinf(averages).any():
        raise SynaptomeError(f"stimulus is too large to be summed over spikes, its largest size is {abs(flat).max()}")
    return averages.reshape(spikes.neurons, *shown.shape[1:])


def _stack(field: ArrayLike) -> tuple[Floats, tuple[int, ...]]:
    """Fields as (K, rows, columns), and the shape of the batch."""
    given = _arrays.floats(field, "field")
    if given.ndim < 2:
        raise SynaptomeError(f"field must have at least two axes (rows, columns), got shape {given.shape}")
    batch, (rows, columns) = given.shape[:-2], given.shape[-2:]
    return given.reshape(int(np.prod(batch)), rows, columns), batch


def fit_gabor(field: ArrayLike, *, baseline: float | None = None, workers: int | None = None) -> Gabor:
    """The Gabor function that explains most of each field.

    The best fit of a field of a few pixels is no evidence, as six parameters and two amplitudes are fitted.

    Parameters
    ----------
    field : array_like, (…, rows, columns)
        Fields; leading axes are batch.
    baseline : float, optional
        The level that counts as nothing, such as 0 for spike-triggered averages. Without one the mean of each field
        is taken out.
    workers : int, optional
        Number of threads, by default as many as the machine offers.

    Raises
    ------
    SynaptomeError
        If a field is constant, or not finite, or has more than 1024 rows or columns.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import infomax
    >>> x, y = np.meshgrid(np.arange(12.0), np.arange(10.0))
    >>> wave = np.exp(-((x - 5) ** 2 + (y - 4) ** 2) / 8) * np.cos(2 * np.pi * 0.2 * (x - 5))
    >>> fit = infomax.fit_gabor(wave, baseline=0.0)
    >>> bool(fit.r_squared > 0.99), round(float(fit.frequency), 2)
    (True, 0.2)
    """
    stack, batch = _stack(field)
    level = None if baseline is None else _arrays.number(baseline, "baseline")
    fits = _native.fit_gabor(stack, level, _arrays.workers(workers))
    return Gabor(*(column.reshape(batch) for column in fits.T))


def orientation_concentration(field: ArrayLike, *, baseline: float | None = None, workers: int | None = None) -> Floats:
    """How much each field prefers one orientation: 0 for power in all directions alike, 1 for a grating.

    ``|Σ P(f) e^(2iθ)| / Σ P(f)`` over the spatial frequencies f of the power spectrum P.

    Parameters
    ----------
    field : array_like, (…, rows, columns)
        Fields; leading axes are batch.
    baseline : float, optional
        As in :func:`fit_gabor`.
    workers : int, optional
        Number of threads, by default as many as the machine offers.

    Raises
    ------
    SynaptomeError
        As :func:`fit_gabor`.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import infomax
    >>> grating = np.tile(np.cos(np.arange(32.0)), (32, 1))
    >>> bool(infomax.orientation_concentration(grating) > 0.9)
    True
    """
    stack, batch = _stack(field)
    level = None if baseline is None else _arrays.number(baseline, "baseline")
    return _native.orientation_concentration(stack, level, _arrays.workers(workers)).reshape(batch)
