"""SOURCE... → the files to convert, each with its name relative to the batch root."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zipingbiao.errors import UnreadableFile, UsageError
from zipingbiao.extract.archive import exists, is_archive, is_litter, members
from zipingbiao.report.package import is_ours


@dataclass(frozen=True, slots=True)
class Input:
    """A file to convert; `source` is its name in the tables, with / separators."""

    path: Path
    source: str


def find_inputs(sources: Iterable[str | Path], out: Path | None = None) -> list[Input]:
    """Every file in `sources`, folders searched with everything below them.

    The batch root is the one folder given, else the nearest folder that holds all sources, so
    two files never share a name. In folders, hidden files, `out` and earlier outputs are left
    out; a file given by name is always taken. A zip gives the files in it.

    Raises:
        UsageError: a path does not exist, or there is nothing to convert.
    """
    given = [Path(os.path.abspath(source)) for source in sources]
    missing = [str(path) for path in given if not path.exists() and not exists(path)]
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(missing)}; check the path")
    skip = Path(os.path.abspath(out)) if out else None
    found = dict.fromkeys(path for source in given for path in _files(source, skip))
    if not found:
        names = ", ".join(str(path) for path in given) or "(no source given)"
        raise UsageError(f"nothing to convert in {names}: give files, or folders that hold some")
    root = _root(given)
    named = ((path, path.relative_to(root).as_posix() if root else _full(path)) for path in found)
    return [item for path, source in named for item in opened_up(path, source)]


def opened_up(path: Path, source: str) -> list[Input]:
    """The files in an archive, each named through it; anything else is the one input it is.

    An archive that holds nothing to read, or cannot be opened, stays an input: reading it says why.
    """
    if is_archive(path):
        with suppress(UnreadableFile):
            if names := members(path):
                return [Input(path / name, f"{source}/{name}") for name in names]
    return [Input(path, source)]


def _root(given: list[Path]) -> Path | None:
    folders = [path if path.is_dir() else path.parent for path in given]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # Windows: sources on two drives have nothing in common
        return None


def _full(path: Path) -> str:
    return path.as_posix().replace(":", "")


def _files(source: Path, skip: Path | None) -> Iterator[Path]:
    if not source.is_dir():
        yield source
        return
    for folder, subfolders, names in os.walk(source):
        here = Path(folder)
        if here == skip or is_ours(here):
            subfolders.clear()
            continue
        subfolders[:] = sorted(name for name in subfolders if not is_litter(name))
        yield from (here / name for name in sorted(names) if not is_litter(name))
