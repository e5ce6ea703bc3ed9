"""Information of cues and outputs about whole patterns (Knoblauch & Palm 2020, §2 and appendix A.1)."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import willshaw as _core
from ._block_code import BlockCode
from ._checks import broadcast, probabilities
from ._codes import Code, required
from ._cues import Cues
from ._lists import UnitLists, unit_lists


def output_bits(
    code: Code,
    spurious: ArrayLike,
    missing: ArrayLike,
    *,
    kind: Literal["core", "halo", "neither", "informed", "random"] = "neither",
) -> Floats:
    """Bits that an output with error rates conveys about its pattern.

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns; of a random code units count as independent (A.4).
    spurious, missing : array_like
        Probabilities p₀₁ and p₁₀ in [0, 1]; they broadcast.
    kind : {"core", "halo", "neither", "informed", "random"}, optional
        What outputs hold of the pattern: a subset (A.7), a superset (A.8), or neither (A.10–A.12);
        "informed" bounds the last from above, for a receiver who knows which blocks lost their true unit;
        "random" takes units as independent.

    Returns
    -------
    ndarray of float64
        Bits of one pattern.

    Raises
    ------
    SynaptomeError
        If a probability lies outside [0, 1], a core of a block code has p₀₁ > 0 or a halo p₁₀ > 0.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=4, size=16)
    >>> willshaw.output_bits(code, 0.0, [0.0, 0.5], kind="core")
    array([16.,  8.])
    """
    words = ("core", "halo", "neither", "informed", "random")
    name = _arrays.choice(kind, "kind", words)
    shape, given = broadcast(probabilities(spurious, "spurious"), probabilities(missing, "missing"))
    return _core.code_bits(required(code)._sizes, name, *given).reshape(shape)


def cue_bits(code: Code, *, completeness: ArrayLike = 0.5, false_fraction: ArrayLike = 0.0) -> Floats:
    """Bits that a cue conveys about its pattern.

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    completeness, false_fraction : array_like, optional
        Fractions λ of true units and κ of false ones; they broadcast.

    Returns
    -------
    ndarray of float64
        Bits of one pattern.

    Raises
    ------
    SynaptomeError
        If λ lies outside [0, 1], or κ is negative or too large for the code.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.cue_bits(willshaw.BlockCode(blocks=4, size=16), completeness=0.5)
    array(8.)
    """
    share = _arrays.floats(false_fraction, "false_fraction")
    shape, given = broadcast(probabilities(completeness, "completeness"), share)
    return _core.code_bits(required(code)._sizes, "cue", *given).reshape(shape)


def part_bits(code: BlockCode, outputs: UnitLists | ArrayLike) -> Floats:
    """Bits that each output of a core or a halo retrieval conveys.

    log₂ N - log₂ y in each block with y units, nothing in an empty one. The mean accounts for correlated
    errors, where :func:`output_bits` takes them as independent.

    Parameters
    ----------
    code : BlockCode
        The code of the patterns.
    outputs : UnitLists or array_like of int
        Ascending units of each output.

    Returns
    -------
    ndarray of float64
        Bits, (K,).

    Raises
    ------
    SynaptomeError
        If the code has no blocks, or a unit is out of range.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.part_bits(willshaw.BlockCode(blocks=3, size=16), [3, 16, 17, 18, 19])
    array([6.])
    """
    lists = unit_lists(outputs, "outputs")
    units = lists.indices
    if (units >= required(code).units).any():
        raise SynaptomeError(f"outputs must be unit numbers below {code.units}, got {units.max()}")
    given = units.astype(np.uint32), lists.indptr.tolist(), [0] * len(lists)
    return _core.part_bits(code._sizes, given)


def union_bits(code: Code, cues: Cues, patterns: ArrayLike, outputs: UnitLists) -> Floats:
    """Bits that each output of an autoassociation conveys as a set beyond its cue.

    Of a block code Σ log₂(N/y) over the blocks without a cue unit, with y units of the output in a block.

    Parameters
    ----------
    code : BlockCode
        The code of the patterns.
    cues : Cues
        The cues, K of them.
    patterns : array_like of int
        Stored patterns that belong to them, (K, k).
    outputs : UnitLists
        Outputs, which should hold the patterns.

    Returns
    -------
    ndarray of float64
        Bits, (K,); NaN where an output does not hold its pattern.

    Raises
    ------
    SynaptomeError
        If the code has no blocks, or numbers of rows differ.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=3, size=8)
    >>> willshaw.union_bits(code, willshaw.Cues([[0]]), [[0, 8, 17]], willshaw.UnitLists([0, 8, 16, 17], [0, 4]))
    array([5.])
    """
    if not isinstance(code, BlockCode):
        raise SynaptomeError(f"code must be a BlockCode, got {code!r}")
    if not isinstance(cues, Cues):
        raise SynaptomeError(f"cues must be Cues, got {cues!r}")
    if not isinstance(outputs, UnitLists):
        raise SynaptomeError(f"outputs must be UnitLists, got {outputs!r}")
    rows = code._patterns(patterns, "patterns").astype(np.int64)
    _arrays.same_length("cues", len(cues), len(rows))
    _arrays.same_length("outputs", len(outputs), len(rows))
    known = UnitLists(cues.units.indices // code.size, cues.units.indptr)
    units = [row[~np.isin(row // code.size, blocks)] for row, blocks in zip(outputs, known, strict=True)]
    ends = np.cumsum([0, *map(len, units)])
    open_units = UnitLists(np.concatenate(units) if units else [], ends)
    bits = part_bits(code, open_units)
    bits[~outputs.contains(rows)] = np.nan
    return bits
