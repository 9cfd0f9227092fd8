"""python -m benchmarks.accuracy: convert the fixtures and score them against their truth."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

import zipingbiao
from benchmarks.fixtures import TRUTH, documents
from benchmarks.scoring import Score, score_folder

SHARES = (
    ("forms", "forms_found", "forms"),
    ("header", "header_ok", "header"),
    ("rows", "rows_found", "rows"),
    ("path", "path_ok", "rows"),
    ("figures", "figures_ok", "figures"),
)
WIDTH = 110


def main() -> None:
    """Convert, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, help="score this output instead of converting")
    parser.add_argument("--notes", action="store_true", help="print what was wrong, file by file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = options.out or Path(folder) / "out"
        if not options.out:
            zipingbiao.convert(documents(), out)
        scores = score_folder(TRUTH, out)
    console = Console(width=WIDTH)
    if options.notes:
        for score in scores:
            console.print(f"[bold]{score.name}[/]", *score.notes, sep="\n  ", highlight=False)
    console.print(by_kind(scores), by_rule(scores))


def by_kind(scores: Iterable[Score]) -> Table:
    """What was read right, by the shape of the document."""
    table = Table("kind", "files", *(name for name, *_ in SHARES), "silent", "flagged", "extra")
    scores = list(scores)
    for kind in [*sorted({score.kind for score in scores}), "all"]:
        chosen = [score for score in scores if kind in ("all", score.kind)]
        tally = sum((score.tally for score in chosen), Counter[str]())
        shares = (f"{_percent(tally[part], tally[whole])}" for _, part, whole in SHARES)
        extra = tally["forms_extra"] + tally["rows_extra"]
        rest = (tally["silent"], tally["flagged"], extra)
        table.add_row(kind, str(len(chosen)), *shares, *map(str, rest))
    return table


def by_rule(scores: Iterable[Score]) -> Table:
    """Which planted mistakes were found."""
    rules = sum((score.rules for score in scores), Counter[tuple[str, str]]())
    table = Table("finding", "planted", "found", "false")
    for rule in sorted({rule for rule, _ in rules}):
        table.add_row(rule, *(str(rules[rule, word]) for word in ("planted", "found", "false")))
    return table


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%" if whole else "-"


if __name__ == "__main__":
    main()
