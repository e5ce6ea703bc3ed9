"""Ctrl-C in a program of its own."""

import signal
import subprocess
import sys
import time


def seconds_after_interrupt(preparation: str, work: str, after: float = 0.8) -> float:
    """How long a program goes on after SIGINT, which comes some seconds after its work has begun.

    The program must be at work then, and end with a KeyboardInterrupt.
    """
    program = f"{preparation}\nprint('at work', flush=True)\n{work}\nprint('done', flush=True)\n"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        assert running.stdout.readline() == "at work\n", running.stderr.read()
        time.sleep(after)
        assert running.poll() is None, "the work ended before the interrupt: give it more to do"
        start = time.perf_counter()
        running.send_signal(signal.SIGINT)
        messages = running.stderr.read()
        elapsed = time.perf_counter() - start
        assert "KeyboardInterrupt" in messages
        assert "done" not in running.stdout.read()
    return elapsed
