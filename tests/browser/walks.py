"""What the walk-throughs share: a folder in which somebody follows a page, and pictures of it."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pages import ROOT, Block, blocks, commands, run
from PIL import Image
from playwright.sync_api import Locator, Page

PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 150_000


@dataclass(frozen=True, slots=True)
class Walk:
    """A page of docs/walkthroughs that is followed in `folder`, with pictures of what is seen.

    The pictures go where the page has them only if they are asked for (`make golden`).
    """

    name: str
    folder: Path

    @classmethod
    def of(cls, name: str, folder: Path) -> Walk:
        """A walk in a new folder, with the fixtures."""
        ignored = shutil.ignore_patterns("*.py", "truth", "broken")
        shutil.copytree(ROOT / "fixtures", folder / "fixtures", ignore=ignored)
        return cls(name, folder)

    @property
    def out(self) -> Path:
        """The output that its commands write."""
        return self.folder / "tables"

    def blocks(self, language: str) -> list[Block]:
        """The blocks of the page in one language."""
        return [block for block in self._blocks() if block.language == language]

    def command(self, word: str) -> None:
        """Run the page's commands that begin with `zipingbiao <word>`."""
        found = [
            command
            for block in self.blocks("console")
            for command in commands(block)
            if command.line.startswith(f"zipingbiao {word}")
        ]
        assert found, word
        for command in found:
            run(command, self.folder)

    def picture(self, seen: Page | Locator | Image.Image, name: str) -> None:
        """Keep what is seen as the picture of that name, small enough for a page."""
        if not isinstance(seen, Image.Image):
            seen = Image.open(io.BytesIO(seen.screenshot()))
        path = (self._home() / f"{self.name}-{name}").with_suffix(".webp")
        seen.convert("RGB").save(path, quality=80, method=6)
        assert path.stat().st_size <= MOST_BYTES, path.name
        assert f"pictures/{path.name})" in self.page.read_text(encoding="utf-8"), path.name

    def _home(self) -> Path:
        return PICTURES if os.environ.get("ZIPINGBIAO_GOLDEN") == "write" else self.folder

    @property
    def page(self) -> Path:
        """The page that is followed."""
        return ROOT / "docs" / "walkthroughs" / f"{self.name}.md"

    def _blocks(self) -> Iterator[Block]:
        return blocks(self.page)
