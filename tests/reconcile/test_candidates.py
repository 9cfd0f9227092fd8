"""What a figure may be: readings, confusions, something else, nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from forms import recognised, seen
from handmade import figure
from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.reconcile.candidates import Candidate, candidates, cost_of, is_label, number_in
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.page import Reading, Source


def values(found: tuple[Candidate, ...]) -> list[str]:
    return [f"{c.value:f}" for c in found if c.value is not None]


def probability(found: tuple[Candidate, ...], value: str) -> float:
    (one,) = (c for c in found if c.value == Decimal(value))
    return one.probability


def label(text: str, value: str, *others: tuple[str, float]) -> Figure:
    return replace(seen(value, 0.8, *others), text=text)


def test_a_figure_that_is_printed_as_text_is_what_it_is() -> None:
    (only,) = candidates(figure("93.49"))
    assert (only.value, only.decimals, only.probability) == (Decimal("93.49"), 2, 1.0)


def test_printed_but_perhaps_elsewhere_it_is_itself_or_something_else() -> None:
    own, rest = candidates(replace(figure("93.49"), confidence=0.6))
    assert own.value == Decimal("93.49")
    assert rest.value is None
    assert rest.probability == pytest.approx(0.4)


def test_each_number_is_there_once_most_probable_first() -> None:
    found = candidates(seen("93.4", 0.3, ("93.9", 0.5), ("93. 4", 0.1), ("93.40", 0.05)))
    assert values(found)[:2] == ["93.9", "93.4"]
    assert len(set(values(found))) == len(values(found))


def test_confusions_come_behind_all_that_was_read() -> None:
    # 7 is taken for 1 or 2; a first digit may be lost (17, 27).
    found = candidates(seen("7", 0.6, ("9", 0.3)))
    assert values(found) == ["7", "9", "1", "2", "17", "27"]
    assert found[-1].value is None
    assert not found[-1].absent


def test_no_confusion_that_the_recogniser_did_not_name_is_likelier_than_it_says() -> None:
    # 0.4 is left over; shared by the four it would be 0.05 each.
    found = candidates(seen("7", 0.6))
    assert probability(found, "1") == 0.001


def test_a_weight_in_a_label_is_read_within_its_words() -> None:
    forty = label("过程(40分)", "40", ("过程(10分)", 0.15), ("边程(40分)", 0.02))
    assert is_label(forty)
    assert not is_label(seen("40"))
    found = candidates(forty)
    assert values(found)[:2] == ["40", "10"]
    assert probability(found, "10") == pytest.approx(0.15)


def test_a_comma_before_the_last_digits_is_a_point() -> None:
    number = number_in(seen("0"), "19,20")
    assert number is not None
    assert (number.value, number.decimals) == (Decimal("19.20"), 2)
    thousands = number_in(seen("0"), "19,200")
    assert thousands is not None
    assert thousands.value == 19200


def test_a_percent_sign_that_fell_apart_is_one() -> None:
    number = number_in(seen("0"), "97.75%6")
    assert number is not None
    assert (number.value, number.unit) == (Decimal("97.75"), "%")


def test_digits_behind_a_rate_were_a_percent_sign() -> None:
    # 97.75% read as 97.7596 has 0.3, but beside 0.6, 0.2 for the rest and 0.001 for each of the
    # other confusions it gives way; without decimals 9796 is just another number.
    others = len(found := candidates(seen("97.7596", 0.6))) - 3
    whole = 0.3 + 0.6 + 0.2 + 0.001 * others
    assert probability(found, "97.75") == pytest.approx(0.3 / whole)
    assert "97" not in values(candidates(seen("9796", 0.6)))


def test_a_point_may_be_lost() -> None:
    found = candidates(seen("965", 0.9))
    assert probability(found, "96.5") == pytest.approx(0.01, abs=0.001)
    assert probability(found, "9.65") == pytest.approx(0.01, abs=0.001)


def test_a_zero_in_front_tells_where_the_point_was() -> None:
    found = candidates(replace(seen("5", 0.5), text="05"))
    assert probability(found, "0.5") == pytest.approx(0.01, abs=0.001)


def test_a_figure_is_mistaken_for_nothing_larger_than_can_be() -> None:
    assert "1965" in values(candidates(seen("965", 0.9)))
    assert "1965" not in values(candidates(seen("965", 0.9), most=Decimal(1000)))


def test_amounts_are_converted_with_their_decimals() -> None:
    # 12345.6 元 are 1.23456 万元.
    yuan = replace(seen("1.23456", 0.7, ("12845.6", 0.2)), text="12345.6", unit="元")
    other = next(c for c in candidates(yuan) if c.text == "12845.6")
    assert (other.value, other.decimals) == (Decimal("1.28456"), 5)


def test_an_unread_figure_is_something_else() -> None:
    (rest,) = candidates(replace(recognised("1", 0.0), text="?", value=None))
    assert rest == Candidate(None, 0, "", 1.0)


def test_a_mark_for_none_among_the_readings_is_a_figure_that_is_absent() -> None:
    found = candidates(seen("1", 0.6, ("/", 0.3)))
    absent = next(c for c in found if c.absent)
    assert absent.value is None
    assert absent.probability == pytest.approx(0.3)


def test_a_lone_stroke_where_none_need_be_printed_may_be_the_mark_for_none() -> None:
    # Also where the recogniser is sure: / looks like 1.
    assert any(c.absent for c in candidates(seen("1", 0.99), optional=True))
    assert not any(c.absent for c in candidates(seen("1", 0.99)))


def test_an_unlikely_mark_where_none_need_be_printed_may_be_none() -> None:
    dirt = seen("1", 0.2)
    assert not any(c.absent for c in candidates(dirt))
    assert any(c.absent for c in candidates(dirt, optional=True))
    # Neither what is likely nor what is long is dirt.
    assert not any(c.absent for c in candidates(seen("3", 0.6), optional=True))
    assert not any(c.absent for c in candidates(seen("100", 0.2), optional=True))


texts = st.from_regex(r"[0-9]{1,7}(\.[0-9]{1,4})?|/|—|x", fullmatch=True)
chance = st.floats(0.0, 1.0)


@given(
    st.decimals(0, 10**6, places=3),
    chance,
    st.lists(st.tuples(texts, chance), max_size=5),
    st.data(),
)
def test_probabilities_are_those_of_things_of_which_one_is_right(
    value: Decimal, sure: float, others: list[tuple[str, float]], data: st.DataObject
) -> None:
    readings = tuple(Reading(text, p) for text, p in others)
    made = replace(seen(str(value), sure), alternatives=readings)
    if data.draw(st.booleans()):
        made = replace(made, value=None)
    if data.draw(st.booleans()):
        made = replace(made, source=Source.TEXT_LAYER)
    found = candidates(made, optional=data.draw(st.booleans()))
    assert sum(c.probability for c in found) <= 1 + 1e-9
    assert all(c.probability >= 0 for c in found)
    known = [c.value for c in found if c.value is not None]
    assert len(known) == len(set(known))


def test_a_cost_grows_as_a_probability_falls() -> None:
    assert cost_of(1.0) == 0
    # ln 1000 is 6.908.
    assert cost_of(0.001) == 6908
    assert cost_of(0.0) == cost_of(1e-9)
