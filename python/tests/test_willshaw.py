"""Willshaw memories against sets, brute force and SciPy."""

import copy
import itertools
import math
import multiprocessing
import pathlib
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interrupting import seconds_to_interrupt
from numpy.typing import NDArray
from scipy.stats import binom

from synaptome import SynaptomeError, willshaw
from synaptome._core import willshaw as core
from synaptome.willshaw._memory import METHODS

KEY = (1, 2, 3, 4)
BLOCKS = willshaw.BlockCode(blocks=5, size=8)
RANDOM = willshaw.RandomCode(units=40, activity=5)
CODES: list[willshaw.Code] = [BLOCKS, RANDOM]


def filled(code: willshaw.Code, count: int = 30) -> tuple[willshaw.Memory, NDArray[np.int64]]:
    x = code.draw(count, rng=1)
    memory = willshaw.Memory(code)
    memory.store(x)
    return memory, x


def test_the_core_draws_what_the_crate_draws() -> None:
    """What Rust draws with ``generator([1, 2, 3, 4], k)`` for k = 0 … 2.

    Patterns of ``BlockCode::new(5, 16)`` and ``RandomCode::new(80, 5)``, cues of the first with
    ``CueQuality { completeness: 0.6, false_fraction: 0.4 }``, and patterns 0 and 47 of
    ``ImplicitMatrix::draw(code, Auto, 3, Usage::Balanced, generator([1, 2, 3, 4], 0))``.
    """
    blocks = [[6, 16, 33, 58, 65], [7, 19, 42, 50, 70], [5, 29, 40, 53, 68]]
    x = core.draw((True, 5, 16), 3, KEY)
    assert x.tolist() == blocks
    (units, ends), wrong = core.draw_cues((True, 5, 16), x.astype(np.uint32), 0.6, 0.4, KEY)
    assert units.tolist() == [6, 7, 16, 33, 50, 11, 19, 30, 42, 70, 20, 26, 29, 53, 68]
    assert ends.tolist() == [0, 5, 10, 15] and wrong.tolist() == [2, 2, 2]
    random = [[1, 25, 27, 37, 56], [17, 34, 38, 39, 73], [10, 26, 44, 76, 78]]
    assert core.draw((False, 80, 5), 3, KEY).tolist() == random
    memory = core.Memory.implicit((True, 5, 16), False, 3, False, KEY)
    assert memory.known([0, 47])[0].tolist() == [[6, 26, 41, 58, 65], [13, 23, 35, 61, 76]]


@pytest.mark.parametrize("code", CODES, ids=repr)
def test_the_matrix_holds_the_pairs_of_all_patterns(code: willshaw.Code) -> None:
    memory, x = filled(code)
    expected = np.zeros((40, 40), bool)
    for pattern in x:
        expected[np.ix_(pattern, pattern)] = True
    assert np.array_equal(memory.matrix, expected)
    assert memory.matrix_load == expected.mean()
    pairs = willshaw.Memory(code, association="hetero")
    pairs.store_pairs(x[:10], x[10:20])
    expected[...] = False
    for u, v in zip(x[:10], x[10:20], strict=True):
        expected[np.ix_(u, v)] = True
    assert np.array_equal(pairs.matrix, expected)


@pytest.mark.parametrize("code", CODES, ids=repr)
def test_one_step_is_a_threshold_on_sums(code: willshaw.Code) -> None:
    memory, x = filled(code)
    cues = willshaw.draw_cues(code, x, completeness=0.6, rng=2)
    found = memory.recall(cues, method="one-step")
    w = memory.matrix.astype(int)
    for units, output in zip(cues.units, found.content, strict=True):
        assert output.tolist() == np.flatnonzero(w[units].sum(axis=0) >= len(units)).tolist()
    assert (memory.familiarity(cues) == [w[np.ix_(u, u)].sum() for u in cues.units]).all()
    assert memory.is_familiar(x).all()


