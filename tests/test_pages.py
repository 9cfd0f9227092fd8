"""How pages are followed: what they say wrongly is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import blocks, commands, follow

FENCE = "```"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page that is followed where it lies."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "page.md"


def page(path: Path, *parts: str) -> Path:
    """A page of fenced blocks; each begins with its language."""
    path.write_text("\n".join(f"{FENCE}{part}\n{FENCE}\n" for part in parts), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "session",
    [
        "$ echo one\none",
        "$ printf 'one\\ntwo\\nthree\\n'\none\n…\nthree",
        "$ printf 'one\\ntwo\\n'\n…\ntwo",
        "$ printf 'one\\ntwo\\n'\none\n…",
        "$ echo 12.5 s\n… s",
        "$ echo one \\\n    two\none two",
        "$ false\n$ echo $?\n1",
        "$ true",
    ],
)
def test_what_is_so_passes(written: Path, session: str) -> None:
    follow(page(written, f"console\n{session}"), written.parent)


@pytest.mark.parametrize(
    "session",
    [
        "$ echo one\ntwo",
        "$ echo one two\none",
        "$ printf 'one\\ntwo\\n'\none",
        "$ false",
        "$ true\n$ echo $?\n1",
        "$ echo 12.5\n… s",
    ],
)
def test_what_is_not_so_is_told(written: Path, session: str) -> None:
    with pytest.raises(AssertionError):
        follow(page(written, f"console\n{session}"), written.parent)


def test_files_and_python_come_in_their_order(written: Path) -> None:
    given = page(
        written,
        'text title="a/b.txt"\nhello',
        "console\n$ cat a/b.txt\nhello",
        "python\nfrom pathlib import Path\nprint(Path('a/b.txt').read_text())",
        'text title="it prints"\nhello',
    )
    follow(given, written.parent)
    with pytest.raises(AssertionError):
        follow(page(written, "python\nprint(1)", 'text title="it prints"\n2'), written.parent)


def test_a_block_that_is_not_run_says_why(written: Path) -> None:
    written.write_text(f"<!-- not run: so -->\n{FENCE}console\n$ false\n{FENCE}\n", "utf-8")
    (block,) = blocks(written)
    assert block.why == "so"
    assert [command.line for command in commands(block)] == ["false"]
    follow(written, written.parent)
