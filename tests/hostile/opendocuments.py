"""OpenDocument files that link to other places, or bring a macro along."""

from __future__ import annotations

from hostile.offices import packed

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    [
        *(
            f'xmlns:{name}="{_OASIS}:{name}:1.0"'
            for name in ("office", "text", "table", "script", "manifest")
        ),
        f'xmlns:draw="{_OASIS}:drawing:1.0" xmlns:svg="{_OASIS}:svg-compatible:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ooo="http://openoffice.org/2004/office"',
        f'xmlns:of="{_OASIS}:of:1.2"',
    ]
)
_SCRIPT = "http://openoffice.org/2000/script"
_LIBRARY = "http://openoffice.org/2000/library"


def _opendocument(
    kind: str, body: str, before: str = "", parts: dict[str, str] | None = None
) -> bytes:
    media = f"application/vnd.oasis.opendocument.{kind}"
    listed = {"/": media, "content.xml": "text/xml", **dict.fromkeys(parts or {}, "text/xml")}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in listed.items()
    )
    return packed(
        {
            "mimetype": media,
            "content.xml": f'<office:document-content {_SPACES} office:version="1.2">{before}'
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
            "</office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest {_SPACES} manifest:version="1.2">'
            f"{entries}</manifest:manifest>",
            **(parts or {}),
        }
    )


def linking_text(address: str, file: str) -> bytes:
    """A text whose sections, pictures, objects and frames lie elsewhere."""

    def frame(inside: str) -> str:
        size = 'svg:width="2cm" svg:height="2cm" text:anchor-type="as-char"'
        return f"<draw:frame {size}>{inside}</draw:frame>"

    def section(name: str, place: str) -> str:
        source = f'<text:section-source xlink:href="{place}" xlink:type="simple"/>'
        return f'<text:section text:name="{name}">{source}<text:p>old</text:p></text:section>'

    def linked(kind: str, name: str) -> str:
        link = f'xlink:href="{address}/{name}" xlink:type="simple" xlink:actuate="onLoad"'
        return frame(f"<draw:{kind} {link}/>")

    framed = linked("image", "i.png") + linked("object", "o.odt")
    framed += linked("floating-frame", "f.html")
    return _opendocument(
        "text",
        f"<text:p>start</text:p>{section('s', f'{address}/s.txt')}{section('t', file)}"
        f"<text:p>{framed}</text:p>",
    )


def linking_book(address: str, file: str) -> bytes:
    """A workbook whose formulas and tables look elsewhere."""
    formulas = (
        f"of:=WEBSERVICE(&quot;{address}/w&quot;)",
        f"of:=WEBSERVICE(&quot;{file}&quot;)",
        f"of:=&apos;{file}&apos;#$a.A1",
        "of:=DDE(&quot;soffice&quot;;&quot;x&quot;;&quot;a&quot;)",
    )
    cells = "".join(
        f'<table:table-cell table:formula="{formula}" office:value-type="string">'
        "<text:p>old</text:p></table:table-cell>"
        for formula in formulas
    )
    source = f'<table:table-source xlink:href="{address}/t.ods" table:table-name="x"/>'
    return _opendocument(
        "spreadsheet",
        f'<table:table table:name="a">{source}<table:table-row>{cells}</table:table-row>'
        "</table:table>",
    )


def with_macro(marker: str) -> bytes:
    """A text that writes a file when it is opened."""
    name = "vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"
    listener = (
        '<script:event-listener script:language="ooo:script" script:event-name="dom:load"'
        f' xlink:href="{name}" xlink:type="simple"/>'
    )
    macro = f'Sub Main\nOpen "{marker}" For Output As #1\nPrint #1, "x"\nClose #1\nEnd Sub'
    return _opendocument(
        "text",
        "<text:p>start</text:p>",
        f"<office:scripts><office:event-listeners>{listener}</office:event-listeners></office:scripts>",
        {
            "Basic/Standard/M.xml": f'<script:module xmlns:script="{_SCRIPT}" script:name="M"'
            f' script:language="StarBasic">{macro}</script:module>',
            "Basic/Standard/script-lb.xml": f'<library:library xmlns:library="{_LIBRARY}"'
            ' library:name="Standard"><library:element library:name="M"/></library:library>',
            "Basic/script-lc.xml": f'<library:libraries xmlns:library="{_LIBRARY}">'
            '<library:library library:name="Standard" library:link="false"/></library:libraries>',
        },
    )
