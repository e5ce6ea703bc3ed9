"""The work of benches/hopfield.rs in numpy and scipy, on one core, in CPU seconds.

    OPENBLAS_NUM_THREADS=1 python benches/peers/hopfield.py

MPF minimises the objective of hdnet (couplings and thresholds on 0/1 patterns, mean over patterns)
with the minimiser and the stopping rule it uses, scipy's L-BFGS-B with its defaults. The flow it
ends at is printed as a sum over patterns: that is what the Rust side is asked to reach. With a
checkout of hdnet (github.com/team-hdnet/hdnet, GPLv3) in the folder HDNET, its own class runs as well.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import time

import numpy as np
from scipy.optimize import minimize


def best_of(repeats, work):
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def patterns(n, m, seed=1):
    return np.where(np.random.default_rng(seed).random((m, n)) < 0.5, -1.0, 1.0)


def hebbian(x):
    w = x.T @ x
    np.fill_diagonal(w, 0.0)
    return w


def pseudo_inverse(x):
    return x.T @ np.linalg.solve(x @ x.T, x)


def flow(flat, x, s):
    m, n = x.shape
    j = flat.reshape(n, n)
    e = np.exp(0.5 * np.diag(j) - s * (x @ j.T))
    g = 0.5 * np.diag(e.sum(axis=0)) - x.T @ (e * s)
    g = 0.5 * (g + g.T)
    return e.sum() / m, g.ravel() / m


def minimum_flow(s):
    n = s.shape[1]
    x = 0.5 * (s + 1.0)
    result = minimize(flow, np.zeros(n * n), args=(x, s), jac=True, method="L-BFGS-B")
    return result.fun * len(s), result.nfev


def hdnet_flow(folder, s):
    """hdnet's own class, loaded without the rest of the package and its many dependencies."""
    source = open(os.path.join(folder, "hdnet", "hopfield.py")).read().split("\n")
    own = [line for line in source if not line.startswith(("from hdnet", "from .", "from __future"))]
    quiet = type("Log", (), {"debug": print, "info": print})()
    names = {"Restoreable": type("Restoreable", (object,), {}), "hdlog": quiet, "__name__": "hopfield"}
    exec(compile("\n".join(own), "hopfield.py", "exec"), names)
    network, x = names["HopfieldNetMPF"](s.shape[1]), ((s + 1) // 2).astype(int)
    start = time.process_time()
    status = network.store_patterns_using_mpf(x)
    spent = time.process_time() - start
    return spent, network.objective_function(x) * len(x), status["funcalls"]


def unrolled_gradient(w, probes, targets, steps=3):
    states = [probes]
    for _ in range(steps):
        states.append(np.tanh(states[-1] @ w.T))
    delta = states[-1] - targets
    gradient = delta.T @ states[-2]
    for t in range(steps - 1, 0, -1):
        delta = (delta @ w) * (1.0 - states[t] ** 2)
        gradient += delta.T @ states[t - 1]
    return gradient


def recall_one_by_one(w, cues):
    for x in cues:
        while True:
            y = np.sign(w @ x)
            if np.array_equal(x, y):
                break
            x = y


def recall_together(w, cues):
    states = cues.T.copy()
    while True:
        following = np.sign(w @ states)
        if np.array_equal(states, following):
            break
        states = following


def many_cues():
    """10,000 cues at N = 1000, 50 messages with 10 % flips: what benches/hopfield.rs calls many_cues."""
    x = patterns(1000, 50)
    w = hebbian(x)
    rng = np.random.default_rng(2)
    cues = np.repeat(x, 200, axis=0)
    for cue in cues:
        cue[rng.choice(1000, 100, replace=False)] *= -1.0
    print(f"recall one by one f64   {best_of(2, lambda: recall_one_by_one(w, cues)):.3f} s")
    print(f"recall together f64     {best_of(2, lambda: recall_together(w, cues)):.3f} s")
    w, cues = w.astype(np.float32), cues.astype(np.float32)
    print(f"recall together f32     {best_of(2, lambda: recall_together(w, cues)):.3f} s")


def main():
    many_cues()
    x = patterns(2000, 1000)
    print(f"HOP  N=2000 M=1000      {best_of(5, lambda: hebbian(x)):.4f} s")
    print(f"PSE  N=2000 M=1000      {best_of(3, lambda: pseudo_inverse(x)):.4f} s")
    for n, m in [(512, 256), (1024, 512)]:
        s = patterns(n, m)
        start = time.process_time()
        value, evaluations = minimum_flow(s)
        spent = time.process_time() - start
        print(f"MPF  N={n} M={m}  {spent:.4f} s, flow {value:.4g} after {evaluations} evaluations")
        if "HDNET" in os.environ:
            spent, value, evaluations = hdnet_flow(os.environ["HDNET"], s)
            print(f"     hdnet itself   {spent:.4f} s, flow {value:.4g} after {evaluations} evaluations")
    for n, repeats in [(128, 200), (512, 30), (2000, 5)]:
        probes, targets = patterns(n, 512), patterns(n, 512, 2)
        w = np.random.default_rng(3).normal(size=(n, n)) / np.sqrt(n)
        spent = best_of(repeats, lambda: unrolled_gradient(w, probes, targets))
        print(f"TRN  N={n} B=512 L=3    {spent:.5f} s for one gradient")


if __name__ == "__main__":
    main()
