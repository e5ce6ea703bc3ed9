"""Golden values of fits of discrete distributions: run with powerlaw 2.0.0, mpmath and SciPy.

    python tails.py > tails.json

Data sets: those of integers that powerlaw carries (words of Moby Dick, deaths by terrorism, intensities of
solar flares). For each, what powerlaw finds, and the same with mpmath or SciPy from the definitions alone.
"""

import json
import warnings

import mpmath as mp
import numpy as np
import powerlaw
from scipy import optimize, special

warnings.filterwarnings("ignore")
mp.mp.dps = 20


def zeta_fit(x, low):
    """Exponent, its standard error, and log-likelihood of the zeta distribution, with mpmath."""
    mean = mp.fsum(mp.log(mp.mpf(int(v))) for v in x) / len(x)
    d = lambda a, k: mp.zeta(a, low, derivative=k)
    a = mp.findroot(lambda a: -d(a, 1) / d(a, 0) - mean, 2.0)
    variance = d(a, 2) / d(a, 0) - (d(a, 1) / d(a, 0)) ** 2
    ll = -len(x) * (a * mean + mp.log(d(a, 0)))
    return float(a), float(1 / mp.sqrt(len(x) * variance)), float(ll)


def cut_off_fit(x, low):
    """The power law with cut-off, its normaliser summed term by term."""
    s = np.arange(low, low + 30 * x.max(), dtype=float)
    ln_s, mean = np.log(s), (np.log(x).mean(), x.mean())

    def objective(p):
        e = -p[0] * ln_s - np.exp(p[1]) * s
        top = e.max()
        return p[0] * mean[0] + np.exp(p[1]) * mean[1] + top + np.log(np.exp(e - top).sum())

    best = optimize.minimize(objective, [1.5, np.log(1e-3)], method="Nelder-Mead",
                             options=dict(xatol=1e-9, fatol=1e-14, maxiter=4000))
    return float(best.x[0]), float(np.exp(best.x[1])), float(-len(x) * best.fun)


def rounded_fit(x, low, ln_between, start):
    values, n = np.unique(x, return_counts=True)

    def objective(p):
        whole = ln_between(np.array([low - 0.5]), np.array([np.inf]), p)[0]
        return -(n * (ln_between(values - 0.5, values + 0.5, p) - whole)).sum() / len(x)

    best = optimize.minimize(objective, start, method="Nelder-Mead",
                             options=dict(xatol=1e-10, fatol=1e-15, maxiter=8000))
    return best.x, float(-len(x) * best.fun)


def normal_between(a, b, p):
    z1, z2 = ((np.log(v) - p[0]) / np.exp(p[1]) for v in (a, b))
    lo, hi = special.log_ndtr(-z1), special.log_ndtr(-z2)
    return lo + np.log1p(-np.exp(hi - lo))


def weibull_between(a, b, p):
    beta, rate = np.exp(p[0]), np.exp(p[1])
    u, v = (rate * a) ** beta, (rate * b) ** beta
    return -u + np.log(-np.expm1(u - v))


def case(name, low):
    x = powerlaw.load_test_dataset(name)
    x = np.asarray(x[x >= 1], dtype=int)
    values, counts = np.unique(x, return_counts=True)
    tail = x[x >= low]
    fit = powerlaw.Fit(x, discrete=True, xmin=low, estimate_discrete=False, verbose=0)
    rough = powerlaw.Fit(x, discrete=True, xmin=low, estimate_discrete=True, verbose=0)
    a, error, ll = zeta_fit(tail, low)
    cut = cut_off_fit(tail, low)
    log_normal, ll_normal = rounded_fit(tail, low, normal_between, [np.log(tail).mean(), 0.3])
    weibull, ll_weibull = rounded_fit(tail, low, weibull_between, [-0.7, -np.log(tail.mean())])
    compare = {}
    for other in ["exponential", "truncated_power_law", "lognormal", "stretched_exponential"]:
        try:
            compare[other] = fit.distribution_compare("power_law", other, normalized_ratio=True)
        except Exception as fault:  # noqa: BLE001
            compare[other] = str(fault)
    return dict(
        name=name, low=low, sizes=values.tolist(), counts=counts.tolist(),
        zeta=dict(exponent=-a, std_error=error, ln_likelihood=ll),
        truncated=dict(exponent=-cut[0], rate=cut[1], ln_likelihood=cut[2]),
        log_normal=dict(mu=log_normal[0], sigma=float(np.exp(log_normal[1])), ln_likelihood=ll_normal),
        stretched=dict(stretch=float(np.exp(weibull[0])), rate=float(np.exp(weibull[1])), ln_likelihood=ll_weibull),
        powerlaw=dict(
            alpha=fit.power_law.alpha, distance=fit.power_law.D, std_error=fit.power_law.standard_err,
            alpha_estimated=rough.power_law.alpha,
            truncated=[fit.truncated_power_law.parameter1, fit.truncated_power_law.parameter2],
            log_normal=[fit.lognormal.mu, fit.lognormal.sigma],
            compare={k: v if isinstance(v, str) else [float(v[0]), float(v[1])] for k, v in compare.items()},
        ),
    )


def number(x):
    return x.item() if isinstance(x, np.generic) else float(x)


cases = [case("words", 7), case("words", 1), case("terrorism", 12), case("flares", 323)]
found = powerlaw.Fit(powerlaw.load_test_dataset("words"), discrete=True, estimate_discrete=False, verbose=0)
words = dict(low=found.xmin, alpha=found.alpha, distance=found.D)
print(json.dumps(dict(cases=cases, words_lower_end=words), default=number, indent=0))
