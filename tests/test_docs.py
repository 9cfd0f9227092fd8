"""What the documents say is so: commands and Python examples are run, links lead somewhere."""

from __future__ import annotations

import doctest
import importlib
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from pages import blocks, follow, name_of, pages

import zipingbiao
from zipingbiao.cli import main
from zipingbiao.schemas.family import Family, families

ROOT = Path(__file__).parent.parent
PAGES = pages()
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")
TARGET = re.compile(r"(?:`|\$ )make ([a-z-]+)")
# So long a line fits a page of the site.
WIDE = 84
# Why a block may be left out; the fewer the better.
REASONS = {
    "it installs packages",
    "it needs a cluster",
    "it needs a store elsewhere",
    "it needs a program that is no part of the environment",
}

every_page = pytest.mark.parametrize("page", PAGES, ids=name_of)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a page is followed: it has the fixtures, as the checkout does."""
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures", ignore=shutil.ignore_patterns("*.py"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@every_page
def test_what_a_page_says_can_be_done(page: Path, folder: Path) -> None:
    follow(page, folder)


def test_few_commands_are_not_run_and_each_says_why() -> None:
    left_out = [block.why for page in PAGES for block in blocks(page) if block.why]
    assert set(left_out) == REASONS
    assert len(left_out) <= 10


@every_page
def test_every_command_is_shown_so_that_it_is_run(page: Path) -> None:
    """Not in a block of another kind, and not without its `$`."""
    for block in blocks(page):
        lines = block.text.splitlines()
        if block.language == "console":
            assert lines[0].startswith("$ "), lines[0]
            assert not [line for line in lines if line.startswith("$ ") and " #" in line]
        elif block.language in ("text", "bash", "sh", "shell"):
            assert not [line for line in lines if re.match(r"\$ |(?:zipingbiao|pip|make) \w", line)]
        typed = [line for line in lines if block.language == "python" or line.startswith("$ ")]
        assert [line for line in typed if len(line) > WIDE] == []


@pytest.mark.parametrize("name", ["normalize.figures", "normalize.targets", "reconcile.grades"])
def test_examples_in_docstrings_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(f"zipingbiao.{name}"))
    assert result.attempted > 0
    assert result.failed == 0


@every_page
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_picture_is_shown_and_taken_by_a_test() -> None:
    told = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    taken = (ROOT / "tests" / "browser" / "test_walkthroughs.py").read_text(encoding="utf-8")
    for picture in (ROOT / "docs" / "pictures").iterdir():
        walk, _, name = picture.stem.partition("-")
        assert f"pictures/{picture.name})" in told, picture.name
        assert f'"{name}")' in taken, picture.name
        assert f'Walk.of("{walk}"' in taken, picture.name


@every_page
def test_make_targets_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(TARGET.findall(page.read_text(encoding="utf-8"))) <= targets


@pytest.fixture
def walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which somebody did what docs/families.md says."""
    monkeypatch.chdir(tmp_path)
    follow(ROOT / "docs" / "families.md", tmp_path)
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


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_has_the_measured_figures(name: str) -> None:
    """Its rows of figures stand in docs/accuracy.md, in order; columns may be left out."""
    measured = figures(ROOT / "docs" / "accuracy.md")
    rows = figures(ROOT / name)
    assert len(rows) == 4
    for row in rows:
        assert any(in_order(row, one) for one in measured), row


def in_order(few: list[str], many: list[str]) -> bool:
    """Whether the few stand among the many, in their order."""
    left = iter(many)
    return all(one in left for one in few)


def figures(page: Path) -> list[list[str]]:
    """The rows of tables that hold five figures or more."""
    lines = page.read_text(encoding="utf-8").splitlines()
    rows = [re.findall(r"(?<=\| )[\d.]+(?: %)?(?= \|)", line) for line in lines]
    return [row for row in rows if len(row) >= 5]
