"""What is said of a file that cannot be read, where several readers have to say the same."""

from __future__ import annotations

from zipingbiao.errors import UnreadableFile


def damaged() -> UnreadableFile:
    """The error for a file of several parts that cannot be taken apart."""
    return UnreadableFile(
        "the file is damaged or cut off: fetch it again",
        "文件已损坏或不完整，请重新获取。",
    )


def encrypted() -> UnreadableFile:
    """The error for a file behind a password."""
    return UnreadableFile(
        "the file is encrypted: save a copy without a password",
        "文件已加密，请另存一份不设密码的副本。",
    )
