"""docs/dictionary.md says what the tables declare; `make golden` writes it anew."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

from zipingbiao.schemas.dictionary import Entry, entries
from zipingbiao.schemas.tables import TABLES, Table

PAGE = Path(__file__).parent.parent / "docs" / "dictionary.md"
BLOCK = re.compile(r"(<!-- dictionary: [^\n]*-->\n).*(<!-- end of dictionary -->)", re.DOTALL)


def generated() -> str:
    """The tables in Markdown, a section each."""
    return "".join(f"\n{line}" for table in TABLES for line in section(table)) + "\n\n"


def section(table: Table) -> Iterator[str]:
    """One table: its key, and a row for each column."""
    yield f"## {table.name}"
    yield ""
    yield f"{table.title}. {table.description} File: `{table.path}`. Key: " + ", ".join(
        f"`{name}`" for name in table.key
    )
    yield ""
    yield "| column | 中文 | type | unit | meaning | allowed | key |"
    yield "|---|---|---|---|---|---|---|"
    yield from (row(entry) for entry in entries() if entry.table == table.name)
    yield ""


def row(entry: Entry) -> str:
    """One column; what is never blank has its type in bold."""
    kind = f"**{entry.type}**" if entry.required else entry.type
    allowed = ", ".join(f"`{word}`" for word in entry.allowed.split(", ") if word)
    key = entry.key.replace("primary", "key")
    for name in (table.name for table in TABLES):
        key = re.sub(rf"\b{name}\b", f"→ [{name}](#{name})", key)
    described = html.escape(entry.description, quote=False).replace("|", "\\|")
    cells = (f"`{entry.name}`", entry.title, kind, entry.unit, described, allowed, key)
    return f"| {' | '.join(cells)} |"


def test_the_page_says_what_is_declared() -> None:
    text = PAGE.read_text(encoding="utf-8")
    now = BLOCK.sub(lambda match: match[1] + generated() + match[2], text)
    if os.environ.get("ZIPINGBIAO_GOLDEN") == "write":
        PAGE.write_text(now, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == now, "run `make golden` and read the diff"
    assert all(f"| `{entry.name}` | {entry.title} |" in now for entry in entries())
