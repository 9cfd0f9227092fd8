from __future__ import annotations

from pathlib import Path

import handmade
import pytest

from zipingbiao.batch.convert import convert_paths
from zipingbiao.batch.runners import Work
from zipingbiao.schemas.outcome import FileStatus


def files(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).touch()
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
def test_outcomes_come_in_the_order_of_the_sources(tmp_path: Path, jobs: int) -> None:
    names = ("a.pdf", "b.pdf", "broken.pdf", "c.pdf")
    batch = convert_paths([files(tmp_path, *names)], jobs=jobs, work=handmade.work)
    assert tuple(outcome.source for outcome in batch.outcomes) == names


def test_a_file_that_kills_its_process_is_the_only_one_lost(tmp_path: Path) -> None:
    work: Work = handmade.crashing_work
    folder = files(tmp_path, "a.pdf", "crash.pdf", "z.pdf")
    batch = convert_paths([folder], jobs=2, work=work)
    assert [outcome.status for outcome in batch.outcomes] == [
        FileStatus.OK,
        FileStatus.FAILED,
        FileStatus.OK,
    ]
    assert "died" in batch.outcomes[1].error
    assert batch.outcomes[1].findings
