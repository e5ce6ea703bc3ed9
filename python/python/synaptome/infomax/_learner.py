"""Gradient ascent of the information, block by block."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .. import _arrays
from .._arrays import Floats
from .._core import infomax as _native
from .._rng import RNG, Key, key
from ._learning import Callback, Learned, Learning, NetworkCallback, learned
from ._network import Network
from ._rule_options import checked, sides, values
from ._several import learn_networks
from ._stimuli import StimuliLike, StimulusLike, as_stimulus, kept

_GRADIENTS = ("paper", "two-pass", "full-response")
_HOMEOSTASES = ("adaptive", "compensated")


@dataclass(frozen=True, kw_only=True)
class Learner:
    """Recurrent infomax: gradient ascent of the information between successive states, block by block.

    ``W(b+1) = clip(W(b) + learning_rate * V(b), ±weight_limit)`` with V the gradient of I from the latter half of
    the block (Tanaka, Kaneko & Aoyagi 2009, equation 2.3).

    Parameters
    ----------
    blocks : int
        Number of blocks.
    block_steps : int
        Steps of a block, at least 4N + 4.
    gradient : {"two-pass", "paper", "full-response"}
        "paper" takes moments alone (appendix A), "two-pass" measures the responses by replaying the block,
        "full-response" adds the linear response of later steps.
    homeostasis : {"adaptive", "compensated"}
        What keeps rates near their targets while weights change: the thresholds alone, as in the paper, or also a
        shift of each threshold by the mean input that a step of learning adds. With "compensated", neurons that never
        fired in a block, or never rested, are left out of its gradient; with "adaptive" they skip the whole block.
    learning_rate, weight_limit, ridge : float
        Not negative; the ridge is added to the variances, so that the covariance can be inverted.
    neurons : sequence of int, optional
        The neurons that learn; all by default.
    settling_blocks : int
        Blocks at the beginning without a change of weights.
    largest_entry, clip : float
        The step is scaled down so that its largest entry is at most `largest_entry`; entries are then clipped.
    decay_from, final_fraction : float
        The learning rate falls linearly from this fraction of the blocks on, to this fraction of itself.

    Examples
    --------
    >>> from synaptome import infomax
    >>> network = infomax.Network.random(20, rng=0)
    >>> learner = infomax.Learner(blocks=30, block_steps=10_000)
    >>> learned = learner.learn(network, rng=1)
    >>> bool(learned.history[-1] > 10 * learned.history[0])
    True
    """

    blocks: int = 400
    block_steps: int = 50_000
    gradient: Literal["two-pass", "paper", "full-response"] = "two-pass"
    homeostasis: Literal["adaptive", "compensated"] = "adaptive"
    learning_rate: float = 20.0
    weight_limit: float = 100.0
    ridge: float = 1e-3
    neurons: Sequence[int] = ()
    settling_blocks: int = 5
    largest_entry: float = 1.0
    clip: float = 1.0
    decay_from: float = 0.3
    final_fraction: float = 0.03

    def __post_init__(self) -> None:
        checked(self, ("blocks", "block_steps", "settling_blocks"), skip=("gradient", "homeostasis", "neurons"))
        _arrays.choice(self.gradient, "gradient", _GRADIENTS)
        _arrays.choice(self.homeostasis, "homeostasis", _HOMEOSTASES)
        given = _arrays.indices(self.neurons, "neurons", 1, low=0)
        object.__setattr__(self, "neurons", tuple(int(i) for i in given))

    def _options(self) -> dict[str, Any]:
        return values(self)

    def _length(self) -> str:
        return f"{self.blocks} blocks"

    def _resume(
        self, stimulus: StimulusLike, network: Network, state: bytes, position: tuple[bytes, int], done: int
    ) -> _native.Learning:
        driven = as_stimulus(stimulus, *sides(network))
        return _native.Learning.resume_gradient(self._options(), state, driven, position, done * self.block_steps)

    def begin(self, network: Network, *, stimulus: StimulusLike = None, rng: RNG = None) -> Learning:
        """Learning of a copy of the network, from its first block.

        Parameters
        ----------
        network : Network
            Where learning starts; it is left as it is.
        stimulus : None, array_like (T, inputs) or (T, N), Raster, Patches or ForcedSequence
            As in :meth:`Network.run`.
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random stream.

        Raises
        ------
        SynaptomeError
            If an option is out of its range, a block is too short for its statistics, or a learning neuron does not
            exist.
        """
        return self._begin(network, stimulus, key(rng))

    def _begin(self, network: Network, stimulus: StimulusLike, words: Key) -> Learning:
        own = kept(stimulus)
        driven = as_stimulus(own, *sides(network))
        return Learning._of(_native.Learning.gradient(self._options(), network._core, driven, words), self, own)

    def learn(
        self, network: Network, *, stimulus: StimulusLike = None, rng: RNG = None, callback: Callback | None = None
    ) -> Learned:
        """Learn through all blocks.

        Parameters
        ----------
        network : Network
            Where learning starts; it is left as it is.
        stimulus : None, array_like (T, inputs) or (T, N), Raster, Patches or ForcedSequence
            As in :meth:`Network.run`.
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random stream.
        callback : callable, optional
            Called with a :class:`LearningProgress` after each block; `StopIteration` ends learning with what it has.

        Returns
        -------
        Learned
            The network, the course of the information in nats, and the blocks that were skipped.

        Raises
        ------
        SynaptomeError
            As :meth:`begin`.
        """
        return learned(self.begin(network, stimulus=stimulus, rng=rng), callback)

    def learn_networks(
        self,
        networks: Iterable[Network],
        *,
        stimulus: StimuliLike = None,
        rng: RNG = None,
        callback: NetworkCallback | None = None,
        workers: int | None = None,
    ) -> list[Learned]:
        """Learn with several networks, each through all blocks, on several threads.

        Network k uses stream k under the key that `rng` gives: network 0 learns what :meth:`learn` gives with the same
        `rng`, and what a network learns depends on its number, but not on the other networks.

        Parameters
        ----------
        networks : iterable of Network
            Where learning starts; they are left as they are. An object may be given several times.
        stimulus : None, array_like, Raster, Patches or ForcedSequence, or a list of one for each network
            As in :func:`run_networks`.
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random streams.
        callback : callable, optional
            Called, in the thread that calls this method, with the number of a network and a :class:`LearningProgress`
            after each block; `StopIteration` ends the learning of this network with what it has.
        workers : int, optional
            Number of threads, by default as many as the machine offers. Results do not depend on it.

        Returns
        -------
        list of Learned
            What came out of each network.

        Raises
        ------
        SynaptomeError
            As :meth:`begin`, where the message names the network, and if there are not as many stimuli as networks. No
            network has learned then.

        Examples
        --------
        >>> from synaptome import infomax
        >>> networks = [infomax.Network.random(n, rng=0) for n in (5, 10, 20)]
        >>> learner = infomax.Learner(blocks=30, block_steps=5_000)
        >>> learned = learner.learn_networks(networks, rng=1)
        >>> [each.network.neurons for each in learned]
        [5, 10, 20]
        >>> learned[0] == learner.learn(networks[0], rng=1)
        True
        """
        return learn_networks(self, networks, stimulus, rng, callback, workers)

    def gradient_of(self, network: Network, *, stimulus: StimulusLike = None, rng: RNG = None) -> tuple[Floats, float]:
        """The gradient V (free, N) of one block, and the information in nats.

        Raises
        ------
        SynaptomeError
            As :meth:`begin`, and if a learning neuron was silent or locked, or the covariance is singular.

        Examples
        --------
        >>> from synaptome import infomax
        >>> gradient, nats = infomax.Learner(block_steps=20_000).gradient_of(infomax.Network.random(5, rng=0), rng=1)
        >>> gradient.shape
        (5, 5)
        """
        driven = as_stimulus(stimulus, *sides(network))
        return network._core.gradient(self._options(), driven, key(rng))
