from __future__ import annotations

import json
from pathlib import Path

import handmade
import pytest

from zipingbiao.batch.convert import convert_paths, outcomes_of
from zipingbiao.batch.hold import held
from zipingbiao.batch.inputs import Input
from zipingbiao.batch.order import Order, order_of
from zipingbiao.batch.progress import Step
from zipingbiao.errors import UsageError
from zipingbiao.report.earlier import read_output
from zipingbiao.schemas.outcome import FileStatus, Outcome


class Reader:
    """Work that remembers what it was given."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, item: Input) -> Outcome:
        self.read.append(item.source)
        return handmade.work(item)

    def taken(self) -> list[str]:
        """What was read since it was asked last."""
        read, self.read = self.read, []
        return read


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def order(reader: Reader) -> Order:
    return order_of(work=reader)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "in"
    for name in ("a.pdf", "broken.pdf", "x/a.pdf"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return root


def sources(out: Path) -> list[str]:
    return [outcome.source for outcome in read_output(out)]


def test_a_folder_becomes_an_output(folder: Path, tmp_path: Path, order: Order) -> None:
    batch = convert_paths([folder], tmp_path / "out", order)
    assert sources(tmp_path / "out") == ["a.pdf", "broken.pdf", "x/a.pdf"]
    assert batch.out == tmp_path / "out"
    assert (batch.tally.files.total(), batch.tally.forms) == (3, 2)
    names = {path.name for path in (tmp_path / "out" / "forms").iterdir()}
    assert names == {"a_pdf-1.json", "x__a_pdf-1.json"}


def test_without_a_folder_nothing_is_written(folder: Path, tmp_path: Path, order: Order) -> None:
    assert len(outcomes_of([folder], order)) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_progress_is_told_before_the_first_file_and_after_each(folder: Path) -> None:
    steps: list[Step] = []
    outcomes_of([folder], order_of(work=handmade.work, progress=steps.append))
    assert [(step.done, step.total) for step in steps] == [(0, 3), (1, 3), (2, 3), (3, 3), (3, 3)]
    assert steps[0].result is None
    assert steps[2].result
    assert steps[2].result.status is FileStatus.FAILED


def test_a_target_that_is_not_ours_is_refused_before_the_work(
    folder: Path, reader: Reader, order: Order
) -> None:
    with pytest.raises(UsageError, match="not empty"):
        convert_paths([folder / "a.pdf"], folder / "x", order)
    assert not reader.read


def test_an_empty_folder_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(UsageError, match="nothing to convert in"):
        convert_paths([tmp_path / "in"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_only_what_is_left_is_read(
    folder: Path, tmp_path: Path, reader: Reader, order: Order
) -> None:
    convert_paths([folder], tmp_path / "out", order)
    assert reader.taken() == ["a.pdf", "broken.pdf", "x/a.pdf"]
    convert_paths([folder], tmp_path / "out", order)
    assert reader.taken() == []
    (folder / "a.pdf").write_text("another")
    (folder / "new.pdf").write_text("new")
    convert_paths([folder], tmp_path / "out", order)
    assert reader.taken() == ["a.pdf", "new.pdf"]
    assert sources(tmp_path / "out") == ["a.pdf", "broken.pdf", "new.pdf", "x/a.pdf"]


def test_an_interrupted_run_goes_on(
    folder: Path, tmp_path: Path, reader: Reader, order: Order
) -> None:
    def interrupted(item: Input) -> Outcome:
        if item.source == "x/a.pdf":
            raise KeyboardInterrupt
        return reader(item)

    with pytest.raises(KeyboardInterrupt):
        convert_paths([folder], tmp_path / "out", order_of(work=interrupted))
    assert reader.taken() == ["a.pdf", "broken.pdf"]
    with pytest.raises(UsageError, match="not a finished output"):
        read_output(tmp_path / "out")
    convert_paths([folder], tmp_path / "out", order)
    assert reader.taken() == ["x/a.pdf"]
    assert len(read_output(tmp_path / "out")) == 3


def test_the_same_content_is_read_once_and_told_under_each_name(
    folder: Path, tmp_path: Path, reader: Reader, order: Order
) -> None:
    (folder / "copy.pdf").write_text("a.pdf")
    convert_paths([folder], tmp_path / "out", order)
    assert reader.taken() == ["a.pdf", "broken.pdf", "x/a.pdf"]
    by_source = {outcome.source: outcome for outcome in read_output(tmp_path / "out")}
    (form,) = by_source["copy.pdf"].forms
    assert (form.source, form.form_id) == ("copy.pdf", "copy_pdf-1")
    assert "form-repeated" in {finding.rule for finding in form.findings}
    (folder / "a.pdf").rename(folder / "moved.pdf")
    convert_paths([folder], tmp_path / "out", order)
    assert reader.taken() == []
    assert sources(tmp_path / "out") == ["broken.pdf", "copy.pdf", "moved.pdf", "x/a.pdf"]


def test_a_passing_failure_is_tried_again(folder: Path, tmp_path: Path, reader: Reader) -> None:
    def failing(item: Input) -> Outcome:
        return Outcome(item.source, "pdf", FileStatus.FAILED, error="no luck", passing=True)

    convert_paths([folder], tmp_path / "out", order_of(work=failing))
    batch = convert_paths([folder], tmp_path / "out", order_of(work=reader))
    assert len(reader.read) == 3
    assert batch.tally.files[FileStatus.OK] == 2


def test_other_rules_change_what_is_told_and_read_nothing(
    folder: Path, tmp_path: Path, reader: Reader, order: Order
) -> None:
    convert_paths([folder], tmp_path / "out", order)
    reader.taken()
    convert_paths([folder], tmp_path / "out", order_of(work=reader, select=["grade"]))
    assert reader.taken() == []
    told = (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8-sig")
    assert "score-sum" not in told


def test_what_somebody_changed_is_written_again(folder: Path, tmp_path: Path, order: Order) -> None:
    out = tmp_path / "out"
    convert_paths([folder], out, order)
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.csv")}
    convert_paths([folder], out, order)
    assert before == {path.name: path.stat().st_mtime_ns for path in out.glob("*.csv")}
    (out / "forms.csv").write_text("mine")
    (out / "forms" / "a_pdf-1.json").unlink()
    convert_paths([folder], out, order)
    assert len(read_output(out)) == 3


def test_two_runs_in_one_folder_are_one_too_many(
    folder: Path, tmp_path: Path, order: Order
) -> None:
    with (
        held(tmp_path / "out"),
        pytest.raises(UsageError, match="another run is at work"),
    ):
        convert_paths([folder], tmp_path / "out", order)
    convert_paths([folder], tmp_path / "out", order)


def test_a_run_in_which_every_file_failed_keeps_the_earlier_output(
    folder: Path, tmp_path: Path, order: Order
) -> None:
    convert_paths([folder], tmp_path / "out", order)
    batch = convert_paths([folder / "broken.pdf"], tmp_path / "out", order)
    assert batch.out is None
    assert batch.tally.all_failed
    assert len(read_output(tmp_path / "out")) == 3


def test_a_failed_run_tells_why_where_nothing_was(
    folder: Path, tmp_path: Path, order: Order
) -> None:
    assert convert_paths([folder / "broken.pdf"], tmp_path / "out", order).out
    assert "broken.pdf" in (tmp_path / "out" / "files.csv").read_text("utf-8")


def test_a_run_says_how_it_went(folder: Path, tmp_path: Path, order: Order) -> None:
    convert_paths([folder], tmp_path / "out", order)
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["files"]["total"] == run["files"]["read"] == 3
    assert run["files"]["read_status"] == {"failed": 1, "ok": 2}
    assert str(tmp_path) not in json.dumps(run)
    convert_paths([folder], tmp_path / "out", order)
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert (run["files"]["kept"], run["files"]["read"]) == (3, 0)


def test_the_slowest_file_can_be_looked_into(folder: Path, tmp_path: Path) -> None:
    convert_paths([folder], tmp_path / "out", order_of(work=handmade.work, profile=True))
    told = (tmp_path / "out" / "profile.txt").read_text(encoding="utf-8")
    assert "cumulative" in told
    assert "work" in told
