"""Sizes of synapses with one cause."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Integers
from .._core import SynaptomeError
from .._core import mi as _core
from .._results import result
from .._rng import RNG, key
from ..lognormal import Estimate


class SizePairs:
    """Sizes of two synapses of one cause, such as those of one axon on one dendrite.

    Parameters
    ----------
    pairs : array_like, (n, 2)
        Positive sizes of at least three pairs; absent synapses are left out.

    Raises
    ------
    SynaptomeError
        If there are fewer than three pairs, or a size is not positive and finite.

    Examples
    --------
    >>> from synaptome import mi
    >>> sizes = mi.SizePairs([[1.0, 1.1], [2.0, 1.7], [4.0, 5.0], [9.0, 7.0]])
    >>> round(sizes.median_variation, 4)
    0.1359
    """

    __slots__ = ("_pairs", "_variations")
    _pairs: Floats
    _variations: tuple[Floats, float]

    def __init__(self, pairs: ArrayLike) -> None:
        given = _arrays.floats(pairs, "pairs", 2)
        if given.shape[1] != 2:
            raise SynaptomeError(f"pairs must have shape (n, 2), got {given.shape}")
        self._variations = _core.variations(given)
        self._pairs = given
        self._pairs.flags.writeable = False

    @property
    def pairs(self) -> Floats:
        """The pairs, (n, 2), read-only.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.SizePairs([[1.0, 1.1], [2.0, 1.7], [4.0, 5.0]]).pairs.shape
        (3, 2)
        """
        return self._pairs

    @property
    def variations(self) -> Floats:
        """Coefficients of variation √2|a − b|/(a + b) of all pairs, (n,).

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.SizePairs([[1.0, 1.0], [2.0, 1.7], [4.0, 5.0]]).variations.round(3)
        array([0.   , 0.115, 0.157])
        """
        variations, _ = self._variations
        return np.array(variations)

    @property
    def median_variation(self) -> float:
        """Median of the coefficients of variation.

        Examples
        --------
        >>> from synaptome import mi
        >>> round(mi.SizePairs([[1.0, 1.0], [2.0, 1.7], [4.0, 5.0]]).median_variation, 3)
        0.115
        """
        return self._variations[1]

    def __len__(self) -> int:
        return len(self._pairs)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SizePairs):
            return NotImplemented
        return np.array_equal(self._pairs, other._pairs)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<SizePairs of {len(self)} pairs>"

    def __reduce__(self) -> tuple[type[SizePairs], tuple[Floats]]:
        return SizePairs, (self._pairs,)

    def log_correlation(self) -> float:
        """Correlation ρ of the logarithms of the sizes.

        Returns
        -------
        float
            ρ.

        Raises
        ------
        SynaptomeError
            If the first or the second sizes are all equal.

        Examples
        --------
        >>> from synaptome import mi
        >>> mi.SizePairs([[1.0, 1.1], [2.0, 1.7], [4.0, 5.0], [9.0, 7.0]]).log_correlation() > 0.9
        True
        """
        return _core.log_correlation(self._pairs)

    def information_of_other_bits(self) -> float:
        """Information −½ log₂(1 − ρ²) in bits that one size conveys about the other, if both are jointly log-normal.

        Returns
        -------
        float
            The information in bits.

        Raises
        ------
        SynaptomeError
            As :meth:`log_correlation`, or if one size determines the other.

        Examples
        --------
        >>> from synaptome import mi
        >>> sizes = mi.SizePairs([[1.0, 1.1], [2.0, 1.7], [4.0, 5.0], [9.0, 7.0]])
        >>> sizes.information_of_other_bits() > 1.0
        True
        """
        return _core.pair_informations(self._pairs, False)

    def information_about_cause_bits(self) -> float:
        """Information −½ log₂(1 − ρ) in bits that a size conveys about the cause that it shares with the other.

        Both are taken for this cause and independent noise of equal variance, all log-normal.

        Returns
        -------
        float
            The information in bits.

        Raises
        ------
        SynaptomeError
            As :meth:`log_correlation`, or if ρ is negative or 1.

        Examples
        --------
        >>> from synaptome import mi
        >>> sizes = mi.SizePairs([[1.0, 1.1], [2.0, 1.7], [4.0, 5.0], [9.0, 7.0]])
        >>> sizes.information_about_cause_bits() > 1.0
        True
        """
        return _core.pair_informations(self._pairs, True)

    def information_of_levels_bits(self, levels: int, *, shuffles: int = 1000, rng: RNG = None) -> Estimate:
        """Information in bits between the sizes cut into levels of about equal use, for any distribution.

        It is the plug-in value less the mean of shuffled pairs, which is what chance gives.

        Parameters
        ----------
        levels : int
            Number of levels, at least two; sizes that tie stay together.
        shuffles : int
            Number of shuffles, at least two.
        rng : None, int, SeedSequence or Generator
            For the shuffles.

        Returns
        -------
        Estimate
            The information in bits, and the standard deviation of the shuffles.

        Raises
        ------
        SynaptomeError
            If there are fewer than two levels or shuffles, or more than a million shuffles.

        Examples
        --------
        >>> import numpy as np
        >>> from synaptome import mi
        >>> a = np.random.default_rng(1).lognormal(size=(300, 1))
        >>> found = mi.SizePairs(np.hstack([a, a])).information_of_levels_bits(4, rng=1)
        >>> round(float(found.value))
        2
        """
        count, times = _arrays.integer(levels, "levels", 0), _arrays.integer(shuffles, "shuffles", 0)
        return Estimate(*_core.level_information(self._pairs, count, times, key(rng)))


@result
class StrengthBins(NamedTuple):
    """Bins of sizes that cannot be told apart.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.strength_bins([1.0, 1.05, 2.0], variation=0.1).counts
    array([2, 1])
    """

    #: How many sizes each bin holds, from the smallest on, (bins,).
    counts: Integers
    #: Entropy of the bins, −Σ p log₂ p.
    entropy_bits: float
    #: log₂ of the number of bins.
    capacity_bits: float


def strength_bins(sizes: ArrayLike, *, variation: float) -> StrengthBins:
    """Bins of sizes that cannot be told apart, and how often each is used.

    A bin holds all sizes up to r times its smallest, r = (√2 + c)/(√2 − c), in the manner of Samavat et al.
    (2024, doi:10.1162/neco_a_01659); the rule is reconstructed from its abstract and numbers.

    Parameters
    ----------
    sizes : array_like, (n,)
        Positive sizes.
    variation : float
        Coefficient of variation c of two synapses of one cause, between 0 and √2.

    Returns
    -------
    StrengthBins
        Counts, entropy and capacity.

    Raises
    ------
    SynaptomeError
        If there are no sizes, one is not positive and finite, or `variation` is out of range.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.strength_bins([1.0, 2.0, 4.0, 8.0], variation=0.1).entropy_bits
    2.0
    """
    return StrengthBins(*_core.strength_bins(_arrays.floats(sizes, "sizes", 1), _arrays.number(variation, "variation")))


def strengths_in_range(smallest: float, largest: float, *, variation: float) -> float:
    """Count the strengths between two sizes, ln(largest/smallest)/ln r with r = (√2 + c)/(√2 − c).

    In the manner of Bartol et al. (2015, doi:10.7554/eLife.10778), reconstructed from its abstract and numbers.

    Parameters
    ----------
    smallest, largest : float
        Positive sizes, in order.
    variation : float
        Coefficient of variation c of two synapses of one cause, between 0 and √2.

    Returns
    -------
    float
        Number of strengths.

    Raises
    ------
    SynaptomeError
        If the sizes are not positive and in order, or `variation` is out of range.

    Examples
    --------
    >>> from synaptome import mi
    >>> round(mi.strengths_in_range(1.0, 60.0, variation=0.083))
    35
    """
    sizes = _arrays.number(smallest, "smallest"), _arrays.number(largest, "largest")
    return _core.strengths_in_range(*sizes, _arrays.number(variation, "variation"))
