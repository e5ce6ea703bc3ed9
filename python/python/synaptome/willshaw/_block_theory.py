"""Theory of iterative retrieval of block patterns (Knoblauch & Palm 2020, §4, appendix A.2)."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import willshaw as _core
from ._block_code import BlockCode
from ._capacity import Capacity, capacity
from ._checks import broadcast, inner_fraction, part, positive, probabilities
from ._synapses import Association


@dataclass(frozen=True, kw_only=True)
class BlockTheory:
    """Theory of iterative retrieval of block patterns from part cues (§4, appendix A.2).

    Parameters
    ----------
    code : BlockCode
        The code of the patterns.
    completeness : float, optional
        Fraction λ of a pattern that cues keep.
    association : {"auto", "hetero"}, optional
        Which memory.
    tolerated_noise : float, optional
        Output noise ε, above 0 and below 1.
    first_gain : float, optional
        Number r of blocks that the first step must gain, positive.

    Raises
    ------
    SynaptomeError
        If an option is out of its range, or a complete cue leaves nothing to complete.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> theory = willshaw.BlockTheory(code=willshaw.BlockCode(blocks=16, size=256))
    >>> theory.output_completeness(0.5, [0.25, 0.5]).round(3)
    array([0.25 , 0.684])
    """

    code: BlockCode
    completeness: float = 0.5
    association: Association = "auto"
    tolerated_noise: float = 0.01
    first_gain: float = 1.0

    def __post_init__(self) -> None:
        if not isinstance(self.code, BlockCode):
            raise SynaptomeError(f"code must be a BlockCode, got {self.code!r}")
        _arrays.choice(self.association, "association", ("auto", "hetero"))
        part(self.completeness)
        inner_fraction(self.tolerated_noise, "tolerated_noise")
        positive(self.first_gain, "first_gain")
        self.max_load()

    def _values(self, name: str, load: ArrayLike, completeness: ArrayLike = 0.0) -> Floats:
        shape, given = broadcast(probabilities(load, "load"), probabilities(completeness, "completeness"))
        limits = float(self.tolerated_noise), float(self.first_gain)
        options = self.association == "hetero", float(self.completeness), limits
        return _core.block_theory(self.code._sizes, *options, name, *given).reshape(shape)

    def error_probability(self, load: ArrayLike, completeness: ArrayLike) -> Floats:
        """Probability p₀₁ = p₁^(λk) that λk cue units reach a wrong unit (4.2).

        Parameters
        ----------
        load, completeness : array_like
            Loads p₁ and completenesses λ in [0, 1]; they broadcast.

        Returns
        -------
        ndarray of float64
            Probabilities.

        Raises
        ------
        SynaptomeError
            If a number lies outside [0, 1].

        Examples
        --------
        >>> from synaptome import willshaw
        >>> theory = willshaw.BlockTheory(code=willshaw.BlockCode(blocks=4, size=8))
        >>> theory.error_probability(0.5, 0.5)
        array(0.25)
        """
        return self._values("error", load, completeness)

    def reconstruction_probability(self, load: ArrayLike, completeness: ArrayLike) -> Floats:
        """Probability (1 - p₀₁)^(N - 1) of no wrong unit in a block (4.3).

        Parameters
        ----------
        load, completeness : array_like
            Loads p₁ and completenesses λ in [0, 1]; they broadcast.

        Returns
        -------
        ndarray of float64
            Probabilities.

        Raises
        ------
        SynaptomeError
            If a number lies outside [0, 1].

        Examples
        --------
        >>> from synaptome import willshaw
        >>> theory = willshaw.BlockTheory(code=willshaw.BlockCode(blocks=4, size=2))
        >>> theory.reconstruction_probability(0.5, 0.5)
        array(0.75)
        """
        return self._values("reconstruction", load, completeness)

    def output_completeness(self, load: ArrayLike, completeness: ArrayLike) -> Floats:
        """Fraction of blocks known after a step from a fraction λ (4.4, A.19).

        Parameters
        ----------
        load, completeness : array_like
            Loads p₁ and completenesses λ in [0, 1]; they broadcast.

        Returns
        -------
        ndarray of float64
            Fractions.

        Raises
        ------
        SynaptomeError
            If a number lies outside [0, 1].

        Examples
        --------
        >>> from synaptome import willshaw
        >>> theory = willshaw.BlockTheory(code=willshaw.BlockCode(blocks=4, size=2))
        >>> theory.output_completeness(0.5, 0.5)
        array(0.875)
        """
        return self._values("output", load, completeness)

    def fixed_point(self, load: ArrayLike) -> Floats:
        """Largest fixed point of the reconstruction probability (4.5).

        Parameters
        ----------
        load : array_like
            Loads p₁ in [0, 1].

        Returns
        -------
        ndarray of float64
            Completenesses.

        Raises
        ------
        SynaptomeError
            If a load lies outside [0, 1].

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.BlockTheory(code=willshaw.BlockCode(blocks=16, size=256)).fixed_point([0.5, 1.0]).round(4)
        array([0.9959, 0.    ])
        """
        return self._values("fixed-point", load)

    def tangent_fixed_point(self, load: ArrayLike) -> Floats:
        """Fixed point of the tangent at λ = 1, an upper bound of :meth:`fixed_point` (4.6).

        Parameters
        ----------
        load : array_like
            Loads p₁ in [0, 1].

        Returns
        -------
        ndarray of float64
            Completenesses; NaN where the tangent is steeper than the diagonal.

        Raises
        ------
        SynaptomeError
            If a load lies outside [0, 1].

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.BlockTheory(code=willshaw.BlockCode(blocks=16, size=256)).tangent_fixed_point([0.5]).round(4)
        array([0.9959])
        """
        return self._values("tangent", load)

    def required_reconstruction(self) -> float:
        """Reconstruction probability that the first step needs to gain r blocks (4.7, 4.8, A.20).

        Returns
        -------
        float
            The probability L.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.BlockTheory(code=willshaw.BlockCode(blocks=16, size=256)).required_reconstruction()
        0.125
        """
        return float(self._values("required", 0.0))

    def max_load(self) -> float:
        """Largest load p₁ (4.9).

        Returns
        -------
        float
            The load.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> 0.5 < willshaw.BlockTheory(code=willshaw.BlockCode(blocks=16, size=256)).max_load() < 0.6
        True
        """
        return float(self._values("max", 0.0))

    def optimum(self) -> Capacity:
        """The memory at the largest load (4.10–4.14).

        Returns
        -------
        Capacity
            As :func:`capacity`.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> code = willshaw.BlockCode(blocks=16, size=256)
        >>> willshaw.BlockTheory(code=code).optimum() == willshaw.capacity(code)
        True
        """
        return capacity(
            self.code,
            completeness=self.completeness,
            association=self.association,
            tolerated_noise=self.tolerated_noise,
            first_gain=self.first_gain,
        )
