"""Ensembles of tens of thousands of synapses."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NamedTuple

from numpy.typing import ArrayLike

from .. import _arrays, _options
from .._core import SynaptomeError
from .._core import mi as _core
from .._results import result
from ..io._sources import absolute
from ._pairs import about_of, pairs_of
from ._patterns import Patterns, core
from ._prefixes import Prefixes


@result
class Progress(NamedTuple):
    """How far the work on an ensemble is.

    Examples
    --------
    >>> from synaptome import mi
    >>> mi.Progress(done=128, total=1000).done
    128
    """

    #: Synapses whose panels are done.
    done: int
    #: Number of synapses.
    total: int


class LargeEnsemble:
    """Information of a growing ensemble in one S × S array (3.2 GB for 20,000 synapses), panel after panel.

    It computes what :func:`information_of_prefixes` does. Work can be stopped after any panel and resumed, also
    in another process from a checkpoint.

    Parameters
    ----------
    patterns : Patterns
        K patterns of N neurons.
    pairs : array_like of int, (S, 2)
        Synapses, in the order in which the ensemble grows.
    about : int
        The pattern l that the information is about.

    Raises
    ------
    SynaptomeError
        If there is no such pattern, a synapse ends outside the patterns or occurs twice, a variance of ln w exceeds
        700, or there is no memory for S² numbers.

    Examples
    --------
    >>> import numpy as np
    >>> from synaptome import mi
    >>> patterns = mi.Patterns(np.zeros((5, 8)), mi.exchangeable_covariance(8, sigma=1.0, rho=0.0))
    >>> ensemble = mi.LargeEnsemble(patterns, mi.all_pairs(8))
    >>> ensemble.run(callback=lambda progress: print(progress.done))
    28
    >>> len(ensemble.finish().values)
    28
    """

    __slots__ = ("_core",)

    def __init__(self, patterns: Patterns, pairs: ArrayLike, *, about: int = 0) -> None:
        self._core = _core.LargeEnsemble(core(patterns), pairs_of(pairs), about_of(patterns, about))

    @property
    def done(self) -> int:
        """Number of synapses whose panels are done.

        Examples
        --------
        >>> from synaptome import mi
        >>> patterns = mi.Patterns([[0.0] * 3] * 4, mi.exchangeable_covariance(3, sigma=1.0, rho=0.0))
        >>> mi.LargeEnsemble(patterns, mi.all_pairs(3)).done
        0
        """
        return self._core.done

    def __len__(self) -> int:
        return self._core.len

    def __repr__(self) -> str:
        return f"<LargeEnsemble of {len(self)} synapses, {self.done} done>"

    def __reduce__(self) -> tuple[Any, ...]:
        raise SynaptomeError("a LargeEnsemble cannot be pickled or copied: run it with a checkpoint instead")

    def run(
        self,
        *,
        panels: int | None = None,
        checkpoint: str | os.PathLike[str] | None = None,
        callback: Callable[[Progress], object] | None = None,
    ) -> None:
        """Factor panels until all are done.

        Parameters
        ----------
        panels : int, optional
            Number of panels after which to stop; all by default.
        checkpoint : path, optional
            A file to which every panel is added when it is done. Panels that the file already holds, for the same
            ensemble, are read instead of computed; a panel that was cut off is computed anew.
        callback : callable, optional
            Called with a :class:`Progress` after every panel; ``StopIteration`` ends the work.

        Raises
        ------
        SynaptomeError
            If the checkpoint belongs to another ensemble, or cannot be written.

        Examples
        --------
        >>> from synaptome import mi
        >>> patterns = mi.Patterns([[0.0] * 3] * 4, mi.exchangeable_covariance(3, sigma=1.0, rho=0.0))
        >>> ensemble = mi.LargeEnsemble(patterns, mi.all_pairs(3))
        >>> ensemble.run(panels=1)
        """
        count = None if panels is None else _arrays.integer(panels, "panels", 0)
        path = None if checkpoint is None else absolute(checkpoint, "checkpoint")
        if path is not None:
            with open(path, "ab"):
                pass  # What cannot be opened is an OSError of Python.
        tell = _options.told(callback, Progress)
        self._core.run(count, path, tell)

    def finish(self) -> Prefixes:
        """Return the information of all prefixes that are done, and release the memory.

        Returns
        -------
        Prefixes
            As :func:`information_of_prefixes`.

        Raises
        ------
        SynaptomeError
            If it has been called before.

        Examples
        --------
        >>> from synaptome import mi
        >>> patterns = mi.Patterns([[0.0] * 3] * 4, mi.exchangeable_covariance(3, sigma=1.0, rho=0.0))
        >>> ensemble = mi.LargeEnsemble(patterns, mi.all_pairs(3))
        >>> ensemble.finish().values
        array([], dtype=float64)
        """
        return Prefixes(*self._core.finish())
