"""The report as people use it: opened from disk, filtered, looked into."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import zipingbiao

pytestmark = pytest.mark.slow
ERRORS = "gd-department-errors-pdf_pdf-1"


def opened(page: Page, out: Path, view: str = "") -> Page:
    page.goto((out / "report.html").as_uri() + view)
    return page


def test_it_opens_and_counts(page: Page, out: Path) -> None:
    opened(page, out)
    expect(page.locator(".counts li").nth(1)).to_contain_text("58")
    expect(page.locator(".forms tbody tr")).to_have_count(50)
    page.get_by_role("button", name="next").click()
    expect(page.locator(".forms tbody tr")).to_have_count(8)


def test_it_counts_all_findings_also_those_about_files(page: Page, out: Path) -> None:
    opened(page, out)
    found = zipingbiao.load(out).findings
    assert found["form_id"].eq("").any() or found["form_id"].isna().any()
    for place, severity in enumerate(("error", "warning", "info"), start=2):
        cell = page.locator(".counts li").nth(place)
        expect(cell).to_have_text(f"{(found['severity'] == severity).sum()}{severity}")


def test_filters_narrow_the_list_and_the_charts(page: Page, out: Path) -> None:
    opened(page, out)
    page.get_by_label("rule").select_option("score-sum")
    shown = page.locator(".forms tbody tr")
    few = shown.count()
    assert 0 < few < 50
    expect(page.locator("output")).to_have_text(f"{few} / 58")
    page.get_by_role("searchbox").fill("gd-department-errors")
    expect(shown).to_have_count(1)
    expect(page.locator(".counts li").nth(1)).to_contain_text("1")
    page.get_by_role("button", name="clear").click()
    expect(shown).to_have_count(50)
    page.keyboard.press("Tab")
    page.locator("body").press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_chart_filters_by_what_is_clicked(page: Page, out: Path) -> None:
    opened(page, out)
    page.locator(".ranked").first.get_by_role("button").first.click()
    assert page.get_by_label("rule").input_value()


def test_the_list_is_sorted_by_a_heading(page: Page, out: Path) -> None:
    opened(page, out)
    page.get_by_role("button", name="score", exact=True).click()
    scores = [
        float(text) for text in page.locator("tbody td:nth-child(3)").all_inner_texts() if text
    ]
    assert scores == sorted(scores, reverse=True)


def test_a_figure_is_outlined_on_its_page(page: Page, out: Path) -> None:
    opened(page, out, f"#form/{ERRORS}")
    expect(page.locator(".sheet")).to_have_count(2)
    page.locator('[data-key="forms/1/total_score"]').click()
    expect(page.locator("#facts")).to_contain_text("91.8")
    outlined = page.locator(".sheet .outline")
    expect(outlined).to_have_count(1)
    box, sheet = outlined.bounding_box(), page.locator(".sheet svg").nth(1).bounding_box()
    assert box
    assert sheet
    assert sheet["x"] < box["x"] < sheet["x"] + sheet["width"]
    assert page.evaluate(
        "() => [...document.querySelectorAll('svg.page image')].every((i) => i.href.baseVal)"
    )


def test_a_finding_shows_its_figures_in_both(page: Page, out: Path) -> None:
    opened(page, out, f"#form/{ERRORS}/1")
    expect(page.locator("#finding-1")).to_be_focused()
    assert page.locator("button.fig.chosen").count() > 5
    assert page.locator(".sheet .outline").count() > 5
    page.locator("#finding-2 button.mark").click()
    expect(page.locator("button.fig.chosen")).to_have_count(3)


def test_both_languages(page: Page, out: Path) -> None:
    opened(page, out)
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator(".counts li").nth(1)).to_contain_text("自评表")
    expect(page.locator(".forms thead")).to_contain_text("核实率")


def test_a_picture_that_is_missing_is_said(page: Page, out: Path) -> None:
    opened(page, out, f"#form/{ERRORS}")
    page.evaluate("document.querySelectorAll('script.picture').forEach((held) => held.remove())")
    (out / "pages").rename(out / "moved")
    try:
        page.locator('[data-key="forms/1/total_score"]').click()
        expect(page.get_by_text("is missing").first).to_be_visible()
        expect(page.locator("#facts")).to_contain_text("91.8")
    finally:
        (out / "moved").rename(out / "pages")


@pytest.mark.parametrize("view", ["", f"#form/{ERRORS}", "#review"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_used_without_seeing(page: Page, out: Path, view: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened(page, out, view)
    page.locator("main > *").first.wait_for()
    found = Axe().run(page)
    grave = [
        (one["id"], one["impact"], [node["html"][:150] for node in one["nodes"][:3]])
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert grave == []


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(page: Page, out: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for view in ("", f"#form/{ERRORS}", "#review"):
        opened(page, out, view)
        page.reload()
        page.locator("main > *").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
