"""Willshaw memories against sets, brute force and SciPy."""

import copy
import itertools
import math
import multiprocessing
import pathlib
import pickle

import numpy as np
import pytest
from interrupting import seconds_to_interrupt
from memories import BLOCKS, CODES, RANDOM, filled
from numpy.typing import NDArray

from synaptome import SynaptomeError, willshaw
from synaptome._core import willshaw as core
from synaptome.willshaw._methods import METHODS

KEY = (1, 2, 3, 4)


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
    assert ends.tolist() == [0, 5, 10, 15]
    assert wrong.tolist() == [2, 2, 2]
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
        firsts = [b * code.size for b in range(code.blocks)]
        blocks = [w[np.flatnonzero(halo[first : first + code.size]) + first] for first in firsts]
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
        kind = core.output_kind((method, 10, None, 100))
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
    assert found.content.contains(x[:12]).all()
    assert (found.false_units == false_units).all()
    for workers in (1, 4):
        assert memory.complete(cues, workers=workers, threads_per_cue=2) == found
    few = memory.complete(cues, limit=1)
    assert (few.cliques == found.cliques).all()
    assert (np.diff(few.indptr) <= 1).all()


def test_the_first_clique_is_one_of_all_cliques() -> None:
    memory, x = filled(BLOCKS, 60)
    cues = willshaw.draw_cues(BLOCKS, x, completeness=0.4, rng=2)
    found, everything = memory.recall(cues, method="first-clique"), memory.complete(cues)
    assert (everything.cliques > 1).any()
    for k, units in enumerate(found.content):
        assert units.tolist() in everything.list_of(k).tolist()
    assert set(found.endings) == {"settled"}
    # Without a guess it is sum-of-max at its fixed point; where sum-of-max leaves one pattern it is that one.
    halo = memory.recall(cues, max_steps=100)
    cut = memory.recall(cues, method="first-clique", max_guesses=0)
    assert cut.content == halo.content
    unique = halo.content.lengths == 5
    assert unique.any() and not unique.all()
    assert ((cut.endings == "settled") == unique).all()
    assert (cut.endings[~unique] == "node-limit").all()
    nothing = willshaw.Memory(BLOCKS).recall([[0]], method="first-clique")
    assert nothing.content.lengths.tolist() == [0]


def test_the_bits_of_a_list_are_what_was_unknown_less_the_choice() -> None:
    memory, x = filled(BLOCKS, 60)
    found = memory.complete(willshaw.draw_cues(BLOCKS, x, completeness=0.4, rng=2))
    assert np.allclose(found.bits, 3 * 3 - np.log2(found.cliques))
    random, y = filled(RANDOM, 40)
    found = random.complete(willshaw.draw_cues(RANDOM, y, completeness=0.6, rng=2))
    assert np.allclose(found.bits, np.log2(math.comb(37, 2)) - np.log2(found.cliques))
    cut = memory.complete(willshaw.draw_cues(BLOCKS, x[:2], completeness=0.2, rng=3), node_limit=1)
    assert (cut.endings == "node-limit").all()
    assert np.isnan(cut.bits).all()
    assert cut.content.contains(x[:2]).all()
    assert not cut.is_unique.any()


def test_pairs_are_completed_from_both_sides() -> None:
    x, y = BLOCKS.draw(6, rng=1), BLOCKS.draw(6, rng=2)
    memory = willshaw.Memory(BLOCKS, association="hetero")
    memory.store_pairs(x, y)
    found = memory.complete(willshaw.draw_cues(BLOCKS, x, completeness=0.6, rng=3))
    assert found.addresses is not None
    assert found.address is not None
    assert found.content.contains(y).all()
    assert found.address.contains(x).all()
    assert found.addresses.shape == found.patterns.shape


def test_memories_are_values(tmp_path: pathlib.Path) -> None:
    for memory, x in map(filled, CODES):
        memory.save(tmp_path / "memory")
        twins = [willshaw.Memory.load(tmp_path / "memory"), pickle.loads(pickle.dumps(memory)), copy.deepcopy(memory)]
        for twin in twins:
            assert twin == memory
            assert repr(twin) == repr(memory)
            assert twin.recall(x[:, :3], method="one-step") == memory.recall(x[:, :3], method="one-step")
        twins[2].store(memory.code.draw(50, rng=9))
        assert twins[2] != memory
        assert twins[0] == memory
        damaged = bytearray((tmp_path / "memory").read_bytes())
        damaged[60] ^= 1
        (tmp_path / "memory").write_bytes(damaged)
        for content in (bytes(damaged), b"", bytes(damaged[:30])):
            (tmp_path / "memory").write_bytes(content)
            with pytest.raises(SynaptomeError, match="cannot be read"):
                willshaw.Memory.load(tmp_path / "memory")
    with pytest.raises(FileNotFoundError, match="no such folder"):
        memory.save(tmp_path / "no such folder" / "memory")
    for result in (memory.recall(x[:, :3], method="lk+"), memory.complete(x[:, :3])):
        assert pickle.loads(pickle.dumps(result)) == result == copy.deepcopy(result)
    for code in CODES:
        assert pickle.loads(pickle.dumps(code)) == code
        assert hash(code) == hash(copy.deepcopy(code))


def test_synapses_from_keys_store_their_patterns() -> None:
    for usage in ("balanced", "multinomial"):
        memory = willshaw.Memory.implicit(BLOCKS, 3, usage=usage, rng=4)
        x, y = memory.stored_patterns(np.arange(24))
        explicit = willshaw.Memory(BLOCKS)
        explicit.store(x)
        assert np.array_equal(memory.matrix, explicit.matrix)
        assert np.array_equal(x, y)
        assert memory.recall(x[:, :2]) == explicit.recall(x[:, :2])
        assert pickle.loads(pickle.dumps(memory)) == memory == copy.copy(memory)
        assert math.isnan(memory.matrix_load)
        assert memory.nbytes < 10_000
    for fails in (lambda: memory.store(x), lambda: memory.save("x"), lambda: memory.stored_patterns([24])):
        with pytest.raises(SynaptomeError):
            fails()


PREPARATION = """
from synaptome import willshaw
code = willshaw.BlockCode(blocks=16, size=64)
memory = willshaw.Memory(code)
x = code.draw(9_400, rng=1)
memory.store(x)
many = np.tile(x, (100, 1))
hard = willshaw.Memory(willshaw.BlockCode(blocks=32, size=64))
y = hard.code.draw(4_900, rng=1)
hard.store(y)
"""


@pytest.mark.parametrize(
    "work",
    [
        "memory.complete(x[:4, :1], work_limit=2**62, node_limit=2**62)",
        "memory.complete(x[:1, :1], work_limit=2**62, node_limit=2**62, threads_per_cue=2)",
        "while True: memory.recall(x[:, :8], method='core-and-halo')",
        "hard.recall(y[:4, :1], method='first-clique', max_guesses=2**62)",
        "while True: memory.store(many)",
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
