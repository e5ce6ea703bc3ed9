"""Codes, cues, lists and information of Willshaw memories against sets, brute force and SciPy."""

import itertools
import math
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from memories import BLOCKS, CODES, RANDOM, filled
from numpy.typing import NDArray
from scipy import stats

from synaptome import SynaptomeError, willshaw


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), max_size=6), max_size=6))
def test_lists_are_what_they_were_made_of(rows: list[list[int]]) -> None:
    lists = willshaw.UnitLists(list(itertools.chain(*rows)), np.cumsum([0, *map(len, rows)]))
    assert [units.tolist() for units in lists] == rows
    assert pickle.loads(pickle.dumps(lists)) == lists
    dense = lists.to_dense(31)
    assert [np.flatnonzero(row).tolist() for row in dense] == [sorted(set(row)) for row in rows]
    padded = lists.to_padded()
    assert [[unit for unit in row if unit >= 0] for row in padded.tolist()] == rows


def test_symbols_and_patterns_are_the_same_messages() -> None:
    x = BLOCKS.draw(20, rng=1)
    symbols = BLOCKS.to_symbols(x)
    assert np.array_equal(symbols, x - 8 * np.arange(5))
    assert np.array_equal(BLOCKS.from_symbols(symbols), x)
    partial = symbols.copy()
    partial[:, ::2] = -1
    cues = BLOCKS.cues_from_symbols(partial)
    assert np.array_equal(cues.units.to_padded(), x[:, 1::2])
    assert np.array_equal(BLOCKS.to_symbols(cues.units), partial)
    assert BLOCKS.to_symbols(willshaw.UnitLists([1, 4, 9], [0, 3])).tolist() == [[-1, 1, -1, -1, -1]]


def test_cues_have_the_quality_that_they_are_asked_for() -> None:
    for code in CODES:
        x = code.draw(200, rng=1)
        cues = willshaw.draw_cues(code, x, completeness=0.6, false_fraction=0.4, rng=2)
        shared = [np.isin(units, row).sum() for units, row in zip(cues.units, x, strict=True)]
        assert set(shared) == {3}
        assert (cues.false_units == 2).all()
        assert (cues.units.lengths == 5).all()
        misled = willshaw.mislead(code, willshaw.draw_cues(code, x, completeness=0.6, rng=2), x, count=1, rng=3)
        shared = [np.isin(units, row).sum() for units, row in zip(misled.units, x, strict=True)]
        assert set(shared) == {2}
        assert (misled.false_units == 1).all()
        assert pickle.loads(pickle.dumps(misled)) == misled


def test_information_is_that_of_its_formulas() -> None:
    p, q, r = np.array([0.1, 0.3]), 0.05, 0.2

    def entropy(x: NDArray[np.float64] | float) -> NDArray[np.float64]:
        return np.asarray(-x * np.log2(x) - (1 - x) * np.log2(1 - x))

    assert np.allclose(willshaw.entropy_bits(p), entropy(p))
    conditional = p * entropy(r) + (1 - p) * entropy(q)
    assert np.allclose(willshaw.conditional_entropy_bits(p, q, r), conditional)
    active = p * (1 - r) + (1 - p) * q
    assert np.allclose(willshaw.transinformation_bits(p, q, r), entropy(active) - conditional)
    false = np.arange(8)
    lost = (stats.binom.pmf(false, 7, q) * np.log2(false + 1)).sum()
    assert np.isclose(willshaw.output_bits(BLOCKS, q, 0.0, kind="halo"), 5 * (3 - lost))
    assert np.isclose(willshaw.output_bits(BLOCKS, 0.0, r, kind="core"), 5 * 0.8 * 3)
    assert np.isclose(willshaw.cue_bits(BLOCKS, completeness=0.4), 2 * 3)
    assert np.isclose(RANDOM.information_bits, np.log2(math.comb(40, 5)))
    loads = willshaw.matrix_load(BLOCKS, [0, 10, 100])
    assert np.allclose(loads, 1 - (1 - 1 / 64) ** np.array([0, 10, 100]))
    assert np.allclose(willshaw.patterns_at(BLOCKS, loads), [0, 10, 100])
    assert np.isclose(willshaw.false_acceptance(RANDOM, 0.5, completeness=0.6), 0.5**3)


def test_scores_count_what_numpy_counts() -> None:
    memory, x = filled(BLOCKS, 60)
    cues = willshaw.draw_cues(BLOCKS, x, rng=2)
    found = memory.recall(cues).content
    counts = willshaw.tally(x, found)
    truth = np.zeros((60, 40), bool)
    truth[np.arange(60)[:, None], x] = True
    output = found.to_dense(40)
    assert counts == willshaw.Tally(60, 300, int((truth & ~output).sum()), int((output & ~truth).sum()))
    score = willshaw.score(BLOCKS, x, found, stored=60, kind="halo", completeness=0.6)
    bits = willshaw.output_bits(BLOCKS, *counts.rates(40), kind="halo")
    assert np.isclose(score.bits_per_synapse, 60 * (bits - 3 * 3) / 1600)
    union = willshaw.union_bits(BLOCKS, cues, x, found)
    assert np.isclose(union.mean(), willshaw.part_bits(BLOCKS, found).mean() - cues.units.lengths.mean() * 3)


