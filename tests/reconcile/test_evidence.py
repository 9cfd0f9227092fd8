"""Figures weighed by the sums and by a second look: who is asked, what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

import forms
from forms import fund, judged, leaf, node, seen
from handmade import figure

from zipingbiao.reconcile.evidence import weigh
from zipingbiao.reconcile.forms import checked
from zipingbiao.schemas.family import family_of
from zipingbiao.schemas.figure import Figure, Place, Status
from zipingbiao.schemas.finding import Severity, Verdict
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Reading

GENERIC = family_of("generic")


@dataclass
class Page:
    """A page that is looked at again: what its cells say, by their place (`at`)."""

    cells: Mapping[int, tuple[Reading, ...]] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)

    def __call__(self, place: Place, label: bool) -> tuple[Reading, ...]:
        assert place.box is not None
        at = int(place.box.x0)
        self.asked.append(at)
        if label:
            self.labels.append(at)
        return self.cells.get(at, ())


def scored(total: Figure, *scores: Figure) -> Form:
    """A form of leaves with these scores, and their total."""
    return forms.form([replace(leaf(None, None), score=s) for s in scores], total_score=total)


def the(figure_: Figure | None) -> Figure:
    assert figure_ is not None
    return figure_


def first(form: Form) -> Figure:
    return the(form.indicators[0].score)


def unread(at: int = 0) -> Figure:
    return replace(seen("0", 0.0, at=at), text="?", value=None, status=Status.DOUBTFUL)


# Read as 7 + 20 = 21: one of them is wrong, and 7 may be 1.
SEVEN, TWENTY, TOTAL = seen("7", 0.7, ("1", 0.28), at=1), seen("20", at=2), seen("21", at=3)


def test_what_the_sums_leave_in_doubt_is_looked_at_again_and_nothing_else() -> None:
    page = Page()
    weighed = weigh(scored(TOTAL, SEVEN, TWENTY), GENERIC, page)
    assert page.asked == [1]
    assert first(weighed).status is Status.DOUBTFUL


def test_unsure_figures_of_a_sum_that_stays_broken_are_looked_at_again() -> None:
    page = Page()
    weigh(scored(TOTAL, seen("9", 0.97, at=1), seen("20", 0.98, at=2)), GENERIC, page)
    assert page.asked == [1, 2]


def test_what_the_sums_settle_is_not_looked_at() -> None:
    page = Page()
    weigh(scored(TOTAL, seen("1", 0.5, ("7", 0.4), at=1), TWENTY), GENERIC, page)
    assert page.asked == []


def test_neither_print_nor_what_has_no_place_is_looked_at() -> None:
    page = Page()
    weigh(scored(figure("21"), figure("7"), replace(SEVEN, places=())), GENERIC, page)
    weigh(scored(figure("21"), figure("7"), replace(SEVEN, places=(Place(1),))), GENERIC, page)
    assert page.asked == []


def test_a_second_look_is_told_that_words_stand_beside_the_figure() -> None:
    label = replace(seen("40", 0.6, ("过程(10分)", 0.3), at=5), text="过程(40分)")
    page = Page()
    weigh(replace(scored(TOTAL, SEVEN), total_weight=label), GENERIC, page)
    assert page.labels == [5]
    assert set(page.asked) == {1, 5}


def test_the_readings_of_a_second_look_win() -> None:
    page = Page({1: (Reading("1", 0.95), Reading("7", 0.03))})
    weighed = weigh(scored(TOTAL, SEVEN, TWENTY), GENERIC, page)
    one = first(weighed)
    assert (one.value, one.text, one.status) == (Decimal(1), "7", Status.REPAIRED)
    assert one.evidence == ("score-sum", "second-look")
    assert one.checks == 1


def test_a_second_look_that_is_sure_of_the_first_makes_a_slip_of_it() -> None:
    page = Page({1: (Reading("7", 0.9995),)})
    form = checked(judged(scored(TOTAL, SEVEN, TWENTY)), page)
    assert (first(form).value, first(form).status) == (Decimal(7), Status.STATED)
    assert _errors(form) == [("score-sum", Verdict.PUBLISHER)]


def test_readings_that_are_the_same_number_speak_for_it_together() -> None:
    page = Page({1: (Reading("7", 0.5), Reading("7.0", 0.4995))})
    weighed = weigh(scored(TOTAL, SEVEN, TWENTY), GENERIC, page)
    assert first(weighed).confidence == 0.9995


def test_an_amount_is_read_again_in_its_unit() -> None:
    # 12345 元 is 1.2345 万元; the page says 12845.
    amount = replace(seen("1.2345", 0.6, ("12845", 0.2), at=1), text="12345", unit="元")
    page = Page({1: (Reading("12845", 0.98), Reading("12345", 0.01))})
    money = replace(fund("central"), executed=amount)
    (weighed,) = weigh(forms.form(funds=[money]), GENERIC, page).funds
    assert the(weighed.executed).value == Decimal("1.2845")


def test_a_look_that_shows_nothing_changes_nothing() -> None:
    form = scored(TOTAL, SEVEN, TWENTY)
    assert weigh(form, GENERIC, Page()) == weigh(form, GENERIC)


def test_a_doubtful_figure_keeps_what_else_it_may_be_the_rival_first() -> None:
    weighed = weigh(scored(TOTAL, seen("7", 0.7, ("4", 0.01), ("1", 0.28)), TWENTY), GENERIC)
    one = first(weighed)
    assert (one.value, one.status, one.evidence) == (Decimal(1), Status.DOUBTFUL, ())
    assert [r.text for r in one.alternatives] == ["7", "4", "1"]


def test_a_sum_that_holds_confirms_its_figures() -> None:
    weighed = weigh(scored(TOTAL, seen("1", 0.5, ("7", 0.4), at=1), TWENTY), GENERIC)
    one = first(weighed)
    assert (one.value, one.status) == (Decimal(1), Status.STATED)
    assert one.evidence == ("score-sum", "joint-decoding")


def test_a_figure_that_nothing_confirms_is_in_doubt() -> None:
    weighed = weigh(scored(seen("30", 0.5, ("80", 0.4))), GENERIC)
    assert the(weighed.total_score).status is Status.DOUBTFUL


def test_an_unread_figure_that_a_sum_tells_is_derived() -> None:
    weighed = weigh(scored(seen("21.5", at=3), unread(1), TWENTY), GENERIC)
    one = first(weighed)
    assert (one.value, one.decimals, one.status) == (Decimal("1.5"), 1, Status.DERIVED)
    assert (one.evidence, one.confidence) == (("score-sum",), 0.0)


def test_what_no_reading_names_but_a_sum_tells_is_repaired() -> None:
    # Read as 34, but hardly: to be something else is 0.999 / 2 / 100, with a slip 34 is 0.00002.
    strange = seen("34", 0.001, at=1)
    one = first(weigh(scored(seen("21.5", at=3), strange, TWENTY), GENERIC))
    assert (one.value, one.text, one.status) == (Decimal("1.5"), "34", Status.REPAIRED)
    assert (one.evidence, one.confidence) == (("score-sum",), 0.0)


def test_two_figures_where_one_should_stand_stay_in_doubt() -> None:
    two = replace(seen("1", at=1), status=Status.DOUBTFUL, confidence=0.5)
    weighed = weigh(scored(TOTAL, two, TWENTY), GENERIC)
    assert first(weighed).status is Status.DOUBTFUL


def test_a_weight_that_stands_for_several_leaves_stays_one_figure() -> None:
    # 80 was read; 10 + 20 is 30.
    level = seen("80", 0.5, ("30", 0.49), at=9)
    leaves = [
        replace(leaf(None, None), weight=seen(w, at=n), level1_weight=level)
        for n, w in enumerate(("10", "20"))
    ]
    tree = (replace(node("产出", 1, (1, 2), None), weight=level),)
    weighed = weigh(forms.form(leaves, tree=tree), GENERIC)
    one, other = (x.level1_weight for x in weighed.indicators)
    assert one is other
    assert weighed.tree[0].weight is one
    assert (the(one).value, the(one).status) == (Decimal(30), Status.REPAIRED)


def test_print_in_a_column_that_was_inferred_is_in_doubt_until_a_sum_confirms_it() -> None:
    inferred = replace(figure("1"), confidence=0.5)
    weighed = weigh(scored(figure("21"), inferred, figure("20")), GENERIC)
    assert first(weighed).status is Status.STATED
    weighed = weigh(scored(figure("25"), inferred, figure("20")), GENERIC)
    assert (first(weighed).value, first(weighed).status) == (Decimal(1), Status.DOUBTFUL)


def test_a_likely_other_reading_that_mends_the_sum_accuses_nobody() -> None:
    form = checked(judged(scored(TOTAL, seen("7", 0.78, ("1", 0.2), at=1), TWENTY)))
    assert first(form).status is Status.DOUBTFUL
    assert _errors(form) == []


def test_a_reading_less_likely_than_a_slip_is_no_excuse() -> None:
    form = checked(judged(scored(TOTAL, seen("7", 0.97, ("1", 0.0005), at=1), TWENTY)))
    assert first(form).status is Status.STATED
    assert _errors(form) == [("score-sum", Verdict.PUBLISHER)]


def test_a_reading_that_mends_nothing_changes_nothing() -> None:
    form = checked(judged(scored(TOTAL, seen("7", 0.97, ("4", 0.02), at=1), TWENTY)))
    assert first(form).status is Status.STATED
    assert _errors(form) == [("score-sum", Verdict.PUBLISHER)]


def _errors(form: Form) -> list[tuple[str, Verdict]]:
    return [(f.rule, f.verdict) for f in form.findings if f.severity is Severity.ERROR]
