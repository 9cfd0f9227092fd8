"""python -m benchmarks.report: how long the report of many forms takes to build, open and filter.

The forms are those of the fixtures, over and over, each under a name of its own, first without and
then with the pictures of their pages; the browser is the one that the tests use.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks.fixtures import documents
from zipingbiao.batch.inputs import Input
from zipingbiao.batch.options import Options
from zipingbiao.batch.pictures import Album
from zipingbiao.batch.work import process_document
from zipingbiao.report.html.page import Report
from zipingbiao.report.package import PAGES
from zipingbiao.schemas.outcome import Outcome

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
MEGABYTE = 1024**2


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=1000)
    count = parser.parse_args().forms
    read = _read()
    for pictures in (False, True):
        named = "with the pictures of their pages" if pictures else "without pictures"
        table = Table("what", "measured", "wanted", title=f"a report of {count} forms, {named}")
        with tempfile.TemporaryDirectory(prefix="zipingbiao-bench-") as folder:
            for row in _measured(list(islice(_many(read, pictures), count)), Path(folder)):
                table.add_row(*row)
        Console(width=110).print(table)


def _measured(outcomes: Sequence[Outcome], out: Path) -> Iterator[tuple[str, str, str]]:
    """What the report of some files costs. Their pictures are there before: they are drawn when a
    file is read."""
    album, path = Album(out), out / "report.html"
    for outcome in outcomes:
        album.keep(outcome.sha256, outcome.pictures)
    started = time.perf_counter()
    with Report(out / PAGES) as report:
        for outcome in outcomes:
            report.add(outcome)
        report.write(path)
    yield "built in, s", f"{time.perf_counter() - started:.2f}", "<= 10"
    yield "size, MB", f"{path.stat().st_size / MEGABYTE:.1f}", "<= 60"
    beside = [picture.stat().st_size for picture in (out / PAGES).glob("*")]
    if beside:
        held = f"{len(beside)}, {sum(beside) / MEGABYTE:.1f}"
        yield (
            "pictures beside it, for those it has no room for: number, MB",
            held,
            "",
        )
    if CHROMIUM:
        yield from _opened(path)


def _read() -> list[Outcome]:
    """The born-digital fixtures, read once, with the pictures of their pages."""
    born = [path for path in documents() if path.suffix in (".txt", ".tsv", ".docx", ".xlsx")]
    born += [path for path in documents() if path.name.endswith("-pdf.pdf")]
    return [process_document(Input(path, path.name), Options(pictures=True)) for path in born]


def _many(read: Sequence[Outcome], pictures: bool) -> Iterator[Outcome]:
    """Files of one form, without end, each with a name and a content of its own."""
    forms = cycle([(outcome, form) for outcome in read for form in outcome.forms])
    for number, (outcome, form) in enumerate(forms):
        source = f"{number:05}/{form.source}"
        pages = range(form.first_page, form.last_page + 1)
        yield replace(
            outcome,
            source=source,
            sha256=hashlib.sha256(source.encode()).hexdigest(),
            forms=(replace(form, form_id=f"{form.form_id}-{number}", source=source),),
            pictures=tuple(p for p in outcome.pictures if pictures and p.page in pages),
        )


def _opened(path: Path) -> Iterator[tuple[str, str, str]]:
    """What a browser needs for it: until something is seen, and until a filter has answered."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(path.as_uri())
        page.locator(".forms tbody tr").first.wait_for()
        paint = page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
        )
        yield "first paint, s", f"{paint / 1000:.2f}", "<= 1"
        taken = page.evaluate(
            """() => ["rule", "status", "year"].map((name) => {
                const select = document.querySelector(`select[name=${name}]`);
                const begun = performance.now();
                select.selectedIndex = 1;
                select.dispatchEvent(new Event("change"));
                document.body.getBoundingClientRect();
                const spent = performance.now() - begun;
                select.selectedIndex = 0;
                select.dispatchEvent(new Event("change"));
                return spent;
            })"""
        )
        yield "a filter answers in, ms (the slowest of three)", f"{max(taken):.0f}", "<= 100"
        shown = page.evaluate(
            """async () => {
                const begun = performance.now();
                document.querySelector(".forms tbody tr a").click();
                while (!document.querySelector("article.form")) {
                    await new Promise(requestAnimationFrame);
                }
                return performance.now() - begun;
            }"""
        )
        yield "a form is opened in, ms", f"{shown:.0f}", "<= 100"
        browser.close()


if __name__ == "__main__":
    main()
