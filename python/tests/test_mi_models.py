"""Patterns, sizes, decoders, networks and large ensembles."""

import copy
import math
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from interrupting import seconds_to_interrupt
from scipy import stats

from synaptome import SynaptomeError
from synaptome import mi as typed

#: The module without its types, for wrong options.
mi: Any = typed
RNG = np.random.default_rng(1)
COVARIANCES = np.array([[[1.0, 0.2], [0.2, 0.5]], [[0.3, 0.0], [0.0, 0.4]], [[0.5, -0.1], [-0.1, 0.2]]])
PATTERNS = mi.Patterns([[0.0, 1.0], [0.5, 0.2], [0.1, -1.0]], COVARIANCES)
ALIKE = mi.Patterns(np.zeros((4, 12)), mi.exchangeable_covariance(12, sigma=0.8, rho=0.1))
SIZES = mi.SizePairs(RNG.lognormal(size=(80, 1)) * RNG.lognormal(0.0, 0.4, (80, 2)))
NETWORK = mi.ContinuousNetwork(RNG.normal(size=(3, 6)))


def samples(count: int) -> tuple[np.ndarray, np.ndarray]:
    x = [PATTERNS.pattern(k).sample(count, rng=k) for k in range(3)]
    return np.vstack(x), np.repeat(np.arange(3), count)


def test_patterns_are_what_they_were_given() -> None:
    assert len(PATTERNS) == 3 and PATTERNS.neurons == 2 and not PATTERNS.shares_covariance
    assert np.array_equal(PATTERNS.covariance, COVARIANCES) and PATTERNS.mu[1].tolist() == [0.5, 0.2]
    assert PATTERNS.pattern(2).covariance.tolist() == COVARIANCES[2].tolist()
    assert ALIKE.shares_covariance and ALIKE.covariance.shape == (12, 12)
    assert mi.Patterns(PATTERNS.mu, np.asfortranarray(COVARIANCES)) == PATTERNS


def test_patterns_are_fitted_by_moments_of_logarithms() -> None:
    x, labels = samples(50)
    found = mi.Patterns.from_samples(x, labels, shrinkage=0.0)
    for k in range(3):
        np.testing.assert_allclose(found.mu[k], np.log(x[labels == k]).mean(axis=0))
        np.testing.assert_allclose(found.covariance[k], np.cov(np.log(x[labels == k]).T), rtol=1e-10)
    half = mi.Patterns.from_samples(x, labels, shrinkage=0.5).covariance
    np.testing.assert_allclose(half[:, 0, 1], found.covariance[:, 0, 1] / 2)
    np.testing.assert_allclose(half[:, 0, 0], found.covariance[:, 0, 0])
    automatic = abs(mi.Patterns.from_samples(x, labels).covariance[:, 0, 1])
    assert (automatic <= abs(found.covariance[:, 0, 1]) + 1e-15).all()
    shuffled = RNG.permutation(len(x))
    again = mi.Patterns.from_samples(x[shuffled], labels[shuffled], shrinkage=0.0)
    np.testing.assert_allclose(again.covariance, found.covariance)


def test_a_bootstrap_is_about_the_fitted_information() -> None:
    x, labels = samples(60)
    found = mi.information_from_trials(x, labels, [[0, 1]], about=1, replicates=100, rng=4)
    assert found.plain == mi.mutual_information(mi.Patterns.from_samples(x, labels), [[0, 1]], about=1)
    assert found.low < found.high and found.std_error > 0.0 and found.failed <= 80
    assert found.corrected == found.plain - found.bias
    assert found == mi.information_from_trials(x, labels, [[0, 1]], about=1, replicates=100, rng=4)
    narrow = mi.information_from_trials(x, labels, [[0, 1]], about=1, replicates=100, level=0.5, rng=4)
    assert found.low < narrow.low < narrow.high < found.high
    copula = mi.information_from_trials(x, labels, [[0, 1]], about=1, method="copula", replicates=50, rng=4)
    assert copula.plain > 0.0


