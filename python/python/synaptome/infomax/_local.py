"""A local rule that maximises information."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from .. import _arrays
from .._core import infomax as _native
from .._rng import Key
from ._online import OnlineRule
from ._rule_options import checked, values


@dataclass(frozen=True, kw_only=True)
class LocalRule(OnlineRule):
    """A local rule that maximises information: covariance Hebb with lateral decorrelation.

    Every weight changes at every step from what its two neurons know. The authors of recurrent infomax name such a
    rule as their next goal; this one is ours.

    Parameters
    ----------
    steps : int
        Number of steps.
    learning_rate, average_rate, lateral_rate : float
        Rates per step, in [0, 1]: of the weights at the beginning, of averages, and of lateral weights.
    decay_from, final_fraction : float
        The learning rate falls linearly from this fraction of the steps on, to this fraction of itself.
    decorrelation : {"one-pass", "none"} or int
        How lateral weights act: once, not at all, or in so many Gauss–Seidel sweeps.
    laterals : {"all"} or int
        Which neurons have lateral connections: all with all, or each with those up to so many places away on a ring
        in the order of their numbers.

    Examples
    --------
    >>> from synaptome import infomax
    >>> learned = infomax.LocalRule(steps=20_000).learn(infomax.Network.random(10, rng=0), rng=1)
    >>> learned.network.weights.shape
    (10, 10)
    """

    lateral_rate: float = 5e-5
    decorrelation: Literal["one-pass", "none"] | int = "one-pass"
    laterals: Literal["all"] | int = "all"

    def __post_init__(self) -> None:
        checked(self, ("steps",), skip=("decorrelation", "laterals"))
        if isinstance(self.decorrelation, str):
            _arrays.choice(self.decorrelation, "decorrelation", ("one-pass", "none"))
        else:
            sweeps = _arrays.integer(self.decorrelation, "decorrelation", low=1, high=10_000)
            object.__setattr__(self, "decorrelation", sweeps)
        if isinstance(self.laterals, str):
            _arrays.choice(self.laterals, "laterals", ("all",))
        else:
            reach = _arrays.integer(self.laterals, "laterals", low=0, high=65_535)
            object.__setattr__(self, "laterals", reach)

    def _options(self) -> dict[str, Any]:
        kinds = {"none": 0, "one-pass": 1}
        kind = self.decorrelation
        sweeps = kinds[kind] if isinstance(kind, str) else kind + 1
        reach = None if isinstance(self.laterals, str) else self.laterals
        return values(self) | {"decorrelation": sweeps, "laterals": reach}

    def _started(self, network: _native.Network, alone: _native.Stimulus, words: Key) -> _native.Learning:
        return _native.Learning.local(self._options(), network, alone, words)

    def _resumed(self, state: bytes, alone: _native.Stimulus, position: tuple[bytes, int]) -> _native.Learning:
        return _native.Learning.resume_local(self._options(), state, alone, position)
