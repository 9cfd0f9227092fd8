"""python -m benchmarks.report: how long the report of many forms takes to build, open and filter.

The forms are those of the fixtures, over and over, each under a name of its own; the browser is the
one that the tests use.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

import zipingbiao
from benchmarks.fixtures import documents
from zipingbiao.report.html.page import Report
from zipingbiao.schemas.outcome import FileStatus, Outcome

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
MEGABYTE = 1024**2


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=1000)
    count = parser.parse_args().forms
    table = Table("what", "measured", "wanted", title=f"a report of {count} forms")
    with tempfile.TemporaryDirectory(prefix="zipingbiao-bench-") as folder:
        path = Path(folder) / "report.html"
        outcomes = list(islice(_many(), count))
        started = time.perf_counter()
        with Report() as report:
            for outcome in outcomes:
                report.add(outcome)
            report.write(path)
        table.add_row("built in, s", f"{time.perf_counter() - started:.2f}", "<= 10")
        table.add_row("size, MB", f"{path.stat().st_size / MEGABYTE:.1f}", "<= 60")
        if CHROMIUM:
            for row in _opened(path):
                table.add_row(*row)
    Console(width=110).print(table)


def _many() -> Iterator[Outcome]:
    """Files of one form, without end."""
    born = [path for path in documents() if path.suffix in (".txt", ".tsv", ".docx", ".xlsx")]
    born += [path for path in documents() if path.name.endswith("-pdf.pdf")]
    forms = [form for outcome in zipingbiao.convert(born) for form in outcome.forms]
    for number, form in enumerate(cycle(forms)):
        source = f"{number:05}/{form.source}"
        named = replace(form, form_id=f"{form.form_id}-{number}", source=source)
        yield Outcome(source, "pdf", FileStatus.OK, "ab" * 32, 1, forms=(named,))


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
        browser.close()


if __name__ == "__main__":
    main()
