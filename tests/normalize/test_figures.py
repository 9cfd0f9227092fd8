from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.normalize.figures import (
    amount_factor,
    amount_unit,
    is_null,
    parse_number,
    readings_of_comma,
)

FULL_WIDTH = str.maketrans("0123456789.,-%", "０１２３４５６７８９．，－％")
MOST = Decimal("999999999999")
places = st.integers(0, 6)
amounts = places.flatmap(lambda count: st.decimals(-MOST, MOST, places=count))
positive = places.flatmap(lambda count: st.decimals(0, MOST, places=count))


def decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def is_read(text: str, value: Decimal) -> bool:
    number = parse_number(text)
    return number is not None and (number.value, number.decimals) == (value, decimals(value))


@given(amounts)
def test_a_figure_comes_back_plain_and_with_thousands(value: Decimal) -> None:
    assert is_read(f"{value:f}", value)
    assert is_read(f"{value:,f}", value)


@given(amounts, st.booleans())
def test_a_figure_comes_back_from_full_width(value: Decimal, grouped: bool) -> None:
    assert is_read(f"{value:{',' if grouped else ''}f}".translate(FULL_WIDTH), value)


@given(amounts, st.sampled_from(["{}. {}", "{} .{}", "{} . {}"]))
def test_a_space_at_the_point_is_no_gap(value: Decimal, pattern: str) -> None:
    whole, point, rest = f"{value:,f}".partition(".")
    if point:
        assert is_read(pattern.format(whole, rest), value)


@given(positive, st.data())
def test_a_line_wrap_is_no_gap(value: Decimal, data: st.DataObject) -> None:
    text = f"{value:,f}"
    at = data.draw(st.integers(0, len(text)))
    assert is_read(f"{text[:at]}\n{text[at:]}", value)


@given(
    positive.filter(bool), st.sampled_from(["({})", "（{}）", "△{}", "▲{}", "-{}", "－{}", "−{}"])
)
def test_every_sign_of_a_loss_is_a_minus(value: Decimal, pattern: str) -> None:
    assert is_read(pattern.format(f"{value:,f}"), -value)


@given(positive, st.sampled_from(["万元", "亿元", "元", "分", "%", "％", "‰", "百分比"]))
def test_a_unit_is_kept_apart(value: Decimal, unit: str) -> None:
    number = parse_number(f"{value:f}{unit}")
    assert number is not None
    assert number.value == value
    assert number.unit == {"％": "%", "百分比": "%"}.get(unit, unit)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_figures_in_one_cell_are_never_one(one: int, other: int) -> None:
    assert parse_number(f"{one} {other}") is None


@pytest.mark.parametrize(
    "text",
    [
        "10 90",
        "1.2.3",
        "12,34",
        "1,2345",
        "3-5",
        "90%-95%",
        "≥90%",
        "2022年12月",
        "约5",
        "10.",
        ".5",
        "元",
        "5%%",
    ],
)
def test_what_could_be_two_things_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["", " \n", "/", "—", "－", "-", "——", "*", "无", "不适用", "N/A"])
def test_a_mark_for_nothing_is_no_zero(text: str) -> None:
    assert is_null(text)
    assert parse_number(text) is None


def test_a_zero_is_something() -> None:
    assert not is_null("0")
    assert is_read("0.00", Decimal("0.00"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("九十五", "95"),
        ("二十", "20"),
        ("壹佰贰拾叁", "123"),
        ("三万五千", "35000"),
        ("五点五", "5.5"),
    ],
)
def test_chinese_numerals_are_numbers(text: str, value: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert number.value == Decimal(value)


def test_a_comma_that_groups_no_thousands_has_two_readings() -> None:
    assert [n.value for n in readings_of_comma("19,20")] == [Decimal("19.20"), Decimal(1920)]
    assert readings_of_comma("1,920") == ()
    assert readings_of_comma("19.20") == ()


@pytest.mark.parametrize(
    ("printed", "unit", "factor"),
    [
        ("总预算（万元）", "万元", 1),
        ("单位：元", "元", Decimal("0.0001")),
        ("年初预算数(亿元)", "亿元", 10000),
        ("年初预算数", "", 1),
    ],
)
def test_amounts_are_turned_into_wan_yuan(printed: str, unit: str, factor: Decimal) -> None:
    assert amount_unit(printed) == unit
    assert amount_factor(unit) == factor


def test_a_unit_is_found_in_a_line_of_the_page() -> None:
    assert amount_unit("填报单位：某局    金额单位：人民币元") == "元"
    assert amount_unit("单位：千元") == "千元"
    assert amount_unit("单位：元素分析所") == ""
    assert amount_factor("千元") == Decimal("0.1")


@given(
    st.text(max_size=60)
    | st.text(st.sampled_from("0123456789.,-%(）万亿零三十点 \n"), max_size=200)
)
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = parse_number(text)
    assert number is None or number.value.is_finite()


@pytest.mark.parametrize(
    "text", ["9" * 101, "9" * 2_000_000, "百万" * 1000, "1," + "000," * 40 + "000"]
)
def test_more_digits_than_any_form_prints_are_no_number(text: str) -> None:
    """Two million of them were an overflow, and took a second."""
    assert parse_number(text) is None
