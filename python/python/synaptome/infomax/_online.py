"""What rules that learn at every step have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .._core import infomax as _native
from .._rng import RNG, Key, key
from ._learning import Callback, Learned, Learning, NetworkCallback, learned
from ._network import Network
from ._rule_options import spontaneous
from ._several import learn_networks
from ._stimuli import StimulusLike


@dataclass(frozen=True, kw_only=True)
class OnlineRule:
    """A rule that changes every weight at every step, from what its two neurons know."""

    steps: int = 6_000_000
    learning_rate: float = 1e-3
    decay_from: float = 0.3
    final_fraction: float = 0.05
    average_rate: float = 1e-4

    def _length(self) -> str:
        return f"{self.steps} steps"

    def _started(self, network: _native.Network, alone: _native.Stimulus, words: Key) -> _native.Learning:
        raise NotImplementedError

    def _resumed(self, state: bytes, alone: _native.Stimulus, position: tuple[bytes, int]) -> _native.Learning:
        raise NotImplementedError

    def _resume(
        self, stimulus: StimulusLike, network: Network, state: bytes, position: tuple[bytes, int], done: int
    ) -> _native.Learning:
        return self._resumed(state, spontaneous(network), position)

    def begin(self, network: Network, *, rng: RNG = None) -> Learning:
        """Learning of a copy of the network, which must have no inputs, from its first step.

        Raises
        ------
        SynaptomeError
            If a rate is not in [0, 1], or the network has inputs.
        """
        return self._begin(network, None, key(rng))

    def _begin(self, network: Network, _: StimulusLike, words: Key) -> Learning:
        alone = spontaneous(network)
        return Learning._of(self._started(network._core, alone, words), self, None)

    def learn(self, network: Network, *, rng: RNG = None, callback: Callback | None = None) -> Learned:
        """Learn through all steps.

        Parameters
        ----------
        network : Network
            Where learning starts; it is left as it is.
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random stream.
        callback : callable, optional
            Called with a :class:`LearningProgress` after each 10,000 steps; `StopIteration` ends learning.

        Raises
        ------
        SynaptomeError
            As :meth:`begin`, and if a weight grows beyond all limits.
        """
        return learned(self.begin(network, rng=rng), callback)

    def learn_networks(
        self,
        networks: Iterable[Network],
        *,
        rng: RNG = None,
        callback: NetworkCallback | None = None,
        workers: int | None = None,
    ) -> list[Learned]:
        """Learn with several networks on several threads, as :meth:`Learner.learn_networks` does.

        Parameters
        ----------
        networks : iterable of Network
            Where learning starts; they are left as they are. An object may be given several times.
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random streams; network k uses stream k.
        callback : callable, optional
            Called, in the thread that calls this method, with the number of a network and a :class:`LearningProgress`
            after each 10,000 steps; `StopIteration` ends the learning of this network with what it has.
        workers : int, optional
            Number of threads, by default as many as the machine offers. Results do not depend on it.

        Raises
        ------
        SynaptomeError
            As :meth:`learn`. The message names the network; what other networks have learned is lost.

        Examples
        --------
        >>> from synaptome import infomax
        >>> rule, network = infomax.LocalRule(steps=20_000), infomax.Network.random(10, rng=0)
        >>> first, second = rule.learn_networks([network, network], rng=1)
        >>> first == rule.learn(network, rng=1), first == second
        (True, False)
        """
        return learn_networks(self, networks, None, rng, callback, workers)