def test_random_patterns_are_those_of_the_crate() -> None:
    """With key = np.random.default_rng(1).integers(0, 2**64, 4, np.uint64), in Rust:

    let covariances = RandomCovariances::SharedGram { sigma: 0.5 };
    RandomPatterns { neurons: 3, largest_mean: 1.0, covariances }.draw(2, &mut generator(key, 0))?
    """
    found = mi.random_patterns(2, 3, covariances=mi.SharedGram(sigma=0.5), rng=1)
    assert found.mu[1].tolist() == [0.13196638524806814, 0.14186210057604387, -0.07225339914543816]
    packed = found.covariance[np.tril_indices(3)].tolist()
    assert packed[:4] == [1.0020762246512682, -0.32962481161228374, 1.16248140293031, 0.01871303113459962]


def test_random_patterns_have_their_distribution() -> None:
    kind = mi.Rotated(eigenvalue_mean=2.0, eigenvalue_std=0.0, largest_common=0.0)
    found = mi.random_patterns(5, 4, covariances=kind, largest_mean=0.5, rng=2)
    np.testing.assert_allclose(found.covariance, np.tile(2.0 * np.eye(4), (5, 1, 1)), atol=1e-12)
    assert abs(found.mu).max() <= 0.5
    # Kolmogorov and Smirnov's test, with a false-alarm rate of 1e-4.
    means = mi.random_means(50, 40, largest=2.0, rng=3).ravel()
    assert stats.kstest(means, stats.uniform(-2.0, 4.0).cdf).pvalue > 1e-4
    rotated = mi.random_rotated_covariance(5, eigenvalue_mean=1.0, eigenvalue_std=0.3, common=0.2, rng=1)
    gram = mi.random_gram_covariance(5, sigma=0.5, rho=0.1, rng=1)
    for matrix in (rotated, gram):
        assert np.array_equal(matrix, matrix.T) and np.linalg.eigvalsh(matrix).min() > 0.0
    assert np.linalg.eigvalsh(rotated - 0.2).min() > 0.0


def test_layers_are_joined_by_all_pairs() -> None:
    expected = [[i, j] for i in range(2, 4) for j in range(4, 7)]
    assert mi.layer_pairs((2, 4), (4, 7)).tolist() == expected
    assert mi.all_pairs(4).tolist() == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]


def test_sizes_tell_of_each_other_what_correlations_say() -> None:
    a, b = SIZES.pairs.T
    rho = np.corrcoef(np.log(a), np.log(b))[0, 1]
    np.testing.assert_allclose(SIZES.variations, math.sqrt(2.0) * abs(a - b) / (a + b))
    assert SIZES.median_variation == pytest.approx(np.median(SIZES.variations))
    assert SIZES.log_correlation() == pytest.approx(rho)
    assert SIZES.information_of_other_bits() == pytest.approx(-0.5 * math.log2(1 - rho**2))
    assert SIZES.information_about_cause_bits() == pytest.approx(-0.5 * math.log2(1 - rho))
    levels = SIZES.information_of_levels_bits(3, shuffles=100, rng=1)
    assert levels == SIZES.information_of_levels_bits(3, shuffles=100, rng=1) and 0.0 < levels.value < math.log2(3)
    # Shuffled pairs tell nothing on average: five standard errors of the mean of 200.
    apart = [mi.SizePairs(np.column_stack([a, np.random.default_rng(k).permutation(b)])) for k in range(200)]
    values = [pairs.information_of_levels_bits(3, shuffles=100, rng=2).value for pairs in apart]
    assert abs(np.mean(values)) < 5 * np.std(values) / math.sqrt(200)
    assert not SIZES.pairs.flags.writeable


def test_shuffles_are_those_of_the_crate() -> None:
    """With key = np.random.default_rng(1).integers(0, 2**64, 4, np.uint64), in Rust:

    let a = |i: f64| (0.7 * i).sin() + 1.5; // i = 1 … 30
    SizePairs::new(&pairs)?.information_of_levels_bits(3, 100, &mut generator(key, 0))?
    """
    i = np.arange(1.0, 31.0)
    a = np.sin(0.7 * i) + 1.5
    sizes = mi.SizePairs(np.column_stack([a, a + 0.3 * np.cos(i)]))
    found = sizes.information_of_levels_bits(3, shuffles=100, rng=1)
    np.testing.assert_allclose(found, (1.0135368302545011, 0.07760946076090228), rtol=1e-12)


