"""docs/errors.md has every sentence that the program says when something is wrong, and no other.

Sentences are collected from the code: what is given to an error, to a cause, or returned by a
function that words one. `…` stands for what is filled in.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from zipingbiao.batch.exit_status import ExitStatus
from zipingbiao.errors import ZipingbiaoError
from zipingbiao.extract import notes
from zipingbiao.schemas import family_files

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "zipingbiao"
PAGE = ROOT / "docs" / "errors.md"
ROW = re.compile(r"^\| (?:``\s?(.+?)\s?``|`(.+?)`) \| (.+?) \|$", re.MULTILINE)
# Classes whose first (of a `Message`, second) argument is a sentence, beside the errors themselves.
CAUSES = {"batch/failures.py", "batch/work.py"}
WRITTEN_BY_PEOPLE = {"schemas/family.py", "schemas/practice.py"}
# Functions that word (a part of) a sentence, and where what they return ends up.
WORDED = {"batch/apply.py": {"_why_not"}, "schemas/family_files.py": {"_syntax"}}
# What the commands say beside errors when something went wrong.
TOLD = {"cli/group.py": {"_GO_ON"}, "cli/converting.py": {"_LEFT"}}
# Sentences that only pass on another one, which is collected where it is made.
PASSED_ON = {
    "__init__.py": 1,
    "cli/looking.py": 1,
    "schemas/family_files.py": 1,
    "batch/work.py": 1,
}


def errors() -> set[str]:
    """The names of all errors of the program."""
    found, left = set[str](), [ZipingbiaoError]
    while left:
        kind = left.pop()
        found.add(kind.__name__)
        left += kind.__subclasses__()
    return found


def template(node: ast.expr) -> str:
    """A sentence as it is written, with `…` for what is filled in."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(map(template, node.values))
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Words", "Message"):
        return template(node.args[1])
    if isinstance(node, ast.BinOp):
        return template(node.left) + template(node.right)
    return "…"


def sentences(path: Path) -> Iterator[str]:
    """The sentences that a file words."""
    name = path.relative_to(PACKAGE).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            called = node.func.id
            if called in errors() or (called == "ValueError" and name in WRITTEN_BY_PEOPLE):
                yield template(node.args[0])
            elif called == "Message" and name in CAUSES:
                yield template(node.args[1])
        elif isinstance(node, ast.FunctionDef) and node.name in WORDED.get(name, ()):
            found = (one.value for one in ast.walk(node) if isinstance(one, ast.Return))
            yield from (template(value) for value in found if isinstance(value, ast.Call))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in TOLD.get(name, ()):
            yield re.sub(r"\{\w+\}", "…", template(node.value))


def is_passed_on(sentence: str) -> bool:
    """Whether nothing of it is worded here."""
    return not re.search(r"\w", sentence)


def said() -> set[str]:
    """Every sentence of the program."""
    worded = {one for path in PACKAGE.rglob("*.py") for one in sentences(path)}
    of_pages = {
        value for name, value in vars(notes).items() if name.isupper() and isinstance(value, str)
    } - {notes._SEPARATOR}
    of_families = {
        re.sub(r"\{\w+\}", "…", sentence.en) for sentence in family_files._SENTENCES.values()
    }
    return {one for one in worded | of_pages | of_families if not is_passed_on(one)}


def shown() -> dict[str, str]:
    """The sentences of the page, and what it says to do."""
    found = ROW.finditer(PAGE.read_text(encoding="utf-8"))
    rows = {match[1] or match[2]: match[3] for match in found}
    return {sentence: cure for sentence, cure in rows.items() if not sentence.isdigit()}


def test_every_sentence_is_on_the_page_and_no_other() -> None:
    assert len(said()) > 100
    assert sorted(said() - shown().keys()) == []
    assert sorted(shown().keys() - said()) == []


def test_what_is_only_passed_on_is_known() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): count
        for path in sorted(PACKAGE.rglob("*.py"))
        if (count := sum(map(is_passed_on, sentences(path))))
    }
    assert found == PASSED_ON


@pytest.mark.parametrize("status", ExitStatus, ids=lambda status: status.name)
def test_every_exit_status_is_told(status: ExitStatus) -> None:
    assert f"| `{status.value}` |" in PAGE.read_text(encoding="utf-8")


def test_every_error_class_is_told() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in errors() if f"`{name}`" not in text] == []
