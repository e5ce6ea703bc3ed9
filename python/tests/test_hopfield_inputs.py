"""Every kind of array and option that hopfield accepts or refuses, in each function that takes one."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from refused_kinds import ODD, VARIANTS, WRONG, odd_arrays, refuses_cleanly

from synaptome import SynaptomeError, hopfield

X = [[1, -1, 1, 1], [1, 1, -1, -1]]
#: A tenth of its units is at least one of them.
WIDE = [3 * row for row in X]
NETWORK = hopfield.Hebbian().write(X)
DENSE = hopfield.DenseMemory(X)
TRAINED = hopfield.TrainedRecurrent(steps=2)
FLOW = hopfield.MinimumProbabilityFlow()
RULES: list[Any] = [
    hopfield.Hebbian(),
    hopfield.Storkey(),
    hopfield.PseudoInverse(),
    hopfield.Ease(),
    hopfield.MaxMargin(),
    FLOW,
    hopfield.PseudoLikelihood(),
]
FOUND = NETWORK.recall(X)
KERNEL = hopfield.KernelRegression().write(X)
CLIQUES = hopfield.Cliques(4, 3)
COUPLINGS = hopfield.CliqueCouplings(adjacent=1, disjoint=-1, threshold=1)
PAIRS = hopfield.CliqueNetwork(4, COUPLINGS)
SIX = [[1, -1, 1, 1, 1, -1], [1, 1, -1, -1, 1, 1]]


def flow(lbfgs: hopfield.Lbfgs) -> hopfield.MinimumProbabilityFlow:
    return hopfield.MinimumProbabilityFlow(lbfgs=lbfgs)


Call = Callable[[Any], Any]
#: Functions of one array, the small whole numbers that they are given, and the name of the argument.
ARRAYS: list[tuple[Call, Any, str]] = [
    *[(rule.write, X, "messages") for rule in RULES],
    *[(lambda x, rule=rule: rule.add(NETWORK, x), X[1], "message") for rule in RULES[:2]],
    (lambda x: TRAINED.write(x, rng=1), X, "messages"),
    (lambda x: FLOW.objective(x, NETWORK), X, "messages"),
    (lambda x: TRAINED.gradient(NETWORK, x, X), X, "cues"),
    (lambda x: TRAINED.gradient(NETWORK, X, x), X, "messages"),
    (lambda x: TRAINED.gradient(NETWORK, X, X, anchors=x), X, "anchors"),
    (lambda x: hopfield.Network(x), [[1, 2], [3, 4]], "weights"),
    (lambda x: hopfield.Network(np.eye(2), x), [3, 4], "bias"),
    *[
        (getattr(memory, method), X, name)
        for memory, method, name in (
            (NETWORK, "field", "states"),
            (NETWORK, "energy", "states"),
            (NETWORK, "is_fixed_point", "states"),
            (NETWORK, "is_strict_minimum", "states"),
            (NETWORK, "recall", "cues"),
            (DENSE, "energy", "states"),
            (DENSE, "recall", "cues"),
        )
    ],
    (hopfield.DenseMemory, X, "messages"),
    (lambda x: hopfield.Unlearning(dreams_per_unit=1).write(x, rng=1), X, "messages"),
    (lambda x: hopfield.NoiseTraining(steps=2).write(x, rng=1), X, "messages"),
    (hopfield.KernelRegression().write, X, "messages"),
    (hopfield.KernelRegression(loss="logistic").write, X, "messages"),
    (hopfield.Ease().symmetric, X, "messages"),
    (KERNEL.recall, X, "cues"),
    (PAIRS.recall, SIX, "cues"),
    (CLIQUES.vertices_of, SIX, "states"),
    (CLIQUES.states, [[0, 1, 2], [3, 1, 0]], "vertices"),
    (lambda x: hopfield.Network.for_bits(x, [1, 2]), [[1, 2], [3, 4]], "couplings"),
    (lambda x: hopfield.Network.for_bits([[1, 2], [3, 4]], x), [1, 2], "thresholds"),
    (FOUND.recovered, X, "messages"),
    (lambda x: hopfield.descendants(x, 2, 0.5, rng=1), X, "messages"),
    (lambda x: hopfield.flip(x, count=1, rng=1), X, "x"),
    (hopfield.from_greys, [[1, 2, 9], [4, 0, 3]], "images"),
    (lambda x: hopfield.overlap(x, X), X, "x"),
    (lambda x: hopfield.overlap(X, x), X, "y"),
    (hopfield.smallest_distance, X, "messages"),
    (lambda x: hopfield.recovery(NETWORK, x, count=1, rng=1), X, "messages"),
    (lambda x: hopfield.basin(NETWORK, x, [1], rng=1), X, "messages"),
    (lambda x: hopfield.basin(NETWORK, X, x, rng=1), [0, 1], "flips"),
    (lambda x: hopfield.largest_load(x, [1, 1]), [1, 2], "loads"),
    (lambda x: hopfield.largest_load([1, 1], x), [1, 2], "stored"),
    (lambda x: hopfield.noise_at_half_recovery(x, [1, 0]), [1, 2], "rates"),
    (lambda x: hopfield.noise_at_half_recovery([1, 2], x), [1, 0], "recovered"),
    (lambda x: hopfield.fixed_fraction(NETWORK, x), X, "messages"),
    (lambda x: hopfield.strict_minimum_fraction(NETWORK, x), X, "messages"),
    (lambda x: NETWORK.recall(X, order=x), [3, 0, 2, 1], "order"),
]
NAMES = [f"{name}-{number}" for number, (_, _, name) in enumerate(ARRAYS)]


def same(a: Any, b: Any) -> bool:
    return bool(np.array_equal(a, b)) if isinstance(a, np.ndarray) else bool(a == b)


@pytest.mark.parametrize(("call", "given", "name"), ARRAYS, ids=NAMES)
def test_arrays_of_every_kind_give_the_same(call: Call, given: Any, name: str) -> None:
    numbers = np.array(given)
    expected = call(numbers.astype(np.float64))
    for kind, variant in VARIANTS.items():
        assert same(call(variant(numbers)), expected), kind
    if set(numbers.flat) == {-1, 1}:
        assert same(call(numbers > 0), expected)
        assert same(call((numbers + 1) // 2), expected)


@pytest.mark.parametrize(("call", "given", "name"), ARRAYS, ids=NAMES)
def test_what_is_no_array_of_numbers_is_refused_by_name(call: Call, given: Any, name: str) -> None:
    for wrong in WRONG:
        if wrong is None and name in ("anchors", "bias", "order"):
            continue  # as if it were not given
        with pytest.raises(SynaptomeError, match=rf"\b({name}|weights)\b"):
            call(wrong)


@pytest.mark.parametrize(("call", "given", "name"), ARRAYS, ids=NAMES)
def test_odd_numbers_and_axes_raise_nothing_else(call: Call, given: Any, name: str) -> None:
    for odd in odd_arrays(np.array(given, float)):
        refuses_cleanly(call, odd)


#: Functions with options, and those options.
OPTIONS: list[tuple[Callable[..., object], list[str]]] = [
    (hopfield.Hebbian, ["diagonal"]),
    (hopfield.PseudoInverse, ["diagonal", "dependent"]),
    (lambda **o: hopfield.Ease(**o).write(X), ["flip_rate"]),
    (lambda **o: hopfield.MaxMargin(**o).write([[1, -1, 1, -1], [1, 1, 1, 1]]), ["sweeps", "tolerance", "penalty"]),
    (lambda **o: flow(hopfield.Lbfgs(**o)).write(X), ["iterations", "gradient", "objective", "flatness"]),
    (lambda **o: hopfield.MinimumProbabilityFlow(**o).write(X), ["ridge", "thresholds", "lbfgs"]),
    (lambda **o: FLOW.fit(X, **o), ["callback"]),
    (
        lambda **o: hopfield.PseudoLikelihood(**o).write(X, rng=1),
        ["ridge", "count", "probability", "copies", "constraint", "lbfgs"],
    ),
    (
        lambda **o: hopfield.TrainedRecurrent(**{"steps": 1, **o}).begin(X, rng=1).run(until=1),
        ["unrolled_steps", "gain", "first", "loss", "probes", "probability", "count", "fresh", "anchored", "start"],
    ),
    (
        lambda **o: hopfield.TrainedRecurrent(**{"steps": 1, **o}).begin(X, rng=1).run(until=1),
        ["constraint", "bias", "steps", "learning_rate", "schedule"],
    ),
    (lambda **o: TRAINED.begin(X, **{"rng": 1, **o}), ["network", "rng"]),
    (lambda **o: TRAINED.begin(X, rng=1).run(**o), ["until", "callback"]),
    (lambda **o: TRAINED.resume(**{"messages": X, "saved": b"", **o}), ["messages", "saved"]),
    (lambda **o: hopfield.TrainedRecurrent.warm(**o), ["flip_rate"]),
    (lambda **o: hopfield.TrainedRecurrent.anchored_for(**o), ["load"]),
    (lambda **o: hopfield.TrainedRecurrent.single_step_for(**o), ["load"]),
    *[(lambda r=r, **o: r.multiplications(**{"units": 3, "messages": 3, **o}), ["units"]) for r in RULES[:4]],
    (lambda **o: hopfield.Ease().ridge(**o), ["messages"]),
    (lambda **o: hopfield.Ease.for_ridge(**{"ridge": 1.0, "messages": 3, **o}).write(X), ["ridge", "messages"]),
    (
        lambda **o: hopfield.Unlearning(**{"dreams_per_unit": 1, **o}).write(X, rng=1),
        ["rate", "dreams_per_unit", "update", "max_sweeps"],
    ),
    (lambda **o: hopfield.Unlearning(dreams_per_unit=1).write(X, **o), ["rng", "callback"]),
    (
        lambda **o: hopfield.NoiseTraining(**{"steps": 1, **o}).write(X, rng=1),
        ["count", "probability", "rate", "averaged", "relaxation", "max_sweeps"],
    ),
    (lambda **o: hopfield.NoiseTraining(**o), ["steps"]),
    (lambda **o: hopfield.KernelRegression(**o).write(X), ["gamma", "ridge", "loss", "lbfgs"]),
    (lambda **o: hopfield.KernelRegression(loss="logistic").fit(X, **o), ["callback"]),
    (lambda **o: hopfield.DenseMemory(X, hopfield.ScaledExponential(**o)).recall(X), ["beta"]),
    (lambda **o: hopfield.Cliques(**{"vertices": 4, **o}).units, ["vertices", "size"]),
    (lambda **o: CLIQUES.draw(**{"count": 1, **o}), ["count", "rng"]),
    (
        lambda **o: hopfield.CliqueCouplings.for_noise(**{"cliques": hopfield.Cliques(8), "flip_rate": 0.1, **o}),
        ["cliques", "flip_rate"],
    ),
    (
        lambda **o: hopfield.CliqueCouplings(**{"adjacent": 1, "disjoint": 1, "threshold": 1, **o}).fields(CLIQUES),
        ["adjacent", "disjoint", "threshold"],
    ),
    (lambda **o: hopfield.CliqueNetwork(**{"vertices": 4, "couplings": COUPLINGS, **o}), ["vertices", "couplings"]),
    (lambda **o: COUPLINGS.store_all(**o), ["cliques"]),
    *[(lambda r=r, **o: r.add(**{"network": NETWORK, "message": X[0], **o}), ["network"]) for r in RULES[:3]],
    (lambda **o: FLOW.objective(X, **o), ["network"]),
    (lambda **o: TRAINED.gradient(**{"cues": X, "messages": X, **o}), ["network"]),
    (lambda **o: NETWORK.recall(X, **o), ["update", "order", "max_sweeps", "rng", "workers"]),
    (lambda **o: DENSE.recall(X, **o), ["update", "order", "max_sweeps", "rng", "workers"]),
    (lambda **o: hopfield.DenseMemory(X, **o), ["interaction"]),
    (lambda **o: hopfield.random_messages(**{"count": 2, "units": 3, **o}), ["count", "units", "bias", "rng"]),
    (lambda **o: hopfield.sparse_messages(**{"count": 2, "units": 3, "active": 1, **o}), ["count", "units", "active"]),
    (lambda **o: hopfield.chain_messages(**{"count": 2, "units": 3, "correlation": 0, **o}), ["count", "correlation"]),
    (lambda **o: hopfield.descendants(**{"messages": X, "children": 2, "overlap": 0, **o}), ["children", "overlap"]),
    (lambda **o: hopfield.flip(WIDE, **o), ["fraction", "count", "probability", "rng"]),
    (lambda **o: hopfield.from_greys([[1.0, 2.0]], **o), ["threshold"]),
    (
        lambda **o: hopfield.recovery(**{"memory": hopfield.Hebbian().write(WIDE), "messages": WIDE, **o}),
        ["memory", "fraction", "count", "probability", "repeats", "update", "order", "max_sweeps", "rng", "workers"],
    ),
    (
        lambda **o: hopfield.basin(**{"memory": NETWORK, "messages": X, "flips": [1], **o}),
        ["memory", "flips", "update", "order", "max_sweeps", "rng", "workers"],
    ),
    (
        lambda **o: hopfield.capacity(**{"rule": RULES[0], "units": 6, "networks": 1, **o}),
        ["rule", "units", "recovered", "fraction", "count", "probability", "update", "max_sweeps", "rng", "workers"],
    ),
    (lambda **o: hopfield.largest_load([1], [1], **o), ["fraction"]),
    (lambda **o: hopfield.fixed_fraction(**{"messages": X, **o}), ["network"]),
    (lambda **o: hopfield.strict_minimum_fraction(**{"messages": X, **o}), ["network"]),
]
EACH = [(call, name) for call, names in OPTIONS for name in names]


@pytest.mark.parametrize(("call", "name"), EACH, ids=[f"{name}-{number}" for number, (_, name) in enumerate(EACH)])
def test_no_option_raises_anything_else(call: Callable[..., object], name: str) -> None:
    for odd in ODD:
        refuses_cleanly(lambda value: call(**{name: value}), odd)
