"""Branching processes, critical avalanches and the rule of single pairs, against laws and other computations."""

import copy
import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import scipy.stats
from interrupting import seconds_to_interrupt
from scipy.special import gammaln

from synaptome import SynaptomeError, infomax
from synaptome.infomax import BranchingProcess, CriticalNull, Network, PairwiseRule, thinned

PROCESS = BranchingProcess(ratio=0.8, drive=3.0)


def test_an_activity_has_the_mean_variance_and_correlations_of_its_process() -> None:
    activity = PROCESS.draw((200, 2000), rng=1)[:, 100:].astype(float)
    mean = 3.0 / (1 - 0.8)
    assert activity.mean() == pytest.approx(mean, rel=0.01)
    assert activity.var() == pytest.approx(mean / (1 - 0.8**2), rel=0.03)
    for lag in 1, 3:
        products = (activity[:, lag:] - mean) * (activity[:, :-lag] - mean)
        assert products.mean() / activity.var() == pytest.approx(0.8**lag, abs=0.02)


def test_a_process_without_memory_is_poisson() -> None:
    counts = np.bincount(BranchingProcess(ratio=0.0, drive=2.0).draw(100_000, rng=1), minlength=12)
    expected = scipy.stats.poisson.pmf(np.arange(12), 2.0) * 100_000
    assert ((counts[:9] - expected[:9]) ** 2 / expected[:9]).sum() < scipy.stats.chi2.isf(1e-4, 9)


def test_what_is_seen_is_binomial_and_its_correlations_have_the_amplitude() -> None:
    seen = thinned(np.full(100_000, 10), 0.3, rng=1)
    expected = scipy.stats.binom.pmf(np.arange(11), 10, 0.3) * 100_000
    counts = np.bincount(seen, minlength=11)
    assert ((counts[:9] - expected[:9]) ** 2 / expected[:9]).sum() < scipy.stats.chi2.isf(1e-4, 9)
    activity = PROCESS.draw((200, 2000), rng=1)[:, 100:]
    part = thinned(activity, 0.2, rng=2).astype(float) - 0.2 * activity.mean()
    assert (part[:, 1:] * part[:, :-1]).mean() / part.var() == pytest.approx(0.8 * PROCESS.amplitude(0.2), abs=0.02)
    assert np.array_equal(thinned(activity, 1.0), activity) and not thinned(activity, 0.0).any()
    assert np.array_equal(PROCESS.amplitude([0.0, 1.0]), [0.0, 1.0])


def test_every_trial_has_a_stream_of_its_own() -> None:
    activity = PROCESS.draw((2, 3, 50), rng=4)
    assert activity.shape == (2, 3, 50) and activity.dtype == np.int64
    assert np.array_equal(activity.reshape(6, 50), PROCESS.draw((6, 50), rng=4))
    assert np.array_equal(activity[0, 0], PROCESS.draw(50, rng=4))
    assert np.array_equal(thinned(activity, 0.5, rng=1)[0, 0], thinned(activity[0, 0], 0.5, rng=1))
    other = activity.astype(">f8")[..., ::-1][..., ::-1]
    assert np.array_equal(thinned(other, 0.5, rng=1), thinned(activity, 0.5, rng=1))
    assert PROCESS.draw(0).size == 0 and PROCESS.draw((0, 5)).shape == (0, 5)


def test_the_core_draws_what_the_crate_does() -> None:
    """``BranchingProcess::default().draw(6, generator([1, 2, 3, 4], k))`` for k = 0, 1, and ``thinned`` in Rust."""
    from synaptome._core import infomax as core

    key = (1, 2, 3, 4)
    drawn = [[87, 97, 105, 106, 123, 114], [92, 91, 86, 87, 86, 88]]
    assert core.branching_process(0.98, 2.0, (2, 6), key).tolist() == drawn
    assert core.thinned(np.array([[100, 0, 50, 7]]), 0.5, key).tolist() == [[46, 0, 25, 5]]


def test_sizes_of_critical_avalanches_follow_borels_law() -> None:
    sizes = CriticalNull(avalanches=50_000, largest=10_000).draw(rng=1).sizes
    n = np.arange(1, 9)
    expected = np.exp(-n + (n - 1) * np.log(n) - gammaln(n + 1)) * 50_000
    counts = np.bincount(sizes, minlength=9)[1:9]
    # Trees that grow too large do not count, which makes all others a hundredth more frequent.
    assert np.abs(counts / expected - 1).max() < 0.06
    assert len(sizes) == 50_000


