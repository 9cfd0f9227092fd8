"""Outcomes → report.html: the template with its style and script inlined, nothing fetched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from zipingbiao.report import words
from zipingbiao.report.html.overview import Overviewing
from zipingbiao.report.html.view import form_view
from zipingbiao.schemas.outcome import Outcome

_HERE = Path(__file__).parent
# What waits for the end goes to the disk from so many bytes on.
_IN_MEMORY = 4 * 1024 * 1024


class Report:
    """The report of a batch, made file by file: its memory does not grow with the batch."""

    def __init__(self) -> None:
        self._overview = Overviewing()
        self._rows, self._sections = _Waiting(), _Waiting()
        self._count = 0

    def __enter__(self) -> Report:
        return self

    def __exit__(self, *_: object) -> None:
        self._rows.close()
        self._sections.close()

    def add(self, outcome: Outcome) -> None:
        """Take up a file."""
        views = []
        for form in outcome.forms:
            self._count += 1
            view = form_view(form, f"form-{self._count}")
            views.append(view)
            self._rows.put(_template("row.html.j2").render(view=view, words=words))
            self._sections.put(_template("form.html.j2").render(view=view, words=words))
        self._overview.add(outcome, views)

    def pieces(self) -> Iterator[str]:
        """The report as HTML text; everything out of a document is escaped."""
        return _template("report.html.j2").generate(
            overview=self._overview.overview(),
            count=self._count,
            rows=self._rows,
            sections=self._sections,
            words=words,
        )

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


class _Waiting:
    """Pieces of HTML that wait for their place."""

    def __init__(self) -> None:
        self._file: IO[str] = SpooledTemporaryFile(  # noqa: SIM115  the report closes it
            _IN_MEMORY, "w+", encoding="ascii"
        )

    def put(self, piece: str) -> None:
        self._file.write(json.dumps(piece) + "\n")

    def close(self) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Markup]:
        self._file.seek(0)
        return (Markup(json.loads(line)) for line in self._file)


def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["style"] = Markup((_HERE / "report.css").read_text(encoding="utf-8"))
    environment.globals["script"] = Markup((_HERE / "report.js").read_text(encoding="utf-8"))
    return environment
