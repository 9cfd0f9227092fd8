"""Garbage in cycles is looked for more rarely while a batch runs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Forms are trees of many small objects, which go when nobody holds them any more. Python looks for
# cycles each time that 700 of them were made, and finds none.
_YOUNG, _MIDDLE, _OLD = 50_000, 20, 100


@contextmanager
def rarely() -> Iterator[None]:
    """Collect rarely, and afterwards as before."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def collect_rarely() -> None:
    """Collect rarely from now on; where it was turned off it stays off."""
    if gc.get_threshold()[0]:
        gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
