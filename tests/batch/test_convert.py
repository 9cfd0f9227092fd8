from __future__ import annotations

from pathlib import Path

import handmade
import pytest

from zipingbiao.batch.convert import convert_paths
from zipingbiao.batch.progress import Step
from zipingbiao.errors import UsageError
from zipingbiao.schemas.outcome import FileStatus, Outcome


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return handmade.write_batch(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "in"
    for name in ("a.pdf", "broken.pdf", "x/a.pdf"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return root


def test_a_folder_becomes_an_output(folder: Path, tmp_path: Path) -> None:
    batch = convert_paths([folder], tmp_path / "out", work=handmade.work)
    assert [outcome.source for outcome in batch.outcomes] == ["a.pdf", "broken.pdf", "x/a.pdf"]
    assert batch.out == tmp_path / "out"
    names = {path.name for path in (tmp_path / "out" / "forms").iterdir()}
    assert names == {"a.json", "a-2.json"}


def test_without_a_folder_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    batch = convert_paths([folder], work=handmade.work)
    assert batch.out is None
    assert len(batch.outcomes) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_progress_is_told_before_the_first_file_and_after_each(folder: Path) -> None:
    steps: list[Step] = []
    convert_paths([folder], work=handmade.work, progress=steps.append)
    assert [(step.done, step.total) for step in steps] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert steps[0].outcome is None
    assert steps[2].outcome
    assert steps[2].outcome.status is FileStatus.FAILED


def test_a_target_that_is_not_ours_is_refused_before_the_work(folder: Path) -> None:
    def never(path: Path, source: str) -> Outcome:
        raise AssertionError(path)

    with pytest.raises(UsageError, match="not empty"):
        convert_paths([folder / "a.pdf"], folder / "x", work=never)


def test_an_interrupted_run_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    def interrupted(path: Path, source: str) -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert_paths([folder], tmp_path / "out", work=interrupted)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_run_in_which_every_file_failed_keeps_the_earlier_output(
    folder: Path, written: Path
) -> None:
    batch = convert_paths([folder / "broken.pdf"], written, work=handmade.work)
    assert batch.out is None
    assert (written / "forms" / "clean.json").exists()
