from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.normalize.targets import Kind, Target, comparable, parse_target
from zipingbiao.schemas.rulewords import rule_words

MOST = Decimal("999999999")
numbers = st.integers(0, 4).flatmap(lambda count: st.decimals(0, MOST, places=count))
operators = st.sampled_from(
    [(sign, word) for sign, words in rule_words().operators.items() for word in words]
)
suffixes = st.sampled_from(
    [(sign, word) for sign, words in rule_words().suffixes.items() for word in words]
)
units = st.sampled_from(
    [
        "",
        *(
            unit
            for measure in ("percent", "money", "count")
            for unit in rule_words().units[measure]
        ),
    ]
)


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"),
    [
        ("≥95%", "≥", "95", "%"),
        ("＞＝95％", "≥", "95", "%"),
        ("﹦100", "=", "100", ""),
        ("≧ 6 次", "≥", "6", "次"),
        ("98%以上", "≥", "98", "%"),
        ("达到98%以上", "≥", "98", "%"),
        ("不低于1,200人次", "≥", "1200", "人次"),
        ("控制在30万元以内", "≤", "30", "万元"),
        ("30日内", "≤", "30", "日"),
        ("不超过 19. 5 万元", "≤", "19.5", "万元"),
        ("小于5起", "<", "5", "起"),
        ("超过5起", ">", "5", "起"),
        ("已完成12场", "", "12", "场"),
        ("100百分比", "", "100", "%"),
        ("≥100%%", "≥", "100", "%"),
        ("≥1000平方米平方米", "≥", "1000", "平方米"),
        ("500㎡", "", "500", "m2"),
        ("百分之九十五", "", "95", "%"),
        ("9成", "", "90", "%"),
        ("-3.5", "", "-3.5", ""),
    ],
)
def test_a_quantity_is_read_whole(text: str, operator: str, value: str, unit: str) -> None:
    found = parse_target(text)
    assert (found.kind, found.operator, found.unit) == (Kind.QUANTITY, operator, unit)
    assert found.value == Decimal(value)


@pytest.mark.parametrize("text", ["90%-95%", "90～95%", "90%至95%"])
def test_a_range_has_two_ends(text: str) -> None:
    found = parse_target(text)
    assert (found.value, found.upper, found.unit) == (Decimal(90), Decimal(95), "%")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Kind.BLANK),
        ("/", Kind.BLANK),
        ("不适用", Kind.BLANK),
        ("显著提升", Kind.WORDS),
        ("达成年度指标", Kind.WORDS),
        ("定性优良中低差", Kind.WORDS),
        ("2022年12月底前", Kind.DATE),
        ("12月31日前", Kind.DATE),
        ("2022-12-31", Kind.DATE),
        ("第四季度", Kind.DATE),
        ("5次，100人", Kind.UNCLEAR),
        ("约30个", Kind.UNCLEAR),
        ("30个左右", Kind.UNCLEAR),
        ("≥90%以下", Kind.UNCLEAR),
        ("10 20", Kind.UNCLEAR),
        ("≥30%且≤50%", Kind.UNCLEAR),
        ("GB2312达标", Kind.UNCLEAR),
        ("95%-90%", Kind.UNCLEAR),
    ],
)
def test_what_is_no_single_quantity_says_what_it_is(text: str, kind: Kind) -> None:
    found = parse_target(text)
    assert (found.kind, found.value) == (kind, None)


def test_a_date_keeps_its_year() -> None:
    assert parse_target("2021年12月底前").year == 2021
    assert parse_target("12月底前").year is None


@given(operators, numbers, units)
def test_a_sign_before_a_number_comes_back(
    operator: tuple[str, str], value: Decimal, unit: str
) -> None:
    found = parse_target(f"{operator[1]}{value:,f}{unit}")
    assert (found.kind, found.operator, found.value) == (Kind.QUANTITY, operator[0], value)


@given(suffixes, numbers, units)
def test_a_word_behind_a_number_comes_back(
    suffix: tuple[str, str], value: Decimal, unit: str
) -> None:
    found = parse_target(f"{value:f}{unit}{suffix[1]}")
    assert (found.kind, found.operator, found.value) == (Kind.QUANTITY, suffix[0], value)


@given(st.text(max_size=20))
def test_any_text_is_something(text: str) -> None:
    found = parse_target(text)
    assert (found.value is None) == (found.kind is not Kind.QUANTITY)


@pytest.mark.parametrize(
    ("target", "result", "pair"),
    [
        ("≥95%", "98%", ("95", "98")),
        ("≥95%", "98", ("95", "98")),
        ("≥100%", "1", None),
        ("≥90%", "250", None),
        ("≥500", "100%", None),
        ("=100", "100%", None),
        ("≤7.5万元", "72890元", ("7.5", "7.289")),
        ("≤7.5万元", "7.2", None),
        ("≥5场", "5次", None),
        ("≥5场", "100%", None),
        ("3-5个", "4个", None),
        ("显著", "5", None),
    ],
)
def test_numbers_are_compared_in_one_unit(
    target: str, result: str, pair: tuple[str, str] | None
) -> None:
    found = comparable(parse_target(target), parse_target(result))
    assert found == (pair and tuple(map(Decimal, pair)))


def test_a_unit_nobody_lists_measures_nothing_known() -> None:
    assert Target(Kind.QUANTITY, unit="盏").measure == ""
    assert parse_target("5天").measure == "time"
