"""Ctrl-C in a program of its own."""

import signal
import subprocess
import sys
import threading
import time

#: How long the work runs before the signal.
_LEAD_SECONDS = 0.5


#: How soon a call should end, and how often it is tried on a machine that may be busy with other work.
_SOON, _TRIES = 0.5, 3

#: Seconds after which a call that has not ended counts as one that never does.
_PATIENCE = 20.0


def seconds_to_interrupt(work: str, preparation: str = "") -> float:
    """How soon `work` raises KeyboardInterrupt after SIGINT: the shortest of up to three tries."""
    shortest = float("inf")
    for _ in range(_TRIES):
        shortest = min(shortest, _seconds(work, preparation))
        if shortest < _SOON:
            break
    return shortest


def _seconds(work: str, preparation: str) -> float:
    """Runs `work` in another Python, sends it SIGINT, and returns how long it took to raise KeyboardInterrupt."""
    # A process that a shell started in the background ignores SIGINT, and so do its children.
    program = f"""
import signal
import time
import numpy as np
import synaptome
from synaptome import *
signal.signal(signal.SIGINT, signal.default_int_handler)
{preparation}
def work():
{"".join(f"    {line}" + chr(10) for line in work.strip().splitlines())}
print("ready", flush=True)
try:
    work()
except KeyboardInterrupt:
    print("interrupted", time.time(), flush=True)
else:
    print("finished", flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(_LEAD_SECONDS)
        sent = time.time()
        process.send_signal(signal.SIGINT)
        timer = threading.Timer(_PATIENCE, process.kill)
        timer.start()
        word, *when = process.stdout.readline().split() or ["lost"]
        timer.cancel()
        process.kill()
    if word == "lost":
        return float("inf")
    assert word == "interrupted", "the work ended before the signal: give it more"
    return float(when[0]) - sent
