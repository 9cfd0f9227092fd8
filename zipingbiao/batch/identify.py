"""What a file's content is, without reading it again where it cannot have changed."""

from __future__ import annotations

import hashlib
import stat
import time
from contextlib import suppress
from pathlib import Path

from zipingbiao.batch import remote
from zipingbiao.batch.inputs import Input, at_hand
from zipingbiao.batch.ledger import Entry
from zipingbiao.errors import UnreadableFile
from zipingbiao.extract.archive import container

# A file that was written to less than so long ago may be written to again within the same tick of
# its file system's clock (FAT counts in 2 s): its times then tell nothing yet.
_SETTLED = 2_000_000_000


def signature_of(item: Input) -> str:
    """What changes whenever the file does (size, times, inode; for a file elsewhere what its store
    tells); blank if that is not to be had."""
    if item.url:
        return remote.signature(item.url)
    with suppress(OSError):
        found = container(item.path).stat()
        if stat.S_ISREG(found.st_mode) and time.time_ns() - found.st_ctime_ns > _SETTLED:
            return f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_ino}"
    return ""


def content_of(entry: Entry, signature: str) -> str:
    """The SHA-256 of the file's content; blank if that takes reading it, which the work does.

    It is taken from the ledger where the signature is the one that was noted with it.
    """
    if entry.sha256 and signature and signature == entry.signature:
        return entry.sha256
    if entry.item.url:
        return ""
    with suppress(OSError, UnreadableFile), at_hand(entry.item) as path:
        return _digest(path)
    return ""


def _digest(path: Path) -> str:
    # A pipe would be waited for, and a device never ends.
    if not stat.S_ISREG(path.stat().st_mode):
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
