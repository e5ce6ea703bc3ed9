"""Writing by training a recurrent network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats
from .._core import hopfield as _core
from .._results import result
from .._rng import RNG, key
from . import _checks
from ._network import Network, network_of
from ._recipes import Recipes
from ._training import Trained, Training, TrainingProgress, parts_of


@result
class RecurrentGradient(NamedTuple):
    """The loss of a network in unrolled recall, with its gradient.

    Examples
    --------
    Silent units convey nothing, and lose ln 2 each:

    >>> import numpy as np
    >>> from synaptome import hopfield
    >>> silent = hopfield.Network(np.zeros((2, 2)))
    >>> gradient = hopfield.TrainedRecurrent().gradient(silent, [[1, -1]], [[1, -1]])
    >>> bool(abs(gradient.loss - 2 * np.log(2)) < 1e-12)
    True
    """

    #: Loss, summed over cues and units.
    loss: float
    #: Derivative by the weights, (N, N).
    weights: Floats
    #: Derivative by the biases, (N,).
    bias: Floats


@dataclass(frozen=True, kw_only=True)
class TrainedRecurrent(Recipes):
    """Training a recurrent network to recall (TRN; Bao et al. 2019).

    The recall s⁰ = p, s^t = tanh(β (W s^(t-1) + b)), t = 1 … L, is differentiated through all its steps,
    and its loss on noisy cues p is minimised with Adam.

    Parameters
    ----------
    unrolled_steps : int, optional
        Number of steps L ≥ 1; an even number trains cycles of period two that pass for messages.
    gain : float, optional
        Gain β > 0.
    first : {"cue", "product"}, optional
        What the first step sees: s⁰ = p, or s⁰ = β (W p + b).
    loss : {"logarithmic", "squared"}, optional
        -ln((1 + ξ s)/2), or (ξ - s)², of each unit.
    probes : int, optional
        Number of noisy cues per message in one step of training.
    probability : float, optional
        Probability with which every unit of a cue is flipped; 0.1 unless `count` is given.
    count : int, optional
        Number of units flipped in each cue, instead of `probability`.
    fresh : bool, optional
        Whether every step draws new cues, or all use those drawn at the start.
    anchored : bool, optional
        Whether the messages themselves are shown too, with the loss counted after every step.
    start : "zero", float, Hebbian, Ease, MinimumProbabilityFlow or PseudoLikelihood, optional
        Weights to start from: zero; random of this standard deviation divided by √N; or those of a rule
        (Hebb's are divided by N). By default EASE.
    constraint : {"free", "zero-diagonal", "symmetric", "symmetric-zero-diagonal"}, optional
        Which weights are allowed.
    bias : bool, optional
        Whether biases are trained.
    steps : int, optional
        Number of steps of Adam.
    learning_rate : float, optional
        Learning rate of Adam at the first step.
    schedule : {"cosine", "constant"}, optional
        Half a cosine down to zero, or the same rate throughout.

    Raises
    ------
    SynaptomeError
        If an option is out of its range.

    Examples
    --------
    >>> from synaptome import hopfield
    >>> x = hopfield.random_messages(16, 32, rng=1)
    >>> network = hopfield.TrainedRecurrent().write(x, rng=2)
    >>> bool(network.recall(hopfield.flip(x, count=1, rng=3)).recovered(x).mean() > 0.8)
    True
    """

    def begin(self, messages: ArrayLike, *, network: Network | None = None, rng: RNG = None) -> Training:
        """Begin training that can be watched, stopped, saved and resumed.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        network : Network, optional
            Weights to start from, instead of those of `start`.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness of the start and of all cues.

        Returns
        -------
        Training
            The training before its first step.

        Raises
        ------
        SynaptomeError
            If there are no messages, the network is not as large, or the start cannot be written.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent().begin(hopfield.random_messages(5, 20, rng=1), rng=2)
        <Training at step 0 of 100>
        """
        given, words = self._messages(messages, network), key(rng)
        if network is None:
            return Training._of(self, given, _core.begin(self._parts(), given, words), words)
        return Training._of(self, given, _core.begin_from(self._parts(), given, network_of(network), words), words)

    def resume(self, messages: ArrayLike, saved: bytes) -> Training:
        """Resume training that was saved, with the same rule, but for `steps`, and the same messages.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        saved : bytes
            What :meth:`Training.save` has returned.

        Returns
        -------
        Training
            The training, which goes on as if it had never stopped.

        Raises
        ------
        SynaptomeError
            If `saved` is damaged, or belongs to another rule or other messages.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> rule, x = hopfield.TrainedRecurrent(), hopfield.random_messages(5, 20, rng=1)
        >>> training = rule.begin(x, rng=2)
        >>> training.run(until=3)
        >>> rule.resume(x, training.save())
        <Training at step 3 of 100>
        """
        given = self._messages(messages, None)
        words, position, body = parts_of(saved)
        return Training._of(self, given, _core.resume(self._parts(), given, body, words, position), words)

    def fit(
        self,
        messages: ArrayLike,
        *,
        callback: Callable[[TrainingProgress], object] | None = None,
        rng: RNG = None,
    ) -> Trained:
        """Train from the start to the last step.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        callback : callable, optional
            Called with a :class:`TrainingProgress` after each step; if it raises `StopIteration`, the
            network trained so far is returned.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness of the start and of all cues.

        Returns
        -------
        Trained
            `network`, `steps` and `losses`.

        Raises
        ------
        SynaptomeError
            If there are no messages, or training diverges: lower the learning rate.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> trained = hopfield.TrainedRecurrent().fit(hopfield.random_messages(10, 30, rng=1), rng=2)
        >>> bool(trained.losses[-1] < trained.losses[0])
        True
        """
        _options.function(callback, "callback")
        training, losses = self.begin(messages, rng=rng), []

        def seen(progress: TrainingProgress) -> None:
            losses.append(progress.loss)
            if callback is not None:
                callback(progress)

        training.run(callback=seen)
        return Trained(training.network, training.step, np.array(losses))

    def write(self, messages: ArrayLike, *, rng: RNG = None) -> Network:
        """Write messages.

        Parameters
        ----------
        messages : array_like
            Messages, (M, N), of ±1, or of 0 and 1.
        rng : None, int, SeedSequence, BitGenerator or Generator, optional
            Source of randomness of the start and of all cues.

        Returns
        -------
        Network
            The network after the last step.

        Raises
        ------
        SynaptomeError
            If there are no messages, or training diverges: lower the learning rate.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent(steps=2).write([[1, -1, 1]], rng=1)
        <Network of 3 units>
        """
        training = self.begin(messages, rng=rng)
        training.run()
        return training.network

    def gradient(
        self,
        network: Network,
        cues: ArrayLike,
        messages: ArrayLike,
        *,
        anchors: ArrayLike | None = None,
    ) -> RecurrentGradient:
        """Loss of a network in the unrolled recall, with its gradient.

        Parameters
        ----------
        network : Network
            A network of N units.
        cues, messages : array_like
            Cues and the messages that they should lead to, (B, N): their loss counts after the last step.
        anchors : array_like, optional
            Messages that are their own cues, (A, N): their loss counts after every step.

        Returns
        -------
        RecurrentGradient
            `loss`, `weights` and `bias`.

        Raises
        ------
        SynaptomeError
            If there are no cues, or they are not as many as messages or not of N units.

        Examples
        --------
        >>> import numpy as np
        >>> from synaptome import hopfield
        >>> network = hopfield.Hebbian().write([[1, -1, 1]])
        >>> hopfield.TrainedRecurrent().gradient(network, [[1, 1, 1]], [[1, -1, 1]]).weights.shape
        (3, 3)
        """
        inner = network_of(network)
        shown, targets = _rows(cues, "cues", inner.units), _rows(messages, "messages", inner.units)
        _arrays.same_length("messages", len(targets), len(shown))
        held = np.zeros((0, inner.units), np.int8) if anchors is None else _rows(anchors, "anchors", inner.units)
        unrolled = int(self.unrolled_steps), float(self.gain), self.first, self.loss
        return RecurrentGradient(*_core.unrolled_gradient(unrolled, inner, shown, targets, held))

    def _messages(self, messages: ArrayLike, network: Network | None) -> _arrays.Spins:
        given = _checks.messages(messages, None if network is None else network_of(network).units)
        if self.count is not None:
            _arrays.integer(self.count, "count", high=given.shape[1])
        _arrays.entries("the states of all cues", *given.shape, self.probes + self.anchored, self.unrolled_steps + 2)
        return given


def _rows(x: ArrayLike, name: str, units: int) -> _arrays.Spins:
    """One state or several, (B, N)."""
    return _checks.rows(_checks.states(x, name, units, axes=(1, 2)))
