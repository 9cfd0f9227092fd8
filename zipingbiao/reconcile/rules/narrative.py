"""SCO-05, YR-01, NAR-01, NAR-02, DUP-01: what the form says in words, beside its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from zipingbiao.normalize.figures import amount_factor, parse_number
from zipingbiao.normalize.targets import Kind, parse_target
from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.check import half_unit
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import Keyed, Message, Rule, value_of
from zipingbiao.reconcile.rules.lines import budget_of, fund_figure, main_line
from zipingbiao.reconcile.rules.money import AMOUNTS
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.rulewords import rule_words

_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_WHOLE = re.compile(
    r"(?<!\d)(\d+(?:\.\d+)?)(亿元|万元|元|人次|[个人次家户件项场])[,，]?其中[:：]?([^。;；]*)"
)


def _total_repeated(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    form, total = read.form, read.form.total_score
    value = value_of(total)
    if total is None or value is None:
        return
    for name, text in _texts(form):
        for match in _own_score().finditer(text):
            said = Decimal(match["score"])
            half = max(half_unit(total.decimals), half_unit(_decimals(match["score"])))
            if abs(said - value) > half:
                message = rule.says(words=match["words"], said=said, total=value)
                figures: list[Keyed] = [("forms/1/total_score", total)]
                yield rule.notes(name, message, form.text_source, figures, total.place, stated=said)


@cache
def _own_score() -> re.Pattern[str]:
    words = "|".join(rule_words().own_score)
    return re.compile(rf"(?P<words>{words})(?:结果)?[为是:达]?(?P<score>\d{{1,3}}(?:\.\d+)?)分")


def _decimals(digits: str) -> int:
    return len(digits.partition(".")[2])


def _texts(form: Form) -> Iterator[tuple[str, str]]:
    """The form's title and header texts (目标、完成情况), folded."""
    yield "title", fold(form.title)
    for field in form.fields:
        yield field.name, fold(field.value)


TOTAL_REPEATED = Rule(
    slug="total-repeated",
    ids=("SCO-05", "DUP-01"),
    severity=Severity.WARNING,
    formula="the score that a text of the form calls its own (自评得分97分) = the total score",
    title="文字中的自评得分与总分一致",
    title_en="A score in words is the total score",
    source="published forms that state it in heading and text",
    message=Message(
        "文字称“{words}”为 {said} 分，总分为 {total} 分，两处不一致，请核对。",
        "The text says {words} {said}, the total score is {total}.",
    ),
    example="…综合评分为95分… beside 总分 94.5",
    finds=_total_repeated,
)


