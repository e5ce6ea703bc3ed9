"""Unlearning, training with noise, the dreaming kernel, kernel and scaled exponential memories, against NumPy."""

import copy
import pickle
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from interrupting import seconds_to_interrupt
from numpy.typing import NDArray
from scipy.optimize import minimize

from synaptome import SynaptomeError, hopfield
from synaptome.hopfield import Ease, KernelRegression, NoiseTraining, ScaledExponential, Unlearning, WritingProgress

Matrix = NDArray[np.float64]


def drawn(count: int = 12, units: int = 30) -> Matrix:
    return hopfield.random_messages(count, units, rng=5).astype(float)


def hebb(x: Matrix) -> Matrix:
    weights: Matrix = x.T @ x / x.shape[1]
    np.fill_diagonal(weights, 0.0)
    return weights


def until(last: int) -> Callable[[WritingProgress], None]:
    def stop(progress: WritingProgress) -> None:
        if progress.done == last:
            raise StopIteration

    return stop


def test_every_dream_is_a_fixed_point_that_is_taken_away() -> None:
    x = drawn()
    n, rule = x.shape[1], Unlearning(rate=0.05)
    now = rule.write(x, rng=3, callback=until(0))
    assert np.allclose(now.weights, hebb(x), atol=1e-15)
    for dream in range(1, 5):
        after = rule.write(x, rng=3, callback=until(dream))
        outer = (now.weights - after.weights) * n / 0.05
        state = np.sign(outer[0])
        state[0] = 1.0
        expected = np.outer(state, state)
        np.fill_diagonal(expected, 0.0)
        assert np.allclose(outer, expected, atol=1e-10)
        assert now.is_fixed_point(state)
        now = after


def test_unlearning_is_told_its_dreams_and_ends_with_hebbs_rule_without_any() -> None:
    x = drawn(3, 8)
    seen: list[WritingProgress] = []
    Unlearning(dreams_per_unit=2).write(x, rng=1, callback=seen.append)
    assert seen == [WritingProgress(done, 16) for done in range(16)]
    assert np.allclose(Unlearning(dreams_per_unit=0).write(x).weights, hebb(x), atol=1e-15)
    assert Unlearning().write(x, rng=1) == Unlearning().write(x > 0, rng=1) != Unlearning().write(x, rng=2)


def trained(x: Matrix, cues: Matrix, rate: float, steps: int) -> tuple[Matrix, Matrix]:
    """The last weights, and the mean over the last half of the steps, of cues that stay the same."""
    n, weights = x.shape[1], hebb(x)
    kept = []
    for step in range(steps):
        fields = cues @ weights.T
        results = np.where(np.abs(fields) < 1e-12, cues, np.sign(fields))
        error = x - results
        weights = weights + rate / (2 * n) * (error.T @ cues + cues.T @ error)
        np.fill_diagonal(weights, 0.0)
        if 2 * step >= steps:
            kept.append(weights)
    return weights, np.mean(kept, axis=0) if kept else weights


@pytest.mark.parametrize("flips", ["none", "all"])
def test_training_with_noise_is_its_formula(flips: str) -> None:
    x = drawn(20, 30)
    options: dict[str, Any] = {"probability": 0.0} if flips == "none" else {"count": 30}
    cues = x if flips == "none" else -x
    last, mean = trained(x, cues, 0.5, 7)
    rule = NoiseTraining(rate=0.5, steps=7, **options)
    assert np.allclose(rule.write(x).weights, mean, atol=1e-12)
    assert np.allclose(replace(rule, averaged=False).write(x).weights, last, atol=1e-12)
    assert not np.allclose(last, hebb(x))


def test_relaxed_cues_are_where_the_network_leads_the_messages() -> None:
    x = drawn(20, 30)
    start = hopfield.Network(hebb(x))
    cues = start.recall(x, update="sequential").states.astype(float)
    assert not np.array_equal(cues, x)
    last, _ = trained(x, cues, 0.5, 1)
    rule = NoiseTraining(rate=0.5, steps=1, probability=0.0, relaxation="sequential")
    assert np.allclose(rule.write(x).weights, last, atol=1e-12)


def test_training_with_noise_beats_hebbs_rule_and_is_told_its_steps() -> None:
    x = drawn(16, 40)
    seen: list[WritingProgress] = []
    network = NoiseTraining(steps=500).write(x, rng=1, callback=seen.append)
    assert seen == [WritingProgress(done, 500) for done in range(500)]
    assert hopfield.fixed_fraction(network, x) == 1.0 > hopfield.fixed_fraction(hopfield.Hebbian().write(x), x)
    assert np.allclose(network.weights, network.weights.T, rtol=0, atol=1e-15)


