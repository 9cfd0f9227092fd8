"""PDF files that mean harm, each made of the few objects that it is about."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence

BOX = b"[0 0 595 842]"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of numbered objects; 1 is its catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), dict[int, int]()
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %b \n" % (places.get(number, 0), b"n" if number in places else b"f")
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object, as it is."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def flate(data: bytes, entries: bytes = b"", times: int = 1) -> bytes:
    """A stream object, deflated, also several times over."""
    for _ in range(times):
        data = zlib.compress(data, 1)
    return stream(data, b"/Filter [%b] %b" % (b"/FlateDecode " * times, entries))


def deflated(mebibytes: int, unit: bytes = b"\0" * 1024, wrapped: bool = True) -> bytes:
    """So many MiB of a repeated unit, deflated. A MiB is packed once, and then repeated: after a
    full flush nothing refers back.

    Args:
        mebibytes: how many.
        unit: what is repeated; its length divides a MiB.
        wrapped: with the header and checksum of zlib, else as zips have it.
    """
    piece = unit * (1024 * 1024 // len(unit))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    raw = packed * mebibytes + packer.flush()
    if not wrapped:
        return raw
    checksum = 1
    for _ in range(mebibytes):
        checksum = zlib.adler32(piece, checksum)
    return b"\x78\xda" + raw + checksum.to_bytes(4, "big")


def page_file(
    content: bytes,
    *,
    box: bytes = BOX,
    resources: bytes = b"",
    more: Mapping[int, bytes] | None = None,
    catalogue: bytes = b"",
    page: bytes = b"",
) -> bytes:
    """A PDF of one page; `content` is its content stream as an object."""
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R %b >>" % catalogue,
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox %b /Contents 4 0 R"
            b" /Resources << /Font << /F 5 0 R >> %b >> %b >>" % (box, resources, page),
            4: content,
            5: FONT,
            **(more or {}),
        }
    )


def form_object(content: bytes, calls: Iterable[int] = (), entries: bytes = b"") -> bytes:
    """A form XObject that may call others, named by their numbers (`/X7 Do`)."""
    names = b" ".join(b"/X%d %d 0 R" % (number, number) for number in calls)
    return stream(
        content,
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
        b" /Resources << /Font << /F 5 0 R >> /XObject << %b >> >> %b" % (names, entries),
    )


TEXT = b"BT /F 12 Tf 72 720 Td (Total 100) Tj ET\n"


def _tree() -> dict[str, bytes]:
    catalogue = b"<< /Type /Catalog /Pages 2 0 R >>"
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >>"
    deep = {
        1: catalogue,
        **{n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (n + 1) for n in range(2, 20_000)},
        20_000: b"<< /Type /Page /MediaBox [0 0 595 842] >>",
    }
    return {
        "page-tree-cycle": pdf(
            {1: catalogue, 2: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 10 >>"}
        ),
        "page-tree-long-cycle": pdf(
            {
                1: catalogue,
                2: b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 100000 >>",
                3: b"<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 100000 >>",
                4: leaf,
                5: stream(TEXT),
            }
        ),
        "page-tree-lies": pdf(
            {
                1: catalogue,
                2: b"<< /Type /Pages /Kids [4 0 R] /Count 2000000000 >>",
                4: leaf,
                5: stream(TEXT),
            }
        ),
        "page-tree-negative": pdf(
            {
                1: catalogue,
                2: b"<< /Type /Pages /Kids [4 0 R] /Count -5 >>",
                4: leaf,
                5: stream(TEXT),
            }
        ),
        "page-tree-deep": pdf(deep),
        "outline-cycle": page_file(
            stream(TEXT),
            catalogue=b"/Outlines 6 0 R /PageMode /UseOutlines",
            more={
                6: b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 5 >>",
                7: b"<< /Title (x) /Parent 7 0 R /Next 7 0 R /First 7 0 R /Prev 7 0 R >>",
            },
        ),
        "reference-cycle": page_file(b"4 0 R"),
        "length-cycle": page_file(
            b"<< /Length 4 0 R >>\nstream\n" + TEXT + b"\nendstream",
        ),
        "parent-cycle": pdf(
            {
                1: catalogue,
                2: b"<< /Type /Pages /Kids [4 0 R] /Count 1 /Parent 4 0 R >>",
                4: b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>",
                5: stream(TEXT),
            }
        ),
    }


def _forms() -> dict[str, bytes]:
    doubling = {n: form_object(b"/X%d Do " % (n + 1) * 10, [n + 1]) for n in range(10, 20)}
    ring = {
        10: form_object(b"/X11 Do", [11]),
        11: form_object(b"/X12 Do", [12]),
        12: form_object(b"/X10 Do " + TEXT, [10]),
    }
    chain = {n: form_object(b"/X%d Do" % (n + 1), [n + 1]) for n in range(10, 3_000)}
    start = b"/XObject << /X10 10 0 R >>"
    call = stream(b"/X10 Do")
    return {
        "form-calls-itself": page_file(
            call, resources=start, more={10: form_object(b"/X10 Do " + TEXT, [10])}
        ),
        "form-ring": page_file(call, resources=start, more=ring),
        "form-chain": page_file(call, resources=start, more={**chain, 3_000: form_object(TEXT)}),
        "form-billion": page_file(call, resources=start, more={**doubling, 20: form_object(TEXT)}),
        "pattern-calls-itself": page_file(
            stream(b"/Pattern cs /P scn 0 0 500 500 re f"),
            resources=b"/Pattern << /P 10 0 R >>",
            more={
                10: stream(
                    b"/Pattern cs /P scn 0 0 1 1 re f",
                    b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1"
                    b" /BBox [0 0 1 1] /XStep 0.001 /YStep 0.001"
                    b" /Resources << /Pattern << /P 10 0 R >> >>",
                )
            },
        ),
        "type3-calls-itself": page_file(
            stream(b"BT /T 12 Tf 72 720 Td (aaaa) Tj ET"),
            resources=b"/Font << /T 10 0 R >>",
            more={
                10: b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0]"
                b" /FirstChar 97 /LastChar 97 /Widths [1] /CharProcs << /a 11 0 R >>"
                b" /Encoding << /Differences [97 /a] >> /Resources << /Font << /T 10 0 R >> >> >>",
                11: stream(b"1 0 d0 BT /T 1 Tf (aa) Tj ET 0 0 1 1 re f"),
            },
        ),
        "soft-mask-cycle": page_file(
            stream(b"/G gs " + TEXT),
            resources=b"/ExtGState << /G 10 0 R >>",
            more={
                10: b"<< /SMask << /S /Luminosity /G 11 0 R >> >>",
                11: stream(
                    b"/G gs 0 0 9 9 re f",
                    b"/Subtype /Form /BBox [0 0 99 99] /Group << /S /Transparency >>"
                    b" /Resources << /ExtGState << /G 10 0 R >> >>",
                ),
            },
        ),
    }


def _nested() -> dict[str, bytes]:
    return {
        "arrays-deep": page_file(stream(b"[" * 1_000_000 + TEXT)),
        "dictionaries-deep": page_file(stream(TEXT), page=b"/X " + b"<</X " * 100_000),
        "arrays-deep-object": page_file(stream(TEXT), page=b"/X " + b"[" * 500_000),
        "q-deep": page_file(flate(b"q " * 1_000_000 + TEXT)),
        "marked-content-deep": page_file(flate(b"/A BMC " * 500_000 + TEXT)),
        "strings-deep": page_file(stream(b"(" * 1_000_000)),
    }


def _bombs() -> dict[str, bytes]:
    zeros = deflated(1_200)
    twice = zlib.compress(zeros, 9)
    image = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8"
        b" /ColorSpace /DeviceGray /Filter [%b]"
    )

    def content(data: bytes, filters: bytes) -> bytes:
        return page_file(stream(data, b"/Filter [%b]" % filters))

    def picture(data: bytes, width: int, height: int, filters: bytes) -> bytes:
        return page_file(
            stream(b"595 0 0 842 0 0 cm /I Do"),
            resources=b"/XObject << /I 10 0 R >>",
            more={10: stream(data, image % (width, height, filters))},
        )

    strokes = deflated(100, b"0 0 m 9 9 l S   ")
    shown = deflated(32, b"(aaaaaaaaaaa) Tj")
    return {
        "content-zeros": content(zeros, b"/FlateDecode"),
        "content-zeros-twice": content(twice, b"/FlateDecode /FlateDecode"),
        "content-strokes": content(strokes, b"/FlateDecode"),
        "content-letters": content(shown, b"/FlateDecode"),
        "image-zeros": picture(zeros, 40_000, 30_000, b"/FlateDecode"),
        "image-absurd": picture(zlib.compress(b"\0" * 99), 2**31 - 1, 2**31 - 1, b"/FlateDecode"),
        "filters-many": content(zlib.compress(TEXT), b"/ASCIIHexDecode " * 100_000),
    }


def _crowds() -> dict[str, bytes]:
    million = 1_000_000
    return {
        "objects-million": page_file(flate(b"0 0 m 9 9 l S\n" * million)),
        "segments-million": page_file(flate(b"0 0 m " + b"9 9 l " * million + b"S")),
        "glyphs-million": page_file(
            flate(b"BT /F 1 Tf 0 800 Td " + (b"(" + b"a" * 1000 + b") Tj 0 -1 Td\n") * 1000 + b"ET")
        ),
        "text-objects": page_file(flate(b"BT /F 1 Tf 9 9 Td (9) Tj ET\n" * 250_000)),
        "clips-many": page_file(flate(b"0 0 500 500 re W n\n" * 20_000 + TEXT * 2_000)),
        "objects-in-file": pdf(
            {
                1: b"<< /Type /Catalog /Pages 2 0 R >>",
                2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
                **dict.fromkeys(range(4, million // 4), b"null"),
            }
        ),
    }


def many_pages(count: int) -> bytes:
    """A PDF of so many pages with a line of text each."""
    kids = b" ".join(b"%d 0 R" % n for n in range(10, 10 + count))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>"
    )
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count),
            4: stream(TEXT),
            5: FONT,
            **dict.fromkeys(range(10, 10 + count), page),
        }
    )


def _broken() -> dict[str, bytes]:
    good = page_file(stream(TEXT))
    start = good.rindex(b"xref\n0")
    return {
        "xref-missing": good[:start],
        "xref-shifted": good.replace(b"%PDF-1.7\n", b"%PDF-1.7\n% a longer line\n"),
        "xref-huge": good.replace(b"/Size 6", b"/Size 2000000000"),
        "xref-loop": good.replace(b"/Root", b"/Prev %d /Root" % start),
        "xref-negative": good[: good.rindex(b"startxref")] + b"startxref\n-9\n%%EOF",
        "no-pages": pdf({1: b"<< /Type /Catalog >>"}),
        "header-only": b"%PDF-1.7\n%%EOF\n",
        "garbage": b"%PDF-1.7\n" + bytes(range(256)) * 400,
        "nul-in-names": page_file(stream(b"BT /F#00 12 Tf (\\000\\377) Tj ET")),
    }


def _boxes() -> dict[str, bytes]:
    sizes = {
        "huge": b"[0 0 1000000 1000000]",
        "negative": b"[0 0 -595 -842]",
        "zero": b"[0 0 0 0]",
        "nan": b"[0 0 nan inf]",
        "names": b"[/a /b /c /d]",
        "short": b"[0 0]",
        "turned": b"[595 842 0 0]",
        "line": b"[0 0 1000000 1]",
    }
    return {
        **{f"box-{name}": page_file(stream(TEXT), box=box) for name, box in sizes.items()},
        "picture-on-huge-page": page_file(
            stream(b"1000000 0 0 1000000 0 0 cm /I Do"),
            box=b"[0 0 1000000 1000000]",
            resources=b"/XObject << /I 10 0 R >>",
            more={
                10: stream(
                    b"\0\0\0",
                    b"/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
                    b" /ColorSpace /DeviceRGB",
                )
            },
        ),
        "user-unit": page_file(stream(TEXT), page=b"/UserUnit 1000000"),
        "numbers-absurd": page_file(
            stream(b"1e38 0 0 1e38 0 0 cm 0 0 m 99999999999999999999 3 l S " + TEXT)
        ),
    }


def acting(address: str, marker: str) -> bytes:
    """A PDF that would act when it is opened: scripts, programs, addresses, files elsewhere."""
    to, ran = address.encode(), marker.encode()
    actions = [
        b"<< /S /JavaScript /JS (app.launchURL\\('%b/js'\\);) >>" % to,
        b"<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) /P (/c echo > %b) >> >>" % ran,
        b"<< /S /URI /URI (%b/uri) >>" % to,
        b"<< /S /GoToR /F << /FS /URL /F (%b/remote.pdf) >> /D [0 /Fit] >>" % to,
        b"<< /S /SubmitForm /F << /FS /URL /F (%b/submit) >> >>" % to,
        b"<< /S /ImportData /F (%b) >>" % ran,
    ]
    numbers = range(20, 20 + len(actions))
    chained = {
        n: action.removesuffix(b">>")
        + (b"/Next %d 0 R >>" % (n + 1) if n + 1 in numbers else b">>")
        for n, action in zip(numbers, actions, strict=True)
    }
    return page_file(
        stream(TEXT),
        catalogue=b"/OpenAction 20 0 R /AA << /WC 20 0 R >> /AcroForm << /Fields [] /XFA 8 0 R >>"
        b" /Names << /JavaScript << /Names [(a) 20 0 R] >> >>",
        page=b"/AA << /O 20 0 R >> /Annots [6 0 R]",
        more={
            6: b"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A 22 0 R >>",
            7: stream(b"", b"/F << /FS /URL /F (%b/external) >>" % to),
            8: stream(b"<xdp><template><script>x</script></template></xdp>"),
            **chained,
        },
    )


def locked(user: str, owner: str) -> bytes:
    """A PDF behind a user password, or behind an owner's only."""
    import io

    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, owner, canPrint=0), invariant=1)
    canvas.drawString(72, 720, "Total 100")
    canvas.save()
    return out.getvalue()


