"""What the package accepts as arrays, and what it refuses by name."""

from collections.abc import Callable

import numpy as np
import pytest

from synaptome import SynaptomeError, hopfield, infomax, mi, willshaw
from synaptome._arrays import bools, floats, integer, integers, spins

VALUES = np.array([[1, -1, 1], [-1, 1, 1]])


@pytest.mark.parametrize("dtype", ["i1", ">i2", "<i4", "i8", "f2", ">f4", "f8", "g"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_spins_of_every_type_and_order_are_the_same(dtype: str, order: str) -> None:
    given = np.array(VALUES, dtype=dtype, order=order)  # type: ignore[call-overload]
    assert np.array_equal(spins(given, "cues"), VALUES)
    assert np.array_equal(spins(given[::-1, ::-1], "cues"), VALUES[::-1, ::-1])


def test_misaligned_and_read_only_arrays_are_accepted() -> None:
    raw = np.zeros(8 * 6 + 1, np.uint8)
    misaligned = raw[1:].view(np.float64).reshape(2, 3)
    misaligned[:] = VALUES
    misaligned.setflags(write=False)
    assert not misaligned.flags.aligned
    assert np.array_equal(floats(misaligned, "x"), VALUES)
    assert floats(misaligned, "x").flags.aligned


def test_bits_and_truth_values_are_spins() -> None:
    assert np.array_equal(spins(VALUES > 0, "cues"), VALUES)
    assert np.array_equal(spins((VALUES > 0).astype(np.uint8), "cues"), VALUES)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (np.array([1, 255], np.uint8), "255 at index 1"),
        ([1, 0, -1], "0 at index 1"),
        ([1.0, float("nan")], "nan at index 1"),
        ([1, 2j], "complex128"),
        (["a"], "numbers"),
        ([[1], [1, -1]], "row 0 has 1 entries, but row 1 has 2"),
        (np.array([1, None]), "object"),
        (np.ma.masked_equal([1, -1], 1), "masked"),
    ],
)
def test_what_is_no_spin_is_refused_with_its_value(value: object, message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        spins(value, "cues")  # type: ignore[arg-type]


def test_numbers_that_would_change_are_refused() -> None:
    with pytest.raises(SynaptomeError, match="9007199254740993"):
        floats([2**53 + 1], "x")
    with pytest.raises(SynaptomeError, match=r"1\.5 at index 0"):
        integers([1.5], "labels")
    with pytest.raises(SynaptomeError, match="64 bits"):
        integers(np.array([2**63], np.uint64), "labels")
    with pytest.raises(SynaptomeError, match="at least 0, got -1"):
        integers([-1], "labels", low=0)
    with pytest.raises(SynaptomeError, match="2 at index 0"):
        bools([2], "raster")


def test_a_whole_number_is_no_truth_value_and_no_fraction() -> None:
    assert integer(np.int8(3), "k") == 3
    assert integer(3.0, "k") == 3  # type: ignore[arg-type]
    for wrong in (True, 1.5, "3", None, -1, float("nan"), [3]):
        with pytest.raises(SynaptomeError, match="k must be a whole number"):
            integer(wrong, "k")  # type: ignore[arg-type]


def test_rows_of_several_lengths_are_told_by_their_lengths() -> None:
    for rows in ([[1, -1, 1], [1, -1]], [np.array([1, 0, 1]), np.array([0, 1])]):
        with pytest.raises(SynaptomeError, match="row 0 has 3 entries, but row 1 has 2"):
            hopfield.Hebbian().write(rows)


MASK = np.array([True, False])
PATTERNS = mi.Patterns([[0.0, 0.0]] * 2, np.eye(2))
BLOCKS = willshaw.BlockCode(blocks=2, size=4)


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: willshaw.Cues([MASK]), r"units\[0\]"),
        (lambda: willshaw.Cues(MASK[None]), "units"),
        (lambda: willshaw.UnitLists(MASK, [0, 2]), "indices"),
        (lambda: willshaw.Memory(BLOCKS).store([MASK]), "patterns"),
        (lambda: willshaw.Memory.implicit(BLOCKS, 2, rng=0).stored_patterns(MASK), "indices"),
        (lambda: BLOCKS.cues_from_symbols(MASK), "symbols"),
        (lambda: infomax.Learner(neurons=MASK), "neurons"),  # type: ignore[arg-type]
        (lambda: infomax.Raster.from_spikes(MASK, [0, 0], (2, 2)), "steps"),
        (lambda: infomax.Raster.from_spikes([0, 1], MASK, (2, 2)), "neurons"),
        (lambda: infomax.Raster.from_rows(MASK, [0, 2], 2), "indices"),
        (lambda: infomax.Raster.from_times([0.0, 1.0], MASK, 1.0), "neurons"),
        (lambda: mi.mutual_information(PATTERNS, [[0, 1]], about=MASK), "about"),
        (lambda: mi.mutual_information(PATTERNS, MASK[None]), "pairs"),
        (lambda: hopfield.Cliques(4, 2).states(MASK), "vertices"),
        (lambda: hopfield.Network(np.eye(2)).recall([1, -1], order=MASK), "order"),
    ],
)
def test_a_mask_is_not_taken_for_numbers(call: Callable[[], object], name: str) -> None:
    with pytest.raises(SynaptomeError, match=f"({name}) must be whole numbers, got truth values"):
        call()
