from __future__ import annotations

import pytest

from zipingbiao.normalize.text import (
    compact,
    fold,
    has_han,
    indicator_name,
    label,
    label_weight,
    level_name,
    level_weight,
    simplified,
    unwrapped,
)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("一 级\n指标", "一级指标"),
        ("（万元）", "(万元)"),
        ("９８．５％", "98.5%"),
        ("績效自評表", "绩效自评表"),
        ("“三公”经费", '"三公"经费'),
        ("﹥﹤", "><"),
    ],
)
def test_folding_makes_prints_of_one_word_equal(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        ("其中：当年财政拨款", "当年财政拨款"),
        ("年度资金总额：", "年度资金总额"),
        ("总预算（万元）", "总预算"),
        ("全年预算数（A）", "全年预算数"),
    ],
)
def test_a_label_is_its_word_alone(printed: str, word: str) -> None:
    assert label(printed) == word


@pytest.mark.parametrize(
    ("printed", "name", "weight"),
    [
        ("指标1：培训人次", "培训人次", ""),
        ("1.培训人次", "培训人次", ""),
        ("①培训\n人次", "培训人次", ""),
        ("产出指标（50分）", "产出指标", "50"),
        ("产出指标(12．5 分)", "产出指标", "12.5"),
        ("预算管理((7分)", "预算管理", "7"),
        ("5G基站数量", "5G基站数量", ""),
        ("3.5千伏线路改造", "3.5千伏线路改造", ""),
        ("完成率（%）", "完成率（%）", ""),
        ("数量指标【35分1", "数量指标", "35"),
    ],
)
def test_a_name_is_without_number_and_weight(printed: str, name: str, weight: str) -> None:
    assert indicator_name(printed) == name
    assert label_weight(printed) == weight


def test_a_line_break_is_nothing_between_characters() -> None:
    assert unwrapped("采购意向公\n开 情况") == "采购意向公开 情况"
    assert unwrapped("ISO\n9001") == "ISO9001"


def test_printed_form_and_script_are_kept_apart() -> None:
    assert compact("部门 整体\n支出") == "部门整体支出"
    assert simplified("ABC 12") == "ABC 12"
    assert has_han("A指标")
    assert not has_han("が A1—")


@pytest.mark.parametrize(
    ("printed", "name", "weight"),
    [
        ("产出指标50分", "产出指标", "50"),
        ("产出指标【50分】", "产出指标", "50"),
        ("产出指标（50分）", "产出指标", "50"),
        ("产出指标", "产出指标", ""),
    ],
)
def test_a_level_may_print_its_weight_bare(printed: str, name: str, weight: str) -> None:
    assert (level_name(printed), level_weight(printed)) == (name, weight)
    assert label_weight("考核得分80分") == ""


def test_a_running_number_is_no_part_of_a_label() -> None:
    assert label("其中：1.当年财政拨款") == label("一、当年财政拨款") == "当年财政拨款"
    assert label("2.5倍") == "2.5倍"