def _columns() -> dict[str, bytes]:
    """Pages whose words stand in columns without rules, which other parsers are let at."""
    words = b"".join(
        b"BT /F 10 Tf %d %d Td (word%d) Tj ET\n" % (60 + 150 * c, 700 - 20 * r, r * 3 + c)
        for r in range(12)
        for c in range(3)
    )
    start, call = b"/XObject << /X10 10 0 R >>", stream(words + b"/X10 Do ")
    itself = form_object(b"/X10 Do", [10])
    twice = {
        10: form_object(b"/X10 Do /X10 Do /X11 Do", [10, 11]),
        11: form_object(b"/X10 Do /X11 Do", [10, 11]),
    }
    return {
        "columns": page_file(stream(words)),
        "columns-form-calls-itself": page_file(call, resources=start, more={10: itself}),
        "columns-form-twice-itself": page_file(call, resources=start, more=twice),
        "columns-box-nan": page_file(stream(words), box=b"[0 0 nan inf]"),
    }


GROUPS: Sequence[str] = ("columns", "tree", "forms", "nested", "bombs", "crowds", "broken", "boxes")


def files(group: str) -> dict[str, bytes]:
    """The files of a group, by their names."""
    makers = {
        "columns": _columns,
        "tree": _tree,
        "forms": _forms,
        "nested": _nested,
        "bombs": _bombs,
        "crowds": _crowds,
        "broken": _broken,
        "boxes": _boxes,
    }
    return makers[group]()
