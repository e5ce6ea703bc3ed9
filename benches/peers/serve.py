"""Does the works of the peers when asked, one thread, for `cargo xtask bench`.

    python benches/peers/serve.py FOLDER [THREADS]

FOLDER holds the arrays that `inputs` writes. The first line of output says which versions these are. Then each line of
input, such as `hopfield/HOP, N = 2000, M = 1000`, is answered by one line: the seconds per element, and a note.
"""

import importlib
import importlib.metadata
import json
import os
import pathlib
import platform
import statistics
import sys
import time

THREADS = sys.argv[2] if len(sys.argv) > 2 else "1"
for name in ("OPENBLAS", "OMP", "MKL", "NUMBA"):
    os.environ[f"{name}_NUM_THREADS"] = THREADS

import numpy as np

ENOUGH_SECONDS = 0.3
# Other programs do not lengthen the processor time, but threads that work together need time as it passes.
CLOCK = time.process_time if THREADS == "1" else time.perf_counter


def versions():
    names = ("numpy", "scipy", "numba")
    return {"python": platform.python_version(), **{name: importlib.metadata.version(name) for name in names}}


def read(name):
    return np.load(pathlib.Path(sys.argv[1]) / f"{name}.npy")


def measured(work):
    """Median seconds of calls that last long enough together, after one more, and what the last returned."""
    times, note = [], None
    while not times or sum(times[1:]) < ENOUGH_SECONDS and times[0] < 2 * ENOUGH_SECONDS:
        start = CLOCK()
        note = work()
        times.append(CLOCK() - start)
    return statistics.median(times[1:] or times), note


def answer(line, ready={}):
    group, name = line.split("/", 1)
    if line not in ready:
        made = importlib.import_module(group).works()[name](read)
        ready.clear()
        ready[line] = made if isinstance(made, tuple) else (made, 1)
    work, elements = ready[line]
    seconds, note = measured(work)
    return {"seconds": seconds / elements, "note": note if isinstance(note, str) else ""}


def main():
    print(json.dumps(versions()), flush=True)
    for line in sys.stdin:
        try:
            reply = answer(line.strip())
        except Exception as error:
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
