"""The local rule that knows single pairs of neurons only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .._core import infomax as _native
from .._rng import RNG, Key, key
from ._learning import Callback, Learned, Learning, NetworkCallback, learned
from ._network import Network
from ._rules import _checked, _spontaneous, _values
from ._several import learn_networks
from ._stimuli import StimulusLike


@dataclass(frozen=True, kw_only=True)
class PairwiseRule:
    """The simplest local rule: each synapse alone strengthens the correlation of its two neurons.

    For weak correlations the information is ½ Σ r_kl², r_kl being the correlation of x_k(t+1) with x_l(t). A
    synapse that knows a trace of its own covariance, E_kl += ε (ξ_k(t+1) ξ_l(t) - E_kl), follows the gradient of
    its own term, W_kl += η γ_k x_l(t) ξ_l(t) E_kl / (C_kk C_ll) with γ_k = p_k (1 - p_k/p_max) and C_kk = ⟨x_k⟩ (1
    - ⟨x_k⟩). Nothing keeps synapses from strengthening the same correlation: it is the floor that
    :class:`LocalRule`, which decorrelates neurons, is compared with. The rule is ours.

    Parameters
    ----------
    steps : int
        Number of steps.
    learning_rate, average_rate, trace_rate : float
        Rates per step, in [0, 1]: η of the weights at the beginning, that of averages, and ε, the slowest of the
        traces.
    decay_from, final_fraction : float
        The learning rate falls linearly from this fraction of the steps on, to this fraction of itself.

    Examples
    --------
    >>> from synaptome import infomax
    >>> learned = infomax.PairwiseRule(steps=20_000).learn(infomax.Network.random(10, rng=0), rng=1)
    >>> learned.network.weights.shape
    (10, 10)
    """

    steps: int = 6_000_000
    learning_rate: float = 1e-3
    decay_from: float = 0.3
    final_fraction: float = 0.05
    average_rate: float = 1e-4
    trace_rate: float = 5e-5

    def __post_init__(self) -> None:
        _checked(self, ("steps",), skip=())

    def _length(self) -> str:
        return f"{self.steps} steps"

    def _resume(
        self, stimulus: StimulusLike, network: Network, state: bytes, position: tuple[bytes, int], done: int
    ) -> _native.Learning:
        return _native.Learning.resume_pairwise(_values(self), state, _spontaneous(network), position)

    def begin(self, network: Network, *, rng: RNG = None) -> Learning:
        """Learning of a copy of the network, which must have no inputs, from its first step.

        Raises
        ------
        SynaptomeError
            If a rate is not in [0, 1], or the network has inputs.
        """
        return self._begin(network, None, key(rng))

    def _begin(self, network: Network, _: StimulusLike, words: Key) -> Learning:
        alone = _spontaneous(network)
        learning = _native.Learning.pairwise(_values(self), network._core, alone, words)
        return Learning._of(learning, self, None)

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
        >>> rule, network = infomax.PairwiseRule(steps=20_000), infomax.Network.random(10, rng=0)
        >>> first, second = rule.learn_networks([network, network], rng=1)
        >>> first == rule.learn(network, rng=1), first == second
        (True, False)
        """
        return learn_networks(self, networks, None, rng, callback, workers)
