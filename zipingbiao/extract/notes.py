"""Why a page was read otherwise than its file suggests: `Page.note`, and the same in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable

PICTURE = "the page is a picture"
UNDER_PICTURE = "the text layer lies under a picture of the page"
NO_TEXT = "the page has drawings but no text"
INVISIBLE = "the text layer is invisible"
UNREADABLE = "the text layer has no readable characters"
GARBLED = "the text layer is garbled"
SECOND_READER = "the first PDF reader refused the page, the second read it"
TURNED = "the page does not lie upright and was turned (places are those on the turned page)"
ANNOTATED = "annotations on the page (stamps, comments) were left out"
NOT_DRAWABLE = "neither the page's text nor its pictures can be read"
CONVERTED = "LibreOffice converted the file before it was read"
HIDDEN = "hidden rows or columns were left out"
HIDDEN_SHEET = "the sheet is hidden and was left out"
NO_CELLS = "the sheet has no cells"
UNSAVED = "formulas without a saved result were left blank"
TOO_LARGE = "a table too large for a form was left out"
TOO_LONG = "text too long for a form was left out"

NOT_PARTED = "text in columns without rules was read as lines"
CROWDED = "the page holds more than any form and was left out"
TOO_MANY_RULES = "the page draws more rules than a table has (its text was read without them)"
BESIDE = "drawings that stand beside text in a cell were not read"
HIDDEN_TEXT = "invisible text on the page was left out"
FONT_OF_PAGE = "a font of the text layer shows other characters than its text says"
CODELESS = "their characters have no code in the text layer"
FONT = "their font shows other characters than its text says"
DRAWN = "the page draws something there that is no text"

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
    FONT_OF_PAGE: "的文字层与字体显示的字符不符，改按图像识读",
    TOO_MANY_RULES: "的线条多得不像表格，仅读取文字",
    BESIDE: "有单元格在文字之外另有图形，图形未识读",
    HIDDEN_TEXT: "有不可见的文字，未读取",
    NOT_PARTED: "有不带线条的分栏文字，仅按行读取",
    CROWDED: "的内容多得不像自评表，未读取",
    TOO_LONG: "有长得不像自评表的文字，未读取",
    TOO_LARGE: "有大得不像自评表的表格，未读取",
}
_WHY_ZH = {
    CODELESS: "文字层缺少字符编码",
    FONT: "字体显示的字符与文字层不符",
    DRAWN: "内容以图形画出，没有文字层",
}
_FROM_PICTURE = re.compile(r"(.+) read from the picture: (.+)")
_COUNTED = re.compile(r"(\d+) (cell|line)")
_SEPARATOR = "; "


def read_from_picture(cells: int, lines: int, why: str) -> str:
    """So many cells of a page, and lines beside its tables, were recognised, for one reason."""
    counted = [
        f"{count} {noun}{'s' * (count > 1)}"
        for count, noun in ((cells, "cell"), (lines, "line"))
        if count
    ]
    return f"{' and '.join(counted)} read from the picture: {why}"


def joined_notes(notes: Iterable[str]) -> str:
    """Several notes as one."""
    return _SEPARATOR.join(notes)


def note_zh(note: str) -> str:
    """What follows “第 n 页” in a Chinese sentence about a note."""
    return "，".join(_part_zh(part) for part in note.split(_SEPARATOR))


def _part_zh(part: str) -> str:
    found = _FROM_PICTURE.fullmatch(part)
    if found:
        counted, why = found.groups()
        nouns = {"cell": "个单元格", "line": "行文字"}
        said = "和".join(f" {count} {nouns[noun]}" for count, noun in _COUNTED.findall(counted))
        return f"有{said}按图像识读（{_WHY_ZH.get(why, why)}）"
    return _ZH.get(part) or _WHY_ZH.get(part, "未按通常方式读取")
