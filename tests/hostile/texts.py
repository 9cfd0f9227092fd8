"""Text files and web pages that mean harm, or are only written oddly."""

from __future__ import annotations

from collections.abc import Sequence

from zips import FORM

GROUPS: Sequence[str] = ("encodings", "texts", "pages")
# Bytes; a hundred megabytes in one line.
LONG = 100 * 1024 * 1024


def _encodings() -> dict[str, bytes]:
    names = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le",
             "utf-32-be", "gbk", "gb18030")  # fmt: skip
    found = {f"{name}.txt": FORM.encode(name) for name in names}
    traditional = FORM.translate(str.maketrans("项绩评级数长产标值实总", "項績評級數長產標值實總"))
    marks = {
        "utf-16-be-mark.txt": b"\xfe\xff" + FORM.encode("utf-16-be"),
        "utf-32-be-mark.txt": b"\0\0\xfe\xff" + FORM.encode("utf-32-be"),
        "crlf.txt": FORM.replace("\n", "\r\n").encode(),
        "cr.txt": FORM.replace("\n", "\r").encode(),
        "mixed-ends.txt": FORM.replace("\n", "\r\n", 3).replace("\n", "\n\r", 1).encode(),
        "form-feeds.txt": ("\f" * 5 + FORM + "\f").encode(),
        "big5.txt": traditional.encode("big5", "replace"),
    }
    return {**found, **marks}


def _texts() -> dict[str, bytes]:
    return {
        "nuls.txt": b"\0" * 100_000,
        "nuls-inside.txt": FORM.encode().replace(b"100", b"1\x0000"),
        "line-100-mb.txt": b"a" * LONG,
        "line-100-mb-tabs.txt": b"1\t" * (LONG // 2),
        "line-100-mb-han.txt": "绩".encode() * (LONG // 3),
        "lines-10-million.txt": b"a\n" * 10_000_000,
        "lines-tabs.txt": b"1\t2\t3\n" * 1_000_000,
        "pages-million.txt": b"\f" * 1_000_000,
        "ragged.txt": b"1\t2\n" * 2000 + b"\t" * 100_000,
        "random.txt": bytes(range(256)) * 1000,
        "half-surrogates.txt": b"\xff\xfe" + b"\x00\xd8" * 5000,
        "half-char.txt": FORM.encode()[:-2],
        "controls.txt": bytes(range(1, 32)) * 2000 + FORM.encode(),
        "digits-long.txt": FORM.encode().replace(b"\t99\n", b"\t" + b"9" * 2_000_000 + b"\n", 1),
        "han-numerals-long.txt": FORM.encode().replace(
            b"\t99\n", b"\t" + "一百万亿".encode() * 200_000 + b"\n", 1
        ),
        "exponent.txt": FORM.encode().replace(b"\t99\n", b"\t9e999999999\n"),
        "spaces-long.txt": FORM.encode().replace(b"\t99\n", b"\t9" + b" " * 1_000_000 + b"9\n", 1),
    }


def page(table: str, head: str = "", before: str = "") -> bytes:
    """A web page with a table."""
    return (
        f"<html><head><meta charset=utf-8>{head}</head><body>{before}{table}</body></html>".encode()
    )


def form_table(cell: str = "99", attributes: str = "") -> str:
    """The form of the tests as an HTML table; `cell` is its score."""
    title, year, _, *rows = FORM.splitlines()
    listed = "".join(
        "<tr>" + "".join(f"<td>{text}</td>" for text in row.split("\t")) + "</tr>" for row in rows
    )
    listed = listed.replace("<td>99</td>", f"<td {attributes}>{cell}</td>", 1)
    return f"<p>{title}</p><p>{year}</p><table>{listed}</table>"


def acting(address: str, marker: str) -> bytes:
    """A web page that would fetch and run everything, were it shown in a browser."""
    head = (
        f'<base href="{address}/base/"><link rel=stylesheet href="{address}/style.css">'
        f'<link rel=preload href="{address}/x">'
        f'<meta http-equiv=refresh content="0;url={address}/go">'
        f"<script src='{address}/x.js'></script><script>fetch('{address}/f')</script>"
        f"<style>@import url({address}/import.css)</style>"
    )
    before = (
        f'<iframe src="{address}/frame"></iframe><img src="{address}/a.png" onerror=alert(1)>'
        f'<object data="{address}/o"></object><embed src="file://{marker}">'
        f'<a href="javascript:alert(1)">go</a>'
        f'<form action="{address}/post"><input autofocus></form>'
        f'<video src="{address}/v"></video><svg><image href="{address}/s"/></svg>'
    )
    return page(form_table(), head, before)


def _pages() -> dict[str, bytes]:
    entities = (
        '<!DOCTYPE html [<!ENTITY a "'
        + "x" * 1000
        + '">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
        + "]>"
    )
    return {
        "entities.html": (entities + "<html><body><table><tr><td>&j;</td></tr></table>").encode(),
        "external-entity.html": b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b"<html><body>&x;" + form_table().encode(),
        "line-60-mb.html": page("<p>" + "a" * 60_000_000),
        "line-100-mb.html": page("<p>" + "a" * LONG),
        "tag-100-mb.html": b"<html><" + b"a" * 60_000_000,
        "attribute-long.html": b"<html><p title='" + b"a" * 60_000_000,
        "cells-million.html": page("<table>" + ("<tr>" + "<td>1" * 1000) * 1000),
        "cells-many-tables.html": page("<table><tr><td>1<td>2<td>3</table>" * 200_000),
        "colspan.html": page(form_table(attributes="colspan=1000000000")),
        "rowspan.html": page(form_table(attributes="rowspan=1000000000")),
        "spans.html": page(
            "<table>" + "<tr>" + "<td colspan=1000 rowspan=65534>1" * 1000 + "</table>"
        ),
        "spans-many.html": page(
            "<table>" + "<tr><td colspan=1000 rowspan=1000>1" * 5000 + "</table>"
        ),
        "spans-negative.html": page(form_table(attributes="colspan=-5 rowspan=0")),
        "nested-deep.html": page("<div>" * 100_000 + "x"),
        "nested-spans.html": page("<span>" * 200 + form_table()),
        "tables-deep.html": page("<table><tr><td>" * 10_000 + "x"),
        "tables-deep-some.html": page("<table><tr><td>a<td>b<td>" * 80 + "x"),
        "lists-deep.html": page("<ul><li>" * 100_000 + "x"),
        "comments.html": b"<!--" * 1_000_000 + b"<html>",
        "comment-open.html": b"<!-- " * 200 + b"<html>",
        "nuls.html": page("\0".join(form_table())),
        "charset-lies.html": b"<html><head><meta charset=utf-8>" + form_table().encode("gbk"),
        "charset-unknown.html": page(form_table()).replace(b"utf-8", b"x-evil"),
        "utf-16.html": page(form_table()).decode().encode("utf-16"),
        "big5.html": b"<html><meta charset=big5><body>" + form_table().encode("big5", "replace"),
        "style-long.html": page(f'<p style="{"display" * 100_000}">x</p>' + form_table()),
        "whitespace.html": b" " * 2_000_000 + page(form_table()),
    }


def files(group: str) -> dict[str, bytes]:
    """The files of a group, by their names."""
    return {"encodings": _encodings, "texts": _texts, "pages": _pages}[group]()
