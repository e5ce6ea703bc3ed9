"""The Python package against NumPy, SciPy, powerlaw and numba, alternating in one process.

    python -m venv peers && peers/bin/pip install ./python -r benches/peers/requirements.txt
    OPENBLAS_NUM_THREADS=1 peers/bin/python benches/peers/package.py [--threads 1] [--rounds 5]

Each line has the median time of the rounds, the ratio (how many times faster the package is) with its range over the
rounds, and how the results differ. With a checkout of hdnet (github.com/team-hdnet/hdnet, GPLv3) in the folder HDNET, its
MPF runs as well.
"""

from __future__ import annotations

import argparse
import os
import time
import warnings
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from statistics import median
from types import ModuleType
from typing import Any

import numpy as np
import scipy.integrate
import scipy.stats
from threadpoolctl import threadpool_limits

from synaptome import hopfield, infomax, lognormal

Work = Callable[[], Any]


def sibling(name: str) -> ModuleType:
    """A file of this folder, which has the name of a module of the package."""
    path = Path(__file__).with_name(f"{name}.py")
    spec = spec_from_file_location(f"peer_{name}", path)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seconds(work: Work) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def compare(name: str, ours: Work, peers: dict[str, Work], difference: Callable[[Any, Any], str], rounds: int) -> None:
    times: dict[str, list[float]] = {"synaptome": [], **{peer: [] for peer in peers}}
    results: dict[str, Any] = {}
    for _ in range(rounds):
        for who, work in {"synaptome": ours, **peers}.items():
            elapsed, results[who] = seconds(work)
            times[who].append(elapsed)
    print(f"{name}: synaptome {median(times['synaptome']):.4g} s")
    for peer in peers:
        ratios = [a / b for a, b in zip(times[peer], times["synaptome"], strict=True)]
        print(
            f"  {peer}: {median(times[peer]):.4g} s, ratio {median(ratios):.2f} "
            f"({min(ratios):.2f} to {max(ratios):.2f}), {difference(results['synaptome'], results[peer])}"
        )


def batched_recall(weights: np.ndarray[Any, Any], cues: np.ndarray[Any, Any], dtype: type) -> np.ndarray[Any, Any]:
    """Synchronous recall of all cues with matrix products; cues that rest or cycle drop out."""
    w, states = weights.astype(dtype).T.copy(), cues.astype(dtype)
    going, before = np.arange(len(states)), np.zeros_like(states)
    for _ in range(200):
        now = states[going]
        fields = now @ w
        new = np.where(fields == 0, now, np.sign(fields)).astype(dtype)
        rests = (new == now).all(axis=1)
        cycles = (new == before[going]).all(axis=1)
        before[going], states[going] = now, new
        going = going[~(rests | cycles)]
        if not going.size:
            break
    return states


def recall(threads: int, rounds: int) -> None:
    for rule, writer in (("Hebb", hopfield.Hebbian()), ("EASE", hopfield.Ease())):
        x = hopfield.random_messages(100, 1000, rng=0)
        network = writer.write(x)
        cues = hopfield.flip(np.repeat(x, 100, axis=0), fraction=0.1, rng=1)
        weights = np.array(network.weights)

        peers: dict[str, Work] = {
            f"NumPy batched, {dtype.__name__}": lambda w=weights, c=cues, d=dtype: batched_recall(w, c, d)
            for dtype in (np.float32, np.float64)
        }
        compare(
            f"recall of 10,000 cues, N = 1000, {rule}",
            lambda own=network, c=cues: own.recall(c, workers=threads),
            peers,
            lambda found, states: f"{int((found.states != states).any(axis=1).sum())} of 10,000 states differ",
            rounds,
        )


def iterations_to(flow: float, messages: np.ndarray[Any, Any]) -> int:
    """Iterations after which our minimiser is below a flow."""
    done: list[int] = []

    def callback(progress: hopfield.FitProgress) -> None:
        done.append(progress.iterations)
        if progress.objective <= flow:
            raise StopIteration

    lines = hopfield.Lbfgs(flatness=0.3)
    hopfield.MinimumProbabilityFlow(ridge=0.0, thresholds=True, lbfgs=lines).fit(messages, callback=callback)
    return done[-1]


