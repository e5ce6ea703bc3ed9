"""Cues that are drawn from patterns."""

from __future__ import annotations

from numpy.typing import ArrayLike

from .. import _arrays
from .._core import SynaptomeError
from .._core import willshaw as _core
from .._rng import RNG, key
from ._codes import Code, required
from ._cues import Cues, cues_of
from ._lists import UnitLists


def draw_cues(
    code: Code,
    patterns: ArrayLike,
    *,
    completeness: float = 0.5,
    false_fraction: float = 0.0,
    rng: RNG = None,
) -> Cues:
    """Draw a cue of each pattern: λk of its units and κk silent ones, uniformly at random.

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    patterns : array_like of int
        Unit numbers, (K, k).
    completeness : float, optional
        Fraction λ of the units that a cue keeps, above 0 and at most 1; at least one unit is kept.
    false_fraction : float, optional
        Number of false units as a fraction κ ≥ 0 of the activity k.
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness; cue k draws from stream k under its key.

    Returns
    -------
    Cues
        One cue of each pattern.

    Raises
    ------
    SynaptomeError
        If an option is out of its range, or a row is no pattern of the code.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=8, size=16)
    >>> cues = willshaw.draw_cues(code, code.draw(3, rng=0), completeness=0.25, false_fraction=0.125, rng=1)
    >>> cues.units.lengths, cues.false_units
    (array([3, 3, 3]), array([1, 1, 1]))
    """
    given = required(code)._patterns(patterns, "patterns")
    part = _arrays.number(completeness, "completeness")
    if not 0.0 < part <= 1.0:
        raise SynaptomeError(f"completeness must be above 0 and at most 1, got {part}")
    share = _arrays.number(false_fraction, "false_fraction")
    most = (code.units - code.activity) / code.activity
    if not 0.0 <= share <= most:
        raise SynaptomeError(f"false_fraction must lie in [0, {most}], got {share}")
    return Cues._of(_core.draw_cues(code._sizes, given, part, share, key(rng)))


def mislead(
    code: Code, cues: Cues | UnitLists | ArrayLike, patterns: ArrayLike, *, count: int, rng: RNG = None
) -> Cues:
    """Replace units of cues by false ones: in a block code by other units of the same blocks.

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    cues : Cues, UnitLists or array_like of int
        Parts of the patterns, K of them.
    patterns : array_like of int
        Unit numbers, (K, k).
    count : int
        Number of units to replace in each cue, fewer than it has true ones.
    rng : None, int, SeedSequence, BitGenerator or Generator, optional
        Source of randomness; cue k draws from stream k under its key.

    Returns
    -------
    Cues
        Cues of the same lengths, with `count` more false units.

    Raises
    ------
    SynaptomeError
        If no true unit would be left, or the cues are not as many as the patterns.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=4, size=8)
    >>> misled = willshaw.mislead(code, [[3, 9, 17]], [[3, 9, 17, 30]], count=1, rng=1)
    >>> misled.units.lengths, misled.false_units
    (array([3]), array([1]))
    """
    given, rows = cues_of(cues), required(code)._patterns(patterns, "patterns")
    _arrays.same_length("cues", len(given), len(rows))
    number = _arrays.integer(count, "count", high=code.units)
    return Cues._of(_core.misled(code._sizes, given._core(code.units), rows, number, key(rng)))
