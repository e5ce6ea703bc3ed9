"""Rasters, networks and learning."""

import copy
import pickle
import zlib
from decimal import Decimal

import numpy as np
import pytest
import scipy.sparse
from golden import RASTER_CRC, WEIGHT
from hypothesis import given, settings
from hypothesis import strategies as st
from interrupting import seconds_to_interrupt

from synaptome import SynaptomeError, infomax
from synaptome.infomax import Learner, LocalRule, Network, Raster


@given(st.integers(1, 40), st.integers(1, 30), st.integers(0, 2**32))
@settings(deadline=None)
def test_all_ways_to_make_a_raster_give_the_same(steps: int, neurons: int, seed: int) -> None:
    dense = np.random.default_rng(seed).random((steps, neurons)) < 0.3
    raster = Raster(dense)
    sparse = scipy.sparse.csr_array(dense)
    times, numbers = np.nonzero(dense)
    order = np.random.default_rng(seed).permutation(times.size)
    assert raster == Raster(sparse) == Raster(sparse.tocoo())
    assert raster == Raster.from_rows(sparse.indices, sparse.indptr, neurons)
    assert raster == Raster.from_spikes(times[order], numbers[order], dense.shape)
    assert raster == Raster(np.asfortranarray(dense)) == Raster(dense[::-1][::-1]) == Raster(dense.astype(">f4"))
    assert np.array_equal(raster.to_dense(), dense) and np.array_equal(np.asarray(raster), dense)
    assert np.array_equal(raster.rates, dense.mean(axis=0))
    assert np.array_equal(raster.activity(), dense.sum(axis=1))
    assert np.array_equal(raster[2:7].to_dense(), dense[2:7])
    assert pickle.loads(pickle.dumps(raster)) == raster == copy.deepcopy(raster)


@pytest.mark.parametrize(
    ("spikes", "message"),
    [
        ([[0, 2]], "2 at index 0, 1"),
        ([[0.0, np.nan]], "nan"),
        ([0, 1], "shape"),
        (np.zeros((3, 0)), "neurons"),
        (np.broadcast_to(np.int8(0), (1, 70_000)), "65535 neurons"),
        ([["a"]], "numbers"),
    ],
)
def test_what_is_no_raster_is_refused(spikes: object, message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        Raster(spikes)  # type: ignore[arg-type]


def test_rows_and_spikes_that_contradict_are_refused() -> None:
    for arguments, message in (
        (([5], [0, 1], 3), "neuron 5"),
        (([1, 0], [0, 2], 3), "rising"),
        (([1], [0, 2], 3), "indices"),
        (([-1], [0, 1], 3), "at least 0"),
    ):
        with pytest.raises(SynaptomeError, match=message):
            Raster.from_rows(*arguments)
    with pytest.raises(SynaptomeError, match="step index 4"):
        Raster.from_spikes([4], [0], (3, 3))
    with pytest.raises(SynaptomeError, match="number of steps in shape"):
        Raster.from_spikes([], [], (2**62, 3))
    with pytest.raises(SynaptomeError, match="slice"):
        Raster([[0, 1]])[0]  # type: ignore[index]


def test_a_run_is_that_of_the_crate_for_the_same_key() -> None:
    """``Network::draw(20, …)`` under the key of seed 1, and ``run(1000, &mut Spontaneous, …)`` under that of seed 2."""
    network = Network.random(20, rate=0.05, rng=np.random.default_rng(1))
    assert network.weights[3, 4] == WEIGHT
    raster = network.run(1000, rng=2)
    assert zlib.crc32(raster.indices.astype("<u2").tobytes()) == RASTER_CRC


def test_weights_thresholds_and_state_survive_copies() -> None:
    network = Network.random(15, inputs=5, rng=0)
    network.run(500, stimulus=np.eye(5, dtype=bool), rng=1)
    for other in (pickle.loads(pickle.dumps(network)), copy.deepcopy(network), network.copy()):
        assert other == network and np.array_equal(other.thresholds, network.thresholds)
        states = np.eye(5, dtype=bool)
        assert other.run(100, stimulus=states, rng=2) == network.copy().run(100, stimulus=states, rng=2)


def test_a_stimulus_drives_inputs_and_forces_neurons() -> None:
    network = Network.random(10, inputs=4, rng=0)
    states = np.random.default_rng(0).random((50, 4)) < 0.5
    seen = network.run(120, stimulus=states, rng=1).to_dense()
    assert np.array_equal(seen[:, 10:], np.concatenate([states, states, states])[:120])
    forced = np.zeros((50, 14), bool)
    forced[::10, 3] = True
    seen = network.run(50, stimulus=forced, rng=1).to_dense()
    assert seen[::10, 3].all()
    with pytest.raises(SynaptomeError, match="3 columns, expected 4"):
        network.run(10, stimulus=np.zeros((5, 3), bool))
    with pytest.raises(SynaptomeError, match="give a stimulus"):
        network.run(10)
    with pytest.raises(SynaptomeError, match="index 12"):
        network.run(10, stimulus=infomax.ForcedSequence(12))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rate": 0.0}, "rate"),
        ({"rate": 1.0}, "rate"),
        ({"p_max": 1.5}, "max_probability"),
        ({"threshold_rate": float("nan")}, "threshold_rate"),
        ({"inputs": -1}, "inputs"),
        ({"rate": "fast"}, "rate"),
    ],
)
def test_rates_out_of_range_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        Network.random(5, **options)  # type: ignore[arg-type]


