"""The watchdog ends a process that is late, also in native code, and no other."""

from __future__ import annotations

import subprocess
import sys

import pytest

WITHOUT_TIMERS = "import signal; vars(signal).pop('setitimer', None)"
# Native code that lets nobody else have the interpreter.
BUSY = "sum(range(10**12))"
WAIT = "time.sleep(0.4)"


SYSTEMS = pytest.mark.parametrize("system", ["", WITHOUT_TIMERS], ids=["timers", "no timers"])


def run(system: str, *lines: str) -> subprocess.CompletedProcess[str]:
    """A process of such a system that does this."""
    program = "\n".join([system, "import time", "from zipingbiao.batch import watchdog", *lines])
    command = [sys.executable, "-c", program]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)


@SYSTEMS
def test_a_process_that_is_late_is_ended_in_native_code(system: str) -> None:
    late = run(system, "print(watchdog.ENDED, flush=True)", "watchdog.start(0.2)", BUSY)
    assert late.returncode == int(late.stdout) != 0
    assert not late.stderr


@SYSTEMS
def test_a_process_that_was_in_time_goes_on(system: str) -> None:
    assert run(system, "watchdog.start(0.2)", "watchdog.stop()", WAIT).returncode == 0


@SYSTEMS
def test_time_may_be_given_anew(system: str) -> None:
    assert run(system, "watchdog.start(0.2)", "watchdog.start(60)", WAIT).returncode == 0
    assert run(system, "watchdog.start(60)", "watchdog.start(0.2)", WAIT).returncode != 0
