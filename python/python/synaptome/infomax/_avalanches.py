"""Neuronal avalanches: sizes, durations, shapes, and the relation between their exponents."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats, Integers
from .._core import SynaptomeError
from .._core import infomax as _native
from .._results import result
from ._raster import Raster, RasterLike, as_raster

#: Smallest and largest size of a range, None for no upper end.
Range: TypeAlias = tuple[int, int | None]


@result
class Avalanches(NamedTuple):
    """The avalanches of a recording, in their order."""

    #: Number of spikes of each, (K,).
    sizes: Integers
    #: Number of bins of each, (K,).
    durations: Integers
    #: The bin in which each begins, (K,).
    starts: Integers
    #: How many avalanches touch the beginning or the end of the recording and may have been longer.
    cut: int
    #: Number of bins of the recording.
    bins: int


@result
class MeanSizes(NamedTuple):
    """⟨S⟩(T), the mean size of the avalanches of each duration that occurs."""

    #: Durations in bins, rising.
    durations: Integers
    #: How many avalanches have each duration.
    counts: Integers
    #: Their mean size in spikes.
    means: Floats
    #: Standard errors of the means; NaN for a single avalanche.
    std_errors: Floats


@result
class Crackling(NamedTuple):
    """The exponents of P(S) ∝ S^-τ, P(T) ∝ T^-α and ⟨S⟩(T) ∝ T^γ, and their relation γ = (α - 1)/(τ - 1)."""

    #: τ.
    tau: float
    #: Standard error of τ.
    tau_std_error: float
    #: α.
    alpha: float
    #: Standard error of α.
    alpha_std_error: float
    #: γ as τ and α predict it.
    predicted: float
    #: Its standard error.
    predicted_std_error: float
    #: γ as a line through ln⟨S⟩ against ln T has it.
    fitted: float
    #: Its standard error.
    fitted_std_error: float
    #: ``|fitted - predicted|`` (Ma et al. 2019, Neuron 104, 655).
    deviation: float
    #: Its standard error.
    deviation_std_error: float


def _activity(raster: RasterLike) -> Integers:
    """Spikes at each step, of a raster or given as these."""
    if isinstance(raster, Raster) or hasattr(raster, "tocsr"):
        return as_raster(raster).activity()
    given = _arrays.array(raster, "raster")
    if given.ndim == 2:
        return as_raster(given).activity()
    return _arrays.counts(given, "the activity")


def avalanches(raster: RasterLike, *, bin: int = 1, threshold: int = 0, include_cut: bool = False) -> Avalanches:
    """Avalanches of a raster: maximal runs of bins with more spikes than a threshold.

    Exponents of sizes and durations move with bin width and threshold, so report both.

    Parameters
    ----------
    raster : Raster or array_like, (T, N), or (T,)
        Spikes, or the number of spikes at each step.
    bin : int
        Steps of a bin.
    threshold : int
        A bin belongs to an avalanche if it has more spikes than this; all of its spikes then count.
    include_cut : bool
        Whether avalanches that touch the beginning or the end of the recording count, with what was seen of them.

    Returns
    -------
    Avalanches
        `sizes`, `durations`, `starts`, `cut` and `bins`.

    Raises
    ------
    SynaptomeError
        If the recording has no whole bin.

    Examples
    --------
    >>> from synaptome import infomax
    >>> found = infomax.avalanches([1, 0, 1, 2, 0, 1, 0])
    >>> found.sizes, found.durations, found.cut
    (array([3, 1]), array([2, 1]), 1)
    """
    width, least = _arrays.integer(bin, "bin", low=1), _arrays.integer(threshold, "threshold")
    whole = _options.flag(include_cut, "include_cut")
    starts, sizes, durations, cut, bins = _native.avalanches(_activity(raster), width, least, whole)
    return Avalanches(sizes, durations, starts, cut, bins)


def _pairs(found: Avalanches | tuple[ArrayLike, ArrayLike]) -> tuple[Integers, Integers]:
    first, second = found[:2] if isinstance(found, Avalanches) else _options.items(found, "found", 2)
    sizes, durations = _arrays.counts(first, "sizes", 1), _arrays.counts(second, "durations", 1)
    _arrays.same_length("durations", durations.size, sizes.size)
    return sizes, durations


def mean_sizes(found: Avalanches | tuple[ArrayLike, ArrayLike]) -> MeanSizes:
    """⟨S⟩(T): the mean size of the avalanches of each duration that occurs.

    Parameters
    ----------
    found : Avalanches or (array_like, array_like)
        Avalanches, or their sizes and durations.

    Examples
    --------
    >>> from synaptome import infomax
    >>> infomax.mean_sizes(([3, 5, 1], [2, 2, 1])).means
    array([1., 4.])
    """
    return MeanSizes(*_native.mean_sizes(*_pairs(found)))


def avalanche_shape(raster: RasterLike, duration: int, *, bin: int = 1, threshold: int = 0) -> Floats:
    """The mean number of spikes in the first, second, … bin of the avalanches of one duration.

    Parameters
    ----------
    raster : Raster or array_like, (T, N), or (T,)
        Spikes, or the number of spikes at each step.
    duration : int
        Duration in bins.
    bin, threshold : int
        As in :func:`avalanches`.

    Returns
    -------
    ndarray of float64, (duration,)

    Raises
    ------
    SynaptomeError
        If no avalanche has this duration.

    Examples
    --------
    >>> from synaptome import infomax
    >>> infomax.avalanche_shape([0, 1, 3, 0, 3, 1, 0], 2)
    array([2., 2.])
    """
    width, length = _arrays.integer(bin, "bin", low=1), _arrays.integer(duration, "duration", low=1)
    activity = _activity(raster)
    bins = activity[: activity.size // width * width].reshape(-1, width).sum(axis=1)
    shape = _native.avalanche_shape(bins, _arrays.integer(threshold, "threshold"), length)
    if shape is None:
        raise SynaptomeError(f"no avalanche has the duration {length}")
    return shape


def _range(limits: Range, name: str) -> Range:
    ends: list[Any] = _options.items(limits, name, 2)
    low, high = ends
    first = _arrays.integer(low, f"the lower end of {name}", low=1)
    return first, None if high is None else _arrays.integer(high, f"the upper end of {name}", low=1)


def crackling(
    found: Avalanches | tuple[ArrayLike, ArrayLike], *, sizes: Range = (1, None), durations: Range = (1, None)
) -> Crackling:
    """The relation between the exponents of avalanches: at a critical point γ = (α - 1)/(τ - 1).

    The deviation is biased where exponents come from small sizes and durations: a critical branching process has
    about 0.13 if fitted to S from 30 and T from 10, and 0.4 from T = 1. Judge it against a simulated process with the
    same ranges, not against 0 (Friedman et al. 2012, Physical Review Letters 108, 208102).

    Parameters
    ----------
    found : Avalanches or (array_like, array_like)
        Avalanches, or their sizes and durations.
    sizes, durations : (int, int or None)
        Ranges in which power laws are fitted.

    Raises
    ------
    SynaptomeError
        If a power law has no fit, or fewer than three durations occur in their range.

    Examples
    --------
    >>> from synaptome import infomax
    >>> lengths = [1, 1, 1, 2, 2, 3, 4, 5]
    >>> round(infomax.crackling((lengths, lengths)).fitted, 12)
    1.0
    """
    return Crackling(*_native.crackling(*_pairs(found), _range(sizes, "sizes"), _range(durations, "durations")))
