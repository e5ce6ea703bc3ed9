"""The closed-form information (N = 25, n = d = 20) and samples of random patterns in NumPy."""

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


def features(covariances):
    """Mean determinant, condition number and part outside of the diagonal."""
    values = np.linalg.eigvalsh(covariances)
    trace = np.einsum("kaa->k", covariances)
    outside = (np.abs(covariances).sum(axis=(1, 2)) - trace) / trace
    return np.linalg.det(covariances).mean(), (values[:, -1] / values[:, 0]).mean(), outside.mean()


def closed_form(read):
    sigma = read("covariances").reshape(PATTERNS, NEURONS, NEURONS)
    i, j = read("synapses").astype(int).T
    mu = np.zeros((PATTERNS, NEURONS))
    return lambda: information(mu, sigma, i, j, 3)


def one_sample(read):
    rng = np.random.default_rng(1)
    return lambda: sample(rng)


def sample_with_features(read):
    rng = np.random.default_rng(1)
    return lambda: features(sample(rng)[1])


def works():
    """By name, what makes a work ready from a function that reads arrays."""
    return {
        "closed form, N = 25, n = d = 20": closed_form,
        "one sample of set 3": one_sample,
        "one sample of set 3 with its features": sample_with_features,
    }
