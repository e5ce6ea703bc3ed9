"""Information of ensembles and of each synapse about stored patterns."""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from .. import _arrays
from .._arrays import Floats, Integers, Real
from .._core import SynaptomeError
from .._core import mi as _core
from ..lognormal._methods import Method, Spec, spec
from ._pairs import about_of, ensembles_of, pairs_of
from ._patterns import Patterns, core

_Questions: TypeAlias = tuple[Integers, int, list[tuple[int, int]]]
#: How the information of an ensemble is found.
Joint: TypeAlias = Literal["closed-form", "copula"]
#: What is done with a closed form or an approximation that gives a negative information.
Negative: TypeAlias = Literal["raise", "nan", "keep"]


def negative_of(negative: Negative) -> str:
    """The treatment of negative information."""
    return _arrays.choice(negative, "negative", ["raise", "nan", "keep"])


def joint_of(method: Joint, marginals: Method) -> Spec | None:
    """The marginals of a copula, or None for the closed form."""
    chosen = _arrays.choice(method, "method", ["closed-form", "copula"])
    each = spec(marginals, "marginals")
    return each if chosen == "copula" else None


def _abouts(patterns: Patterns, about: ArrayLike) -> tuple[list[int], tuple[int, ...]]:
    """Numbers of patterns in one row, and their shape."""
    core(patterns)
    given = _arrays.indices(about, "about", low=0)
    if (given >= len(patterns)).any():
        raise SynaptomeError(f"about must be in [0, {len(patterns) - 1}], got {given.max()}")
    return given.reshape(-1).tolist(), given.shape


def _questions(patterns: Patterns, pairs: ArrayLike, about: ArrayLike) -> tuple[_Questions, tuple[int, ...]]:
    """Ensembles, the number of the ensemble and of the pattern for each question, and the shape of the questions."""
    numbers, about_shape = _abouts(patterns, about)
    given = ensembles_of(pairs)
    *axes, size, _ = given.shape
    shape = _arrays.shared_shape(pairs=tuple(axes), about=about_shape)
    count = math.prod(axes)
    if axes and count and not size:
        raise SynaptomeError(f"pairs must have at least one synapse in each ensemble, got shape {given.shape}")
    which = np.broadcast_to(np.arange(count).reshape(axes), shape).reshape(-1)
    patterns_asked = np.broadcast_to(np.reshape(numbers, about_shape), shape).reshape(-1)
    asked = list(zip(which.tolist(), patterns_asked.tolist(), strict=True))
    return (given.reshape(count * size, 2), count, asked), shape


def mutual_information(
    patterns: Patterns,
    pairs: ArrayLike,
    *,
    about: ArrayLike = 0,
    method: Joint = "closed-form",
    marginals: Method = "nig",
    negative: Negative = "raise",
    workers: int | None = None,
) -> Real:
    """Information MI(w; x^l) in nats between the weights of an ensemble and stored patterns.

    The closed form is Σ_a (μ_w,a − μ_w/l,a) + ½ ln|Σ_w| − ½ ln|Σ_w/l| of the Fenton–Wilkinson approximation
    (Fan & Mysore 2024, arXiv 2411.17692, Proposition 3). The copula takes every synapse by `marginals`, and
    between them a Gaussian copula with the correlations of the joint Schwartz–Yeh recursion; it exists also
    where the closed form does not.

    Parameters
    ----------
    patterns : Patterns
        K patterns of N neurons.
    pairs : array_like of int, (S, 2) or (..., S, 2)
        Synapses of one ensemble, or of several; the axes before the last two are broadcast against those of `about`.
    about : int or array_like of int, (...)
        The patterns l that the information is about.
    method : {"closed-form", "copula"}
        The closed form, or the copula.
    marginals : str or one of the methods of :mod:`synaptome.lognormal`
        The method for one synapse, of the copula.
    negative : {"raise", "nan", "keep"}
        Whether a negative number, where the approximation has left its domain, is refused, replaced, or returned.
    workers : int, optional
        Number of threads for many ensembles or patterns; all processors by default.

    Returns
    -------
    ndarray or float64, (...)
        Information in nats.

    Raises
    ------
    SynaptomeError
        If there is no such pattern, an ensemble is empty, a synapse ends outside the patterns or occurs twice, a fitted
        covariance is not positive definite, an information is negative and `negative` is ``"raise"``, or the axes of
        `pairs` and `about` do not broadcast. Of several ensembles the message names the first at fault; an item is
        the number of an ensemble and a pattern, in the order of the result.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import mi
    >>> patterns = mi.Patterns(np.zeros((10, 20)), mi.exchangeable_covariance(20, sigma=1.0, rho=0.3))
    >>> round(float(mi.mutual_information(patterns, mi.all_pairs(20)) / np.log(2)), 3)
    34.395

    Two ensembles of one synapse each, about each of three patterns:

    >>> mi.mutual_information(patterns, [[[[0, 1]]], [[[2, 3]]]], about=[0, 1, 2]).shape
    (2, 3)
    """
    joint, how = joint_of(method, marginals), negative_of(negative)
    questions, shape = _questions(patterns, pairs, about)
    found = _core.informations(core(patterns), questions, joint, how, _arrays.workers(workers))
    return _arrays.shaped(found, shape)


