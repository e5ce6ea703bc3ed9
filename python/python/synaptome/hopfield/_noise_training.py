"""Training of a perceptron for every unit on noisy messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._core import hopfield as _core
from .._rng import RNG, key
from . import _checks
from ._checks import Update
from ._network import Network
from ._unlearning import WritingProgress


@dataclass(frozen=True, kw_only=True)
class NoiseTraining:
    """Training with noise (Gardner, Stroud & Wallace 1989): every unit learns, as a perceptron, from noisy cues.

    In each step every message ξ is damaged anew into a cue S, and where S¹ = sign(J S) differs from the message,
    J ← J + (λ/2N) [(ξ - S¹) Sᵀ + S (ξ - S¹)ᵀ], summed over the messages and without the diagonal. The weights begin
    as (1/N) Σ ξ ξᵀ and stay symmetric. Noisy cues that no weights classify keep the weights moving for ever, hence the
    mean over the last half of the steps is written, unless `averaged` is False.

    With `relaxation` the cue is the state to which the present network leads the damaged message: structured noise,
    after the abstract of Benedetti & Ventura (2023, arXiv 2302.13417), which is all that we have read of it.

    Parameters
    ----------
    count : int, optional
        Number of flipped units of each cue.
    probability : float, optional
        Probability that a unit is flipped; 0.1 unless `count` is given.
    rate : float, optional
        Learning rate λ > 0.
    steps : int, optional
        Number of steps, each with one cue of every message.
    averaged : bool, optional
        Whether the mean of the weights over the last half of the steps is written, or the last weights.
    relaxation : {"random", "sequential", "synchronous"}, optional
        How damaged messages come to rest before they are shown; by default they are shown as they are.
    max_sweeps : int, optional
        Sweeps after which they are shown where they are.

    Raises
    ------
    SynaptomeError
        If an option is out of its range, or both `count` and `probability` are given.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(32, 64, rng=1)
    >>> network = hopfield.NoiseTraining(steps=1000).write(x, rng=2)
    >>> hopfield.fixed_fraction(network, x) > 0.9
    True
    """

    count: int | None = None
    probability: float | None = None
    rate: float = 0.01
    steps: int = 3000
    averaged: bool = True
    relaxation: Update | None = None
    max_sweeps: int = 200

    def __post_init__(self) -> None:
        count, probability = _checks.chosen_noise(self.count, self.probability)
        _checks.settle(self, count=count, probability=probability)
        _checks.settle(self, rate=_checks.positive(self.rate, "rate"))
        _checks.settle(self, steps=_arrays.integer(self.steps, "steps", low=1))
        _checks.settle(self, averaged=_options.flag(self.averaged, "averaged"))
        _checks.settle(self, max_sweeps=_arrays.integer(self.max_sweeps, "max_sweeps"))
        if self.relaxation is not None:
            _arrays.choice(self.relaxation, "relaxation", ("random", "sequential", "synchronous"))

    def write(
        self,
        messages: ArrayLike,
        *,
        rng: RNG = None,
        callback: Callable[[WritingProgress], object] | None = None,
    ) -> Network:
        """Write messages.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness of the cues, which draw from stream 0 under its key.
        callback : callable, optional
            Called with a :class:`WritingProgress` before each step; `StopIteration` ends the training with what it has.

        Returns
        -------
        Network
            The network after its training.

        Raises
        ------
        SynaptomeError
            If there are no messages, or more flips than units.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.NoiseTraining(steps=10).write([[1, -1, 1]], rng=1)
        <Network of 3 units>
        """
        given = _checks.messages(messages)
        if self.count is not None:
            _arrays.integer(self.count, "count", high=given.shape[1])
        is_given = self.count is not None or self.probability is not None
        noise = _checks.noise(self.count, self.probability if is_given else 0.1, 0)
        rest = None if self.relaxation is None else (self.relaxation, self.max_sweeps)
        options = noise, self.rate, self.steps, self.averaged, rest
        return Network._of(_core.noise_training(given, *options, key(rng), _options.told(callback, WritingProgress)))
