"""One hostile file, read in a process of its own: bounded in memory and time, without a network.

The processes are forked from one that has the readers loaded (a fork server), so that each costs
milliseconds.
"""

from __future__ import annotations

import multiprocessing
import resource
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

MEBIBYTE = 1024 * 1024
# What a process may map (MiB). What is loaded maps 0.4 GiB; a scan of 20 million pixels takes 0.8.
MOST_MAPPED = 3072
# Nobody waits longer than this for a file (seconds); the tests' own bounds are below it.
MOST_SECONDS = 60.0

_FORKED = multiprocessing.get_context("forkserver")
_FORKED.set_forkserver_preload(["hostile.loaded"])


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of a file: its outcome, the seconds, and the MiB beyond those of the start."""

    status: str
    said: str
    said_zh: str
    seconds: float
    mebibytes: int
    forms: int = 0
    scores: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()


def seen(path: Path, mapped: int = MOST_MAPPED, seconds: float = MOST_SECONDS) -> Seen:
    """Read and check one file as a batch does.

    Args:
        path: the file.
        mapped: the MiB that the process may map.
        seconds: when it is ended.
    """
    here, there = _FORKED.Pipe(duplex=False)
    process = _FORKED.Process(target=_examine, args=(path, mapped, there), daemon=True)
    started = time.perf_counter()
    process.start()
    there.close()
    try:
        if not here.poll(seconds):
            return Seen("hangs", "", "", time.perf_counter() - started, 0)
        found = here.recv()
        assert isinstance(found, Seen)
        return found
    except EOFError:
        process.join()
        died = f"exit status {process.exitcode}"
        return Seen("died", died, "", time.perf_counter() - started, 0)
    finally:
        process.kill()
        process.join()
        here.close()


def _examine(path: Path, mapped: int, there: Connection) -> None:
    from zipingbiao.batch.inputs import opened_up
    from zipingbiao.batch.work import process_document

    touched: list[str] = []
    forbid_network(touched.append)
    resource.setrlimit(resource.RLIMIT_AS, (mapped * MEBIBYTE, mapped * MEBIBYTE))
    before = _peak()
    started = time.perf_counter()
    outcomes = [process_document(item.path, item.source) for item in opened_up(path, path.name)]
    forms = [form for outcome in outcomes for form in outcome.forms]
    told = [f for outcome in outcomes for f in outcome.findings if f.message_en]
    there.send(
        Seen(
            " ".join(sorted({str(outcome.status) for outcome in outcomes})),
            next((outcome.error for outcome in outcomes if outcome.error), "")
            or " | ".join(dict.fromkeys(finding.message_en for finding in told)),
            " | ".join(dict.fromkeys(finding.message for finding in told)),
            time.perf_counter() - started,
            _peak() - before,
            len(forms),
            tuple(str(form.total_score and form.total_score.value) for form in forms),
            tuple(touched),
        )
    )


def _peak() -> int:
    """The most memory that this process had (MiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def forbid_network(told: Callable[[str], object]) -> None:
    """Make every socket of this process refuse to leave it, and tell who tried."""

    def refuse(_: socket.socket, address: object) -> NoReturn:
        told(str(address))
        raise PermissionError("no network in this test")

    def look_up(host: object, *_: object, **__: object) -> NoReturn:
        told(str(host))
        raise PermissionError("no network in this test")

    for name in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        setattr(socket, name, look_up)
