"""Random codes."""

from __future__ import annotations

from dataclasses import dataclass

from .. import _arrays
from .._core import willshaw as _core
from ._drawn import Drawn
from ._lists import MOST_UNITS


@dataclass(frozen=True, kw_only=True)
class RandomCode(Drawn):
    """Random code: all sets of k among n units (Knoblauch & Palm 2020, §2.7).

    Parameters
    ----------
    units : int
        Number of units n.
    activity : int
        Number of active units k of every pattern.

    Raises
    ------
    SynaptomeError
        If there is no active unit, or more of them than units, or there are 2³² units or more.

    Examples
    --------
    >>> from synaptome import willshaw
    >>> round(willshaw.RandomCode(units=4, activity=2).information_bits, 6)
    2.584963
    """

    units: int
    activity: int

    def __post_init__(self) -> None:
        for name in "units", "activity":
            object.__setattr__(self, name, _arrays.integer(getattr(self, name), name, high=MOST_UNITS))
        _core.information_bits(self._sizes)

    @property
    def _sizes(self) -> tuple[bool, int, int]:
        return False, self.units, self.activity

    @property
    def _shape(self) -> tuple[int, int]:
        return self.units, self.activity
