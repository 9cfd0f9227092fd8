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

from zipingbiao.cli import main

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = sorted([README, ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
HELP = re.compile(r"```console\n\$ zipingbiao (?P<words>[^\n]*--help)\n(?P<text>.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")
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
    assert {match["words"].split()[0] for match in shown} >= {"--help", "convert", "check", "show"}
    for match in shown:
        assert match["text"] == help_text(match["words"]), "run `make golden` and read the diff"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_examples_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures", ignore=shutil.ignore_patterns("*.py"))
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in PYTHON.findall(page.read_text(encoding="utf-8")):
        exec(compile(block, page.name, "exec"), names)


@pytest.mark.parametrize("name", ["normalize.figures", "reconcile.grades"])
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
