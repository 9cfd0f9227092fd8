from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import handmade
import pytest

import zipingbiao


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    handmade.stand_in(monkeypatch)


HEAVY = ("pandas", "numpy", "PIL", "cv2", "onnxruntime", "pdfplumber", "pydantic", "jinja2", "rich")


@pytest.mark.parametrize("module", ["zipingbiao", "zipingbiao.cli"])
def test_importing_is_cheap(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_there() -> None:
    assert all(getattr(zipingbiao, name) for name in zipingbiao.__all__)


def test_convert_takes_one_path_or_several(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("a")
    (tmp_path / "broken.pdf").write_text("b")
    one = zipingbiao.convert(tmp_path / "a.pdf")
    both = zipingbiao.convert([tmp_path], out=tmp_path / "out")
    assert [outcome.status for outcome in one] == ["ok"]
    assert [outcome.status for outcome in both] == ["ok", "failed"]
    frames = zipingbiao.load(tmp_path / "out")
    assert len(frames.forms) == 1
    assert len(zipingbiao.frames(both).values) == len(frames.values)


def test_read_gives_forms_or_says_why_not(tmp_path: Path) -> None:
    (form,) = zipingbiao.read(tmp_path / "a.pdf")
    assert form.fiscal_year == 2022
    with pytest.raises(zipingbiao.UnreadableFile, match=r"broken\.pdf: the PDF is damaged"):
        zipingbiao.read(str(tmp_path / "broken.pdf"))
