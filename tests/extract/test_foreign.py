from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import zipingbiao
from zipingbiao.errors import UnreadableFile
from zipingbiao.extract import libreoffice
from zipingbiao.extract.notes import CONVERTED
from zipingbiao.extract.reader import read_document
from zipingbiao.schemas.page import Grid

FIXTURES = Path(__file__).parents[2] / "fixtures"
WORD, BOOK = FIXTURES / "gd-department-docx.docx", FIXTURES / "mof-project-xlsx.xlsx"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.rtf"
    path.write_bytes(b"{\\rtf1}")
    return path


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a LibreOffice on the search path that runs this script; `$out` is its folder."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    find_out = 'while [ "$1" != --outdir ]; do shift; done; out=$2; given=$3'
    program.write_text(f"#!/bin/sh\n{find_out}\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def test_what_was_converted_is_read_as_the_new_format_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: Path
) -> None:
    stand_in(tmp_path, monkeypatch, f'cp "{WORD}" "$out/form.docx"')
    document, native = read_document(old), read_document(WORD)
    assert (document.kind, document.path) == ("rtf", str(old))
    assert document.sha256 != native.sha256
    assert document.pages == tuple(replace(page, note=CONVERTED) for page in native.pages)


def test_the_converter_gets_a_copy_and_a_profile_without_macros(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: Path
) -> None:
    monkeypatch.setenv("SECRET", "x")
    seen = tmp_path / "seen"
    look = f'cp "$out/../profile/user/"* "$given" "{seen}"; env > "{seen}/env"'
    stand_in(tmp_path, monkeypatch, f'mkdir "{seen}"; {look}; cp "{WORD}" "$out/form.docx"')
    read_document(old)
    assert (seen / "form.rtf").read_bytes() == old.read_bytes()
    settings = (seen / "registrymodifications.xcu").read_text(encoding="utf-8")
    assert "DisableMacrosExecution" in settings
    assert "SECRET" not in (seen / "env").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("exit 1", "could not convert"),
        ("kill -SEGV $$", "could not convert"),
        ("exit 0", "could not convert"),
        (f'cp "{BOOK}" "$out/other.docx"', "could not convert"),
        ('echo no >"$out/form.docx"', "damaged"),
    ],
)
def test_a_converter_that_fails_gives_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: Path, script: str, words: str
) -> None:
    stand_in(tmp_path, monkeypatch, script)
    with pytest.raises(UnreadableFile, match=words) as caught:
        read_document(old)
    assert "\n" not in str(caught.value)
    assert caught.value.message_zh.endswith("。")


def test_a_converter_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: Path
) -> None:
    pid = tmp_path / "pid"
    stand_in(tmp_path, monkeypatch, f'sleep 600 & echo $! >"{pid}"; wait')
    monkeypatch.setattr(libreoffice, "MOST_SECONDS", 1.0)
    with pytest.raises(UnreadableFile, match="did not convert"):
        read_document(old)
    assert not is_running(int(pid.read_text(encoding="ascii")))


def test_what_a_converter_leaves_running_is_ended_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: Path
) -> None:
    pid = tmp_path / "pid"
    script = f'sleep 600 & echo $! >"{pid}"; cp "{WORD}" "$out/form.docx"'
    stand_in(tmp_path, monkeypatch, script)
    read_document(old)
    assert not is_running(int(pid.read_text(encoding="ascii")))


def test_without_libreoffice_the_file_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_PLACES", ())
    with pytest.raises(UnreadableFile, match=r"install it, or save the file as \.docx"):
        read_document(old)


def test_libreoffice_is_found_where_installers_put_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "libreoffice24.8" / "program" / "soffice"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(libreoffice, "_PLACES", (f"{tmp_path}/libreoffice*/program/soffice",))
    assert libreoffice.find_program() == str(program)


@pytest.mark.slow
@pytest.mark.skipif(not libreoffice.find_program(), reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("path", "suffix", "kind"),
    [
        (WORD, "doc", "doc"),
        (WORD, "doc", "wps"),
        (WORD, "rtf", "rtf"),
        (WORD, "odt", "odt"),
        (BOOK, "xls", "xls"),
        (BOOK, "xls", "et"),
        (BOOK, "ods", "ods"),
    ],
)
def test_libreoffice_keeps_what_the_form_says(
    tmp_path: Path, path: Path, suffix: str, kind: str
) -> None:
    made = saved_as(path, suffix, tmp_path).rename(tmp_path / f"a.{kind}")
    document = read_document(made)
    assert document.kind == kind
    assert [texts(grid) for page in document.pages for grid in page.grids] == [
        texts(grid) for page in read_document(path).pages for grid in page.grids
    ]
    assert len(zipingbiao.read(made)) == len(zipingbiao.read(path))


def saved_as(path: Path, suffix: str, folder: Path) -> Path:
    """The document in an old format, saved by LibreOffice itself."""
    program = libreoffice.find_program() or ""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    copy = shutil.copy(path, folder / f"a{path.suffix}")
    command = [program, profile, "--headless", "--convert-to", suffix]
    command += ["--outdir", str(folder), str(copy)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"a.{suffix}"


def texts(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]
