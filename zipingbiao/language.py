"""The languages that people are spoken to in: Chinese (中文) and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# What says which language messages are in; the first that is set counts (POSIX).
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Language(StrEnum):
    """A language of messages."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """A name or a sentence in both languages; a sentence may have `{names}` to be filled in."""

    zh: str
    en: str

    def of(self, language: Language) -> str:
        """It in one language."""
        return self.zh if language is Language.ZH else self.en

    def said(self, language: Language, **words: object) -> str:
        """The sentence in one language, with the words filled in."""
        return self.of(language).format(**words)


def language_of(environment: Mapping[str, str]) -> Language:
    """The language that a locale asks for: Chinese where it is a Chinese one, else English.

    >>> language_of({"LANG": "zh_CN.UTF-8"}), language_of({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    (<Language.ZH: 'zh'>, <Language.EN: 'en'>)
    """
    said = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return Language.ZH if said.lower().startswith("zh") else Language.EN
