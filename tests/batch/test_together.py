from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import handmade
from click.testing import CliRunner

import zipingbiao
from zipingbiao.batch.convert import convert_paths, outcomes_of
from zipingbiao.batch.order import order_of
from zipingbiao.batch.together import together
from zipingbiao.cli import main
from zipingbiao.reconcile.rules.selection import selection
from zipingbiao.schemas.form import FormStatus
from zipingbiao.schemas.outcome import FileStatus, Outcome

FIXTURE = Path(__file__).parents[2] / "fixtures" / "transfer-text.txt"


def twice(total: str = "93.49") -> tuple[Outcome, ...]:
    """The same form in two files, with its total in the second."""
    one, two = handmade.clean_form("one", "one.pdf"), handmade.clean_form("two", "two.pdf")
    return handmade.good(one), handmade.good(replace(two, total_score=handmade.figure(total)))


def rules(outcomes: tuple[Outcome, ...]) -> list[list[str]]:
    return [[finding.rule for finding in form.findings] for o in outcomes for form in o.forms]


def test_the_later_form_gets_the_finding_and_its_status() -> None:
    first, second = twice("77")
    done = together((first, second))
    assert rules(done) == [[], ["form-repeated"]]
    # The first total was put right: it accuses nobody.
    assert [o.forms[0].status for o in done] == [FormStatus.OK, FormStatus.OK]
    printed = replace(first.forms[0], total_score=handmade.figure("93.49"))
    done = together((handmade.good(printed), second))
    assert [o.forms[0].status for o in done] == [FormStatus.OK, FormStatus.FINDINGS]


def test_the_rules_that_are_not_wanted_stay_out() -> None:
    assert rules(together(twice(), chosen=selection(ignore=["DUP-02"]))) == [[], []]


def test_outcomes_without_forms_stay_as_they_are() -> None:
    outcomes = (handmade.failed(), Outcome("n.md", "", FileStatus.SKIPPED))
    assert together(outcomes) == outcomes


def test_ids_are_unique_before_forms_are_compared() -> None:
    one, two = twice()
    same = tuple(
        replace(o, forms=tuple(replace(f, form_id="same") for f in o.forms)) for o in (one, two)
    )
    done = together(same)
    assert [form.form_id for o in done for form in o.forms] == ["same", "same-2"]
    assert rules(done) == [[], ["form-repeated"]]


def test_a_batch_is_checked_before_it_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("plain-1.pdf", "plain-2.pdf"):
        (folder / name).touch()
    order = order_of(work=handmade.work)
    convert_paths([folder], tmp_path / "out", order)
    written = (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8-sig")
    assert "form-repeated" in written
    again = outcomes_of([folder], order_of(work=handmade.work, ignore=["form-repeated"]))
    assert rules(again) == [[], []]


def test_one_file_read_alone_is_checked_too(tmp_path: Path) -> None:
    import zipfile

    archive = tmp_path / "both.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.write(FIXTURE, "a.txt")
        zipped.write(FIXTURE, "b.txt")
    found = [finding.rule for form in zipingbiao.read(archive) for finding in form.findings]
    assert "form-repeated" in found
    printed = CliRunner().invoke(main, ["check", str(archive), "--select", "form-repeated"])
    assert "form-repeated" in printed.output
