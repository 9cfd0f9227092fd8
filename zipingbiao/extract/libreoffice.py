"""LibreOffice as a converter: one file in, one file out, in a room of its own and on a clock.

The file comes from anywhere: LibreOffice gets a copy in a temporary folder and a throw-away
profile that runs no macros, updates no links and has a dead end for a proxy. What it started is
ended with it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from glob import glob
from itertools import chain
from pathlib import Path

from zipingbiao.errors import UnreadableFile

# What it may map, and the largest file that it may write (bytes); it maps some 2 GiB to start with.
MOST_MAPPED, MOST_WRITTEN = 6 * 1024**3, 1024**3
# A form takes a second or two, a report of a hundred pages some ten.
MOST_SECONDS = 120.0
_PROGRAMS = ("soffice", "libreoffice")
# Where installers put it without telling the search path. On Windows, soffice.com waits.
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)
_OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
_SETTINGS = {
    "Office.Common/Security/Scripting": {
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
    },
    "Office.Writer/Content/Update": {"Link": "2"},
    "Office.Calc/Content/Update": {"Link": "2"},
    "Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
    },
}
# What a program needs to start at all; nothing else of the surroundings is handed on.
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TEMP", "TMP")


def converted(path: Path, folder: Path, suffix: str, target: str) -> Path:
    """Convert a file by LibreOffice.

    Args:
        path: the file.
        folder: an empty folder that everything is written into.
        suffix: what the file is, whatever its name says (`.doc`).
        target: what it is to become (`docx`).

    Raises:
        UnreadableFile: LibreOffice is missing, or could not do it.
    """
    program = find_program()
    if program is None:
        raise UnreadableFile(
            f"reading this kind needs LibreOffice: install it, or save the file as .{target}",
            f"读取这种文件需要 LibreOffice，请安装，或将文件另存为 .{target}。",
        )
    profile, out = folder / "profile", folder / "out"
    _write_profile(profile)
    out.mkdir()
    given = folder / f"form{suffix}"
    shutil.copyfile(path, given)
    status = _run([program, *_arguments(profile, out, target), str(given)], folder)
    made = out / f"form.{target}"
    if status != 0 or not made.is_file():
        raise UnreadableFile(
            f"LibreOffice could not convert the file: open it, and save it as .{target}",
            f"LibreOffice 无法转换此文件，请打开后另存为 .{target}。",
        )
    return made


def find_program() -> str | None:
    """LibreOffice's program: on the search path, else where it is usually installed."""
    for name in _PROGRAMS:
        found = shutil.which(name)
        if found:
            return found
    places = chain.from_iterable(sorted(glob(place)) for place in _PLACES)
    return next((place for place in places if os.access(place, os.X_OK)), None)


def _arguments(profile: Path, out: Path, target: str) -> list[str]:
    user = f"-env:UserInstallation={profile.as_uri()}"
    return [user, *_OPTIONS, "--convert-to", target, "--outdir", str(out)]


def _write_profile(profile: Path) -> None:
    """A profile that does nothing but read and write documents."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{part}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for part, settings in _SETTINGS.items()
        for name, value in settings.items()
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )


def _run(command: list[str], folder: Path) -> int:
    """Run a command in a group of its own, quietly, until it ends or its time is up."""
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**kept, "HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise UnreadableFile(
            f"LibreOffice could not be started ({error.strerror}): check its installation",
            "LibreOffice 无法启动，请检查其安装。",
        ) from error
    _bound(process.pid)
    try:
        return process.wait(MOST_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            f"LibreOffice did not convert the file in {MOST_SECONDS:.0f} seconds: "
            "open it there, and save it in a newer format",
            f"LibreOffice 在 {MOST_SECONDS:.0f} 秒内未能转换此文件，请打开后另存为新格式。",
        ) from error
    finally:
        _end(process)


def _bound(pid: int) -> None:
    """Bound a process that has just begun, and what it starts; where that cannot be done, only the
    clock bounds it."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import resource

        resource.prlimit(pid, resource.RLIMIT_AS, (MOST_MAPPED, MOST_MAPPED))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
        resource.prlimit(pid, resource.RLIMIT_CORE, (0, 0))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command with everything that it started; what has ended already stays so."""
    if os.name == "nt":
        if process.poll() is None:
            kill = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(kill, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
