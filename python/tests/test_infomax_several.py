"""Several networks that run and learn on several threads."""

import copy
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
import scipy.sparse
from golden import SEVERAL_RASTERS_CRC, SEVERAL_WEIGHTS_CRC
from interrupting import seconds_to_interrupt

from synaptome import SynaptomeError, infomax
from synaptome.infomax import Learner, LocalRule, Network, PairwiseRule, Raster

#: One of more neurons than take turns with others, and one of a single neuron.
SIZES = (20, 50, 70, 1, 64)
WORKERS = (1, 2, 3, 5, 16, None)
LEARNER = Learner(blocks=4, block_steps=1000, settling_blocks=1)
RULES: tuple[Any, ...] = (LEARNER, LocalRule(steps=15_000), PairwiseRule(steps=15_000))


def drawn(inputs: int = 0) -> list[Network]:
    return [Network.random(neurons, inputs=inputs, rng=neurons) for neurons in SIZES]


def images() -> infomax.Patches:
    return infomax.Patches(infomax.whiten(infomax.dead_leaves(64, rng=0)), side=2)


def stimuli() -> list[Any]:
    """One of each kind, for networks with eight inputs."""
    states = np.random.default_rng(5).random((70, 8)) < 0.3
    forced = np.zeros((31, SIZES[2] + 8))
    forced[::3, 5] = 1
    return [states, images(), forced, scipy.sparse.csr_array(states), infomax.ForcedSequence(0, [(2, 7), (3, 63)])]


def test_networks_run_as_those_of_the_crate_do_with_the_stream_of_their_number() -> None:
    """``Network::draw(n, …)`` for n = 8, 9, 10 under the keys of the seeds n, and ``run(500, …)`` and ``run(1000, …)``
    with stream k of the key of seed 2."""
    networks = [Network.random(neurons, rng=neurons) for neurons in (8, 9, 10)]
    for raster, crc in zip(infomax.run_networks(networks, 1000, settling=500, rng=2), SEVERAL_RASTERS_CRC, strict=True):
        assert zlib.crc32(raster.indices.astype("<u2").tobytes()) == crc


def test_networks_learn_as_those_of_the_crate_do_with_the_stream_of_their_number() -> None:
    """``Learner { blocks: 4, block_steps: 1000, … }`` with the same networks and streams."""
    networks = [Network.random(neurons, rng=neurons) for neurons in (8, 9, 10)]
    for learned, crc in zip(LEARNER.learn_networks(networks, rng=2), SEVERAL_WEIGHTS_CRC, strict=True):
        assert zlib.crc32(learned.network.weights.astype("<f8").tobytes()) == crc


@pytest.mark.parametrize("inputs", [0, 8])
def test_networks_run_the_same_on_any_number_of_threads_and_go_on_from_where_they_are(inputs: int) -> None:
    given = stimuli() if inputs else None
    expected: list[Any] = []
    for workers in WORKERS:
        networks = drawn(inputs)
        found = [
            infomax.run_networks(networks, steps, settling=settling, stimulus=given, rng=rng, workers=workers)
            for rng, (settling, steps) in enumerate([(300, 1500), (0, 1024), (7, 0)])
        ]
        expected = expected or [found, networks]
        assert [found, networks] == expected
    assert [raster.shape for raster in expected[0][0]] == [(1500, neurons + inputs) for neurons in SIZES]


def test_a_network_runs_the_same_whatever_the_others_are() -> None:
    given = stimuli()
    for k, stimulus in enumerate(given):
        network = drawn(8)[k]
        alone = network.copy()
        raster = alone.run(500, settling=100, stimulus=stimulus, rng=1)
        others = [Network.random(30, inputs=8, rng=other) for other in range(3)]
        mixed: list[Any] = [stimulus, given[0], given[1], given[0]]
        rasters = infomax.run_networks([network, *others], 500, settling=100, stimulus=mixed, rng=1, workers=2)
        assert rasters[0] == raster and network == alone
    # The same place in the list, among others.
    first = infomax.run_networks(drawn()[:3], 500, rng=1)
    second = infomax.run_networks([Network.random(9, rng=0), drawn()[1], drawn()[0]], 500, rng=1)
    assert first[1] == second[1]


def test_one_stimulus_drives_each_network_from_its_beginning() -> None:
    for stimulus in (stimuli()[0], images()):
        several = infomax.run_networks(drawn(8), 200, stimulus=stimulus, rng=1, workers=2)
        listed = infomax.run_networks(drawn(8), 200, stimulus=[stimulus] * len(SIZES), rng=1)
        assert several == listed
    states = stimuli()[0]
    for raster in infomax.run_networks(drawn(8), 100, stimulus=states, rng=1):
        assert np.array_equal(raster.to_dense()[:, -8:], np.concatenate([states, states])[:100])
    stack = np.stack([np.roll(states, k, axis=1) for k in range(len(SIZES))])
    for ways in (stack, stack.tolist(), list(stack), tuple(map(Raster, stack))):
        for raster, own in zip(infomax.run_networks(drawn(8), 70, stimulus=ways, rng=1), stack, strict=True):
            assert np.array_equal(raster.to_dense()[:, -8:], own)


