"""Information, avalanches, tails, branching ratios, patterns and receptive fields against other software."""

import pickle

import numpy as np
import powerlaw
import pytest
import scipy.optimize
import scipy.special
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from synaptome import SynaptomeError, infomax


def spikes(steps: int, neurons: int, seed: int) -> NDArray[np.bool_]:
    return np.random.default_rng(seed).random((steps, neurons)) < 0.2


def test_information_is_that_of_determinants() -> None:
    dense = spikes(3000, 6, 0)
    dense[1:, 0] |= dense[:-1, 1]
    x, y = dense[:-2].astype(float), dense[2:].astype(float)
    center = (x.mean(axis=0) + y.mean(axis=0)) / 2
    x, y = x - center, y - center
    within, across = (x.T @ x + y.T @ y) / (2 * len(x)), y.T @ x / len(x)
    joint = np.block([[within, across.T], [across, within]])
    expected = np.linalg.slogdet(within)[1] - np.linalg.slogdet(joint)[1] / 2
    found = infomax.gaussian_information(dense, lag=2)
    assert found.nats == pytest.approx(expected, abs=1e-12)
    assert found.bias_nats == pytest.approx(36 / (2 * 2998)) and found.samples == 2998


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda x: x * [1, 1, 0], "neuron 2 never fired|silent|never"),
        (lambda x: x | np.array([False, True, False]), "neuron 1 was locked"),
        (lambda x: np.stack([x[:, 0], x[:, 1], x[:, 0]], axis=1), "neuron"),
    ],
)
def test_information_that_does_not_exist_says_why(change: object, message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        infomax.gaussian_information(change(spikes(500, 3, 1)))  # type: ignore[operator]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=200), st.integers(0, 3), st.integers(1, 4), st.booleans())
@settings(deadline=None)
def test_avalanches_are_the_runs_above_the_threshold(
    activity: list[int], threshold: int, bin: int, include: bool
) -> None:
    counts = np.array(activity[: len(activity) // bin * bin]).reshape(-1, bin).sum(axis=1)
    if not counts.size:
        with pytest.raises(SynaptomeError):
            infomax.avalanches(activity, bin=bin)
        return
    expected, run = [], []
    for k, count in enumerate([*counts.tolist(), -1]):
        if count > threshold:
            run.append((k, count))
        elif run:
            touches = run[0][0] == 0 or k == len(counts)
            if include or not touches:
                expected.append((sum(c for _, c in run), len(run), run[0][0]))
            run = []
    found = infomax.avalanches(activity, bin=bin, threshold=threshold, include_cut=include)
    assert list(zip(found.sizes, found.durations, found.starts, strict=True)) == expected
    assert pickle.loads(pickle.dumps(found)) == found


def test_power_laws_agree_with_powerlaw() -> None:
    sizes = np.random.default_rng(0).zipf(2.3, 3000)
    ours = infomax.fit_tail(infomax.size_counts(sizes), low=2)
    fit = powerlaw.Fit(sizes, xmin=2, discrete=True, estimate_discrete=False, verbose=False)
    assert -ours.exponent == pytest.approx(fit.power_law.alpha, abs=1e-3)
    assert ours.ks == pytest.approx(fit.power_law.D, abs=1e-3)
    assert ours.std_error == pytest.approx((2.3 - 1) / np.sqrt(ours.count), rel=0.3)


@pytest.mark.parametrize("high", [None, 50])
def test_the_exponent_maximises_the_likelihood(high: int | None) -> None:
    sizes = np.random.default_rng(1).zipf(2.0, 500)
    sizes = sizes[sizes <= (high or 10**9)]
    logs = np.log(sizes).sum()

    def loss(gamma: float) -> float:
        total = scipy.special.zeta(-gamma) if high is None else np.sum(np.arange(1.0, high + 1) ** gamma)
        return float(len(sizes) * np.log(total) - gamma * logs)

    best = scipy.optimize.minimize_scalar(loss, bounds=(-6, -1.0001), method="bounded", options={"xatol": 1e-10})
    tail = infomax.fit_tail(infomax.size_counts(sizes), high=high)
    assert tail.exponent == pytest.approx(best.x, abs=1e-6) and tail.loglik == pytest.approx(-best.fun, rel=1e-12)


def test_tails_compare_test_and_pickle() -> None:
    counts = infomax.size_counts(np.random.default_rng(2).zipf(2.2, 2000))
    tails = {law: infomax.fit_tail(counts, law=law) for law in ("power", "exponential", "lognormal")}
    assert tails["power"].compare(tails["exponential"]).log_ratio > 0
    assert tails["power"].goodness_of_fit(replicates=60, rng=0).p > 0.05
    assert tails["exponential"].goodness_of_fit(replicates=60, rng=0).p == 0.0
    assert np.isnan(tails["lognormal"].exponent) and set(tails["lognormal"].parameters) == {"mu", "sigma"}
    best = infomax.fit_tail(counts, low="best", largest_low=20)
    for tail in (*tails.values(), best):
        again = pickle.loads(pickle.dumps(tail))
        assert again == tail and again.parameters == tail.parameters
    one = tails["power"].goodness_of_fit(replicates=20, rng=3)
    assert one == tails["power"].goodness_of_fit(replicates=20, rng=3)


@pytest.mark.parametrize(
    ("counts", "options", "message"),
    [
        ([0, 5], {}, "maximum"),
        ([], {}, "none of .* avalanches lies in"),
        ([0, -1], {}, "at least 0"),
        ([0, 1.5], {}, "whole numbers"),
        ([0, 3, 2], {"low": 0}, "low"),
        ([0, 3, 2], {"low": 5, "high": 3}, "smallest size"),
        ([0, 3, 2], {"law": "zipf"}, "law"),
    ],
)
def test_tails_without_a_fit_say_why(counts: list[float], options: dict[str, object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        infomax.fit_tail(counts, **options)  # type: ignore[arg-type]


def test_a_branching_ratio_is_the_decay_of_correlations() -> None:
    rng = np.random.default_rng(3)
    a = np.zeros(100_000)
    noise = rng.normal(size=a.size)
    for t in range(1, a.size):
        a[t] = 0.9 * a[t - 1] + noise[t]
    found = infomax.branching_ratio(a, lags=range(1, 31))
    assert found.ratio == pytest.approx(0.9, abs=5 * found.std_error) and found.std_error < 0.01
    slopes = [np.polyfit(a[:-k], a[k:], 1)[0] for k in (1, 5, 20)]
    assert found.correlations[[0, 4, 19]] == pytest.approx(slopes, abs=2e-3)
    halves = infomax.branching_ratio([a[:50_000], a[50_000:]], lags=range(1, 31))
    assert halves.ratio == pytest.approx(found.ratio, abs=0.01)
    for wrong, message in (([1.0] * 500, "activity"), (a[:20], "steps of a trial"), ([np.nan] * 500, "finite")):
        with pytest.raises(SynaptomeError, match=message):
            infomax.branching_ratio(wrong, lags=range(1, 31))


@given(st.lists(st.integers(0, 3), min_size=1, max_size=60), st.integers(1, 4))
@settings(deadline=None)
def test_repeated_sequences_are_counted_as_by_hand(codes: list[int], length: int) -> None:
    dense = np.array([[code & 1, code >> 1] for code in codes])
    series = [tuple(codes[t : t + length]) for t in range(len(codes) - length + 1)]
    expected = sum(0 not in own and series.count(own) > 1 for own in series)
    repeats = infomax.Repeats(dense)
    assert repeats.sequences(length) == expected
    assert repeats.occurrences.tolist() == [codes.count(code) if code else 0 for code in codes]


def test_spike_triggered_averages_are_means_before_spikes() -> None:
    dense, shown = spikes(400, 5, 4), np.random.default_rng(5).normal(size=(400, 3, 4))
    dense[:, 2] = False
    found = infomax.spike_triggered_average(dense, shown, lag=2)
    for neuron in (0, 1, 3, 4):
        expected = shown[:-2][dense[2:, neuron]].mean(axis=0) - shown[:-2].mean(axis=0)
        assert np.allclose(found[neuron], expected, atol=1e-13)
    assert np.isnan(found[2]).all()
    with pytest.raises(SynaptomeError, match="399 entries, expected 400"):
        infomax.spike_triggered_average(dense, shown[:-1])


def test_gabor_fits_of_a_stack_are_those_of_each_on_any_number_of_threads() -> None:
    stack = np.random.default_rng(6).normal(size=(2, 3, 8, 9))
    fits = infomax.fit_gabor(stack, workers=2)
    assert fits == infomax.fit_gabor(stack, workers=1) and fits.x.shape == (2, 3)
    assert infomax.fit_gabor(stack[1, 2]).r_squared == fits.r_squared[1, 2]
    stack[1, 0] = 3.0
    with pytest.raises(SynaptomeError, match="item 3"):
        infomax.fit_gabor(stack)
    assert infomax.fit_gabor(np.zeros((0, 4, 4))).x.shape == (0,)


def test_whitening_is_a_filter_of_the_spectrum() -> None:
    image = infomax.dead_leaves(32, rng=0)
    fy, fx = np.meshgrid(*[np.fft.fftfreq(32) * 512] * 2, indexing="ij")
    f = np.hypot(fx, fy)
    expected = np.fft.ifft2(np.fft.fft2(image) * f * np.exp(-((f / 200) ** 4))).real
    assert np.allclose(infomax.whiten(image), expected, atol=1e-9)
    for wrong, message in ((np.ones((8, 8)), "image"), (image[:1, :1], "image"), ([[np.inf, 1]], "pixel")):
        with pytest.raises(SynaptomeError, match=message):
            infomax.whiten(wrong)


def test_replay_of_a_network_without_memory_is_chance() -> None:
    network = infomax.Network(np.zeros((10, 10)), rate=0.1)
    found = infomax.replay(network, 0, [(2, 3)], steps=100_000, settling=1000, rng=1)
    # Five standard errors of a fraction of some 1,300 and 10,000 occurrences.
    assert abs(found.forced_probability - 0.1) < 0.042 and abs(found.spontaneous_probability - 0.1) < 0.015


def test_sizes_in_place_of_counts_are_refused() -> None:
    sizes = [5, 6, 7, 5, 9]
    for read in (infomax.fit_tail, infomax.densities):
        with pytest.raises(SynaptomeError, match=r"counts\[0\] is 5, but no size is 0"):
            read(sizes)
        read(infomax.size_counts(sizes))


def test_a_raster_is_no_activity_unless_it_says_so() -> None:
    rng = np.random.default_rng(0)
    spikes = rng.random((3_000, 20)) < 0.1
    with pytest.raises(SynaptomeError, match=r"3000 rows of 20 numbers 0 and 1.*activity\.sum\(axis=1\)"):
        infomax.branching_ratio(spikes, lags=[1, 2, 3])
    active = [0]
    for _ in range(20_000):
        active.append(int(rng.binomial(active[-1], 0.8) + rng.binomial(20, 0.1)))
    raster = infomax.Raster(np.arange(40) < np.array(active)[:, np.newaxis])
    lags = range(1, 11)
    assert infomax.branching_ratio(raster, lags=lags) == infomax.branching_ratio(raster.activity(), lags=lags)
    with pytest.raises(SynaptomeError, match="the lags must rise, but 1 follows 1"):
        infomax.branching_ratio(active, lags=[1, 1, 1])
