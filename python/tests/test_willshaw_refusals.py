"""What cannot be used is refused by name."""

import pathlib
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from memories import BLOCKS, RANDOM, filled

from synaptome import SynaptomeError, willshaw
from synaptome.willshaw import counting


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: willshaw.BlockCode(blocks=0, size=4), "blocks: 0 given, at least 1 needed"),
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
        (lambda: willshaw.Memory(BLOCKS).store([[0.5, 8, 16, 24, 32]]), "whole numbers"),
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


COUNTS = counting.CountingMemory(BLOCKS)
COUNTS.store([[0, 8, 16, 24, 32], [1, 9, 17, 25, 33]])
WEIGHTS = COUNTS.weights(counting.Bcpnn())
PAIRS = counting.CountingMemory(BLOCKS, association="hetero")
TWO = willshaw.RandomCode(units=2, activity=1)


class Own(counting.CountingRule):
    """A rule that says whatever it is told."""

    def __init__(self, *says: Any) -> None:
        self.says = says

    def evidence(self, counts: counting.PairCounts) -> Any:
        return self.says


class OwnPrior(Own):
    def prior(self, content: Any, patterns: int) -> Any:
        return np.zeros(3)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: counting.Bayes(spurious=1.0), "spurious must be at least 0 and below 1, got 1.0"),
        (lambda: counting.Bayes(spurious=np.nan), "spurious must be at least 0 and below 1, got nan"),
        (lambda: counting.Bayes(missing=0), "missing must be above 0 and below 1, got 0.0"),
        (lambda: counting.Bayes(missing=1), "missing must be above 0 and below 1, got 1.0"),
        (lambda: counting.Bcpnn(least=0), "least must be positive and finite, got 0.0"),
        (lambda: counting.Bcpnn(least=np.inf), "least must be positive and finite, got inf"),
        (lambda: counting.KBest(steps=10_001), r"steps must be a whole number in \[0, 10000\], got 10001"),
        (lambda: counting.KBest(holds_cue="no"), "holds_cue must be True or False"),  # type: ignore[arg-type]
        (lambda: counting.CountingMemory(5), "code must be a BlockCode or a RandomCode"),  # type: ignore[arg-type]
        (
            lambda: counting.CountingMemory(willshaw.RandomCode(units=100_000, activity=3)),
            "the counts would have 100000 × 100000 entries",
        ),
        (lambda: PAIRS.store([[0, 8, 16, 24, 32]]), "store needs 'auto' association, but this memory is 'hetero'"),
        (lambda: COUNTS.store_pairs([[0]], [[0]]), "store_pairs needs 'hetero' association"),
        (lambda: COUNTS.store([[0, 8, 16, 24]]), "patterns must have 5 units"),
        (lambda: COUNTS.store([[0, 8, 16, 24, np.nan]]), "patterns must be whole numbers of 64 bits, got nan"),
        (lambda: COUNTS.store([[0, 1, 16, 24, 32]]), r"patterns\[0\]: unit 1 is the second one in block 0"),
        (lambda: COUNTS.store(np.zeros((0, 5))), "must not be empty"),
        (lambda: PAIRS.store_pairs([[0, 8, 16, 24, 32]], [[0, 8, 16, 24, 32]] * 2), "contents has 2 entries"),
        (lambda: COUNTS.store([[0, 8, 16, 24, 32]] * 65_535), "share a unit is 65536, above the limit of 65535"),
        (lambda: COUNTS.counts(40, 0), "address must be unit numbers below 40, got 40"),
        (lambda: COUNTS.counts([1, 2], [1, 2, 3]), "shapes that broadcast"),
        (lambda: PAIRS.weights(counting.Covariance()), "the counting memory must not be empty"),
        (lambda: PAIRS.weights(Own(0.0, 0.0)), "the counting memory must not be empty"),
        (lambda: COUNTS.weights(counting.Bayes), "rule must be a CountingRule"),  # type: ignore[arg-type]
        (lambda: COUNTS.weights(counting.CountingRule()), "has no evidence of its own"),
        (lambda: COUNTS.weights(Own(0.0)), "the evidence of the rule must be a list of 2"),
        (lambda: COUNTS.weights(Own(np.zeros(3), 0.0)), r"active of the rule must broadcast to \(40, 40\)"),
        (lambda: COUNTS.weights(Own(0.0, np.nan)), "silent of the rule must be a number, got nan at index 0, 0"),
        (lambda: COUNTS.weights(Own(np.inf, np.inf)), "active - silent of the rule must be a number, got nan"),
        (lambda: COUNTS.weights(OwnPrior(0.0, 0.0)), r"prior of the rule must broadcast to \(40,\)"),
        (lambda: counting.Weights(TWO, np.zeros((3, 3))), r"matrix must have shape \(2, 2\), got \(3, 3\)"),
        (lambda: counting.Weights(TWO, [[0.0, np.nan], [0.0, 0.0]]), "matrix must be numbers, got nan at index 0, 1"),
        (lambda: counting.Weights(TWO, [[0.0, 1e39], [0.0, 0.0]]), "matrix must fit single precision, got 1e.39"),
        (lambda: counting.Weights(TWO, np.zeros((2, 2)), silence=[1, 2, 3]), "silence has 3 entries, expected 2"),
        (lambda: WEIGHTS.fields([[40]]), "cues must be unit numbers below 40, got 40"),
        (lambda: WEIGHTS.fields([[1, 1]]), "cue 0 names unit 1 twice"),
        (lambda: counting.KBest().recall([[0, 8], []], WEIGHTS), "cue 1 must not be empty"),
        (lambda: counting.KBest().recall([[0]], COUNTS), "first must be a Weights"),  # type: ignore[arg-type]
        (
            lambda: counting.KBest().recall([[0]], WEIGHTS, counting.Weights(TWO, np.zeros((2, 2)))),
            "following must have the code of first",
        ),
        (
            lambda: counting.KBest().recall(
                [[0]], WEIGHTS, counting.Weights(BLOCKS, np.zeros((40, 40)), association="hetero")
            ),
            "following must have the association of first, 'auto', got 'hetero'",
        ),
        (lambda: counting.Bcpnn().evidence(counting.PairCounts(-1, 1, 1, 1)), "both must be at least 0, got -1"),
        (lambda: counting.Bcpnn().evidence(counting.PairCounts(1, 2**32, 1, 1)), "address must be at most 4294967295"),
        (lambda: willshaw.Structural.at_load(0.1, 1.0), "load must be above 0 and below 1, got 1.0"),
        (lambda: willshaw.Structural.at_load(0.1, [0.5, 1e-17]), "load must be above 0 and below 1, got 1e-17"),
        (lambda: willshaw.Structural.at_load(-0.1, 0.5), "bits_per_synapse must be positive and finite, got -0.1"),
        (lambda: willshaw.Structural.at_load(np.nan, 0.5), "bits_per_synapse must be positive and finite, got nan"),
        (lambda: willshaw.Structural.of_states(0.1, [0.5, 0.4]), "fractions must add up to 1, got 0.9"),
        (lambda: willshaw.Structural.of_states(0.1, [[0.5, 0.5], [1.0, 0.0]]), "all synapses in one at index 1"),
        (lambda: willshaw.Structural.of_states(0.1, [1.5, -0.5]), r"fractions must lie in \[0, 1\], got 1.5"),
        (lambda: willshaw.Structural.of_states([0.1] * 3, [[0.5, 0.5]] * 2), "shapes that broadcast"),
        (lambda: willshaw.Memory(BLOCKS).recall([[1]], max_guesses=-1), "max_guesses"),
        (lambda: willshaw.Memory(RANDOM).recall([[1]], method="first-clique"), "needs a BlockCode"),
    ],
)
def test_what_memories_that_count_cannot_use_is_refused_by_name(make, message: str) -> None:  # type: ignore[no-untyped-def]
    before = COUNTS.copy()
    with pytest.raises(SynaptomeError, match=message):
        make()
    assert before == COUNTS


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