def test_weights_that_are_none_are_refused() -> None:
    for weights, message in (
        ([[1.0, np.nan], [0.0, 0.0]], "weight"),
        ([[1.0], [1.0]], "row"),
        (np.zeros((0, 0)), "1 to 65535 neurons"),
        ([1.0], "axes"),
    ):
        with pytest.raises(SynaptomeError, match=message):
            Network(weights)
    with pytest.raises(SynaptomeError, match="above the limit"):
        Network.random(60_000)
    with pytest.raises(SynaptomeError, match="whole number"):
        Network.random(10**9)


def test_learning_is_the_same_in_one_go_in_parts_and_after_pickling() -> None:
    network = Network.random(12, inputs=3, rng=0)
    states = np.random.default_rng(5).random((70, 3)) < 0.3
    learner = Learner(blocks=8, block_steps=2000, settling_blocks=1)
    whole = learner.learn(network, stimulus=states, rng=1)
    parts = learner.begin(network, stimulus=states, rng=1)
    for _ in range(4):
        parts.advance()
        parts = pickle.loads(pickle.dumps(parts))
    parts.run()
    assert parts.network == whole.network
    assert np.array_equal(parts.history, whole.history, equal_nan=True)
    assert network == Network.random(12, inputs=3, rng=0)


def test_compensated_thresholds_follow_the_mean_input_that_a_step_adds() -> None:
    network = Network.random(20, rate=0.1, inputs=2, rng=0)
    learned = {}
    for name in ("adaptive", "compensated"):
        learner = Learner(blocks=1, block_steps=2000, settling_blocks=0, homeostasis=name)
        learned[name] = learner.learn(network, stimulus=np.zeros((10, 2)), rng=1).network
    free, forced = learned["adaptive"], learned["compensated"]
    assert np.array_equal(free.weights, forced.weights) and not np.array_equal(free.weights, network.weights)
    # Input neurons are silent here: their weights add nothing.
    added = (forced.weights - network.weights)[:, :-2].sum(axis=1) * 0.1
    np.testing.assert_allclose(forced.thresholds - free.thresholds, added, atol=1e-12)


