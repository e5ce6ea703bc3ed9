"""Writing rules against NumPy and SciPy."""

import copy
import pickle
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize

from synaptome import SynaptomeError, hopfield

RULES = [
    hopfield.Hebbian(),
    hopfield.Hebbian(diagonal="minus-identity"),
    hopfield.Storkey(),
    hopfield.PseudoInverse(),
    hopfield.PseudoInverse(diagonal="zero"),
    hopfield.Ease(),
    hopfield.MaxMargin(),
    hopfield.MinimumProbabilityFlow(),
    hopfield.MinimumProbabilityFlow(thresholds=True),
    hopfield.PseudoLikelihood(),
    hopfield.TrainedRecurrent(steps=3),
]


def drawn(count: int = 12, units: int = 30) -> NDArray[np.int8]:
    return hopfield.random_messages(count, units, rng=5)


def test_hebb_writes_the_sums_of_products() -> None:
    x = drawn().astype(float)
    expected = x.T @ x
    np.fill_diagonal(expected, 0)
    assert np.array_equal(hopfield.Hebbian().write(x).weights, expected)
    np.fill_diagonal(expected, len(x) - 1)
    assert np.array_equal(hopfield.Hebbian(diagonal="minus-identity").write(x).weights, expected)


def test_the_pseudo_inverse_projects_on_the_span() -> None:
    x = drawn().astype(float)
    assert np.allclose(hopfield.PseudoInverse().write(x).weights, np.linalg.pinv(x) @ x, atol=1e-12)
    twice = np.concatenate([x, x[:2]])
    assert np.allclose(hopfield.PseudoInverse().write(twice).weights, np.linalg.pinv(x) @ x, atol=1e-12)
    with pytest.raises(SynaptomeError, match="span only 12 dimensions"):
        hopfield.PseudoInverse(dependent="refuse").write(twice)


def test_storkey_is_its_formula() -> None:
    x = drawn(5, 12).astype(float)
    n = x.shape[1]
    w = np.zeros((n, n))
    for xi in x:
        h = (w @ xi)[:, None] - w * xi - (np.diag(w) * xi)[:, None]
        w = w + (np.outer(xi, xi) - xi[:, None] * h.T - xi * h) / n
        np.fill_diagonal(w, 0)
    assert np.allclose(hopfield.Storkey().write(x).weights, w, atol=1e-13)


def test_ease_is_ridge_regression() -> None:
    x = drawn().astype(float)
    rule = hopfield.Ease(flip_rate=0.1)
    w = rule.write(x).weights
    for unit in (0, 7):
        others = np.delete(np.arange(x.shape[1]), unit)
        ridged = x[:, others].T @ x[:, others] + rule.ridge(len(x)) * np.eye(len(others))
        assert np.allclose(w[unit, others], np.linalg.solve(ridged, x[:, others].T @ x[:, unit]), atol=1e-12)


def test_the_largest_margin_is_that_of_a_quadratic_program() -> None:
    x = drawn(4, 7).astype(float)
    w = hopfield.MaxMargin(tolerance=1e-9).write(x).weights
    for unit in range(2):
        signed = x * x[:, [unit]]
        signed[:, unit] = 0
        found = minimize(
            lambda w: w @ w,
            np.full(7, 0.3),
            jac=lambda w: 2 * w,
            method="SLSQP",
            constraints={"type": "ineq", "fun": lambda w, a=signed: a @ w - 1, "jac": lambda w, a=signed: a},
            options={"ftol": 1e-14},
        )
        assert np.allclose(w[unit], found.x, atol=1e-5)


def flow(packed: NDArray[np.float64], x: NDArray[np.float64], ridge: float) -> tuple[float, NDArray[np.float64]]:
    n = x.shape[1]
    low = np.tril_indices(n, -1)
    w = np.zeros((n, n))
    w[low] = packed
    w += w.T
    terms = np.exp(-x * (x @ w))
    full = -(terms * x).T @ x
    return terms.sum() + ridge / 2 * packed @ packed, (full + full.T)[low] + ridge * packed


