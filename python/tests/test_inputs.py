"""Every kind of array that lognormal and mi accept or refuse, in each function that takes arrays."""

import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from synaptome import SynaptomeError, lognormal, mi

EYE = np.eye(2)
SUM = lognormal.SumDistribution([0.0, 0.0], [1.0, 2.0])
MIXTURE = lognormal.Mixture([0.5, 0.5], [0.0, 1.0], [1.0, 2.0])
VECTOR = lognormal.Multivariate([0.0, 0.0], EYE)
PATTERNS = mi.Patterns([[0.0, 1.0], [1.0, 0.0]], EYE)
NETWORK = mi.ContinuousNetwork([[1.0, 2.0]])
DECODER = mi.Decoder(PATTERNS, [[0, 1]], [20.0])
GROUPS = [0, 0, 0, 0, 1, 1, 1, 1]

#: Functions of one array, the array of small whole numbers that they are given, and the name of the argument.
ARRAYS: list[tuple[Callable[[Any], object], Any, str]] = [
    *[
        (lambda x, f=f: f(x, 0.0, 1.0), [[1, 2], [3, 4]], "x")
        for f in (lognormal.cdf, lognormal.sf, lognormal.logcdf, lognormal.logsf, lognormal.pdf, lognormal.logpdf)
    ],
    *[(lambda x, f=f: f(x, 0.0, 1.0), [[0, 1], [1, 0]], "q") for f in (lognormal.ppf, lognormal.isf)],
    *[
        (lambda x, f=f: f(x, 1.0), [[1, 2], [3, 4]], "mu")
        for f in (lognormal.mean, lognormal.logvar, lognormal.entropy, lognormal.mode, lognormal.kurtosis)
    ],
    (lambda x: lognormal.cdf(1.0, 0.0, x), [1, 2], "sigma"),
    (lambda x: lognormal.from_moments(x, std=1.0), [1, 2], "mean"),
    (lambda x: lognormal.from_median(1.0, x), [2, 3], "geometric_std"),
    *[
        (lambda x, f=f: f(x, 1.0), [[1, 2, 3], [3, 4, 5]], "mu")
        for f in (
            lognormal.sum_information,
            lognormal.sum_entropy,
            lognormal.exact_sum_information,
            lognormal.sum_log_cumulants,
            lognormal.sum_moments,
            lognormal.fit_sum,
        )
    ],
    (lambda x: lognormal.fit_sum([0.0, 0.0], covariance=x), [[2, 1], [1, 2]], "covariance"),
    (lambda x: lognormal.sum_cdf(x, [0.0], [1.0]), [1, 2], "x"),
    (lambda x: lognormal.correlated_sum_cdf(x, [0.0, 0.0], EYE), [1, 2], "x"),
    (SUM.cdf, [[1, 2], [3, 4]], "x"),
    (SUM.ppf, [0, 1], "q"),
    (MIXTURE.cdf, [[1, 2], [3, 4]], "x"),
    (MIXTURE.responsibilities, [[1, 2], [3, 4]], "x"),
    (VECTOR.logpdf, [[1, 2], [3, 4]], "x"),
    (VECTOR.products, [[1, 2], [3, 4]], "exponents"),
    (lambda x: VECTOR.conditional([0], x), [2], "x"),
    (lambda x: lognormal.Multivariate(x, EYE).mean(), [1, 2], "mu"),
    (lambda x: lognormal.fit_vector_sum(x, EYE), [[1, 2], [3, 4]], "mu"),
    (lognormal.fit, [1, 2, 3, 4], "x"),
    (lognormal.log_normality, range(1, 11), "x"),
    (lambda x: lognormal.fit_mixture(x, max_parts=1, rng=1), range(1, 11), "x"),
    (lambda x: mi.Patterns(x, EYE).mu, [[1, 2], [3, 4]], "mu"),
    (lambda x: mi.Patterns(np.zeros((2, 2)), x).covariance, [[2, 1], [1, 2]], "covariance"),
    (lambda x: mi.Patterns.from_samples(x, GROUPS).mu, [[1, 2], [2, 1], [3, 4], [4, 4]] * 2, "x"),
    (lambda x: mi.mutual_information(PATTERNS, x), [[0, 1]], "pairs"),
    (lambda x: mi.information_of_each(PATTERNS, x), [[0, 1]], "pairs"),
    (lambda x: mi.information_of_prefixes(PATTERNS, x), [[0, 1]], "pairs"),
    (lambda x: mi.mutual_information(PATTERNS, [[0, 1]], about=x), [0, 1], "about"),
    (lambda x: mi.products([[0, 1]], x), [[1, 2], [3, 4]], "log_x"),
    (lambda x: mi.exchangeable_information(5, x, sigma=1.0, rho=0.0), [5, 6], "patterns"),
    (mi.SizePairs, [[1, 2], [2, 3], [4, 3]], "pairs"),
    (lambda x: mi.strength_bins(x, variation=0.1), [1, 2, 4], "sizes"),
    (mi.ranking, [1, 3, 2], "scores"),
    (NETWORK.field, [[1, 2], [3, 4]], "states"),
    (NETWORK.energy, [[1, 2], [3, 4]], "states"),
    (DECODER.log_likelihood, [[1], [2]], "candidates"),
]
#: An array of the same numbers, otherwise.
VARIANTS: dict[str, Callable[[Any], Any]] = {
    "list": lambda x: x.tolist(),
    "int8": lambda x: x.astype(np.int8),
    "big-endian": lambda x: x.astype(">i4"),
    "single": lambda x: x.astype(np.float32),
    "half, big-endian": lambda x: x.astype(">f2"),
    "long double": lambda x: x.astype(np.longdouble),
    "fortran": np.asfortranarray,
    "strided": lambda x: np.repeat(x, 2, axis=0)[::2],
    "backwards": lambda x: np.ascontiguousarray(x[::-1])[::-1],
    "read-only": lambda x: np.frombuffer(x.astype(float).tobytes()).reshape(x.shape),
    "misaligned": lambda x: np.frombuffer(b"." + x.astype(float).tobytes(), offset=1).reshape(x.shape),
}
WRONG: list[Any] = [
    np.array([[1j]]),
    np.array([["1"]]),
    np.array([[None]]),
    np.ma.masked_equal([[1.0]], 1.0),
    [[1.0], [1.0, 2.0]],
    None,
    "1",
    {},
    np.array([["2020-01-01"]], "M8[D]"),
    [[2**53 + 1]],
    [[10**400]],
]


