"""Outcomes → report.html: one file with its style, its scripts and all forms, nothing fetched.

The page is a shell; the index of the forms is one block of JSON in it, each form another, packed
block that is unpacked when somebody looks at it. So a report of thousands of forms opens at once.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from zipingbiao.report.form_bytes import form_bytes
from zipingbiao.report.form_json import Json, json_bytes
from zipingbiao.report.html.data import file_row, index_row, labels, packed
from zipingbiao.report.package import picture_name
from zipingbiao.schemas.outcome import FileStatus, Outcome

_HERE = Path(__file__).parent
# In the order in which they build on each other.
_SCRIPTS = ("base", "charts", "overview", "picture", "form", "sums", "review", "start")
# Bytes of pictures that a report holds; in base64 they are a third more.
_EMBEDDED = 24 * 1024 * 1024
# What waits for the end goes to the disk from so many bytes on.
_IN_MEMORY = 4 * 1024 * 1024


class Report:
    """The report of a batch, made file by file: of a form only its line of the index stays."""

    def __init__(self, pages: Path | None = None) -> None:
        """`pages` is the folder with the pictures of the pages."""
        self._pages = pages
        self._names: dict[str, None] = {}
        self._index: list[dict[str, Json]] = []
        self._files: list[dict[str, Json]] = []
        self._count = 0
        self._blocks: IO[str] = SpooledTemporaryFile(  # noqa: SIM115  it is closed with the report
            _IN_MEMORY, "w+", encoding="ascii"
        )

    def __enter__(self) -> Report:
        return self

    def __exit__(self, *_: object) -> None:
        self._blocks.close()

    def add(self, outcome: Outcome, documents: Sequence[bytes] | None = None) -> None:
        """Take up a file; `documents` are its forms as `form_bytes`, if they are at hand."""
        if documents is None:
            documents = [form_bytes(form) for form in outcome.forms]
        self._count += 1
        for picture in outcome.pictures:
            self._names[picture_name(outcome.sha256, picture.page)] = None
        for form, document in zip(outcome.forms, documents, strict=True):
            self._index.append(index_row(form))
            self._blocks.write(packed(form, document, outcome) + "\n")
        if outcome.status is not FileStatus.OK or outcome.findings:
            self._files.append(file_row(outcome))

    def pieces(self) -> Iterator[str]:
        """The report as HTML text; nothing out of a document becomes markup."""
        data: Json = {
            "words": labels(),
            "count": self._count,
            "files": list(self._files),
            "forms": list(self._index),
        }
        self._blocks.seek(0)
        blocks = (Markup(line.rstrip("\n")) for line in self._blocks)
        return _template().generate(data=_in_html(data), blocks=blocks, pictures=self._pictures())

    def _pictures(self) -> Iterator[tuple[str, Markup]]:
        """The pictures that stand in the report itself, so that it can be passed on alone: as many
        as it may hold. The others are fetched from beside it."""
        left = _EMBEDDED
        for name in self._names if self._pages else ():
            assert self._pages is not None
            path = self._pages / name
            size = path.stat().st_size if path.is_file() else 0
            if 0 < size <= left:
                left -= size
                yield name, Markup(base64.b64encode(path.read_bytes()).decode("ascii"))

    def write(self, path: Path) -> None:
        """Write the report."""
        with path.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            stream.writelines(self.pieces())


def render(outcomes: Iterable[Outcome]) -> str:
    """The report of a few outcomes as HTML text."""
    with Report() as report:
        for outcome in outcomes:
            report.add(outcome)
        return "".join(report.pieces())


def _in_html(data: Json) -> Markup:
    """JSON that cannot end the element it stands in."""
    text = json_bytes(data).decode("utf-8")
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    scripts = ((_HERE / "js" / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    environment.globals["style"] = Markup(style)
    environment.globals["script"] = Markup("\n".join(scripts))
    return environment.get_template("report.html.j2")
