"""What reaches a network from outside: states of input neurons, patches of images, forced sequences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Bools, Floats
from .._core import SynaptomeError
from .._core import infomax as _native
from .._rng import RNG, generator, key
from ._raster import Raster, as_raster


@dataclass(frozen=True)
class ForcedSequence:
    """A stimulus that forces neurons to fire in a fixed order, again and again.

    The trigger is forced at intervals uniform on 50…99 steps, each follower at a fixed delay after it (Tanaka, Kaneko
    & Aoyagi 2009, §3).

    Parameters
    ----------
    trigger : int
        The neuron that begins.
    followers : sequence of (int, int)
        Delay in steps, 1 to 49, and neuron of each follower.

    Examples
    --------
    >>> from synaptome import infomax
    >>> network = infomax.Network.random(20, rate=0.01, rng=0)
    >>> raster = network.run(10_000, stimulus=infomax.ForcedSequence(0, [(2, 7)]), rng=1)
    >>> bool(raster.rates[7] > 0.01)
    True
    """

    trigger: int
    followers: Sequence[tuple[int, int]] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "trigger", _arrays.integer(self.trigger, "trigger"))
        object.__setattr__(self, "followers", tuple(as_followers(self.followers)))


def as_followers(followers: Sequence[tuple[int, int]], longest: int = 2**63 - 1) -> list[tuple[int, int]]:
    """Delays and numbers of neurons that fire after another."""
    pairs = [_options.items(pair, "each of the followers", 2) for pair in _options.items(followers, "followers")]
    return [(_arrays.integer(d, "a delay", high=longest), _arrays.integer(i, "a follower")) for d, i in pairs]


class Patches:
    """Random square patches of images, coded by input neurons for light and for dark.

    An "on" neuron fires with probability min(1, gain · d) if its pixel is d > 0, an "off" neuron with
    min(1, -gain · d) if d < 0. The gain is such that input neurons fire with `mean_rate` on average (Tanaka, Kaneko &
    Aoyagi 2009, §2.3). Patches without structure are never drawn.

    Parameters
    ----------
    images : array_like (rows, columns), or a sequence of these
        Images of mean 0, such as :func:`whiten` returns.
    side : int
        Pixels of a patch on a side.
    mean_rate : float
        Mean rate of the input neurons, above 0 and at most 0.499.

    Raises
    ------
    SynaptomeError
        If an image is smaller than a patch, constant or not finite, or no gain gives the mean rate.

    Examples
    --------
    >>> from synaptome import infomax
    >>> image = infomax.whiten(infomax.dead_leaves(64, rng=0))
    >>> patches = infomax.Patches(image, side=6, mean_rate=0.15)
    >>> patches.inputs
    72
    >>> patches.draw(10, rng=1).shape
    (10, 6, 6)
    """

    __slots__ = ("_arguments", "_core")

    def __init__(self, images: ArrayLike | Sequence[ArrayLike], *, side: int, mean_rate: float = 0.1) -> None:
        grey = _greys(images)
        length, rate = _arrays.integer(side, "side", low=1, high=2**15), _arrays.number(mean_rate, "mean_rate")
        self._arguments = grey, length, rate
        self._core = _native.Patches(grey, length, rate)

    @property
    def side(self) -> int:
        """Pixels of a patch on a side."""
        return self._arguments[1]

    @property
    def inputs(self) -> int:
        """Number of input neurons: "on" for every pixel, then "off" for every pixel."""
        return self._core.inputs

    @property
    def gain(self) -> float:
        """The gain with which pixels drive their neurons."""
        return self._core.gain

    @property
    def skipped(self) -> int:
        """Number of places, in all images, whose patch is uniform; these are never drawn."""
        return self._core.skipped

    @property
    def saturated_fraction(self) -> float:
        """Fraction of pixels that drive their neuron with certainty."""
        return self._core.saturated_fraction()

    def draw(self, count: int, *, rng: RNG = None) -> Floats:
        """Patches at random places, (count, side, side).

        Raises
        ------
        SynaptomeError
            If there are more than 2³¹ pixels in all.
        """
        number = _arrays.integer(count, "count")
        _arrays.sized([number, self.side, self.side], "the patches")
        return self._core.draw(number, self.side, key(rng))

    def encode(self, patches: ArrayLike, *, rng: RNG = None) -> Bools:
        """Random states of the input neurons for given patches, one step for each.

        Parameters
        ----------
        patches : array_like, (T, side, side)
            Such as :meth:`draw` returns.

        Returns
        -------
        ndarray of bool, (T, inputs)
            A stimulus for :meth:`Network.run`.

        Examples
        --------
        >>> from synaptome import infomax
        >>> patches = infomax.Patches(infomax.whiten(infomax.dead_leaves(64, rng=0)), side=4, mean_rate=0.1)
        >>> states = patches.encode(patches.draw(5000, rng=1), rng=2)
        >>> bool(abs(states.mean() - 0.1) < 0.02)
        True
        """
        shown = _arrays.finite(patches, "patches", 3)
        if shown.shape[1:] != (self.side, self.side):
            raise SynaptomeError(f"patches must have the shape (T, {self.side}, {self.side}), got {shown.shape}")
        drive = self.gain * shown.reshape(len(shown), -1)
        uniform = generator(rng).random((len(shown), self.inputs))
        return uniform < np.concatenate([drive, -drive], axis=1)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Patches):
            return False
        (a, *rest), (b, *others) = self._arguments, other._arguments
        return rest == others and len(a) == len(b) and all(map(np.array_equal, a, b))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<Patches: {self.side} × {self.side} pixels of {len(self._arguments[0])} images, gain {self.gain:.3g}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _patches, self._arguments


def _greys(images: ArrayLike | Sequence[ArrayLike]) -> list[Floats]:
    """Images of one or several shapes."""
    if isinstance(images, list | tuple) and any(_arrays.axes(image) == 2 for image in images):
        return [_arrays.floats(image, f"image {k}", 2) for k, image in enumerate(images)]
    given = _arrays.floats(images, "images", (2, 3))  # type: ignore[arg-type]
    return list(given) if given.ndim == 3 else [given]


def _patches(images: list[Floats], side: int, mean_rate: float) -> Patches:
    return Patches(images, side=side, mean_rate=mean_rate)


#: What `stimulus=` takes.
StimulusLike: TypeAlias = "ArrayLike | Raster | Patches | ForcedSequence | None"


def as_stimulus(stimulus: StimulusLike, free: int, inputs: int) -> _native.Stimulus:
    """The stimulus of a network with so many neurons."""
    if isinstance(stimulus, ForcedSequence):
        return _native.Stimulus.forced(stimulus.trigger, list(stimulus.followers), free)
    if isinstance(stimulus, Patches):
        _arrays.same_length("the stimulus", stimulus.inputs, inputs)
        return _native.Stimulus.patches(stimulus._core)
    if stimulus is None:
        if inputs:
            raise SynaptomeError(f"the network has {inputs} input neurons: give a stimulus for them")
        return _native.Stimulus.spontaneous()
    states = as_raster(stimulus, "stimulus")
    if states.neurons not in (inputs, free + inputs):
        raise SynaptomeError(
            f"the stimulus has {states.neurons} columns, expected {inputs} (input neurons) or {free + inputs} (all)"
        )
    if not len(states):
        raise SynaptomeError("the stimulus must not be empty")
    return _native.Stimulus.rows(states._core, free if states.neurons == inputs else 0)


#: A stimulus for all networks, or one for each.
StimuliLike: TypeAlias = "StimulusLike | Sequence[StimulusLike]"


def stimulus_of_each(stimuli: StimuliLike, count: int) -> list[StimulusLike]:
    """The stimulus of each of so many networks: one for all, or a list of one for each."""
    several = isinstance(stimuli, list | tuple) and (not stimuli or any(map(_is_stimulus, stimuli)))
    if not several and _arrays.axes(stimuli) != 3:
        return [kept(stimuli)] * count  # type: ignore[arg-type]
    given: list[Any] = _options.items(stimuli, "stimulus")  # type: ignore[arg-type]
    _arrays.same_length("stimulus", len(given), count)
    return given


def _is_stimulus(x: Any) -> bool:
    """Whether it is a stimulus, and not a row of one."""
    return x is None or isinstance(x, Raster | Patches | ForcedSequence) or _arrays.axes(x) == 2


def kept(stimulus: StimulusLike) -> Raster | Patches | ForcedSequence | None:
    """A stimulus that nobody can change."""
    plain = stimulus is None or isinstance(stimulus, Patches | ForcedSequence)
    return stimulus if plain else as_raster(stimulus, "stimulus")  # type: ignore[return-value, arg-type]


def whiten(image: ArrayLike, *, cutoff: float = 200.0, margin: int = 0) -> Floats:
    """The image through the filter R(f) = f exp(-(f/cutoff)⁴) of Olshausen & Field (1997).

    The filter flattens the spectrum of natural images and cuts its corners off. The result has mean 0.

    Parameters
    ----------
    image : array_like, (rows, columns)
        Grey levels.
    cutoff : float
        Cut-off in cycles per picture of 512 pixels; it is scaled to the sides of this one.
    margin : int
        Pixels that are cut off at each side afterwards, where a periodic filter sees the other side.

    Returns
    -------
    ndarray of float64, (rows - 2 margin, columns - 2 margin)

    Raises
    ------
    SynaptomeError
        If the image is constant or not finite, the cut-off not positive, or nothing is left.

    Examples
    --------
    >>> from synaptome import infomax
    >>> white = infomax.whiten(infomax.dead_leaves(64, rng=0), margin=2)
    >>> white.shape
    (60, 60)
    """
    grey = _arrays.floats(image, "image", 2)
    edge = _arrays.integer(margin, "margin", high=2**31)
    return _native.whiten(grey, _arrays.number(cutoff, "cutoff"), edge)


def dead_leaves(side: int, *, rng: RNG = None) -> Floats:
    """A square image of opaque discs that fall on each other: a stand-in for natural images.

    Radii have a density in proportion to r⁻³ between 2 pixels and a quarter of the side, which makes the image
    scale-invariant; grey levels are uniform on [0, 1] (Lee, Mumford & Huang 2001).

    Parameters
    ----------
    side : int
        Pixels on a side, 16 to 8192.

    Returns
    -------
    ndarray of float64, (side, side)

    Raises
    ------
    SynaptomeError
        If the side is outside of its range.

    Examples
    --------
    >>> from synaptome import infomax
    >>> infomax.dead_leaves(32, rng=0).shape
    (32, 32)
    """
    return _native.dead_leaves(_arrays.integer(side, "side"), key(rng))
