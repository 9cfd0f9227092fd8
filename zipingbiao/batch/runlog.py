"""How a run went, as OUT/run.json: with what, what it did, and where the time went."""

from __future__ import annotations

import json
import platform
import time
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from zipingbiao.batch.progress import Progress, Step
from zipingbiao.batch.results import Result
from zipingbiao.batch.runners import Settings
from zipingbiao.batch.way import libraries, program
from zipingbiao.report.package import RUN
from zipingbiao.schemas.outcome import FileStatus

# So many of the slowest files are named.
_NAMED = 5


class RunLog:
    """Listens to a batch, passes on what it hears, and keeps count."""

    def __init__(self, heard: Progress) -> None:
        self._heard = heard
        self._started = datetime.now(UTC)
        self._clock = time.perf_counter()
        self._stages: Counter[str] = Counter()
        self._read: Counter[FileStatus] = Counter()
        self._pages, self._seconds = 0, 0.0
        self._slowest: list[tuple[float, str]] = []
        self._last = Step(0, 0)

    def __call__(self, step: Step) -> None:
        self._last = step
        if step.result is not None:
            self._count(step.result)
        self._heard(step)

    @property
    def slowest(self) -> str | None:
        """The file that took longest in this run."""
        return self._slowest[0][1] if self._slowest else None

    def write(self, out: Path, engine: str, settings: Settings, wanted: dict[str, object]) -> None:
        """Write what was counted; `wanted` are the user's options."""
        total = time.perf_counter() - self._clock
        report = {
            "program": program(),
            "python": platform.python_version(),
            "libraries": libraries(),
            "started": self._started.isoformat(timespec="seconds"),
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
            "options": {
                "engine": engine,
                "jobs": settings.jobs,
                **asdict(settings.limits),
                **wanted,
            },
            "files": {
                "total": self._last.total,
                "kept": self._last.kept,
                "read": self._read.total(),
                "read_status": dict(sorted(self._read.items())),
                "pages_read": self._pages,
            },
            "seconds": {
                "total": round(total, 3),
                "reading": round(self._seconds, 3),
                "stages": {name: round(spent, 3) for name, spent in self._stages.items()},
            },
            "slowest": [
                {"source": source, "seconds": round(spent, 3)} for spent, source in self._slowest
            ],
        }
        text = json.dumps(report, ensure_ascii=False, indent=2)
        (out / RUN).write_text(text + "\n", encoding="utf-8", newline="\n")

    def _count(self, result: Result) -> None:
        self._read[result.status] += 1
        self._pages += result.pages
        self._seconds += result.seconds
        for stage in result.stages:
            self._stages[stage.name] += stage.seconds  # type: ignore[assignment]
        self._slowest = sorted([*self._slowest, (result.seconds, result.source)], reverse=True)
        del self._slowest[_NAMED:]
