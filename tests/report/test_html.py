from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast

import handmade
import pytest

from zipingbiao.report.form_bytes import form_bytes
from zipingbiao.report.form_json import Json, form_document
from zipingbiao.report.html.data import index_row, packed
from zipingbiao.report.html.page import Report, render
from zipingbiao.report.tabular import identified
from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.form import Form

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;"
VOID = {"meta", "input", "br"}
BLOCK = re.compile(r'<script type="text/plain" class="block">([^<]*)</script>')


class Checked(HTMLParser):
    """Counts elements and holds that every one is closed where it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def hostile_form() -> Form:
    base = handmade.form(source=HOSTILE)
    return replace(
        base,
        form_id=HOSTILE,
        title=HOSTILE,
        department=HOSTILE,
        grade=HOSTILE,
        family=HOSTILE,
        scope=HOSTILE,
        total_score=replace(handmade.figure("1"), text=HOSTILE, status=Status.DOUBTFUL),
        funds=tuple(replace(fund, label=HOSTILE) for fund in base.funds),
        indicators=tuple(
            replace(leaf, level1=HOSTILE, level2=HOSTILE, level3=HOSTILE, actual=HOSTILE)
            for leaf in base.indicators
        ),
        fields=tuple(replace(field, label=HOSTILE, value=HOSTILE) for field in base.fields),
        findings=(
            handmade.finding(
                HOSTILE, subject=HOSTILE, message=HOSTILE, stated=HOSTILE, suggestion=HOSTILE
            ),
        ),
    )


def unpacked(block: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(block), -15))
    return found


def data_of(html: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        html.split('<script type="application/json" id="data">')[1].split("</script>")[0]
    )
    return found


def test_what_a_document_says_never_becomes_markup() -> None:
    failed = replace(handmade.failed(HOSTILE), error=HOSTILE)
    html = render([handmade.good(hostile_form()), failed])
    assert "<img" not in html
    assert "alert(1)</script>" not in html
    checked = Checked(html)
    assert checked.tags.count("script") == 3
    assert not any(name.startswith("on") for name, _ in checked.attributes)
    assert data_of(html)["forms"][0]["title"] == HOSTILE


def test_scripts_make_no_markup_of_text() -> None:
    html = render(handmade.batch())
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", html)


NASTY = (
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "<!--<script>",
    "javascript:alert(1)",
    "\x00\x01\x1b[2J\x7f",
    "\u202egnp.exe",
    "\ud800 half",
    "{{ 7*7 }}{% raw %}",
    "]]><svg onload=alert(1)>",
    "&lt;b&gt;&#0;&nbsp",
    "' autofocus onfocus=alert(1) x='",
)


@pytest.mark.parametrize("nasty", NASTY)
def test_whatever_a_title_is_the_report_stays_the_same_document(nasty: str, tmp_path: Path) -> None:
    def document(word: str) -> Checked:
        base = handmade.form(source=word)
        form = replace(base, title=word, department=word, fields=base.fields, family=word)
        failed = replace(handmade.failed(word), error=word)
        with Report() as report:
            report.add(handmade.good(form))
            report.add(failed)
            report.write(tmp_path / "report.html")
        return Checked((tmp_path / "report.html").read_text(encoding="utf-8"))

    found, plain = document(nasty), document("plain")
    assert found.tags == plain.tags
    assert [name for name, _ in found.attributes] == [name for name, _ in plain.attributes]
    links = [value for name, value in found.attributes if name in ("href", "src", "action")]
    assert all(value and value.startswith("#") for value in links)


def test_the_report_may_load_nothing_even_if_something_slipped_through() -> None:
    policies = re.findall(r'Content-Security-Policy" content="([^"]*)"', render(handmade.batch()))
    assert len(policies) == 1
    rules = dict(rule.strip().split(" ", 1) for rule in policies[0].split(";"))
    assert rules["default-src"] == "'none'"
    assert set(rules) == {
        *("default-src", "style-src", "script-src", "img-src", "base-uri", "form-action")
    }
    assert rules["img-src"] == "data: blob: file:"
    assert rules["base-uri"] == rules["form-action"] == "'none'"


def test_nothing_is_fetched() -> None:
    html = render(handmade.batch())
    # The name of the SVG elements is a name, and nothing is there.
    assert set(re.findall(r"https?:[^\"]*", html)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@import|url\(|\bfetch\(|XMLHttpRequest|WebSocket", html)
    checked = Checked(html)
    assert not {"link", "img", "iframe", "base"} & set(checked.tags)
    assert all(v and v.startswith("#") for name, v in checked.attributes if name == "href")
    assert "default-src 'none'" in html


def test_every_form_is_in_it_whole() -> None:
    html = render(handmade.batch())
    forms = [form for outcome in handmade.batch() for form in outcome.forms]
    blocks = BLOCK.findall(html)
    assert len(blocks) == len(data_of(html)["forms"]) == len(forms)
    for form, block in zip(forms, blocks, strict=True):
        document = unpacked(block)
        assert document.pop("finding_ids") == [
            finding_id for finding_id, _ in identified(form.form_id, form.findings)
        ]
        assert document.pop("pictures") == []
        assert len(document.pop("sha256")) in (0, 64)
        assert document == form_document(form)


def test_a_line_of_the_index_counts() -> None:
    row = index_row(handmade.form())
    assert (row["status"], row["score"], row["year"]) == ("review", 93.49, 2022)
    assert row["figures"] == [
        sum(figure.status is status for _, figure in handmade.form().figures()) for status in Status
    ]
    assert ["score-sum", "error", 1] in cast(list[Json], row["findings"])
    leaves = [(leaf.weight, leaf.score) for leaf in handmade.form().indicators]
    both = [(w.value, s.value) for w, s in leaves if w and s]
    assert (row["full"], row["scored"]) == (sum(w == s for w, s in both), len(both))


def test_figures_are_printed_as_published() -> None:
    figure = replace(handmade.figure("1"), value=Decimal("1E+3"))
    changed = replace(handmade.form(), total_score=figure)
    document = unpacked(packed(changed, form_bytes(changed), handmade.good(changed)))
    assert document["total_score"]["value"] == "1000"


def test_files_that_gave_nothing_say_why() -> None:
    files = data_of(render(handmade.batch()))["files"]
    assert {file["status"] for file in files} == {"failed", "skipped", "no-form"}
    (failed,) = (file for file in files if file["status"] == "failed")
    assert failed["findings"][0]["message"] == "文件已损坏。"
    assert data_of(render([]))["count"] == 0


def test_every_status_has_its_name_in_both_languages() -> None:
    words = data_of(render([]))["words"]
    assert set(words["statuses"]) == set(Status)
    assert all(zh and en for table in words.values() for zh, en in table.values())
