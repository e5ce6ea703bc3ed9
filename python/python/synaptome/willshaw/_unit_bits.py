"""Information of one unit (Knoblauch & Palm 2020, appendix A.1).

A pattern passes through the memory as through a channel that loses true units with probability p₁₀ and
adds false ones with probability p₀₁. All information is in bits.
"""

from __future__ import annotations

from numpy.typing import ArrayLike

from .._arrays import Floats
from .._core import willshaw as _core
from ._checks import broadcast, probabilities


def entropy_bits(p: ArrayLike) -> Floats:
    """Entropy I(p) = -p log₂ p - (1 - p) log₂(1 - p) of a binary unit (A.1).

    Parameters
    ----------
    p : array_like
        Probabilities in [0, 1].

    Returns
    -------
    ndarray of float64
        Bits.

    Raises
    ------
    SynaptomeError
        If a probability lies outside [0, 1].

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.entropy_bits([0.0, 0.5])
    array([0., 1.])
    """
    given = probabilities(p, "p")
    flat = given.ravel()
    return _core.unit_bits("entropy", flat, flat, flat).reshape(given.shape)


def _of_units(name: str, p: ArrayLike, spurious: ArrayLike, missing: ArrayLike) -> Floats:
    rates = probabilities(spurious, "spurious"), probabilities(missing, "missing")
    shape, given = broadcast(probabilities(p, "p"), *rates)
    return _core.unit_bits(name, *given).reshape(shape)


def conditional_entropy_bits(p: ArrayLike, spurious: ArrayLike, missing: ArrayLike) -> Floats:
    """Conditional entropy p I(p₁₀) + (1 - p) I(p₀₁) of a unit's output (A.2).

    Parameters
    ----------
    p, spurious, missing : array_like
        Probability of an active unit, p₀₁ and p₁₀, all in [0, 1]; they broadcast.

    Returns
    -------
    ndarray of float64
        Bits.

    Raises
    ------
    SynaptomeError
        If a probability lies outside [0, 1].

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.conditional_entropy_bits(0.5, 0.5, 0.0)
    array(0.5)
    """
    return _of_units("conditional", p, spurious, missing)


def transinformation_bits(p: ArrayLike, spurious: ArrayLike, missing: ArrayLike) -> Floats:
    """Transinformation T(p, p₀₁, p₁₀) of one unit that is active with probability p (A.3).

    Parameters
    ----------
    p, spurious, missing : array_like
        Probability of an active unit, p₀₁ and p₁₀, all in [0, 1]; they broadcast.

    Returns
    -------
    ndarray of float64
        Bits.

    Raises
    ------
    SynaptomeError
        If a probability lies outside [0, 1].

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.transinformation_bits(0.5, [0.0, 0.5], [0.0, 0.5])
    array([1., 0.])
    """
    return _of_units("transinformation", p, spurious, missing)
