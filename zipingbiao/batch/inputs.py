"""SOURCE... → the files to convert, each with its name relative to the batch root."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from zipingbiao.batch import remote
from zipingbiao.errors import UnreadableFile, UsageError
from zipingbiao.extract.archive import exists, is_archive, is_litter, members, on_disk
from zipingbiao.report.package import is_ours


@dataclass(frozen=True, slots=True)
class Input:
    """A file to convert; `source` is its name in the tables, with / separators.

    A file elsewhere has a `url`; its `path` is then a name only.
    """

    path: Path
    source: str
    url: str = ""


def find_inputs(sources: Iterable[str | Path], out: Path | None = None) -> Iterator[Input]:
    """Every file in `sources`, folders searched with everything below them, as they are found.

    The batch root is the one folder given, else the nearest folder that holds all sources, so
    two files never share a name. In folders, hidden files, `out` and earlier outputs are left
    out; links are followed, each folder is searched once; a file given by name is always taken.
    A zip gives the files in it.

    Raises:
        UsageError: at once, a path does not exist or none is given.
    """
    given = list(sources)
    local = [Path(os.path.abspath(source)) for source in given if not remote.is_url(source)]
    missing = [str(path) for path in local if not os.path.lexists(path) and not exists(path)]
    if missing:
        named = ", ".join(missing)
        raise UsageError(
            f"no such file or folder: {named}; check the path",
            f"没有这个文件或文件夹：{named}，请检查路径",
        )
    if not given:
        raise UsageError(
            "nothing to convert (no source given): give files, or folders",
            "没有指定要转换的内容，请指定文件或文件夹",
        )
    urls = [str(source) for source in given if remote.is_url(source)]
    return _found(local, urls, Path(os.path.abspath(out)) if out else None)


@contextmanager
def at_hand(item: Input) -> Iterator[Path]:
    """The file on this machine's disk: fetched if it is elsewhere, unpacked if it is in a zip.

    Raises:
        UnreadableFile: it could not be fetched or unpacked.
    """
    if item.url:
        with remote.fetched(item.url) as path:
            yield path
    else:
        with on_disk(item.path) as path:
            yield path


def opened_up(path: Path, source: str) -> list[Input]:
    """The files in an archive, each named through it; anything else is the one input it is.

    An archive that holds nothing to read, or cannot be opened, stays an input: reading it says why.
    """
    if path.is_file() and is_archive(path):
        with suppress(UnreadableFile):
            if names := members(path):
                return [Input(path / name, f"{source}/{name}") for name in names]
    return [Input(path, source)]


def _found(local: list[Path], urls: list[str], skip: Path | None) -> Iterator[Input]:
    root = _root(local)
    taken: set[Path] = set()
    for given in local:
        for path in _files(given, skip, set()):
            # A file is met twice only if two sources were given.
            if path in taken:
                continue
            if len(local) > 1:
                taken.add(path)
            yield from opened_up(path, _name(path, root))
    for found in remote.listed(urls):
        yield Input(Path(found.name.rpartition("/")[2]), found.name, found.url)


def _name(path: Path, root: Path | None) -> str:
    named = path.relative_to(root).as_posix() if root else path.as_posix().replace(":", "")
    # A name that is no UTF-8 gets its odd bytes spelled out: tables are text.
    return os.fsencode(named).decode("utf-8", errors="backslashreplace")


def _root(given: list[Path]) -> Path | None:
    folders = [path if path.is_dir() else path.parent for path in given]
    try:
        return Path(os.path.commonpath(folders)) if folders else None
    except ValueError:  # Windows: sources on two drives have nothing in common
        return None


def _files(source: Path, skip: Path | None, searched: set[tuple[int, int]]) -> Iterator[Path]:
    if not source.is_dir():
        yield source
        return
    for folder, subfolders, names in os.walk(source, followlinks=True):
        here = Path(folder)
        if here == skip or is_ours(here) or not _first_time(here, searched):
            subfolders.clear()
            continue
        subfolders[:] = sorted(name for name in subfolders if not is_litter(name))
        yield from (here / name for name in sorted(names) if not is_litter(name))


def _first_time(folder: Path, searched: set[tuple[int, int]]) -> bool:
    """Whether a folder was not searched yet, under this name or through a link."""
    found = os.stat(folder)
    known = (found.st_dev, found.st_ino) in searched
    searched.add((found.st_dev, found.st_ino))
    return not known