def test_the_row_that_is_no_pattern_is_named_and_nothing_is_stored() -> None:
    memory, x = filled(BLOCKS)
    before = memory.copy()
    wrong = np.concatenate([x, x[:1, ::-1]])
    with pytest.raises(SynaptomeError, match=r"patterns\[30\]: unit \d+ comes after unit \d+"):
        memory.store(wrong)
    pairs = willshaw.Memory(BLOCKS, association="hetero")
    with pytest.raises(SynaptomeError, match=r"contents\[30\]: "):
        pairs.store_pairs(np.tile(x, (2, 1))[:31], wrong)
    assert memory == before
    assert pairs.matrix_load == 0.0


def test_units_named_twice_are_not_counted_twice() -> None:
    for patterns, outputs, name in (([[1, 5]], [[1, 1]], "outputs"), ([[1, 1]], [[1, 5]], "patterns")):
        with pytest.raises(SynaptomeError, match=rf"{name}\[0\] names unit 1 twice"):
            willshaw.tally(patterns, outputs)
    with pytest.raises(SynaptomeError, match="unit numbers below 4294967295"):
        willshaw.tally([[1, 5]], [[1, 2**62]])


def test_files_that_are_no_memories_are_refused(tmp_path: pathlib.Path) -> None:
    for content in (b"", b"willshaw", b"\x93NUMPY" + bytes(300), bytes(10**5)):
        (tmp_path / "file").write_bytes(content)
        with pytest.raises(SynaptomeError):
            willshaw.Memory.load(tmp_path / "file")
    for wrong in (None, 3, "a\0b", 1.5):
        with pytest.raises(SynaptomeError, match="path must"):
            willshaw.Memory.load(wrong)  # type: ignore[arg-type]
    memory, _ = filled(BLOCKS)
    for use in (memory.save, willshaw.Memory.load):
        with pytest.raises(IsADirectoryError):
            use(tmp_path)


def test_stores_and_recalls_of_several_threads_are_those_of_one() -> None:
    x = BLOCKS.draw(4_000, rng=1)
    memory, alone = willshaw.Memory(BLOCKS), willshaw.Memory(BLOCKS)
    alone.store(x[::20])
    with ThreadPoolExecutor(4) as pool:
        jobs: list[Future[Any]] = [pool.submit(memory.store, part) for part in np.array_split(x[::20], 8)]
        jobs += [pool.submit(memory.recall, x[:50, :3]) for _ in range(8)]
        for job in jobs:
            job.result()
    assert memory == alone
