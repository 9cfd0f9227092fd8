"""Web pages: tables with their real merged cells, other text as lines.

Tables that only place other tables are looked through. What the page hides is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract.encoding import decode
from zipingbiao.extract.flow import CellText, Flow, Slot, Target, is_layout
from zipingbiao.extract.refusals import too_large
from zipingbiao.schemas.page import Page

# Far more than a page of forms; parsing takes a multiple of it in memory.
MOST_BYTES = 64 * 1024 * 1024
# Parsed, each takes half a kilobyte; a form has some hundreds.
MOST_CELLS = 200_000
# Far more columns than a form has; what claims more is made to be slow.
MOST_COLUMNS = 5000
# The limit of HTML itself.
MOST_SPAN = 1000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_TRADITIONAL = ("big5", "big5-hkscs")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_UNPRINTED = frozenset(
    {"head", "script", "style", "template", "noscript", "select", "svg", "iframe", "object", "rt"}
)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl"}
    | {"dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"}
    | {"html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "td", "th", "tr", "ul"}
)
_TICKED, _UNTICKED = "☑", "□"


def read_html(path: Path) -> Iterator[Page]:
    """The one page of a web page.

    Raises:
        UnreadableFile: too large, or nothing in it can be parsed.
    """
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise UnreadableFile(
            "the web page is larger than any form: check where it came from",
            "网页过大，不像自评表，请核对来源。",
        )
    root = _parsed(_DECLARATION.sub("", decoded(data)))
    if sum(1 for _ in root.iter("td", "th")) > MOST_CELLS:
        raise too_large()
    flow = Flow(1)
    _Reader(flow).read(root)
    yield flow.page()


def _parsed(text: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = lxml_html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise _unparsed() from error
    # What is nested or stretched beyond the parser's limits is cut off there without a word.
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise _unparsed()
    return root


def _unparsed() -> UnreadableFile:
    return UnreadableFile(
        "the web page cannot be parsed: fetch it again", "网页无法解析，请重新获取。"
    )


def decoded(data: bytes) -> str:
    """The text of a web page: Big5 if it says so, else UTF-8 or GB 18030."""
    match = _CHARSET.search(data[:_DECLARED_WITHIN])
    declared = match[1].decode("ascii").lower() if match else ""
    if declared in _TRADITIONAL:
        return data.decode("big5hkscs", errors="replace")
    try:
        return decode(data)
    except UnreadableFile:
        # A single broken byte does not make a whole page unreadable; what it says, is known.
        if not declared.startswith(("gb", "utf-8")):
            raise
        return data.decode("gb18030" if declared.startswith("gb") else "utf-8", errors="replace")


class _Reader:
    """Walks through elements; text gathers until something ends the line."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._pending: list[str] = []

    def read(self, element: etree._Element) -> None:
        """Everything in an element, to the end of its last line."""
        self._content(element)
        self._end_line()

    def _content(self, element: etree._Element) -> None:
        self._pending.append(element.text or "")
        for item in element:
            self._element(item)
            self._pending.append(item.tail or "")

    def _element(self, item: etree._Element) -> None:
        name = str(item.tag).lower()
        if not isinstance(item.tag, str) or name in _UNPRINTED or _is_hidden(item):
            return
        if name == "input":
            self._pending.append(_input_text(item))
        elif name == "br":
            self._end_line()
        elif name == "table":
            self._end_line()
            _read_table(item, self._target)
        elif name in _BLOCKS:
            self._end_line()
            self._content(item)
            self._end_line()
        else:
            self._content(item)

    def _end_line(self) -> None:
        line = _SPACE.sub(" ", "".join(self._pending)).strip()
        self._pending = []
        if line:
            self._target.text(line)


def _is_hidden(item: etree._Element) -> bool:
    return "hidden" in item.attrib or bool(_HIDDEN.search(str(item.get("style") or "")))


def _input_text(item: etree._Element) -> str:
    """What a field of a web form shows."""
    kind = str(item.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return _TICKED if "checked" in item.attrib else _UNTICKED
    return str(item.get("value") or "") if kind in ("text", "number") else ""


def _read_table(table: etree._Element, target: Target) -> None:
    rows = [list(_own(row, ("td", "th"))) for row in _own(table, ("tr",))]
    cells = [cell for row in rows for cell in row]
    nested = [inner for cell in cells for inner in _own(cell, ("table",))]
    own = sum(_has_text(cell) for cell in cells if next(_own(cell, ("table",)), None) is None)
    inside = [sum(map(_has_text, inner.iter("td", "th"))) for inner in nested]
    for caption in _own(table, ("caption",)):
        _Reader(target).read(caption)
    if is_layout(own, inside):
        for cell in cells:
            _Reader(target).read(cell)
    else:
        target.table(_slots(rows))


def _own(element: etree._Element, names: Sequence[str]) -> Iterator[etree._Element]:
    """The nearest descendants of these names, not those of a table inside."""
    for item in element:
        if item.tag in names:
            if not _is_hidden(item):
                yield item
        elif isinstance(item.tag, str) and item.tag not in ("table", "td", "th"):
            yield from _own(item, names)


def _has_text(cell: etree._Element) -> bool:
    return any(str(text).strip() for text in cell.itertext())


def _slots(rows: Sequence[Sequence[etree._Element]]) -> list[Slot]:
    """Cells to slots, as browsers do it: each takes the first column that is free."""
    slots: list[Slot] = []
    busy: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while busy.get(column, 0) > number:
                column += 1
            if column > MOST_COLUMNS:
                raise too_large()
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            height = min(height or len(rows), len(rows) - number)
            slots.append(Slot(number, column, height, max(1, width), _text(cell)))
            for _ in range(max(1, width)):
                busy[column] = number + height
                column += 1
    return slots


def _span(cell: etree._Element, name: str) -> int:
    """A span; 0 in `rowspan` means: to the last row."""
    match = re.match(r"\s*(\d{1,6})", str(cell.get(name) or ""))
    return min(int(match[1]), MOST_SPAN) if match else 1


def _text(cell: etree._Element) -> str:
    lines = CellText()
    _Reader(lines).read(cell)
    return str(lines)
