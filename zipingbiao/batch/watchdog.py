"""The clock that ends this process when a file took too long, also while native code holds the
interpreter.

Where the system has interval timers (setitimer(2)) it is the kernel's: set and stopped by one call.
Elsewhere (Windows) it is faulthandler's, a thread that has to be started and waited for each time.
"""

from __future__ import annotations

import faulthandler
import os
import signal
from functools import cache
from typing import TextIO

_HAS_TIMER = hasattr(signal, "setitimer")
ENDED = -signal.SIGALRM if _HAS_TIMER else 1
"""What a process leaves as its exit code that was ended so."""


def start(seconds: float) -> None:
    """End this process in so many seconds; what was set before is off."""
    if _HAS_TIMER:
        # Without a handler the signal ends the process, whatever it is at.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    else:
        faulthandler.dump_traceback_later(seconds, exit=True, file=_sink())


def stop() -> None:
    """The file is done in time."""
    if _HAS_TIMER:
        signal.setitimer(signal.ITIMER_REAL, 0)
    else:
        faulthandler.cancel_dump_traceback_later()


@cache
def _sink() -> TextIO:
    """faulthandler tells where it struck; nobody is to see that on the terminal."""
    return open(os.devnull, "w")
