"""Options of the training of recurrent networks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from .. import _arrays, _options
from .._core import SynaptomeError
from . import _checks
from ._constraint import CONSTRAINTS, Constraint
from ._ease import Ease
from ._hebbian import Hebbian
from ._probability_flow import MinimumProbabilityFlow
from ._pseudo_likelihood import PseudoLikelihood

#: Weights to start from: a word, the standard deviation of random weights times √N, or a rule.
Start = Literal["zero"] | float | Hebbian | Ease | MinimumProbabilityFlow | PseudoLikelihood


@dataclass(frozen=True, kw_only=True)
class RecurrentOptions:
    """Options of :class:`TrainedRecurrent`, checked."""

    unrolled_steps: int = 3
    gain: float = 1.0
    first: Literal["cue", "product"] = "cue"
    loss: Literal["logarithmic", "squared"] = "logarithmic"
    probes: int = 2
    probability: float | None = None
    count: int | None = None
    fresh: bool = True
    anchored: bool = False
    start: Start = field(default_factory=Ease)
    constraint: Constraint = "free"
    bias: bool = False
    steps: int = 100
    learning_rate: float = 0.01
    schedule: Literal["cosine", "constant"] = "cosine"

    def __post_init__(self) -> None:
        anchored = _options.flag(self.anchored, "anchored")
        count, probability = _checks.chosen_noise(self.count, self.probability)
        _arrays.choice(self.first, "first", ("cue", "product"))
        _arrays.choice(self.loss, "loss", ("logarithmic", "squared"))
        _arrays.choice(self.constraint, "constraint", CONSTRAINTS)
        _arrays.choice(self.schedule, "schedule", ("cosine", "constant"))
        _checks.settle(
            self,
            unrolled_steps=_arrays.integer(self.unrolled_steps, "unrolled_steps", low=1, high=10_000),
            gain=_checks.positive(self.gain, "gain"),
            probes=_arrays.integer(self.probes, "probes", low=0 if anchored else 1),
            count=count,
            probability=probability,
            fresh=_options.flag(self.fresh, "fresh"),
            anchored=anchored,
            bias=_options.flag(self.bias, "bias"),
            steps=_arrays.integer(self.steps, "steps"),
            learning_rate=_checks.positive(self.learning_rate, "learning_rate"),
        )
        self._start()

    def multiplications(self, units: int, messages: int) -> float:
        """Number of multiplications of the training of so many messages, without its start.

        Parameters
        ----------
        units, messages : int
            Number of units N and of messages M.

        Returns
        -------
        float
            3 L - 1 products of N × N with N × B matrices in each step, B the number of cues.

        Raises
        ------
        SynaptomeError
            If a number is negative.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent(steps=1).multiplications(10, 5)
        8000.0
        """
        n, m = float(_arrays.integer(units, "units")), float(_arrays.integer(messages, "messages"))
        products = 3.0 * self.unrolled_steps - 1.0
        return self.steps * products * n * n * m * (self.probes + self.anchored)

    def _noise(self) -> _checks.Damage:
        probability = 0.1 if self.count is None and self.probability is None else self.probability
        return _checks.noise(self.count, probability, 0)

    def _start(self) -> Any:
        start = self.start
        if isinstance(start, MinimumProbabilityFlow | PseudoLikelihood):
            return start._parts()
        if isinstance(start, Ease):
            return "ease", float(start.flip_rate)
        if isinstance(start, Hebbian) and start.diagonal == "zero":
            return "hebbian", 0.0
        if isinstance(start, str) and start == "zero":
            return "zero", 0.0
        if isinstance(start, int | float | np.floating | np.integer) and not isinstance(start, bool):
            scale = _arrays.number(start, "start")
            if not np.isfinite(scale):
                raise SynaptomeError(f"start must be finite, got {scale}")
            return "random", scale
        raise SynaptomeError(f"start must be 'zero', a number or a rule with such weights, got {start!r}")

    def _parts(self) -> dict[str, Any]:
        return {
            "unrolled": (int(self.unrolled_steps), float(self.gain), self.first, self.loss),
            "probes": int(self.probes),
            "noise": self._noise(),
            "fresh": bool(self.fresh),
            "anchored": bool(self.anchored),
            "start": self._start(),
            "constraint": self.constraint,
            "bias": bool(self.bias),
            "steps": int(self.steps),
            "learning_rate": float(self.learning_rate),
            "schedule": self.schedule,
        }
