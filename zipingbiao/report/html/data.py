"""What the report's page is made of: a line of the index a form, and the form itself, packed."""

from __future__ import annotations

import base64
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from zipingbiao.language import Words
from zipingbiao.report import words
from zipingbiao.report.form_json import Json, as_json, json_bytes
from zipingbiao.report.package import picture_name
from zipingbiao.report.tabular import identified
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.outcome import Outcome

# Raw deflate, as a browser's DecompressionStream("deflate-raw") takes it. A higher level takes
# twice the time and leaves a tenth less.
_RAW, _LEVEL = -15, 3


def index_row(form: Form) -> dict[str, Json]:
    """What the overview shows of a form, searches, filters and counts."""
    figures = [figure.status for figure in form.unnamed()]
    found = Counter((finding.rule, str(finding.severity)) for finding in form.findings)
    full, scored = _full_marks(form)
    return {
        "id": form.form_id,
        "source": form.source,
        "title": form.title,
        "department": form.department,
        "project": form.project,
        "unit": form.implementing_unit,
        "year": form.fiscal_year,
        "scope": form.scope,
        "weight": _number(form.total_weight),
        "score": _number(form.total_score),
        "grade": form.grade,
        "status": str(form.status),
        "verified": form.verified(),
        "rate": _rate(form),
        "full": full,
        "scored": scored,
        "figures": [figures.count(status) for status in Status],
        "findings": [[rule, severity, count] for (rule, severity), count in found.items()],
    }


def packed(form: Form, document: bytes, outcome: Outcome) -> str:
    """The form's JSON document (`form_bytes`) with the ids of its findings and the pictures of its
    pages, deflated, in base64."""
    ids = [finding_id for finding_id, _ in identified(form.form_id, form.findings)]
    shown: Json = [
        {
            "page": picture.page,
            "width": round(picture.width, 2),
            "height": round(picture.height, 2),
            "name": picture_name(outcome.sha256, picture.page),
        }
        for picture in outcome.pictures
        if form.first_page <= picture.page <= form.last_page
    ]
    more: dict[str, Json] = {
        "sha256": outcome.sha256,
        "finding_ids": as_json(ids),
        "pictures": shown,
    }
    data = document.removesuffix(b"}") + b"," + json_bytes(more).removeprefix(b"{")
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW)
    return base64.b64encode(packer.compress(data) + packer.flush()).decode("ascii")


def file_row(outcome: Outcome) -> dict[str, Json]:
    """What the overview shows of a file that gave no form, or that something is said of."""
    return {
        "source": outcome.source,
        "status": str(outcome.status),
        "error": outcome.error,
        "findings": [
            {
                "severity": str(found.severity),
                "rule": found.rule,
                "message": found.message,
                "message_en": found.message_en,
            }
            for found in outcome.findings
        ],
    }


def labels() -> dict[str, Json]:
    """The words of both languages, by what they name."""
    named: dict[str, Mapping[str, Words]] = {
        "severities": {str(key): found for key, found in words.SEVERITIES.items()},
        "verdicts": {str(key): found for key, found in words.VERDICTS.items()},
        "statuses": {str(key): found for key, found in words.FIGURE_STATUSES.items()},
        "form_statuses": {str(key): found for key, found in words.FORM_STATUSES.items()},
        "file_statuses": {str(key): found for key, found in words.FILE_STATUSES.items()},
        "columns": words.COLUMNS,
        "scopes": words.SCOPES,
        "rules": words.RULES,
    }
    return {
        kind: {slug: [found.zh, found.en] for slug, found in table.items()}
        for kind, table in named.items()
    }


def _full_marks(form: Form) -> tuple[int, int]:
    """How many leaves have all their points, and how many state both weight and score."""
    both = list(_points(form))
    return sum(weight == score for weight, score in both), len(both)


def _points(form: Form) -> Iterator[tuple[Decimal, Decimal]]:
    for leaf in form.indicators:
        weight, score = leaf.weight, leaf.score
        if weight and score and weight.value is not None and score.value is not None:
            yield weight.value, score.value


def _rate(form: Form) -> float | None:
    """The first execution rate that the form states, in percent."""
    rates = (fund.execution_rate for fund in form.funds if fund.execution_rate)
    return next((_number(rate) for rate in rates if rate.value is not None), None)


def _number(figure: Figure | None) -> float | None:
    """To be drawn and sorted by; what is printed is in the form itself."""
    return None if figure is None or figure.value is None else float(figure.value)
