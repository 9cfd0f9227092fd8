"""The formats of the output by name: what each leaves in the folder, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from zipingbiao.errors import UsageError
from zipingbiao.schemas.outcome import Outcome


class Writer(Protocol):
    """Writes a batch file by file, and ends it when it is left."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
    def add(self, outcome: Outcome) -> None:
        """Write what there is to say about a file."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that may be asked for beside CSV, JSON and the report, which are always written.

    `leaves` is the name of its file or folder in the output. One that `needs_shape` writes forms in
    the shape in which they are printed: their tables are kept when a file is read.
    """

    name: str
    leaves: str
    open: Callable[[Path], Writer]
    needs_shape: bool = False


def _parquet(path: Path) -> Writer:
    with _needed("parquet"):
        from zipingbiao.report.parquet import Datasets
    return Datasets(path)


def _xlsx(path: Path) -> Writer:
    with _needed("xlsx"):
        from zipingbiao.report.xlsx import Workbook
    return Workbook(path)


def _printed(path: Path) -> Writer:
    with _needed("xlsx:forms"):
        from zipingbiao.report.printed_xlsx import Workbooks
    return Workbooks(path)


def _sqlite(path: Path) -> Writer:
    from zipingbiao.report.sqlite import Database

    return Database(path)


def _duckdb(path: Path) -> Writer:
    with _needed("duckdb"):
        from zipingbiao.report.duckdb import Database
    return Database(path)


@contextmanager
def _needed(name: str) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise UsageError(
            f"the format {name} needs {error.name}: pip install 'zipingbiao[analysis]'",
            f"{name} 格式需要 {error.name}：pip install 'zipingbiao[analysis]'",
        ) from error


FORMATS = (
    Format("parquet", "parquet", _parquet),
    Format("xlsx", "tables.xlsx", _xlsx),
    Format("xlsx:forms", "printed", _printed, needs_shape=True),
    Format("sqlite", "tables.sqlite", _sqlite),
    Format("duckdb", "tables.duckdb", _duckdb),
)
NAMES = tuple(format.name for format in FORMATS)


def formats(names: Sequence[str]) -> tuple[Format, ...]:
    """The formats of these names, each once, in the order of `FORMATS`.

    Raises:
        UsageError: there is none of that name.
    """
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        known = ", ".join(NAMES)
        raise UsageError(
            f"no format {unknown[0]!r}: give {known}", f"没有 {unknown[0]!r} 格式，请指定 {known}"
        )
    return tuple(format for format in FORMATS if format.name in names)
