"""SCO-04, COE-01, NUM-01, LOG-17: what must hold of scores."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zipingbiao.reconcile.check import COMPUTED_DECIMALS, Interval, Result, compare_computed
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import Keyed, Message, Rule, value_of, verdict_on
from zipingbiao.reconcile.rules.lines import (
    budget_of,
    fund_figure,
    leaf_figure,
    main_line,
    outside,
    sum_known,
)
from zipingbiao.schemas.figure import PRINTED, Figure
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Form, Indicator

HUNDRED = Decimal(100)
_CENT = Decimal("0.01")
# From this gap on, in percent of the indicators' share, finance systems raise an alert.
GAP = Decimal(5)


def _total_cap(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    form = read.form
    total, limit = value_of(form.total_score), _limit(form)
    if total is None or 0 <= total <= limit:
        return
    if any(_is_above(leaf) for leaf in form.indicators):
        return  # score-cap says where the points come from
    message = rule.says(total=total, limit=limit)
    stated: Keyed = ("forms/1/total_score", form.total_score)
    parts: list[Keyed] = [("forms/1/total_weight", form.total_weight)]
    yield rule.contradicts("total_score", message, stated, parts, limit)


def _is_above(leaf: Indicator) -> bool:
    score, weight = value_of(leaf.score), value_of(leaf.weight)
    return score is not None and weight is not None and score > weight


def _limit(form: Form) -> Decimal:
    """The most that any reading of the weights allows: those of the grid may be printed without
    the execution's."""
    outer = outside(form, "weight")
    grid = sum_known(leaf.weight for leaf in form.indicators)
    stated = value_of(form.total_weight)
    if stated is not None:
        return max(stated, stated + outer if stated < HUNDRED else stated)
    return max(HUNDRED, grid + outer if grid is not None else HUNDRED)


TOTAL_CAP = Rule(
    slug="total-cap",
    ids=("SCO-04",),
    severity=Severity.ERROR,
    formula="0 ≤ total score ≤ total weight, else 100; unless score-cap says why",
    title="总分不得超过总分值",
    title_en="The total score is at most the total weight",
    source="notes of the forms (总分100分)",
    message=Message(
        "总分 {total} 不在 0 至 {limit} 之间，请核对。",
        "The total score {total} is not between 0 and {limit}.",
    ),
    example="总分 | 100 | 101.5",
    finds=_total_cap,
)


def _coefficient_score(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    for leaf in read.form.indicators:
        score, weight, share = map(value_of, (leaf.score, leaf.weight, leaf.coefficient))
        if score is None or weight is None or share is None or score > weight:
            continue  # score-cap speaks of the last
        assert leaf.score is not None
        assert leaf.coefficient is not None
        found = [_by(leaf.score, leaf.coefficient, weight, part) for part in _parts(share, leaf)]
        if any(result is not Result.FAIL for result, _ in found):
            continue
        if verdict_on([leaf.coefficient]) is not Verdict.PUBLISHER:
            continue  # nothing else tells whether it was read rightly
        exact = found[0][1].quantize(_CENT)
        message = rule.says(
            name=leaf.level3, score=score, weight=weight, share=share, computed=exact
        )
        parts = [leaf_figure(leaf, "weight")]
        yield rule.contradicts(leaf.level3, message, leaf_figure(leaf, "score"), parts, exact)


def _parts(share: Decimal, leaf: Indicator) -> list[Decimal]:
    """What a coefficient makes of a point: 95 and 95% are 0.95; a bare 1 may be all of it."""
    figure = leaf.coefficient
    printed = figure is not None and figure.unit == "%"
    return [Decimal(1) / HUNDRED] if printed or share > 1 else [Decimal(1), Decimal(1) / HUNDRED]


def _by(
    score: Figure, coefficient: Figure, weight: Decimal, part: Decimal
) -> tuple[Result, Decimal]:
    assert coefficient.value is not None
    factor = Interval.exactly(weight * part)
    exact = coefficient.value * weight * part
    return compare_computed(score, Interval.of(coefficient) * factor, exact), exact


COEFFICIENT_SCORE = Rule(
    slug="coefficient-score",
    ids=("COE-01",),
    severity=Severity.ERROR,
    formula="score = weight × 得分系数",
    title="得分等于分值乘以得分系数",
    title_en="A score is weight times coefficient",
    source="columns of the flat forms: 得分系数(%), 指标权重, 指标得分",
    message=Message(
        "“{name}”得分为 {score}，按分值 {weight}×得分系数 {share} 应为 {computed}，请核对。",
        "The stated score is {score}, weight {weight} × coefficient {share} is {computed}.",
    ),
    example="得分系数 80 | 指标权重 10 | 指标得分 9",
    finds=_coefficient_score,
)


def _many_decimals(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    keys = {"score": "得分", "weight": "分值"}
    figures: list[tuple[Keyed, str, str]] = [
        (leaf_figure(leaf, column), leaf.level3, word)
        for leaf in read.form.indicators
        for column, word in keys.items()
    ]
    figures.append((("forms/1/total_score", read.form.total_score), "total_score", "总分"))
    for keyed, subject, word in figures:
        figure = keyed[1]
        if value_of(figure) is None or figure is None or figure.status not in PRINTED:
            continue
        if figure.decimals > COMPUTED_DECIMALS:
            message = rule.says(name=subject, word=word, value=figure, decimals=figure.decimals)
            yield rule.contradicts(subject, message, keyed)


MANY_DECIMALS = Rule(
    slug="many-decimals",
    ids=("NUM-01",),
    severity=Severity.INFO,
    formula="a score or weight has at most two decimals",
    title="得分、分值一般不超过两位小数",
    title_en="Scores and weights have at most two decimals",
    source="finance systems print two; more come from the storage of floating numbers",
    message=Message(
        "“{name}”的{word} {value} 有 {decimals} 位小数，可能是计算机存储误差。",
        "{value} has {decimals} decimals; it may be how a computer stored it.",
    ),
    example="得分 9.0900000762939453",
    finds=_many_decimals,
)


def _score_execution_gap(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    form, fund = read.form, main_line(read.form)
    if fund is None or value_of(budget_of(fund)[1]) == 0:
        return
    scores = sum_known(leaf.score for leaf in form.indicators)
    weights = sum_known(leaf.weight for leaf in form.indicators)
    own, most = value_of(fund.score), value_of(fund.weight)
    if not scores or not weights or own is None or not most or scores <= 0 or weights <= 0:
        return
    share, rate = scores / weights, own / most
    if (share - rate) / share * HUNDRED <= GAP:
        return
    message = rule.says(
        share=(share * HUNDRED).quantize(_CENT), rate=(rate * HUNDRED).quantize(_CENT)
    )
    parts = [fund_figure(fund, "weight")]
    yield rule.contradicts(fund.item, message, fund_figure(fund, "score"), parts)


SCORE_EXECUTION_GAP = Rule(
    slug="score-execution-gap",
    ids=("LOG-17",),
    severity=Severity.INFO,
    formula="(Σs/Σw − s_exec/w_exec) ÷ (Σs/Σw) ≤ 5 %",
    title="指标得分率与预算执行得分率相差不大",
    title_en="Indicators score hardly better than the execution",
    source="alerts of finance systems",
    message=Message(
        "指标得分率 {share}% 明显高于预算执行得分率 {rate}%，可关注。",
        "The indicators reach {share}% of their weights, the execution {rate}%.",
    ),
    example="indicators 90 of 90, execution 7 of 10",
    finds=_score_execution_gap,
)
