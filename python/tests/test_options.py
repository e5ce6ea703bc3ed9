"""Options, seeds, objects and files of wrong kinds, in every module; each stands for its whole kind."""

import copy
import io as files
import math
import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy import special

from synaptome import SynaptomeError, hopfield, infomax, io, lognormal, mi, willshaw

HUGE = np.broadcast_to(1.0, (10**6, 10**6))
SPINS = [[1, -1, 1, -1], [1, 1, -1, -1]]
MEMORY: Any = hopfield.Hebbian().write(SPINS)
PATTERNS = mi.Patterns(np.arange(10.0).reshape(2, 5), np.eye(5))
COUNTS = {1: 233, 2: 33, 3: 13, 4: 10, 5: 2, 6: 3}
LOOP: list[Any] = []
LOOP.append(LOOP)


class Unreadable:
    """An object of another library that refuses to be an array, in its own way."""

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        raise RuntimeError("it is on the graphics card")

    def __repr__(self) -> str:
        raise ZeroDivisionError


def learner(**options: Any) -> infomax.Learning:
    return infomax.Learner(blocks=3, block_steps=500, **options).begin(infomax.Network.random(6, rng=0), rng=1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        # An array that only broadcasting holds, or with an axis that a loop would run along for hours.
        (lambda: lognormal.cdf(HUGE, 0.0, 1.0), "x has 1000000000000 entries"),
        (lambda: hopfield.Network(HUGE), "weights has 1000000000000 entries"),
        (lambda: infomax.Raster(HUGE), "spikes has 1000000000000 entries"),
        (lambda: infomax.avalanches(HUGE), "raster has 1000000000000 entries"),
        (lambda: infomax.Network(np.broadcast_to(1.0, (0, 10**12))), "weights has 1000000000000 entries"),
        (lambda: infomax.Network(np.zeros((0, 10**6))), "weights must be of 1 to 65535 neurons"),
        # Objects that fail in a way of their own, masks that are hidden in a list, and lists without an end.
        (lambda: lognormal.cdf(Unreadable(), 0.0, 1.0), "x cannot be read as an array: it is on the graphics card"),
        (lambda: lognormal.fit([np.ma.masked, 2.0]), "x has masked entries"),  # type: ignore[arg-type]
        (lambda: lognormal.cdf([np.ma.array([1.0, 2.0], mask=[False, True])] * 2, 0.0, 1.0), "x has masked entries"),
        (lambda: lognormal.fit(LOOP), "x"),
        (lambda: lognormal.fit([10**400, 1.0]), "x"),
        (lambda: lognormal.fit(np.array([1, None])), "x must be numbers of one type"),
        (lambda: infomax.repeats([[1, 0], [1]]), "raster must have rows of one length"),
        (lambda: infomax.Patches([[1.0, 2.0], [3.0]], side=2), "images must have rows of one length"),
        # Sizes that a result would have.
        (lambda: infomax.Raster.from_spikes([0], [0], (2**62, 3)), "number of steps in shape"),
        (lambda: infomax.Raster.from_spikes([0], [0], 5), "shape must be a list of 2"),  # type: ignore[arg-type]
        (lambda: infomax.Raster.from_spikes([], [], (10**5, 65_535)).to_dense(), "take a slice of the steps"),
        (lambda: infomax.fit_tail(COUNTS).sample(2**31), "the sample would have 2147483648 entries"),
        (lambda: infomax.Network.random(40_000, rng=0), "the weights would have 1600000000 entries"),
        (lambda: infomax.Network.random(5, rng=0).run(2**40), "steps must be a whole number in"),
        # Sums that whole numbers of 64 bits do not hold.
        (lambda: infomax.avalanches([0, 2**62, 2**62, 2**62, 0]), "the activity must be at most"),
        (lambda: infomax.fit_tail([0, 2**62, 2**62, 2**62, 2**62]), "counts must be at most"),
        # Flags: a word is not a truth.
        (lambda: hopfield.MinimumProbabilityFlow(thresholds="no"), "thresholds must be True or False, got 'no'"),  # type: ignore[arg-type]
        (lambda: hopfield.TrainedRecurrent(fresh="no"), "fresh must be True or False"),  # type: ignore[arg-type]
        (lambda: lognormal.Edgeworth(higher_cumulants=1), "higher_cumulants must be True or False"),  # type: ignore[arg-type]
        (lambda: lognormal.Multivariate([0.0], [[1.0]]).sample(log="no"), "log must be True or False"),  # type: ignore[arg-type]
        (lambda: infomax.avalanches([0, 1, 0], include_cut="no"), "include_cut must be True or False"),  # type: ignore[arg-type]
        (lambda: io.read_csv(files.BytesIO(b"1,2\n"), header=0), "header must be True or False"),  # type: ignore[arg-type]
        # Callbacks, objects and rules.
        (lambda: hopfield.MinimumProbabilityFlow().fit(SPINS, callback=5), "callback must be a function"),  # type: ignore[arg-type]
        (lambda: lognormal.fit_mixture([1.0, 2.0], callback="x"), "callback must be a function"),  # type: ignore[arg-type]
        (lambda: learner().run(callback=5), "callback must be a function"),  # type: ignore[arg-type]
        (lambda: hopfield.recovery(3, SPINS), "memory must be an object with a method `recall`"),  # type: ignore[arg-type]
        (lambda: hopfield.capacity(hopfield.Hebbian, 10), "rule must be an object with a method `write`"),  # type: ignore[arg-type]
        (lambda: hopfield.fixed_fraction(3, SPINS), "network must be a Network, got 3"),  # type: ignore[arg-type]
        (lambda: infomax.Learner().learn(3), "network must be a Network, got 3"),  # type: ignore[arg-type]
        (lambda: infomax.LocalRule().learn(3), "network must be a Network, got 3"),  # type: ignore[arg-type]
        (lambda: infomax.Chain(3), "network must be a Network, got 3"),  # type: ignore[arg-type]
        (lambda: infomax.fit_tail(COUNTS).compare(3), "other must be a Tail, got 3"),  # type: ignore[arg-type]
        (lambda: lognormal.Edgeworth(convolution=3), "convolution must be a Convolution"),  # type: ignore[arg-type]
        # Words that are arrays, and lists that are words.
        (lambda: mi.information_of_each(PATTERNS, [(0, 1)], method=np.zeros(0)), "method must be"),  # type: ignore[arg-type]
        (lambda: mi.mutual_information(PATTERNS, [(0, 1)], marginals=2), "marginals must be"),  # type: ignore[arg-type]
        (lambda: infomax.Learner(neurons=3), "neurons must have 1 axis"),  # type: ignore[arg-type]
        (lambda: infomax.ForcedSequence(0, [(1, 2, 3)]), "each of the followers must be a list of 2"),  # type: ignore[list-item]
        (lambda: infomax.crackling(([1], [1]), sizes=3), "sizes must be a list of 2"),  # type: ignore[arg-type]
        (lambda: io.write_csv(files.BytesIO(), [[1.0]], names=["\ud800"]), "each of the names must be text"),
        (lambda: io.write_csv(files.StringIO(), [[1.0]]), "open it with mode 'wb'"),  # type: ignore[arg-type]
        (lambda: mi.LargeEnsemble(PATTERNS, [(0, 1)]).run(checkpoint=5), "checkpoint must be a path"),  # type: ignore[arg-type]
        (lambda: hopfield.TrainedRecurrent().resume(SPINS, "x"), "saved must be bytes"),  # type: ignore[arg-type]
        (lambda: hopfield.TrainedRecurrent().gradient(MEMORY, [[1, -1], [1]], SPINS), "cues must have rows"),
        (lambda: hopfield.TrainedRecurrent(start=2**70), "start"),
        # Numbers that are no longer finite on the way.
        (lambda: mi.ContinuousNetwork([[1.0, 2.0]]).field([math.nan, 1.0]), "states must be finite"),
        (lambda: mi.Decoder(PATTERNS, [(0, 1)], [1.0]).centred_overlap([math.nan]), "candidates must be finite"),
        (lambda: infomax.spike_triggered_average(np.eye(5), np.full((5, 2), 1e308)), "stimulus is too large"),
        (lambda: infomax.fit_relation([1e308] * 3, [1e308] * 3), "too large for squares"),
        (lambda: infomax.Network.random(5, rng=0).wiring(limit=math.nan), "limit must be a number"),
    ],
)
def test_what_is_not_meant_is_refused_by_name(call: Callable[[], object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        call()


@pytest.mark.parametrize("rng", [-1, 1.5, True, "x", [-1], [1.5], LOOP, np.broadcast_to(1, 10**9), object(), np.nan])
def test_a_wrong_source_of_randomness_is_named(rng: Any) -> None:
    for draw in (
        lambda: hopfield.random_messages(2, 3, rng=rng),
        lambda: lognormal.sample(0.0, 1.0, rng=rng),
        lambda: mi.random_pairs(5, 2, rng=rng),
        lambda: infomax.dead_leaves(16, rng=rng),
        lambda: hopfield.basin(MEMORY, SPINS, [1], rng=rng),
    ):
        with pytest.raises(SynaptomeError, match="rng must be"):
            draw()


def test_all_sources_of_numpy_are_taken_and_a_generator_advances() -> None:
    def draw(rng: Any) -> list[float]:
        found: list[float] = lognormal.sample(0.0, 1.0, 3, rng=rng).tolist()
        return found

    same = [7, np.int8(7), np.random.SeedSequence(7), np.random.PCG64(7), np.random.default_rng(7)]
    assert len({tuple(draw(rng)) for rng in same}) == 1
    assert draw([1, 2]) == draw(np.array([1, 2])) != draw(7)
    generator = np.random.default_rng(7)
    assert draw(generator) != draw(generator)
    assert draw(None) != draw(None)


def test_equal_options_compare_print_and_hash_alike_however_they_are_given() -> None:
    pairs: list[tuple[Any, Any]] = [
        (hopfield.Lbfgs(gradient=1.0, iterations=3), hopfield.Lbfgs(gradient=np.array(1), iterations=np.int8(3))),  # type: ignore[arg-type]
        (hopfield.MinimumProbabilityFlow(ridge=2.0), hopfield.MinimumProbabilityFlow(ridge=np.array(2.0))),  # type: ignore[arg-type]
        (hopfield.PseudoLikelihood(copies=2), hopfield.PseudoLikelihood(copies=2.0)),  # type: ignore[arg-type]
        (hopfield.TrainedRecurrent(gain=2.0), hopfield.TrainedRecurrent(gain=np.float32(2.0))),
        (mi.Noise(relative_mean=1.0, sigma=2.0), mi.Noise(relative_mean=np.array(1), sigma=np.array(2))),  # type: ignore[arg-type]
        (mi.SharedGram(sigma=1.0), mi.SharedGram(sigma=np.array(1.0))),  # type: ignore[arg-type]
        (lognormal.NIG(points=64), lognormal.NIG(points=np.array(64))),  # type: ignore[arg-type]
        (lognormal.MGFMatching(near=0.5), lognormal.MGFMatching(near=np.float64(0.5))),
        (infomax.Learner(neurons=[1, 2]), infomax.Learner(neurons=np.array([1, 2]))),  # type: ignore[arg-type]
    ]
    for plain, other in pairs:
        assert plain == other
        assert repr(plain) == repr(other)
        assert hash(plain) == hash(other)
        assert replace(other) == plain == pickle.loads(pickle.dumps(other))


def test_an_option_does_not_change_with_the_array_that_it_was_given_as() -> None:
    ridge = np.array(2.0)
    rule = hopfield.MinimumProbabilityFlow(ridge=ridge)  # type: ignore[arg-type]
    ridge[...] = 5.0
    assert rule.ridge == 2.0


def test_work_in_progress_is_pickled_copied_and_compared() -> None:
    training = hopfield.TrainedRecurrent(steps=20).begin(hopfield.random_messages(4, 12, rng=1), rng=2)
    training.run(until=7)
    learning = learner()
    learning.advance(1)
    chain = infomax.Chain(infomax.Network.random(3, rng=0))
    for model in (training, learning, chain):
        for same in (pickle.loads(pickle.dumps(model)), copy.copy(model), copy.deepcopy(model)):
            assert same == model
            assert (same != model) is False
    later, last = copy.copy(training), copy.copy(learning)
    later.run()
    last.run()
    assert (training.step, later.step, learning.done, last.done) == (7, 20, 1, 3)
    assert later != training
    training.run()
    assert later == training
    with pytest.raises(SynaptomeError, match="checkpoint"):
        pickle.dumps(mi.LargeEnsemble(PATTERNS, [(0, 1)]))


def test_results_with_nan_equal_their_copies() -> None:
    wiring = infomax.Network.random(5, rng=0).wiring()
    assert math.isnan(wiring.forward_over_lateral)
    assert pickle.loads(pickle.dumps(wiring)) == wiring
    found = infomax.fit_tail(COUNTS).compare(infomax.fit_tail(COUNTS, law="exponential"))
    assert found == tuple.__new__(type(found), tuple(found))
    assert found != tuple(found)


def test_a_stimulus_that_changes_during_learning_changes_nothing() -> None:
    stimulus = np.tile(np.eye(6, dtype=np.int8), (50, 1))
    network = infomax.Network.random(6, inputs=6, rng=0)
    rule = infomax.Learner(blocks=3, block_steps=500)
    first, second = (rule.begin(network, stimulus=given, rng=1) for given in (stimulus, stimulus.copy()))
    stimulus[...] = 0
    pickle.loads(pickle.dumps(first)).run()
    assert first == second


@pytest.mark.parametrize("ln_q", [-1e308, -1.7e308, -2e307, -9e306, -1e300])
def test_quantiles_of_the_smallest_probabilities_follow_the_square(ln_q: float) -> None:
    """The quantile z has ln Φ(z) = −z²/2 to all digits; σ brings it to the range of exp."""
    z = -math.sqrt(2.0) * math.sqrt(-ln_q)
    assert math.isclose(lognormal.ilogcdf(ln_q, 0.0, -1.0 / z), math.exp(-1.0), rel_tol=1e-14)
    assert math.isclose(lognormal.ilogsf(ln_q, 0.0, -1.0 / z), math.e, rel_tol=1e-14)
    if ln_q > -1e301:
        assert math.isclose(special.log_ndtr(z), ln_q, rel_tol=1e-13)


def test_flip_rates_of_tiny_loads_are_the_largest() -> None:
    for load in (5e-324, 1e-320, 1e-3, 0.3):
        assert hopfield.TrainedRecurrent.flip_rate_for(load) == 0.25
    assert math.isclose(hopfield.TrainedRecurrent.flip_rate_for(0.8), 0.017 * 0.8**-2.3, rel_tol=1e-15)
    assert hopfield.TrainedRecurrent.flip_rate_for(1e308) == 0.0


def test_lists_of_images_and_trials_may_be_nested_lists() -> None:
    image = infomax.dead_leaves(32, rng=0)
    several = [image.tolist(), image[:20].tolist()]
    assert infomax.Patches(several, side=4) == infomax.Patches([image, image[:20]], side=4)
    assert infomax.Patches(image.tolist(), side=4) == infomax.Patches(image[None], side=4)


def test_a_callback_may_look_at_the_training_save_it_and_run_it() -> None:
    """All of them would wait for ever if the training were locked while the callback is called."""
    rule, messages = hopfield.TrainedRecurrent(steps=6), hopfield.random_messages(4, 12, rng=1)
    training, seen = rule.begin(messages, rng=2), []

    def look(progress: hopfield.TrainingProgress) -> None:
        seen.append((progress.step, training.step, training.network.units, copy.copy(training) == training))
        training.run(until=3)

    training.run(callback=look)
    assert seen == [(1, 1, 12, True), (4, 4, 12, True), (5, 5, 12, True), (6, 6, 12, True)]
    plain = rule.begin(messages, rng=2)
    plain.run()
    assert training == plain


def every_result() -> list[type[Any]]:
    modules: list[Any] = [hopfield, infomax, io, lognormal, mi, willshaw]
    named = {getattr(module, name) for module in modules for name in module.__all__ if hasattr(module, name)}
    results = [cls for cls in named if isinstance(cls, type) and hasattr(cls, "_fields")]
    return sorted(results, key=lambda cls: cls.__name__)


@pytest.mark.parametrize("cls", every_result(), ids=lambda cls: cls.__name__)
def test_every_result_is_shown_whatever_its_fields_hold(cls: type[Any]) -> None:
    names = tuple(f"neuron_{k}" for k in range(300))
    odd: list[Any] = [names, list(names), "x" * 300, None, np.zeros(300), np.zeros((2, 2)), dict.fromkeys(names)]
    for value in odd:
        shown = repr(cls(*[value] * len(cls._fields)))
        assert shown.startswith(f"{cls.__name__}({cls._fields[0]}=")
        assert len(shown) <= len(cls.__name__) + sum(len(name) + 65 for name in cls._fields) + 2
        assert "\n" not in shown