def sum_of_max(w: NDArray[np.bool_], cue: NDArray[np.int64], code: willshaw.BlockCode) -> list[int]:
    """R1, then every unit stays that all blocks of the halo support, until nothing changes."""
    halo = np.asarray(w[cue].all(axis=0))
    for _ in range(9):
        blocks = [w[np.flatnonzero(halo[b * code.size : (b + 1) * code.size]) + b * code.size] for b in range(code.blocks)]
        kept = halo & np.all([rows.any(axis=0) for rows in blocks], axis=0)
        if (kept == halo).all():
            break
        halo = kept
    return [int(unit) for unit in np.flatnonzero(halo)]


def test_sum_of_max_is_that_of_sets() -> None:
    memory, x = filled(BLOCKS, 60)
    cues = willshaw.draw_cues(BLOCKS, x, completeness=0.4, rng=2)
    found = memory.recall(cues)
    for units, output in zip(cues.units, found.content, strict=True):
        assert output.tolist() == sum_of_max(memory.matrix, units, BLOCKS)


@pytest.mark.parametrize("code", CODES, ids=repr)
@pytest.mark.parametrize("hetero", [False, True])
def test_every_retrieval_keeps_what_its_kind_says(code: willshaw.Code, hetero: bool) -> None:
    x, y = code.draw(25, rng=1), code.draw(25, rng=2)
    memory = willshaw.Memory(code, association="hetero" if hetero else "auto")
    memory.store_pairs(x, y) if hetero else memory.store(x)
    wanted = y if hetero else x
    cues = willshaw.draw_cues(code, x, completeness=0.6, rng=3)
    for method in METHODS if isinstance(code, willshaw.BlockCode) else METHODS[:3]:
        found = memory.recall(cues, method=method, max_active=40)  # type: ignore[arg-type]
        kind = core.output_kind((method, 10, None))
        if kind == "halo":
            assert found.content.contains(wanted).all(), method
        if kind == "core":
            assert all(np.isin(units, row).all() for units, row in zip(found.content, wanted, strict=True)), method
        for workers in (1, 3):
            assert memory.recall(cues, method=method, max_active=40, workers=workers) == found  # type: ignore[arg-type]
        assert (found.address is not None) <= hetero
        assert set(found.endings) <= {"settled", "step-limit", "too-active"}


@pytest.mark.parametrize("code", CODES, ids=repr)
@pytest.mark.parametrize("false_units", [0, 1])
def test_complete_finds_all_cliques_that_brute_force_finds(code: willshaw.Code, false_units: int) -> None:
    memory, x = filled(code, 45)
    cues = willshaw.draw_cues(code, x[:12], completeness=0.4, false_fraction=0.2 * false_units, rng=2)
    found = memory.complete(cues)
    w = memory.matrix
    if isinstance(code, willshaw.BlockCode):
        everything = np.array(list(itertools.product(*(range(8 * b, 8 * b + 8) for b in range(5)))))
    else:
        everything = np.array(list(itertools.combinations(range(40), 5)))
    connected = np.ones(len(everything), bool)
    for a, b in itertools.combinations(range(5), 2):
        connected &= w[everything[:, a], everything[:, b]]
    cliques = everything[connected]
    for k, units in enumerate(cues.units):
        shared = np.isin(cliques, units).sum(axis=1)
        fitting = cliques[shared == len(units) - false_units]
        assert found.cliques[k] == len(fitting)
        assert sorted(map(tuple, found.list_of(k))) == sorted(map(tuple, fitting))
        assert found.content[k].tolist() == np.unique(fitting).tolist()
    assert found.content.contains(x[:12]).all() and (found.false_units == false_units).all()
    for workers in (1, 4):
        assert memory.complete(cues, workers=workers, threads_per_cue=2) == found
    few = memory.complete(cues, limit=1)
    assert (few.cliques == found.cliques).all() and (np.diff(few.indptr) <= 1).all()


