"""An output folder against the truth about its documents.

A figure is exact when it came back digit for digit (2 and 2.00 are the same). It is silent when it
is wrong or missing and the output claims that it is what the page prints; flagged when it is wrong
or missing and the output says that it may be.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

Row = dict[str, str]
# What a JSON file holds; it is read once, and every key is used where it is looked up.
Truth = dict[str, Any]

HEADER = {
    "year": "fiscal_year",
    "department": "department",
    "project": "project",
    "unit": "implementing_unit",
    "grade": "grade",
}
FORM_FIGURES = {"total_weight": "total_weight", "total_score": "total_score"}
FUND_FIGURES = {
    "initial": "initial_budget",
    "revised": "revised_budget",
    "executed": "executed",
    "rate": "execution_rate",
    "weight": "weight",
    "score": "score",
}
LEAF_FIGURES = {name: name for name in ("weight", "score", "level1_weight", "level2_weight")}
# Only some truths have these.
LEVEL_SCORES = {name: name for name in ("level1_score", "level2_score")}
LEVELS = ("level1", "level2", "level3")
LEAST_LIKENESS = 60


@dataclass
class Score:
    """What was right and wrong in one document."""

    name: str
    kind: str
    tally: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)


class Output:
    """The tables of an output."""

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        self.forms = _by(rows["forms"], "source")
        self.funds = _by(rows["funds"], "form_id")
        self.leaves = _by(rows["indicators"], "form_id")
        self.findings = _by(rows["findings"], "form_id")
        keys = ("form_id", "table", "line", "column")
        self.status = {tuple(row[key] for key in keys): row["status"] for row in rows["values"]}

    @staticmethod
    def of(folder: Path) -> Output:
        """The tables in an output folder."""
        names = ("forms", "funds", "indicators", "findings", "values")
        return Output({name: _read(folder / f"{name}.csv") for name in names})


def score_folder(truths: Path, out: Path) -> list[Score]:
    """One score per truth file."""
    output = Output.of(out)
    return [
        score_document(json.loads(path.read_text(encoding="utf-8")), output)
        for path in sorted(truths.glob("*.json"))
    ]


def score_document(truth: Truth, output: Output) -> Score:
    """One document: its forms, aligned by title and names."""
    score = Score(truth["file"], truth["kind"])
    found = [row for rows in output.forms.values() for row in rows if _file(row) == truth["file"]]
    found.sort(key=lambda row: (int(row["first_page"]), row["form_id"]))
    for want, got in align(truth["forms"], found, _form_words):
        if want is None:
            score.tally["forms_extra"] += 1
            score.notes.append("a form that is not there")
            continue
        score.tally["forms"] += 1
        score.tally["forms_found"] += got is not None
        _Comparison(score, output, want, got or {}).run()
    return score


class _Comparison:
    """One form of the truth against one of the output (empty if there is none)."""

    def __init__(self, score: Score, output: Output, want: Truth, got: Row) -> None:
        self.tally, self.notes, self.rules = score.tally, score.notes, score.rules
        self.output, self.want, self.got = output, want, got
        self.form_id = got.get("form_id", "")

    def run(self) -> None:
        self._header()
        self._figures(self.want, self.got, FORM_FIGURES, ("forms", "1"), "form")
        funds = {row["item"]: row for row in self.output.funds.get(self.form_id, [])}
        for fund in self.want["funds"]:
            row = funds.get(fund["item"], {})
            place = ("funds", row.get("line", ""))
            self._figures(fund, row, FUND_FIGURES, place, fund["item"])
        leaves = self.output.leaves.get(self.form_id, [])
        for want, got in align(self.want["indicators"], leaves, lambda row: str(row["level3"])):
            self._leaf(want, got)
        self._findings()

    def _header(self) -> None:
        for name, column in HEADER.items():
            if not self.want[name]:
                continue
            right = plain(str(self.want[name])) == plain(self.got.get(column, ""))
            self.tally["header"] += 1
            self.tally["header_ok"] += right
            if not right:
                self._note(f"{column}: {self.want[name]!r}, got {self.got.get(column)!r}")

    def _leaf(self, want: Truth | None, got: Row | None) -> None:
        if want is None:
            self.tally["rows_extra"] += 1
            self._note(f"extra row {got['level3'] if got else ''!r}")
            return
        row = got or {}
        right = all(plain(want[level]) == plain(row.get(level, "")) for level in LEVELS)
        right = right and plain(want.get("group", "")) == plain(row.get("group", ""))
        self.tally["rows"] += 1
        self.tally["rows_found"] += got is not None
        self.tally["path_ok"] += right
        if not right:
            self._note(f"path {[want[x] for x in LEVELS]}, got {[row.get(x) for x in LEVELS]}")
        place = ("indicators", row.get("line", ""))
        self._figures(want, row, LEAF_FIGURES, place, want["level3"])
        printed = {name: name for name in LEVEL_SCORES if name in want}
        self._figures(want, row, printed, place, want["level3"])

    def _figures(
        self, want: Truth, row: Row, names: dict[str, str], place: tuple[str, str], label: str
    ) -> None:
        for name, column in names.items():
            if want[name] is None:
                continue
            self.tally["figures"] += 1
            got = row.get(column, "")
            if got and Decimal(got) == Decimal(want[name]):
                self.tally["figures_ok"] += 1
                continue
            status = self.output.status.get((self.form_id, *place, column), "stated")
            word = "silent" if status == "stated" else "flagged"
            self.tally[word] += 1
            self._note(f"{word} {label}.{column}: {want[name]}, got {got!r} ({status})")

    def _findings(self) -> None:
        left = [
            (row["rule"], row["subject"])
            for row in self.output.findings.get(self.form_id, [])
            if row["severity"] in ("error", "warning") and row["verdict"] != "extraction"
        ]
        for rule, subject in self.want["findings"]:
            hit = next((x for x in left if x[0] == rule and _same(x[1], subject)), None)
            self.rules[rule, "planted"] += 1
            if hit is None:
                self._note(f"not found: {rule} {subject}")
            else:
                left.remove(hit)
                self.rules[rule, "found"] += 1
        for rule, subject in left:
            self.rules[rule, "false"] += 1
            self._note(f"false finding: {rule} {subject}")

    def _note(self, text: str) -> None:
        self.notes.append(text)


def align(
    wanted: Sequence[Truth], got: Sequence[Row], words: Callable[[Truth], str]
) -> Iterator[tuple[Truth | None, Row | None]]:
    """Pairs in order, as alike as possible together; what has no partner stands alone."""
    likeness = [
        [max(0.0, ratio(plain(words(w)), plain(words(g))) - LEAST_LIKENESS) for g in got]
        for w in wanted
    ]
    best = _best_sums(likeness, len(wanted), len(got))
    i = j = 0
    while i < len(wanted) and j < len(got):
        if likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            yield wanted[i], got[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield wanted[i], None
            i += 1
        else:
            yield None, got[j]
            j += 1
    yield from ((want, None) for want in wanted[i:])
    yield from ((None, row) for row in got[j:])


def _best_sums(likeness: list[list[float]], rows: int, columns: int) -> list[list[float]]:
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            pair = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    return best


def plain(text: str) -> str:
    """For comparison: no whitespace, one width, one kind of quote."""
    text = unicodedata.normalize("NFKC", text or "")
    text = re.sub(r"\s+", "", text)
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def _same(one: str, other: str) -> bool:
    return bool(one) and (plain(one) in plain(other) or plain(other) in plain(one))


def _file(row: Row) -> str:
    return row["source"].rsplit("/", 1)[-1]


def _form_words(row: Truth) -> str:
    year = row.get("fiscal_year") or row.get("year")
    return f"{row['title']}{row['project']}{row['department']}{year}"


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _by(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    out = defaultdict(list)
    for row in rows:
        out[row[key]].append(row)
    return dict(out)
