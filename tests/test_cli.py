from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

import handmade
import pytest
from click.testing import CliRunner, Result

from zipingbiao.cli import main
from zipingbiao.errors import UnknownKind
from zipingbiao.schemas.page import Document, Grid, Page, Source


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    handmade.stand_in(monkeypatch)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return handmade.write_batch(tmp_path)


def run(*arguments: str | Path) -> Result:
    """Run a command in this process, where files are "read" by their names."""
    given = [str(argument) for argument in arguments]
    if given[0] == "convert":
        given += ["--engine", "serial"]
    return CliRunner().invoke(main, given)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "in"
    root.mkdir()
    for name in ("a.pdf", "plain.pdf"):
        (root / name).write_text(name)
    return root


def test_convert_writes_and_sums_up(folder: Path, tmp_path: Path) -> None:
    result = run("convert", folder, "--out", tmp_path / "out")
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert "[2/2] ok  plain.pdf" in result.stderr
    assert "files 2 · forms 2" in result.stderr
    assert "report.html" in result.stderr
    assert (tmp_path / "out" / "forms.csv").exists()


def test_quiet_says_nothing(folder: Path, tmp_path: Path) -> None:
    result = run("convert", folder / "plain.pdf", "-o", tmp_path / "out", "--quiet")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (["plain.pdf"], 0),
        (["a.pdf"], 1),
        (["a.pdf", "broken.pdf"], 3),
        (["broken.pdf"], 4),
    ],
)
def test_exit_status_says_what_happened(
    folder: Path, tmp_path: Path, names: list[str], status: int
) -> None:
    (folder / "broken.pdf").write_text("broken")
    paths = [folder / name for name in names]
    assert run("convert", *paths, "--out", tmp_path / "out").exit_code == status
    forgiven = run("convert", *paths, "--out", tmp_path / "out", "--exit-zero").exit_code
    assert forgiven == (4 if status == 4 else 0)


def test_failed_files_are_listed_with_their_reason(folder: Path, tmp_path: Path) -> None:
    (folder / "broken.pdf").write_text("broken")
    result = run("convert", folder, "--out", tmp_path / "out")
    assert "  broken.pdf: the PDF is damaged or cut off: fetch it again" in result.stderr


def test_an_earlier_output_survives_a_failed_run(written: Path, folder: Path) -> None:
    (folder / "broken.pdf").write_text("broken")
    result = run("convert", folder / "broken.pdf", "--out", written)
    assert result.exit_code == 4
    assert "left as it was" in result.stderr
    assert (written / "forms" / "clean.json").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["convert"],
        ["convert", "x"],
        ["convert", "nowhere", "--out", "out"],
        ["check", "nowhere"],
        ["show", "nowhere"],
        ["nonsense"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_one_clear_line_and_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert result.stderr.strip()


def test_interrupting_is_130_and_says_how_to_go_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(item: object, options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["zipingbiao.batch.work"], "process_document", interrupted)
    result = run("convert", folder, "--out", tmp_path / "out")
    assert result.exit_code == 130
    assert "goes on where it ended" in result.stderr


def test_check_reads_an_output(written: Path) -> None:
    result = run("check", written)
    assert result.exit_code == 3
    assert "[error] sum of scores (score-sum)" in result.stdout
    assert "broken.pdf" in result.stdout
    assert run("check", written, "--exit-zero").exit_code == 0


def test_check_reads_a_file_on_the_spot(folder: Path) -> None:
    assert run("check", folder / "a.pdf").exit_code == 1
    assert run("check", folder / "plain.pdf").exit_code == 0


def test_check_refuses_another_folder(folder: Path) -> None:
    result = run("check", folder)
    assert result.exit_code == 2
    assert "not a finished output folder" in result.stderr


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_document(path: Path) -> Document:
        if path.suffix == ".md":
            raise UnknownKind("no reader for files of this kind: .md", "不支持这种文件（.md）")
        page = Page(1, 10, 10, Source.DUMP, grids=(Grid(1, 0, 0, (), spanned=False),))
        return Document(str(path), "text", "00", (page,))

    module = ModuleType("zipingbiao.extract.reader")
    module.read_document = read_document  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)


