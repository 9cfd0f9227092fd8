from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from fuzz.__main__ import ANY, NAMES
from fuzz.seeds import write_seeds
from fuzz.targets import TARGETS

ROOT = Path(__file__).parents[1]
# All targets in turn, from the same chance every time; `make fuzz` takes longer.
SECONDS = 10


def test_every_target_can_be_named() -> None:
    assert set(TARGETS) == set(NAMES)


@pytest.mark.parametrize("target", NAMES)
def test_no_seed_and_no_cut_or_twisted_seed_escapes(target: str, tmp_path: Path) -> None:
    write_seeds(target, tmp_path)
    seeds = sorted(tmp_path.iterdir())
    assert seeds
    for seed in seeds:
        data = seed.read_bytes()
        cut, twisted = data[: len(data) // 2], data.replace(b"1", b"\xff\x00")
        for tried in (data, b"", cut, data[::-1], twisted):
            TARGETS[target](tried)


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("atheris") is None, reason="atheris has no wheel for this computer"
)
def test_nothing_escapes_for_a_while(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "fuzz", ANY, "--seconds", str(SECONDS), "--seed", "7"]
    done = subprocess.run(
        call,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
