"""Why a page was read otherwise than its file suggests: `Page.note`, and the same in Chinese."""

from __future__ import annotations

from collections.abc import Iterable

PICTURE = "the page is a picture"
UNDER_PICTURE = "the text layer lies under a picture of the page"
NO_TEXT = "the page has drawings but no text"
INVISIBLE = "the text layer is invisible"
UNREADABLE = "the text layer has no readable characters"
GARBLED = "the text layer is garbled"
SECOND_READER = "the first PDF reader refused the page, the second read it"
TURNED = "the page does not lie upright and was turned; places are those on the turned page"
ANNOTATED = "annotations on the page (stamps, comments) were left out"
NOT_DRAWABLE = "neither the page's text nor its pictures can be read"
CONVERTED = "LibreOffice converted the file before it was read"
HIDDEN = "hidden rows or columns were left out"
HIDDEN_SHEET = "the sheet is hidden and was left out"
NO_CELLS = "the sheet has no cells"
UNSAVED = "formulas without a saved result were left blank"
TOO_LARGE = "a table too large for a form was left out"

_ZH = {
    PICTURE: "是图片，按图像识读",
    UNDER_PICTURE: "的文字层压在整页图片之下，改按图像识读",
    NO_TEXT: "只有线条没有文字层，改按图像识读",
    INVISIBLE: "的文字层不可见，改按图像识读",
    UNREADABLE: "的文字层没有可读的字符，改按图像识读",
    GARBLED: "的文字层是乱码，改按图像识读",
    SECOND_READER: "首选的 PDF 读取程序打不开，改用备用程序读取",
    TURNED: "不是正放的，已转正后识读，坐标以转正后的页面为准",
    ANNOTATED: "的批注和签章未读取",
    NOT_DRAWABLE: "的文字和图片均无法识读，请另存为 PDF",
    CONVERTED: "由 LibreOffice 转换格式后读取",
    HIDDEN: "有隐藏的行或列，未读取",
    HIDDEN_SHEET: "是隐藏的工作表，未读取",
    NO_CELLS: "是没有单元格的工作表（如图表），未读取",
    UNSAVED: "有未保存计算结果的公式，按空白处理，请用 Excel 打开并保存后重试",
    TOO_LARGE: "有大得不像自评表的表格，未读取",
}
_SEPARATOR = "; "


def joined_notes(notes: Iterable[str]) -> str:
    """Several notes as one."""
    return _SEPARATOR.join(notes)


def note_zh(note: str) -> str:
    """What follows “第 n 页” in a Chinese sentence about a note."""
    return "，".join(_ZH.get(part, "未按通常方式读取") for part in note.split(_SEPARATOR))
