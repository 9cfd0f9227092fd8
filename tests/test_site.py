"""The site of docs/: it builds without a warning, loads nothing from a network, and is searched
in Chinese and English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parent.parent
# What a browser loads by itself; a link that somebody may follow is none of it.
_LOADED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src",),
    "object": ("data",),
    "link": ("href",),
}
_NAMED_ONLY = {"canonical", "next", "prev", "alternate"}
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_IN_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", re.IGNORECASE)


class _Loads(HTMLParser):
    """What a page has a browser load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") in _NAMED_ONLY:
            return
        self.found += [value for name in _LOADED.get(tag, ()) if (value := given.get(name))]


def loads(page: Path) -> list[str]:
    """What a browser loads for a page, as it is written there."""
    parser = _Loads()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser.found


def words(site: Path) -> Iterator[dict[str, str]]:
    """The sections that can be searched."""
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    yield from index["docs"]


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        assert [url for url in loads(page) if _REMOTE.match(url)] == [], page.name
        style = re.sub(r"<pre.*?</pre>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not _IN_STYLE.search(style), page.name
    for sheet in site.rglob("*.css"):
        assert not _IN_STYLE.search(sheet.read_text(encoding="utf-8")), sheet.name


def test_what_pages_load_is_there(site: Path) -> None:
    for page in site.rglob("*.html"):
        if page.name == "404.html":  # its addresses begin at the root of a server
            continue
        for url in loads(page):
            path = url.partition("#")[0].partition("?")[0]
            assert not path or path.startswith("data:") or (page.parent / path).exists(), url


def test_words_of_both_languages_are_indexed_apart(site: Path) -> None:
    texts = [f"{entry['title']} {entry['text']}" for entry in words(site)]
    for word in ("execution", "自评表", "存疑"):
        assert any(re.search(rf"(?:\b|\u200b){word}(?:\b|\u200b)", text) for text in texts), word


def test_every_page_can_be_reached(site: Path) -> None:
    home = (site / "index.html").read_text(encoding="utf-8")
    docs = ROOT / "docs"
    for page in sorted([*docs.rglob("*.md"), *docs.glob("notebooks/*.ipynb")]):
        path = page.relative_to(docs).with_suffix(".html").as_posix()
        assert f'href="{path}"' in home or path == "index.html", path


def test_every_command_and_option_is_in_the_reference(site: Path) -> None:
    from zipingbiao.cli import main

    text = (site / "cli.html").read_text(encoding="utf-8")
    for name, command in main.commands.items():
        assert f'id="zipingbiao-{name}"' in text
        for parameter in command.params:
            for option in parameter.opts if parameter.param_type_name == "option" else ():
                assert option in text, f"{name} {option}"
