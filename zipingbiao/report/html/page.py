"""Outcomes → report.html: the template with its style and script inlined, nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from zipingbiao.report import words
from zipingbiao.report.html.overview import overview
from zipingbiao.report.html.view import form_view
from zipingbiao.schemas.outcome import Outcome

_HERE = Path(__file__).parent
# So many forms are shown open at once; more would bury the overview's links.
_OPEN_FORMS = 3


def write_report(outcomes: Sequence[Outcome], path: Path) -> None:
    """Write the report of a batch."""
    path.write_text(render(outcomes), encoding="utf-8", errors="replace", newline="\n")


def render(outcomes: Sequence[Outcome]) -> str:
    """The report as HTML text; everything out of a document is escaped."""
    forms = [form for outcome in outcomes for form in outcome.forms]
    views = [form_view(form, f"form-{number}") for number, form in enumerate(forms, start=1)]
    return _template().render(
        overview=overview(outcomes, views),
        forms=views,
        open_forms=len(views) <= _OPEN_FORMS,
        words=words,
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["style"] = Markup((_HERE / "report.css").read_text(encoding="utf-8"))
    environment.globals["script"] = Markup((_HERE / "report.js").read_text(encoding="utf-8"))
    return environment.get_template("report.html.j2")