def test_scores_of_halos_and_cores_are_those_of_all_patterns_that_agree_with_them() -> None:
    # With two units per block each halo or core leaves equally many patterns in every doubtful block.
    code = willshaw.BlockCode(blocks=4, size=2)
    patterns = [set(row) for row in (np.array(list(itertools.product((0, 1), repeat=4))) + 2 * np.arange(4)).tolist()]
    rng, x = np.random.default_rng(1), code.draw(50, rng=1)
    halos = [sorted({*row, *(row ^ 1)[rng.random(4) < 0.3].tolist()}) for row in x]
    cores = [row[rng.random(4) < 0.7].tolist() for row in x]
    left = np.mean([np.log2(sum(pattern <= set(halo) for pattern in patterns)) for halo in halos])
    score = willshaw.score(code, x, willshaw.Cues(halos).units, stored=3, kind="halo", completeness=0.25)
    assert np.isclose(score.content_bits, 4 - left)
    assert np.isclose(score.bits_per_synapse, 3 * (4 - left - 1) / 64)
    left = np.mean([np.log2(sum(pattern >= set(core) for pattern in patterns)) for core in cores])
    units = willshaw.UnitLists(list(itertools.chain(*cores)), np.cumsum([0, *map(len, cores)]))
    assert np.isclose(willshaw.score(code, x, units, stored=3, kind="core", completeness=0.5).content_bits, 4 - left)


def test_a_score_refuses_outputs_that_are_not_what_they_are_said_to_be() -> None:
    x = BLOCKS.draw(6, rng=1)
    false = np.where(np.arange(5) < 2, x - x % 8 + (x + 1) % 8, x)
    lists = willshaw.Cues(false).units
    faults = {"core": "12 units are not of their pattern", "halo": "12 units of their pattern are missing"}
    for kind, what in faults.items():
        with pytest.raises(SynaptomeError, match=f"found must be of kind '{kind}', but {what}"):
            willshaw.score(BLOCKS, x, lists, stored=6, kind=kind, completeness=0.5)  # type: ignore[arg-type]
    score = willshaw.score(BLOCKS, x, lists, stored=6, kind="neither", completeness=0.5)
    assert score.content_bits == willshaw.output_bits(BLOCKS, 12 / (6 * 35), 12 / 30)
    for kind, rates in (("core", (0.1, 0.0)), ("halo", (0.0, 0.1))):
        with pytest.raises(SynaptomeError, match=r"p01 = 0.*p10 = 0"):
            willshaw.output_bits(BLOCKS, *rates, kind=kind)  # type: ignore[arg-type]
    outside = willshaw.UnitLists(np.append(lists.indices, 5000), [*lists.indptr[:-1], 31])
    with pytest.raises(SynaptomeError, match="found must be unit numbers below 40, got 5000"):
        willshaw.score(BLOCKS, x, outside, stored=6, kind="neither", completeness=0.5)
    with pytest.raises(SynaptomeError, match="contents must be unit numbers below 40, got 5000"):
        willshaw.score(BLOCKS, np.where(x == x.max(), 5000, x), lists, stored=6, kind="neither", completeness=0.5)
    with pytest.raises(TypeError, match="completeness"):
        willshaw.score(BLOCKS, x, lists, stored=6, kind="halo")  # type: ignore[call-arg]


def test_a_method_says_the_kind_of_its_outputs() -> None:
    memory, x = filled(BLOCKS, 60)
    cues = willshaw.draw_cues(BLOCKS, x, completeness=0.6, rng=2)
    methods: tuple[willshaw.Method, ...] = ("one-step", "one-step-core", "iterative", "iterative-halo", "sum-of-max")
    for method in methods:
        found, kind = memory.recall(cues, method=method).content, willshaw.output_kind(method)
        counts = willshaw.tally(x, found)
        assert (counts.spurious if kind == "core" else counts.missing) == 0
    assert willshaw.output_kind("complete") == "halo"


def test_the_load_search_agrees_with_a_trial_at_the_load_that_it_finds() -> None:
    seen: list[willshaw.SearchProgress] = []
    code = willshaw.BlockCode(blocks=8, size=32)
    options = {"tolerated_noise": 0.05, "queries": 300, "rng": 1}
    loads = willshaw.load_search(code, "sum-of-max", networks=4, callback=seen.append, **options)  # type: ignore[arg-type]
    assert seen == [willshaw.SearchProgress(k, 4) for k in (1, 2, 3, 4)]
    assert len(loads.patterns) == 4
    noise = []
    for seed in range(4):
        x = code.draw(round(loads.mean), rng=seed)
        memory = willshaw.Memory(code)
        memory.store(x)
        found = memory.recall(willshaw.draw_cues(code, x[:300], rng=seed), method="sum-of-max")
        noise.append(willshaw.tally(x[:300], found.content).noise)
    assert 0.02 < np.mean(noise) < 0.12


def test_structural_capacities_are_those_of_the_entropy_and_of_the_rarer_states() -> None:
    rng = np.random.default_rng(1)
    loads, bits = rng.uniform(0.01, 0.99, (3, 1)), rng.uniform(0.1, 0.7, 4)
    found = willshaw.Structural.at_load(bits, loads)
    entropy = stats.entropy(np.concatenate([loads, 1 - loads], axis=1), base=2, axis=1)[:, None]
    assert np.allclose(found.bits_per_computer_bit, bits / entropy)
    assert np.allclose(found.bits_per_active_synapse, bits / np.minimum(loads, 1 - loads))
    assert np.array_equal(found.bits_per_synapse, np.broadcast_to(bits, (3, 4)))
    states = rng.dirichlet(np.ones(6), (3, 1))
    several = willshaw.Structural.of_states(bits, states)
    assert np.allclose(several.bits_per_computer_bit, bits / stats.entropy(states, base=2, axis=-1))
    assert np.allclose(several.bits_per_active_synapse, bits / (1 - states.max(axis=-1)))
    assert willshaw.Structural.of_states(0.25, [0.75, 0.25]) == willshaw.Structural.at_load(0.25, 0.25)
    assert pickle.loads(pickle.dumps(found)) == found