def additive_information(
    patterns: Patterns,
    pairs: ArrayLike,
    *,
    about: ArrayLike = 0,
    method: Method = "nig",
    workers: int | None = None,
) -> Real:
    """Sum Σ_a MI(w_a; x^l) in nats of the information of all synapses, the information without synergy.

    Parameters
    ----------
    patterns : Patterns
        K patterns of N neurons.
    pairs : array_like of int, (S, 2) or (..., S, 2)
        Synapses of one ensemble, or of several; the axes before the last two are broadcast against those of `about`.
    about : int or array_like of int, (...)
        The patterns l that the information is about.
    method : str or one of the methods of :mod:`synaptome.lognormal`
        The method for one synapse.
    workers : int, optional
        Number of threads for many ensembles or patterns; all processors by default.

    Returns
    -------
    ndarray or float64, (...)
        Sums in nats.

    Raises
    ------
    SynaptomeError
        As :func:`information_of_each`, and if an ensemble is empty or the axes of `pairs` and `about` do not
        broadcast.

    Examples
    --------
    >>> from synaptome import mi
    >>> patterns = mi.Patterns([[0.0] * 3] * 4, mi.exchangeable_covariance(3, sigma=1.0, rho=0.0))
    >>> bool(mi.additive_information(patterns, mi.all_pairs(3)) > 0.0)
    True
    """
    questions, shape = _questions(patterns, pairs, about)
    found = _core.additive_informations(core(patterns), questions, spec(method), _arrays.workers(workers))
    return _arrays.shaped(found, shape)


def information_of_each(
    patterns: Patterns,
    pairs: ArrayLike,
    *,
    about: int = 0,
    method: Method | Literal["closed-form"] = "closed-form",
    negative: Negative = "raise",
    workers: int | None = None,
) -> Floats:
    """Information MI(w_a; x^l) in nats of every synapse by itself.

    The closed form is (μ_w − μ_w/l) + ln(σ_w/σ_w/l) of the Fenton–Wilkinson approximation (Fan & Mysore 2024,
    Proposition 1.2); methods for sums are those of :func:`synaptome.lognormal.sum_information`.

    Parameters
    ----------
    patterns : Patterns
        K patterns of N neurons.
    pairs : array_like of int, (S, 2)
        Synapses.
    about : int
        The pattern l that the information is about.
    method : str or one of the methods of :mod:`synaptome.lognormal`
        ``"closed-form"``, ``"nig"``, ``"convolution"`` and so on.
    negative : {"raise", "nan", "keep"}
        Whether a negative number, where the approximation has left its domain, is refused, replaced, or returned.
    workers : int, optional
        Number of threads; all processors by default. Results do not depend on it.

    Returns
    -------
    ndarray, (S,)
        Information in nats.

    Raises
    ------
    SynaptomeError
        If there is no such pattern, a synapse ends outside the patterns or occurs twice, a weight is constant, the
        method fails, or an information is negative and `negative` is ``"raise"``.

    Examples
    --------
    >>> from synaptome import mi
    >>> patterns = mi.Patterns([[0.0] * 3] * 4, mi.exchangeable_covariance(3, sigma=1.0, rho=0.0))
    >>> mi.information_of_each(patterns, mi.all_pairs(3), method="nig").round(3)
    array([0.267, 0.267, 0.267])
    """
    chosen = None if isinstance(method, str) and method == "closed-form" else spec(method)
    how, index = negative_of(negative), about_of(patterns, about)
    threads = _arrays.workers(workers)
    return _core.informations_of_each(core(patterns), pairs_of(pairs), index, chosen, how, threads)


def information_about_all(patterns: Patterns, pairs: ArrayLike) -> Floats:
    """Information Σ_l MI(w_a; x^l) in nats of every synapse about all patterns together.

    Parameters
    ----------
    patterns : Patterns
        K patterns of N neurons.
    pairs : array_like of int, (S, 2)
        Synapses.

    Returns
    -------
    ndarray, (S,)
        Information in nats, by the closed form.

    Raises
    ------
    SynaptomeError
        As :func:`information_of_each`.

    Examples
    --------
    >>> from synaptome import mi
    >>> patterns = mi.Patterns([[0.0] * 3] * 4, mi.exchangeable_covariance(3, sigma=0.5, rho=0.0))
    >>> mi.information_about_all(patterns, mi.all_pairs(3)).shape
    (3,)
    """
    return _core.about_all(core(patterns), pairs_of(pairs))
