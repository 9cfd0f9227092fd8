from __future__ import annotations

from dataclasses import replace

from forms import form, fund, leaf, node, recognised

from zipingbiao.reconcile.confirm import confirmed, map_figures, settle
from zipingbiao.schemas.family import family_of
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.form import Form, Indicator

GENERIC = family_of("generic")


def unsure(weight: str, score: str, confidence: float = 0.5) -> Indicator:
    """A leaf whose score the recogniser was not sure of."""
    return replace(leaf(weight, None), score=recognised(score, confidence))


def doubtful(made: Form) -> set[str]:
    figures = settle(made, GENERIC).figures()
    return {key for key, figure in figures if figure.status is Status.DOUBTFUL}


def test_a_sum_that_holds_exactly_confirms_all_its_terms() -> None:
    made = form([leaf("40", "38"), leaf("60", "55")], weight="100", score="93")
    assert confirmed(made, GENERIC) >= {
        "forms/1/total_score",
        "indicators/1/score",
        "indicators/2/score",
        "forms/1/total_weight",
        "indicators/2/weight",
    }


def test_a_sum_that_holds_only_nearly_confirms_nothing() -> None:
    made = form([leaf("40", "38"), leaf("60", "55")], score="93.1")
    assert confirmed(made, GENERIC) == frozenset()


def test_the_execution_may_be_one_of_the_terms() -> None:
    execution = fund("annual_total", weight="10", score="9")
    made = form([leaf("40", "38"), leaf("50", "45")], [execution], score="92")
    assert "funds/1/score" in confirmed(made, GENERIC)


def test_levels_and_budgets_confirm_too() -> None:
    lines = [fund("annual_total", executed="30"), fund("carry_over", executed="10")]
    lines.append(fund("other", executed="20"))
    tree = (node("产出", 1, [1, 2], "70"),)
    level = form([leaf("40", None), leaf("30", None)], lines, tree=tree)
    first = replace(level.indicators[0], level1_weight=tree[0].weight)
    made = replace(level, indicators=(first, level.indicators[1]))
    keys = confirmed(made, GENERIC)
    assert {"indicators/1/level1_weight", "indicators/2/weight"} <= keys
    assert {"funds/1/executed", "funds/3/executed"} <= keys


def test_one_part_alone_is_no_second_statement() -> None:
    assert confirmed(form([leaf("40", "38")], score="38"), GENERIC) == frozenset()


def test_an_unsure_figure_stays_in_doubt_until_a_sum_confirms_it() -> None:
    leaves = [unsure("40", "38"), leaf("60", "55")]
    assert doubtful(form(leaves, score="93")) == set()
    assert "indicators/1/score" in doubtful(form(leaves, score="95"))
    assert "indicators/1/score" in doubtful(form(leaves))


def test_a_sure_reading_and_a_printed_one_need_no_confirmation() -> None:
    # Both stand against a total that does not hold.
    made = form([unsure("40", "38", 0.99), leaf("60", "55")], score="95")
    assert "indicators/1/score" not in doubtful(made)
    assert "indicators/2/score" not in doubtful(made)


def test_a_score_that_a_recogniser_found_in_nearly_every_row_is_doubted_where_it_is_blank() -> None:
    rows = [unsure("40", "38", 0.99), unsure("30", "29", 0.99), leaf("30", None)]
    assert "indicators/3/score" in doubtful(form(rows))
    printed = [leaf("40", "38"), leaf("30", "29"), leaf("30", None)]
    assert doubtful(form(printed)) == set()


def test_every_figure_is_put_through_a_change_with_its_key() -> None:
    made = form([leaf("40", "38")], [fund("other", executed="20")], weight="100")
    keys: list[str] = []

    def change(key: str, figure: Figure) -> Figure:
        keys.append(key)
        return figure.marked(Status.DOUBTFUL)

    changed = map_figures(made, change)
    assert set(keys) == {key for key, _ in made.figures()}
    assert {figure.status for _, figure in changed.figures()} == {Status.DOUBTFUL}
