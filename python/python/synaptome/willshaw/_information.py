"""Information of patterns and of what comes back (Knoblauch & Palm 2020, §2 and appendix A.1).

A pattern passes through the memory as through a channel that loses true units with probability p₁₀ and
adds false ones with probability p₀₁. All information is in bits.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import willshaw as _core
from .._results import result
from ._codes import BlockCode, Code, required
from ._cues import Cues
from ._lists import UnitLists, unit_lists
from ._memory import Method, method_of
from ._theory import broadcast, probabilities


def entropy_bits(p: ArrayLike) -> Floats:
    """Entropy I(p) = -p log₂ p - (1 - p) log₂(1 - p) of a binary unit (A.1).

    Parameters
    ----------
    p : array_like
        Probabilities in [0, 1].

    Returns
    -------
    ndarray of float64
        Bits.

    Raises
    ------
    SynaptomeError
        If a probability lies outside [0, 1].

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.entropy_bits([0.0, 0.5])
    array([0., 1.])
    """
    given = probabilities(p, "p")
    flat = given.ravel()
    return _core.unit_bits("entropy", flat, flat, flat).reshape(given.shape)


def _of_units(name: str, p: ArrayLike, spurious: ArrayLike, missing: ArrayLike) -> Floats:
    rates = probabilities(spurious, "spurious"), probabilities(missing, "missing")
    shape, given = broadcast(probabilities(p, "p"), *rates)
    return _core.unit_bits(name, *given).reshape(shape)


def conditional_entropy_bits(p: ArrayLike, spurious: ArrayLike, missing: ArrayLike) -> Floats:
    """Conditional entropy p I(p₁₀) + (1 - p) I(p₀₁) of a unit's output (A.2).

    Parameters
    ----------
    p, spurious, missing : array_like
        Probability of an active unit, p₀₁ and p₁₀, all in [0, 1]; they broadcast.

    Returns
    -------
    ndarray of float64
        Bits.

    Raises
    ------
    SynaptomeError
        If a probability lies outside [0, 1].

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.conditional_entropy_bits(0.5, 0.5, 0.0)
    array(0.5)
    """
    return _of_units("conditional", p, spurious, missing)


def transinformation_bits(p: ArrayLike, spurious: ArrayLike, missing: ArrayLike) -> Floats:
    """Transinformation T(p, p₀₁, p₁₀) of one unit that is active with probability p (A.3).

    Parameters
    ----------
    p, spurious, missing : array_like
        Probability of an active unit, p₀₁ and p₁₀, all in [0, 1]; they broadcast.

    Returns
    -------
    ndarray of float64
        Bits.

    Raises
    ------
    SynaptomeError
        If a probability lies outside [0, 1].

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.transinformation_bits(0.5, [0.0, 0.5], [0.0, 0.5])
    array([1., 0.])
    """
    return _of_units("transinformation", p, spurious, missing)


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
        If a probability lies outside [0, 1].

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


@result
class Tally(NamedTuple):
    """Counts of wrong units over many outputs.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.tally([[1, 5, 9]], [[1, 5, 6]]).noise
    0.6666666666666666
    """

    #: Outputs counted.
    patterns: int
    #: Active units of their patterns.
    active: int
    #: Units of the patterns that did not come back.
    missing: int
    #: Units that came back and are not of the pattern.
    spurious: int

    @property
    def noise(self) -> float:
        """Output noise ε, wrong units for each active unit of the patterns (2.4).

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Tally(patterns=1, active=4, missing=1, spurious=1).noise
        0.5
        """
        return (self.missing + self.spurious) / self.active if self.active else float("nan")

    def rates(self, units: int) -> tuple[float, float]:
        """Error rates p₀₁ and p₁₀ for patterns among n units.

        Parameters
        ----------
        units : int
            Number of units n.

        Returns
        -------
        spurious, missing : float
            Probabilities.

        Raises
        ------
        SynaptomeError
            If nothing was counted, or n is less than what came back.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Tally(patterns=1, active=4, missing=1, spurious=2).rates(8)
        (0.5, 0.25)
        """
        silent = self.patterns * _arrays.integer(units, "units") - self.active
        if not self.active or silent < self.spurious:
            raise SynaptomeError(f"units must be above what {self} counted, got {units}")
        return self.spurious / silent if self.spurious else 0.0, self.missing / self.active


def tally(patterns: ArrayLike, outputs: UnitLists | ArrayLike) -> Tally:
    """Compare outputs with the patterns that they should be.

    Parameters
    ----------
    patterns : array_like of int
        Patterns, (K, k).
    outputs : UnitLists or array_like of int
        Units of each output.

    Returns
    -------
    Tally
        Counts of wrong units.

    Raises
    ------
    SynaptomeError
        If there are not as many outputs as patterns.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> willshaw.tally([[1, 5, 9]], [[1, 5, 6]])
    Tally(patterns=1, active=3, missing=1, spurious=1)
    """
    rows = np.atleast_2d(_arrays.integers(patterns, "patterns", (1, 2), low=0))
    lists = unit_lists(outputs, "outputs")
    _arrays.same_length("outputs", len(lists), len(rows))
    most = int(max(rows.max(initial=0), lists.indices.max(initial=0))) + 1
    of_patterns = (np.arange(len(rows))[:, None] * most + rows).ravel()
    of_outputs = np.repeat(np.arange(len(rows)), lists.lengths) * most + lists.indices
    found = int(np.isin(of_outputs, of_patterns).sum())
    return Tally(len(rows), of_patterns.size, of_patterns.size - found, of_outputs.size - found)


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
    >>> cues = willshaw.draw_cues(code, x[:200], rng=1)
    >>> found = memory.recall(cues).content
    >>> score = willshaw.score(code, x[:200], found, stored=2_600, method="sum-of-max")
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


def score(
    code: Code,
    contents: ArrayLike,
    found: UnitLists,
    *,
    stored: int,
    method: Method | Literal["complete"],
    addresses: ArrayLike | None = None,
    found_addresses: UnitLists | None = None,
    completeness: float = 0.5,
    false_fraction: float = 0.0,
) -> Score:
    """Noise and information per synapse of a retrieval's outputs (A.16–A.18).

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
    method : str
        The retrieval, which says whether outputs are cores or halos.
    addresses : array_like of int, optional
        Addresses of a heteroassociation, (K, k); by default it is an autoassociation.
    found_addresses : UnitLists, optional
        Reconstructed addresses.
    completeness, false_fraction : float, optional
        Quality of the cues.

    Returns
    -------
    Score
        Noise, bits of one pattern and bits per synapse.

    Raises
    ------
    SynaptomeError
        If numbers of rows differ, or an option is out of its range.

    Examples
    --------
    A perfect memory conveys all that cues do not:

    >>> from synaptome import willshaw
    >>> code = willshaw.BlockCode(blocks=2, size=4)
    >>> found = willshaw.UnitLists([0, 4], [0, 2])
    >>> willshaw.score(code, [[0, 4]], found, stored=1, method="one-step").bits_per_synapse
    0.03125
    """
    kind = "halo" if method == "complete" else _core.output_kind(method_of(method, 10, None))
    part = float(probabilities(_arrays.number(completeness, "completeness"), "completeness"))

    def bits(counts: Tally) -> float:
        return float(output_bits(code, *counts.rates(code.units), kind=kind))  # type: ignore[arg-type]

    of_content = tally(contents, found)
    noise, content = of_content.noise, bits(of_content)
    cue = float(cue_bits(code, completeness=part, false_fraction=false_fraction))
    address = content if addresses is None else cue
    if addresses is not None and found_addresses is not None:
        of_address = tally(addresses, found_addresses)
        noise, address = (1.0 - part) * of_address.noise + part * noise, bits(of_address)
    per_synapse = _arrays.integer(stored, "stored") / float(code.units) ** 2
    mapping, completion = per_synapse * content, per_synapse * (address - cue)
    total = completion if addresses is None else mapping + completion
    return Score(noise, content, address, cue, mapping, completion, total)


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


@result
class Loads(NamedTuple):
    """What several networks say of the number of patterns at a tolerated noise.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> loads = willshaw.Loads(patterns=[90.0, 110.0], bits_per_synapse=[0.1, 0.12])
    >>> loads.mean, loads.std_error
    (100.0, 10.0)
    """

    #: Number of patterns M_ε by each network, jackknife values, (networks,).
    patterns: Floats
    #: Bits per synapse at M_ε, (networks,).
    bits_per_synapse: Floats

    @property
    def mean(self) -> float:
        """Mean number of patterns.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Loads([90.0, 110.0], [0.1, 0.12]).mean
        100.0
        """
        return float(np.mean(self.patterns))

    @property
    def std_error(self) -> float:
        """Standard error of the mean.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Loads([90.0, 110.0], [0.1, 0.12]).std_error
        10.0
        """
        return float(np.std(self.patterns, ddof=1) / np.sqrt(len(self.patterns)))
