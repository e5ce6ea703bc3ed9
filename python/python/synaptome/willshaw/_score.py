"""Noise and information of outputs."""

from __future__ import annotations

from typing import Literal, NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays
from .._core import willshaw as _core
from .._results import result
from ._checks import probabilities
from ._codes import Code, required
from ._lists import UnitLists
from ._methods import Method, method_of
from ._pattern_bits import cue_bits, output_bits
from ._tally import Tally, counted


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
    required(code)
    is_search = isinstance(method, str) and method == "complete"
    kind = "halo" if is_search else _core.output_kind(method_of(method, 10, None))
    part = float(probabilities(_arrays.number(completeness, "completeness"), "completeness"))

    def bits(counts: Tally) -> float:
        return float(output_bits(code, *counts.rates(code.units), kind=kind))  # type: ignore[arg-type]

    of_content = counted(contents, found, ("contents", "found"))
    noise, content = of_content.noise, bits(of_content)
    share = _arrays.number(false_fraction, "false_fraction")
    cue = float(cue_bits(code, completeness=part, false_fraction=share))
    address = content if addresses is None else cue
    if addresses is not None and found_addresses is not None:
        of_address = counted(addresses, found_addresses, ("addresses", "found_addresses"))
        noise, address = (1.0 - part) * of_address.noise + part * noise, bits(of_address)
    per_synapse = _arrays.integer(stored, "stored") / float(code.units) ** 2
    mapping, completion = per_synapse * content, per_synapse * (address - cue)
    total = completion if addresses is None else mapping + completion
    return Score(noise, content, address, cue, mapping, completion, total)
