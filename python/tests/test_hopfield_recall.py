"""Recall, messages and trials."""

import copy
import multiprocessing
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interrupting import seconds_to_interrupt
from numpy.typing import NDArray

from synaptome import SynaptomeError, hopfield


def brute_force(
    w: NDArray[np.float64], b: NDArray[np.float64], cue: NDArray[np.int8], order: list[int] | None, most: int
) -> tuple[NDArray[np.int8], int, int]:
    """Last state, sweeps and period of recall, remembering all states."""
    x = cue.astype(float)
    seen = [x.copy()]
    for sweep in range(1, most + 1):
        before = x.copy()
        for units in [np.arange(len(x))] if order is None else [[unit] for unit in order]:
            h = w[units] @ x + b[units]
            x[units] = np.where(np.abs(h) < 1e-12, x[units], np.sign(h))
        if (x == before).all():
            return x.astype(np.int8), sweep, 1
        for age, state in enumerate(seen):
            if (x == state).all():
                return x.astype(np.int8), sweep, sweep - age
        seen.append(x.copy())
    return x.astype(np.int8), most, 0


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    units=st.integers(1, 40),
    is_whole=st.booleans(),
    update=st.sampled_from(["synchronous", "sequential", "given"]),
)
def test_recall_is_that_of_a_program_that_remembers_all_states(
    seed: int, units: int, is_whole: bool, update: str
) -> None:
    random = np.random.default_rng(seed)
    w = random.integers(-3, 4, (units, units)).astype(float) if is_whole else random.normal(size=(units, units))
    b = random.integers(-1, 2, units).astype(float)
    cues = hopfield.random_messages(9, units, rng=seed)
    order = random.permutation(units).tolist()
    network = hopfield.Network(w, b)
    options = {"order": order} if update == "given" else {"update": update}
    found = network.recall(cues, max_sweeps=60, workers=2, **options)
    used = {"synchronous": None, "sequential": list(range(units)), "given": order}[update]
    for k, cue in enumerate(cues):
        state, sweeps, period = brute_force(w, b, cue, used, 60)
        assert found.periods[k] in (period, 0), "a cycle may be found a few sweeps later"
        if period == 1:
            assert (found.states[k] == state).all()
            assert found.sweeps[k] == sweeps


@pytest.mark.parametrize("rule", [hopfield.Hebbian(), hopfield.PseudoInverse(), hopfield.Ease()], ids=repr)
def test_many_cues_are_recalled_as_each_alone(rule: hopfield.Hebbian) -> None:
    """Fields of many cues are summed together where most of them change, and alone where few do."""
    x = hopfield.random_messages(30, 200, rng=1)
    network = rule.write(x)
    cues = np.concatenate([hopfield.flip(x, fraction=f, rng=2) for f in (0.05, 0.3, 0.5)])
    for update in ("synchronous", "random", "sequential"):
        found = network.recall(cues, update=update, max_sweeps=40, rng=7)
        if update != "random":
            alone = [network.recall(cue, update=update, max_sweeps=40) for cue in cues]
            assert all((a.states == s).all() for a, s in zip(alone, found.states, strict=True))
            assert [int(a.periods) for a in alone] == found.periods.tolist()
        for workers in (1, 3):
            assert network.recall(cues, update=update, max_sweeps=40, rng=7, workers=workers) == found


def test_field_energy_and_fixed_points_are_those_of_numpy() -> None:
    random = np.random.default_rng(1)
    w, b = random.normal(size=(20, 20)), random.normal(size=20)
    network = hopfield.Network(w, b)
    x = hopfield.random_messages(24, 20, rng=1).reshape(2, 3, 4, 20)
    h = x @ w.T + b
    assert np.allclose(network.field(x), h)
    assert network.field(x).shape == x.shape
    assert np.allclose(network.energy(x), -0.5 * (x * (x @ w.T)).sum(-1) - x @ b)
    assert np.array_equal(network.is_strict_minimum(x), (x * h > 0).all(-1))
    assert np.array_equal(network.is_fixed_point(x), (x * h > 0).all(-1))
    assert network.energy(x[0, 0, 0]).shape == ()
    assert network.field(x[:0]).shape == (0, 3, 4, 20)
    big = hopfield.Network(np.eye(600))
    y = hopfield.random_messages(7, 600, rng=1)
    assert np.array_equal(big.field(y), y)


