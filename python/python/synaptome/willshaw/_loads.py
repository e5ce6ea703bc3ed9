"""Numbers of patterns that searches found."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .._arrays import Floats
from .._results import result


@result
class Loads(NamedTuple):
    """What several networks say of the number of patterns at a tolerated noise.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> loads = willshaw.Loads(patterns=[90.0, 110.0], bits_per_synapse=[0.1, 0.12])
    >>> loads.mean, loads.std_error
    (100.0, 10.0)
    """

    #: Number of patterns M_ε by each network, jackknife values, (networks,).
    patterns: Floats
    #: Bits per synapse at M_ε, (networks,).
    bits_per_synapse: Floats

    @property
    def mean(self) -> float:
        """Mean number of patterns.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Loads([90.0, 110.0], [0.1, 0.12]).mean
        100.0
        """
        return float(np.mean(self.patterns))

    @property
    def std_error(self) -> float:
        """Standard error of the mean.

        Examples
        --------
        >>> from synaptome import willshaw
        >>> willshaw.Loads([90.0, 110.0], [0.1, 0.12]).std_error
        10.0
        """
        return float(np.std(self.patterns, ddof=1) / np.sqrt(len(self.patterns)))