def minimum_probability_flow(rounds: int) -> None:
    """Both minimise the same flow, and ours goes on until it is below that at which theirs stops."""
    peer = sibling("hopfield")

    for units, count in ((512, 256), (1024, 512)):
        x = hopfield.random_messages(count, units, rng=0)
        spins = np.asarray(x, float)
        iterations = iterations_to(peer.minimum_flow(spins)[0], x)
        enough = hopfield.Lbfgs(iterations=iterations, gradient=-1.0, objective=-1.0, flatness=0.3)
        ours = hopfield.MinimumProbabilityFlow(ridge=0.0, thresholds=True, lbfgs=enough)
        peers: dict[str, Work] = {"SciPy L-BFGS-B": lambda s=spins: peer.minimum_flow(s)[0]}
        if "HDNET" in os.environ:
            peers["hdnet"] = lambda s=spins: peer.hdnet_flow(os.environ["HDNET"], s)[1]
        compare(
            f"MPF with thresholds, N = {units}, M = {count}",
            lambda rule=ours, messages=x: rule.fit(messages),
            peers,
            lambda fit, flow: f"flow {fit.objective:.4g}, theirs {flow:.4g}",
            rounds,
        )


def quadrature(end: float, mu: np.ndarray[Any, Any], sigma: np.ndarray[Any, Any]) -> float:
    """P(X1 + X2 <= end) with SciPy."""

    def density(x: float) -> float:
        rest = scipy.stats.lognorm.cdf(end - x, sigma[1], scale=np.exp(mu[1]))
        return float(scipy.stats.lognorm.pdf(x, sigma[0], scale=np.exp(mu[0])) * rest)

    return float(scipy.integrate.quad(density, 0, end, epsabs=1e-12, epsrel=1e-10, limit=400)[0])


def sums(rounds: int) -> None:
    mu, sigma, ends = np.array([0.0, 0.5]), np.array([0.8, 1.2]), np.geomspace(0.05, 50, 100)
    compare(
        "P(X1 + X2 <= x) at 100 values of x",
        lambda: lognormal.sum_cdf(ends, mu, sigma),
        {"SciPy quadrature": lambda: np.array([quadrature(end, mu, sigma) for end in ends])},
        lambda a, b: f"largest difference {np.abs(a - b).max():.1e}",
        rounds,
    )


def tails(rounds: int) -> None:
    import powerlaw

    sizes = np.random.default_rng(0).zipf(2.3, 20_000)
    counts = infomax.size_counts(sizes)

    def theirs() -> float:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit = powerlaw.Fit(sizes, xmin=2, discrete=True, estimate_discrete=False, verbose=False)
        return float(fit.power_law.alpha)

    compare(
        "exponent of 20,000 sizes from 2",
        lambda: -infomax.fit_tail(counts, low=2).exponent,
        {"powerlaw": theirs},
        lambda a, b: f"difference {abs(a - b):.1e}",
        rounds,
    )


def steps(rounds: int) -> None:
    peer = sibling("infomax")

    for n, length in ((50, 400_000), (432, 50_000)):
        network = infomax.Network.random(n, rate=0.02, rng=0)
        _, w, h, x = peer.start(n)
        columns = np.ascontiguousarray(w.T)
        peer.numba_steps(columns, h, x, 10)
        compare(
            f"{length} steps of recurrent infomax, N = {n}",
            lambda own=network, count=length: own.copy().run(count, rng=1),
            {"numba": lambda c=columns, h=h, x=x, count=length: peer.numba_steps(c, h.copy(), x.copy(), count)},
            lambda raster, spikes: f"spikes {raster.spikes}, theirs {spikes}",
            rounds,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with threadpool_limits(options.threads):
        recall(options.threads, options.rounds)
        minimum_probability_flow(options.rounds)
        sums(options.rounds)
        tails(options.rounds)
        steps(options.rounds)


if __name__ == "__main__":
    main()
