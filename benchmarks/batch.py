"""python -m benchmarks.batch: what a large batch costs beside the reading of its files.

Files are copies of the fixtures: forms of as many offices, as a batch mostly has them; or the same
forms over and over, the worst, for then each is compared with all. Every run is a process of its
own, as a user starts it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.fixtures import FIXTURES

COMMAND = Path(sys.executable).with_name("zipingbiao")
# Text is read in milliseconds: what a batch adds to it shows. PDFs and office files are what people
# have.
TEXTS = ("*-text.txt", "*-text.tsv")
MIXED = ("*-pdf.pdf", "*.docx", "*.xlsx", "*-text.txt")
A_FOLDER = 500


@dataclass(frozen=True, slots=True)
class Run:
    """How a run went: seconds by the wall, seconds of reading, and the most that its process (its
    workers aside) held at half time and at the end, in megabytes."""

    wall: float
    reading: float
    half: float
    memory: float


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--mixed", type=int, default=1000)
    given = parser.parse_args()
    table = Table("what", "measured", "wanted", title=f"a batch of {given.files} files")
    with tempfile.TemporaryDirectory(prefix="zipingbiao-bench-") as folder:
        _large(Path(folder), given.files, table)
        _parallel(Path(folder), given.mixed, table)
    Console(width=110).print(table)


def _large(folder: Path, count: int, table: Table) -> None:
    """Many small files, one after the other: all that is no reading is the batch's."""
    offices, out = copies(TEXTS, count, folder / "offices", of_office), folder / "offices-out"
    table.add_row(
        "overhead of the batch, ms a file", f"{_overhead(offices, out, count):.2f}", "<= 3"
    )
    source, out = copies(TEXTS, count, folder / "texts"), folder / "texts-out"
    table.add_row("the same, each a repeated form", f"{_overhead(source, out, count):.2f}", "")
    parallel = run(source, folder / "texts-out-2", "--jobs", "2")
    table.add_row("memory of the parent, MB, at half time", f"{parallel.half:.0f}", "")
    table.add_row("memory of the parent, MB, at the end", f"{parallel.memory:.0f}", "<= 200")
    table.add_row("files a second, two processes", f"{count / parallel.wall:.0f}", "")
    again = run(source, out, "--engine", "serial")
    table.add_row("a second run, nothing to do, s", f"{again.wall:.2f}", "<= 5")


def _parallel(folder: Path, count: int, table: Table) -> None:
    """PDFs, office files and text, by one process and by two."""
    source = copies(MIXED, count, folder / "mixed")
    one, two = (run(source, folder / f"mixed-{jobs}", "--jobs", str(jobs)) for jobs in (1, 2))
    table.add_row(f"{count} PDFs, office files and texts, s", f"{one.wall:.1f}", "")
    table.add_row("two processes, times one", f"{one.wall / two.wall:.2f}", ">= 1.8")


def _overhead(source: Path, out: Path, count: int) -> float:
    """Milliseconds a file that are no reading."""
    found = run(source, out, "--engine", "serial")
    return (found.wall - found.reading) / count * 1000


def renumbered(content: bytes, number: int) -> bytes:
    """The same with a few bytes of its own at its end."""
    return content + f"\n%{number}\n".encode()


def of_office(content: bytes, number: int) -> bytes:
    """The text of a form as that of another office."""
    try:
        text, encoding = content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = content.decode("gb18030"), "gb18030"
    return renumbered(text.replace("局", f"{number}局").encode(encoding), number)


def copies(
    patterns: tuple[str, ...],
    count: int,
    to: Path,
    change: Callable[[bytes, int], bytes] = renumbered,
) -> Path:
    """So many copies of the fixtures, each changed."""
    originals = sorted(path for pattern in patterns for path in FIXTURES.glob(pattern))
    contents = [(path.suffix, path.read_bytes()) for path in originals]
    for number in range(count):
        suffix, content = contents[number % len(contents)]
        path = to / f"{number // A_FOLDER:03}" / f"{number:05}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(change(content, number))
    return to


def run(source: Path, out: Path, *options: str) -> Run:
    """Convert as a user would."""
    paths = [str(COMMAND), "convert", str(source), "--out", str(out)]
    command = [*paths, "--quiet", "--exit-zero", *options]
    started = time.perf_counter()
    process = subprocess.Popen(command)
    seen = [0.0]
    while process.poll() is None:
        seen.append(max(seen[-1], _held(process.pid)))
        time.sleep(0.02)
    wall = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"{COMMAND} ended with {process.returncode}")
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return Run(wall, told["seconds"]["reading"], seen[len(seen) // 2], seen[-1])


def _held(process: int) -> float:
    """The memory of a process in megabytes, as Linux tells it; 0 elsewhere."""
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2
    except OSError:
        return 0.0


if __name__ == "__main__":
    main()
