"""Memory of large pictures goes back to the system as soon as they are let go.

glibc raises its threshold for such blocks with the first large one that is freed, and keeps all
later ones for itself, torn by what lies between them: a process that reads scans then holds a
fifth more than it uses. Fixing the threshold costs a tenth of the time. Elsewhere than on glibc
nothing is done.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import cache

# Half a page in grey at 200 dpi.
LARGE = 2 * 1024 * 1024
# From glibc's malloc.h.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3


@cache
def give_back_large_blocks() -> None:
    """Fix the threshold, once a process."""
    with suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL("libc.so.6").mallopt
        mallopt(_MMAP_THRESHOLD, LARGE)
        mallopt(_TRIM_THRESHOLD, LARGE)
