"""Capacity of infinitely large networks."""

from __future__ import annotations

from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import willshaw as _core
from ._checks import broadcast, probabilities


def limit_bits_per_synapse(quantity: str, load: ArrayLike, completeness: ArrayLike) -> Floats:
    """Capacity of infinitely large networks with k ∼ log n (4.21–4.23, C.6).

    Parameters
    ----------
    quantity : {"mapping", "bidirectional", "completion", "recognition", "clique"}
        λ, λ(2 - λ), λ(1 - λ), λ²/2 or (1 - λ²)/2 times log₂ p₁ ln(1 - p₁); the last is that of a complete
        search for cliques.
    load, completeness : array_like
        Loads p₁ and completenesses λ in [0, 1]; they broadcast.

    Returns
    -------
    ndarray of float64
        Bits per synapse.

    Raises
    ------
    SynaptomeError
        If a number lies outside [0, 1].

    Examples
    --------
    >>> from synaptome import willshaw
    >>> float(willshaw.limit_bits_per_synapse("mapping", 0.5, 1.0).round(4))
    0.6931
    """
    words = ("mapping", "bidirectional", "completion", "recognition", "clique")
    name = _arrays.choice(quantity, "quantity", words)
    shape, given = broadcast(probabilities(load, "load"), probabilities(completeness, "completeness"))
    return _core.unit_bits(name, given[0], given[1], given[0]).reshape(shape)
