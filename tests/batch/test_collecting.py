from __future__ import annotations

import gc

from zipingbiao.batch.collecting import collect_rarely, rarely


def test_afterwards_it_is_as_before() -> None:
    before = gc.get_threshold()
    with rarely():
        assert gc.get_threshold()[0] > before[0]
    assert gc.get_threshold() == before


def test_where_it_was_turned_off_it_stays_off() -> None:
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        collect_rarely()
        assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)