def test_weights_are_a_read_only_view_and_networks_are_values() -> None:
    network = hopfield.Network(np.arange(9.0).reshape(3, 3)[::-1], [1, 0, 0])
    assert np.array_equal(network.weights, np.arange(9.0).reshape(3, 3)[::-1])
    assert not network.weights.flags.writeable
    assert np.shares_memory(network.weights, network.weights)
    with pytest.raises(ValueError, match="read-only"):
        network.weights[0, 0] = 1
    for twin in (pickle.loads(pickle.dumps(network)), copy.deepcopy(network)):
        assert twin == network
        assert twin.recall([1, 1, 1]) == network.recall([1, 1, 1])
    assert network != hopfield.Network(network.weights)
    found = network.recall([[1, 1, 1]])
    assert pickle.loads(pickle.dumps(found)) == found == copy.deepcopy(found)
    memory = hopfield.DenseMemory([[1, -1, 1]], interaction=3)
    assert pickle.loads(pickle.dumps(memory)) == memory == copy.deepcopy(memory)
    assert len(memory) == 1
    assert not memory.messages.flags.writeable


@pytest.mark.parametrize(
    ("weights", "bias", "message"),
    [
        (np.zeros((2, 3)), None, r"square matrix, got shape \(2, 3\)"),
        ([], None, "weights must have 2 axes"),
        (np.zeros((0, 0)), None, "square"),
        ([[np.nan]], None, "weights must be finite, got nan at index 0, 0"),
        ([[1.0]], [np.inf], "bias must be finite, got inf at index 0"),
        ([[1.0]], [1.0, 2.0], "bias has 2 entries, expected 1"),
        ([[1e308, 1e308], [0, 0]], None, "sum of the weights"),
        ([[1j]], None, "complex"),
    ],
)
def test_weights_that_are_no_network_are_refused(weights: object, bias: object, message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        hopfield.Network(weights, bias)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"cues": [1, -1]}, r"cues must have 3 units on the last axis, got shape \(2,\)"),
        ({"cues": 1}, "cues must have its units on the last axis"),
        ({"cues": [1, 2, 1]}, "cues must be of ±1"),
        ({"update": "all"}, "update must be one of"),
        ({"order": [0, 1, 1]}, "order must name each of the 3 units once"),
        ({"order": [0, 1, 2], "update": "random"}, "order is a fixed sequence"),
        ({"max_sweeps": -1}, "max_sweeps"),
        ({"max_sweeps": 10**30}, "max_sweeps"),
        ({"workers": 0}, "workers"),
    ],
)
@pytest.mark.parametrize("memory", [hopfield.Network(np.eye(3)), hopfield.DenseMemory([[1, 1, 1]])], ids=repr)
def test_recall_refuses_by_name(memory: hopfield.Network, options: dict[str, object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        memory.recall(**{"cues": [1, 1, 1], **options})  # type: ignore[arg-type]


def test_sweeps_that_run_out_have_no_period() -> None:
    network = hopfield.Network([[0, -1], [-1, 0]])
    found = network.recall([[1, 1], [1, -1]], max_sweeps=0)
    assert found.periods.tolist() == [0, 0]
    assert found.sweeps.tolist() == [0, 0]
    assert network.recall([1, 1]).periods == 2
    assert network.recall(np.zeros((0, 2))).states.shape == (0, 2)


def test_a_dense_memory_of_degree_two_has_hebbs_energy() -> None:
    x = hopfield.random_messages(4, 30, rng=1)
    cues = hopfield.flip(x, fraction=0.2, rng=2)
    memory = hopfield.DenseMemory(x, interaction=2)
    hebb = hopfield.Hebbian().write(x)
    difference = memory.energy(cues) - 2 * hebb.energy(cues)
    assert np.allclose(difference, difference[0])
    a = memory.recall(cues, update="sequential")
    assert np.array_equal(a.states, hebb.recall(cues, update="sequential").states)
    for wrong in (0, 1.5, "cubic", 2**40):
        with pytest.raises(SynaptomeError, match="interaction"):
            hopfield.DenseMemory(x, interaction=wrong)  # type: ignore[arg-type]


def test_recovery_counts_fixed_points_alone() -> None:
    x = hopfield.random_messages(20, 60, rng=1)
    network = hopfield.PseudoInverse().write(x)
    measured = hopfield.recovery(network, x, count=3, repeats=4, rng=2)
    assert measured == hopfield.recovery(network, x, count=3, repeats=4, rng=2, workers=1)
    assert measured.recovered <= measured.overlap <= 1

    class Flipping:
        """Turns every state over: each cue ends in a cycle through its message."""

        def recall(self, cues: NDArray[np.int8], **options: object) -> hopfield.Recall:
            return hopfield.Network(-np.eye(cues.shape[1])).recall(cues, max_sweeps=options["max_sweeps"])  # type: ignore[arg-type]

    turned = hopfield.recovery(Flipping(), x, count=0, rng=1)
    assert (turned.recovered, turned.cycled, turned.through_message) == (0.0, 1.0, 1.0)
    assert hopfield.basin(network, x, [0, 2], rng=1).recovered[0] == 1.0


def test_capacity_takes_a_rule_of_ones_own() -> None:
    class Own:
        def write(self, messages: NDArray[np.int8]) -> hopfield.Network:
            return hopfield.Hebbian().write(messages)

    own, theirs = (hopfield.capacity(rule, 40, rng=3) for rule in (Own(), hopfield.Hebbian()))
    assert own == theirs
    assert own.messages > 0 and not own.at_limit

    # Every state is a fixed point of no weights, so that undamaged messages are stored in any number.
    class Nothing:
        def write(self, messages: NDArray[np.int8]) -> hopfield.Network:
            return hopfield.Network(np.zeros((messages.shape[1],) * 2))

    assert tuple(hopfield.capacity(Nothing(), 10, count=0, largest_load=0.75, rng=1)) == (7, True)


PREPARATION = """
import numpy as np
from synaptome import hopfield
x = hopfield.random_messages({count}, {units}, rng=1)
endless = hopfield.Lbfgs(objective=-1, gradient=-1, iterations=10**6)
chaos = hopfield.Network(np.random.default_rng(1).normal(size=({units}, {units})))
"""


@pytest.mark.parametrize(
    ("count", "units", "work"),
    [
        (600, 1000, "chaos.recall(x, update='random', max_sweeps=10**6, rng=1)"),
        (600, 1000, "chaos.recall(x, max_sweeps=10**6)"),
        (800, 800, "hopfield.MinimumProbabilityFlow(lbfgs=endless).fit(x)"),
        (1500, 1500, "hopfield.MaxMargin().fit(x)"),
        (2900, 3000, "hopfield.PseudoInverse().write(x)"),
        (300, 300, "hopfield.TrainedRecurrent(start='zero', steps=10**6).fit(x, rng=1)"),
    ],
)
def test_an_interrupt_ends_long_work_within_half_a_second(count: int, units: int, work: str) -> None:
    assert seconds_to_interrupt(work, PREPARATION.format(count=count, units=units)) < 0.5


def forked(seed: int) -> float:
    x = hopfield.random_messages(20, 50, rng=seed)
    return float(hopfield.Hebbian().write(x).recall(hopfield.flip(x, rng=1)).states.mean())


def test_recall_works_in_forked_processes() -> None:
    expected = [forked(seed) for seed in range(3)]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(forked, range(3)) == expected
