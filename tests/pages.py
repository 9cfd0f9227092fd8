"""A page of the documents as somebody follows it: its files written, its commands and Python run.

A block ```console is a session: a line `$ …` is a command, the lines below it are what it prints
(`…` stands for anything). A command ends with status 0, or with what `echo $?` below it prints;
`watch` is interrupted once it has written its output. No command has a comment beside it, for some
shells take it for arguments. A remark `<!-- not run: why -->` above a block leaves it out. A block
with a title is a file of that name, but for one called `it prints`: that is what the Python above
it prints.
"""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
# A block, and the remark above it.
_BLOCK = re.compile(
    r"^(?:<!-- not run: (?P<why>[^\n]*) -->\n)?"
    r'```(?P<language>\w+)(?: title="(?P<file>[^"]+)")?\n(?P<text>.*?)^```$',
    re.DOTALL | re.MULTILINE,
)
_STATUS = "echo $?"
_PRINTED = "it prints"
_UNTIL_STOPPED = "zipingbiao watch "
_MOST_SECONDS = 240


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `file` is its name if it is a file, `why` why it is not run, if it is not."""

    language: str
    text: str
    file: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a session, what it is said to print, and the status that it is to end with."""

    line: str
    shown: str
    status: int = 0


def pages() -> list[Path]:
    """All documents for people."""
    top = [*ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md"]
    return sorted([*top, *(ROOT / "docs").rglob("*.md")])


def name_of(page: Path) -> str:
    """The page as the tests call it."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for found in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield Block(found["language"], found["text"], found["file"] or "", found["why"] or "")


def commands(block: Block) -> Iterator[Command]:
    """The commands of a session, with what each is said to print."""
    typed = list(_typed(block))
    for command, after in zip(typed, [*typed[1:], None], strict=True):
        if command.line != _STATUS:
            said = after.shown if after and after.line == _STATUS else "0"
            yield replace(command, status=int(said))


def _typed(block: Block) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, shown = part.partition("\n")
        while line.endswith("\\"):
            more, _, shown = shown.partition("\n")
            line = f"{line[:-1]}{more.strip()}"
        yield Command(line, shown.strip())


def follow(page: Path, folder: Path) -> None:
    """Do in `folder` what the page says, from top to bottom; `folder` is the working directory."""
    names: dict[str, object] = {}
    said = io.StringIO()
    for block in blocks(page):
        if block.why:
            continue
        if block.file == _PRINTED:
            _compare(block.text, said.getvalue(), page.name)
        elif block.file:
            path = folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            said = io.StringIO()
            with redirect_stdout(said):
                exec(compile(block.text, page.name, "exec"), names)
        elif block.language == "console":
            for command in commands(block):
                run(command, folder, locale_of(page))


def locale_of(page: Path) -> str:
    """The locale of those who read a page."""
    return "zh_CN.UTF-8" if page.name.endswith(".zh.md") else "C.UTF-8"


def run(command: Command, folder: Path, locale: str = "C.UTF-8") -> None:
    """Run a command as a terminal does, and hold what it prints against what is shown."""
    if command.line.startswith("make "):  # it would make an environment: that it could is enough
        target = ["make", "-n", *command.line.split()[1:]]
        subprocess.run(target, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        return
    # By LANG alone: a shell complains of a locale in LC_ALL that the system does not have.
    where = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    where |= {"COLUMNS": "100", "LANG": locale, "LC_CTYPE": "C.UTF-8", "HOME": str(folder)}
    where["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{where['PATH']}"
    ends = not command.line.startswith(_UNTIL_STOPPED)
    process = subprocess.Popen(
        ["bash", "-c", command.line if ends else f"exec {command.line}"],
        cwd=folder,
        env=where,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = "" if ends else _until_stopped(process)
    said += process.communicate(timeout=_MOST_SECONDS)[0]
    assert process.returncode == command.status, f"$ {command.line}\n{said}"
    if command.shown:
        _compare(command.shown, said, f"$ {command.line}")


def _compare(shown: str, said: str, where: str) -> None:
    assert _pattern(shown).fullmatch(_trimmed(said)), f"{where}\n{said}\nis shown as\n{shown}"


def _until_stopped(process: subprocess.Popen[str]) -> str:
    """What it prints until it has written its output; then it is interrupted."""
    said = ""
    assert process.stdout is not None
    for line in process.stdout:
        said += line
        if line.startswith("written:"):
            break
    process.send_signal(signal.SIGINT)
    return said


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _pattern(shown: str) -> re.Pattern[str]:
    """What is shown as a pattern: `…` alone is any lines, in a line any text."""
    lines = _trimmed(shown).split("\n")
    last = len(lines) - 1
    made = ""
    for number, line in enumerate(lines):
        if line == "…":
            made += ".*" if number == last else r"(?:.*?\n|)"
        else:
            made += re.escape(line).replace("…", "[^\n]*") + ("" if number == last else "\n")
    return re.compile(made, re.DOTALL)
