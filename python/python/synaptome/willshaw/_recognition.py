"""Theory of telling stored patterns from new ones (Knoblauch & Palm 2020, appendix C)."""

from __future__ import annotations

from typing import NamedTuple

from .. import _arrays
from .._core import willshaw as _core
from .._results import result
from ._checks import part, positive, probabilities
from ._codes import Code, required


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
    tolerated = positive(tolerated_spurious, "tolerated_spurious")
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
