"""Errors that end something: one clear sentence each, and the exit status of the command."""

from __future__ import annotations

from zipingbiao.language import Language


class ZipingbiaoError(Exception):
    """The base: `str(error)` is one sentence that says what is wrong and what to do.

    `message_zh` says the same in Chinese, for people, and for the findings about a file.
    """

    exit_code = 4

    def __init__(self, message: str, message_zh: str) -> None:
        super().__init__(message)
        self.message_zh = message_zh

    def __reduce__(self) -> tuple[type[ZipingbiaoError], tuple[str, str]]:
        """Both sentences come along from one process to another."""
        return type(self), (str(self), self.message_zh)

    def said(self, language: Language) -> str:
        """The sentence in one language."""
        return self.message_zh if language is Language.ZH else str(self)


class UsageError(ZipingbiaoError):
    """The call cannot be carried out as it was made."""

    exit_code = 2


class UnreadableFile(ZipingbiaoError):
    """A source that cannot be read: encrypted, truncated, empty, not what its name says."""


class UnknownKind(ZipingbiaoError):
    """A source of a kind that no reader takes."""
