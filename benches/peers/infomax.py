"""Steps of recurrent infomax in NumPy and numba, and the gradient of a block in NumPy.

A step: add the columns of the firing neurons, fire with p_max/(1 + exp(h - Wx)), move the
thresholds. numba runs the whole loop compiled and, like the crate, over firing neurons only.
The gradient (N = 1000): C and E of 10,000 steps, and V from C and E, by OpenBLAS.
"""

import numba
import numpy as np

P_MAX, RATE, EPSILON = 0.95, 0.02, 0.01


def start(n):
    rng = np.random.default_rng(1)
    w = rng.uniform(-0.5, 0.5, (n, n))
    return rng, w, np.full(n, np.log(P_MAX / RATE - 1)), np.zeros(n)


def numpy_steps(w, h, x, steps, rng):
    for _ in range(steps):
        p = P_MAX / (1 + np.exp(h - w @ x))
        x = (rng.random(len(h)) < p).astype(float)
        h += EPSILON * (x - RATE)
    return x


@numba.njit
def numba_steps(columns, h, x, steps):
    n, spikes = len(h), 0
    u = np.empty(n)
    for _ in range(steps):
        u[:] = h
        for j in range(n):
            if x[j] > 0:
                for i in range(n):
                    u[i] -= columns[j, i]
        for i in range(n):
            x[i] = 1.0 if np.random.random() < P_MAX / (1 + np.exp(u[i])) else 0.0
            h[i] += EPSILON * (x[i] - RATE)
            spikes += int(x[i])
    return spikes


def moments(x):
    d = x - RATE
    c = d.T @ d / len(x) + 1e-3 * np.eye(x.shape[1])
    return c, d[1:].T @ d[:-1] / (len(x) - 1)


def gradient(c, e):
    """V = C[(2/C - D11 - D22) o J0]E - U0 o D21, by inverses of N x N matrices."""
    precision = np.linalg.inv(c)
    a = e @ precision
    first = np.linalg.inv(c - a @ e.T)
    forward = first @ a
    bracket = precision - first - a.T @ forward
    np.fill_diagonal(bracket, 0)
    v = RATE * (1 - RATE)
    return c @ bracket @ e + ((1 - 2 * RATE) ** 2 * e + v * v - e * e) * forward


def thresholds(n):
    """Thresholds at which silent networks fire at the rate, and a silent state."""
    return np.full(n, np.log(P_MAX / RATE - 1)), np.zeros(n)


def by_numba(n, steps):
    def prepare(read):
        columns = np.ascontiguousarray(read(f"infomax_{n}").T)
        h, x = thresholds(n)
        numba_steps(columns, h, x, 1000)
        return lambda: numba_steps(columns, h, x, steps) and None, steps

    return prepare


def by_numpy(n, steps):
    def prepare(read):
        w, rng = read(f"infomax_{n}"), np.random.default_rng(1)
        h, x = thresholds(n)
        return lambda: numpy_steps(w, h, x, steps, rng) is None, steps

    return prepare


def of_moments(read):
    x = read("raster")
    return lambda: moments(x)


def of_gradient(read):
    c, e = moments(read("raster"))
    return lambda: gradient(c, e)


def works():
    """By name, what makes a work ready from a function that reads arrays."""
    return {
        "a step, N = 50, numba": by_numba(50, 100_000),
        "a step, N = 50, NumPy": by_numpy(50, 3_000),
        "a step, N = 432, numba": by_numba(432, 10_000),
        "a step, N = 432, NumPy": by_numpy(432, 1_000),
        "C and E of 10,000 steps, N = 1000": of_moments,
        "gradient from C and E, N = 1000": of_gradient,
    }
