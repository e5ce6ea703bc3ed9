"""Writes tails.json: probabilities of log-normals, their sums and mixtures to 30 digits (mpmath).

Sums are computed by another method than the crate's: the Laplace transform of every term, by the
trapezoidal rule on a line that is rotated into the complex plane, multiplied, and inverted on
the hyperbola of Weideman & Trefethen (Math. Comp. 76, 1341, 2007) with 85 digits. Two terms are
checked by direct quadrature. Takes ten minutes.
"""

import json
import sys

from mpmath import mp, mpf, mpc, exp, log, log1p, sqrt, pi, erfc, quad, sin, cos, arg

mp.dps = 85
POINTS = 75


def cdf(z):
    return erfc(-z / sqrt(2)) / 2


def ln_cdf(z):
    return log(cdf(z)) if z < 0 else log1p(-cdf(-z))


def text(value):
    return mp.nstr(value, 30, strip_zeros=False)


def transform(s, mu, sigma):
    """E e^(-sX), the path of ln X shifted by -i·(¾ arg s)."""
    phi = -arg(s) * mpf(3) / 4
    left = mpf(pi) / 2 - abs(arg(s) + phi)
    step = 2 * pi * min(left / sigma, 1.2) / (mp.dps * 2.4)
    scaled = s * exp(mp.mpc(mu, phi))
    factor = exp(sigma * step)
    reach = int(sqrt(2 * mp.dps * log(10)) / step) + 1
    total = mpc(0)
    shift = mp.mpc(0, phi / sigma)
    grown = exp(-sigma * step * reach)
    for i in range(-reach, reach + 1):
        u = i * step
        total += exp(-scaled * grown - (u + shift) ** 2 / 2)
        grown *= factor
    return total * step / sqrt(2 * pi)


def probability(terms, x):
    """Pr(S <= x) with an absolute error of about 1e-70."""
    alpha, h = mpf("1.172104229"), mpf("1.081792140") / POINTS
    scale = mpf("4.492075") * POINTS / x
    groups = {}
    for term in terms:
        groups[term] = groups.get(term, 0) + 1
    total = mpf(0)
    for k in range(POINTS):
        u = (k + mpf(1) / 2) * h
        s = scale * (1 + sin(mpc(0, u) - alpha))
        slope = scale * mpc(0, 1) * cos(mpc(0, u) - alpha)
        value = exp(s * x) / s * slope
        for (mu, sigma), count in groups.items():
            value *= transform(s, mpf(mu), mpf(sigma)) ** count
        total += value.imag
    return h * total / pi


def two_terms(terms, x):
    (m1, s1), (m2, s2) = [(mpf(m), mpf(s)) for m, s in terms]
    f = lambda y: exp(-((y - m1) / s1) ** 2 / 2) / (s1 * sqrt(2 * pi)) * cdf((log(x - exp(y)) - m2) / s2)
    top = log(x)
    edges = [top - 60 * s1] + [top - mpf(2) ** k for k in range(5, -12, -1) if 2 ** k < 60 * s1] + [top]
    return quad(f, edges)


def univariate():
    rows = []
    cases = [
        (0, "0.149", ["6.68", "0.15", "1.0001", "0.5"]),
        (0, "15", ["1e-252", "1e252", "1"]),
        (0, "10", ["2.24e-168", "1e-300"]),
        (0, "5", ["1.38e-87", "5e-324", "1e80"]),
        ("-3", "0.45", ["1e-8", "0.05", "12", "1e10"]),
        ("700", "1", ["1e305", "1e290"]),
        ("0.5", "1e-8", ["1.64872124", "1.64872130", "1.6487210"]),
        ("0", "1", ["1e-16", "5e15", "3e16", "1e100", "1e-300"]),
    ]
    for mu, sigma, points in cases:
        for x in points:
            # The double nearest to each number, as the crate reads it.
            m, s, p = mpf(float(mu)), mpf(float(sigma)), mpf(float(x))
            z = (log(p) - m) / s
            rows.append(dict(
                mu=float(mu), sigma=float(sigma), x=float(x), cdf=text(cdf(z)), survival=text(cdf(-z)),
                ln_cdf=text(ln_cdf(z)), ln_survival=text(ln_cdf(-z)),
                ln_pdf=text(-z * z / 2 - log(s * sqrt(2 * pi)) - log(p)),
            ))
    return rows