def test_bins_of_strengths_are_those_of_a_loop() -> None:
    sizes, variation = np.random.default_rng(2).lognormal(size=200), 0.1
    ratio = (math.sqrt(2) + variation) / (math.sqrt(2) - variation)
    counts: list[int] = []
    smallest = 0.0
    for size in np.sort(sizes):
        if not counts or size > smallest * ratio:
            counts.append(0)
            smallest = size
        counts[-1] += 1
    found = mi.strength_bins(sizes, variation=variation)
    assert found.counts.tolist() == counts and found.capacity_bits == pytest.approx(math.log2(len(counts)))
    assert found.entropy_bits == pytest.approx(stats.entropy(counts, base=2))
    expected = math.log(60.0) / math.log(ratio)
    assert mi.strengths_in_range(1.0, 60.0, variation=variation) == pytest.approx(expected)


def test_predictors_tell_what_multiple_correlations_say() -> None:
    rng = np.random.default_rng(3)
    first, second, noise = rng.normal(size=(3, 200))
    target = first + 0.5 * second + noise
    for names, predictors in (((first,), 1), ((first, second), 2)):
        design = np.column_stack([np.ones(200), *names])
        residual = target - design @ np.linalg.lstsq(design, target, rcond=None)[0]
        left = residual.var() / target.var() * 199 / (199 - predictors)
        assert mi.normal_information_bits(target, *names) == pytest.approx(-0.5 * math.log2(left))


def test_a_ranking_keeps_the_highest_scores_in_order() -> None:
    scores = [0.5, 2.0, 2.0, -1.0, 7.0]
    assert mi.ranking(scores).tolist() == [4, 1, 2, 0, 3]
    assert mi.ranking(scores, fraction=0.5).tolist() == [4, 1, 2]
    assert mi.ranking(scores, fraction=0.0).tolist() == [4]
    assert mi.ranking([]).tolist() == []


def test_a_decoder_finds_the_stored_pattern() -> None:
    pairs = mi.all_pairs(12)
    stored = np.array([ALIKE.pattern(k).sample(log=True, rng=k) for k in range(4)])
    weights = mi.products(pairs, stored).sum(axis=0)
    decoder = mi.Decoder(ALIKE, pairs, weights, about=2)
    expected = mi.expected_weights(ALIKE, pairs)
    np.testing.assert_allclose(decoder.deviations, weights - expected)
    foreign = ALIKE.pattern(2).sample((3, 3), log=True, rng=9)
    candidates = mi.products(pairs, foreign)
    kept = mi.ranking(abs(decoder.deviations), fraction=0.5)
    means = np.full(len(pairs), math.exp(0.8**2 * 1.1))
    centred = ((weights - expected) * (candidates - means))[..., kept].sum(axis=-1)
    np.testing.assert_allclose(decoder.centred_overlap(candidates, kept=kept), centred, rtol=1e-9)
    own = mi.products(pairs, stored[2])
    # The stored pattern among nine others; with these seeds both scores find it.
    assert (decoder.log_likelihood(own) > decoder.log_likelihood(candidates)).all()
    assert decoder.centred_overlap(own).shape == () and len(decoder) == 66


def test_a_network_applies_the_matrix_of_weights() -> None:
    x = NETWORK.patterns
    w = x.T @ x
    np.fill_diagonal(w, 0.0)
    states = np.random.default_rng(4).normal(size=(2, 5, 6))
    np.testing.assert_allclose(NETWORK.field(states), states @ w, atol=1e-12)
    np.testing.assert_allclose(NETWORK.energy(states), -0.5 * np.einsum("...i,ij,...j", states, w, states))
    centred = w - 0.7 * (1 - np.eye(6))
    np.testing.assert_allclose(NETWORK.field(states, mean_weight=0.7), states @ centred, atol=1e-12)
    energy = NETWORK.energy(states, mean_weight=0.7)
    np.testing.assert_allclose(energy, -0.5 * np.einsum("...i,ij,...j", states, centred, states))
    pairs = np.array([[0, 1], [3, 2], [4, 4]])
    np.testing.assert_allclose(NETWORK.weights(pairs), w[pairs[:, 0], pairs[:, 1]])
    step = NETWORK.step(states[0, 0], mean=1.5)
    np.testing.assert_allclose(step, 1.5 * (w @ states[0, 0]) / (w @ states[0, 0]).mean())


