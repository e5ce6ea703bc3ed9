"""Theory of the capacity (Knoblauch & Palm 2020, §4, appendices A.2, A.3, B and C)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import willshaw as _core
from .._results import result
from ._codes import BlockCode, Code, required
from ._memory import Association


@result
class Capacity(NamedTuple):
    """The largest memory that still retrieves well enough.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> capacity = willshaw.capacity(willshaw.BlockCode(blocks=16, size=256), association="hetero")
    >>> round(capacity.patterns)
    41210
    """

    #: Fraction p₁ of potentiated synapses.
    load: float
    #: Number of patterns M.
    patterns: float
    #: Bits of content per synapse, C_v.
    mapping_bits_per_synapse: float
    #: Bits of completion per synapse, C_u.
    completion_bits_per_synapse: float

    @property
    def bidirectional_bits_per_synapse(self) -> float:
        """Sum C_uv = C_u + C_v.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Capacity(0.5, 100.0, 0.3, 0.2).bidirectional_bits_per_synapse
        0.5
        """
        return self.mapping_bits_per_synapse + self.completion_bits_per_synapse


def _open(x: float, name: str) -> float:
    value = _arrays.number(x, name)
    if not 0.0 < value < 1.0:
        raise SynaptomeError(f"{name} must be above 0 and below 1, got {value}")
    return value


def part(x: float, name: str = "completeness") -> float:
    """A completeness λ in (0, 1]."""
    value = _arrays.number(x, name)
    if not 0.0 < value <= 1.0:
        raise SynaptomeError(f"{name} must be above 0 and at most 1, got {value}")
    return value


def _positive(x: float, name: str) -> float:
    value = _arrays.number(x, name)
    if not 0.0 < value < np.inf:
        raise SynaptomeError(f"{name} must be positive and finite, got {value}")
    return value


def probabilities(x: ArrayLike, name: str) -> Floats:
    """Numbers of [0, 1]."""
    given = _arrays.floats(x, name)
    wrong = ~((given >= 0) & (given <= 1))
    if wrong.any():
        raise SynaptomeError(f"{name} must lie in [0, 1], got {_arrays.first(given, wrong)}")
    return given


def broadcast(*arrays: Floats) -> tuple[tuple[int, ...], list[Floats]]:
    """Arrays of one shape, flattened, and the shape."""
    try:
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = " and ".join(str(array.shape) for array in arrays)
        raise SynaptomeError(f"arrays of the shapes {shapes} do not broadcast") from None
    _arrays.entries("the result", *shape)
    return shape, [np.broadcast_to(array, shape).ravel() for array in arrays]


def capacity(
    code: Code,
    *,
    completeness: float = 0.5,
    association: Association = "auto",
    tolerated_noise: float = 0.01,
    first_gain: float = 1.0,
    iterative: bool = True,
) -> Capacity:
    """Theory of the largest memory that still retrieves well enough.

    Of a block code that of iterative retrieval (§4, 4.9–4.14); of a random code that of appendix B.

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    completeness : float, optional
        Fraction λ of a pattern that cues keep, above 0 and at most 1 (below 1 for autoassociation).
    association : {"auto", "hetero"}, optional
        Which memory; the formulas of random codes are the same for both.
    tolerated_noise : float, optional
        Output noise ε, above 0 and below 1.
    first_gain : float, optional
        Number r of blocks or units that the first step must gain, positive.
    iterative : bool, optional
        Whether retrieval is iterated, or one step, for which blocks make no difference.

    Returns
    -------
    Capacity
        `load`, `patterns`, and bits per synapse.

    Raises
    ------
    SynaptomeError
        If an option is out of its range, or no largest memory exists.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.RandomCode(units=1000, activity=10)
    >>> one = willshaw.capacity(code, iterative=False)
    >>> one.patterns < willshaw.capacity(code).patterns
    True
    """
    hetero = _arrays.choice(association, "association", ("auto", "hetero")) == "hetero"
    limits = _open(tolerated_noise, "tolerated_noise"), _positive(first_gain, "first_gain")
    given = part(completeness)
    return Capacity(*_core.capacity(required(code)._sizes, hetero, given, limits, bool(iterative)))


def matrix_load(code: Code, patterns: ArrayLike) -> Floats:
    """Matrix load p₁ = 1 - (1 - k²/n²)^M after M patterns (4.1).

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    patterns : array_like
        Numbers of patterns M, not negative.

    Returns
    -------
    ndarray of float64
        Loads.

    Raises
    ------
    SynaptomeError
        If a number is negative or not a number.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=16, size=256)
    >>> willshaw.matrix_load(code, willshaw.patterns_at(code, 0.5))
    array(0.5)
    """
    given = _arrays.floats(patterns, "patterns")
    if not (given >= 0).all():
        raise SynaptomeError(f"patterns must not be negative, got {_arrays.first(given, ~(given >= 0))}")
    return _core.load(required(code)._sizes, given.ravel()).reshape(given.shape)


def patterns_at(code: Code, load: ArrayLike) -> Floats:
    """Number M of patterns that makes the load p₁; infinite at p₁ = 1.

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    load : array_like
        Loads p₁ in [0, 1].

    Returns
    -------
    ndarray of float64
        Numbers of patterns.

    Raises
    ------
    SynaptomeError
        If a load lies outside [0, 1].

    Examples
    --------
    >>> from synaptome import willshaw
    >>> round(float(willshaw.patterns_at(willshaw.BlockCode(blocks=16, size=256), 0.5)))
    45426
    """
    given = probabilities(load, "load")
    return _core.patterns_at(required(code)._sizes, given.ravel()).reshape(given.shape)


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
        _open(self.tolerated_noise, "tolerated_noise")
        _positive(self.first_gain, "first_gain")
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


@result
class Recognition(NamedTuple):
    """Theory of telling stored patterns from new ones (appendix C).

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.recognition(willshaw.RandomCode(units=1000, activity=10)).load < 1
    True
    """

    #: Largest load p₁.
    load: float
    #: Number of patterns M there.
    patterns: float
    #: Capacity C_rcg in bits per synapse.
    bits_per_synapse: float


def recognition(code: Code, *, completeness: float = 1.0, tolerated_spurious: float = 0.01) -> Recognition:
    """Largest memory that tells stored patterns from new ones (C.3, C.5, C.6).

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code, of which the numbers of units and active units count.
    completeness : float, optional
        Fraction λ of a pattern that cues keep, λk > 1.
    tolerated_spurious : float, optional
        Wrongly accepted patterns ε for each stored one, positive.

    Returns
    -------
    Recognition
        `load`, `patterns` and `bits_per_synapse`.

    Raises
    ------
    SynaptomeError
        If an option is out of its range.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.recognition(willshaw.RandomCode(units=1000, activity=10)).bits_per_synapse < 0.35
    True
    """
    tolerated = _positive(tolerated_spurious, "tolerated_spurious")
    return Recognition(*_core.recognition(required(code)._sizes, part(completeness), tolerated, 0.5)[:3])


def false_acceptance(code: Code, load: float, *, completeness: float = 1.0) -> float:
    """Probability q₀₁ = p₁^(λk(λk - 1)/2) that a new cue is fully connected by chance (C.2).

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code, of which the numbers of units and active units count.
    load : float
        Load p₁ in [0, 1].
    completeness : float, optional
        Fraction λ of a pattern that cues keep, λk > 1.

    Returns
    -------
    float
        The probability; :meth:`Memory.false_acceptance` measures it.

    Raises
    ------
    SynaptomeError
        If an option is out of its range.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.false_acceptance(willshaw.RandomCode(units=100, activity=3), 0.5)
    0.125
    """
    given = float(probabilities(_arrays.number(load, "load"), "load"))
    return _core.recognition(required(code)._sizes, part(completeness), 0.01, given)[3]


def limit_bits_per_synapse(quantity: str, load: ArrayLike, completeness: ArrayLike) -> Floats:
    """Capacity of infinitely large networks with k ∼ log n (4.21–4.23, C.6).

    Parameters
    ----------
    quantity : {"mapping", "bidirectional", "completion", "recognition", "clique"}
        λ, λ(2 - λ), λ(1 - λ), λ²/2 or (1 - λ²)/2 times log₂ p₁ ln(1 - p₁); the last is that of a complete
        search for cliques.
    load, completeness : array_like
        Loads p₁ and completenesses λ in [0, 1]; they broadcast.

    Returns
    -------
    ndarray of float64
        Bits per synapse.

    Raises
    ------
    SynaptomeError
        If a number lies outside [0, 1].

    Examples
    --------
    >>> from synaptome import willshaw
    >>> float(willshaw.limit_bits_per_synapse("mapping", 0.5, 1.0).round(4))
    0.6931
    """
    words = ("mapping", "bidirectional", "completion", "recognition", "clique")
    name = _arrays.choice(quantity, "quantity", words)
    shape, given = broadcast(probabilities(load, "load"), probabilities(completeness, "completeness"))
    return _core.unit_bits(name, given[0], given[1], given[0]).reshape(shape)
