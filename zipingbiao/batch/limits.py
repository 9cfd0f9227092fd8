"""What a file may take of time and memory. A worker that goes beyond is ended, and its file failed.

Time is kept by the watchdog; memory by the data segment's limit (setrlimit(2), RLIMIT_DATA: what is
allocated, not what is mapped from files), where the system has one.
"""

from __future__ import annotations

from dataclasses import dataclass

from zipingbiao.batch import watchdog

try:
    import resource
except ImportError:  # Windows has no such limit
    resource = None  # type: ignore[assignment]

# A bad scan of A4 takes 1.5 s on two quiet cores; machines are slower, pages larger.
SECONDS, SECONDS_A_PAGE = 60.0, 20.0
# A scan takes 0.4 GB, the largest image that is opened (150 million pixels) 1.5 GB.
MEGABYTES, MEGABYTES_A_PAGE = 3072, 4
# How the watchdog ends a process, and how a worker does that ran out of memory.
TIMED_OUT, OUT_OF_MEMORY = watchdog.ENDED, 77


@dataclass(frozen=True, slots=True)
class Limits:
    """What the user asked for: seconds and megabytes a file; by its pages where None."""

    seconds: float | None = None
    megabytes: int | None = None

    def seconds_for(self, pages: int) -> float:
        """The seconds that a file of so many pages may take."""
        return self.seconds or SECONDS + SECONDS_A_PAGE * pages

    def bytes_for(self, pages: int) -> int:
        """The bytes that a process may hold while it reads a file of so many pages."""
        return 1024**2 * (self.megabytes or MEGABYTES + MEGABYTES_A_PAGE * pages)


class Guard:
    """The limits of this process: armed when a file begins, widened when its pages are known."""

    def __init__(self) -> None:
        self._limits: Limits | None = None

    def arm(self, limits: Limits) -> None:
        """Begin a file."""
        self._limits = limits
        self.widen(0)

    def widen(self, pages: int) -> None:
        """Set the limits for a file of so many pages; nothing where no file is guarded."""
        if self._limits is None:
            return
        watchdog.start(self._limits.seconds_for(pages))
        _allow(self._limits.bytes_for(pages))

    @property
    def is_armed(self) -> bool:
        """Whether a file is guarded now."""
        return self._limits is not None

    def disarm(self) -> None:
        """End a file."""
        watchdog.stop()
        self._limits = None


guard = Guard()
"""Of this process: there is one clock and one memory."""


def _allow(size: int) -> None:
    if resource is None or not hasattr(resource, "RLIMIT_DATA"):
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    soft = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
