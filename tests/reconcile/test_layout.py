from __future__ import annotations

from dataclasses import replace

import pytest
from grids import dump, grid, laid_out

from zipingbiao.reconcile.layout import find_layout
from zipingbiao.reconcile.view import View
from zipingbiao.schemas.page import Source

SCORED = "一级指标 | 三级指标 | 分值 | 得分"


def test_columns_are_told_by_their_words() -> None:
    _, layout = laid_out(
        grid(
            """
            项目名称 | 河道清淤 | < | < | <
            一级指标 | 三级指标 | 年度指标值 | 分值 | 自评得分
            产出指标 | 清淤长度 | ≥5公里 | 10 | 9
            ^ | 合格率 | ≥90% | 5 | 5
            总分 | < | < | 15 | 14
            """
        )
    )
    assert layout.heading == 1
    roles = [column.role for column in layout.columns]
    assert roles == ["level1", "level3", "target", "weight", "score"]
    assert layout.leaves == (2, 3)
    assert layout.total == 4


def test_a_heading_of_two_rows_names_columns_in_both() -> None:
    _, layout = laid_out(
        grid(
            """
            一级指标 | 二级指标 | 三级指标 | 评价 | < | 备注栏
            ^ | ^ | ^ | 分值 | 得分 | ^
            产出 | 数量 | 培训人次 | 10 | 9 |
            """
        )
    )
    columns = {column.role: column.first for column in layout.columns}
    assert (columns["weight"], columns["score"]) == (3, 4)
    assert layout.leaves == (2,)


def test_a_weight_beside_a_level_is_the_level_s() -> None:
    _, layout = laid_out(
        grid(
            """
            一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 得分
            履职 | 50 | 效能 | 50 | 产出情况 | 50 | 40
            """
        )
    )
    columns = {column.role: column.first for column in layout.columns}
    assert columns["level1_weight"] == 1
    assert columns["level2_weight"] == 3
    assert columns["weight"] == 5


def test_a_weight_between_two_levels_is_the_outer_ones() -> None:
    _, layout = laid_out(grid("一级指标 | 分值 | 三级指标 | 得分\n产出 | 50 | 培训人次 | 40"))
    assert layout.column("level1_weight")
    assert layout.column("weight") is None


@pytest.mark.parametrize("word", ["总分", "合计", "总 计", "自评总分"])
def test_a_row_of_totals_ends_the_leaves(word: str) -> None:
    _, layout = laid_out(dump(f"{SCORED}\na | 人次 | 5 | 5\n{word} | | 5 | 5\nb | 人次 | 9 | 9"))
    assert (layout.leaves, layout.total) == ((1,), 2)


def test_a_heading_repeated_by_a_dump_is_no_leaf() -> None:
    _, layout = laid_out(dump(f"{SCORED}\n产出 | 培训人次 | 5 | 5\n{SCORED}\n | 合格率 | 5 | 4"))
    assert layout.leaves == (1, 3)


def test_a_second_try_at_the_heading_is_noise_where_figures_should_be() -> None:
    _, layout = laid_out(dump(f"{SCORED}\n小口 | 日八卜 | 廿口 | 刁丨\n产出 | 培训人次 | 5 | 5"))
    assert layout.leaves == (2,)


HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值"
FIRST = "产出指标 | 数量指标 | 挂牌古树 | ≥23株 | 26株"


GHOST = "廿口—X | 乂小廿刁 | 口卜X | 冂刁乂八 | 廿乂—丨"


def test_gibberish_under_a_heading_is_noise_also_without_figures() -> None:
    _, layout = laid_out(dump(f"{HEAD}\n{GHOST}\n{FIRST}\n{HEAD}\n{GHOST}\n{FIRST}"))
    assert layout.leaves == (2, 5)


def test_gibberish_anywhere_else_is_kept_for_people_to_see() -> None:
    _, layout = laid_out(dump(f"{HEAD}\n{FIRST}\n{GHOST}"))
    assert layout.leaves == (1, 2)


@pytest.mark.parametrize(
    "row",
    [
        FIRST,
        "产出指标 | 质量指标 | 档案归档完整率 | 逐步提高 | 逐步提高",
        " | | 羁縻州籍册辑佚 | ≥23株 | 26株",
        "效益指标 | 生态效益指标 | 岸线环境改善程度 | 较好 | 好",
        "生产 | 数量 | 羁縻州籍册辑佚 | ≥23株 | 26株",
    ],
    ids=["measured", "qualitative", "rare-words-no-label", "short", "unknown-labels"],
)
def test_a_real_first_row_is_no_noise(row: str) -> None:
    _, layout = laid_out(dump(f"{HEAD}\n{row}\n{FIRST}"))
    assert layout.leaves == (1, 2)


