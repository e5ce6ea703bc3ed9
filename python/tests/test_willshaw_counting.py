"""Memories that count, against brute force in NumPy written from the definitions."""

import copy
import multiprocessing
import pickle
from typing import Any

import numpy as np
import pytest
from interrupting import seconds_to_interrupt
from memories import BLOCKS, CODES, RANDOM, filled
from numpy.typing import NDArray

from synaptome import SynaptomeError, willshaw
from synaptome.willshaw import counting

RULES: list[counting.CountingRule] = [
    counting.Bayes(spurious=0.02, missing=0.3),
    counting.Bayes(),
    counting.Bcpnn(least=0.1),
    counting.Covariance(),
    counting.ClippedHebb(),
]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def dense(code: willshaw.Code, x: Integers) -> Integers:
    rows = np.zeros((len(x), code.units), np.int64)
    np.put_along_axis(rows, x, 1, axis=1)
    return rows


def learned(code: willshaw.Code, hetero: bool, count: int = 30) -> tuple[counting.CountingMemory, Integers, Integers]:
    x = code.draw(count, rng=1)
    y = code.draw(count, rng=2) if hetero else x
    memory = counting.CountingMemory(code, association="hetero" if hetero else "auto")
    memory.store_pairs(x, y) if hetero else memory.store(x)
    return memory, x, y


def log_odds(u: Integers, v: Integers, rule: counting.Bayes) -> tuple[Floats, Floats]:
    """What noisy units say, from the frequencies of stored patterns with and without each content unit."""
    with np.errstate(divide="ignore", invalid="ignore"):
        here, gone = (u.T @ v) / v.sum(axis=0), (u.T @ (1 - v)) / (1 - v).sum(axis=0)
        with_, without = (f * (1 - rule.missing) + (1 - f) * rule.spurious for f in (here, gone))
        active, silent = np.log(with_ / without), np.log((1 - with_) / (1 - without))
    for says in active, silent:
        says[:, (v.sum(axis=0) == 0) | (v.sum(axis=0) == len(v))] = 0.0
    active[(u.sum(axis=0) == 0) & (rule.spurious == 0), :] = 0.0
    return active, silent