def test_the_bits_of_a_list_are_what_was_unknown_less_the_choice() -> None:
    memory, x = filled(BLOCKS, 60)
    found = memory.complete(willshaw.draw_cues(BLOCKS, x, completeness=0.4, rng=2))
    assert np.allclose(found.bits, 3 * 3 - np.log2(found.cliques))
    random, y = filled(RANDOM, 40)
    found = random.complete(willshaw.draw_cues(RANDOM, y, completeness=0.6, rng=2))
    assert np.allclose(found.bits, np.log2(math.comb(37, 2)) - np.log2(found.cliques))
    cut = memory.complete(willshaw.draw_cues(BLOCKS, x[:2], completeness=0.2, rng=3), node_limit=1)
    assert (cut.endings == "node-limit").all() and np.isnan(cut.bits).all() and cut.content.contains(x[:2]).all()
    assert not cut.is_unique.any()


def test_pairs_are_completed_from_both_sides() -> None:
    x, y = BLOCKS.draw(6, rng=1), BLOCKS.draw(6, rng=2)
    memory = willshaw.Memory(BLOCKS, association="hetero")
    memory.store_pairs(x, y)
    found = memory.complete(willshaw.draw_cues(BLOCKS, x, completeness=0.6, rng=3))
    assert found.addresses is not None and found.address is not None
    assert found.content.contains(y).all() and found.address.contains(x).all()
    assert found.addresses.shape == found.patterns.shape


def test_memories_are_values(tmp_path: pathlib.Path) -> None:
    for memory, x in map(filled, CODES):
        memory.save(tmp_path / "memory")
        twins = [willshaw.Memory.load(tmp_path / "memory"), pickle.loads(pickle.dumps(memory)), copy.deepcopy(memory)]
        for twin in twins:
            assert twin == memory and repr(twin) == repr(memory)
            assert twin.recall(x[:, :3], method="one-step") == memory.recall(x[:, :3], method="one-step")
        twins[2].store(memory.code.draw(50, rng=9))
        assert twins[2] != memory and twins[0] == memory
        damaged = bytearray((tmp_path / "memory").read_bytes())
        damaged[60] ^= 1
        (tmp_path / "memory").write_bytes(damaged)
        for content in (bytes(damaged), b"", bytes(damaged[:30])):
            (tmp_path / "memory").write_bytes(content)
            with pytest.raises(SynaptomeError, match="cannot be read"):
                willshaw.Memory.load(tmp_path / "memory")
    with pytest.raises(SynaptomeError, match="reading or writing failed"):
        memory.save(tmp_path / "no" / "folder")
    for result in (memory.recall(x[:, :3], method="lk+"), memory.complete(x[:, :3])):
        assert pickle.loads(pickle.dumps(result)) == result == copy.deepcopy(result)
    for code in CODES:
        assert pickle.loads(pickle.dumps(code)) == code and hash(code) == hash(copy.deepcopy(code))


def test_synapses_from_keys_store_their_patterns() -> None:
    for usage in ("balanced", "multinomial"):
        memory = willshaw.Memory.implicit(BLOCKS, 3, usage=usage, rng=4)
        x, y = memory.stored_patterns(np.arange(24))
        explicit = willshaw.Memory(BLOCKS)
        explicit.store(x)
        assert np.array_equal(memory.matrix, explicit.matrix) and np.array_equal(x, y)
        assert memory.recall(x[:, :2]) == explicit.recall(x[:, :2])
        assert pickle.loads(pickle.dumps(memory)) == memory == copy.copy(memory)
        assert math.isnan(memory.matrix_load) and memory.nbytes < 10_000
    for fails in (lambda: memory.store(x), lambda: memory.save("x"), lambda: memory.stored_patterns([24])):
        with pytest.raises(SynaptomeError):
            fails()


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
    assert np.array_equal(symbols, x - 8 * np.arange(5)) and np.array_equal(BLOCKS.from_symbols(symbols), x)
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
        assert set(shared) == {3} and (cues.false_units == 2).all() and (cues.units.lengths == 5).all()
        misled = willshaw.mislead(code, willshaw.draw_cues(code, x, completeness=0.6, rng=2), x, count=1, rng=3)
        shared = [np.isin(units, row).sum() for units, row in zip(misled.units, x, strict=True)]
        assert set(shared) == {2} and (misled.false_units == 1).all()
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
    lost = (binom.pmf(false, 7, q) * np.log2(false + 1)).sum()
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
    score = willshaw.score(BLOCKS, x, found, stored=60, method="sum-of-max", completeness=0.6)
    bits = willshaw.output_bits(BLOCKS, *counts.rates(40), kind="halo")
    assert np.isclose(score.bits_per_synapse, 60 * (bits - 3 * 3) / 1600)
    union = willshaw.union_bits(BLOCKS, cues, x, found)
    assert np.isclose(union.mean(), willshaw.part_bits(BLOCKS, found).mean() - cues.units.lengths.mean() * 3)