def test_a_large_ensemble_is_all_its_prefixes(tmp_path: Path) -> None:
    patterns = mi.Patterns(np.zeros((30, 24)), mi.exchangeable_covariance(24, sigma=0.6, rho=0.0))
    pairs = mi.all_pairs(24)
    seen: list[object] = []
    ensemble = mi.LargeEnsemble(patterns, pairs, about=3)
    path = tmp_path / "panels"
    ensemble.run(panels=1, checkpoint=path, callback=seen.append)
    assert 0 < ensemble.done < len(ensemble) == len(pairs)
    assert seen == [mi.Progress(ensemble.done, len(pairs))]

    def stop(progress: object) -> None:
        raise StopIteration

    resumed = mi.LargeEnsemble(patterns, pairs, about=3)
    resumed.run(panels=0, checkpoint=path)
    assert resumed.done == ensemble.done
    resumed.run(checkpoint=path, callback=stop)
    assert ensemble.done < resumed.done < len(pairs)
    resumed.run(checkpoint=path)
    found, expected = resumed.finish(), mi.information_of_prefixes(patterns, pairs, about=3)
    np.testing.assert_allclose(found.values, expected.values, rtol=1e-8)
    again = mi.LargeEnsemble(patterns, pairs, about=3)
    again.run(panels=0, checkpoint=path)
    assert again.done == len(pairs) and again.finish() == found
    with pytest.raises(SynaptomeError, match="already been finished"):
        again.finish()
    other = mi.LargeEnsemble(patterns, pairs[::-1], about=3)
    path.write_bytes(b"\x00" * path.stat().st_size)
    with pytest.raises(SynaptomeError, match="cannot be read"):
        other.run(checkpoint=path)
    with pytest.raises(FileNotFoundError):
        other.run(checkpoint=tmp_path / "nowhere" / "panels")


