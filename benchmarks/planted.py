"""python -m benchmarks.planted: are publishers' mistakes found, also on scans, and nobody else's?

Forms are made up, each with one mistake of one kind, and set as PDF and as scans of it. What is
found is held against what was planted. A scan is read once and weighed in three ways: as it is
done, without a second look, and without any sum (each figure by its own probability).
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.noise import by_probability
from benchmarks.scoring import Output, score_document
from generator import faces, pdf, scan
from generator.families import dept_process, gd_department, mof_project, transfer
from generator.form import Form as Made
from generator.form import Style
from generator.mistakes import MISTAKES
from generator.pdf import Look
from generator.plan import Maker, Part
from generator.sheet import Sheet
from generator.template import templates
from zipingbiao.batch.work import forms_of
from zipingbiao.extract.pdf import read_pdf
from zipingbiao.normalize.stitch import stitch
from zipingbiao.reconcile.forms import read_forms, with_findings
from zipingbiao.reconcile.interpret import interpret
from zipingbiao.reconcile.parts import parts_of
from zipingbiao.report.tabular import rows
from zipingbiao.schemas.family import families
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.finding import Finding, Verdict
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.outcome import FileStatus, Outcome
from zipingbiao.schemas.page import Document

FONTS = Path("build/fonts")
# What each form is called while it is read.
FILE = "form.pdf"
FORMS, SEED = 32, 9000
# An ordinary scanner; poorer ones take minutes, for much of it is looked at again.
DPIS = (scan.DPI,)
STYLES = (
    Style(),
    Style(full_brackets=True, thousands=True, score_places=2),
    Style(money_places=4),
    Style(weight_in_label=True),
)
WORDS = ("planted", "found", "in doubt", "missed", "falsely accused", "repaired away", "silent")
Read = Callable[[Document], Sequence[Form]]


@dataclass(frozen=True)
class Planted:
    """A made-up form with one mistake of a kind."""

    name: str
    kind: str
    form: Made
    sheet: Sheet


def main() -> None:
    """Make, set, read, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, default=FONTS)
    parser.add_argument("--forms", type=int, default=FORMS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--dpi", type=int, nargs="+", default=DPIS)
    options = parser.parse_args()
    made = list(planted(options.forms, options.seed))
    faces.register(options.fonts, "".join(one.sheet.text() for one in made))
    tallies = measured(made, options.dpi)
    Console(width=120).print(by_source(tallies), by_kind(tallies))


def planted(forms: int, seed: int) -> Iterator[Planted]:
    """So many forms, the kinds of mistakes in turn, the families in turn for each."""
    sampled = [template for _, template in templates() if template.filled]
    makers: list[Maker] = [gd_department, mof_project, transfer, dept_process, *sampled]
    turns = {
        kind: _planted(kind, makers[at:] + makers[:at], seed + 1000 * at)
        for at, kind in enumerate(MISTAKES)
    }
    kinds = list(MISTAKES)
    for number in range(forms):
        yield next(turns[kinds[number % len(kinds)]])


def _planted(kind: str, makers: Sequence[Maker], first: int) -> Iterator[Planted]:
    """Forms with this mistake, of the families that print what it is about."""
    for seed in count(first):
        style = STYLES[seed % len(STYLES)]
        try:
            form, sheet = Part(makers[seed % len(makers)], seed, (kind,), style).make()
        except (AssertionError, StopIteration, IndexError):
            continue
        yield Planted(f"{kind}-{seed}", kind, form, sheet)


def measured(made: Iterable[Planted], dpis: Sequence[int]) -> dict[str, Counter[tuple[str, str]]]:
    """For each way of reading: what became of the mistakes, by their kind."""
    tallies: dict[str, Counter[tuple[str, str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        for index, one in enumerate(made):
            data = pdf.render([one.sheet], Look(rules="all"))
            document = _document(path, data)
            printed = _weighed(document)
            found: dict[str, Sequence[Form]] = {"PDF": printed}
            for dpi in dpis:
                images = scan.photograph(data, index, dpi=dpi)
                document = _document(path, scan.pdf_of(images))
                found |= {f"scan, {dpi} dpi{way}": read(document) for way, read in WAYS.items()}
            for source, forms in found.items():
                tally = tallies.setdefault(source, Counter())
                tally.update({(one.kind, k): n for k, n in counted(one, printed, forms).items()})
    return tallies


def _document(path: Path, data: bytes) -> Document:
    path.write_bytes(data)
    return Document(path.name, "pdf", "", tuple(read_pdf(path)))


def _weighed(document: Document) -> Sequence[Form]:
    return forms_of(document, document.path)


def _weighed_at_first_sight(document: Document) -> Sequence[Form]:
    return read_forms(stitch(document.pages), document.path, "form")


def _each_by_itself(document: Document) -> list[Form]:
    found: list[Form] = []
    for table in chain.from_iterable(map(parts_of, stitch(document.pages))):
        read = interpret(table, families(), document.path, f"form-{len(found) + 1}")
        if read is not None:
            found.append(with_findings(replace(read, form=by_probability(read.form))))
    return found


WAYS: dict[str, Read] = {
    "": _weighed,
    ", no second look": _weighed_at_first_sight,
    ", no sums": _each_by_itself,
}


def counted(one: Planted, printed: Sequence[Form], forms: Sequence[Form]) -> Counter[str]:
    """What became of one mistake. What it is about is told by the born-digital form."""
    outcome = Outcome(FILE, "pdf", FileStatus.OK, forms=tuple(forms))
    truth = {"file": FILE, "kind": "pdf", "forms": [one.form.truth()]}
    score = score_document(truth, Output(rows([outcome])))
    about = {key for form in printed for f in form.findings if _is_it(f, one) for key in f.values}
    figures = _by_key(forms)
    concerned = {key: figure for key, figure in figures.items() if key in about}
    found = score.rules[one.kind, "found"] > 0
    open_ = not found and (_is_left_open(one, forms) or any(map(_doubtful, concerned.values())))
    true = _by_key(printed)
    return Counter(
        {
            "planted": 1,
            "found": int(found),
            "in doubt": int(open_),
            "missed": int(not found and not open_),
            "falsely accused": sum(score.rules[kind, "false"] for kind in MISTAKES),
            "repaired away": sum(
                figure.value != true[key].value and not _doubtful(figure)
                for key, figure in concerned.items()
            ),
            "silent": score.tally["silent"],
        }
    )


def _by_key(forms: Sequence[Form]) -> Mapping[str, Figure]:
    """The figures of the one form that a file holds."""
    return dict(forms[0].figures()) if forms else {}


def _doubtful(figure: Figure) -> bool:
    return figure.status is Status.DOUBTFUL


def _is_it(finding: Finding, one: Planted) -> bool:
    return finding.rule == one.kind and finding.verdict is not Verdict.EXTRACTION


def _is_left_open(one: Planted, forms: Sequence[Form]) -> bool:
    """Whether the rule says that it cannot tell."""
    unsure = (Verdict.EXTRACTION, Verdict.UNDETERMINED)
    return any(
        finding.rule == one.kind and finding.verdict in unsure
        for form in forms
        for finding in form.findings
    )


def by_source(tallies: Mapping[str, Counter[tuple[str, str]]]) -> Table:
    """All kinds together, a row for each way of reading."""
    table = Table("read from", *WORDS, title="publishers' mistakes")
    for source, tally in tallies.items():
        sums = (sum(n for (_, word), n in tally.items() if word == asked) for asked in WORDS)
        table.add_row(source, *map(str, sums))
    return table


def by_kind(tallies: Mapping[str, Counter[tuple[str, str]]]) -> Table:
    """What was found of each kind."""
    table = Table("mistake", "planted", *tallies, title="found, by kind")
    for kind in MISTAKES:
        some = next(iter(tallies.values()))
        found = (str(tally[kind, "found"]) for tally in tallies.values())
        table.add_row(kind, str(some[kind, "planted"]), *found)
    return table


if __name__ == "__main__":
    main()
