"""What a slow file spends its time on, as OUT/profile.txt."""

from __future__ import annotations

import cProfile
import pstats
from dataclasses import dataclass
from pathlib import Path

from zipingbiao.batch.inputs import Input
from zipingbiao.batch.runners import Run, Settings, Work
from zipingbiao.report.package import PROFILED
from zipingbiao.schemas.outcome import Outcome

# So many functions are listed.
_LISTED = 40


@dataclass(frozen=True, slots=True)
class Profiled:
    """Work that writes down what it does."""

    work: Work
    path: Path

    def __call__(self, item: Input) -> Outcome:
        profiler = cProfile.Profile()
        outcome = profiler.runcall(self.work, item)
        with self.path.open("w", encoding="utf-8") as stream:
            print(f"{item.source}: {outcome.seconds:.2f} s", file=stream)
            statistics = pstats.Stats(profiler, stream=stream).strip_dirs()
            statistics.sort_stats("cumulative").print_stats(_LISTED)
        return outcome


def profile(run: Run, work: Work, item: Input, settings: Settings, out: Path) -> None:
    """Read a file once more, and write its profile into `out`."""
    for _ in run(Profiled(work, out / PROFILED), [item], settings):
        pass
