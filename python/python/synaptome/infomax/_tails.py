"""Distributions of sizes by maximum likelihood, with tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._arrays import Floats, Integers
from .._core import SynaptomeError
from .._core import infomax as _native
from .._results import result
from .._rng import RNG, key
from ._sizes import CountsLike, counted

#: The families of distributions.
Law: TypeAlias = Literal["power", "exponential", "truncated-power", "lognormal", "stretched-exponential"]

_LAWS = ("power", "exponential", "truncated-power", "lognormal", "stretched-exponential")


@result
class Comparison(NamedTuple):
    """A likelihood-ratio test of two distributions (Vuong 1989; Clauset, Shalizi & Newman 2009, appendix C)."""

    #: Log-likelihood of the first less that of the second, in nats; positive if the first is nearer.
    log_ratio: float
    #: The same divided by its standard deviation.
    normalized_ratio: float
    #: Probability of a ratio as far from 0 if both were equally near; for nested ones, if the special case were true.
    p: float
    #: Whether one distribution is a special case of the other.
    nested: bool


@result
class GoodnessOfFit(NamedTuple):
    """A bootstrap test of goodness of fit (Clauset, Shalizi & Newman 2009, §4.1)."""

    #: Fraction of replicates whose distance is at least that of the data; a small p speaks against the distribution.
    p: float
    #: Kolmogorov–Smirnov distance of the data.
    ks: float
    #: Mean distance of the replicates.
    mean_ks: float
    #: How many replicates count.
    replicates: int


@result
class ReplicateProgress(NamedTuple):
    """What a callback is told before each replicate."""

    #: Replicates done.
    done: int
    #: Replicates in all.
    total: int


class Tail:
    """A distribution fitted to the sizes in a range by maximum likelihood; made by :func:`fit_tail`.

    Examples
    --------
    >>> from synaptome import infomax
    >>> counts = [0, 350, 124, 67, 44, 31, 24, 19, 15, 13, 11]
    >>> power = infomax.fit_tail(counts, law="power", high=10)
    >>> exponential = infomax.fit_tail(counts, law="exponential", high=10)
    >>> bool(power.compare(exponential).p < 0.05)
    True
    >>> power.goodness_of_fit(replicates=100, rng=0).p > 0.1
    True
    """

    __slots__ = ("_arguments", "_core")
    _arguments: tuple[Any, ...]
    _core: _native.Tail

    def __init__(self) -> None:
        raise SynaptomeError("a tail is made by fit_tail")

    @classmethod
    def _of(cls, core: _native.Tail, arguments: tuple[Any, ...]) -> Tail:
        tail = cls.__new__(cls)
        tail._core, tail._arguments = core, arguments
        return tail

    @property
    def law(self) -> Law:
        """The family of distributions."""
        law: Law = self._arguments[0]
        return law

    @property
    def low(self) -> int:
        """Smallest size that it covers."""
        return self._core.range[0]

    @property
    def high(self) -> int | None:
        """Largest size that it covers, or None if there is no upper end."""
        return self._core.range[1]

    @property
    def count(self) -> int:
        """Number of observations in the range."""
        return self._core.count

    @property
    def parameters(self) -> dict[str, float]:
        """Parameters by name: `exponent`; `exponent` and `rate`; `mu` and `sigma`; `stretch` and `rate`."""
        return {name: value for name, value, _ in self._core.parameters}

    @property
    def std_errors(self) -> dict[str, float]:
        """Standard errors of the parameters; NaN at an end of a parameter's range."""
        return {name: error for name, _, error in self._core.parameters}

    @property
    def exponent(self) -> float:
        """γ of P(s) ∝ s^γ or e^(γ s); NaN for laws without one. powerlaw's alpha is -γ."""
        return self.parameters.get("exponent", float("nan"))

    @property
    def std_error(self) -> float:
        """Standard error of the exponent; NaN for laws without one."""
        return self.std_errors.get("exponent", float("nan"))

    @property
    def ks(self) -> float:
        """Kolmogorov–Smirnov distance between the sizes and the distribution."""
        return self._core.ks

    @property
    def loglik(self) -> float:
        """Log-likelihood of all observations in the range, in nats."""
        return self._core.loglik

    def logpmf(self, sizes: ArrayLike) -> Floats:
        """Logarithm of the probability of each size; -inf outside of the range.

        Examples
        --------
        >>> import numpy as np
        >>> from synaptome import infomax
        >>> tail = infomax.fit_tail([0, 5, 3, 1], high=3)
        >>> round(float(np.exp(tail.logpmf([1, 2, 3])).sum()), 12)
        1.0
        """
        given = _arrays.integers(sizes, "sizes")
        return self._core.logpmf(given.ravel()).reshape(given.shape)

    def sample(self, size: int, *, rng: RNG = None) -> Integers:
        """Sizes drawn from the distribution, (size,); those above 2⁶³ - 1 become this.

        Raises
        ------
        SynaptomeError
            For more than 2³¹ sizes.

        Examples
        --------
        >>> from synaptome import infomax
        >>> infomax.fit_tail([0, 5, 3, 1], high=3).sample(4, rng=0).shape
        (4,)
        """
        (count,) = _arrays.sized([_arrays.integer(size, "size")], "the sample")
        return self._core.draw(count, key(rng))

    def compare(self, other: Tail) -> Comparison:
        """Tests which of two distributions, fitted to the same sizes, is nearer to them.

        Raises
        ------
        SynaptomeError
            If the two have different ranges or observations.
        """
        return Comparison(*self._core.compare(_options.instance(other, "other", Tail)._core))

    def goodness_of_fit(
        self, *, replicates: int = 1000, rng: RNG = None, callback: Callable[[ReplicateProgress], object] | None = None
    ) -> GoodnessOfFit:
        """Test the fit with replicates drawn from it, which are fitted anew, with their own lower end if it was chosen.

        Parameters
        ----------
        replicates : int
            How many; p has the standard error sqrt(p (1 - p) / replicates).
        rng : None, int, SeedSequence, BitGenerator or Generator
            Gives the key of the random stream.
        callback : callable, optional
            Called with a :class:`ReplicateProgress` before each replicate; `StopIteration`
            ends the test with those done.

        Raises
        ------
        SynaptomeError
            If no replicate can be fitted.
        """
        told = _options.told(callback, ReplicateProgress)
        number = _arrays.integer(replicates, "replicates", low=1)
        p, mean, count = self._core.goodness_of_fit(number, key(rng), told)
        return GoodnessOfFit(p, self.ks, mean, count)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tail) or self._arguments != other._arguments:
            return False
        return all(map(np.array_equal, self._core.counts, other._core.counts))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        values = ", ".join(f"{name} = {value:.4g} ± {error:.2g}" for name, value, error in self._core.parameters)
        end = "∞)" if self.high is None else f"{self.high}]"
        return f"<Tail: {self.law} on [{self.low}, {end}, {values}, ks = {self.ks:.3g}, {self.count} observations>"

    def __reduce__(self) -> tuple[Any, ...]:
        sizes, numbers = self._core.counts
        return _fit, (dict(zip(sizes.tolist(), numbers.tolist(), strict=True)), *self._arguments)