def test_minimum_probability_flow_has_the_optimum_of_scipy() -> None:
    x = drawn(10, 16).astype(float)
    start = np.zeros(16 * 15 // 2)
    best = minimize(flow, start, args=(x, 3.0), jac=True, method="L-BFGS-B", options={"ftol": 1e-15, "gtol": 1e-9})
    tight = hopfield.Lbfgs(gradient=1e-9, objective=-1.0)
    fit = hopfield.MinimumProbabilityFlow(ridge=3.0, lbfgs=tight).fit(x)
    assert fit.converged
    assert abs(fit.objective / best.fun - 1) < 1e-10
    assert np.allclose(fit.network.weights[np.tril_indices(16, -1)], best.x, atol=1e-5)
    found = hopfield.MinimumProbabilityFlow(ridge=3.0).objective(x, fit.network)
    assert abs(found.value / fit.objective - 1) < 1e-12
    assert np.abs(found.weights).max() < 1e-8


def test_pseudo_likelihood_has_the_optimum_of_scipy() -> None:
    x = drawn(20, 8).astype(float)

    def loss(flat: NDArray[np.float64]) -> float:
        w = flat.reshape(8, 8) * (1 - np.eye(8))
        return float(np.logaddexp(0, -2 * x * (x @ w.T)).mean(axis=0).sum() + 0.05 * (w**2).sum())

    best = minimize(loss, np.zeros(64), method="L-BFGS-B")
    tight = hopfield.Lbfgs(gradient=1e-9, objective=-1.0)
    fit = hopfield.PseudoLikelihood(ridge=0.1, lbfgs=tight).fit(x)
    assert abs(fit.objective / best.fun - 1) < 1e-6
    symmetric = hopfield.PseudoLikelihood(constraint="symmetric-zero-diagonal").write(x).weights
    assert np.array_equal(symmetric, symmetric.T)
    assert not np.diag(symmetric).any()


@pytest.mark.parametrize("first", ["cue", "product"])
@pytest.mark.parametrize("loss", ["logarithmic", "squared"])
def test_the_gradient_of_training_is_that_of_differences(first: str, loss: str) -> None:
    x = drawn(3, 6)
    cues = hopfield.flip(x, count=1, rng=1)
    rule = hopfield.TrainedRecurrent(first=first, loss=loss, gain=0.7)  # type: ignore[arg-type]
    weights = np.random.default_rng(1).normal(size=(6, 6)) / 3
    bias = np.full(6, 0.1)
    found = rule.gradient(hopfield.Network(weights, bias), cues, x, anchors=x[:1])
    for place in [(0, 1), (3, 3)]:
        values = []
        for step in (-1e-5, 1e-5):
            moved = weights.copy()
            moved[place] += step
            values.append(rule.gradient(hopfield.Network(moved, bias), cues, x, anchors=x[:1]).loss)
        assert abs((values[1] - values[0]) / 2e-5 - found.weights[place]) < 1e-6


def test_training_resumes_bit_for_bit() -> None:
    x = drawn()
    rule = hopfield.TrainedRecurrent(steps=9, probability=0.2)
    whole = rule.fit(x, rng=3)
    training = rule.begin(x, rng=3)
    training.run(until=4)
    resumed = rule.resume(x, training.save())
    resumed.run()
    assert resumed.network == whole.network == rule.write(x, rng=3)
    assert whole.steps == len(whole.losses) == 9
    saved = bytearray(training.save())
    saved[100] ^= 1
    for wrong in (bytes(saved), training.save()[:20], b""):
        with pytest.raises(SynaptomeError, match="cannot be read"):
            rule.resume(x, wrong)
    with pytest.raises(SynaptomeError, match="another rule"):
        replace(rule, gain=2.0).resume(x, training.save())
    started = rule.begin(x, network=hopfield.Hebbian().write(x), rng=1)
    assert np.array_equal(started.network.weights, hopfield.Hebbian().write(x).weights)


def test_a_callback_sees_every_iteration_and_may_stop() -> None:
    x = drawn()
    seen: list[hopfield.FitProgress] = []

    def three(progress: hopfield.FitProgress) -> None:
        seen.append(progress)
        if progress.iterations == 3:
            raise StopIteration

    fit = hopfield.MinimumProbabilityFlow().fit(x, callback=three)
    assert [progress.iterations for progress in seen] == [0, 1, 2, 3]
    assert fit.iterations == 3
    assert fit.ending == "stopped"
    assert not fit.converged

    def broken(progress: hopfield.FitProgress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        hopfield.PseudoLikelihood().fit(x, callback=broken)

    def early(progress: hopfield.TrainingProgress) -> None:
        if progress.step == 2:
            raise StopIteration

    assert hopfield.TrainedRecurrent().fit(x, callback=early, rng=1).steps == 2


@pytest.mark.parametrize("rule", RULES, ids=repr)
def test_rules_are_values_and_write_what_they_are_given_in_any_form(rule: hopfield.Hebbian) -> None:
    x = drawn()
    options = {"rng": 1} if isinstance(rule, hopfield.TrainedRecurrent) else {}
    network = rule.write(x, **options)
    for same in (x > 0, (x > 0).astype(np.uint8), x.astype(">f4")[:, ::-1][:, ::-1], x.tolist(), np.asfortranarray(x)):
        assert rule.write(same, **options) == network
    for twin in (pickle.loads(pickle.dumps(rule)), copy.deepcopy(rule), replace(rule)):
        assert twin == rule
        assert hash(twin) == hash(rule)
    for twin in (pickle.loads(pickle.dumps(network)), copy.deepcopy(network)):
        assert twin == network
    for wrong in ([], np.zeros((0, 5)), np.zeros((2, 0)), [1, -1], [[1, 0, -1]], [[1, np.nan]], [["a"]], None):
        with pytest.raises(SynaptomeError, match="messages"):
            rule.write(wrong, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", [hopfield.Hebbian(), hopfield.Storkey(), hopfield.PseudoInverse()], ids=repr)
def test_messages_can_be_added_one_by_one(rule: hopfield.Hebbian) -> None:
    x = drawn()
    network = rule.write(x[:1])
    first = network.weights.copy()
    for message in x[1:]:
        network = rule.add(network, message)
    assert np.allclose(network.weights, rule.write(x).weights, atol=1e-12)
    assert np.array_equal(rule.write(x[:1]).weights, first)
    for wrong in (x[0, 1:], x[:2], [3] * 30):
        with pytest.raises(SynaptomeError, match="message"):
            rule.add(network, wrong)
    with pytest.raises(SynaptomeError, match="no projector"):
        hopfield.PseudoInverse(diagonal="zero").add(network, x[0])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: hopfield.Hebbian(diagonal="none"), "diagonal must be one of"),  # type: ignore[arg-type]
        (lambda: hopfield.PseudoInverse(dependent=1), "dependent must be one of"),  # type: ignore[arg-type]
        (lambda: hopfield.Ease(flip_rate=0.5), "flip_rate must be above 0 and below 0.5, got 0.5"),
        (lambda: hopfield.Ease(flip_rate=float("nan")), "flip_rate"),
        (lambda: hopfield.MaxMargin(penalty=-1), "penalty must lie in"),
        (lambda: hopfield.MaxMargin(sweeps=-1), "sweeps"),
        (lambda: hopfield.Lbfgs(flatness=0), "flatness must be positive"),
        (lambda: hopfield.Lbfgs(iterations=10**30), "iterations"),
        (lambda: hopfield.Lbfgs(gradient=float("nan")), "gradient"),
        (lambda: hopfield.MinimumProbabilityFlow(ridge=-1), "ridge must be finite and not negative, got -1"),
        (lambda: hopfield.MinimumProbabilityFlow(lbfgs=3), "lbfgs must be an Lbfgs"),  # type: ignore[arg-type]
        (lambda: hopfield.PseudoLikelihood(copies=0), "copies"),
        (lambda: hopfield.PseudoLikelihood(probability=2), "probability must lie in"),
        (lambda: hopfield.PseudoLikelihood(count=1, probability=0.1), "give one of"),
        (lambda: hopfield.PseudoLikelihood(count=31).write(drawn()), "count must be a whole number in"),
        (lambda: hopfield.PseudoLikelihood(copies=2**60).write(drawn()), "the cues would have"),
        (lambda: hopfield.TrainedRecurrent(gain=0), "gain"),
        (lambda: hopfield.TrainedRecurrent(probes=0), "probes"),
        (lambda: hopfield.TrainedRecurrent(start="hebb"), "start must be"),  # type: ignore[arg-type]
        (lambda: hopfield.TrainedRecurrent(unrolled_steps=10**9), "unrolled_steps"),
        (lambda: hopfield.TrainedRecurrent(learning_rate=1e9, steps=50).write(drawn(), rng=1), "learning rate"),
        (lambda: hopfield.Training(), "TrainedRecurrent.begin"),
    ],
)
def test_options_out_of_their_range_are_refused_by_name(make, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SynaptomeError, match=message):
        make()


