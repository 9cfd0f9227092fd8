from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import handmade
import pytest

from zipingbiao.report.html.page import render, write_report
from zipingbiao.report.html.view import form_view
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.form import Form

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;"
VOID = {"meta", "input", "br"}


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


def test_what_a_document_says_never_becomes_markup() -> None:
    failed = replace(handmade.failed(HOSTILE), error=HOSTILE)
    html = render([handmade.good(hostile_form()), failed])
    assert "<img" not in html
    assert "alert(1)</script>" not in html
    checked = Checked(html)
    assert checked.tags.count("script") == 1
    assert not any(name.startswith("on") for name, _ in checked.attributes)


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
        write_report([handmade.good(form), failed], tmp_path / "report.html")
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
    assert set(rules) == {"default-src", "style-src", "script-src", "base-uri", "form-action"}
    assert rules["base-uri"] == rules["form-action"] == "'none'"


def test_nothing_is_fetched() -> None:
    html = render(handmade.batch())
    assert not re.search(r"https?:|//[a-z]|@import|url\(", html)
    checked = Checked(html)
    assert not {"link", "img", "iframe", "base"} & set(checked.tags)
    assert all(v and v.startswith("#") for name, v in checked.attributes if name == "href")
    assert "src" not in dict(checked.attributes)


def test_every_link_leads_somewhere() -> None:
    attributes = Checked(render(handmade.batch())).attributes
    ids = [value for name, value in attributes if name == "id"]
    assert len(ids) == len(set(ids))
    links = {value[1:] for name, value in attributes if name == "href" and value}
    assert links <= set(ids)


def test_merged_cells_span_their_leaves() -> None:
    view = form_view(handmade.form(), "form-1")
    assert [row.level1.rows if row.level1 else None for row in view.leaves] == [3, None, None]
    assert [row.level2.rows if row.level2 else None for row in view.leaves] == [2, None, 1]


def test_names_merge_where_there_is_no_tree() -> None:
    view = form_view(replace(handmade.form(), tree=()), "form-1")
    assert [row.level2.rows if row.level2 else None for row in view.leaves] == [2, None, 1]


def test_the_tree_keeps_neighbours_of_one_name_apart() -> None:
    form = handmade.form()
    twice = tuple(replace(leaf, level2="整体效能") for leaf in form.indicators)
    view = form_view(replace(form, indicators=twice), "form-1")
    assert [row.level2.rows if row.level2 else None for row in view.leaves] == [2, None, 1]


def test_findings_are_marked_in_their_cells() -> None:
    view = form_view(handmade.form(), "form-1")
    assert [mark.number for mark in view.total_score.marks] == [1]
    assert [mark.number for mark in view.leaves[0].score.marks] == [1]
    assert [mark.number for mark in view.leaves[2].after[0].marks] == [2]
    level2 = view.leaves[0].level2
    assert level2
    assert [mark.number for mark in level2.weight.marks] == [3]


def test_what_a_finding_is_about_stands_out_from_what_is_involved() -> None:
    view = form_view(handmade.form(), "form-1")
    assert not view.total_score.marks[0].part
    assert view.leaves[0].score.marks[0].part


def test_a_merged_cell_carries_a_finding_once() -> None:
    keys = tuple(f"indicators/{line}/level1_weight" for line in (1, 2, 3))
    finding = handmade.finding("weight-sum", values=keys)
    view = form_view(replace(handmade.form(), findings=(finding,)), "form-1")
    assert view.leaves[0].level1
    assert [mark.part for mark in view.leaves[0].level1.weight.marks] == [False]


def test_a_finding_about_no_cell_marks_its_row() -> None:
    finding = handmade.finding(values=("indicators/2/page", "funds/1/unit"))
    view = form_view(replace(handmade.form(), findings=(finding,)), "form-1")
    assert view.leaves[1].name.marks
    assert view.funds[0].label.marks


def test_statuses_are_seen_without_colour() -> None:
    html = render(handmade.batch())
    for badge in ("校", "推", "疑"):
        assert f"<i>{badge}</i>" in html
    assert "读作 read as “93. 49”" in html
    assert "3432.37 (30%)" in html


def test_a_figure_that_is_no_number_shows_what_was_read() -> None:
    unread = Figure("9?.5", None, status=Status.DOUBTFUL)
    view = form_view(replace(handmade.form(), total_score=unread), "form-1")
    assert view.total_score.text == "9?.5"


def test_figures_are_printed_as_published() -> None:
    figure = replace(handmade.figure("1"), value=Decimal("1E+3"))
    view = form_view(replace(handmade.form(), total_score=figure), "form-1")
    assert view.total_score.text == "1000"


@pytest.mark.parametrize(("forms", "opened"), [(1, 1), (4, 0)])
def test_many_forms_start_collapsed(forms: int, opened: int) -> None:
    outcomes = [handmade.good(handmade.form(f"f{n}", f"{n}.pdf")) for n in range(forms)]
    html = render(outcomes)
    found = re.findall(r'<details class="form"[^>]*?( open)?>', html)
    assert len(found) == forms
    assert sum(map(bool, found)) == opened


def test_a_batch_without_forms_is_still_a_report() -> None:
    html = render([handmade.failed()])
    Checked(html)
    assert "文件已损坏" in html
    assert render([])
