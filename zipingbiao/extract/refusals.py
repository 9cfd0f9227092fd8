"""What is said of a file that cannot be read, where several readers have to say the same."""

from __future__ import annotations

from zipingbiao.errors import UnreadableFile

# The longest report that publishes forms has some hundreds; each page of a scan takes seconds.
MOST_PAGES = 5000


def too_many_pages(most: int = MOST_PAGES) -> UnreadableFile:
    """The error for a file of more pages than are read at once."""
    return UnreadableFile(
        f"the file has more than {most} pages: split it",
        f"文件超过 {most} 页，请拆分后再转换。",
    )


def too_large() -> UnreadableFile:
    """The error for a file that holds far more than forms."""
    return UnreadableFile(
        "the file holds more than any form: check where it came from",
        "文件内容过多，不像自评表，请核对来源。",
    )


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