def test_what_a_page_prints_is_never_noise() -> None:
    _, layout = laid_out(grid(f"{HEAD}\n{GHOST}\n{FIRST}"))
    assert layout.leaves == (1, 2)


def test_a_name_without_any_value_is_a_line_of_the_template() -> None:
    _, layout = laid_out(grid(f"{SCORED}\n产出 | 培训人次 | 5 | 5\n效益 | 指标1： | | "))
    assert layout.leaves == (1,)


def test_a_text_over_all_columns_is_no_leaf() -> None:
    _, layout = laid_out(
        grid(f"{SCORED}\n产出 | 培训人次 | 5 | 5\n说明:得分由系统计算 | < | < | 5")
    )
    assert layout.leaves == (1,)


def test_a_table_without_levels_has_no_layout() -> None:
    assert find_layout(View(grid("姓名 | 分值 | 得分 | 备注\n甲 | 5 | 5 | "))) is None


def test_a_heading_over_named_columns_names_none_itself() -> None:
    made = """
        三级指标 | 年度指标值 | < | < | 得分
        ^ | 指标性质 | 指标值 | 度量单位 | ^
        培训人次 | ≥ | 5 | 次 | 40
    """
    _, layout = laid_out(grid(made))
    assert [(column.role, column.first) for column in layout.columns] == [
        ("level3", 0),
        ("target_operator", 1),
        ("target", 2),
        ("target_unit", 3),
        ("score", 4),
    ]


def test_sums_of_the_levels_are_neither_leaves_nor_the_total() -> None:
    made = """
        一级指标 | 三级指标 | 分值 | 得分
        产出 | 培训人次 | 60 | 55
        合计 | < | 60 | 55
        效益 | 就业人数 | 40 | 40
        合计 | < | 40 | 40
        总分 | < | 100 | 95
    """
    _, layout = laid_out(grid(made))
    assert (layout.leaves, layout.total) == ((1, 3), 5)


def test_a_band_beside_the_row_of_totals_does_not_hide_it() -> None:
    made = "绩效指标 | 一级指标 | 三级指标 | 分值\n^ | 产出 | 培训人次 | 9\n^ | 总分 | < | 9"
    _, layout = laid_out(grid(made))
    assert layout.total == 2


def test_a_grid_without_totals_ends_where_the_grade_or_a_note_begins() -> None:
    head = "一级指标 | 二级指标 | 三级指标 | 分值\n产出 | 数量 | 培训人次 | 9"
    for closing in ("评价等级 | < | 优 | 9", "说明：无 | < | 见附表 | 9"):
        _, layout = laid_out(grid(f"{head}\n{closing}"))
        assert (layout.leaves, layout.end) == ((1,), 2)


def test_totals_right_below_the_heading_cost_no_leaf() -> None:
    _, layout = laid_out(grid(f"{SCORED}\n总分 | < | 9 | 8\n产出 | 培训人次 | 9 | 8"))
    assert (layout.total, layout.leaves) == (1, (2,))


def test_a_score_beside_a_level_is_the_level_s() -> None:
    _, layout = laid_out(
        grid(
            """
            一级指标 | 分值 | 得分 | 三级指标 | 分值 | 得分
            履职 | 50 | 40 | 产出情况 | 50 | 40
            """
        )
    )
    columns = {column.role: column.first for column in layout.columns}
    assert (columns["level1_score"], columns["score"]) == (2, 5)


def test_a_review_score_beside_the_own_is_not_the_score() -> None:
    made = "一级指标 | 三级指标 | 分值 | 复核得分 | 自评分\n甲 | 人次 | 9 | 7 | 8"
    _, layout = laid_out(grid(made))
    score = layout.column("score")
    assert score
    assert score.first == 4


def test_a_list_without_levels_is_a_grid_of_leaves() -> None:
    made = "指标名称 | 指标值 | 完成值 | 分值 | 得分\n人次 | 5 | 5 | 9 | 8\n场次 | 5 | 5 | 9 | 8"
    _, layout = laid_out(grid(made))
    assert (layout.levels, layout.leaves) == (("level3",), (1, 2))


