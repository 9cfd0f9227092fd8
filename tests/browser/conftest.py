"""A real browser (Chromium, as the system has it) and a report of all fixtures."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no browser: install chromium, or name one in CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def out(converted: Path) -> Path:
    """The output of all fixtures."""
    return converted


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in English; nothing it says to the console or asks of a network may be."""
    context = browser.new_context(
        locale="en-GB", viewport={"width": 1280, "height": 900}, accept_downloads=True
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    # That a picture is missing is a test's own doing.
    assert [text for text in said if "ERR_FILE_NOT_FOUND" not in text] == []
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
