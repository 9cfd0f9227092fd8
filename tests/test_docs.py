"""What the documents say is so: help texts, commands and Python examples are run."""

from __future__ import annotations

import doctest
import importlib
import os
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import zipingbiao
from zipingbiao.cli import main
from zipingbiao.schemas.family import Family, families

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = sorted([README, ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
HELP = re.compile(r"```console\n\$ zipingbiao (?P<words>[^\n]*--help)\n(?P<text>.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")
WRITTEN = re.compile(r"```(?:yaml|html) (\S+)\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ zipingbiao (.+)$", re.MULTILINE)
TARGET = re.compile(r"(?:`|\$ )make ([a-z-]+)")


def help_text(words: str) -> str:
    """What `zipingbiao … --help` prints on a terminal of eighty columns."""
    result = CliRunner().invoke(main, words.split(), prog_name="zipingbiao", terminal_width=80)
    assert result.exit_code == 0, result.output
    return result.output


def test_help_in_the_readme_is_what_the_command_prints() -> None:
    text = README.read_text(encoding="utf-8")
    if os.environ.get("ZIPINGBIAO_GOLDEN") == "write":
        text = HELP.sub(
            lambda m: f"```console\n$ zipingbiao {m['words']}\n{help_text(m['words'])}```", text
        )
        README.write_text(text, encoding="utf-8")
    shown = list(HELP.finditer(text))
    assert {match["words"].split()[0] for match in shown} >= {
        "--help",
        "convert",
        "check",
        "families",
        "rules",
        "show",
        "watch",
    }
    for match in shown:
        assert match["text"] == help_text(match["words"]), "run `make golden` and read the diff"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures", ignore=shutil.ignore_patterns("*.py"))
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in PYTHON.findall(page.read_text(encoding="utf-8")):
        exec(compile(block, page.name, "exec"), names)


@pytest.mark.parametrize("name", ["normalize.figures", "normalize.targets", "reconcile.grades"])
def test_examples_in_docstrings_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"zipingbiao.{name}"))
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(TARGET.findall(page.read_text(encoding="utf-8"))) <= targets


@pytest.fixture
def walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which somebody did what docs/families.md says."""
    text = (ROOT / "docs" / "families.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, content in WRITTEN.findall(text):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    for words in COMMAND.findall(text):
        result = CliRunner().invoke(main, words.split())
        assert result.exit_code == 0, f"{words}\n{result.output}"
    return tmp_path


def test_the_walk_through_adds_a_family_that_says_more(walked: Path) -> None:
    before, after = (zipingbiao.load(walked / name) for name in ("before", "after"))
    assert list(before.forms["family"]) == ["generic"]
    assert list(before.funds["item"]) == ["annual_total", "line_2", "line_3"]
    assert not set(before.findings["severity"]) - {"info"}
    assert list(after.forms["family"]) == ["school-canteen"]
    assert list(after.forms["implementing_unit"]) == ["虚构市第九小学"]
    assert list(after.forms["project"]) == ["食堂补助"]
    assert list(after.funds["item"]) == ["annual_total", "meal_subsidy", "parents"]
    errors = after.findings[after.findings["severity"] == "error"]
    assert list(errors["rule"]) == ["budget-split"]
    assert list(errors["computed"]) == ["7.8000"]


def test_a_family_of_ones_own_reaches_every_process_and_python(walked: Path) -> None:
    shutil.copy("canteen.html", "second.html")
    outcomes = zipingbiao.convert(["canteen.html", "second.html"], jobs=2, families="my-families")
    forms = [form for outcome in outcomes for form in outcome.forms]
    assert [form.family for form in forms] == ["school-canteen"] * 2
    (form,) = zipingbiao.read("canteen.html", families="my-families")
    assert form.family == "school-canteen"


def test_the_walk_through_shows_what_a_mistake_says(walked: Path) -> None:
    text = (ROOT / "docs" / "families.md").read_text(encoding="utf-8")
    path = Path("my-families/school-canteen.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("scope: project", "scope: projekt"))
    result = CliRunner().invoke(main, ["families", "--families", "my-families"])
    assert result.exit_code == 2
    assert result.stderr in text


def test_every_family_and_every_field_of_one_is_described() -> None:
    text = (ROOT / "docs" / "families.md").read_text(encoding="utf-8")
    assert [f.id for f in families() if f"\n| `{f.id}` |" not in text] == []
    assert [name for name in Family.model_fields if f"\n| `{name}` |" not in text] == []
