"""Noise and information of outputs."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias, cast

from numpy.typing import ArrayLike

from .. import _arrays
from .._core import SynaptomeError
from .._core import willshaw as _core
from .._results import result
from ._checks import probabilities
from ._codes import Code, required
from ._lists import UnitLists, unit_lists
from ._methods import Method, method_of
from ._pattern_bits import cue_bits, output_bits
from ._tally import Tally, counted

#: What an output holds of its pattern.
OutputKind: TypeAlias = Literal["core", "halo", "neither"]
KINDS = ("core", "halo", "neither")


@result
class Score(NamedTuple):
    """Noise and information of outputs, from their error rates.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=12, size=64)
    >>> x = code.draw(2_600, rng=0)
    >>> memory = willshaw.Memory(code)
    >>> memory.store(x)
    >>> cues = willshaw.draw_cues(code, x[:200], completeness=0.5, rng=1)
    >>> found = memory.recall(cues).content
    >>> score = willshaw.score(code, x[:200], found, stored=2_600, kind="halo", completeness=0.5)
    >>> bool(0.1 < score.bits_per_synapse < 0.3)
    True
    """

    #: Noise of both populations with the weights 1 - λ (address) and λ (content) (2.4).
    noise: float
    #: Bits of one content in the output.
    content_bits: float
    #: Bits of one address in the output, or in the cue where the output holds none.
    address_bits: float
    #: Bits of one address in the cue.
    cue_bits: float
    #: Mapping capacity C_v (2.6).
    mapping_bits_per_synapse: float
    #: Completion capacity C_u (2.8).
    completion_bits_per_synapse: float
    #: C_u of an autoassociation; C_uv = C_u + C_v of a heteroassociation (2.10).
    bits_per_synapse: float


def output_kind(method: Method | Literal["complete"]) -> OutputKind:
    """What outputs of a retrieval hold of the pattern, for cues without false units.

    Parameters
    ----------
    method : str
        A retrieval by name, or "complete" for :meth:`Memory.complete`.

    Returns
    -------
    str
        "core" for a subset of the pattern, "halo" for a superset, "neither" where units may be
        missing and others added.

    Raises
    ------
    SynaptomeError
        If there is no such method.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.output_kind("one-step"), willshaw.output_kind("iterative"), willshaw.output_kind("k-winners")
    ('halo', 'core', 'neither')
    """
    if isinstance(method, str) and method == "complete":
        return "halo"
    return cast(OutputKind, _core.output_kind(method_of(method, 10, None)))


def score(
    code: Code,
    contents: ArrayLike,
    found: UnitLists,
    *,
    stored: int,
    kind: OutputKind,
    completeness: float,
    false_fraction: float = 0.0,
    addresses: ArrayLike | None = None,
    found_addresses: UnitLists | None = None,
) -> Score:
    """Noise and information per synapse of the outputs of any retrieval, also of your own (A.16–A.18).

    Parameters
    ----------
    code : BlockCode or RandomCode
        The code of the patterns.
    contents : array_like of int
        Patterns that should have come back, (K, k).
    found : UnitLists
        What came back.
    stored : int
        Number M of patterns in the memory.
    kind : {"core", "halo", "neither"}
        What outputs hold of the pattern: a subset of its units, a superset, or neither; :func:`output_kind` says it of
        a method. With false units in the cues, outputs of most methods are neither.
    completeness : float
        Fraction λ of a pattern that the cues kept.
    false_fraction : float, optional
        Number of false units of the cues as a fraction κ of the activity.
    addresses : array_like of int, optional
        Addresses of a heteroassociation, (K, k); by default it is an autoassociation.
    found_addresses : UnitLists, optional
        Reconstructed addresses.

    Returns
    -------
    Score
        Noise, bits of one pattern and bits per synapse.

    Raises
    ------
    SynaptomeError
        If numbers of rows differ, a unit is not of the code, a core has a unit that is not of its pattern, a halo
        lacks one that is, or an option is out of its range.

    Examples
    --------
    A perfect memory conveys all that cues do not:

    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=2, size=4)
    >>> found = willshaw.UnitLists([0, 4], [0, 2])
    >>> willshaw.score(code, [[0, 4]], found, stored=1, kind="halo", completeness=0.5).bits_per_synapse
    0.03125
    """
    required(code)
    word = _arrays.choice(kind, "kind", KINDS)
    part = float(probabilities(_arrays.number(completeness, "completeness"), "completeness"))

    def compared(patterns: ArrayLike, outputs: UnitLists, names: tuple[str, str]) -> Tally:
        code._patterns(patterns, names[0])
        _of_code(outputs, names[1], code.units)
        counts = counted(patterns, outputs, names)
        _of_kind(counts, word, names[1])
        return counts

    def bits(counts: Tally) -> float:
        return float(output_bits(code, *counts.rates(code.units), kind=kind))

    of_content = compared(contents, found, ("contents", "found"))
    noise, content = of_content.noise, bits(of_content)
    share = _arrays.number(false_fraction, "false_fraction")
    cue = float(cue_bits(code, completeness=part, false_fraction=share))
    address = content if addresses is None else cue
    if addresses is not None and found_addresses is not None:
        of_address = compared(addresses, found_addresses, ("addresses", "found_addresses"))
        noise, address = (1.0 - part) * of_address.noise + part * noise, bits(of_address)
    per_synapse = _arrays.integer(stored, "stored") / float(code.units) ** 2
    mapping, completion = per_synapse * content, per_synapse * (address - cue)
    total = completion if addresses is None else mapping + completion
    return Score(noise, content, address, cue, mapping, completion, total)


def _of_code(lists: UnitLists, name: str, units: int) -> None:
    given = unit_lists(lists, name).indices
    if (given >= units).any():
        raise SynaptomeError(f"{name} must be unit numbers below {units}, got {_arrays.first(given, given >= units)}")


def _of_kind(counts: Tally, kind: str, name: str) -> None:
    """Refuses outputs that are not what they are said to be, of which the formula would ignore errors."""
    faults = {
        "core": (counts.spurious, "are not of their pattern"),
        "halo": (counts.missing, "of their pattern are missing"),
    }
    number, what = faults.get(kind, (0, ""))
    if number:
        raise SynaptomeError(f'{name} must be of kind {kind!r}, but {number} units {what}: their kind is "neither"')
