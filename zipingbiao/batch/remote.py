"""Files elsewhere, by fsspec: s3://, gs://, hdfs://, memory://, http(s):// (a listing, to read)."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from zipingbiao.errors import UnreadableFile, UsageError
from zipingbiao.extract.archive import MOST_BYTES, is_litter, plain_suffix

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of a listing; `name` is relative to what was listed."""

    url: str
    name: str


def is_url(source: str | Path) -> bool:
    """Whether a source is a URL, and no path of this machine."""
    return isinstance(source, str) and bool(_URL.match(source))


def listed(urls: Iterable[str]) -> Iterator[Found]:
    """The files under some URLs, in order, as they are listed.

    Raises:
        UsageError: a URL cannot be listed, or holds nothing.
    """
    given = list(urls)
    for url in given:
        prefix = PurePosixPath(_bare(url)).name + "/" if len(given) > 1 else ""
        yield from (Found(found.url, prefix + found.name) for found in _under(url))


@contextmanager
def fetched(url: str) -> Iterator[Path]:
    """A copy of the file on this machine's disk, while it is needed.

    Raises:
        UnreadableFile: it cannot be fetched, or is larger than any form.
    """
    suffix = plain_suffix(PurePosixPath(_bare(url)))
    with tempfile.TemporaryDirectory(prefix="zipingbiao-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / f"file{suffix}"
        try:
            store, inside = filesystem(url)
            size = store.size(inside)
            if size is not None and size > MOST_BYTES:
                raise UnreadableFile(
                    f"larger than {MOST_BYTES // 1024**2} MB, which no form is: check the file",
                    "文件过大，不像自评表，请核对来源。",
                )
            with store.open(inside, "rb") as stream, path.open("wb") as copy:
                shutil.copyfileobj(stream, copy)
        except UnreadableFile:
            raise
        except Exception as error:  # every store has errors of its own
            raise UnreadableFile(
                f"cannot be fetched ({type(error).__name__}): check the address and the rights",
                "文件无法下载，请检查地址和权限。",
            ) from error
        yield path


def signature(url: str) -> str:
    """What changes when the file does, as its store tells (ETag, time, size); blank if unknown."""
    try:
        store, inside = filesystem(url)
        return str(store.ukey(inside))
    except Exception:  # a store that cannot tell: the file is read again
        return ""


def _under(url: str) -> Iterator[Found]:
    try:
        store, root = filesystem(url)
        if not store.exists(root):
            raise UsageError(
                f"no such file or folder: {url}; check the address",
                f"没有这个文件或文件夹：{url}，请检查地址",
            )
        if store.isfile(root):
            yield Found(url, PurePosixPath(_bare(url)).name)
            return
        root = root.rstrip("/")
        for folder, subfolders, names in store.walk(root):
            subfolders[:] = sorted(name for name in subfolders if not is_litter(name))
            for name in sorted(name for name in names if name and not is_litter(name)):
                path = f"{folder.rstrip('/')}/{name}"
                yield Found(store.unstrip_protocol(path), path[len(root) + 1 :])
    except UsageError:
        raise
    except Exception as error:  # every store has errors of its own
        raise UsageError(
            f"{url}: cannot be listed ({type(error).__name__}: {_line(error)}); check the address, "
            "the rights, and that the store's fsspec package is installed",
            f"{url}：无法列出内容（{type(error).__name__}：{_line(error)}），请检查地址和权限，"
            "以及对应存储的 fsspec 包是否已安装",
        ) from error


def filesystem(url: str) -> tuple[Any, str]:
    """The store that a URL is in, and the path in it.

    Raises:
        UsageError: fsspec is not installed.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise UsageError(
            f"{url}: URLs need fsspec; install zipingbiao[ray], or fsspec and the store's package",
            f"{url}：读取 URL 需要 fsspec，请安装 zipingbiao[ray]，或 fsspec 和对应存储的包",
        ) from error
    store, path = url_to_fs(url)
    return store, path


def _bare(url: str) -> str:
    return url.partition("?")[0].rstrip("/")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
