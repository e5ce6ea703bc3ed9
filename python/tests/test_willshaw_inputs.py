"""Every kind of array and option that willshaw accepts or refuses, in each function that takes one."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from memories import BLOCKS, RANDOM, filled
from refused_kinds import ODD, VARIANTS, WRONG, odd_arrays, refuses_cleanly

from synaptome import SynaptomeError, willshaw
from synaptome.willshaw import counting

X = BLOCKS.draw(6, rng=1)
PART = X[:, :2]
PAIRS = willshaw.Memory(BLOCKS, association="hetero")
PAIRS.store_pairs(X, X[::-1])
KEYS = willshaw.Memory.implicit(BLOCKS, 3, rng=1)
MEMORY, _ = filled(BLOCKS, 20)
UNITS, _ = filled(RANDOM, 20)
MEMORIES = [MEMORY, UNITS, PAIRS, KEYS]
LISTS = willshaw.Cues(X).units
COUNTS = counting.CountingMemory(BLOCKS)
COUNTS.store(X)
WEIGHTS = COUNTS.weights(counting.Bayes(spurious=0.01))
THEORY = willshaw.BlockTheory(code=BLOCKS)


def stored(x: Any) -> willshaw.Memory:
    memory = willshaw.Memory(BLOCKS)
    memory.store(x)
    return memory


def paired(x: Any, y: Any) -> willshaw.Memory:
    memory = willshaw.Memory(BLOCKS, association="hetero")
    memory.store_pairs(x, y)
    return memory


def counted(x: Any) -> counting.CountingMemory:
    memory = counting.CountingMemory(BLOCKS)
    memory.store(x)
    return memory


def counted_pairs(x: Any, y: Any) -> counting.CountingMemory:
    memory = counting.CountingMemory(BLOCKS, association="hetero")
    memory.store_pairs(x, y)
    return memory


Call = Callable[[Any], Any]
#: Functions of one array, the numbers that they are given, and the name of the argument.
ARRAYS: list[tuple[Call, Any, str]] = [
    (stored, X, "patterns"),
    (lambda x: paired(x, X), X, "addresses"),
    (lambda x: paired(X, x), X, "contents"),
    *[(lambda x, m=m: m.recall(x, method="one-step"), PART, "cues") for m in MEMORIES],
    *[(m.complete, PART, "cues") for m in MEMORIES[:2]],
    *[(f, PART, "cues") for f in (MEMORY.familiarity, MEMORY.is_familiar)],
    (lambda x: MEMORY.recall(PART, false_units=x), [0, 1, 0, 1, 0, 1], "false_units"),
    (KEYS.stored_patterns, [0, 3, 5], "indices"),
    (BLOCKS.check, X, "patterns"),
    (BLOCKS.from_symbols, [[0, 7, 1, 2, 3]], "symbols"),
    (BLOCKS.cues_from_symbols, [[0, -1, 1, 2, 3]], "symbols"),
    (lambda x: BLOCKS.cues_from_symbols([[0, 1, 2, 3, 4]] * 2, false_units=x), [0, 1], "false_units"),
    (BLOCKS.to_symbols, X, "patterns"),
    (lambda x: willshaw.draw_cues(BLOCKS, x, rng=1), X, "patterns"),
    (lambda x: willshaw.mislead(BLOCKS, x, X, count=1, rng=1), PART, "cues"),
    (lambda x: willshaw.mislead(BLOCKS, PART, x, count=1, rng=1), X, "patterns"),
    (willshaw.Cues, PART, "units"),
    (lambda x: willshaw.Cues(PART[:2], x), [0, 1], "false_units"),
    (lambda x: willshaw.UnitLists(x, [0, 1, 2]), [5, 3], "indices"),
    (lambda x: willshaw.UnitLists([5, 3], x), [0, 1, 2], "indptr"),
    (LISTS.equals, X, "patterns"),
    (LISTS.contains, X, "patterns"),
    (lambda x: willshaw.matrix_load(BLOCKS, x), [1, 2], "patterns"),
    (lambda x: willshaw.patterns_at(BLOCKS, x), [0, 1], "load"),
    (lambda x: willshaw.cue_bits(BLOCKS, completeness=x), [0, 1], "completeness"),
    (lambda x: willshaw.cue_bits(BLOCKS, false_fraction=x), [0, 1], "false_fraction"),
    (lambda x: willshaw.output_bits(BLOCKS, x, 0), [0, 1], "spurious"),
    (lambda x: willshaw.output_bits(BLOCKS, 0, x), [0, 1], "missing"),
    (lambda x: willshaw.part_bits(BLOCKS, x), X, "outputs"),
    (lambda x: willshaw.union_bits(BLOCKS, willshaw.Cues(PART), x, LISTS), X, "patterns"),
    (lambda x: willshaw.tally(x, X), X, "patterns"),
    (lambda x: willshaw.tally(X, x), X, "outputs"),
    (lambda x: willshaw.score(BLOCKS, x, LISTS, stored=6, kind="neither", completeness=0.5), X, "contents"),
    (willshaw.entropy_bits, [0, 1], "p"),
    (lambda x: willshaw.conditional_entropy_bits(0.5, x, 0), [0, 1], "spurious"),
    (lambda x: willshaw.transinformation_bits(0.5, 0, x), [0, 1], "missing"),
    (lambda x: willshaw.limit_bits_per_synapse("clique", 0.5, x), [0, 1], "completeness"),
    (lambda x: THEORY.error_probability(0.5, x), [0, 1], "completeness"),
    (THEORY.fixed_point, [0, 1], "load"),
    (lambda x: willshaw.Structural.at_load(x, 0.25), [1, 2], "bits_per_synapse"),
    (lambda x: willshaw.Structural.of_states(x, [0.25, 0.75]), [1, 2], "bits_per_synapse"),
    (counted, X, "patterns"),
    (lambda x: counted_pairs(x, X), X, "addresses"),
    (lambda x: counted_pairs(X, x), X, "contents"),
    (lambda x: COUNTS.counts(x, 1), [0, 39], "address"),
    (lambda x: COUNTS.counts(1, x), [0, 39], "content"),
    (lambda x: counting.Bcpnn().evidence(counting.PairCounts(x, 4, 5, 9)), [0, 4], "both"),
    (lambda x: counting.Bayes().evidence(counting.PairCounts(1, x, 5, 9)), [1, 4], "address"),
    (lambda x: counting.Bayes().prior(x, 9), [0, 9], "content"),
    (lambda x: counting.Weights(willshaw.RandomCode(units=2, activity=1), x), [[1, 2], [3, 4]], "matrix"),
    (
        lambda x: counting.Weights(willshaw.RandomCode(units=2, activity=1), [[1, 2], [3, 4]], silence=x),
        [1, 2],
        "silence",
    ),
    (WEIGHTS.fields, PART, "cues"),
    (lambda x: counting.KBest().recall(x, WEIGHTS), PART, "cues"),
]
NAMES = [f"{name}-{number}" for number, (_, _, name) in enumerate(ARRAYS)]


def same(a: Any, b: Any) -> bool:
    if type(a) is tuple:
        return all(map(same, a, b))
    return bool(np.array_equal(a, b, equal_nan=True)) if isinstance(a, np.ndarray) else bool(a == b)


@pytest.mark.parametrize(("call", "given", "name"), ARRAYS, ids=NAMES)
def test_arrays_of_every_kind_give_the_same(call: Call, given: Any, name: str) -> None:
    numbers = np.array(given)
    expected = call(numbers.astype(np.float64))
    for kind, variant in VARIANTS.items():
        assert same(call(variant(numbers)), expected), kind


@pytest.mark.parametrize(("call", "given", "name"), ARRAYS, ids=NAMES)
def test_what_is_no_array_of_numbers_is_refused_by_name(call: Call, given: Any, name: str) -> None:
    for wrong in WRONG:
        takes_lists = name in ("cues", "units", "outputs") or call == BLOCKS.to_symbols
        if isinstance(wrong, list) and takes_lists and len(wrong) > 1:
            continue  # lists of different lengths
        if wrong is None and name == "false_units":
            continue  # as if it were not given
        with pytest.raises(SynaptomeError, match=rf"\b({name})\b"):
            call(wrong)


@pytest.mark.parametrize(("call", "given", "name"), ARRAYS, ids=NAMES)
def test_odd_numbers_and_axes_raise_nothing_else(call: Call, given: Any, name: str) -> None:
    for odd in odd_arrays(np.array(given, float)):
        refuses_cleanly(call, odd)


OUTPUTS: dict[str, Any] = {"code": BLOCKS, "contents": X, "found": LISTS}
SCORED: dict[str, Any] = {**OUTPUTS, "stored": 6, "kind": "neither", "completeness": 0.5}
SEARCHED: dict[str, Any] = {"code": BLOCKS, "method": "one-step", "queries": 5, "networks": 1, "rng": 1}
CODE: dict[str, Any] = {"code": BLOCKS}
#: Functions with options, and those options.
OPTIONS: list[tuple[Callable[..., object], list[str]]] = [
    (lambda **o: willshaw.BlockCode(**{"blocks": 3, "size": 4, **o}), ["blocks", "size"]),
    (lambda **o: willshaw.RandomCode(**{"units": 9, "activity": 4, **o}), ["units", "activity"]),
    (lambda **o: BLOCKS.draw(**{"count": 1, **o}), ["count", "rng"]),
    (lambda **o: willshaw.Memory(**{**CODE, **o}), ["code", "association"]),
    (lambda **o: willshaw.Memory.implicit(**{**CODE, "per_unit": 2, **o}), ["code", "per_unit", "association", "rng"]),
    *[
        (
            lambda m=m, **o: m.recall(**{"cues": PART, "method": "one-step", **o}),
            ["cues", "method", "false_units", "max_steps", "max_active", "max_guesses", "workers"],
        )
        for m in MEMORIES
    ],
    *[
        (
            lambda m=m, **o: m.complete(**{"cues": PART[:1], **o}),
            ["cues", "limit", "node_limit", "work_limit", "false_units", "reading", "threads_per_cue", "workers"],
        )
        for m in MEMORIES[:3]
    ],
    (lambda **o: MEMORY.is_familiar(PART, **o), ["workers"]),
    (lambda **o: MEMORY.false_acceptance(**{"count": 2, **o}), ["count", "rng", "workers"]),
    (lambda **o: MEMORY.complete(PART[:1]).list_of(**o), ["cue"]),
    (lambda **o: LISTS.to_padded(**o), ["fill"]),
    (lambda **o: LISTS.to_dense(**o), ["units"]),
    (
        lambda **o: willshaw.draw_cues(**{**CODE, "patterns": X, **o}),
        ["code", "completeness", "false_fraction", "rng"],
    ),
    (
        lambda **o: willshaw.mislead(**{**CODE, "cues": PART, "patterns": X, "count": 1, **o}),
        ["code", "cues", "count", "rng"],
    ),
    (
        lambda **o: willshaw.score(**{**SCORED, **o}),
        ["code", "found", "stored", "kind", "addresses", "found_addresses", "completeness", "false_fraction"],
    ),
    (
        lambda **o: willshaw.load_search(**{**SEARCHED, **o}),
        ["code", "method", "association", "completeness", "false_fraction", "tolerated_noise", "content_weight"],
    ),
    (
        lambda **o: willshaw.load_search(**{**SEARCHED, **o}),
        ["max_steps", "max_active", "max_guesses", "rng", "callback"],
    ),
    (lambda **o: counting.CountingMemory(**{**CODE, **o}), ["code", "association"]),
    (lambda **o: COUNTS.weights(**o), ["rule"]),
    (lambda **o: COUNTS.weights(counting.Bayes(**o)), ["spurious", "missing"]),
    (lambda **o: COUNTS.weights(counting.Bcpnn(**o)), ["least"]),
    (lambda **o: counting.Covariance().evidence(**o), ["counts"]),
    (lambda **o: counting.Bayes().prior(**{"content": 1, "patterns": 2, **o}), ["content", "patterns"]),
    (lambda **o: counting.KBest(**o).recall(PART, WEIGHTS), ["steps", "holds_cue"]),
    (
        lambda **o: counting.KBest().recall(**{"cues": PART, "first": WEIGHTS, **o}),
        ["cues", "first", "following", "workers"],
    ),
    (
        lambda **o: counting.Weights(**{**CODE, "matrix": np.zeros((40, 40)), **o}),
        ["code", "matrix", "association", "silence"],
    ),
    (lambda **o: willshaw.Structural.at_load(**{"bits_per_synapse": 1, "load": 0.5, **o}), ["load"]),
    (lambda **o: willshaw.Structural.of_states(1, **o), ["fractions"]),
    (
        lambda **o: willshaw.capacity(**{**CODE, **o}),
        ["code", "completeness", "association", "tolerated_noise", "first_gain", "iterative"],
    ),
    (lambda **o: willshaw.recognition(**{**CODE, **o}), ["code", "completeness", "tolerated_spurious"]),
    (lambda **o: willshaw.false_acceptance(**{**CODE, "load": 0.5, **o}), ["code", "load", "completeness"]),
    (
        lambda **o: willshaw.BlockTheory(**{**CODE, **o}).optimum(),
        ["code", "completeness", "association", "tolerated_noise", "first_gain"],
    ),
    (lambda **o: willshaw.matrix_load(**{"patterns": 1, **o}), ["code"]),
    (lambda **o: willshaw.patterns_at(**{"load": 0.5, **o}), ["code"]),
    (lambda **o: willshaw.output_kind(**{"method": "one-step", **o}), ["method"]),
    (lambda **o: willshaw.cue_bits(**{**CODE, **o}), ["code", "completeness", "false_fraction"]),
    (lambda **o: willshaw.output_bits(**{**CODE, "spurious": 0, "missing": 0, **o}), ["code", "kind"]),
    (lambda **o: willshaw.part_bits(**{**CODE, "outputs": X, **o}), ["code", "outputs"]),
    (
        lambda **o: willshaw.union_bits(**{**CODE, "cues": willshaw.Cues(PART), "patterns": X, "outputs": LISTS, **o}),
        ["code", "cues", "outputs"],
    ),
    (lambda **o: willshaw.tally(X, LISTS).rates(**o), ["units"]),
    (
        lambda **o: willshaw.limit_bits_per_synapse(**{"quantity": "clique", "load": 0.5, "completeness": 0.5, **o}),
        ["quantity", "load", "completeness"],
    ),
]
EACH = [(call, name) for call, names in OPTIONS for name in names]


@pytest.mark.parametrize(("call", "name"), EACH, ids=[f"{name}-{number}" for number, (_, name) in enumerate(EACH)])
def test_no_option_raises_anything_else(call: Callable[..., object], name: str) -> None:
    for odd in ODD:
        refuses_cleanly(lambda value: call(**{name: value}), odd)
