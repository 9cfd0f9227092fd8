"""The site in a browser: nothing comes from elsewhere, words of both languages are found."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Requests are counted by the browser."""


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """Where the site is served, on this machine; a search from disk no browser allows."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_words_of_both_languages_are_found(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for words in ("执行率", "存疑", "doubtful"):
        page.goto(f"{address}/index.html")
        page.locator(".md-search__input").click()
        expect(page.locator(".md-search-result__meta")).to_contain_text("Type to start")
        page.locator(".md-search__input").fill(words)
        page.keyboard.press("End")  # it looks at what is typed when a key goes up
        expect(page.locator(".md-search-result__meta")).to_contain_text("matching document")
        expect(page.locator(".md-search-result__item").first).to_contain_text(words)
    page.close()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_a_telephone(browser: Browser, site: Path, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, f"{path.name} is {wide} wide"
    context.close()
