"""The measure itself is measured: a perfect output scores full, a spoilt one does not."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.fixtures import TRUTH
from benchmarks.scoring import FUND_FIGURES, HEADER, LEAF_FIGURES, Output, Score, score_document

NAME = "mof-project-several-pdf"
Truth = dict[str, Any]
Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture
def truth() -> Truth:
    loaded: Truth = json.loads((TRUTH / f"{NAME}.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture
def perfect(truth: Truth) -> Tables:
    tables: Tables = {name: [] for name in ("forms", "funds", "indicators", "findings", "values")}
    for number, form in enumerate(truth["forms"]):
        key = {"form_id": f"f{number}", "source": truth["file"], "first_page": number + 1}
        names = {column: form[name] for name, column in HEADER.items()}
        totals = {name: form[name] for name in ("title", "total_weight", "total_score")}
        tables["forms"].append(key | names | totals)
        for table, rows, figures in (
            ("funds", form["funds"], FUND_FIGURES),
            ("indicators", form["indicators"], LEAF_FIGURES),
        ):
            for line, row in enumerate(rows, 1):
                renamed = {column: row[name] for name, column in figures.items()}
                tables[table].append(row | renamed | key | {"line": line})
        for rule, subject in form["findings"]:
            words = {"rule": rule, "subject": subject, "severity": "error", "verdict": "publisher"}
            tables["findings"].append(key | words)
    return tables


def scored(truth: Truth, tables: Tables, folder: Path) -> Score:
    empty = {"values": ["form_id", "table", "line", "column", "status"], "findings": ["form_id"]}
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]) if rows else empty[name])
            writer.writeheader()
            writer.writerows(rows)
    return score_document(truth, Output.of(folder))


def test_a_perfect_output_scores_full(truth: Truth, perfect: Tables, tmp_path: Path) -> None:
    score = scored(truth, perfect, tmp_path)
    assert score.notes == []
    assert score.tally["forms_found"] == len(truth["forms"])
    assert score.tally["figures_ok"] == score.tally["figures"] > 0
    assert score.tally["path_ok"] == score.tally["rows"] > 0
    assert score.rules["score-sum", "found"] == 1


def test_a_wrong_figure_is_silent_unless_it_is_marked(
    truth: Truth, perfect: Tables, tmp_path: Path
) -> None:
    row = perfect["indicators"][0]
    row["score"] = "0.01"
    assert scored(truth, perfect, tmp_path).tally["silent"] == 1
    place = {"form_id": row["form_id"], "table": "indicators", "line": row["line"]}
    perfect["values"].append(place | {"column": "score", "status": "doubtful"})
    score = scored(truth, perfect, tmp_path)
    assert (score.tally["silent"], score.tally["flagged"]) == (0, 1)


def test_a_lost_row_and_an_invented_one_are_told_apart(
    truth: Truth, perfect: Tables, tmp_path: Path
) -> None:
    lost = perfect["indicators"].pop(2)
    perfect["indicators"].insert(0, lost | {"level3": "没有这一项"})
    score = scored(truth, perfect, tmp_path)
    assert score.tally["rows_extra"] == 1
    assert score.tally["rows_found"] == score.tally["rows"] - 1
