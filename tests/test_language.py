"""Every message is there in both languages, with the same words to be filled in."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from string import Formatter

import pytest

import zipingbiao
from zipingbiao.language import Language, Words, language_of

HAN = re.compile(r"[\u3400-\u9fff]")


def messages() -> Iterator[tuple[str, Words]]:
    """All words and sentences that modules hold, with where they stand."""
    for module in pkgutil.walk_packages(zipingbiao.__path__, "zipingbiao."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            held = value.values() if isinstance(value, dict) else [value]
            yield from ((f"{module.name}.{name}", w) for w in held if isinstance(w, Words))


def named(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_message_says_the_same_in_both_languages() -> None:
    found = list(messages())
    assert len(found) > 100
    for where, words in found:
        assert words.zh, where
        assert words.en, where
        assert named(words.zh) == named(words.en), where
        assert not HAN.search(words.en), where


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, Language.EN),
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ({"LANG": "de_DE.UTF-8"}, Language.EN),
        ({"LC_MESSAGES": "zh_TW", "LANG": "en_GB"}, Language.ZH),
        ({"LC_ALL": "C", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"}, Language.EN),
        ({"LC_ALL": "", "LANG": "zh"}, Language.ZH),
    ],
)
def test_the_first_variable_that_is_set_counts(
    environment: dict[str, str], language: Language
) -> None:
    assert language_of(environment) is language