@pytest.mark.parametrize(("call", "given", "name"), ARRAYS)
def test_arrays_of_every_kind_give_the_same(call: Callable[[Any], Any], given: Any, name: str) -> None:
    numbers = np.array(given)
    expected = call(numbers.astype(np.float64))
    for kind, variant in VARIANTS.items():
        found = call(variant(numbers))
        same = np.array_equal(found, expected) if isinstance(expected, np.ndarray) else found == expected
        assert same, kind


@pytest.mark.parametrize(("call", "given", "name"), ARRAYS)
def test_what_is_no_array_of_numbers_is_refused_by_the_name_of_the_argument(
    call: Callable[[Any], Any], given: Any, name: str
) -> None:
    for wrong in WRONG:
        with pytest.raises(SynaptomeError, match=rf"\b{name}\b"):
            call(wrong)


@pytest.mark.parametrize(("call", "given", "name"), ARRAYS)
def test_no_array_of_odd_numbers_or_axes_raises_anything_else(
    call: Callable[[Any], Any], given: Any, name: str
) -> None:
    numbers = np.array(given, float)
    odd = [np.full(numbers.shape, x) for x in (np.nan, np.inf, -np.inf, -1.0, 0.0, 1e308, 5e-324, 0.5)]
    shapes = [numbers[:0], numbers[None], numbers[..., None], np.float64(1.0), np.empty((2, 0, 3)), np.empty((0, 0))]
    for wrong in [*odd, *shapes]:
        with contextlib.suppress(SynaptomeError):
            call(wrong)


def test_a_write_from_another_thread_changes_nothing() -> None:
    mu = np.zeros((10_000, 20))
    expected = lognormal.sum_information(mu, 1.0)
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(lognormal.sum_information(mu, 1.0)))
    thread.start()
    time.sleep(0.1)
    assert thread.is_alive(), "the work ended before the write: take more sums"
    mu[...] = 1.0
    thread.join()
    assert np.array_equal(found[0], expected)