def test_the_relations_are_those_of_the_avalanches_drawn() -> None:
    null = CriticalNull(avalanches=5000, replicates=3, seen=0.5)
    ranges: dict[str, Any] = {"sizes": (5, 500), "durations": (2, 30)}
    found = null.run(**ranges, rng=1)
    assert len(found) == 3 and found[0] == infomax.crackling(null.draw(rng=1), **ranges) != found[1]
    assert found == null.run(**ranges, rng=1, workers=1) == replace(null, replicates=4).run(**ranges, rng=1)[:3]


def test_the_rule_of_pairs_raises_the_information_and_resumes() -> None:
    network = Network.random(6, rate=0.2, rng=0)
    rule = PairwiseRule(steps=400_000, learning_rate=0.02, average_rate=1e-3, trace_rate=1e-3)
    learned = rule.learn(network, rng=1).network
    assert infomax.Chain(learned).information_nats > 2 * infomax.Chain(network).information_nats
    parts = rule.begin(network, rng=1)
    parts.advance(7)
    assert parts.done == 70_000
    for twin in (pickle.loads(pickle.dumps(parts)), copy.deepcopy(parts)):
        assert twin == parts
        twin.run()
        assert twin.network == learned and twin.finished
    assert replace(rule, learning_rate=0.0).learn(network, rng=1).network.weights.tolist() == network.weights.tolist()
    with pytest.raises(SynaptomeError, match="input"):
        rule.begin(Network.random(6, inputs=1))


@pytest.mark.parametrize("options", [PROCESS, CriticalNull(), PairwiseRule()], ids=repr)
def test_options_are_values(options: Any) -> None:
    for twin in (pickle.loads(pickle.dumps(options)), copy.deepcopy(options), replace(options)):
        assert twin == options and hash(twin) == hash(options) and repr(twin) == repr(options)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: BranchingProcess(ratio=1.0), "ratio must lie in"),
        (lambda: BranchingProcess(ratio=float("nan")), "ratio"),
        (lambda: BranchingProcess(drive=-1), "drive must lie in"),
        (lambda: PROCESS.draw(-1), "size"),
        (lambda: PROCESS.draw(()), "size must have the number of steps"),
        (lambda: PROCESS.draw(2**40), "the sample would have"),
        (lambda: PROCESS.amplitude(1.5), "seen must lie in"),
        (lambda: PROCESS.amplitude(np.nan), "seen must be finite"),
        (lambda: thinned([1, -1], 0.5), "activity must be at least 0, got -1"),
        (lambda: thinned([1, 0.5], 0.5), "activity must be whole numbers"),
        (lambda: thinned([2**60], 0.5), "activity must be at most"),
        (lambda: thinned(3, 0.5), "activity must have its steps"),
        (lambda: thinned([1], -0.5), "seen must lie in"),
        (lambda: CriticalNull(avalanches=0), "avalanches"),
        (lambda: CriticalNull(avalanches=2**40), "avalanches"),
        (lambda: CriticalNull(seen=0.0), "seen must lie in"),
        (lambda: CriticalNull(replicates=0), "replicates"),
        (lambda: CriticalNull(largest=0), "largest"),
        (lambda: CriticalNull(avalanches=100, replicates=2).run(sizes=(0, 3)), "the lower end of sizes"),
        (lambda: CriticalNull(avalanches=100, replicates=2).run(durations=(5000, None)), "avalanches lies in"),
        (lambda: PairwiseRule(steps=-1), "steps"),
        (lambda: PairwiseRule(trace_rate=2.0).begin(Network.random(3, rng=0)), "trace rate"),
        (lambda: PairwiseRule().learn(3), "network must be a Network"),  # type: ignore[arg-type]
    ],
)
def test_what_is_out_of_range_is_refused_by_name(make: Callable[[], object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        make()


PROGRAMS = {
    "null": "infomax.CriticalNull(avalanches=10**7).run()",
    "pairs": "infomax.PairwiseRule(steps=10**9).learn(infomax.Network.random(50, rng=0))",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_ctrl_c_ends_long_work_within_half_a_second(name: str) -> None:
    assert seconds_to_interrupt(PROGRAMS[name]) < 0.5
