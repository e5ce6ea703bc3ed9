"""The local rule that knows single pairs of neurons only."""

from __future__ import annotations

from dataclasses import dataclass

from .._core import infomax as _native
from .._rng import Key
from ._online import OnlineRule
from ._rule_options import checked, values


@dataclass(frozen=True, kw_only=True)
class PairwiseRule(OnlineRule):
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

    trace_rate: float = 5e-5

    def __post_init__(self) -> None:
        checked(self, ("steps",), skip=())

    def _started(self, network: _native.Network, alone: _native.Stimulus, words: Key) -> _native.Learning:
        return _native.Learning.pairwise(values(self), network, alone, words)

    def _resumed(self, state: bytes, alone: _native.Stimulus, position: tuple[bytes, int]) -> _native.Learning:
        return _native.Learning.resume_pairwise(values(self), state, alone, position)
