"""Networks that store all cliques of a graph with three parameters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .. import _arrays, _options
from .._arrays import Floats
from .._core import SynaptomeError
from .._core import hopfield as _core
from . import _checks
from ._cliques import Cliques
from ._network import Network
from ._recalling import Recalling


@dataclass(frozen=True, kw_only=True)
class CliqueCouplings:
    """The three parameters of a :class:`CliqueNetwork`, with units 0 and 1.

    Parameters
    ----------
    adjacent : float
        Coupling x of two pairs that share a vertex.
    disjoint : float
        Coupling y of two pairs without a common vertex.
    threshold : float
        Threshold z of every unit.

    Raises
    ------
    SynaptomeError
        If a number is not finite.

    Examples
    --------
    This is a proof for 2.4e37 cliques, by three numbers:

    >>> from synaptome import hopfield
    >>> cliques = hopfield.Cliques(128)
    >>> hopfield.CliqueCouplings.for_noise(cliques, 0.15).store_all(cliques)
    True
    """

    adjacent: float
    disjoint: float
    threshold: float

    def __post_init__(self) -> None:
        for name in "adjacent", "disjoint", "threshold":
            value = _arrays.number(getattr(self, name), name)
            if not np.isfinite(value):
                raise SynaptomeError(f"{name} must be finite, got {value}")
            _checks.settle(self, **{name: value})

    @classmethod
    def for_noise(cls, cliques: Cliques, flip_rate: float) -> CliqueCouplings:
        """Couplings with the best ratio of signal to noise, and the threshold for noisy cues.

        x = 1, y = -4 (k - 2) / ((k - 3) (v - 3)). The threshold is midway between the mean fields, on such cues, of
        pairs inside a clique and of those with one vertex in it.

        Parameters
        ----------
        cliques : Cliques
            Cliques of at least four vertices.
        flip_rate : float
            Probability, from 0 and below one half, that a unit of a cue is flipped.

        Returns
        -------
        CliqueCouplings
            `adjacent`, `disjoint` and `threshold`.

        Raises
        ------
        SynaptomeError
            If cliques have fewer than four vertices, or the rate is out of its range.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.CliqueCouplings.for_noise(hopfield.Cliques(11, 5), 0.0)
        CliqueCouplings(adjacent=1.0, disjoint=-0.75, threshold=1.625)
        """
        given = _options.instance(cliques, "cliques", Cliques)
        rate = _checks.between(flip_rate, "flip_rate", 0.0, 0.5)
        if rate == 0.5:
            raise SynaptomeError("flip_rate must be below 0.5, got 0.5")
        adjacent, disjoint, threshold = given._core().couplings(rate)
        return cls(adjacent=adjacent, disjoint=disjoint, threshold=threshold)

    def _parts(self) -> tuple[float, float, float]:
        return self.adjacent, self.disjoint, self.threshold

    def fields(self, cliques: Cliques) -> Floats:
        """The fields of pairs with no, one and both vertices in a clique, when the state is this clique.

        C(k, 2) y, (k - 1) x + C(k - 1, 2) y and 2 (k - 2) x + C(k - 2, 2) y: the same for every clique.

        Parameters
        ----------
        cliques : Cliques
            The cliques.

        Returns
        -------
        ndarray of float64
            Three fields, (3,).

        Raises
        ------
        SynaptomeError
            If `cliques` is none.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.CliqueCouplings(adjacent=1, disjoint=-0.5, threshold=0).fields(hopfield.Cliques(8))
        array([-3. ,  1.5,  3.5])
        """
        return _options.instance(cliques, "cliques", Cliques)._core().fields(self._parts())

    def store_all(self, cliques: Cliques) -> bool:
        """Whether all cliques are stored, each as a strict minimum of the energy.

        The :meth:`fields` of pairs inside must be above the threshold, and those of all others below it.

        Parameters
        ----------
        cliques : Cliques
            The cliques.

        Returns
        -------
        bool
            A proof for all C(v, k) of them.

        Raises
        ------
        SynaptomeError
            If `cliques` is none.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> hopfield.CliqueCouplings(adjacent=1, disjoint=1, threshold=0).store_all(hopfield.Cliques(8))
        False
        """
        return _options.instance(cliques, "cliques", Cliques)._core().are_stored(self._parts())


class CliqueNetwork(Recalling):
    """A network of all pairs of v vertices that is given by three parameters, without a matrix (Hillar & Tran 2018).

    A unit e becomes 1 if Σ J_ef x_f > z, and 0 if it is less, with J_ef = x for pairs that share a vertex and y for
    disjoint ones. With the degrees of the vertices a sweep takes v² steps instead of v⁴. States are given as 0 and
    1, or as ±1, and come as ±1.

    Parameters
    ----------
    vertices : int
        Number of vertices v, at least 2.
    couplings : CliqueCouplings
        The three parameters.

    Raises
    ------
    SynaptomeError
        If there are more pairs than a state can have, or fields overflow.

    Examples
    --------
    Any of 1.8e18 cliques, none of which the network was ever shown:

    >>> from synaptome import hopfield
    >>> cliques = hopfield.Cliques(64)
    >>> network = hopfield.CliqueNetwork(64, hopfield.CliqueCouplings.for_noise(cliques, 0.1))
    >>> x = cliques.draw(10, rng=1)
    >>> network.recall(hopfield.flip(x, rng=2)).recovered(x).sum()
    np.int64(10)
    """

    __slots__ = ("_couplings", "_inner", "_vertices")
    _inner: _core.CliqueNetwork
    _vertices: int
    _couplings: CliqueCouplings

    def __init__(self, vertices: int, couplings: CliqueCouplings) -> None:
        self._vertices = _arrays.integer(vertices, "vertices", low=2, high=2**31)
        self._couplings = _options.instance(couplings, "couplings", CliqueCouplings)
        _arrays.entries("twice the pairs of vertices", self._vertices, self._vertices - 1)
        self._inner = _core.CliqueNetwork(self._vertices, self._couplings._parts())

    @property
    def vertices(self) -> int:
        """Number of vertices v.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> couplings = hopfield.CliqueCouplings(adjacent=1, disjoint=-1, threshold=0)
        >>> hopfield.CliqueNetwork(5, couplings).vertices
        5
        """
        return self._vertices

    @property
    def couplings(self) -> CliqueCouplings:
        """The three parameters.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> couplings = hopfield.CliqueCouplings(adjacent=1, disjoint=-1, threshold=0)
        >>> hopfield.CliqueNetwork(5, couplings).couplings
        CliqueCouplings(adjacent=1.0, disjoint=-1.0, threshold=0.0)
        """
        return self._couplings

    def to_network(self) -> Network:
        """The same network with a matrix of n × n weights.

        Returns
        -------
        Network
            The network, with thresholds as biases.

        Raises
        ------
        SynaptomeError
            If the matrix is too large for memory.

        Examples
        --------
        >>> from synaptome import hopfield
        >>> couplings = hopfield.CliqueCouplings(adjacent=1, disjoint=-1, threshold=0)
        >>> hopfield.CliqueNetwork(5, couplings).to_network()
        <Network of 10 units, with biases>
        """
        _arrays.sized((self.units, self.units), "the weights")
        return Network._of(self._inner.network())

    def __repr__(self) -> str:
        return f"CliqueNetwork({self.vertices}, {self.couplings!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CliqueNetwork):
            return NotImplemented
        return (self.vertices, self.couplings) == (other.vertices, other.couplings)

    def __hash__(self) -> int:
        return hash((self.vertices, self.couplings))

    def __reduce__(self) -> tuple[type[CliqueNetwork], tuple[int, CliqueCouplings]]:
        return CliqueNetwork, (self.vertices, self.couplings)
