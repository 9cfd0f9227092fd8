"""Blank cells of recognised forms: overlooked, or blank."""

from __future__ import annotations

from dataclasses import replace

import forms
from forms import fund, leaf, seen
from handmade import figure

from zipingbiao.reconcile.blanks import with_doubted_blanks
from zipingbiao.schemas.figure import Figure, Place, Status
from zipingbiao.schemas.form import Form, Indicator
from zipingbiao.schemas.page import Box

ROW = Place(2, Box(0, 10, 100, 20))


def scored(*scores: Figure | None) -> list[Indicator]:
    return [replace(leaf(None, None), score=score, place=ROW) for score in scores]


def in_doubt(figure_: Figure | None) -> bool:
    return figure_ is not None and figure_.value is None and figure_.status is Status.DOUBTFUL


def blanks(form: Form) -> list[str]:
    """The keys of the figures that may have been overlooked."""
    return [key for key, found in with_doubted_blanks(form).figures() if in_doubt(found)]


def test_a_blank_score_among_recognised_ones_may_have_been_overlooked() -> None:
    form = with_doubted_blanks(forms.form(scored(seen("9"), seen("8"), None)))
    blank = form.indicators[2].score
    assert blank is not None
    assert in_doubt(blank)
    # It is found where its row is.
    assert (blank.text, blank.place) == ("", ROW)


def test_the_total_of_such_a_column_may_have_been_overlooked_too() -> None:
    assert blanks(forms.form(scored(seen("9"), seen("8")))) == ["forms/1/total_score"]
    assert blanks(forms.form(scored(seen("9"), seen("8")), score="17")) == []


def test_a_column_that_is_mostly_blank_is_blank() -> None:
    # Half is not most.
    assert blanks(forms.form(scored(seen("9"), None))) == []
    assert blanks(forms.form(scored(seen("9"), None, None))) == []


def test_print_overlooks_nothing() -> None:
    assert blanks(forms.form(scored(figure("9"), figure("8"), None))) == []


def test_print_in_inferred_columns_may_have_been_put_elsewhere() -> None:
    inferred = [replace(figure(text), confidence=0.5) for text in ("9", "8")]
    assert "indicators/3/score" in blanks(forms.form(scored(*inferred, None)))


def test_weights_are_doubted_by_their_own_column() -> None:
    leaves = [replace(x, weight=seen("10")) for x in scored(None, None)]
    form = forms.form([*leaves, leaf(None, None)])
    assert blanks(form) == ["forms/1/total_weight", "indicators/3/weight"]


def test_amounts_are_doubted_column_by_column() -> None:
    lines = [
        replace(fund(item), executed=seen("5"), initial_budget=budget)
        for item, budget in (("annual_total", seen("9")), ("central", None), ("local", None))
    ]
    form = forms.form(funds=[*lines, fund("other")])
    # Three of four lines say what was executed, one what was budgeted.
    assert blanks(form) == ["funds/4/executed"]
