"""Mutual information between a step and a later one, of Gaussian variables with the same second moments."""

from __future__ import annotations

from typing import NamedTuple

from .. import _arrays
from .._arrays import Floats
from .._core import infomax as _native
from .._results import result
from ._raster import RasterLike, as_raster


@result
class GaussianInformation(NamedTuple):
    """The Gaussian information of a raster."""

    #: Information of the measured moments, in nats.
    nats: float
    #: About how much of it is there without any dependence, because moments of a finite sample scatter.
    bias_nats: float
    #: Number of pairs of steps.
    samples: int

    @property
    def corrected_nats(self) -> float:
        """The information less the bias; about 0, and often below, if there is none."""
        return self.nats - self.bias_nats


@result
class Moments(NamedTuple):
    """Second moments of a raster."""

    #: C, (N, N): covariances within a step.
    covariance: Floats
    #: E, (N, N): covariances across the lag; the row is the later neuron.
    lagged: Floats
    #: Rates about which moments are taken, (N,).
    centers: Floats


def gaussian_information(raster: RasterLike, *, lag: int = 1, ridge: float = 0.0) -> GaussianInformation:
    """Information between a step and a later one: ``I = ln|C| - (1/2) ln|(C, E^T; E, C)|``.

    Moments are taken about the measured rates (Tanaka, Kaneko & Aoyagi 2009, §2.2). The bias is
    ``(tr C (C + ridge)⁻¹)² / (2T)``, N²/(2T) without ridge, for T pairs of steps.

    Parameters
    ----------
    raster : Raster or array_like, (T, N)
        Spikes.
    lag : int
        The lag in steps.
    ridge : float
        Added to the variances, not negative.

    Returns
    -------
    GaussianInformation
        `nats`, `bias_nats` and `samples`, and `corrected_nats`.

    Raises
    ------
    SynaptomeError
        Without ridge, if a neuron never or always fires, follows from others or from the step before; if there are too
        few steps.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import infomax
    >>> independent = np.random.default_rng(0).random((10_000, 20)) < 0.1
    >>> found = infomax.gaussian_information(independent)
    >>> bool(abs(found.corrected_nats) < 0.005)
    True
    """
    steps = _arrays.integer(lag, "lag")
    return GaussianInformation(
        *_native.gaussian_information(as_raster(raster)._core, steps, _arrays.number(ridge, "ridge"))
    )


def moments(raster: RasterLike, *, lag: int = 1) -> Moments:
    """Covariances within a step and across a lag (equation 2.4), about the measured rates.

    Parameters
    ----------
    raster : Raster or array_like, (T, N)
        Spikes.
    lag : int
        The lag in steps.

    Raises
    ------
    SynaptomeError
        If the raster has no pair of steps at this lag.

    Examples
    --------
    >>> from synaptome import infomax
    >>> infomax.moments([[1, 0], [0, 1], [1, 0], [0, 1]]).covariance
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    return Moments(*_native.moments(as_raster(raster)._core, _arrays.integer(lag, "lag")))
