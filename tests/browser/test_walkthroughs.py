"""The walk-throughs of docs/walkthroughs, step by step, as the four kinds of people do them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from browser.walks import Walk
from pages import follow
from PIL import Image
from playwright.sync_api import Browser, Page, expect

import zipingbiao

pytestmark = pytest.mark.slow
ERRORS = "gd-department-errors-pdf_pdf-1"


@pytest.fixture
def chinese(browser: Browser) -> Iterator[Page]:
    """A page in a browser that speaks Chinese."""
    context = browser.new_context(
        locale="zh-CN", viewport={"width": 1280, "height": 800}, accept_downloads=True
    )
    yield context.new_page()
    context.close()


def opened(page: Page, out: Path, view: str = "") -> None:
    page.goto("about:blank")
    page.goto((out / "report.html").as_uri() + view)
    page.locator("main > *").first.wait_for()


def test_a_clerk(chinese: Page, tmp_path: Path) -> None:
    walk, page = Walk.of("clerk", tmp_path), chinese
    walk.command("convert")
    opened(page, walk.out)
    expect(page.locator(".legend")).to_contain_text("存疑 5")
    walk.picture(page, "overview")

    page.locator('a[href="#review"]').click()
    page.locator("input[name=by]").fill("甲")
    expect(page.locator(".card h3")).to_contain_text("得分")
    expect(page.locator(".card")).to_contain_text("读作 H")
    expect(page.locator(".card").get_by_role("img")).to_be_visible()
    walk.picture(page, "review")
    page.locator("input[name=value]").focus()
    for settled in range(1, 6):
        page.keyboard.press("n")
        expect(page.locator("button[name=save]")).to_contain_text(f"({settled})")

    while "年度资金总额" not in page.locator(".card h3").inner_text():
        page.keyboard.press("s")
    expect(page.locator(".ties .fails").first).to_contain_text("差 9")
    expect(page.locator(".ties")).to_contain_text("年度资金总额 年初预算数")
    walk.picture(page, "sum")

    with page.expect_download() as saved:
        page.locator("button[name=save]").click()
    saved.value.save_as(walk.folder / "corrections.csv")
    (shown,) = walk.blocks("csv")
    assert without_time((walk.folder / "corrections.csv").read_text("utf-8-sig")) == without_time(
        shown.text
    )
    walk.command("apply")
    assert "doubtful" not in set(zipingbiao.load(walk.out).values["status"])
    opened(page, walk.out)
    expect(page.locator(".legend")).to_contain_text("存疑 0")
    (stated,) = page.locator(".bar .stated").all()
    assert stated.evaluate("(part) => part.style.width") == "100%"
    walk.picture(page, "after")


def without_time(text: str) -> list[dict[str, str]]:
    """The lines of a file of corrections, but for when they were made."""
    return [{**row, "at": ""} for row in csv.DictReader(text.splitlines())]


def test_an_auditor(page: Page, tmp_path: Path) -> None:
    walk = Walk.of("auditor", tmp_path)
    walk.command("convert")
    walk.command("check")
    opened(page, walk.out)
    page.get_by_label("rule").select_option("score-sum")
    expect(page.locator("output")).to_have_text("3 / 7")
    page.locator(".filter").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.filter').scrollIntoView()")
    walk.picture(page, "rule")

    page.locator(".forms tbody a", has_text="林业站").click()
    expect(page.locator("#finding-1")).to_contain_text("the scores add up to 93.3")
    page.locator("#finding-1 button.mark").click()
    assert page.locator("button.fig.chosen").count() == 27
    assert page.locator(".sheet .outline").count() == 27
    page.locator("#finding-1").evaluate("(found) => found.scrollIntoView()")
    walk.picture(page, "sum")

    weight = page.locator('[data-key="indicators/7/weight"]')
    weight.click()
    expect(page.locator("#facts")).to_contain_text("confirmed by")
    weight.evaluate("(figure) => figure.scrollIntoView({ block: 'center' })")
    walk.picture(page, "figure")

    walk.command("explain")
    walk.command("show")
    with Image.open(walk.folder / "page2.png") as drawn:
        walk.picture(drawn.resize((drawn.width * 3 // 4, drawn.height * 3 // 4)), "page")


def test_an_analyst(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Walk.of("analyst", tmp_path)
    monkeypatch.chdir(tmp_path)
    follow(walk.page, tmp_path)
    with Image.open("chart.png") as drawn:
        walk.picture(drawn, "chart")
    opened(page, walk.out)
    dots = page.locator(".charts circle")
    places = [float(dot.get_attribute("cx") or 0) for dot in dots.all()]
    assert len(places) == 17
    assert max(places) - min(places) > 150, "they are told apart"
    page.locator(".filter").evaluate("(found) => found.scrollIntoView()")
    walk.picture(page.locator(".charts"), "report")


def test_a_journalist(page: Page, tmp_path: Path) -> None:
    walk = Walk.of("journalist", tmp_path)
    walk.command("convert")
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    opened(page, walk.out)
    expect(page.locator(".counts li").nth(1)).to_contain_text("14")
    walk.picture(page, "telephone")

    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    page.get_by_role("searchbox").fill("图书馆")
    found = page.locator(".forms tbody a")
    assert 0 < found.count() < 14
    page.locator(".filter").evaluate("(found) => found.scrollIntoView()")
    walk.picture(page, "search")

    found.first.click()
    expect(page.locator(".sheet")).not_to_have_count(0)
    page.locator("#finding-1 button.mark").click()
    page.locator("#finding-1").evaluate("(found) => found.scrollIntoView()")
    walk.picture(page, "form")

    page.emulate_media(media="print")
    expect(page.locator(".steps")).to_be_hidden()
    printed = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = [sheet.get_textpage().get_text_range() for sheet in printed]
    assert "产出指标" in texts[0], "a table begins below the other, not on the next page"
    assert len(re.findall(r"total\s+100\.00", "".join(texts))) == 1, "the total stands at the end"
    walk.picture(printed[0].render(scale=1.4).to_pil(), "print")
