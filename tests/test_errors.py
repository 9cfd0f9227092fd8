"""Every error says the same in both languages."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import zipingbiao
from zipingbiao import errors
from zipingbiao.errors import UsageError, ZipingbiaoError
from zipingbiao.language import Language

PACKAGE = Path(zipingbiao.__file__).parent
HAN = re.compile(r"[\u3400-\u9fff]")
NAMES = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, ZipingbiaoError)
}


def raised() -> Iterator[tuple[str, list[ast.expr]]]:
    """Every error that the package makes: where, and its sentences."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in NAMES:
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node.args


ALL = list(raised())


# How the same is written in two languages: halves of pairs, list separators, words for nothing.
SPELLINGS = (
    (r"\.(en|zh)\b", ""),
    (r"'[;；,、] ?'\.join", "joined"),
    (r" or '[^']*'", ""),
    (r"^(path\.)?suffix(\.lower\(\))?$", "suffix"),
    (r"^error\.message_zh$", "error"),
    (r"^outcome\.error_in\(Language\.ZH\)$", "outcome.error"),
)


def words(sentence: ast.expr) -> set[str]:
    """What is filled into a sentence."""
    found = set()
    for node in ast.walk(sentence):
        if isinstance(node, ast.FormattedValue):
            written = ast.unparse(node.value)
            for spelling, plain in SPELLINGS:
                written = re.sub(spelling, plain, written)
            found.add(written)
    return found


def literal(sentence: ast.expr) -> str:
    return "".join(
        node.value
        for node in ast.walk(sentence)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def test_there_are_many() -> None:
    assert len(ALL) > 90


@pytest.mark.parametrize(("where", "sentences"), ALL, ids=[where for where, _ in ALL])
def test_both_sentences_say_the_same(where: str, sentences: list[ast.expr]) -> None:
    english, chinese = sentences
    assert not HAN.search(literal(english))
    if re.search("[a-z]", literal(english)):
        assert HAN.search(literal(chinese))
        assert english is not chinese


@pytest.mark.parametrize(("where", "sentences"), ALL, ids=[where for where, _ in ALL])
def test_chinese_names_nothing_that_english_does_not(where: str, sentences: list[ast.expr]) -> None:
    english, chinese = sentences
    assert words(chinese) <= words(english)


def test_an_error_is_said_in_a_language_and_travels_with_both() -> None:
    error = UsageError("no such file", "没有这个文件")
    assert error.said(Language.EN) == str(error) == "no such file"
    assert error.said(Language.ZH) == "没有这个文件"
    brought = pickle.loads(pickle.dumps(error))
    assert type(brought) is UsageError
    assert (str(brought), brought.message_zh) == ("no such file", "没有这个文件")
