"""What a paragraph of a Word document prints."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from zipingbiao.extract.ooxml import attribute, child, local, switched_on
from zipingbiao.extract.symbols import in_font

# What only wraps other content: content controls, accepted insertions, smart tags.
WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
# Not printed, or printed elsewhere: deletions, properties, field codes, phonetic guides, drawings
# (their text boxes are read on their own), and the second version of what a drawing shows.
_UNPRINTED = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "rt", "Fallback"}
    | {"drawing", "pict", "object", "txbxContent"}
)
_MARKS = {"br": "\n", "cr": "\n", "tab": "  ", "ptab": "  ", "noBreakHyphen": "-"}
_TICKED, _UNTICKED = "☑", "□"


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph; line breaks in it are newlines."""
    return "".join(_pieces(paragraph, None))


def inner_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The contents of the text boxes that are anchored in a paragraph, each once."""
    for item in paragraph:
        name = local(item)
        if name == "txbxContent":
            yield item
        elif name != "Fallback":
            yield from inner_boxes(item)


def _pieces(element: etree._Element, font: str | None) -> Iterator[str]:
    for item in element:
        name = local(item)
        if name in _UNPRINTED:
            continue
        if name == "r":
            if not switched_on(child(item, "rPr", "vanish")):
                yield from _pieces(item, _font(item))
        elif name == "t":
            yield in_font(item.text or "", font)
        elif name == "sym":
            yield _symbol(item)
        elif name == "checkBox":
            yield _TICKED if _is_ticked(item) else _UNTICKED
        elif name in _MARKS:
            yield _MARKS[name]
        else:
            yield from _pieces(item, font)


def _font(run: etree._Element) -> str | None:
    fonts = child(run, "rPr", "rFonts")
    return None if fonts is None else attribute(fonts, "ascii") or attribute(fonts, "hAnsi")


def _symbol(item: etree._Element) -> str:
    """`<w:sym w:font="Wingdings 2" w:char="F052"/>`."""
    try:
        char = chr(int(attribute(item, "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
    return in_font(char, attribute(item, "font"))


def _is_ticked(box: etree._Element) -> bool:
    """A box of an old form field: what was set last, else what it began with."""
    checked = child(box, "checked")
    return switched_on(checked if checked is not None else child(box, "default"))
