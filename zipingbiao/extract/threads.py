"""How many threads a process may read with: OCR threads × processes never exceed the cores."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache

# Lines are read side by side; more than two threads wait for each other.
MOST = 2
_allowed = MOST


def allow(threads: int) -> None:
    """Set the number for this process; best before anything is read."""
    global _allowed
    _allowed = max(1, threads)


def allowed() -> int:
    """The number of threads to read with."""
    return min(_allowed, MOST, os.cpu_count() or 1)


@cache
def pool() -> ThreadPoolExecutor:
    """The threads that lines are read in. What runs in one must not wait for another."""
    return ThreadPoolExecutor(allowed())
