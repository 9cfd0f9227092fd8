"""Zip archives of documents: a member is read as a file is, by a path through its archive.

`forms.zip/2022/a.pdf` names a member. The archive comes from anywhere: its names are cleaned and
never become paths on the disk, and what it claims to hold is bounded before anything is unpacked.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePath

from zipingbiao.errors import UnknownKind, UnreadableFile
from zipingbiao.extract.source import SUFFIXES, ZIP, kind_of

# A year's forms of a province are some hundreds of files and some hundreds of megabytes.
MOST_MEMBERS = 2000
MOST_TOTAL_BYTES = 2 * 1024**3
MOST_BYTES = 256 * 1024**2
# Deflate ends at 1032 : 1, blank scans reach some hundred; small files may be all blank.
MOST_RATIO, RATIO_FROM = 500, 16 * 1024**2
_ENCRYPTED, _UTF8 = 0x1, 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_PLAIN_SUFFIX = re.compile(r"\.\w{1,8}")
_LITTER = ("__MACOSX", "Thumbs.db", "desktop.ini")


def is_litter(name: str) -> bool:
    """Whether a file or folder is there for a program's sake: hidden, a lock, a preview."""
    return name.startswith((".", "~$")) or name in _LITTER


def is_archive(path: Path) -> bool:
    """Whether a file is a zip of other files, and no document itself."""
    try:
        return kind_of(path) == ZIP
    except (UnreadableFile, UnknownKind):
        return False


def members(path: Path) -> list[str]:
    """The names of the files in an archive, in order, without litter; none if no reader takes any.

    Raises:
        UnreadableFile: it is damaged, or claims to hold more than is ever unpacked.
    """
    names = sorted(_named(path))
    return names if any(Path(name).suffix.lower() in SUFFIXES for name in names) else []


@contextmanager
def on_disk(path: Path) -> Iterator[Path]:
    """The file itself, or the member of an archive that it names, unpacked while it is needed.

    Raises:
        UnreadableFile: the member is damaged, encrypted, too large or an archive itself.
    """
    archive = _archive_of(path)
    if archive is None:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="zipingbiao-", ignore_cleanup_errors=True) as folder:
        suffix = plain_suffix(path)
        unpacked = Path(folder) / f"member{suffix}"
        _unpack(archive, path.relative_to(archive).as_posix(), unpacked)
        if is_archive(unpacked):
            raise UnreadableFile(
                "a zip inside a zip: unpack the outer one first",
                "压缩包里还有压缩包，请先解压外层。",
            )
        yield unpacked


def exists(path: Path) -> bool:
    """Whether there is such a file, on the disk or in an archive."""
    if os.path.isfile(path):
        return True
    archive = _archive_of(path)
    return archive is not None and path.relative_to(archive).as_posix() in _named(archive)


def plain_suffix(path: PurePath) -> str:
    """The suffix of a name from anywhere, if it may end a file's name here; else none."""
    return path.suffix if _PLAIN_SUFFIX.fullmatch(path.suffix) else ""


def container(path: Path) -> Path:
    """The file on the disk that a path is, or leads through."""
    return _archive_of(path) or path


def not_one_document(path: Path) -> UnknownKind | UnreadableFile:
    """Why an archive cannot be read as one document."""
    try:
        names = members(path)
    except UnreadableFile as error:
        return error
    if not names:
        return UnknownKind(
            "a zip without a file of a known kind: check what is in it",
            "压缩包里没有可识别的文件，请核对其内容。",
        )
    example = f"{path.name}/{names[0]}"
    return UnknownKind(
        f"a zip of {len(names)} file(s): convert it, or name one of them, like {example}",
        f"压缩包含 {len(names)} 个文件，请用 convert 转换，或指明其中一个。",
    )


def _archive_of(path: Path) -> Path | None:
    """The archive that a path leads through; None if the path is a file, or nothing."""
    if os.path.exists(path):
        return None
    file = next((parent for parent in path.parents if os.path.isfile(parent)), None)
    return file if file is not None and is_archive(file) else None


def _named(path: Path) -> dict[str, zipfile.ZipInfo]:
    """The members by their clean names; of two with one name, the later gets a number."""
    try:
        state = path.stat()
    except OSError as error:
        raise UnreadableFile(
            f"cannot be opened ({error.strerror}): check the path",
            "文件打不开，请检查路径和权限。",
        ) from error
    return _listed(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _listed(path: Path, _changed: int, size: int) -> dict[str, zipfile.ZipInfo]:
    """The directory of an archive, which is asked for again with every member."""
    with _opened(path) as archive:
        infos = [info for info in archive.infolist() if not info.filename.endswith(("/", "\\"))]
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_TOTAL_BYTES:
        raise UnreadableFile(
            "the zip holds more than is unpacked at once: unpack it, and convert the folder",
            "压缩包内容过多，请先解压，再转换文件夹。",
        )
    # Members that share their bytes are how a small zip unpacks to petabytes.
    if sum(info.compress_size for info in infos) > size:
        raise UnreadableFile(
            "the files in the zip overlap: check where it came from",
            "压缩包内的文件互相重叠，请核对来源。",
        )
    named: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        parts = _clean_parts(_decoded(info))
        if parts and not any(is_litter(part) for part in parts):
            named[_free_name("/".join(parts), named)] = info
    return named


def _decoded(info: zipfile.ZipInfo) -> str:
    """A member's name. Without the flag for UTF-8 it is in the packer's own encoding."""
    if info.flag_bits & _UTF8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _clean_parts(name: str) -> list[str]:
    """The folders and the file of a name, without what leads elsewhere (`/`, `..`, `C:`)."""
    parts = (part.strip() for part in re.split(r"[\\/]", _CONTROLS.sub("", name)))
    return [part for part in parts if part.strip(".") and not re.fullmatch(r"[A-Za-z]:", part)]


def _free_name(name: str, taken: dict[str, zipfile.ZipInfo]) -> str:
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, dot + suffix) if stem else (name, "")
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{stem} ({number}){suffix}"
    return free


def _unpack(path: Path, name: str, to: Path) -> None:
    info = _named(path).get(name)
    if info is None:
        raise UnreadableFile("no such file in the zip: check the name", "压缩包里没有这个文件。")
    _check(info)
    with _opened(path) as archive, archive.open(info) as stream, to.open("wb") as out:
        # It ends at the stated size, should the directory lie.
        shutil.copyfileobj(stream, out)


def _check(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableFile(
            "the file in the zip is encrypted: unpack it with its password",
            "压缩包内的文件已加密，请用密码解压后再转换。",
        )
    bomb = info.file_size > max(RATIO_FROM, MOST_RATIO * info.compress_size)
    if info.file_size > MOST_BYTES or bomb:
        raise UnreadableFile(
            "the file in the zip unpacks to more than any form holds: check where it came from",
            "压缩包内的文件解压后过大，不像自评表，请核对来源。",
        )
    if info.compress_type not in _METHODS:
        raise UnreadableFile(
            "the file is packed in an uncommon way: unpack the zip, and convert the folder",
            "压缩方式不常见，请先解压，再转换文件夹。",
        )


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except OSError as error:  # no room on the disk, no right to read
        raise UnreadableFile(
            f"the zip cannot be unpacked ({error.strerror}): check the disk and the permissions",
            "压缩包无法解压，请检查磁盘空间和权限。",
        ) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise UnreadableFile(
            "the zip is damaged or cut off: fetch it again",
            "压缩包已损坏或不完整，请重新获取。",
        ) from error
