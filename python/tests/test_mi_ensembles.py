"""Information of many ensembles and about many patterns in one call."""

from typing import Any

import numpy as np
import pytest

from synaptome import SynaptomeError
from synaptome import mi as typed

#: The module without its types, for options in loops and wrong ones.
mi: Any = typed


def random_patterns() -> Any:
    """Five patterns of nine neurons with one covariance."""
    covariance = mi.exchangeable_covariance(9, sigma=0.7, rho=0.2)
    return mi.Patterns(np.random.default_rng(3).normal(0.0, 0.5, (5, 9)), covariance)


@pytest.mark.parametrize("function", [mi.mutual_information, mi.additive_information])
@pytest.mark.parametrize("workers", [1, 2, 7])
def test_many_ensembles_have_the_information_of_each(function: Any, workers: int) -> None:
    patterns = random_patterns()
    ensembles = np.stack([[mi.random_pairs(9, 4, rng=10 * i + j) for j in range(3)] for i in range(2)])
    about = np.array([[0], [4]])
    found = function(patterns, ensembles, about=about, workers=workers)
    each = [[function(patterns, ensembles[i, j], about=about[i, 0]) for j in range(3)] for i in range(2)]
    assert (found == np.array(each)).all()
    assert function(patterns, ensembles[0, 0], about=[1, 2], workers=workers).shape == (2,)
    assert function(patterns, ensembles[:, :0], workers=workers).shape == (2, 0)


def test_ensembles_that_do_not_fit_are_refused_by_name() -> None:
    patterns = random_patterns()
    ensembles = np.stack([mi.random_pairs(9, 4, rng=k) for k in range(3)])
    with pytest.raises(SynaptomeError, match=r"shapes that broadcast are needed, got pairs \(3,\), about \(2,\)"):
        mi.mutual_information(patterns, ensembles, about=[0, 1])
    ensembles[1, 3] = ensembles[1, 0]
    with pytest.raises(SynaptomeError, match=r"ensemble 1: synapse .* occurs twice"):
        mi.mutual_information(patterns, ensembles)
    ensembles[1] = [[0, 1], [0, 2], [0, 3], [0, 9]]
    with pytest.raises(SynaptomeError, match=r"item 1: .*9"):
        mi.additive_information(patterns, ensembles)
    with pytest.raises(SynaptomeError, match=r"at least one synapse in each ensemble, got shape \(3, 0, 2\)"):
        mi.mutual_information(patterns, np.zeros((3, 0, 2)))