def test_the_core_draws_and_writes_what_the_crate_does() -> None:
    """Numbers of ``TrainedRecurrent { steps: 5, ..default }`` and ``MinimumProbabilityFlow::default()`` in Rust.

    Messages are ``State::draw(24, generator([1, 2, 3, 4], k))`` for k = 0, 1, 2.
    """
    from synaptome._core import hopfield as core

    key = (1, 2, 3, 4)
    x = core.random_messages(3, 24, 0.0, key)
    network = core.begin(hopfield.TrainedRecurrent(steps=5)._parts(), x, key)
    network.run(100, None)
    assert network.network.weights[0, 1] == 0.06550406105346289
    assert network.network.weights[5, 7] == 0.0837196002754862
    fit = hopfield.MinimumProbabilityFlow().fit(x)
    assert (fit.objective, fit.iterations, fit.network.weights[0, 1]) == (19.87766998729296, 8, 0.08333515590402278)


def test_copies_of_a_training_go_on_like_it_and_apart_from_it() -> None:
    training = hopfield.TrainedRecurrent(steps=9).begin(hopfield.random_messages(5, 20, rng=1), rng=2)
    training.run(until=4)
    copies = [copy.copy(training), copy.deepcopy(training), pickle.loads(pickle.dumps(training))]
    assert all(other == training for other in copies)
    training.run()
    assert [other.step for other in copies] == [4, 4, 4]
    for other in copies:
        other.run()
        assert other == training and other.network == training.network


def test_equal_options_are_equal_whatever_type_of_number_they_were_given_as() -> None:
    given = hopfield.MaxMargin(sweeps=np.array(7), tolerance=np.float32(0.5), penalty=2)  # type: ignore[arg-type]
    assert given == hopfield.MaxMargin(sweeps=7, tolerance=0.5, penalty=2.0)
    assert repr(given) == "MaxMargin(sweeps=7, tolerance=0.5, penalty=2.0)"
    assert hash(given) == hash(hopfield.MaxMargin(sweeps=7, tolerance=0.5, penalty=2.0))