@pytest.mark.parametrize("rule", RULES)
def test_networks_learn_the_same_on_any_number_of_threads_and_the_first_as_it_does_alone(rule: Any) -> None:
    networks = drawn()[:3]
    expected = rule.learn_networks(networks, rng=1, workers=1)
    assert networks == drawn()[:3]
    assert expected[0] == rule.learn(networks[0], rng=1)
    for workers in WORKERS[1:]:
        assert rule.learn_networks(networks, rng=1, workers=workers) == expected
    other = rule.learn_networks([Network.random(9, rng=0), *networks[1:]], rng=1)
    assert other[1:] == expected[1:]
    same = rule.learn_networks([networks[0]] * 2, rng=1)
    assert same[0] == expected[0] and same[1].network != same[0].network


def test_networks_learn_with_stimuli_of_their_own() -> None:
    networks, given = drawn(8), stimuli()
    learned = LEARNER.learn_networks(networks, stimulus=given, rng=1)
    for k, (network, stimulus) in enumerate(zip(networks, given, strict=True)):
        found = LEARNER.learn_networks([*networks[:k], network], stimulus=[*[given[0]] * k, stimulus], rng=1)
        assert found[k] == learned[k]
    states = given[0]
    assert LEARNER.learn_networks(networks, stimulus=states, rng=1) == LEARNER.learn_networks(
        networks, stimulus=[states] * 5, rng=1, workers=3
    )


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_a_callback_is_told_the_network_and_ends_it_alone(workers: int) -> None:
    networks, seen = drawn(), []

    def callback(network: int, progress: infomax.LearningProgress) -> None:
        assert threading.current_thread() is threading.main_thread()
        seen.append((network, *progress))
        if progress.done > network:
            raise StopIteration

    found = LEARNER.learn_networks(networks, rng=1, callback=callback, workers=workers)
    assert [learned.history.size for learned in found] == [1, 2, 3, 4, 4]
    whole = LEARNER.learn_networks(networks, rng=1)
    for k, (part, learned) in enumerate(zip(found, whole, strict=True)):
        nats = [each[3] for each in seen if each[0] == k]
        assert np.array_equal(part.history, nats, equal_nan=True)
        assert np.array_equal(part.history, learned.history[: k + 1], equal_nan=True)
        assert [each[1:3] for each in seen if each[0] == k] == [(done, 4) for done in range(1, len(nats) + 1)]
    assert found[3:] == whole[3:]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_exception_in_a_callback_is_raised_and_the_call_may_be_made_again(workers: int) -> None:
    def callback(network: int, progress: infomax.LearningProgress) -> None:
        if (network, progress.done) == (1, 2):
            raise ZeroDivisionError

    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            LEARNER.learn_networks(drawn(), callback=callback, workers=workers)
    with pytest.raises(ZeroDivisionError):
        LEARNER.learn_networks(drawn(), callback=lambda _, __: 1 // 0)


def test_a_callback_may_itself_run_and_learn() -> None:
    networks, inner = drawn(), []

    def callback(network: int, progress: infomax.LearningProgress) -> None:
        inner.append(infomax.run_networks([networks[network].copy()], 10, rng=progress.done)[0])

    learned = LEARNER.learn_networks(networks, rng=1, callback=callback)
    assert learned == LEARNER.learn_networks(networks, rng=1) and len(inner) == 4 * len(SIZES)


def test_no_networks_give_nothing() -> None:
    assert infomax.run_networks([], 100) == infomax.run_networks(iter(()), 100, stimulus=[], workers=3) == []
    assert [rule.learn_networks([]) for rule in RULES] == [[], [], []]


NETWORK = Network.random(5, inputs=2, rng=0)
STATES = np.eye(2)


@pytest.mark.parametrize(
    ("networks", "options", "message"),
    [
        (NETWORK, {}, "networks must be a list, got <Network"),
        (3, {}, "networks must be a list, got 3"),
        ([NETWORK, 3], {}, "network 1 must be a Network, got 3"),
        ([NETWORK], {}, "network 0: the network has 2 input neurons: give a stimulus"),
        ([NETWORK, Network.random(5, inputs=3)], {"stimulus": STATES}, "network 1: the stimulus has 2 columns"),
        ([Network.random(5), NETWORK], {"stimulus": images()}, "network 0: the stimulus has 8 entries, expected 0"),
        ([NETWORK, NETWORK.copy()], {"stimulus": [STATES]}, "stimulus has 1 entries, expected 2"),
        ([NETWORK, NETWORK.copy()], {"stimulus": []}, "stimulus has 0 entries, expected 2"),
        ([NETWORK, NETWORK.copy()], {"stimulus": np.zeros((3, 4, 2))}, "stimulus has 3 entries, expected 2"),
        ([NETWORK, NETWORK.copy()], {"stimulus": [STATES, [1, 0]]}, "network 1: stimulus must have"),
        ([NETWORK, NETWORK.copy()], {"stimulus": [STATES, 7 * STATES]}, "network 1: .*7"),
        ([NETWORK, NETWORK.copy()], {"stimulus": [STATES, None]}, "network 1: the network has 2 input neurons"),
        ([NETWORK], {"stimulus": [infomax.ForcedSequence(5)]}, "network 0: .*index 5"),
        ([NETWORK], {"stimulus": STATES, "workers": 0}, "workers must be a whole number"),
        ([NETWORK], {"stimulus": STATES, "rng": -1}, "rng must be"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_number_of_the_network(
    networks: Any, options: dict[str, Any], message: str
) -> None:
    before = copy.deepcopy(NETWORK)
    with pytest.raises(SynaptomeError, match=message):
        infomax.run_networks(networks, 10, **options)
    with pytest.raises(SynaptomeError, match=message):
        LEARNER.learn_networks(networks, **options)
    assert before == NETWORK


def test_a_network_that_would_run_twice_is_refused() -> None:
    network, other = Network.random(5, rng=0), Network.random(5, rng=0)
    with pytest.raises(SynaptomeError, match="network 2 is the same object as network 0: give a copy of it"):
        infomax.run_networks([network, other, network], 10)
    assert network == other
    assert len(infomax.run_networks([network, other, network.copy()], 10)) == 3


def test_steps_options_and_functions_of_a_wrong_kind_are_refused() -> None:
    network = Network.random(5, rng=0)
    for call, message in (
        (lambda: infomax.run_networks([network], -1), "steps must be a whole number"),
        (lambda: infomax.run_networks([network], 2**28), "steps must be a whole number"),
        (lambda: infomax.run_networks([network], 1, settling=0.5), "settling must be a whole number"),  # type: ignore[arg-type]
        (lambda: LEARNER.learn_networks([network], callback=5), "callback must be a function"),  # type: ignore[arg-type]
        (lambda: LocalRule().learn_networks([network, NETWORK]), "network 1: .*input"),
        (lambda: PairwiseRule().learn_networks([network, NETWORK]), "network 1: .*input"),
        (lambda: Learner(neurons=[7]).learn_networks([Network.random(9), network]), "network 1: .*index 7"),
        (lambda: Learner(block_steps=25).learn_networks([network, Network.random(6)]), "network 1: .*steps of a block"),
        (lambda: LocalRule(learning_rate=2.0).learn_networks([network]), "network 0: .*learning"),
    ):
        with pytest.raises(SynaptomeError, match=message):
            call()


def test_the_network_whose_weights_grow_beyond_all_limits_is_named_and_no_other_changes() -> None:
    rule = LocalRule(steps=30_000, average_rate=1.0, learning_rate=0.1)
    calm = LocalRule(steps=30_000, learning_rate=0.0)
    networks = [Network.random(6, rng=k) for k in range(4)]
    before = [network.copy() for network in networks]
    assert len(calm.learn_networks(networks, rng=1)) == 4
    with pytest.raises(SynaptomeError, match=r"network [0-3]: a weight must be finite, got NaN"):
        rule.learn_networks(networks, rng=1, workers=2)
    assert networks == before


#: Drawn before the work, so that the signal meets the work itself.
MANY = "networks = [infomax.Network.random(50, rng=k) for k in range(7)]"
PROGRAMS = {
    "run": "infomax.run_networks(networks, 19_000_000, workers=2)",
    "settle": "infomax.run_networks(networks, 10, settling=10**8)",
    "learn": "infomax.Learner(blocks=10**6).learn_networks(networks, workers=2)",
    "learn with a callback": "infomax.Learner(blocks=10**6).learn_networks(networks, callback=lambda *_: None)",
    "local": "infomax.LocalRule(steps=10**9).learn_networks(networks, workers=3)",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_ctrl_c_ends_long_work_within_half_a_second(name: str) -> None:
    assert seconds_to_interrupt(PROGRAMS[name], MANY) < 0.5


def test_an_interrupted_run_leaves_the_networks_as_they_are() -> None:
    program = """
try:
    infomax.run_networks(networks, 19_000_000, workers=2)
finally:
    assert networks == before
"""
    assert seconds_to_interrupt(program, f"{MANY}\nbefore = [network.copy() for network in networks]") < 0.5


def test_a_network_is_run_by_one_thread_at_a_time() -> None:
    network = infomax.Network.random(60, rng=1)
    errors: list[BaseException] = []
    with ThreadPoolExecutor(2) as pool:
        # Two threads that begin together nearly always meet.
        while not errors:
            runs = [pool.submit(infomax.run_networks, [network], 300_000, rng=k) for k in range(2)]
            errors = [error for run in runs if (error := run.exception()) is not None]
    (error,) = errors
    assert isinstance(error, SynaptomeError)
    assert str(error).startswith("network 0: the network is run by another thread")
    assert network.run(10, rng=2).shape == (10, 60)


def test_steps_of_all_networks_together_are_limited() -> None:
    networks = [infomax.Network.random(5, rng=k) for k in range(3)]
    with pytest.raises(SynaptomeError, match="steps of all networks are 150000000, above the limit"):
        infomax.run_networks(networks, 50_000_000)
