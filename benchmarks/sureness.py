"""python -m benchmarks.sureness: how sure the recogniser is of figures that it reads right, and how
wrongly read ones look: their probability, and that of the truth among the other readings.

Made-up forms are set as PDF and as scans of it: the figures of one are the truth of the other.
`benchmarks.noise` draws its readings from what came out.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from generator import faces, pdf, scan
from generator.pdf import Look
from generator.plan import FILES
from zipingbiao.extract.pdf import read_pdf
from zipingbiao.normalize.stitch import stitch
from zipingbiao.reconcile.candidates import candidates
from zipingbiao.reconcile.interpret import interpret
from zipingbiao.schemas.family import families
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.form import Form

FONTS = Path("build/fonts")
# Poorer and poorer scanners.
DPIS = (150, 120, 100)
QUANTILES = (5, 25, 50, 75, 95)


@dataclass(frozen=True, slots=True)
class Sample:
    """A recognised figure: was it right, how sure, and how likely was the truth otherwise."""

    right: bool
    confidence: float
    truth: float


def main() -> None:
    """Make, scan, read, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fonts", type=Path, default=FONTS)
    options = parser.parse_args()
    samples = list(measured(options.fonts))
    table = Table("figures", "count", *(f"{q}%" for q in QUANTILES), title="probability")
    right = [s.confidence for s in samples if s.right]
    wrong = [s.confidence for s in samples if not s.right]
    truth = [s.truth for s in samples if not s.right and s.truth]
    for name, values in (
        ("read right", right),
        ("read wrongly", wrong),
        ("the truth, where it is among the readings", truth),
    ):
        shown = (f"{q:.3f}" for q in np.percentile(values or [0], QUANTILES))
        table.add_row(name, str(len(values)), *shown)
    Console(width=100).print(table)


def measured(fonts: Path) -> Iterator[Sample]:
    """Every figure that stands in both readings of a form."""
    made = [p.make() for f in FILES if f.kind == "pdf" and not f.report for p in f.parts]
    faces.register(fonts, "".join(sheet.text() for _, sheet in made))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.pdf"
        for index, (_, sheet) in enumerate(made):
            data = pdf.render([sheet], Look(rules="all"))
            path.write_bytes(data)
            whole = _form(path)
            for dpi in DPIS:
                path.write_bytes(scan.pdf_of(scan.photograph(data, index, dpi=dpi)))
                seen = _form(path)
                if whole is not None and seen is not None:
                    yield from _samples(whole, seen)


def _form(path: Path) -> Form | None:
    """The first form of a file as it is read, nothing weighed."""
    for table in stitch(read_pdf(path)):
        found = interpret(table, families(), path.name, "f")
        if found is not None:
            return found.form
    return None


def _samples(whole: Form, seen: Form) -> Iterator[Sample]:
    truth = dict(whole.figures())
    if len(whole.indicators) != len(seen.indicators):
        return
    for key, figure in seen.figures():
        if key in truth:
            yield _sample(truth[key], figure)


def _sample(truth: Figure, figure: Figure) -> Sample:
    right = figure.value == truth.value
    others = (c.probability for c in candidates(figure) if c.value == truth.value)
    return Sample(right, figure.confidence, 0.0 if right else next(others, 0.0))


if __name__ == "__main__":
    main()
