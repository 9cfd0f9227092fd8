from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from outputs import contents
from zips import FORM

import zipingbiao
from zipingbiao.batch.apply import apply
from zipingbiao.batch.convert import convert_paths
from zipingbiao.cli import main
from zipingbiao.errors import UsageError
from zipingbiao.report.corrections import COLUMNS

# Its total is 99, its only score 99; with 98 the sum breaks.
WRONG = FORM.replace("总分\t\t\t\t100\t99", "总分\t\t\t\t100\t98")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "in"
    root.mkdir()
    (root / "a.txt").write_text(FORM, encoding="utf-8")
    (root / "b.txt").write_text(WRONG, encoding="utf-8")
    return root


@pytest.fixture
def out(folder: Path, tmp_path: Path) -> Path:
    convert_paths([folder], tmp_path / "out")
    return tmp_path / "out"


Told = Callable[..., Path]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    def write(*lines: str) -> Path:
        path = tmp_path / "corrections.csv"
        path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8-sig")
        return path

    return write


def line(value: str, form: str = "b_txt-1", key: str = "forms,1,total_score", sha: str = "") -> str:
    return f"{form},{sha},{key},98,98,{value},甲,2026-01-02T03:04:05Z"


def rules(out: Path) -> dict[str, list[str]]:
    found = zipingbiao.load(out).findings
    return {str(form): list(rows["rule"]) for form, rows in found.groupby("form_id")}


def test_a_correction_is_put_in_and_checked(out: Path, told: Told) -> None:
    assert "score-sum" in rules(out)["b_txt-1"]
    batch, changed = apply(out, told(line("99")))
    assert (changed, batch.out) == (1, out)
    assert "score-sum" not in rules(out).get("b_txt-1", [])
    values = zipingbiao.load(out).values
    (row,) = values[
        (values["form_id"] == "b_txt-1") & (values["column"] == "total_score")
    ].itertuples()
    assert (row.text, row.value, row.status) == ("98", 99.0, "reviewed")


def test_applied_twice_it_changes_nothing(out: Path, told: Told) -> None:
    apply(out, told(line("99")))
    before = contents(out), (out / "forms.csv").stat().st_mtime_ns
    _, changed = apply(out, told(line("99")))
    assert changed == 0
    assert (contents(out), (out / "forms.csv").stat().st_mtime_ns) == before


def test_later_conversions_keep_it_as_long_as_the_content_is_the_same(
    out: Path, folder: Path, told: Told
) -> None:
    apply(out, told(line("99")))
    (folder / "b.txt").rename(folder / "moved.txt")
    convert_paths([folder], out)
    assert "score-sum" not in rules(out).get("moved_txt-1", [])
    (folder / "moved.txt").write_text(WRONG + "\n", encoding="utf-8")
    convert_paths([folder], out)
    assert "score-sum" in rules(out)["moved_txt-1"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (line("99", form="nobody-1"), "line 3: there is no form 'nobody-1'"),
        (line("99", key="forms,1,nonsense"), "no figure 'forms/1/nonsense'"),
        (line("99", key="indicators,77,score"), "no figure 'indicators/77/score'"),
        (line("99", sha="ab" * 32), "has changed since the review"),
        (line("ninety"), "'ninety' is no number"),
    ],
)
def test_one_wrong_line_and_nothing_is_applied(
    out: Path, told: Told, wrong: str, said: str
) -> None:
    before = contents(out)
    with pytest.raises(UsageError, match=said):
        apply(out, told(line("99"), wrong))
    assert contents(out) == before
    assert "score-sum" in rules(out)["b_txt-1"]


def test_what_is_no_output_is_one_clear_line(tmp_path: Path, told: Told) -> None:
    (tmp_path / "else").mkdir()
    with pytest.raises(UsageError, match="no output that can be corrected"):
        apply(tmp_path / "else", told(line("99")))


def test_the_wanted_rules_and_formats_stay(folder: Path, tmp_path: Path, told: Told) -> None:
    out = tmp_path / "other"
    zipingbiao.convert([folder], out=out, ignore=["score-sum"], formats=["sqlite"])
    apply(out, told(line("97")))
    assert "score-sum" not in rules(out).get("b_txt-1", [])
    assert (out / "tables.sqlite").exists()


def test_the_command_says_how_many(out: Path, told: Told) -> None:
    result = CliRunner().invoke(main, ["apply", str(out), str(told(line("99")))])
    assert result.exit_code in (0, 1), result.output
    assert "applied: 1 new correction(s)" in result.stderr


def test_a_dash_says_that_no_number_is_printed(out: Path, told: Told, folder: Path) -> None:
    (key,) = [line for line in _keys(out, "b_txt-1") if line.startswith("indicators,1,score")]
    said = told(line("-", key=key))
    assert apply(out, said)[1] == 1
    assert key not in _keys(out, "b_txt-1")
    assert apply(out, said)[1] == 0
    convert_paths([folder], out)
    assert key not in _keys(out, "b_txt-1")


def _keys(out: Path, form: str) -> list[str]:
    values = zipingbiao.load(out).values
    rows = values[values["form_id"] == form].itertuples()
    return [f"{row.table},{row.line},{row.column}" for row in rows]
