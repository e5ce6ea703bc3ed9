"""Associative memory: the information stored in synapses, and networks that store and recall.

Modules
-------
lognormal
    Log-normal distributions, their sums and mixtures.
mi
    Shannon information that synapses store about activity patterns.
willshaw
    Binary associative memories with every retrieval, and clique search.
hopfield
    Hopfield networks, their writing rules, and dense memories.
infomax
    Recurrent infomax, spike rasters, avalanches and receptive fields.
io
    Arrays and tables of files that NumPy doesn't read safely.
"""

from . import hopfield, infomax, io, lognormal, mi, willshaw
from ._core import SynaptomeError, __version__

__all__ = ["SynaptomeError", "__version__", "hopfield", "infomax", "io", "lognormal", "mi", "willshaw"]
