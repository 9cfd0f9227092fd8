"""Symbol fonts: in Wingdings 2 the letter R is a ticked box, so a font can change what is printed.

Only what forms use is listed (boxes, ticks, comparisons); anything else becomes U+FFFD, which is
seen, rather than a letter that nobody printed.
"""

from __future__ import annotations

_GREEK = dict(zip("abgdemlprstw", "αβγδεμλπρστω", strict=True))
_FONTS: dict[str, dict[int, str]] = {
    "wingdings": {
        0x6E: "■",
        0x6F: "□",
        0x71: "□",
        0x72: "□",
        0xA8: "□",
        0xFB: "✗",
        0xFC: "✓",
        0xFD: "☒",
        0xFE: "☑",
    },
    "wingdings 2": {
        0x4F: "✗",
        0x50: "✓",
        0x51: "☒",
        0x52: "☑",
        0x53: "☒",
        0x54: "☒",
        0xA2: "■",
        0xA3: "□",
    },
    "symbol": {
        0xA3: "≤",
        0xB0: "°",
        0xB1: "±",
        0xB3: "≥",
        0xB4: "×",
        0xB8: "÷",
        0xB9: "≠",
        **{ord(latin): greek for latin, greek in _GREEK.items()},
        **{code: chr(code) for code in range(0x20, 0x40)},
    },
}
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def in_font(text: str, font: str | None) -> str:
    """What a text looks like in a font; most fonts show what it is.

    Symbol fonts are addressed by the letter or by the private character U+F000 above it.
    """
    table = _FONTS.get((font or "").strip().lower())
    if table is None:
        return text
    return "".join(char if char.isspace() else _shown(char, table) for char in text)


def _shown(char: str, table: dict[int, str]) -> str:
    code = ord(char)
    # Chinese text in such a run falls back to another font and stays itself.
    if code > 0xFF and not 0xF000 <= code <= 0xF0FF:
        return char
    return table.get(code & 0xFF, UNKNOWN)
