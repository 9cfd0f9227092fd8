"""The house keeps its plan: who may import whom, and how big things may grow."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "zipingbiao"
FACE = {"__init__", "__main__", "cli", "doctor", "inspection", "progress", "viewing"}
GROUND = {"errors", "language", "schemas"}
# A room → the rooms it may look into, besides itself and the ground floor.
# extract and normalize know nothing of forms' checks, reconcile nothing of files or pixels.
ROOMS: dict[str, set[str]] = {
    "language": set(),
    "errors": {"language"},
    "schemas": set(),
    "extract": set(),
    "normalize": set(),
    "reconcile": {"normalize"},
    "report": {"extract"},
    "batch": {"extract", "normalize", "reconcile", "report"},
}
MOST_LINES = 500
MOST_LINES_IN_A_FUNCTION = 60
FILES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """The stage a file belongs to, or its own name at the top."""
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imports(tree: ast.AST) -> Iterator[str]:
    """The project's own modules that a file imports, also inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("zipingbiao"):
            assert node.level == 0, "imports are absolute"
            names = [node.module or ""]
            if node.module == "zipingbiao":
                names = [f"zipingbiao.{alias.name}" for alias in node.names]
            yield from names
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.startswith("zipingbiao"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_looks_only_downstairs(path: Path) -> None:
    here = room(path)
    if here in FACE:
        return
    allowed = ROOMS[here] | {here} | (GROUND if here not in GROUND else {"errors", "language"})
    for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        there = name.split(".")[1] if "." in name else "__init__"
        assert there in allowed, f"{here} must not import {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_stay_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MOST_LINES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            lines = node.end_lineno - node.lineno + 1
            assert lines <= MOST_LINES_IN_A_FUNCTION, f"{node.name} has {lines} lines"


def test_the_links_at_the_root_lead_to_the_stages() -> None:
    stages = {
        path.name
        for path in PACKAGE.iterdir()
        if path.is_dir() and path.name not in {"__pycache__", *FACE}
    }
    links = {path.name: path for path in PACKAGE.parent.iterdir() if path.is_symlink()}
    assert set(links) == stages
    assert all(path.readlink() == Path("zipingbiao") / name for name, path in links.items())
