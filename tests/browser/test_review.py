"""The review, from a doubtful figure to the new output."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import zipingbiao
from zipingbiao.batch.apply import apply

pytestmark = pytest.mark.slow
FORM = "gd-department-errors-pdf_pdf-1"


@pytest.fixture
def own(out: Path, tmp_path: Path) -> Path:
    """An output of one's own."""
    return Path(shutil.copytree(out, tmp_path / "own"))


def test_a_figure_is_corrected_and_its_sum_turns_right(
    page: Page, own: Path, tmp_path: Path
) -> None:
    page.goto((own / "report.html").as_uri() + "#review")
    page.locator("input[name=by]").fill("甲")
    for _ in range(100):
        link = page.locator(".card a").first.get_attribute("href")
        heading = page.locator(".card h3").inner_text()
        if link == f"#form/{FORM}" and "total score" in heading:
            break
        page.locator("button[name=skip]").click()
    expect(page.locator(".ties")).to_contain_text("off by -1.5")
    value = page.locator("input[name=value]")
    value.fill("93.3")
    expect(page.locator(".ties .holds").first).to_be_visible()
    expect(page.locator(".ties .fails")).to_have_count(0)
    value.press("Enter")
    with page.expect_download() as saved:
        page.locator("button[name=save]").click()
    path = tmp_path / "corrections.csv"
    saved.value.save_as(path)
    _, changed = apply(own, path)
    assert changed == 1
    values = zipingbiao.load(own).values
    row = values[(values["form_id"] == FORM) & (values["column"] == "total_score")].iloc[0]
    assert (row["value"], row["status"], row["text"]) == (93.3, "reviewed", "91.8")
    findings = zipingbiao.load(own).findings
    assert "score-sum" not in set(findings[findings["form_id"] == FORM]["rule"])


def test_keys_are_enough(page: Page, own: Path) -> None:
    page.goto((own / "report.html").as_uri() + "#review")
    expect(page.locator("input[name=value]")).to_be_focused()
    first = page.locator(".card h3").inner_text()
    page.keyboard.press("s")
    expect(page.locator(".reviewing span").first).to_contain_text("2 /")
    page.keyboard.press("b")
    expect(page.locator(".card h3")).to_have_text(first)
    page.keyboard.press("Enter")
    expect(page.locator("button[name=save]")).to_contain_text("(1)")


def test_an_alternative_is_chosen_by_its_number(page: Page, own: Path) -> None:
    page.goto((own / "report.html").as_uri() + "#review")
    for _ in range(100):
        if page.locator(".choice").count():
            break
        page.locator("button[name=skip]").click()
    else:
        pytest.skip("no fixture leaves a figure with other readings in doubt")
    page.locator("input[name=value]").press("Alt+1")
    if page.locator("button[name=save]").is_disabled():  # it was no plain number
        page.locator("input[name=value]").press("Enter")
    expect(page.locator("button[name=save]")).to_contain_text("(1)")