def test_a_callback_sees_each_block_and_can_end_learning() -> None:
    seen = []

    def callback(progress: infomax.LearningProgress) -> None:
        seen.append(progress.done)
        if progress.done == 3:
            raise StopIteration

    learner = Learner(blocks=10, block_steps=1000)
    learned = learner.learn(Network.random(5, rng=0), rng=1, callback=callback)
    assert seen == [1, 2, 3] and learned.history.size == 3
    with pytest.raises(ZeroDivisionError):
        learner.learn(Network.random(5, rng=0), callback=lambda _: 1 // 0)
    learning = learner.begin(Network.random(5, rng=0))
    with pytest.raises(SynaptomeError, match="under way"):
        learning.run(callback=lambda _: learning.history)


def test_the_local_rule_learns_and_resumes() -> None:
    network = Network.random(8, rng=0)
    rule = LocalRule(steps=30_000, decorrelation=2)
    whole = rule.learn(network, rng=1)
    parts = rule.begin(network, rng=1)
    parts.advance()
    parts = pickle.loads(pickle.dumps(parts))
    parts.run()
    assert parts.network == whole.network and parts.done == 30_000
    with pytest.raises(SynaptomeError, match="input"):
        rule.begin(Network.random(8, inputs=1))


def test_laterals_with_half_of_a_ring_are_all_and_with_fewer_are_not() -> None:
    network = Network.random(8, rng=0)
    learned = [LocalRule(steps=10_000, laterals=reach).learn(network, rng=1).network for reach in ("all", 4, 1)]
    assert learned[0] == learned[1] != learned[2]
    with pytest.raises(SynaptomeError, match="laterals"):
        LocalRule(laterals=-1)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"blocks": -1}, "blocks"),
        ({"block_steps": 10}, "steps of a block"),
        ({"gradient": "steepest"}, "gradient"),
        ({"homeostasis": "none"}, "homeostasis"),
        ({"ridge": -1.0}, "ridge"),
        ({"neurons": [7]}, "index 7"),
        ({"clip": float("nan")}, "clip"),
        ({"decay_from": 2.0}, "decay"),
    ],
)
def test_options_of_learning_out_of_range_are_refused(options: dict[str, object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        Learner(**options).learn(Network.random(5, rng=0))  # type: ignore[arg-type]


def test_the_gradient_points_the_way_of_finite_differences() -> None:
    network = Network.random(4, rate=0.2, rng=3)
    true = infomax.Chain(network).gradient("finite-differences")
    found, nats = Learner(block_steps=2_000_000, ridge=0.0).gradient_of(network, rng=1)
    assert np.corrcoef(true.ravel(), found.ravel())[0, 1] > 0.9 and 0 < nats < 0.1


def test_the_chain_agrees_with_enumeration() -> None:
    network = Network.random(3, rate=0.3, rng=1)
    chain = infomax.Chain(network)
    states = (np.arange(8)[:, None] >> np.arange(3)) & 1
    p = 0.95 / (1 + np.exp(-(states @ network.weights.T - chain.thresholds)))
    step = np.prod(np.where(states[None], p[:, None], 1 - p[:, None]), axis=2)
    pi = chain.stationary
    assert np.allclose(pi @ step, pi, atol=1e-13) and np.allclose(pi @ states, 0.3, atol=1e-12)
    exact = np.sum(pi[:, None] * step * np.log(step / (pi @ step)))
    assert chain.information_nats == pytest.approx(exact, abs=1e-13)


PROGRAMS = {
    "run": "infomax.Network.random(50, rng=0).run(10**8)",
    "learn": "infomax.Learner(blocks=10**6).learn(infomax.Network.random(50, rng=0))",
    "local": "infomax.LocalRule(steps=10**9).learn(infomax.Network.random(50, rng=0))",
    "goodness": "infomax.fit_tail(infomax.size_counts(range(1, 10**5))).goodness_of_fit(replicates=10**6)",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_ctrl_c_ends_long_work_within_half_a_second(name: str) -> None:
    assert seconds_to_interrupt(PROGRAMS[name]) < 0.5


@pytest.mark.parametrize("step", ["0.004", "0.001", "0.1", "4", "0.05"])
def test_times_on_a_decimal_grid_lie_in_the_steps_that_their_digits_say(step: str) -> None:
    times = [float(Decimal(step) * k) for k in range(20_000)]
    raster = Raster.from_times(times, [0] * len(times), float(step))
    assert raster.shape == (20_000, 1)
    assert raster.spikes == 20_000


def test_what_is_no_time_is_refused_with_its_value() -> None:
    for times, step, message in (
        ([1.0, -0.5], 1.0, r"times must be at least 0, got -0\.5 at index 1"),
        ([np.nan], 1.0, "times must be finite, got nan"),
        ([1.0], 0.0, "step must be positive and finite, got 0"),
        ([1.0], np.nan, "step must be positive and finite, got nan"),
        ([1e300], 1e-300, "too many steps"),
    ):
        with pytest.raises(SynaptomeError, match=message):
            Raster.from_times(times, [0] * len(times), step)
    with pytest.raises(SynaptomeError, match="neuron"):
        Raster.from_times([0.0], [3], 1.0, count=2)
    assert Raster.from_times([], [], 1.0).shape == (0, 1)
