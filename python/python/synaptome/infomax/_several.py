"""Several networks that run or learn on several threads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from .. import _arrays, _options
from .._core import SynaptomeError
from .._core import infomax as _native
from .._rng import RNG, key
from ._learning import Learned, LearningProgress, NetworkCallback, Rule
from ._network import MOST_STEPS, Network
from ._raster import Raster
from ._stimuli import StimuliLike, as_stimulus, stimulus_of_each


def run_networks(
    networks: Iterable[Network],
    steps: int,
    *,
    settling: int = 0,
    stimulus: StimuliLike = None,
    rng: RNG = None,
    workers: int | None = None,
) -> list[Raster]:
    """Run several networks on several threads; each stays in the state and with the thresholds that it reaches.

    Network k uses stream k under the key that `rng` gives: network 0 does what :meth:`Network.run` does with the same
    `rng`, and what a network does depends on its number, but not on the other networks. If there are more networks than
    threads, two of up to 64 free neurons take turns on one thread, which is faster on processors with AVX-512 than to
    run one after the other.

    Parameters
    ----------
    networks : iterable of Network
        Different objects, of any sizes.
    steps : int
        Number of steps that are recorded of each network, at most 2²⁷ of all together.
    settling : int
        Number of steps before, in which thresholds settle.
    stimulus : None, array_like, Raster, Patches or ForcedSequence, or a list of one for each network
        As in :meth:`Network.run`. A single stimulus drives every network, each from its beginning and with random
        numbers of its own. An array of three axes has one stimulus for each network.
    rng : None, int, SeedSequence, BitGenerator or Generator
        Gives the key of the random streams.
    workers : int, optional
        Number of threads, by default as many as the machine offers. Results do not depend on it.

    Returns
    -------
    list of Raster
        Of shape (steps, N), one for each network.

    Raises
    ------
    SynaptomeError
        If an object is given twice or is run by another thread, a stimulus does not fit its network, or a network
        with inputs has no stimulus: the message names the network. Also if there are too many steps, or not as many
        stimuli as networks. No network has run then.

    Examples
    --------
    >>> from synaptome import infomax
    >>> networks = [infomax.Network.random(50, rate=rate, rng=0) for rate in (0.01, 0.02, 0.05)]
    >>> rasters = infomax.run_networks(networks, 20_000, settling=20_000, rng=1)
    >>> [round(float(raster.rates.mean()), 2) for raster in rasters]
    [0.01, 0.02, 0.05]
    """
    given = _networks(networks)
    _require_different(given)
    count = _arrays.integer(steps, "steps", high=MOST_STEPS)
    before = _arrays.integer(settling, "settling", high=MOST_STEPS)
    if (total := len(given) * count) > MOST_STEPS:
        raise SynaptomeError(f"steps of all networks are {total}, above the limit of {MOST_STEPS}: run several times")
    stimuli = []
    for k, (network, own) in enumerate(zip(given, stimulus_of_each(stimulus, len(given)), strict=True)):
        with _of_network(k):
            stimuli.append(as_stimulus(own, network.free, network.inputs))
    cores, threads = [network._core for network in given], _arrays.workers(workers)
    return [Raster._of(core) for core in _native.run_networks(cores, before, count, stimuli, key(rng), threads)]


def learn_networks(
    rule: Rule,
    networks: Iterable[Network],
    stimulus: StimuliLike,
    rng: RNG,
    callback: NetworkCallback | None,
    workers: int | None,
) -> list[Learned]:
    """What a rule of learning makes of each network."""
    given, threads = _networks(networks), _arrays.workers(workers)
    told, words = _options.function(callback, "callback"), key(rng)
    begun = []
    for k, (network, own) in enumerate(zip(given, stimulus_of_each(stimulus, len(given)), strict=True)):
        with _of_network(k):
            begun.append(rule._begin(network, own, words)._core)

    def tell(parts: tuple[int, tuple[int, int, float, float]]) -> None:
        if told is not None:
            told(parts[0], LearningProgress(*parts[1]))

    found = _native.learn_networks(begun, words, threads, None if told is None else tell)
    return [Learned(Network._of(core), history, tuple(skipped)) for core, history, skipped in found]


def _networks(networks: Iterable[Network]) -> list[Network]:
    given = _options.items(networks, "networks")
    return [_options.instance(network, f"network {k}", Network) for k, network in enumerate(given)]


def _require_different(networks: list[Network]) -> None:
    """Refuses a network that is in the list twice: its second run would begin where the first one ends, or did."""
    first: dict[int, int] = {}
    for k, network in enumerate(networks):
        if (before := first.setdefault(id(network), k)) != k:
            raise SynaptomeError(f"network {k} is the same object as network {before}: give a copy of it")


@contextmanager
def _of_network(k: int) -> Iterator[None]:
    """Errors that name the network."""
    try:
        yield
    except SynaptomeError as error:
        raise SynaptomeError(f"network {k}: {error}") from None
