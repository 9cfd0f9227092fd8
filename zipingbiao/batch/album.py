"""The pictures of a batch, kept in its output folder."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from zipingbiao.report.package import PAGES, picture_name
from zipingbiao.schemas.outcome import Picture


class Album:
    """The pictures of a batch in its output folder, named by the content of their file."""

    def __init__(self, out: Path) -> None:
        self._folder = out / PAGES

    def keep(self, sha256: str, shown: Iterable[Picture]) -> None:
        """Write the pictures of a file, each whole or not at all."""
        for picture in shown:
            self._folder.mkdir(exist_ok=True)
            path = self._folder / picture_name(sha256, picture.page)
            partial = path.with_suffix(f".{os.getpid()}")
            partial.write_bytes(picture.data)
            partial.replace(path)

    def keep_only(self, names: set[str]) -> None:
        """Remove the pictures of files that are not in the batch any more."""
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                if path.name not in names:
                    path.unlink()
            with suppress(OSError):  # not empty
                self._folder.rmdir()
