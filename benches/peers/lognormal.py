"""Distribution functions of sums with SciPy's quadrature."""

import numpy as np
import scipy.integrate
import scipy.stats


def quadrature(end, mu, sigma):
    """P(X1 + X2 <= end) with SciPy."""

    def density(x):
        rest = scipy.stats.lognorm.cdf(end - x, sigma[1], scale=np.exp(mu[1]))
        return scipy.stats.lognorm.pdf(x, sigma[0], scale=np.exp(mu[0])) * rest

    return scipy.integrate.quad(density, 0, end, epsabs=1e-12, epsrel=1e-10, limit=400)[0]


def sum_of_two(read):
    mu, sigma, ends = (0.0, 0.5), (0.8, 1.2), np.geomspace(0.05, 50, 100)
    return lambda: [quadrature(end, mu, sigma) for end in ends], len(ends)


def works():
    """By name, what makes a work ready from a function that reads arrays."""
    return {"P(X1 + X2 <= x)": sum_of_two}
