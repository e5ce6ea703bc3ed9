"""Recipes for the training of recurrent networks."""

from __future__ import annotations

from typing import TypeVar

from . import _checks
from ._ease import Ease
from ._pseudo_likelihood import PseudoLikelihood
from ._recurrent_options import RecurrentOptions

Rule = TypeVar("Rule", bound="Recipes")


class Recipes(RecurrentOptions):
    """Rules for a flip rate or a load, with their options chosen."""

    @classmethod
    def warm(cls: type[Rule], flip_rate: float) -> Rule:
        """The cheap recipe: from EASE, 100 steps of two cues per message at this flip rate.

        Parameters
        ----------
        flip_rate : float
            Probability with which every unit of a cue is flipped, above 0 and below one half.

        Returns
        -------
        TrainedRecurrent
            The rule.

        Raises
        ------
        SynaptomeError
            If the rate is out of its range.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent.warm(0.2).start
        Ease(flip_rate=0.2)
        """
        return cls(probability=flip_rate, start=Ease(flip_rate=flip_rate))

    @classmethod
    def anchored_for(cls: type[Rule], load: float) -> Rule:
        """The anchored recipe for a load M/N: 1,000 steps of five noisy cues and the messages themselves.

        Parameters
        ----------
        load : float
            Load M/N, positive.

        Returns
        -------
        TrainedRecurrent
            The rule, which starts from :class:`PseudoLikelihood` and has a free diagonal.

        Raises
        ------
        SynaptomeError
            If the load is not positive.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> rule = hopfield.TrainedRecurrent.anchored_for(0.5)
        >>> rule.probes, rule.steps, rule.anchored
        (5, 1000, True)
        """
        rate = cls.flip_rate_for(load)
        return cls(probability=rate, probes=5, anchored=True, start=PseudoLikelihood(), steps=1000)

    @classmethod
    def single_step_for(cls: type[Rule], load: float) -> Rule:
        """The recipe for loads above one: a single step (L = 1), for which the loss is convex.

        A free diagonal alone could make every message a fixed point: report recovery from one flipped
        unit with it.

        Parameters
        ----------
        load : float
            Load M/N, positive.

        Returns
        -------
        TrainedRecurrent
            The rule.

        Raises
        ------
        SynaptomeError
            If the load is not positive.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent.single_step_for(1.5).unrolled_steps
        1
        """
        rate = cls.flip_rate_for(load)
        start = PseudoLikelihood()
        return cls(
            unrolled_steps=1,
            probability=rate,
            probes=5,
            anchored=True,
            start=start,
            steps=300,
            learning_rate=0.03,
        )

    @staticmethod
    def flip_rate_for(load: float) -> float:
        """Flip rate of cues to train with at a load M/N: min(0.25, 0.017 (M/N)^-2.3).

        Parameters
        ----------
        load : float
            Load M/N, positive.

        Returns
        -------
        float
            Probability with which every unit of a cue is flipped.

        Raises
        ------
        SynaptomeError
            If the load is not positive.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.TrainedRecurrent.flip_rate_for(1.0)
        0.017
        """
        # Below a load of 0.1 the rate is 0.25, and the power might overflow.
        return float(min(0.017 * max(_checks.positive(load, "load"), 0.1) ** -2.3, 0.25))