@pytest.mark.parametrize("shape", [(12, 30), (30, 12), (9, 9)])
def test_symmetric_ease_is_the_dreaming_kernel(shape: tuple[int, int]) -> None:
    x = drawn(*shape)
    m, n = shape
    rule = Ease.for_ridge(n / 6, m)
    assert rule.ridge(m) == pytest.approx(n / 6, rel=1e-12)
    t = n / rule.ridge(m)
    kernel = x.T @ np.linalg.inv(np.eye(m) + t * x @ x.T / n) @ x * (1 + t) / n
    np.fill_diagonal(kernel, 0.0)
    found = rule.symmetric(x).weights
    assert np.array_equal(found, found.T) and np.allclose(found, kernel, atol=1e-12)
    cues = hopfield.flip(x, count=2, rng=1)
    assert rule.symmetric(x).recall(cues) == rule.write(x).recall(cues)


def kernels(x: Matrix, y: Matrix, gamma: float) -> Matrix:
    found: Matrix = np.exp(-gamma * ((x[:, None] - y[None]) ** 2).sum(axis=2))
    return found


def test_kernel_ridge_regression_is_its_closed_form() -> None:
    x = drawn(12, 30)
    memory = KernelRegression(gamma=0.02, ridge=0.3).write(x)
    alpha = np.linalg.solve(kernels(x, x, 0.02) + 0.3 * np.eye(12), x)
    assert np.allclose(memory.amplitudes, alpha, atol=1e-11)
    cues = hopfield.flip(x, count=6, rng=1).astype(float)
    after = np.sign(kernels(cues, x, 0.02) @ alpha)
    assert np.array_equal(memory.recall(cues, max_sweeps=1).states, after)


def test_kernel_logistic_regression_has_the_optimum_of_scipy() -> None:
    x, gamma, ridge = drawn(8, 10), 0.03, 0.1
    k = kernels(x, x, gamma)

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        alpha = flat.reshape(x.shape)
        f = k @ alpha
        value = np.logaddexp(0, -x * f).sum() + ridge / 2 * (alpha * f).sum()
        return float(value), (k @ (-x / (1 + np.exp(x * f)) + ridge * alpha)).ravel()

    best = minimize(loss, np.zeros(x.size), jac=True, method="L-BFGS-B", options={"ftol": 1e-15, "gtol": 1e-10})
    tight = hopfield.Lbfgs(iterations=20_000, gradient=1e-9, objective=-1.0)
    fit = KernelRegression(gamma=gamma, ridge=ridge, loss="logistic", lbfgs=tight).fit(x)
    assert fit.converged and fit.objective == pytest.approx(best.fun, rel=1e-9)
    assert np.allclose(k @ fit.memory.amplitudes, k @ best.x.reshape(x.shape), atol=1e-4)


def test_kernel_memories_are_values_also_if_they_were_stopped() -> None:
    x = drawn()

    def three(progress: hopfield.FitProgress) -> None:
        if progress.iterations == 3:
            raise StopIteration

    stopped = KernelRegression(loss="logistic").fit(x, callback=three)
    assert (stopped.ending, stopped.iterations, stopped.converged) == ("stopped", 3, False)
    whole = KernelRegression(loss="logistic").write(x)
    for memory in (stopped.memory, whole, KernelRegression().write(x)):
        for twin in (pickle.loads(pickle.dumps(memory)), copy.deepcopy(memory)):
            assert twin == memory and twin.recall(x) == memory.recall(x)
    assert stopped.memory != whole and len(whole) == 12 and whole.units == 30
    for array in (whole.amplitudes, whole.messages):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1
    assert hopfield.capacity(KernelRegression(gamma=0.05), 16, networks=1, largest_load=2.0, rng=1).messages > 2


def test_a_scaled_exponential_follows_its_energy() -> None:
    x = drawn(20, 12)
    memory = hopfield.DenseMemory(x, ScaledExponential(0.3))
    cues = hopfield.flip(x, count=3, rng=1).astype(float)
    assert np.allclose(memory.energy(cues), -np.exp(0.3 * cues @ x.T).sum(axis=1), rtol=1e-13)
    up, down = (np.repeat(cues[:, None], 12, axis=1) for _ in range(2))
    up[:, range(12), range(12)], down[:, range(12), range(12)] = 1, -1
    after = np.where(memory.energy(up) < memory.energy(down), 1, -1)
    assert np.array_equal(memory.recall(cues, max_sweeps=1).states, after)
    one = hopfield.DenseMemory(x, ScaledExponential(1.0))
    assert one.recall(cues) == hopfield.DenseMemory(x).recall(cues)
    for twin in (pickle.loads(pickle.dumps(memory)), copy.deepcopy(memory)):
        assert twin == memory != one


