"""Repeated patterns and sequences, and what follows the firing of one neuron."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from .. import _arrays, _options
from .._arrays import Integers
from .._core import infomax as _native
from .._results import result
from .._rng import RNG, key
from ._network import Network
from ._raster import RasterLike, as_raster
from ._stimuli import as_followers


class Repeats:
    """How often exact patterns and sequences of patterns occur again in a raster (appendix B).

    A pattern is the set of neurons that fire at a step; silent steps are no patterns. A pattern, or a series of
    consecutive patterns, is repeated if it occurs at least twice, and every occurrence counts.

    Parameters
    ----------
    raster : Raster or array_like, (T, N)
        Spikes.

    Examples
    --------
    >>> from synaptome import infomax
    >>> repeats = infomax.Repeats([[1, 1, 0], [0, 0, 1], [0, 0, 0], [1, 1, 0], [0, 0, 1]])
    >>> repeats.patterns(size=2), repeats.sequences(2)
    (2, 2)
    """

    __slots__ = ("_core", "_raster")

    def __init__(self, raster: RasterLike) -> None:
        self._raster = as_raster(raster)
        self._core = _native.Repeats(self._raster._core)

    def patterns(self, *, size: int, at_least: bool = False) -> int:
        """Number of steps whose pattern has `size` neurons, or at least as many, and is repeated."""
        return self._core.patterns(_arrays.integer(size, "size"), _options.flag(at_least, "at_least"))

    def sequences(self, length: int) -> int:
        """Number of steps at which a series of `length` patterns starts that is repeated; 0 for length 0."""
        return self._core.sequences(_arrays.integer(length, "length"))

    @property
    def occurrences(self) -> Integers:
        """How often the pattern of each step occurs, (T,); 0 for silent steps."""
        return self._core.occurrences

    def __repr__(self) -> str:
        return f"<Repeats: of {self._raster!r}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Repeats) and self._raster == other._raster

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return Repeats, (self._raster,)


def repeats(raster: RasterLike) -> Repeats:
    """How often exact patterns and sequences of patterns occur again in a raster.

    Parameters
    ----------
    raster : Raster or array_like, (T, N)
        Spikes.

    Returns
    -------
    Repeats
        With the methods `patterns` and `sequences`.

    Raises
    ------
    SynaptomeError
        If the raster is none.

    Examples
    --------
    >>> from synaptome import infomax
    >>> infomax.repeats([[1, 1, 0], [0, 0, 1], [1, 1, 0]]).patterns(size=2)
    2
    """
    return Repeats(raster)


@result
class Replay(NamedTuple):
    """What follows the firing of a trigger, where it was forced and where it fired by itself."""

    #: How often the trigger was forced.
    forced: int
    #: Probability that all followers fire at their delays after it; NaN if it was never forced.
    forced_probability: float
    #: How often the trigger fired by itself.
    spontaneous: int
    #: The probability after these; NaN if it never fired by itself.
    spontaneous_probability: float


def replay(
    network: Network,
    trigger: int,
    followers: Sequence[tuple[int, int]],
    *,
    steps: int,
    settling: int = 0,
    rng: RNG = None,
) -> Replay:
    """Whether followers fire after a neuron that is forced to, and after it fires by itself.

    The trigger is forced at intervals uniform on 50…99 steps (Tanaka, Kaneko & Aoyagi 2009, §3). The network is left
    as it is.

    Parameters
    ----------
    network : Network
        Learned with a :class:`ForcedSequence`, for instance.
    trigger : int
        The neuron that is forced.
    followers : sequence of (int, int)
        Delay in steps and neuron of each follower.
    steps, settling : int
        Steps that are recorded, and steps before.
    rng : None, int, SeedSequence, BitGenerator or Generator
        Gives the key of the random stream.

    Raises
    ------
    SynaptomeError
        If the network does not have a neuron.

    Examples
    --------
    >>> from synaptome import infomax
    >>> found = infomax.replay(infomax.Network.random(20, rng=0), 0, [(2, 3)], steps=50_000, rng=1)
    >>> bool(abs(found.forced_probability - 0.05) < 0.05)
    True
    """
    pairs = as_followers(followers, longest=2**20)
    before, length = _arrays.integer(settling, "settling", high=2**40), _arrays.integer(steps, "steps", high=2**40)
    neuron = _arrays.integer(trigger, "trigger")
    given = _options.instance(network, "network", Network)
    forced, own = _native.replay(given._core, before, length, neuron, pairs, key(rng))
    return Replay(*forced, *own)
