"""The work of benches/infomax.rs in numpy and numba, one thread.

    pip install numpy numba
    OPENBLAS_NUM_THREADS=1 python benches/peers/infomax.py

A step: add the columns of the firing neurons, fire with p_max/(1 + exp(h - Wx)), move the
thresholds. numba runs the whole loop compiled and, like the crate, over firing neurons only.
The gradient (N = 1000): C and E of 10,000 steps, and V from C and E, by OpenBLAS.
"""

import timeit

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


def best(work, number=1):
    return min(timeit.repeat(work, number=number, repeat=5)) / number


def main():
    for n, few, many in [(50, 3000, 300_000), (432, 1000, 20_000)]:
        rng, w, h, x = start(n)
        columns = np.ascontiguousarray(w.T)
        numba_steps(columns, h, x, 10)
        fast = best(lambda: numba_steps(columns, h, x, many)) / many
        slow = best(lambda: numpy_steps(w, h, x, few, rng)) / few
        print(f"N = {n}: numpy {1e9 * slow:.0f} ns per step, numba {1e9 * fast:.0f} ns per step")
    x = (np.random.default_rng(2).random((10_000, 1000)) < RATE).astype(float)
    c, e = moments(x)
    print(f"N = 1000: C and E {1e3 * best(lambda: moments(x)):.0f} ms, ", end="")
    print(f"gradient from C and E {1e3 * best(lambda: gradient(c, e)):.0f} ms")


if __name__ == "__main__":
    main()
