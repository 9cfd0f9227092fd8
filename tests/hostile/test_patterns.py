"""No regular expression of the package takes more than linear time, or little more, on any text."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import zipingbiao

# As long as a text may be (`bounds.MOST_TEXT`) it takes 25 times what it takes here, if it takes
# the square; seconds of the processor.
LENGTH, MOST_SECONDS = 4_000, 0.3
UNITS = (
    "a", "1", " ", "\n", "\t", "(", "（", "[", ".", ",", "一", "百", "指标1", "1.", "1,", "1 ",
    "1,000", "< ", '"', "#", "%", "《", "绩", "其中", "年", "元", "=", "-", "/", ":", "1年", "一、",
    "A ", "（一）", "1-", "g ", "'", "_", ";", "中 1", "<!--", "Do ", "1 0 R ", "=-", "…", "·",
)  # fmt: skip
ENDS = ("", "!", "\x00终")
# Only ever used at the beginning of a text, or only with what the program itself wrote.
MATCHED = {
    "zipingbiao.extract.source": "the first kilobyte of a file, from its beginning",
    "zipingbiao.extract.notes": "notes are the program's own",
    "zipingbiao.reconcile.layout._MEASURE": "matched at the beginning only",
    "zipingbiao.extract.sheet._INDEX": "matched as a whole only",
}


def compiled() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Every pattern of the package: those of its modules, and those written into a call."""
    for module in pkgutil.walk_packages(zipingbiao.__path__, "zipingbiao."):
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            held = value.values() if isinstance(value, dict) else value
            for item in held if isinstance(value, (dict, tuple, list)) else (value,):
                if isinstance(item, re.Pattern):
                    yield f"{module.name}.{name}", item
        path = loaded.__spec__.origin if loaded.__spec__ else None
        if path:
            with open(path, encoding="utf-8") as source:
                yield from _written(module.name, ast.parse(source.read()))


def _written(module: str, tree: ast.AST) -> Iterator[tuple[str, re.Pattern[str]]]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        owner, first = node.func.value, node.args[0]
        in_call = isinstance(owner, ast.Name) and owner.id == "re" and node.func.attr != "compile"
        if in_call and isinstance(first, ast.Constant):
            yield f"{module}:{node.lineno}", re.compile(str(first.value))


PATTERNS = {pattern: name for name, pattern in compiled()}


def test_patterns_are_found() -> None:
    assert len(PATTERNS) > 60


@pytest.mark.parametrize("pattern", PATTERNS, ids=list(PATTERNS.values()))
def test_a_pattern_is_quick_on_any_text(pattern: re.Pattern[str] | re.Pattern[bytes]) -> None:
    if any(PATTERNS[pattern].startswith(name) for name in MATCHED):
        looks = (pattern.match,)
    else:
        looks = (pattern.search,)
    for unit in UNITS:
        for end in ENDS:
            text = unit * (LENGTH // len(unit)) + end
            said = text.encode() if isinstance(pattern.pattern, bytes) else text
            for look in looks:
                started = time.process_time()
                look(said)  # type: ignore[arg-type]
                assert time.process_time() - started < MOST_SECONDS, (unit, end)
