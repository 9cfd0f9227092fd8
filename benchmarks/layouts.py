"""python -m benchmarks.layouts --count 200: read forms of layouts that nobody published.

Each form is made up by chance from the words and shapes of the domain, laid out as a drawn grid in
memory, read, and held against what it says. Same seed, same forms.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from rich.console import Console

from benchmarks.accuracy import WIDTH, by_kind, by_rule
from benchmarks.drawn import dump_of, tables_of
from benchmarks.random_templates import random_template
from benchmarks.scoring import Output, Score, score_document
from generator.form import Form, Style, Truth
from generator.mistakes import plant
from generator.sheet import Sheet
from zipingbiao.reconcile.forms import read_forms
from zipingbiao.report.tabular import rows
from zipingbiao.schemas.outcome import FileStatus, Outcome
from zipingbiao.schemas.page import Table

SEED = 1
KINDS = ("drawn", "dump-top", "dump-middle")
# The mistakes that can be planted in a form of any layout which prints what they are about.
MISTAKES = ("score-sum", "weight-sum", "score-cap", "reason-missing", "execution-rate",
            "execution-score", "budget-split")  # fmt: skip


@dataclass(frozen=True)
class Trial:
    """A form of a layout of its own, and how its table is broken over pages."""

    name: str
    form: Form
    sheet: Sheet
    breaks: tuple[int, ...] = ()
    repeat: bool = False
    kind: str = "drawn"

    def tables(self) -> list[Table]:
        """Its tables, as a reader would give them."""
        if self.kind != "drawn":
            return dump_of(self.sheet, middle=self.kind == "dump-middle")
        return tables_of(self.sheet, self.breaks, repeat=self.repeat)

    def score(self) -> Score:
        """Read it, and hold it against what it says."""
        forms = tuple(read_forms(self.tables(), self.name, self.name))
        outcome = Outcome(self.name, "grid", FileStatus.OK, forms=forms)
        truth: Truth = {"file": self.name, "kind": self.kind, "forms": [self.form.truth()]}
        return score_document(truth, Output(rows([outcome])))


def trials(count: int, seed: int = SEED, kind: str = "drawn") -> Iterator[Trial]:
    """So many forms, each of a layout of its own."""
    for number in range(count):
        yield trial(f"{seed}-{number}", kind)


def trial(name: str, kind: str = "drawn") -> Trial:
    """The form with this name; `kind` is how its table comes: drawn, dump-top, dump-middle."""
    rng = Random(name)
    template = random_template(rng)
    style = Style(
        money_places=rng.choice((2, 2, 4)),
        score_places=rng.choice((None, None, 2)),
        thousands=rng.random() < 0.3,
        mark=rng.choice("■☑√"),
    )
    form = template.make(rng, style)
    if template.filled and rng.random() < 0.4:
        _plant_one(form, rng)
    sheet = template.lay_out(form)
    many = len(sheet.rows)
    breaks = (rng.randint(many // 2, many - 2),) if rng.random() < 0.4 else ()
    return Trial(name, form, sheet, breaks, rng.random() < 0.5, kind)


def _plant_one(form: Form, rng: Random) -> None:
    """One mistake that this form has room for."""
    for rule in rng.sample(MISTAKES, len(MISTAKES)):
        try:
            plant(form, rule)
        except (AssertionError, StopIteration, IndexError):
            continue
        return


def main() -> None:
    """Make them, read them, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--notes", action="store_true", help="print what was wrong, form by form")
    parser.add_argument("--show", metavar="NAME", help="print the sheet of one form")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS[:1])
    options = parser.parse_args()
    console = Console(width=WIDTH)
    if options.show:
        console.print(*shown(trial(options.show)), sep="\n", highlight=False)
        return
    scores = [
        one.score() for kind in options.kinds for one in trials(options.count, options.seed, kind)
    ]
    if options.notes:
        for score in scores:
            if score.notes:
                console.print(f"[bold]{score.name}[/]", *score.notes, sep="\n  ", highlight=False)
    console.print(by_kind(scores), by_rule(scores))
    perfect = Counter(not score.notes for score in scores)[True]
    console.print(f"{perfect} of {len(scores)} forms without any fault")


def shown(one: Trial) -> Iterator[str]:
    """The sheet of a form as text, a line a row."""
    yield from (*one.sheet.titles, *one.sheet.above)
    for number, row in enumerate(one.sheet.rows):
        cells = (f"{slot.text!r}{slot.cols}x{slot.rows}" for slot in row)
        mark = "--" if number in one.breaks else f"{number:2d}"
        yield f"{mark} {' | '.join(cells)}"


if __name__ == "__main__":
    main()