def fit_tail(
    counts: CountsLike,
    *,
    law: Law = "power",
    low: int | Literal["best"] = 1,
    high: int | None = None,
    largest_low: int | None = None,
    fewest: int = 10,
) -> Tail:
    """Fits a distribution to sizes by maximum likelihood.

    Parameters
    ----------
    counts : array_like of int, or mapping
        ``counts[s]`` is the number of observations of size s.
    law : {"power", "exponential", "truncated-power", "lognormal", "stretched-exponential"}
        P(s) ∝ s^γ; e^(γ s); s^γ e^(-rate s); a log-normal or a Weibull variable rounded to a whole number.
    low : int or "best"
        Smallest size that counts; "best" takes the one with the smallest Kolmogorov–Smirnov distance (Clauset,
        Shalizi & Newman 2009, §3.3).
    high : int, optional
        Largest size that counts. Without one, what was not observed counts against a distribution too.
    largest_low, fewest : int
        With "best": the largest lower end that is tried, and the fewest observations that must be left.

    Returns
    -------
    Tail
        `exponent`, `std_error`, `ks`, `loglik`, `parameters`, and methods that compare and test.

    Raises
    ------
    SynaptomeError
        If no size lies in the range, or the likelihood has no maximum, as when all sizes are the smallest one.

    Examples
    --------
    >>> from synaptome import infomax
    >>> counts = [0, 233, 33, 13, 10, 2, 3, 2, 2, 1, 0, 1, 0, 0, 0, 1, 0, 0, 1]
    >>> round(infomax.fit_tail(counts).exponent, 6)
    -2.594976
    >>> round(infomax.fit_tail(counts, high=18).std_error, 4)
    0.1108
    """
    limit = None if largest_low is None else _arrays.integer(largest_low, "largest_low", low=1)
    return _fit(counts, law, low, high, limit, _arrays.integer(fewest, "fewest", low=1))


def _fit(
    counts: CountsLike, law: Law, low: int | Literal["best"], high: int | None, limit: int | None, fewest: int
) -> Tail:
    _arrays.choice(law, "law", _LAWS)
    sizes, numbers = counted(counts)
    end = None if high is None else _arrays.integer(high, "high", low=1)
    if isinstance(low, str):
        _arrays.choice(low, "low", ["best"])
        core = _native.Tail.fit_best((sizes, numbers), law, end, 2**63 - 1 if limit is None else limit, fewest)
    else:
        low = _arrays.integer(low, "low", low=1)
        core = _native.Tail.fit((sizes, numbers), law, low, end)
    return Tail._of(core, (law, low, end, limit, fewest))
