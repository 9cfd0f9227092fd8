"""A batch is killed at random moments; when it is started again it ends as if nothing had been."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from outputs import contents
from zips import FORM

FILES, KILLS = 120, 20
BROKEN = {7: b"%PDF-1.7 cut", 11: b"", 13: b"PK\x03\x04", 17: "会议\t纪要".encode()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("kills") / "in"
    for number in range(FILES):
        path = root / f"{number % 5}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(BROKEN.get(number) or FORM.replace("5公里", f"{number}公里").encode())
    return root


def command(folder: Path, out: Path) -> list[str]:
    call = [sys.executable, "-m", "zipingbiao", "convert", str(folder), "--out", str(out)]
    return [*call, "--jobs", "2", "--quiet", "--exit-zero"]


def started(folder: Path, out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command(folder, out), stdin=subprocess.DEVNULL, start_new_session=True)


def limited(bytes_a_file: int) -> None:
    """In the child: no file may grow beyond this, as on a full disk."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_a_file, bytes_a_file))


def finished(folder: Path, out: Path) -> float:
    begun = time.monotonic()
    assert started(folder, out).wait(120) == 0
    return time.monotonic() - begun


def nothing_left_of(group: int) -> bool:
    """Whether the workers of a killed batch end by themselves."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_twenty_kills_change_nothing(folder: Path, tmp_path: Path) -> None:
    seconds = finished(folder, tmp_path / "undisturbed")
    expected = contents(tmp_path / "undisturbed")
    moments = random.Random(20)
    for number in range(4):
        out, struck, latest = tmp_path / f"{number}", 0, seconds
        while struck < KILLS // 4:
            process = started(folder, out)
            time.sleep(moments.uniform(0.1, latest))
            if process.poll() is None:
                struck += 1
            else:  # it was quicker, for little was left: the next is struck sooner
                latest = max(0.3, latest * 0.7)
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert nothing_left_of(process.pid)
        finished(folder, out)
        assert contents(out) == expected


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="files have no limit of size there")
@pytest.mark.parametrize("room", [100_000, 300_000])
def test_a_full_disk_is_one_clear_line_and_the_next_run_goes_on(
    folder: Path, tmp_path: Path, room: int
) -> None:
    out = tmp_path / "out"
    done = subprocess.run(
        command(folder, out),
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=lambda: limited(room),
    )
    assert done.returncode == 4
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith(f"zipingbiao: {out}")
    assert "disk" in line
    finished(folder, out)
    finished(folder, tmp_path / "undisturbed")
    assert contents(out) == contents(tmp_path / "undisturbed")


@pytest.mark.slow
def test_an_interrupt_when_all_is_done_changes_nothing(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(command(folder, out), stderr=subprocess.PIPE, text=True)
    while not (out / "run.json").exists():
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    process.communicate()
    # Not −2, which is what a shell takes for a run that was cut off.
    assert process.returncode in (0, 130)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="there are no process groups there")
@pytest.mark.parametrize("seconds", [0.1, 0.4, 0.7])
def test_an_interrupt_of_all_its_processes_is_one_line(
    folder: Path, tmp_path: Path, seconds: float
) -> None:
    out = tmp_path / "out"
    process = subprocess.Popen(
        [*command(folder, out), "--engine", "processes"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not out.exists():  # on a busy machine Python itself takes its time to start
        time.sleep(0.01)
    time.sleep(seconds)
    # As a terminal does it.
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    if process.returncode != 0:  # it was not quicker
        assert process.returncode == 130
        assert said.split("\n")[1:] == [
            "zipingbiao: interrupted; the same command goes on where it ended",
            "",
        ]
    assert nothing_left_of(process.pid)
