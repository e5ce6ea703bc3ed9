"""The Python package against NumPy, SciPy, powerlaw and numba, alternating in one process.

    python -m venv peers && peers/bin/pip install ./python -r benches/peers/requirements.txt
    OPENBLAS_NUM_THREADS=1 peers/bin/python benches/peers/package.py [--threads 1] [--rounds 5]

Each line is the median of the rounds, the ratio (how many times faster the package is) with its range over rounds, and
how the results differ. With a checkout of hdnet (github.com/team-hdnet/hdnet, GPLv3) named by HDNET, its MPF runs as well.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import warnings
from collections.abc import Callable
from statistics import median
from typing import Any

import numpy as np
import scipy.integrate
import scipy.stats
from threadpoolctl import threadpool_limits

from synaptome import hopfield, infomax, lognormal

sys.path.insert(0, os.path.dirname(__file__))

Work = Callable[[], Any]


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
            f"  {peer}: {median(times[peer]):.4g} s, ratio {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}), "
            f"{difference(results['synaptome'], results[peer])}"
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

        def differing(ours: Any, theirs: Any) -> str:
            return f"{int((ours.states != theirs).any(axis=1).sum())} of 10,000 states differ"

        peers = {
            "NumPy batched, float32": lambda: batched_recall(weights, cues, np.float32),
            "NumPy batched, float64": lambda: batched_recall(weights, cues, np.float64),
        }
        compare(f"recall of 10,000 cues, N = 1000, {rule}", lambda: network.recall(cues, workers=threads), peers, differing, rounds)


def minimum_probability_flow(rounds: int) -> None:
    import hopfield as peer  # benches/peers/hopfield.py

    x = hopfield.random_messages(256, 512, rng=0)
    spins = np.asarray(x, float)
    ours = hopfield.MinimumProbabilityFlow(ridge=0.0, thresholds=True)
    peers: dict[str, Work] = {"SciPy L-BFGS-B": lambda: peer.minimum_flow(spins)[0]}
    if "HDNET" in os.environ:
        peers["hdnet"] = lambda: peer.hdnet_flow(os.environ["HDNET"], spins)
    compare(
        "MPF with thresholds, N = 512, M = 256",
        lambda: ours.fit(x),
        peers,
        lambda fit, flow: f"flow {fit.objective:.4g}, theirs {flow if isinstance(flow, float) else float('nan'):.4g}",
        rounds,
    )


def quadrature(mu: np.ndarray[Any, Any], sigma: np.ndarray[Any, Any]) -> float:
    """P(X1 + X2 <= 1) by SciPy."""

    def density(x: float) -> float:
        rest = scipy.stats.lognorm.cdf(1 - x, sigma[1], scale=np.exp(mu[1]))
        return float(scipy.stats.lognorm.pdf(x, sigma[0], scale=np.exp(mu[0])) * rest)

    return float(scipy.integrate.quad(density, 0, 1, epsabs=1e-12, epsrel=1e-10, limit=400)[0])


def sums(threads: int, rounds: int) -> None:
    rng = np.random.default_rng(0)
    mu, sigma = rng.normal(0, 0.5, (20, 2)), rng.uniform(0.3, 1.2, (20, 2))
    compare(
        "P(X1 + X2 <= 1), 20 sums",
        lambda: lognormal.sum_cdf(np.ones(20), mu, sigma),
        {"SciPy quadrature": lambda: np.array([quadrature(m, s) for m, s in zip(mu, sigma, strict=True)])},
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
    import infomax as peer  # benches/peers/infomax.py

    for n, length in ((50, 400_000), (432, 50_000)):
        network = infomax.Network.random(n, rate=0.02, rng=0)
        _, w, h, x = peer.start(n)
        columns = np.ascontiguousarray(w.T)
        peer.numba_steps(columns, h, x, 10)
        compare(
            f"{length} steps of recurrent infomax, N = {n}",
            lambda: network.copy().run(length, rng=1),
            {"numba": lambda: peer.numba_steps(columns, h.copy(), x.copy(), length)},
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
        sums(options.threads, options.rounds)
        tails(options.rounds)
        steps(options.rounds)


if __name__ == "__main__":
    main()