def test_each_goal_has_a_heading_of_its_own() -> None:
    made = f"""
        年度绩效目标1（40分） | 清淤 | < | <
        {SCORED}
        产出 | 培训人次 | 20 | 20
        年度绩效目标2（40分） | 绿化 | < | <
        {SCORED}
        产出 | 种树株数 | 20 | 20
        总分 | < | 40 | 40
    """
    _, layout = laid_out(grid(made))
    assert (layout.leaves, layout.total) == ((2, 5), 6)


def test_rows_of_the_blank_template_are_no_indicators() -> None:
    _, layout = laid_out(
        grid(f"{SCORED}\n产出 | 指标1： | | \n^ | 指标2： | | \n^ | …… | | \n效益 | 就业 | 5 | 5")
    )
    assert layout.leaves == (4,)


def test_names_that_nobody_scored_yet_are_leaves_by_what_stands_beside_them() -> None:
    made = "一级指标 | 三级指标 | 评分标准 | 得分\n甲 | 人次 | 每差一次扣1分 | "
    _, layout = laid_out(grid(made))
    assert layout.leaves == (1,)


def test_a_heading_under_a_common_word_is_known_by_its_lower_row() -> None:
    made = """
        指标 | < | < | 目标值 | 完成值 | 评分 | <
        一级 | 二级 | 三级 | ^ | ^ | 分值 | 得分
        产出 | 数量 | 培训人次 | 5 | 5 | 9 | 9
    """
    _, layout = laid_out(grid(made))
    assert {"level1", "level2", "level3", "target", "actual", "weight", "score"} == {
        column.role for column in layout.columns
    }
    assert layout.leaves == (2,)


def test_who_filled_the_form_in_is_no_indicator() -> None:
    _, layout = laid_out(
        grid(f"{SCORED}\n产出 | 人次 | 5 | 5\n填表人：某人 | 电话：1 | 日期：1日 | ")
    )
    assert layout.leaves == (1,)


def test_a_band_that_a_dump_prints_beside_a_sum_does_not_hide_it() -> None:
    rows = f" | {SCORED}\n | 产出 | 人次 | 5 | 5\n绩效指标 | 小计 | | 5 | 5\n | 效益 | 就业 | 4 | 4"
    _, layout = laid_out(dump(f"{rows}\n | 总分 | | 9 | 9"))
    assert (layout.leaves, layout.total) == ((1, 3), 4)


def test_a_row_of_a_dump_without_a_name_is_what_the_figures_make_it() -> None:
    sums = f"{SCORED}\n产出 | | 9 | 8\n | 人次 | 5 | 4\n | 场次 | 4 | 4\n预算执行率 | | 9 | 9"
    _, layout = laid_out(dump(sums))
    assert (layout.sums, layout.leaves) == ((1,), (2, 3, 4))


@pytest.mark.parametrize(
    ("label", "figures", "total"),
    [
        ("8分", "12 | 11", 3),  # the sum of the rows above
        ("8分", "4 | 4", None),
        ("预算执行率", "12 | 11", None),  # read surely: a row of its own
        ("总体评分情况", "12 | 11", 3),  # no known word, but it sounds like one
        ("总体评价", "3 | 3", None),
    ],
)
def test_a_total_whose_label_could_not_be_read_is_told_by_its_sums(
    label: str, figures: str, total: int | None
) -> None:
    drawn = grid(
        "一级指标 | 三级指标 | 分值 | 得分\n产出 | 培训人次 | 5 | 4\n效益 | 满意度 | 7 | 7\n"
        f"{label} | < | {figures}",
        source=Source.OCR,
    )
    sure = 0.37 if label == "8分" else 0.99
    cells = tuple(replace(cell, confidence=sure if cell.row == 3 else 1.0) for cell in drawn.cells)
    _, layout = laid_out(replace(drawn, cells=cells))
    assert layout.total == total


def test_points_that_are_added_beside_the_indicators_are_rows_of_their_own() -> None:
    extra = (
        "一级指标 | 三级指标 | 分值 | 得分\n产出 | 培训人次 | 60 | 60\n效益 | 满意度 | 40 | 38\n"
    )
    extra += "加分项 | < | | 2\n减分项 | < | | -1\n合计 | < | 100 | 99"
    for source in (Source.TEXT_LAYER, Source.OCR):
        _, layout = laid_out(grid(extra, source=source))
        assert (layout.leaves, layout.sums, layout.total) == ((1, 2, 3, 4), (), 5)
