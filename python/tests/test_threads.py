"""Threads, and writes from elsewhere."""

import threading
import time

import numpy as np
from numpy.typing import NDArray

from synaptome import hopfield


def messages(count: int, units: int) -> NDArray[np.int8]:
    return np.where(np.random.default_rng(1).random((count, units)) < 0.5, 1, -1).astype(np.int8)


def test_recall_is_the_same_on_any_number_of_threads() -> None:
    network = hopfield.Hebbian().write(messages(30, 100))
    cues = messages(500, 100)
    recalls = [network.recall(cues, rng=1, workers=workers) for workers in (1, 2, 5, None)]
    assert all(recall == recalls[0] for recall in recalls)


def test_a_write_during_recall_changes_nothing() -> None:
    network = hopfield.Hebbian().write(messages(100, 1000))
    cues = messages(6000, 1000)
    expected = network.recall(cues)
    found = []
    thread = threading.Thread(target=lambda: found.append(network.recall(cues)))
    thread.start()
    time.sleep(0.1)
    assert thread.is_alive(), "recall ended before the write: take more cues"
    cues[...] = 1
    thread.join()
    assert found[0] == expected
