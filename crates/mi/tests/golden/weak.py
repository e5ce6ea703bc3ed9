"""Writes weak.json: the information about weak patterns in 100 decimal digits. python weak.py"""

import json
import random

from mpmath import mp, mpf, matrix, exp, log, nstr

mp.dps = 100
random.seed(15)


def covariance(d):
    """A random correlation matrix times random spreads, as doubles."""
    a = [[random.gauss(0, 1) for _ in range(d)] for _ in range(d)]
    c = [[sum(x * y for x, y in zip(p, q)) / d for q in a] for p in a]
    s = [random.choice([0.1, 0.5, 1.0]) * random.uniform(0.5, 1.5) for _ in range(d)]
    scale = [s[i] / (c[i][i] + 0.3) ** 0.5 for i in range(d)]
    return [[scale[i] * scale[j] * (c[i][j] + (0.3 if i == j else 0)) for j in range(d)] for i in range(d)]


def symmetric(c):
    return [[c[max(i, j)][min(i, j)] for j in range(len(c))] for i in range(len(c))]


def fit(mu, sigma, pairs):
    """ln E w and the covariance of ln w by Fenton-Wilkinson, straight from the moments."""
    n = len(pairs)
    mean, second = [mpf(0)] * n, matrix(n, n)
    for m, s in zip(mu, sigma):
        def moment(units):
            e = sum(mpf(m[i]) for i in units)
            return exp(e + sum(mpf(s[i][j]) for i in units for j in units) / 2)
        own = [moment(p) for p in pairs]
        for a, p in enumerate(pairs):
            mean[a] += own[a]
            for b, q in enumerate(pairs):
                second[a, b] += moment(p + q) - own[a] * own[b]
    c = matrix(n, n)
    for a in range(n):
        for b in range(n):
            c[a, b] = log(1 + second[a, b] / mean[a] / mean[b])
    return [log(x) for x in mean], c


def information(mu, sigma, pairs, about):
    rest = [k for k in range(len(mu)) if k != about]
    l1, c1 = fit(mu, sigma, pairs)
    l0, c0 = fit([mu[k] for k in rest], [sigma[k] for k in rest], pairs)
    minors = [mp.det(c[:k, :k]) for c in (c0, c1) for k in range(1, len(pairs) + 1)]
    if min(minors) <= 0:
        return mpf(0)
    rise = sum(l1[a] - c1[a, a] / 2 - l0[a] + c0[a, a] / 2 for a in range(len(pairs)))
    return rise + (log(mp.det(c1)) - log(mp.det(c0))) / 2


cases = []
while len(cases) < 60:
    d, count = random.randint(3, 6), random.randint(2, 6)
    every = [(i, j) for i in range(d) for j in range(i + 1, d)]
    n = random.randint(1, min(len(every), d - 1, 5))
    pairs = random.sample(every, n)
    about = random.randrange(count)
    shared = random.random() < 0.3
    one = symmetric(covariance(d))
    sigma = [one if shared else symmetric(covariance(d)) for _ in range(count)]
    weak = random.uniform(-9, -1)
    mu = [[random.gauss(weak if k == about else 0, 0.5) for _ in range(d)] for k in range(count)]
    nats = information(mu, sigma, pairs, about)
    if mpf("1e-9") < nats < mpf("1e-2") * n:
        cases.append(dict(mu=mu, sigma=sigma, pairs=pairs, about=about, nats=nstr(nats, 40)))
with open("weak.json", "w") as file:
    json.dump(dict(cases=cases), file, separators=(",", ":"))
