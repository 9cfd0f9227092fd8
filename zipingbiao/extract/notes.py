"""Why a page was read otherwise than its file suggests: `Page.note`, and the same in Chinese."""

from __future__ import annotations

PICTURE = "the page is a picture"
UNDER_PICTURE = "the text layer lies under a picture of the page"
NO_TEXT = "the page has drawings but no text"
INVISIBLE = "the text layer is invisible"
UNREADABLE = "the text layer has no readable characters"
GARBLED = "the text layer is garbled"
SECOND_READER = "the first PDF reader refused the page, the second read it"

_ZH = {
    PICTURE: "是图片，按图像识读",
    UNDER_PICTURE: "的文字层压在整页图片之下，改按图像识读",
    NO_TEXT: "只有线条没有文字层，改按图像识读",
    INVISIBLE: "的文字层不可见，改按图像识读",
    UNREADABLE: "的文字层没有可读的字符，改按图像识读",
    GARBLED: "的文字层是乱码，改按图像识读",
    SECOND_READER: "首选的 PDF 读取程序打不开，改用备用程序读取",
}


def note_zh(note: str) -> str:
    """What follows “第 n 页” in a Chinese sentence about a note."""
    return _ZH.get(note, "未按通常方式读取")