@pytest.mark.parametrize(
    "model", [PATTERNS, ALIKE, SIZES, NETWORK, mi.Decoder(PATTERNS, [[0, 1]], [3.0], about=1), mi.SharedGram(sigma=0.5)]
)
def test_models_are_copied_pickled_and_compared(model: Any) -> None:
    for other in (pickle.loads(pickle.dumps(model)), copy.deepcopy(model), copy.copy(model)):
        assert other == model and not (other != model)  # noqa: SIM202
    assert model != 1 and len(repr(model)) < 200


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mi.Patterns([[0.0]], [[1.0]]), "2"),
        (lambda: mi.Patterns([[0.0], [0.0]], [[-1.0]]), "not positive definite"),
        (lambda: mi.Patterns([[0.0], [0.0]], np.ones((3, 1, 1))), "covariance must have shape"),
        (lambda: mi.Patterns([[0.0], [math.inf]], [[1.0]]), "must be finite"),
        (lambda: mi.Patterns([[0.0, 0.0]] * 2, [[1.0, 0.5], [0.4, 1.0]]), "not symmetric"),
        (lambda: PATTERNS.pattern(3), "k must be a whole number"),
        (lambda: mi.Patterns.from_samples(np.ones((4, 2)), [0, 1, 0]), "labels has 3 entries, expected 4"),
        (lambda: mi.Patterns.from_samples(np.ones((4, 2)), [0, 0, 2, 2]), "without a gap"),
        (lambda: mi.Patterns.from_samples(np.ones((6, 2)), [0, 0, 0, 1, 1, 1]), "constant"),
        (lambda: mi.Patterns.from_samples(-np.ones((6, 2)), [0, 0, 0, 1, 1, 1]), "positive"),
        (lambda: mi.Patterns.from_samples(np.ones((6, 0)), [0, 0, 0, 1, 1, 1]), "must have neurons"),
        (lambda: mi.Patterns.from_samples(*samples(5), shrinkage=1.5), "shrinkage"),
        (lambda: mi.Patterns.from_samples(*samples(5), shrinkage="none"), "shrinkage must be one of"),
        (lambda: mi.information_from_trials(*samples(5), [[0, 1]], replicates=3), "replicates must be"),
        (lambda: mi.information_from_trials(*samples(5), [[0, 1]], about=3), "about must be"),
        (lambda: mi.information_from_trials(*samples(5), [[0, 1]], level=1.0), "level"),
        (lambda: mi.random_patterns(2, 3, covariances="gram"), "SharedGram or Rotated"),
        (lambda: mi.random_patterns(1, 3, covariances=mi.SharedGram(sigma=0.5)), "2"),
        (lambda: mi.random_patterns(2, 3, covariances=mi.SharedGram(sigma=-0.5)), "sigma"),
        (lambda: mi.random_patterns(2, 2**20, covariances=mi.SharedGram(sigma=0.5)), "above the limit"),
        (lambda: mi.random_means(2, 3, largest=-1.0), "mean"),
        (lambda: mi.random_rotated_covariance(3, eigenvalue_mean=1.0, eigenvalue_std=-1.0), "eigenvalue_std"),
        (lambda: mi.SizePairs([[1.0, 2.0]]), "at least 3 needed"),
        (lambda: mi.SizePairs([[1.0, 0.0]] * 3), "positive"),
        (lambda: mi.SizePairs([[1.0]] * 3), "pairs must have shape"),
        (lambda: mi.SizePairs([[1.0, 2.0]] * 3).log_correlation(), "constant"),
        (lambda: SIZES.information_of_levels_bits(1), "levels"),
        (lambda: SIZES.information_of_levels_bits(3, shuffles=10**7), "shuffles"),
        (lambda: mi.strength_bins([], variation=0.1), "must not be empty"),
        (lambda: mi.strength_bins([1.0], variation=2.0), "variation"),
        (lambda: mi.strengths_in_range(2.0, 1.0, variation=0.1), "must"),
        (lambda: mi.normal_information_bits([1.0, 2.0], [1.0, 2.0]), "needed"),
        (lambda: mi.normal_information_bits([1.0, 2.0, 4.0], [1.0, 2.0]), "entries"),
        (lambda: mi.ranking([1.0, math.nan]), "nan at index 1"),
        (lambda: mi.ranking([1.0], fraction=2.0), "fraction must be"),
        (lambda: mi.Decoder(PATTERNS, [[0, 1]], [1.0, 2.0]), "entries"),
        (lambda: mi.Decoder(PATTERNS, [[0, 1]], [math.nan]), "finite"),
        (lambda: mi.Decoder(PATTERNS, [[0, 1]], [3.0]).log_likelihood([1.0], kept=[1]), "index 1 is out of range"),
        (lambda: mi.Decoder(PATTERNS, [[0, 1]], [3.0]).log_likelihood([1.0, 2.0]), "1 numbers"),
        (lambda: mi.ContinuousNetwork([[math.nan]]), "finite"),
        (lambda: mi.ContinuousNetwork(np.empty((0, 3))), "must not be empty"),
        (lambda: NETWORK.field([1.0]), "6 neurons"),
        (lambda: NETWORK.weights([[0, 6]]), "index 6 is out of range"),
        (lambda: NETWORK.energy(np.zeros(6), mean_weight=math.nan), "finite"),
        (lambda: mi.LargeEnsemble(PATTERNS, [[0, 2]]), "index 2 is out of range"),
    ],
)
def test_what_makes_no_model_is_refused_by_name(call: Callable[[], object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        call()


def test_long_work_is_interrupted() -> None:
    work = """
x = np.random.default_rng(1).lognormal(size=(600, 60))
mi.information_from_trials(x, np.arange(600) % 3, mi.all_pairs(60)[:150], replicates=5000, rng=1)
"""
    assert seconds_to_interrupt(work) < 0.5
    work = """
patterns = mi.Patterns(np.zeros((100, 80)), mi.exchangeable_covariance(80, sigma=0.3, rho=0.0))
mi.LargeEnsemble(patterns, mi.all_pairs(80)).run()
"""
    assert seconds_to_interrupt(work) < 0.5