def sums():
    t = lambda mu, sigma: (float(mu), float(sigma))
    cases = [
        ("B3", [t(0, 1)] * 2, [1e-4, 1e-3, 0.01, 0.05, 2.0, 100.0, 1e4, 1e6]),
        ("three alike", [t(0, 1)] * 3, [0.05, 3.0, 1e3, 1e6]),
        ("ten narrow", [t(0.5, 0.25)] * 10, [9.0, 13.0, 17.0, 20.0, 40.0]),
        ("fifty", [t(0, 1)] * 50, [25.0, 80.0, 300.0, 1e4]),
        ("sixteen broad", [t(-1, 2)] * 16, [0.5, 20.0, 1e4, 1e8]),
        ("two broad", [t(0, 3), t(1, 3)], [1e-8, 1.0, 1e6, 1e15]),
        ("mixed", [t(0, 0.25), t(-1, 1.5), t(0.5, 0.7), t(-2, 3)], [0.5, 1.0, 3.0, 50.0, 1e9]),
        ("unequal sizes", [t(-3, 1), t(0, 0.5), t(2, 0.3)], [2.5, 8.0, 25.0, 60.0]),
    ]
    rows = []
    for name, terms, points in cases:
        for x in points:
            below = probability(terms, mpf(x))
            if name in ("B3", "two broad"):
                direct = two_terms(terms, mpf(x))
                assert abs(direct - below) < mpf(10) ** -60, (name, x, direct, below)
            print(name, x, mp.nstr(below, 20), mp.nstr(1 - below, 20), file=sys.stderr)
            rows.append(dict(
                name=name, mu=[m for m, _ in terms], sigma=[s for _, s in terms], x=x,
                cdf=text(below), survival=text(1 - below),
            ))
    return rows


def correlated():
    """Fenton-Wilkinson from the moments of the sum."""
    rows = []
    l = [log(mpf(c)) for c in ("1.2", "1.5", "1.1")]
    r = [[1, mpf("0.4"), mpf("0.1")], [mpf("0.4"), 1, mpf("0.4")], [mpf("0.1"), mpf("0.4"), 1]]
    chain = [[r[i][j] * l[i] * l[j] for j in range(3)] for i in range(3)]
    apart = [[chain[i][j] if i == j else mpf(0) for j in range(3)] for i in range(3)]
    mus = [log(mpf(c)) for c in (110, 100, 80)]
    pair = lambda rho, s1, s2: [[s1 * s1, rho * s1 * s2], [rho * s1 * s2, s2 * s2]]
    cases = [
        ("B7", mus, chain), ("B7 as if independent", mus, apart),
        ("B7 opposite", [mpf(0)] * 2, pair(-1, mpf(1), mpf(1))),
        ("equal", [mpf(0)] * 2, pair(1, mpf(1), mpf(1))),
        ("narrow", [mpf(0), mpf(1)], pair(mpf("-0.5"), mpf("0.001"), mpf("0.002"))),
        ("overflowing", [mpf(300), mpf(-300)], pair(mpf("0.5"), mpf(30), mpf(20))),
    ]
    for name, mu, c in cases:
        n = len(mu)
        mean = sum(exp(mu[i] + c[i][i] / 2) for i in range(n))
        second = sum(exp(mu[i] + mu[j] + (c[i][i] + c[j][j]) / 2 + c[i][j]) for i in range(n) for j in range(n))
        squared = log(second / mean ** 2)
        rows.append(dict(
            name=name, mu=[float(m) for m in mu], covariance=[[float(x) for x in row] for row in c],
            fit_mu=text(log(mean) - squared / 2), fit_sigma=text(sqrt(squared)),
        ))
    return rows


def mixtures():
    rows = []
    for weights, mus, sigmas in [
        (["0.6", "0.4"], ["-3", "-1.8"], ["0.45", "0.5"]),
        (["0.2", "0.3", "0.5"], ["0", "1", "5"], ["0.01", "2", "0.5"]),
        (["0.5", "0.5"], ["0", "1e-3"], ["1", "1"]),
    ]:
        p, m, s = [[mpf(float(v)) for v in values] for values in (weights, mus, sigmas)]
        g = lambda k, z: exp(-((z - m[k]) / s[k]) ** 2 / 2) / (s[k] * sqrt(2 * pi))
        def f(z):
            parts = [p[k] * g(k, z) for k in range(len(p))]
            whole = sum(parts)
            return sum(q * log(q / p[k] / whole) for k, q in enumerate(parts) if q > 0)
        edges = sorted({m[k] + s[k] * d for k in range(len(p)) for d in (-40, -20, -10, -5, -2, 0, 2, 5, 10, 20, 40)})
        with mp.workdps(25):
            information = quad(f, edges)
        within = sum(p[k] * (m[k] + log(s[k] * sqrt(2 * pi)) + mpf(1) / 2) for k in range(len(p)))
        rows.append(dict(
            weights=[float(v) for v in weights], mu=[float(v) for v in mus], sigma=[float(v) for v in sigmas],
            information=mp.nstr(information, 18), entropy=mp.nstr(information + within, 18),
        ))
    return rows


if __name__ == "__main__":
    data = dict(univariate=univariate(), correlated=correlated(), mixtures=mixtures(), sums=sums())
    json.dump(data, open("tails.json", "w"), indent=1)
