"""The ledger of a batch (SQLite): which files it has, and what became of each.

A result is known by what it was made from: the file's content, its suffix (which tells some kinds
apart) and the way of work (program, libraries, families). A file that moved, or that lies there
twice, is not read again. Every result is one transaction: after a kill the ledger holds all that
were finished, and nothing half. Memory does not grow with the batch.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from pathlib import Path, PurePosixPath

import pydantic_core
from pydantic import TypeAdapter

from zipingbiao.batch.encoded import decoded
from zipingbiao.batch.inputs import Input
from zipingbiao.batch.results import Heading, Result
from zipingbiao.errors import UsageError, ZipingbiaoError
from zipingbiao.report.package import picture_name
from zipingbiao.schemas.finding import Finding
from zipingbiao.schemas.outcome import FileStatus, Outcome
from zipingbiao.schemas.page import Source
from zipingbiao.schemas.review import Correction

# "zpb" and the version of the tables; another version is another program's ledger.
_APPLICATION = 0x7A706201
# So many sources are looked at in one go.
_BATCH = 500
# Forms of a circle are compared in an order of their own, several times, and then written; so many
# files (of some 50 KB) stay unpacked for it.
_UNPACKED = 1000

_TABLES = """
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (
    source TEXT PRIMARY KEY, position INTEGER, suffix TEXT NOT NULL,
    signature TEXT NOT NULL DEFAULT '', sha256 TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS listed ON sources (position) WHERE position IS NOT NULL;
CREATE TABLE IF NOT EXISTS results (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, suffix TEXT NOT NULL, way TEXT NOT NULL,
    passing INTEGER NOT NULL, status TEXT NOT NULL, outcome BLOB NOT NULL,
    UNIQUE (sha256, suffix, way)
);
CREATE TABLE IF NOT EXISTS headings (
    result INTEGER NOT NULL REFERENCES results ON DELETE CASCADE, number INTEGER NOT NULL,
    circle TEXT NOT NULL, heading TEXT NOT NULL, PRIMARY KEY (result, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS circles ON headings (circle) WHERE circle <> '';
CREATE TABLE IF NOT EXISTS corrections (
    sha256 TEXT NOT NULL, number INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    by TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (sha256, number, key)
) WITHOUT ROWID;
-- Where the files are now: of this machine, and not to be passed on with the output.
CREATE TEMP TABLE places (
    source TEXT PRIMARY KEY, path BLOB NOT NULL, url TEXT NOT NULL
) WITHOUT ROWID;
CREATE TEMP TABLE told (form_id TEXT PRIMARY KEY, findings BLOB NOT NULL) WITHOUT ROWID;
"""
_JOINED = """
sources JOIN results ON results.sha256 = sources.sha256 AND results.suffix = sources.suffix
    AND results.way = :way
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the batch: where it stands in it, what it is, and what was known of it."""

    position: int
    item: Input
    suffix: str
    signature: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A form of the batch: its heading, and the file that it is in."""

    position: int
    source: str
    result: int
    heading: Heading


class Ledger:
    """One batch. Errors of the database are one sentence each."""

    def __init__(self, path: Path | None, way: str) -> None:
        """Open the ledger at `path`, or make it; without a path it is gone with the process.

        `way` names the way of work; results of other ways are of no use to it.

        Raises:
            UsageError: the file is no ledger of this version.
        """
        self._way = way
        self.path = path
        self.unpacked = lru_cache(_UNPACKED)(self._unpacked)
        with _told(path):
            self._db = sqlite3.connect(path or ":memory:", isolation_level=None)
            self._prepare()

    @classmethod
    def of(cls, path: Path) -> Ledger:
        """The ledger at `path`, with the way of work of its last run."""
        with closing(cls(path, "")) as found:
            way = found.noted("way")
        return cls(path, way)

    def _prepare(self) -> None:
        found = self._db.execute("PRAGMA application_id").fetchone()[0]
        empty = not self._db.execute("SELECT 1 FROM sqlite_master").fetchone()
        if not empty and found != _APPLICATION:
            raise UsageError(
                f"{self.path}: made by another version; give a new folder",
                f"{self.path}：由其他版本的程序生成，请另选文件夹",
            )
        self._db.execute("PRAGMA journal_mode = WAL")
        # A commit outlives the process; after a power cut the last ones may be missing, no more.
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA foreign_keys = ON")
        self._db.execute(f"PRAGMA application_id = {_APPLICATION}")
        self._db.executescript(_TABLES)

    def copy_to(self, path: Path) -> None:
        """Write a copy of the whole ledger, as it is now, to a file."""
        with _told(path), closing(sqlite3.connect(path)) as copy:
            self._db.backup(copy)

    def close(self) -> None:
        """Close the file; what was recorded stays."""
        # At the end of the process they would be looked through for cycles first, object by object.
        self.unpacked.cache_clear()
        self._db.close()

    def list_sources(self, inputs: Iterable[Input]) -> int:
        """Make these the files of the batch, in their order; how many there are."""
        count = 0
        with self._transaction():
            self._db.execute("REPLACE INTO notes (name, value) VALUES ('way', ?)", (self._way,))
            self._db.execute("UPDATE sources SET position = NULL WHERE position IS NOT NULL")
            for position, item in enumerate(inputs, start=1):
                self._db.execute(
                    "INSERT INTO sources (source, position, suffix) VALUES (?, ?, ?)"
                    " ON CONFLICT (source) DO UPDATE SET position = excluded.position",
                    (item.source, position, _suffix(item)),
                )
                self._db.execute(
                    "REPLACE INTO places (source, path, url) VALUES (?, ?, ?)",
                    (item.source, os.fsencode(item.path), item.url),
                )
                count = position
        return count

    def entries(self) -> Iterator[Entry]:
        """The files of the batch in order; the ledger may be written meanwhile."""
        last = 0
        while True:
            rows = self._db.execute(
                "SELECT position, path, source, url, suffix, signature, sha256"
                " FROM sources JOIN places USING (source)"
                " WHERE position > ? ORDER BY position LIMIT ?",
                (last, _BATCH),
            ).fetchall()
            if not rows:
                return
            for last, path, source, url, suffix, signature, sha256 in rows:
                item = Input(Path(os.fsdecode(path)), source, url)
                yield Entry(last, item, suffix, signature, sha256)

    def item(self, source: str) -> Input:
        """A file of the batch by its name."""
        path, url = self._db.execute(
            "SELECT path, url FROM places WHERE source = ?", (source,)
        ).fetchone()
        return Input(Path(os.fsdecode(path)), source, url)

    def identify(self, source: str, signature: str, sha256: str) -> None:
        """Note the content of a file, and by what it is known to be unchanged (may be blank)."""
        with _told(self.path):
            self._db.execute(
                "UPDATE sources SET signature = ?, sha256 = ? WHERE source = ?",
                (signature, sha256, source),
            )

    def is_done(self, sha256: str, suffix: str) -> bool:
        """Whether there is a result for this content that need not be tried again."""
        row = self._db.execute(
            "SELECT 1 FROM results WHERE sha256 = ? AND suffix = ? AND way = ? AND NOT passing",
            (sha256, suffix, self._way),
        ).fetchone()
        return row is not None

    def record(self, entry: Entry, sha256: str, signature: str, result: Result) -> None:
        """Keep what became of a file, whole or not at all."""
        key = (sha256, entry.suffix, self._way)
        with self._transaction():
            self._db.execute("DELETE FROM results WHERE sha256 = ? AND suffix = ? AND way = ?", key)
            (number,) = self._db.execute(
                "INSERT INTO results (sha256, suffix, way, passing, status, outcome)"
                " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                (*key, result.passing, result.status, result.outcome),
            ).fetchone()
            self._db.executemany(
                "INSERT INTO headings (result, number, circle, heading) VALUES (?, ?, ?, ?)",
                [(number, h.number, h.circle, _packed(h)) for h in result.headings],
            )
            self._db.execute(
                "UPDATE sources SET signature = ?, sha256 = ? WHERE source = ?",
                (signature, sha256, entry.item.source),
            )

    def outcomes(self) -> Iterator[tuple[int, str, Outcome]]:
        """The files of the batch in order: each one's position and name, and the outcome of its
        content, which may have been read under another name."""
        query = (
            f"SELECT position, source, results.id FROM {_JOINED}"
            " WHERE position > 0 ORDER BY position"
        )
        for position, source, result in self._db.execute(query, {"way": self._way}):
            yield position, source, self.unpacked(result)

    def circles(self) -> Iterator[list[Listed]]:
        """The forms that may have to do with each other, circle by circle, in the batch's order."""
        joined = f"{_JOINED} JOIN headings ON headings.result = results.id"
        several = (
            f"SELECT circle FROM {joined} WHERE position > 0 AND circle <> ''"
            " GROUP BY circle HAVING count(*) > 1 ORDER BY min(position)"
        )
        forms = (
            f"SELECT position, source, result, heading FROM {joined}"
            " WHERE position > 0 AND circle = :circle ORDER BY position, number"
        )
        for (circle,) in self._db.execute(several, {"way": self._way}).fetchall():
            rows = self._db.execute(forms, {"way": self._way, "circle": circle})
            yield [Listed(p, s, result, _unpacked(text)) for p, s, result, text in rows]

    def headings(self) -> Iterator[tuple[int, str, int]]:
        """Of every form of the batch, in order: position and name of its file, its number in it."""
        query = (
            f"SELECT position, source, number FROM {_JOINED}"
            " JOIN headings ON headings.result = results.id"
            " WHERE position > 0 ORDER BY position, number"
        )
        yield from self._db.execute(query, {"way": self._way})

    def correct(self, told: Iterable[tuple[str, int, Correction]]) -> int:
        """Keep what people say of figures, by the content of the file, the form's number in it and
        the figure's key, all of it or nothing; how many of them are new."""
        changes = 0
        self.__dict__.pop("_is_corrected", None)
        with self._transaction():
            for sha256, number, said in told:
                value = "" if said.value is None else str(said.value)
                row = (sha256, number, said.key, value, said.by, said.at)
                changes += self._db.execute(
                    "INSERT INTO corrections (sha256, number, key, value, by, at)"
                    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value,"
                    " by = excluded.by, at = excluded.at WHERE value <> excluded.value",
                    row,
                ).rowcount
        return changes

    def corrections(self, sha256: str) -> dict[int, list[Correction]]:
        """What people said of the forms of a file, by their number in it."""
        found: dict[int, list[Correction]] = {}
        if not self._is_corrected:  # it is asked for each look at a form
            return found
        query = "SELECT number, key, value, by, at FROM corrections WHERE sha256 = ? ORDER BY key"
        for number, key, value, by, at in self._db.execute(query, (sha256,)):
            said = Decimal(value) if value else None
            found.setdefault(number, []).append(Correction(key, said, by, at))
        return found

    @cached_property
    def _is_corrected(self) -> bool:
        return self._db.execute("SELECT 1 FROM corrections").fetchone() is not None

    def all_corrections(self) -> Iterator[tuple[str, ...]]:
        """Everything that was said, in order."""
        yield from self._db.execute(
            "SELECT sha256, number, key, value FROM corrections ORDER BY sha256, number, key"
        )

    def picture_names(self) -> Iterator[str]:
        """The names of the pictures that the forms of the batch may have."""
        query = (
            f"SELECT sources.sha256, heading FROM {_JOINED} JOIN headings ON result = results.id"
        )
        for sha256, text in self._db.execute(f"{query} WHERE position > 0", {"way": self._way}):
            heading = _unpacked(text)
            for page in range(heading.first_page, heading.last_page + 1):
                yield picture_name(sha256, page)

    def tell(self, form_id: str, findings: Sequence[Finding]) -> None:
        """Keep, as long as the ledger is open, what other forms say of a form."""
        data = _findings().dump_json(tuple(findings))
        self._db.execute("REPLACE INTO told (form_id, findings) VALUES (?, ?)", (form_id, data))

    def told(self, form_id: str) -> tuple[Finding, ...]:
        """What was kept for a form."""
        row = self._db.execute("SELECT findings FROM told WHERE form_id = ?", (form_id,)).fetchone()
        return _findings().validate_json(row[0]) if row else ()

    def missing(self) -> int:
        """How many files of the batch have no result."""
        (listed,) = self._db.execute("SELECT count(*) FROM sources WHERE position > 0").fetchone()
        return int(listed) - sum(self.statuses().values())

    def statuses(self) -> dict[FileStatus, int]:
        """How many files of the batch have which status."""
        query = f"SELECT status, count(*) FROM {_JOINED} WHERE position > 0 GROUP BY status"
        rows = self._db.execute(query, {"way": self._way})
        return {FileStatus(status): count for status, count in rows}

    def state(self) -> Iterator[tuple[str, int]]:
        """What the tables are made of, in order: the name of each file, and the result it has."""
        query = f"SELECT source, results.id FROM {_JOINED} WHERE position > 0 ORDER BY position"
        yield from self._db.execute(query, {"way": self._way})

    def note(self, name: str, value: str) -> None:
        """Keep something about the batch."""
        with _told(self.path):
            self._db.execute("REPLACE INTO notes (name, value) VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str:
        """What was kept; blank if nothing was."""
        row = self._db.execute("SELECT value FROM notes WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def prune(self) -> None:
        """Forget files that are not in the batch, and results that none of its files has."""
        with self._transaction():
            self._db.execute("DELETE FROM sources WHERE position IS NULL")
            self._db.execute(
                "DELETE FROM results WHERE way <> ? OR NOT EXISTS (SELECT 1 FROM sources"
                " WHERE sources.sha256 = results.sha256 AND sources.suffix = results.suffix)",
                (self._way,),
            )

    def _unpacked(self, result: int) -> Outcome:
        row = self._db.execute("SELECT outcome FROM results WHERE id = ?", (result,)).fetchone()
        return decoded(row[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with _told(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")


@contextmanager
def _told(path: Path | None) -> Iterator[None]:
    """Turn what the database says into one sentence."""
    try:
        yield
    except sqlite3.Error as error:
        raise ZipingbiaoError(
            f"{path or 'the batch'}: the ledger cannot be written ({error}); check the disk's "
            "space and run the same command again: what is done stays done",
            f"{path or '本次转换'}：进度记录无法写入（{error}），请检查磁盘空间，再次运行同一命令，"
            "已完成的不会丢失",
        ) from error


@cache
def _findings() -> TypeAdapter[tuple[Finding, ...]]:
    return TypeAdapter(tuple[Finding, ...])


def _suffix(item: Input) -> str:
    return PurePosixPath(item.source).suffix.lower()


def _packed(heading: Heading) -> str:
    return pydantic_core.to_json(heading).decode()


def _unpacked(text: str) -> Heading:
    values = pydantic_core.from_json(text)
    return Heading(**{**values, "text_source": Source(values["text_source"])})
