"""Bytes → text, in the encodings of Chinese systems."""

from __future__ import annotations

import codecs
import re

from zipingbiao.errors import UnreadableFile

# The longer mark first: that of UTF-32 begins as that of UTF-16 does.
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# GB 18030 is the superset of GBK and GB 2312 that old Chinese systems write.
_ENCODINGS = ("utf-8-sig", "gb18030")
# Without a mark these are known by their zero bytes, which no other text has.
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
# What Chinese text is made of: read in the wrong order of bytes, half of it is something else.
_USUAL = re.compile(
    r"[\t\n\f\r -~\u2000-\u206f\u2460-\u25ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
_USUAL_SHARE = 0.9
# So many bytes tell the encoding.
_SAMPLE_BYTES = 4096


def decode(data: bytes) -> str:
    """Bytes → text: UTF-8, UTF-16 and UTF-32 with a mark or without, or GB 18030.

    Raises:
        UnreadableFile: none of them fits.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").replace("\x00", "\ufffd")
    for encoding in _wide(data) if b"\x00" in data else _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(
        "neither UTF-8 nor GB 18030 text: save it as UTF-8",
        "文本编码既不是 UTF-8 也不是 GB 18030，请另存为 UTF-8。",
    )


def _wide(data: bytes) -> list[str]:
    """The encoding of text with zero bytes, if that can be told."""
    sample = data[: min(len(data), _SAMPLE_BYTES) // 4 * 4]
    shares = {encoding: _usual_share(sample, encoding) for encoding in _WIDE}
    best = max(_WIDE, key=lambda encoding: shares[encoding])
    return [best] if shares[best] >= _USUAL_SHARE else []


def _usual_share(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, errors="replace")
    return len(_USUAL.findall(text)) / max(1, len(text))