def test_the_load_search_agrees_with_a_trial_at_the_load_that_it_finds() -> None:
    seen: list[willshaw.SearchProgress] = []
    code = willshaw.BlockCode(blocks=8, size=32)
    options = {"tolerated_noise": 0.05, "queries": 300, "rng": 1}
    loads = willshaw.load_search(code, "sum-of-max", networks=4, callback=seen.append, **options)  # type: ignore[arg-type]
    assert seen == [willshaw.SearchProgress(k, 4) for k in (1, 2, 3, 4)] and len(loads.patterns) == 4
    noise = []
    for seed in range(4):
        x = code.draw(round(loads.mean), rng=seed)
        memory = willshaw.Memory(code)
        memory.store(x)
        found = memory.recall(willshaw.draw_cues(code, x[:300], rng=seed), method="sum-of-max")
        noise.append(willshaw.tally(x[:300], found.content).noise)
    assert 0.02 < np.mean(noise) < 0.12


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: willshaw.BlockCode(blocks=0, size=4), "no pattern has 0 active units"),
        (lambda: willshaw.BlockCode(blocks=2, size=1), "units of a block: 1 given"),
        (lambda: willshaw.BlockCode(blocks=2**20, size=2**20), "number of units"),
        (lambda: willshaw.BlockCode(blocks=10**30, size=4), "blocks must be a whole number"),
        (lambda: willshaw.RandomCode(units=3, activity=4), "no pattern has 4"),
        (lambda: BLOCKS.draw(0), "count"),
        (lambda: BLOCKS.draw(10**15), "the patterns would have"),
        (lambda: BLOCKS.check([[0, 1, 2, 3, 4]]), "second one in block 0"),
        (lambda: BLOCKS.check([[0, 8]]), "5 units on the last axis"),
        (lambda: BLOCKS.check([[0, 8, 16, 24, 40]]), "unit numbers below 40, got 40 at index 0, 4"),
        (lambda: BLOCKS.check([[8, 0, 16, 24, 32]]), "must ascend"),
        (lambda: BLOCKS.from_symbols([[8, 0, 0, 0, 0]]), r"symbols must lie in \[0, 7\], got 8"),
        (lambda: BLOCKS.cues_from_symbols([[-1] * 5]), "cue 0 must not be empty"),
        (lambda: willshaw.Memory(3), "code must be"),  # type: ignore[arg-type]
        (lambda: willshaw.Memory(BLOCKS, association="both"), "association must be one of"),  # type: ignore[arg-type]
        (lambda: willshaw.Memory(willshaw.RandomCode(units=10**9, activity=3)), "bytes of the synapses"),
        (lambda: willshaw.Memory(BLOCKS).store_pairs([[0]], [[0]]), "needs 'hetero'"),
        (lambda: willshaw.Memory(BLOCKS).store([[0.5, 8, 16, 24, 32]]), "exact"),
        (lambda: willshaw.Memory(BLOCKS).store(np.zeros((0, 5))), "must not be empty"),
        (lambda: willshaw.Memory(BLOCKS).recall([[40]]), "cues must be unit numbers below 40, got 40"),
        (lambda: willshaw.Memory(BLOCKS).recall([[1, 1]]), "cue 0 names unit 1 twice"),
        (lambda: willshaw.Memory(BLOCKS).recall([[1], []]), "cue 1 must not be empty"),
        (lambda: willshaw.Memory(BLOCKS).recall([[1, 2]], false_units=2), "leave a true unit"),
        (lambda: willshaw.Memory(BLOCKS).recall([[1]], method="best"), "method must be one of"),  # type: ignore[arg-type]
        (lambda: willshaw.Memory(RANDOM).recall([[1]]), "needs a BlockCode"),
        (lambda: willshaw.Memory(BLOCKS).recall([[1]], max_steps=-1), "max_steps"),
        (lambda: willshaw.Memory(BLOCKS).complete([[1]], limit=-1), "limit"),
        (lambda: willshaw.Memory(BLOCKS).complete([[1]], reading="all"), "reading must be one of"),  # type: ignore[arg-type]
        (lambda: willshaw.Memory(BLOCKS).complete(np.arange(6)[None]), "does not fit patterns of 5"),
        (lambda: willshaw.draw_cues(BLOCKS, BLOCKS.draw(2), completeness=0), "completeness"),
        (lambda: willshaw.draw_cues(BLOCKS, BLOCKS.draw(2), false_fraction=8), "false_fraction must lie in"),
        (lambda: willshaw.UnitLists([1, 2], [0, 1]), "indptr must rise from 0"),
        (lambda: willshaw.UnitLists([-1], [0, 1]), "indices must be at least 0"),
        (lambda: willshaw.UnitLists([1], [0, 1]).to_dense(10**12), "the array would have"),
        (lambda: willshaw.capacity(BLOCKS, completeness=1.0), "nothing to complete"),
        (lambda: willshaw.capacity(BLOCKS, tolerated_noise=1), "tolerated_noise"),
        (lambda: willshaw.entropy_bits(1.5), r"p must lie in \[0, 1\], got 1.5"),
        (lambda: willshaw.transinformation_bits([0.1, 0.2], [0.1] * 3, 0), "do not broadcast"),
        (lambda: willshaw.Memory.implicit(RANDOM, 3), "need a BlockCode"),  # type: ignore[arg-type]
        (lambda: willshaw.Memory.implicit(BLOCKS, 2**40), "per_unit"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(make, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SynaptomeError, match=message):
        make()


def test_cues_of_every_form_are_the_same() -> None:
    memory, x = filled(BLOCKS)
    expected = memory.recall(x[:, :2])
    for form in (
        x[:, :2].astype(np.uint8),
        x[:, :2].astype(">f8"),
        x[:, 1::-1],
        [row[:2] for row in x],
        tuple(map(list, x[:, :2])),
        willshaw.Cues(x[:, :2]),
        willshaw.Cues(x[:, :2]).units,
    ):
        assert memory.recall(form) == expected
    assert memory.recall(x[0, :2]).content[0].tolist() == expected.content[0].tolist()


PREPARATION = """
from synaptome import willshaw
code = willshaw.BlockCode(blocks=16, size=64)
memory = willshaw.Memory(code)
x = code.draw(9_400, rng=1)
memory.store(x)
"""


@pytest.mark.parametrize(
    "work",
    [
        "memory.complete(x[:4, :1], work_limit=2**62, node_limit=2**62)",
        "memory.complete(x[:1, :1], work_limit=2**62, node_limit=2**62, threads_per_cue=2)",
        "while True: memory.recall(x[:, :8], method='core-and-halo')",
        "willshaw.load_search(code, 'sum-of-max', queries=10**5, networks=50)",
    ],
)
def test_an_interrupt_ends_long_work_within_half_a_second(work: str) -> None:
    assert seconds_to_interrupt(work, PREPARATION) < 0.5


def forked(seed: int) -> int:
    memory, x = filled(BLOCKS, 20 + seed)
    return len(memory.recall(x[:, :2]).content.indices)


def test_recall_works_in_forked_processes() -> None:
    expected = [forked(seed) for seed in range(3)]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(forked, range(3)) == expected
