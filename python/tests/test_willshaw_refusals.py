"""What cannot be used is refused by name."""

import numpy as np
import pytest
from memories import BLOCKS, RANDOM, filled

from synaptome import SynaptomeError, willshaw


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