@pytest.mark.usefixtures("reader")
def test_show_prints_grids(folder: Path) -> None:
    result = run("show", folder / "a.pdf", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["pages"][0]["number"] == 1
    assert "page 1: 10 × 10, dump" in run("show", folder / "a.pdf").stdout


@pytest.mark.usefixtures("reader")
def test_show_says_what_it_cannot_show(folder: Path) -> None:
    assert run("show", folder / "a.pdf", "--page", "9").exit_code == 2
    (folder / "a.md").touch()
    result = run("show", folder / "a.md")
    assert result.exit_code == 4
    assert result.stderr.startswith(f"zipingbiao: {folder / 'a.md'}: no reader")


@pytest.mark.parametrize("command", ["convert", "check", "families", "show"])
def test_every_command_has_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"zipingbiao {command} " in result.stdout.split("Example:")[1]


def test_the_help_tells_the_exit_statuses() -> None:
    for status in ("0 all clean", "1 findings", "2 usage", "3 some", "4 all", "130 interrupted"):
        assert status in run("--help").stdout


def test_the_version_is_the_package_s() -> None:
    from zipingbiao import __version__

    assert __version__ in run("--version").stdout


FAMILY = "id: my-form\nname: 某表\nscope: project\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "a.yaml").write_text(FAMILY, encoding="utf-8")
    return folder


def test_families_lists_them_also_as_data(own: Path) -> None:
    lines = run("families").stdout.splitlines()
    assert lines[-1].split() == ["generic", "project", "绩效自评表(通用)"]
    assert "my-form" not in run("families").stdout
    assert "my-form" in run("families", "--families", own).stdout
    listed = json.loads(run("families", "--families", own, "--json").stdout)
    assert {family["id"] for family in listed} >= {"my-form", "mof-project", "generic"}


@pytest.mark.parametrize("command", ["convert", "check", "show"])
def test_a_broken_family_file_ends_the_command_before_anything_is_read(
    own: Path, folder: Path, tmp_path: Path, command: str
) -> None:
    (own / "b.yaml").write_text("id: b\nname: 某表\nscope: projekt\n", encoding="utf-8")
    out = () if command == "check" else ("--out", tmp_path / "out.png")
    result = run(command, folder / "a.pdf", "--families", own, *out)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"zipingbiao: {own / 'b.yaml'}: scope: ")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out.png").exists()


def test_an_output_is_not_read_again_with_other_families(written: Path, own: Path) -> None:
    result = run("check", written, "--families", own)
    assert result.exit_code == 2
    assert "is an output already" in result.stderr


def test_rules_are_listed() -> None:
    lines = run("rules").stdout.splitlines()
    assert lines[0].split()[:2] == ["score-sum", "error"]
    assert any(line.startswith("weight-scheme") and "WGT-05" in line for line in lines)
    listed = json.loads(run("rules", "--json").stdout)
    assert len(listed) == len(lines)
    assert {"slug", "ids", "severity", "formula", "message", "message_en", "example"} <= set(
        listed[0]
    )


def test_a_folder_s_findings_are_chosen(written: Path) -> None:
    every = run("check", written)
    assert "score-sum" in every.stdout
    some = run("check", written, "--ignore", "SCO,LOG-06", "--ignore", "weight-sum")
    assert "score-sum" not in some.stdout
    assert run("check", written, "--select", "NAR").exit_code == 3  # a file failed


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_a_usage_error(written: Path, folder: Path, option: str) -> None:
    checked = run("check", written, option, "WGTX")
    converted = run("convert", folder, "-o", folder / "out", option, "WGTX")
    for result in (checked, converted):
        assert result.exit_code == 2
        assert "no rule 'WGTX'" in result.stderr


def test_verbose_says_more_and_not_beside_quiet(folder: Path, tmp_path: Path) -> None:
    told = run("convert", folder, "-o", tmp_path / "out", "--verbose")
    assert "    pdf, 3 page(s)" in told.stderr
    result = run("convert", folder, "-o", tmp_path / "out", "-q", "-v")
    assert result.exit_code == 2
    assert "give one of them" in result.stderr
