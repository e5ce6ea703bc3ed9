"""Writing, training and recall of Hopfield networks in NumPy and SciPy.

MPF minimises the objective of hdnet (couplings and thresholds on 0/1 patterns, mean over patterns)
with the minimiser and the stopping rule it uses, SciPy's L-BFGS-B with its defaults. The flow it
ends at is noted as a sum over patterns: that is what the Rust side is asked to reach. package.py also
calls hdnet's own class, from a checkout of hdnet (github.com/team-hdnet/hdnet, GPLv3) in the folder HDNET.
"""

import os
import time

import numpy as np
from scipy.optimize import minimize


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


def recall_together(w, cues):
    """Synchronous recall of all cues with matrix products; cues that rest or cycle drop out."""
    w, states = w.T.copy(), cues.copy()
    going, before = np.arange(len(states)), np.zeros_like(states)
    for _ in range(200):
        now = states[going]
        fields = now @ w
        new = np.where(fields == 0, now, np.sign(fields))
        rests = (new == now).all(axis=1)
        cycles = (new == before[going]).all(axis=1)
        before[going], states[going] = now, new
        going = going[~(rests | cycles)]
        if not going.size:
            break
    return states


def writing(rule, units, count):
    def prepare(read):
        x = read(f"messages_{units}_{count}")
        return lambda: rule(x)

    return prepare


def flow_of_scipy(units, count):
    def prepare(read):
        s = read(f"messages_{units}_{count}")
        return lambda: f"flow {minimum_flow(s)[0]:.4g}"

    return prepare


def gradient(units):
    def prepare(read):
        w, cues, targets = (read(f"trained_{units}_{part}") for part in ("weights", "cues", "targets"))
        return lambda: unrolled_gradient(w, cues, targets)

    return prepare


def recall(rule, kind):
    def prepare(read):
        w, cues = read(f"recall_{rule}_weights").astype(kind), read("recall_cues").astype(kind)
        return lambda: recall_together(w, cues)

    return prepare


def works():
    """By name, what makes a work ready from a function that reads arrays."""
    return {
        "HOP, N = 2000, M = 1000": writing(hebbian, 2000, 1000),
        "PSE, N = 2000, M = 1000": writing(pseudo_inverse, 2000, 1000),
        **{f"MPF, N = {n}, M = {m}": flow_of_scipy(n, m) for n, m in ((512, 256), (1024, 512))},
        **{f"TRN gradient, N = {n}": gradient(n) for n in (128, 512, 2000)},
        **{
            f"recall of 10,000 cues, {name}, {kind.__name__}": recall(name.lower(), kind)
            for name in ("Hebb", "EASE")
            for kind in (np.float32, np.float64)
        },
    }
