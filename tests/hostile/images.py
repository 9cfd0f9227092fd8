"""Image files that mean harm, and one page in every mode that an image has."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from hostile.pdfs import deflated
from PIL import Image

GROUPS: Sequence[str] = ("bombs", "broken")
# The scan of the fixtures, which all its modes have to be read as.
SCAN = Path(__file__).parents[2] / "fixtures" / "transfer-scan.png"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png(
    width: int, height: int, packed: bytes, depth: int = 8, colour: int = 0, more: bytes = b""
) -> bytes:
    """A PNG of packed pixels, whatever its header says of them."""
    header = struct.pack(">LLBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + more
        + _chunk(b"IDAT", packed)
        + _chunk(b"IEND", b"")
    )


def tiff(frames: int, width: int = 8, height: int = 8, loop: bool = False) -> bytes:
    """A TIFF whose frames all share one strip; the last one may lead back to the first."""
    strip = 8
    out = bytearray(b"II*\0" + struct.pack("<L", strip + 64) + b"\0" * 64)
    for number in range(frames):
        tags = [(256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1),
                (273, 4, strip), (277, 3, 1), (278, 4, height),
                (279, 4, min(width * height, 2**32 - 1))]  # fmt: skip
        out += struct.pack("<H", len(tags))
        for tag, kind, value in tags:
            out += struct.pack("<HHLL", tag, kind, 1, value)
        last = number == frames - 1
        out += struct.pack("<L", (strip + 64 if loop else 0) if last else len(out) + 4)
    return bytes(out)


def _bombs() -> dict[str, bytes]:
    zeros = deflated(140)
    text = b"Comment\0\0" + deflated(500)
    return {
        "png-square.png": png(60_000, 60_000, zeros),
        "png-largest.png": png(2**31 - 1, 2**31 - 1, zeros),
        "png-rgb-16.png": png(12_000, 12_000, zeros, 16, 6),
        "png-strip.png": png(100_000_000, 1, zeros),
        "png-zero.png": png(0, 0, zeros),
        "png-text.png": png(100, 100, zlib.compress(b"\0" * 10_100), more=_chunk(b"zTXt", text)),
        "png-profile.png": png(
            100, 100, zlib.compress(b"\0" * 10_100), more=_chunk(b"iCCP", b"x\0\0" + deflated(500))
        ),
        "tiff-frames.tif": tiff(20_000, 200, 200),
        "tiff-frames-tiny.tif": tiff(50_000),
        "tiff-loop.tif": tiff(3, 200, 200, loop=True),
        "tiff-absurd.tif": tiff(1, 2**31 - 1, 2**31 - 1),
    }


def _broken() -> dict[str, bytes]:
    good = SCAN.read_bytes()
    with Image.open(SCAN) as image:
        out = io.BytesIO()
        image.convert("L").save(out, "JPEG")
        jpeg = out.getvalue()
        out = io.BytesIO()
        image.save(out, "TIFF", compression="tiff_lzw")
        scan = out.getvalue()
    return {
        "png-cut.png": good[: len(good) // 2],
        "png-header.png": good[:33],
        "png-crc.png": good[:40] + b"\xff" + good[41:],
        "jpeg-cut.jpg": jpeg[: len(jpeg) // 2],
        "jpeg-header.jpg": jpeg[:20],
        "tiff-cut.tif": scan[: len(scan) // 2],
        "tiff-directory-gone.tif": b"II*\0\xff\xff\xff\x7f" + scan[8:],
        "gif.png": b"GIF89a" + b"\0" * 100,
        "svg.png": b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/hostname'/></svg>",
        "eps.jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/hostname) (r) file\n",
        "nuls.tif": b"II*\0" + b"\0" * 1000,
    }


def modes() -> dict[str, bytes]:
    """The scan of the fixtures in every mode; each has to be read as the plain one is."""
    with Image.open(SCAN) as image:
        # The upper part of the page is enough, and quicker.
        plain = image.convert("L").crop((0, 0, image.width, image.height // 3))
    # A threshold takes the grey edges of the type away, so it has a plain one of its own.
    bits = plain.point(lambda value: 255 * (value > 127))

    def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
        out = io.BytesIO()
        picture.save(out, kind, **options)
        return out.getvalue()

    deep = Image.fromarray(np.asarray(plain, np.uint16) * 257)
    clear = plain.convert("RGBA")
    # Type is drawn by its opacity alone: what is not covered has no colour of its own.
    ink = Image.new("RGBA", plain.size, (0, 0, 0, 0))
    ink.putalpha(plain.point(lambda value: 255 - value))
    exif = Image.Exif()
    exif[0x0112] = 6
    return {
        "plain.png": saved(plain),
        "bits-16.png": saved(deep),
        "cmyk.tif": saved(plain.convert("RGB").convert("CMYK"), "TIFF"),
        "palette.png": saved(plain.convert("P")),
        "alpha.png": saved(clear),
        "alpha-only.png": saved(ink),
        "turned.png": saved(plain.transpose(Image.Transpose.ROTATE_90), exif=exif),
        "bits.png": saved(bits),
        "bits-1.png": saved(bits.convert("1", dither=Image.Dither.NONE)),
    }


def files(group: str) -> dict[str, bytes]:
    """The files of a group, by their names."""
    return {"bombs": _bombs, "broken": _broken, "modes": modes}[group]()
