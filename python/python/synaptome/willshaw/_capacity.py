"""Theory of the largest memory that still retrieves (Knoblauch & Palm 2020, §4 and appendix B)."""

from __future__ import annotations

from typing import NamedTuple

from .. import _arrays, _options
from .._core import willshaw as _core
from .._results import result
from ._checks import inner_fraction, part, positive
from ._codes import Code, required
from ._synapses import Association


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
    limits = inner_fraction(tolerated_noise, "tolerated_noise"), positive(first_gain, "first_gain")
    given = part(completeness)
    repeated = _options.flag(iterative, "iterative")
    return Capacity(*_core.capacity(required(code)._sizes, hetero, given, limits, repeated))
