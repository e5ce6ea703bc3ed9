"""The closed-form information of benches/mi.rs (N = 25, n = 20, d = 20) in numpy.

    pip install numpy
    python benches/peers/mi.py
"""

import timeit

import numpy as np

PATTERNS, NEURONS, SYNAPSES = 25, 20, 20


def sample(rng):
    covariances = []
    for _ in range(PATTERNS):
        q, _ = np.linalg.qr(rng.normal(size=(NEURONS, NEURONS)))
        eigenvalues = np.abs(rng.normal(0.01, 1.2, NEURONS))
        covariances.append((q * eigenvalues) @ q.T + 0.7)
    return np.zeros((PATTERNS, NEURONS)), np.array(covariances)


def information(mu, sigma, i, j, about):
    """MI in nats: weight moments by Fenton and Wilkinson, entropies by Cholesky."""
    rows = sigma[:, i, :] + sigma[:, j, :]
    c = rows[:, :, i] + rows[:, :, j]
    mean = mu[:, i] + mu[:, j] + np.einsum("kaa->ka", c) / 2
    excess = np.expm1(c)

    def law(keep):
        m, top = mean[keep], mean[keep].max(0)
        p = np.exp(m - top)
        total = p.sum(0)
        p /= total
        s = np.log1p(np.einsum("ka,kb,kab->ab", p, p, excess[keep], optimize=True))
        return top + np.log(total) - np.diag(s) / 2, np.log(np.diag(np.linalg.cholesky(s))).sum()

    others = np.arange(len(mu)) != about
    (m, d), (ml, dl) = law(slice(None)), law(others)
    return (m - ml).sum() + d - dl


def main():
    rng = np.random.default_rng(1)
    mu, sigma = sample(rng)
    upper = np.stack(np.triu_indices(NEURONS, 1))
    i, j = upper[:, rng.permutation(upper.shape[1])[:SYNAPSES]]
    for name, work, count in [
        ("closed form", lambda: information(mu, sigma * 0.1, i, j, 3), 2000),
        ("one sample of set 3", lambda: sample(rng), 500),
    ]:
        seconds = min(timeit.repeat(work, number=count, repeat=5)) / count
        print(f"{name}: {1e6 * seconds:.0f} microseconds")


if __name__ == "__main__":
    main()
