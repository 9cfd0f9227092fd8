"""What all hostile tests share: no network but the loopback, and all files converted once."""

from __future__ import annotations

import csv
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile.suite import write_all

# What a process of the batch may map (bytes). What is loaded maps half a gigabyte, the recogniser's
# models and a page of 20 million pixels another 1.5.
MOST_MAPPED = 3 * 1024**3
# For all files together (seconds); a tenth is usual.
MOST_SECONDS = 600
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Stands in for `unshare -n` where that is not allowed: Python loads it before anything else.
GUARD = """
import socket
def refuse(*_, **__):
    raise PermissionError("no network in this test")
for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = refuse
"""


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Let no socket lead out of this computer; who tries, fails the test."""
    tried: list[object] = []
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            tried.append(address)
            raise PermissionError("no network in this test")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield tried
    assert not tried


@dataclass(frozen=True, slots=True)
class Batch:
    """The hostile files, what their conversion left, and its exit status."""

    given: Path
    out: Path
    status: int
    printed: str

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a table as they stand in the file."""
        with (self.out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))


@pytest.fixture(scope="session")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """All hostile files converted by one call, in bounded memory, without a network."""
    given, out = tmp_path_factory.mktemp("given"), tmp_path_factory.mktemp("out") / "tables"
    write_all(given)
    guard = tmp_path_factory.mktemp("guard")
    (guard / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    bound = f"import resource as r; r.setrlimit(r.RLIMIT_AS, ({MOST_MAPPED}, {MOST_MAPPED}))"
    call = (
        f"import sys; sys.argv[0] = 'zipingbiao'; {bound}\nfrom zipingbiao.cli import main; main()"
    )
    done = subprocess.run(
        [*_unshared(), sys.executable, "-c", call, "convert", str(given), "--out", str(out), "-j2"],
        env={**os.environ, "PYTHONPATH": str(guard)},
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    return Batch(given, out, done.returncode, done.stdout + done.stderr)


def _unshared() -> list[str]:
    """The beginning of a command that runs without any network, where that is allowed."""
    program = shutil.which("unshare")
    command = [program or "", "--map-root-user", "--net"]
    works = program and subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if works and works.returncode == 0 else []