def brute_force(u: Integers, v: Integers, rule: counting.CountingRule) -> tuple[Floats, Floats, Floats]:
    """Evidence of active and of silent units, and priors."""
    m, both = len(u), (u.T @ v).astype(float)
    used = v.sum(axis=0)
    nothing, zero = np.zeros_like(both), np.zeros(v.shape[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        if isinstance(rule, counting.Bayes):
            return *log_odds(u, v, rule), np.log(used / (m - used))
        if isinstance(rule, counting.Bcpnn):
            ratio = np.maximum(both, rule.least) * m / np.outer(u.sum(axis=0), used)
            return np.where(np.isfinite(ratio), np.log(ratio), 0.0), nothing, np.log(used / m)
    if isinstance(rule, counting.Covariance):
        return (u - u.mean(axis=0)).T @ (v - v.mean(axis=0)) / m, nothing, zero
    return (both > 0).astype(float), nothing, zero


def close(found: Any, expected: Any) -> bool:
    return np.allclose(found, expected, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("hetero", [False, True])
@pytest.mark.parametrize("code", CODES, ids=repr)
def test_counts_are_those_of_all_patterns(code: willshaw.Code, hetero: bool) -> None:
    memory, x, y = learned(code, hetero)
    u, v = dense(code, x), dense(code, y)
    both = u.T @ v
    assert np.array_equal(memory.pairs, both)
    assert np.array_equal(memory.uses, [u.sum(axis=0), v.sum(axis=0)])
    assert memory.stored == 30
    i, j = np.ogrid[:40, :40]
    counts = memory.counts(i, j)
    assert np.array_equal(counts.both, both)
    assert np.array_equal(counts.address, np.broadcast_to(u.sum(axis=0)[:, None], both.shape))
    assert np.array_equal(counts.content, np.broadcast_to(v.sum(axis=0), both.shape))
    assert counts.patterns == 30
    chosen = both.ravel() if hetero else both[~np.eye(40, dtype=bool)]
    assert np.allclose(memory.count_fractions(), np.bincount(chosen) / chosen.size)
    single = memory.counts(x[0, 0], y[0, 0])
    assert np.ndim(single.both) == 0 and single.both == both[x[0, 0], y[0, 0]]


@pytest.mark.parametrize("rule", RULES, ids=repr)
@pytest.mark.parametrize("hetero", [False, True])
@pytest.mark.parametrize("code", CODES, ids=repr)
def test_weights_and_fields_are_those_of_brute_force(
    code: willshaw.Code, hetero: bool, rule: counting.CountingRule
) -> None:
    memory, x, y = learned(code, hetero)
    active, silent, prior = brute_force(dense(code, x), dense(code, y), rule)
    if not hetero and not rule.has_autapses:
        np.fill_diagonal(active, 0.0)
        np.fill_diagonal(silent, 0.0)
    weights = memory.weights(rule)
    assert close(weights.matrix, active - silent)
    assert close(weights.silence, prior + silent.sum(axis=0))
    cues = willshaw.draw_cues(code, x, completeness=0.6, rng=3)
    fields = weights.fields(cues)
    for units, found in zip(cues.units, fields, strict=True):
        on = np.isin(np.arange(40), units)
        with np.errstate(invalid="ignore"):
            expected = prior + active[on].sum(axis=0) + silent[~on].sum(axis=0)
        expected[np.isnan(expected)] = -np.inf
        assert close(found, expected)
    for workers in (1, 3):
        assert np.array_equal(weights.fields(cues, workers=workers), fields)
    counts = memory.counts(np.arange(40)[:, None], np.arange(40))
    said = rule.evidence(counts)
    expected_active, expected_silent, _ = brute_force(dense(code, x), dense(code, y), rule)
    assert close(said.active, expected_active) and close(said.silent, expected_silent)
    assert close(rule.prior(memory.uses[1], 30), prior)


def winners(code: willshaw.Code, fields: NDArray[np.float32], held: Any) -> list[int]:
    fields = fields.copy()
    fields[held] = np.inf
    if isinstance(code, willshaw.BlockCode):
        best = fields.reshape(code.blocks, code.size).argmax(axis=1)
        return [int(unit) for unit in best + np.arange(code.blocks) * code.size]
    return sorted(int(unit) for unit in np.argsort(-fields, kind="stable")[: code.activity])


@pytest.mark.parametrize("holds_cue", [False, True])
@pytest.mark.parametrize("hetero", [False, True])
@pytest.mark.parametrize("code", CODES, ids=repr)
def test_the_k_best_are_those_of_a_full_sort_in_every_step(code: willshaw.Code, hetero: bool, holds_cue: bool) -> None:
    memory, x, _ = learned(code, hetero, 60)
    first, later = memory.weights(counting.Bayes()), memory.weights(counting.Covariance())
    cues = willshaw.draw_cues(code, x, completeness=0.4, rng=3)
    for most in (1, 2, 6):
        how = counting.KBest(steps=most, holds_cue=holds_cue)
        found = how.recall(cues, first, later)
        for k, units in enumerate(cues.units):
            state = winners(code, first.fields([units])[0], units if holds_cue and not hetero else [])
            steps, ending = 1, "settled" if hetero else "step-limit"
            while steps < most and not hetero and ending != "settled":
                following = winners(code, later.fields([state])[0], [])
                steps, ending = steps + 1, "settled" if following == state else "step-limit"
                state = following
            assert (found.content[k].tolist(), found.steps[k], found.endings[k]) == (state, steps, ending)
        assert all(how.recall(cues, first, later, workers=workers) == found for workers in (1, 3))
    assert counting.KBest().recall(cues, first) == counting.KBest().recall(cues, first, first)


def test_clipped_counts_are_the_binary_memory() -> None:
    for code in CODES:
        binary, x = filled(code)
        memory, _, _ = learned(code, False)
        assert np.array_equal(memory.weights(counting.ClippedHebb()).matrix, binary.matrix)
        cues = willshaw.draw_cues(code, x, completeness=0.6, rng=2)
        sums = [binary.matrix[units].sum(axis=0) for units in cues.units]
        assert np.array_equal(memory.weights(counting.ClippedHebb()).fields(cues), sums)


class Own(counting.CountingRule):
    """Another rule under a name of your own."""

    def __init__(self, rule: counting.CountingRule) -> None:
        self.rule = rule
        self.has_autapses = rule.has_autapses

    def evidence(self, counts: counting.PairCounts) -> counting.Evidence:
        return self.rule.evidence(counts)

    def prior(self, content: Any, patterns: int) -> Floats:
        return self.rule.prior(content, patterns)


@pytest.mark.parametrize("rule", RULES, ids=repr)
def test_a_rule_of_ones_own_makes_the_weights_of_the_rule_that_it_calls(
    rule: counting.CountingRule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("synaptome.willshaw.counting._memory._RUN", 7 * 40)
    for hetero in (False, True):
        memory, _, _ = learned(RANDOM, hetero)
        expected, found = memory.weights(rule), memory.weights(Own(rule))
        assert np.array_equal(found.matrix, expected.matrix)
        assert close(found.silence, expected.silence)


def test_memories_weights_and_rules_are_values() -> None:
    for hetero in (False, True):
        memory, x, y = learned(BLOCKS, hetero)
        twins = [pickle.loads(pickle.dumps(memory)), copy.copy(memory), copy.deepcopy(memory)]
        for twin in twins:
            assert twin == memory and repr(twin) == repr(memory)
            twin.store_pairs(x, y) if hetero else twin.store(x)
            assert twin != memory and twin.stored == 60
            assert twin == twins[0]
        assert memory.stored == 30
        for rule in RULES:
            weights = memory.weights(rule)
            assert pickle.loads(pickle.dumps(weights)) == weights == copy.deepcopy(weights) == memory.weights(rule)
            again = counting.Weights(BLOCKS, weights.matrix, association=weights.association, silence=weights.silence)
            assert again == weights
            assert pickle.loads(pickle.dumps(rule)) == rule and hash(copy.deepcopy(rule)) == hash(rule)
        found = counting.KBest().recall(x[:, :2], weights)
        assert pickle.loads(pickle.dumps(found)) == found
    assert repr(memory) == "<CountingMemory of BlockCode(blocks=5, size=8), heteroassociation, 30 patterns>"
    assert counting.Bayes(spurious=0, missing=0.5) == counting.Bayes()


def test_counts_that_no_patterns_have_are_not_restored() -> None:
    memory, _, _ = learned(RANDOM, False)
    restore, (code, association, stored, u, v, pairs) = memory.__reduce__()
    for change in range(3):
        wrong = [stored, u.copy(), v.copy(), pairs.copy()]
        if change:
            wrong[change][0] += 1
        else:
            wrong[0] += 1
        with pytest.raises(SynaptomeError, match="no patterns of the code have them"):
            restore(code, association, *wrong)


PREPARATION = """
from synaptome.willshaw import counting
code = willshaw.RandomCode(units=9_000, activity=64)
x = code.draw(100_000, rng=1)
memory = counting.CountingMemory(code)
memory.store(x[:100])
"""


@pytest.mark.parametrize(
    "work",
    [
        "while True: memory.weights(counting.Bayes())",
        "while True: counting.CountingMemory(code).store(x)",
        "counting.KBest(steps=10_000, holds_cue=False).recall(x[:, :9], memory.weights(counting.ClippedHebb()))",
    ],
)
def test_an_interrupt_ends_long_work_within_half_a_second(work: str) -> None:
    assert seconds_to_interrupt(work, PREPARATION) < 0.5


def forked(seed: int) -> Integers:
    memory, x, _ = learned(RANDOM, False, 20 + seed)
    return counting.KBest().recall(x[:, :2], memory.weights(counting.Bcpnn())).content.indices


def test_counting_works_in_forked_processes() -> None:
    expected = [forked(seed) for seed in range(3)]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert all(map(np.array_equal, pool.map(forked, range(3)), expected))
