from __future__ import annotations

import threading
import time
from pathlib import Path

import handmade
import pytest

from zipingbiao.batch.order import order_of
from zipingbiao.batch.watch import watched
from zipingbiao.errors import UsageError
from zipingbiao.report.earlier import read_output


def test_what_arrives_is_converted(tmp_path: Path) -> None:
    folder, out, stop = tmp_path / "in", tmp_path / "in" / "out", threading.Event()
    folder.mkdir()
    (folder / "a.pdf").write_text("a")

    def arrive() -> None:
        (folder / ".hidden").write_text("x")
        (folder / "x").mkdir()
        (folder / "x" / "b.pdf").write_text("b")

    seen: list[int] = []
    for batch in watched(folder, out, order_of(work=handmade.work), stop):
        seen.append(batch.tally.files.total())
        if len(seen) == 1:
            threading.Timer(0.5, arrive).start()
        if seen[-1] == 2:
            # Its own output is no arrival.
            threading.Timer(3.0, stop.set).start()
    assert seen in ([1, 2], [1, 1, 2])
    assert [outcome.source for outcome in read_output(out)] == ["a.pdf", "x/b.pdf"]


def test_an_empty_folder_is_waited_for(tmp_path: Path) -> None:
    stop = threading.Event()
    threading.Timer(1.0, stop.set).start()
    started = time.monotonic()
    assert not list(watched(tmp_path, tmp_path / "out", order_of(), stop))
    assert time.monotonic() - started > 0.5


def test_a_folder_that_is_missing_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        next(watched(tmp_path / "nowhere", tmp_path / "out", order_of()))
