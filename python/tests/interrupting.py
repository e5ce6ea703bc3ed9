"""Measures how soon a program ends after Ctrl-C."""

import signal
import subprocess
import sys
import time


def seconds_to_interrupt(program: str, wait: float = 1.0) -> float:
    """Runs a program that prints a line when its long call begins; it must end with KeyboardInterrupt."""
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    time.sleep(wait)
    assert process.poll() is None, f"it ended before the signal: {process.stderr.read()}"
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    errors = process.communicate(timeout=20)[1]
    elapsed = time.monotonic() - start
    assert "KeyboardInterrupt" in errors, errors
    return elapsed
