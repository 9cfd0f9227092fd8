"""The runners: one signature, the same results, and what goes wrong stays with its file."""

from __future__ import annotations

from pathlib import Path

import handmade
import pytest

from zipingbiao.batch.convert import outcomes_of
from zipingbiao.batch.limits import Limits
from zipingbiao.batch.order import order_of
from zipingbiao.batch.runners import Settings
from zipingbiao.batch.runners.choice import runner
from zipingbiao.errors import UsageError
from zipingbiao.schemas.outcome import FileStatus, Outcome

OK, FAILED = FileStatus.OK, FileStatus.FAILED


def files(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_text(name)
    return folder


def guarded(folder: Path, limits: Limits = Limits()) -> dict[str, Outcome]:  # noqa: B008
    order = order_of(engine="processes", settings=Settings(2, limits), work=handmade.crashing_work)
    return {outcome.source: outcome for outcome in outcomes_of([folder], order)}


@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_outcomes_come_in_the_order_of_the_sources(tmp_path: Path, engine: str) -> None:
    names = ("a.pdf", "b.pdf", "broken.pdf", "c.pdf")
    order = order_of(engine=engine, settings=Settings(2), work=handmade.work)
    outcomes = outcomes_of([files(tmp_path, *names)], order)
    assert tuple(outcome.source for outcome in outcomes) == names


def test_a_file_that_kills_its_process_is_the_only_one_lost(tmp_path: Path) -> None:
    outcomes = guarded(files(tmp_path, "a.pdf", "crash.pdf", "z.pdf"))
    assert [outcome.status for outcome in outcomes.values()] == [OK, FAILED, OK]
    assert "died" in outcomes["crash.pdf"].error
    assert "意外终止" in outcomes["crash.pdf"].findings[0].message


def test_a_file_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    outcomes = guarded(files(tmp_path, "a.pdf", "slow.pdf", "z.pdf"), Limits(seconds=1.0))
    assert [outcome.status for outcome in outcomes.values()] == [OK, FAILED, OK]
    assert "--timeout" in outcomes["slow.pdf"].error


def test_a_file_that_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    outcomes = guarded(files(tmp_path, "a.pdf", "huge.pdf", "z.pdf"), Limits(megabytes=1024))
    assert [outcome.status for outcome in outcomes.values()] == [OK, FAILED, OK]
    assert "--memory" in outcomes["huge.pdf"].error


def test_limits_follow_the_pages_unless_they_are_given() -> None:
    assert Limits().seconds_for(10) > Limits().seconds_for(1)
    assert Limits().bytes_for(10) > Limits().bytes_for(1)
    assert Limits(5.0, 300).seconds_for(10) == 5.0
    assert Limits(5.0, 300).bytes_for(10) == 300 * 1024**2


def test_an_unknown_runner_is_one_clear_line() -> None:
    with pytest.raises(UsageError, match="no engine 'abacus'"):
        runner("abacus")
