"""python -m benchmarks.speed: time the pipeline beside its peers, in one process and one run.

Peers read tables or lines only; here a time is the whole way from the file to checked forms.
A peer's time is given as a multiple of ours: above 1 it is slower.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pdfplumber
import pypdfium2
from camelot.io import read_pdf
from rich.console import Console
from rich.table import Table

import zipingbiao
from benchmarks.fixtures import FIXTURES, documents
from zipingbiao.reconcile.claims import claims_of
from zipingbiao.reconcile.decode import decode
from zipingbiao.schemas.family import family_of
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.page import Reading, Source

ROUNDS = 5
WEIGHED = FIXTURES / "gd-department-pdf.pdf"
SCAN = FIXTURES / "gd-department-scan.pdf"
SCAN_DPI = 200


def main() -> None:
    """Measure, print."""
    born = [path for path in documents() if path.name.endswith("-pdf.pdf")]
    table = Table("what", "median", "of ours", title=f"medians of {ROUNDS} rounds, warm")
    _compare(table, "born-digital, ms a page", 1000, born, {
        "zipingbiao": lambda path: zipingbiao.read(path),
        "pdfplumber extract_tables": _pdfplumber,
        "camelot lattice": _camelot,
    })  # fmt: skip
    _compare(table, "scan, s a page", 1, [SCAN], {
        "zipingbiao": lambda path: zipingbiao.read(path),
        "rapidocr, whole page": _rapidocr(),
    })  # fmt: skip
    table.add_row("joint decoding, 5 figures in doubt, ms", f"{_decoding_time() * 1000:.1f}", "")
    command = Path(sys.executable).with_name("zipingbiao")
    table.add_row("zipingbiao --help, s", f"{_help_time(command):.2f}", "")
    Console(width=110).print(table)


def _compare(
    table: Table,
    what: str,
    scale: float,
    paths: list[Path],
    readers: dict[str, Callable[[Path], object]],
) -> None:
    """A row a reader; the first is ours. They take turns, for a machine may be slower for a while;
    and what one of them leaves to be collected is not collected in the time of the next."""
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in paths)
    works = {name: partial(_read_all, reader, paths) for name, reader in readers.items()}
    for work in works.values():
        work()
    rounds = [{name: _timed(work) for name, work in works.items()} for _ in range(ROUNDS)]
    medians = {name: statistics.median(one[name] for one in rounds) for name in works}
    ours = next(iter(medians.values()))
    for name, seconds in medians.items():
        each = f"{seconds / pages * scale:.2f}"
        table.add_row(f"{name} ({what})", each, f"{seconds / ours:.2f}×")


def _read_all(reader: Callable[[Path], object], paths: list[Path]) -> None:
    for path in paths:
        reader(path)


def _median(work: Callable[[], object]) -> float:
    work()
    return statistics.median(_timed(work) for _ in range(ROUNDS))


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _pdfplumber(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()


def _camelot(path: Path) -> None:
    read_pdf(str(path), pages="all", flavor="lattice")


def _rapidocr() -> Callable[[Path], None]:
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "error"})

    def read(path: Path) -> None:
        for page in pypdfium2.PdfDocument(path):
            engine(page.render(scale=SCAN_DPI / 72).to_numpy())

    return read


def _decoding_time() -> float:
    """The time to weigh a form of which five figures were read unsurely, two of them wrongly."""
    (form,) = zipingbiao.read(WEIGHED)
    keys = [key for key, figure in form.figures() if figure.checks][::7][:5]
    doubted = {key: n for n, key in enumerate(keys)}

    def read(key: str, figure: Figure) -> Figure:
        if key not in doubted:
            return replace(figure, source=Source.OCR, confidence=0.999)
        wrong = doubted[key] < 2
        truth = (Reading(f"{figure.value:f}", 0.3),) if wrong else ()
        value = (figure.value or Decimal(0)) + (Decimal(3) if wrong else Decimal(0))
        return replace(figure, value=value, source=Source.OCR, confidence=0.6, alternatives=truth)

    seen = form.with_figures(read)
    claims = claims_of(seen, family_of(form.family))
    return _median(lambda: decode(dict(seen.figures()), claims))


def _help_time(command: Path) -> float:
    return _median(lambda: subprocess.run([command, "--help"], check=True, capture_output=True))


if __name__ == "__main__":
    main()
