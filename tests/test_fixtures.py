"""The made-up forms: their truth holds together, and the program reads them by it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import zipingbiao
from benchmarks.fixtures import FIXTURES, TRUTH, documents
from benchmarks.scoring import Score, score_folder
from zipingbiao.errors import UnreadableFile

RULES = {
    "score-sum",
    "weight-sum",
    "score-cap",
    "budget-split",
    "execution-rate",
    "execution-score",
    "grade",
    "reason-missing",
}
# The least share of figures that must be exact, by the shape of the document; all of them in
# what prints its text itself.
EXACT = {"scan": 0.97, "photo": 0.97, "badlayer": 0.97, "shifted": 0.97}
LARGEST = 4 * 1024 * 1024
Truth = dict[str, Any]


def forms() -> list[Truth]:
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(TRUTH.glob("*.json"))]
    return [form | {"file": file["file"]} for file in files for form in file["forms"]]


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def scores(converted: Path) -> dict[str, Score]:
    return {score.name: score for score in score_folder(TRUTH, converted)}


def test_every_rule_is_planted_somewhere() -> None:
    assert {rule for form in forms() for rule, _ in form["findings"]} == RULES


def test_the_files_stay_small() -> None:
    files = [path for path in FIXTURES.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LARGEST


@pytest.mark.parametrize("form", forms(), ids=lambda form: f"{form['file']}-{form['year']}")
def test_totals_add_up_unless_a_mistake_is_planted(form: Truth) -> None:
    if form["total_score"] is None:
        return
    counted_twice = form.get("execution_in_grid", False)
    rows = [*form["indicators"], *([] if counted_twice else form["funds"])]
    scores, weights = (sum(Decimal(row[key] or 0) for row in rows) for key in ("score", "weight"))
    if form["total_weight"] is not None:
        planted = ["weight-sum", "total_weight"] in form["findings"]
        assert (weights != Decimal(form["total_weight"])) == planted
    assert (scores != Decimal(form["total_score"])) == (
        ["score-sum", "total_score"] in form["findings"]
    )


@pytest.mark.parametrize("name", [path.name for path in documents()])
def test_a_document_is_read_by_its_truth(name: str, scores: dict[str, Score]) -> None:
    score = scores[name]
    tally, notes = score.tally, "\n".join(score.notes)
    assert tally["silent"] == 0, notes
    assert tally["forms_found"] == tally["forms"], notes
    assert tally["forms_extra"] + tally["rows_extra"] == 0, notes
    assert tally["figures_ok"] >= EXACT.get(score.kind, 1.0) * tally["figures"], notes


@pytest.mark.parametrize(
    "form", [form for form in forms() if "pages" in form], ids=lambda form: form["title"]
)
def test_a_form_in_a_report_is_found_on_its_pages(form: Truth, converted: Path) -> None:
    found = [row for row in read_rows(converted / "forms.csv") if row["source"] == form["file"]]
    pages = [[int(row["first_page"]), int(row["last_page"])] for row in found]
    assert form["pages"] in pages


def test_every_planted_mistake_is_found_and_no_other(scores: dict[str, Score]) -> None:
    rules = sum((score.rules for score in scores.values()), Counter[tuple[str, str]]())
    notes = "\n".join(note for score in scores.values() for note in score.notes if "f" in note)
    assert {rule: rules[rule, "found"] for rule in RULES} == {
        rule: rules[rule, "planted"] for rule in RULES
    }, notes
    assert not [rule for rule, word in rules if word == "false"], notes


@pytest.mark.parametrize(
    "name",
    ["encrypted.pdf", "truncated.pdf", "empty.pdf", "not-an-image.png", "truncated.docx"],
)
def test_a_broken_file_says_so_in_one_line(name: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        zipingbiao.read(FIXTURES / "broken" / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_document_without_a_form_gives_none() -> None:
    assert zipingbiao.read(FIXTURES / "broken" / "no-form.pdf") == ()