RULES: list[Any] = [Unlearning(), NoiseTraining(), KernelRegression(), Ease.for_ridge(2.0, 3)]


@pytest.mark.parametrize("rule", RULES, ids=repr)
def test_rules_are_values_and_name_what_they_refuse(rule: Any) -> None:
    for twin in (pickle.loads(pickle.dumps(rule)), copy.deepcopy(rule), replace(rule)):
        assert twin == rule and hash(twin) == hash(rule) and repr(twin) == repr(rule)
    for wrong in ([], np.zeros((0, 5)), [1, -1], [[1, 0, -1]], [[1, np.nan]], [["a"]], None):
        with pytest.raises(SynaptomeError, match="messages"):
            rule.write(wrong)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Unlearning(rate=0), "rate must be positive"),
        (lambda: Unlearning(dreams_per_unit=-1), "dreams_per_unit"),
        (lambda: Unlearning(update="fast"), "update must be one of"),  # type: ignore[arg-type]
        (lambda: Unlearning(dreams_per_unit=2**40).write([[1, -1]]), "above the limit"),
        (lambda: Unlearning().write([[1, -1]], callback=3), "callback must be"),  # type: ignore[arg-type]
        (lambda: NoiseTraining(count=1, probability=0.1), "give one of"),
        (lambda: NoiseTraining(probability=1.5), "probability must lie in"),
        (lambda: NoiseTraining(count=3).write([[1, -1]]), "count must be a whole number in"),
        (lambda: NoiseTraining(steps=0), "steps"),
        (lambda: NoiseTraining(averaged="no"), "averaged must be True or False"),  # type: ignore[arg-type]
        (lambda: NoiseTraining(relaxation="slow"), "relaxation must be one of"),  # type: ignore[arg-type]
        (lambda: Ease.for_ridge(0, 3), "ridge must be positive"),
        (lambda: Ease.for_ridge(1e308, 1), "ridge must be that of"),
        (lambda: Ease.for_ridge(1.0, 0), "messages"),
        (lambda: KernelRegression(gamma=0), "gamma must be positive"),
        (lambda: KernelRegression(ridge=-1), "ridge must be finite and not negative"),
        (lambda: KernelRegression(loss="hinge"), "loss must be one of"),  # type: ignore[arg-type]
        (lambda: KernelRegression(lbfgs=3), "lbfgs must be an Lbfgs"),  # type: ignore[arg-type]
        (lambda: KernelRegression(ridge=0).write([[1, -1], [1, -1]]), "kernel matrix"),
        (lambda: hopfield.KernelMemory(), "KernelRegression.write"),
        (lambda: ScaledExponential(0), "beta must be positive"),
        (lambda: ScaledExponential(float("inf")), "beta must be positive and finite"),
    ],
)
def test_what_is_out_of_range_is_refused_by_name(make: Callable[[], object], message: str) -> None:
    with pytest.raises(SynaptomeError, match=message):
        make()


def test_the_core_draws_and_writes_what_the_crate_does() -> None:
    """Numbers of ``Unlearning::default()`` and ``NoiseTraining { steps: 50, ..default }`` in Rust.

    Messages are ``State::draw(24, generator([1, 2, 3, 4], k))`` for k = 0, 1, 2, and the rules draw from stream 0.
    """
    from synaptome._core import hopfield as core

    key = (1, 2, 3, 4)
    x = core.random_messages(3, 24, 0.0, key)
    dreamt = core.unlearning(x, 0.01, 35, ("random", Unlearning().max_sweeps), key, None).weights
    assert (dreamt[0, 1], dreamt[5, 7]) == (-0.0008333333333333567, -0.0008333333333333565)
    trained = core.noise_training(x, (None, 0.1), 0.01, 50, True, None, key, None).weights
    assert (trained[0, 1], trained[5, 7]) == (0.04166666666666665, 0.04166666666666665)


PROGRAMS = {
    "dreams": "hopfield.Unlearning(dreams_per_unit=10**5).write(hopfield.random_messages(50, 500, rng=1))",
    "training": "hopfield.NoiseTraining(steps=10**7).write(hopfield.random_messages(50, 200, rng=1))",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_ctrl_c_ends_long_work_within_half_a_second(name: str) -> None:
    assert seconds_to_interrupt(PROGRAMS[name]) < 0.5
