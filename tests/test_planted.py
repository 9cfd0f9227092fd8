"""The count of planted mistakes, on forms that are read in memory."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.drawn import tables_of
from benchmarks.planted import FILE, Planted, counted, planted
from generator.mistakes import MISTAKES
from zipingbiao.reconcile.forms import read_forms
from zipingbiao.reconcile.rules import FIXED
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.form import Form


def read(one: Planted) -> list[Form]:
    return read_forms(tables_of(one.sheet), FILE, "form")


def first(kind: str) -> Planted:
    return next(one for one in planted(len(MISTAKES), 1) if one.kind == kind)


def with_total(form: Form, **changes: object) -> Form:
    """The form with another total score, and no finding about it."""
    assert form.total_score is not None
    total: Figure = replace(form.total_score, **changes)  # type: ignore[arg-type]
    findings = tuple(found for found in form.findings if found.rule != "score-sum")
    return replace(form, total_score=total, findings=findings)


def test_every_kind_of_mistake_is_planted_in_turn() -> None:
    made = list(planted(2 * len(MISTAKES), 1))
    assert [one.kind for one in made] == [*MISTAKES, *MISTAKES]
    assert [[rule for rule, _ in one.form.findings] for one in made] == [[o.kind] for o in made]
    assert {rule.slug for rule in FIXED} == set(MISTAKES)
    assert [one.name for one in made] == [one.name for one in planted(len(made), 1)]


def test_a_mistake_that_is_told_is_found() -> None:
    for one in planted(len(MISTAKES), 1):
        forms = read(one)
        tally = counted(one, forms, forms)
        assert +tally == {"planted": 1, "found": 1}, one.name


def test_what_is_not_told_is_missed_and_a_mended_figure_is_repaired_away() -> None:
    one = first("score-sum")
    printed = read(one)
    (form,) = printed
    mended = with_total(form, value=Decimal(1), status=Status.REPAIRED)
    assert +counted(one, printed, [mended]) == {"planted": 1, "missed": 1, "repaired away": 1}
    silent = with_total(form, value=Decimal(1))
    assert counted(one, printed, [silent])["silent"] == 1


def test_what_is_left_open_is_in_doubt() -> None:
    one = first("score-sum")
    printed = read(one)
    doubted = with_total(printed[0], value=Decimal(1), status=Status.DOUBTFUL)
    assert +counted(one, printed, [doubted]) == {"planted": 1, "in doubt": 1}


def test_who_is_accused_without_cause_is_counted() -> None:
    one = first("grade")
    printed = read(one)
    accusing = read(first("score-sum"))[0]
    more = [found for found in accusing.findings if found.rule == "score-sum"]
    form = replace(printed[0], findings=(*printed[0].findings, *more))
    assert counted(one, printed, [form])["falsely accused"] == 1


def test_a_form_that_is_not_read_is_missed() -> None:
    one = first("score-sum")
    tally = counted(one, read(one), [])
    assert (tally["found"], tally["missed"]) == (0, 1)
    assert tally["silent"] > 0
