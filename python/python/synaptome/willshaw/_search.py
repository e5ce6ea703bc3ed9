"""The search for the largest number of patterns below a tolerated noise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._core import SynaptomeError
from .._core import willshaw as _core
from .._results import result
from .._rng import RNG, key
from ._checks import part, probabilities
from ._codes import Code, required
from ._loads import Loads
from ._methods import GUESSES, Method, method_of
from ._synapses import Association


@result
class SearchProgress(NamedTuple):
    """How far a search is, as a callback is told after each network.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.SearchProgress(networks_done=1, networks=3)
    SearchProgress(networks_done=1, networks=3)
    """

    #: Networks measured.
    networks_done: int
    #: Networks in all.
    networks: int


def load_search(
    code: Code,
    method: Method,
    *,
    association: Association = "auto",
    completeness: float = 0.5,
    false_fraction: float = 0.0,
    tolerated_noise: float = 0.01,
    content_weight: float | None = None,
    queries: int = 1000,
    networks: int = 3,
    max_steps: int = 10,
    max_active: int | None = None,
    max_guesses: int = GUESSES,
    callback: Callable[[SearchProgress], object] | None = None,
    rng: RNG = None,
) -> Loads:
    """Measure the number M_ε of patterns at which the noise of a retrieval passes ε (2.11).

    A first network grows until the noise passes ε; it only shows where to look. Then every network is
    measured at two sizes around the mean of those before it, so that nothing that is measured decides
    where it is measured.

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    method : str
        The retrieval, as in :meth:`Memory.recall`.
    association : {"auto", "hetero"}, optional
        Whether patterns are completed, or contents recalled from addresses.
    completeness, false_fraction : float, optional
        Quality of the cues.
    tolerated_noise : float, optional
        Output noise ε, above 0 and below 1.
    content_weight : float, optional
        Weight of the content in the noise, the rest is that of the address; by default λ.
    queries : int, optional
        Number of queries at each of the two sizes of a network.
    networks : int, optional
        Number of networks.
    max_steps, max_active, max_guesses : optional
        Options of the retrieval.
    callback : callable, optional
        Called with a :class:`SearchProgress` after each network; `StopIteration` ends the search early.
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness: stream 0 under its key for patterns, stream 1 for cues.

    Returns
    -------
    Loads
        `patterns` and `bits_per_synapse` by each network, with `mean` and `std_error`; empty if the noise
        never passes ε.

    Raises
    ------
    SynaptomeError
        If an option is out of its range, or the method needs blocks.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=8, size=32)
    >>> options = {"tolerated_noise": 0.05, "queries": 200, "rng": 1}
    >>> irb = willshaw.load_search(code, "iterative", **options)
    >>> irb.mean < willshaw.load_search(code, "sum-of-max", **options).mean
    True
    """
    hetero = _arrays.choice(association, "association", ("auto", "hetero")) == "hetero"
    noise = _arrays.number(tolerated_noise, "tolerated_noise")
    if not 0.0 < noise < 1.0:
        raise SynaptomeError(f"tolerated_noise must be above 0 and below 1, got {noise}")
    weight = None
    if content_weight is not None:
        weight = float(probabilities(_arrays.number(content_weight, "content_weight"), "content_weight"))
    quality = part(completeness), _arrays.number(false_fraction, "false_fraction")
    counts = _arrays.integer(queries, "queries", low=1, high=2**31), _arrays.integer(networks, "networks", low=1)
    how = method_of(method, max_steps, max_active, max_guesses)
    told: Callable[[Any], object] | None = None
    if (called := _options.function(callback, "callback")) is not None:

        def told(parts: tuple[int, int]) -> object:
            return called(SearchProgress(*parts))

    sizes = required(code)._sizes
    return Loads(*_core.load_search(sizes, hetero, how, quality, weight, noise, *counts, key(rng), told))


def peak_bits_per_synapse(full: float, load: ArrayLike, bits_per_synapse: ArrayLike) -> float:
    """Largest capacity over the loads, from noisy capacities at some of them.

    The fraction of information that is lost grows exponentially near the largest capacity; a line is fitted
    to its logarithm.

    Parameters
    ----------
    full : float
        Bits per synapse for each unit of load, if nothing were lost.
    load, bits_per_synapse : array_like
        Loads M/N² and the capacities measured there, (P,).

    Returns
    -------
    float
        The largest capacity; NaN if fewer than two of the loads show a loss.

    Raises
    ------
    SynaptomeError
        If the arrays differ in length.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import willshaw
    >>> f = np.array([0.66, 0.68, 0.70])
    >>> capacity = 0.25 * f * (1 - 0.001 * np.exp((f - 0.6) / 0.02))
    >>> bool(abs(willshaw.peak_bits_per_synapse(0.25, f, capacity) - capacity.max()) < 1e-3)
    True
    """
    x, y = _arrays.floats(load, "load", 1), _arrays.floats(bits_per_synapse, "bits_per_synapse", 1)
    _arrays.same_length("bits_per_synapse", len(y), len(x))
    found = _core.peak(_arrays.number(full, "full"), list(zip(x.tolist(), y.tolist(), strict=True)))
    return float("nan") if found is None else found
