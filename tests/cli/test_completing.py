from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import handmade
import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from zipingbiao.cli import main


def offered(*words: str) -> list[str]:
    """What a shell offers for the last of the words."""
    shell = ShellComplete(main, {}, "zipingbiao", "_ZIPINGBIAO_COMPLETE")
    return [item.value for item in shell.get_completions(list(words[:-1]), words[-1])]


def kinds(*words: str) -> list[str]:
    shell = ShellComplete(main, {}, "zipingbiao", "_ZIPINGBIAO_COMPLETE")
    return [item.type for item in shell.get_completions(list(words[:-1]), words[-1])]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_asks_the_program(shell: str) -> None:
    result = CliRunner().invoke(main, ["completion", shell])
    assert result.exit_code == 0
    assert f"_ZIPINGBIAO_COMPLETE={shell}_complete" in result.stdout


def test_another_shell_is_a_wrong_call() -> None:
    result = CliRunner().invoke(main, ["completion", "tcsh"])
    assert result.exit_code == 2
    assert "'bash', 'zsh', 'fish'" in result.stderr


def test_the_script_works_in_bash(tmp_path: Path) -> None:
    script = CliRunner().invoke(main, ["completion", "bash"]).stdout
    program = tmp_path / "zipingbiao"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m zipingbiao "$@"\n')
    program.chmod(0o755)
    ask = (
        "COMP_WORDS=(zipingbiao check --select weight-h); COMP_CWORD=3\n"
        f'_zipingbiao_completion "{program}"; echo "${{COMPREPLY[@]}}"\n'
    )
    done = subprocess.run(
        ["bash", "-c", script + ask], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "weight-hundred"


def test_commands_and_languages_are_offered() -> None:
    assert offered("ex") == ["explain"]
    assert offered("check", "--lang", "") == ["zh", "en"]


def test_rules_are_offered_also_behind_a_comma() -> None:
    assert offered("check", "--select", "budget-") == ["budget-split", "budget-zero"]
    assert offered("convert", "--ignore", "grade,budget-s") == ["grade,budget-split"]
    assert offered("check", "--select", "nonsense") == []


def test_formats_are_offered() -> None:
    assert offered("convert", "--format", "parquet,duck") == ["parquet,duckdb"]


def test_folders_are_offered_for_families() -> None:
    assert kinds("check", "--families", "") == ["dir"]


def test_findings_of_the_output_are_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = handmade.write_batch(tmp_path)
    begun = "2022-科工商信局-score"
    assert offered("explain", "--out", str(out), begun) == ["2022-科工商信局-score-sum-1"]
    monkeypatch.chdir(out)
    assert offered("explain", begun) == ["2022-科工商信局-score-sum-1"]


def test_nothing_is_offered_where_there_is_no_output(tmp_path: Path) -> None:
    assert offered("explain", "--out", str(tmp_path), "a") == []
    (tmp_path / "findings.csv").write_bytes(b"\xff\xfe\x00")
    assert offered("explain", "--out", str(tmp_path), "") == []