def _year_differs(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    form, year = read.form, read.form.fiscal_year
    if year is None:
        return
    for leaf in form.indicators:
        target = parse_target(leaf.target)
        years = [int(found) for found in _YEARS.findall(fold(leaf.target))]
        if target.kind is Kind.DATE and years and max(years) < year:
            message = rule.says(name=leaf.level3, said=max(years), year=year)
            # The year of the form stands in a text of its own.
            source = leaf.text_source if form.text_source.printed else form.text_source
            yield rule.notes(leaf.level3, message, source, place=leaf.place)
    for name, text in _texts(form):
        years = [int(found) for found in _YEARS.findall(text)]
        if name in _GOALS and years and max(years) < year:
            message = rule.says(name=_GOALS[name], said=max(years), year=year)
            yield rule.notes(name, message, form.text_source, severity=Severity.INFO)


_GOALS = {"goal": "绩效目标", "goal_completion": "目标完成情况"}

YEAR_DIFFERS = Rule(
    slug="year-differs",
    ids=("YR-01",),
    severity=Severity.WARNING,
    formula="no target is to be reached before the form's year; info where the goals name earlier "
    "years only",
    title="年份前后一致",
    title_en="The years agree",
    source="published forms that were copied from the year before",
    message=Message(
        "“{name}”所写年份为 {said} 年，早于本表年度 {year} 年，请核对。",
        "It names {said}, before the form's year {year}.",
    ),
    example="2022年度 and the target 2021年12月底前",
    finds=_year_differs,
)


def _narrative_sum(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    for name, text in _texts(read.form):
        for match in _WHOLE.finditer(text):
            unit, whole = match[2], Decimal(match[1])
            found = re.findall(rf"(\d+(?:\.\d+)?){unit}", match[3])
            parts = [Decimal(part) for part in found]
            slack = sum((half_unit(_decimals(part)) for part in (*found, match[1])), Decimal(0))
            if len(parts) > 1 and sum(parts) - whole > slack:
                message = rule.says(whole=whole, unit=unit, parts=sum(parts))
                finding = rule.notes(name, message, read.form.text_source, stated=whole)
                yield finding


NARRATIVE_SUM = Rule(
    slug="narrative-sum",
    ids=("NAR-01",),
    severity=Severity.INFO,
    formula="the parts behind 其中, in the same unit, are at most the whole before it (they need "
    "not be all of it)",
    title="文字中的“其中”各项之和不超过总数",
    title_en="Parts told in words are at most their whole",
    source="published goals: 总值…亿元，其中进口…亿元、出口…亿元",
    message=Message(
        "文字所述总数为 {whole}{unit}，“其中”各项之和为 {parts}{unit}，超过总数，"
        "可核对是否重复计算。",
        "The text says {whole}{unit}, and its parts add up to {parts}.",
    ),
    example="培训500人，其中党员300人、群众250人",
    finds=_narrative_sum,
)


def _narrative_amount(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    form, fund = read.form, main_line(read.form)
    if fund is None:
        return
    keyed = budget_of(fund)
    budget = value_of(keyed[1])
    told = [(name, amount) for name, text in _texts(form) for amount in _budgets(text)]
    if budget is None or not told:
        return
    name, (amount, slack) = max(told, key=lambda one: one[1])
    zero = budget == 0 and amount > 0
    if not zero and len({amount for _, (amount, _) in told}) > 1:
        return  # several amounts are those of its parts
    printed = [fund_figure(line, column) for line in form.funds for column in AMOUNTS]
    known = [value for _, figure in printed if (value := value_of(figure)) is not None]
    if not zero and any(abs(value - amount) <= slack for value in known):
        return
    message = rule.says(said=amount, name=fund.label, budget=budget)
    severity = None if zero else Severity.INFO
    yield rule.notes(name, message, form.text_source, [keyed], fund.place, severity, amount)


def _budgets(text: str) -> Iterator[tuple[Decimal, Decimal]]:
    """The amounts, in 万元, that a text calls the year's budget, with what rounding allows."""
    for match in _narrated().finditer(text):
        number = parse_number(match["amount"])
        if number is not None:
            factor = amount_factor(match["unit"])
            yield number.value * factor, half_unit(number.decimals) * factor


@cache
def _narrated() -> re.Pattern[str]:
    words = "|".join(rule_words().narrated_budget)
    spent = "".join(rf"(?<!{word})" for word in rule_words().narrated_spending)
    return re.compile(
        rf"{spent}(?:{words})[共为计:]?(?P<amount>\d[\d,]*(?:\.\d+)?)(?P<unit>亿元|万元|元)"
    )


NARRATIVE_AMOUNT = Rule(
    slug="narrative-amount",
    ids=("NAR-02", "DUP-01"),
    severity=Severity.WARNING,
    formula="the one amount that a text calls the year's budget stands in the fund block; info "
    "unless the fund block says 0",
    title="文字中的预算金额与资金栏一致",
    title_en="A budget told in words is that of the fund block",
    source="published forms",
    message=Message(
        "文字所述预算为 {said} 万元，资金栏“{name}”为 {budget} 万元，两处不一致，请核对。",
        "The text says {said}, the fund block {budget} (10k yuan).",
    ),
    example="申请预算资金60万元 beside 年度资金总额 0",
    finds=_narrative_amount,
)
