"""Messages, damaged cues and pictures against NumPy and the crate."""

import numpy as np
import pytest
from numpy.typing import NDArray

from synaptome import SynaptomeError, hopfield
from synaptome._core import hopfield as core

KEY = (1, 2, 3, 4)


def spins(text: str) -> NDArray[np.int8]:
    return np.array([1 if sign == "+" else -1 for sign in text], np.int8)


def test_the_core_draws_what_the_crate_draws() -> None:
    """What Rust draws with ``generator([1, 2, 3, 4], k)`` for k = 0 … 2.

    ``Messages::draw(24, 1, …)``, ``draw_biased(24, 1, 0.25, …)``, ``draw_sparse(24, 1, 5, …)``,
    ``draw_chains(24, 1, 0.8, …)``, and ``Noise::Flips(3)`` and ``Noise::Probability(0.25)`` of the first; then
    recall of the first with nine flips of stream 7, in random order for at most three sweeps, stream 0.
    """
    x = core.random_messages(3, 24, 0.0, KEY)
    assert np.array_equal(x[0], spins("---+-+++-+-++-+++++-----"))
    assert np.array_equal(x[2], spins("-++--+--+---+-+--+--++++"))
    assert np.array_equal(core.random_messages(3, 24, -0.5, KEY)[0], spins("+-----------++-+-++++---"))
    assert np.array_equal(core.sparse_messages(3, 24, 5, KEY)[1], spins("---++----+-----+-------+"))
    assert np.array_equal(core.chain_messages(3, 24, 0.8, KEY)[2], spins("----+++++++++++++++++---"))
    assert np.array_equal(core.flip(x, (3, 0.0), KEY)[1], spins("--+-+-+-++++---++-+-+--+"))
    assert np.array_equal(core.flip(x, (None, 0.25), KEY)[2], spins("-++-++--+---++---++--+-+"))
    cue = spins("-+-+++++-+--------+---+-")
    found = core.hebbian(x, True).recall(cue[None], "random", None, 3, KEY, 1)
    assert np.array_equal(found[0][0], spins("+--++-++-+++-+-++-++----"))
    assert (found[1][0], found[2][0]) == (2, 1)


def test_random_messages_have_the_statistics_that_they_are_asked_for() -> None:
    """Each bound is five standard errors: a false alarm has a probability below 1e-5."""
    x = hopfield.random_messages(50, 2000, bias=0.3, rng=1)
    assert abs(x.mean() - 0.3) < 5 * np.sqrt(0.91 / x.size)
    children = hopfield.descendants(x, 3, -0.5, rng=2)
    overlaps = hopfield.overlap(children.reshape(50, 3, 2000), x[:, None])
    assert abs(overlaps.mean() + 0.5) < 5 * np.sqrt(0.75 / children.size)
    flipped = hopfield.flip(x, probability=0.2, rng=3)
    assert abs((flipped != x).mean() - 0.2) < 5 * np.sqrt(0.16 / x.size)
    assert ((hopfield.flip(x.reshape(5, 10, 2000), count=7, rng=1) != x.reshape(5, 10, 2000)).sum(-1) == 7).all()
    assert np.array_equal(hopfield.random_messages(9, 10, rng=4)[:3], hopfield.random_messages(3, 10, rng=4))
    distances = (x[:, None] != x[None]).sum(-1)
    assert hopfield.smallest_distance(x) == distances[~np.eye(50, dtype=bool)].min()
    assert hopfield.smallest_distance(x[:1]) is None


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: hopfield.random_messages(0, 3), "count"),
        (lambda: hopfield.random_messages(3, -1), "units"),
        (lambda: hopfield.random_messages(10**12, 10**6), "messages would have"),
        (lambda: hopfield.random_messages(1, 10**6), "weights of such messages"),
        (lambda: hopfield.random_messages(1, 3, bias=1.1), "bias must lie in"),
        (lambda: hopfield.random_messages(1, 3, bias=float("nan")), "bias"),
        (lambda: hopfield.sparse_messages(1, 3, 4), "active"),
        (lambda: hopfield.chain_messages(1, 3, -2), "correlation must lie in"),
        (lambda: hopfield.descendants([[1]], 10**12, 0.5), "children"),
        (lambda: hopfield.descendants([[1]], 2, 1.5), "overlap must lie in"),
        (lambda: hopfield.flip([[1]], count=2), "count"),
        (lambda: hopfield.flip([[1]], fraction=-0.1), "fraction must lie in"),
        (lambda: hopfield.flip([[1]], fraction=0.1, count=1), "give one of"),
        (lambda: hopfield.flip([[1, 1, -1, 1]], rng=1), "fraction 0.1 of 4 units rounds to no flip"),
        (lambda: hopfield.flip(np.ones((2, 20)), fraction=0.02), "fraction 0.02 of 20 units rounds to no flip"),
        (
            lambda: hopfield.recovery(hopfield.Hebbian().write([[1, 1, -1, 1]]), [[1, 1, -1, 1]]),
            "fraction 0.1 of 4 units rounds to no flip",
        ),
        (lambda: hopfield.capacity(hopfield.Hebbian(), 4, fraction=0.1), "rounds to no flip"),
        (lambda: hopfield.from_greys([[1.0, 1.0]]), "no threshold divides"),
        (lambda: hopfield.from_greys([[1.0, np.inf]]), "images must be finite, got inf at index 0, 1"),
        (lambda: hopfield.from_greys([[1.0, 2.0]], threshold="mean"), "threshold must be one of"),  # type: ignore[arg-type]
        (lambda: hopfield.overlap([1, 1], [1]), "y must have 2 units"),
        (lambda: hopfield.recovery(hopfield.Network([[1]]), [[1]], repeats=2**40), "the cues would have"),
        (lambda: hopfield.capacity(hopfield.Hebbian(), 10, recovered=0), "recovered"),
        (lambda: hopfield.noise_at_half_recovery([], []), "rates must rise"),
        (lambda: hopfield.largest_load([1.0], [np.nan]), "stored must be finite, got nan"),
    ],
)
def test_sizes_and_fractions_out_of_range_are_refused_by_name(make, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SynaptomeError, match=message):
        make()


def test_grey_values_are_divided_where_numpy_divides_them() -> None:
    greys = np.random.default_rng(1).normal(size=(3, 2, 101))
    x = hopfield.from_greys(greys)
    assert np.array_equal(x > 0, greys > np.median(greys, axis=-1, keepdims=True))
    assert np.array_equal(hopfield.from_greys(greys, threshold=0.5) > 0, greys > 0.5)

    def variance(g: NDArray[np.float64], t: float) -> float:
        above = g > t
        return float(above.sum() * (~above).sum() * (g[above].mean() - g[~above].mean()) ** 2) if above.any() else -1.0

    between = [max(g, key=lambda t, g=g: variance(g, t)) for g in greys.reshape(6, 101)]  # type: ignore[misc]
    expected = greys.reshape(6, 101) > np.array(between)[:, None]
    assert np.array_equal(hopfield.from_greys(greys, threshold="otsu").reshape(6, 101) > 0, expected)
