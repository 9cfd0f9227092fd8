"""WGT-03, WGT-05, WGT-06, STR-07, LOG-16: what weights are usually."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import Keyed, Message, Rule, plain, value_of
from zipingbiao.reconcile.rules.lines import fund_figure, leaf_figure, outside, sum_known
from zipingbiao.reconcile.rules.points import HUNDRED
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Form, Indicator
from zipingbiao.schemas.page import Source
from zipingbiao.schemas.practice import EXECUTION, INDICATORS, OTHERS
from zipingbiao.schemas.rulewords import rule_words

HEAVY = 30
_EXECUTION = "执行"


def _weight_hundred(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    """Only of a total that is the sum of the grid, with the execution's weight or without; of
    another `weight-sum` speaks."""
    form, total = read.form, value_of(read.form.total_weight)
    grid, outer = sum_known(leaf.weight for leaf in form.indicators), outside(form, "weight")
    if total is None or grid is None or total not in (grid, grid + outer):
        return
    schemes = read.family.practice.weight_schemes
    usual = {HUNDRED, *(Decimal(s[INDICATORS]) for s in schemes if INDICATORS in s)}
    # An execution with points of its own, which no leaf of the grid may be.
    beside = total == grid == HUNDRED and outer > 0 and not any(map(_is_of_money, form.indicators))
    if (total in usual and not beside) or grid + outer == HUNDRED:
        return
    figures: list[Keyed] = [("forms/1/total_weight", form.total_weight)]
    figures += [fund_figure(fund, "weight") for fund in form.funds if fund.weight and beside]
    message = rule.says(stated=total, total=grid + outer if beside else total)
    source = form.text_source if beside else Source.TEXT_LAYER
    yield rule.notes("total_weight", message, source, figures, stated=total)


def _is_of_money(leaf: Indicator) -> bool:
    """Whether a leaf may be the execution of the budget, by whatever name."""
    names = leaf.level1 + leaf.level2 + leaf.group + leaf.level3
    return any(word in fold(names) for word in rule_words().money_leaves)


WEIGHT_HUNDRED = Rule(
    slug="weight-hundred",
    ids=("WGT-03",),
    severity=Severity.WARNING,
    formula="total weight = 100, with the execution's where it stands outside; or what the "
    "family's indicators have",
    title="总分值为100",
    title_en="The weights add up to 100",
    source="all published templates",
    message=Message(
        "总分值为 {stated}，各项分值（含预算执行）之和为 {total}，应为 100，请核对。",
        "The stated total is {stated}; the weights, the execution's included, add up to {total}, "
        "not to 100.",
    ),
    example="总分 | 110, and the weights are 110 together",
    finds=_weight_hundred,
)


def _weight_scheme(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    practice, form = read.family.practice, read.form
    weights = _by_level(form)
    schemes = practice.weight_schemes
    if not schemes or weights is None or not _is_told(weights, schemes):
        return
    if any(_follows(weights, scheme) for scheme in schemes) or _contradicted(form):
        return
    found = "+".join(f"{name or '—'} {plain(weight)}" for name, weight in weights.items())
    usual = " / ".join(
        "+".join(f"{_SCHEME_WORDS.get(name, name)} {weight}" for name, weight in scheme.items())
        for scheme in schemes
    )
    figures = [leaf_figure(leaf, "weight") for leaf in form.indicators]
    severity = Severity.INFO if practice.schemes_adjustable else None
    message = rule.says(found=found, usual=usual)
    yield rule.notes("total_weight", message, form.text_source, figures, None, severity)


_SCHEME_WORDS = {EXECUTION: "预算执行", INDICATORS: "绩效指标", OTHERS: "其他"}


def _by_level(form: Form) -> dict[str, Decimal] | None:
    """The weight of each level 1 and of the execution; None if one is not known."""
    weights: dict[str, Decimal] = {}
    for leaf in form.indicators:
        weight, name = value_of(leaf.weight), fold(leaf.level1)
        if weight is None or not name:
            return None
        weights[name] = weights.get(name, Decimal(0)) + weight
    outer = outside(form, "weight")
    if outer:
        weights[_EXECUTION] = weights.get(_EXECUTION, Decimal(0)) + outer
    return weights or None


def _is_told(weights: Mapping[str, Decimal], schemes: Sequence[Mapping[str, int]]) -> bool:
    """Whether the schemes speak of all levels of the form; with others it is another template."""
    named = {name for scheme in schemes for name in scheme} - {EXECUTION}
    levels = [level for level in weights if _EXECUTION not in level]
    return bool(named & {INDICATORS, OTHERS}) or all(
        level.startswith(tuple(named)) for level in levels
    )


def _contradicted(form: Form) -> bool:
    """Whether a level prints another weight than its leaves have: `weight-sum` speaks of that."""
    for node in form.tree:
        below = sum_known(form.indicators[line - 1].weight for line in node.lines)
        if value_of(node.weight) not in (None, below):
            return True
    return False


def _follows(weights: Mapping[str, Decimal], scheme: Mapping[str, int]) -> bool:
    """Whether weights are those of a scheme. What the form does not print it does not break."""
    left = dict(weights)
    execution = [left.pop(name) for name in weights if _EXECUTION in name and EXECUTION in scheme]
    # It may be printed in the fund block and in the grid, and counts once.
    if execution and scheme[EXECUTION] not in (sum(execution), *execution):
        return False
    if INDICATORS in scheme:
        return sum(left.values()) == scheme[INDICATORS]
    for name, weight in scheme.items():
        own = [left.pop(level) for level in list(left) if level.startswith(name)]
        if name not in (EXECUTION, OTHERS) and sum(own) != weight:
            return False
    return sum(left.values()) == scheme.get(OTHERS, 0)


WEIGHT_SCHEME = Rule(
    slug="weight-scheme",
    ids=("WGT-05",),
    severity=Severity.WARNING,
    formula="the weights of level 1 and of the execution are those of one of the family's schemes",
    title="一级指标分值符合模板规定",
    title_en="The weights of level 1 are those of the template",
    source="notes of the templates: 产出50、效益30、满意度10、预算执行10 …",
    message=Message(
        "一级指标分值为 {found}，与该类表规定的分值（{usual}）不符，请核对。",
        "Level 1 is weighted {found}; the template has {usual}.",
    ),
    example="产出 70, 效益 20, 满意度 10 beside an execution of 10",
    finds=_weight_scheme,
)


def _weight_zero(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    for leaf in read.form.indicators:
        if value_of(leaf.weight) == 0 and value_of(leaf.score) is not None:
            message = rule.says(name=leaf.level3)
            yield rule.contradicts(leaf.level3, message, leaf_figure(leaf, "weight"))


WEIGHT_ZERO = Rule(
    slug="weight-zero",
    ids=("WGT-06",),
    severity=Severity.WARNING,
    formula="weight > 0 for a scored leaf",
    title="计分指标的分值大于零",
    title_en="A scored indicator has a weight",
    source="scripts of finance systems",
    message=Message(
        "“{name}”有得分，但分值为 0，请核对。", "The indicator is scored, and its weight is 0."
    ),
    example="分值 0 | 得分 0",
    finds=_weight_zero,
)


def _heavy_leaf(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    for leaf in read.form.indicators:
        weight = value_of(leaf.weight)
        if weight is not None and weight >= HEAVY and weight <= HUNDRED:
            message = rule.says(name=leaf.level3, weight=weight)
            yield rule.contradicts(leaf.level3, message, leaf_figure(leaf, "weight"))


HEAVY_LEAF = Rule(
    slug="heavy-leaf",
    ids=("STR-07",),
    severity=Severity.INFO,
    formula="weight of a leaf < 30",
    title="单个指标分值不宜过大",
    title_en="No single indicator weighs 30 or more",
    source="published forms with one indicator of 90",
    message=Message(
        "“{name}”一项分值即为 {weight}，指标设置可能过粗。",
        "This indicator alone weighs {weight}.",
    ),
    example="one indicator of 90",
    finds=_heavy_leaf,
)


def _not_applicable(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    form = read.form
    if not any(value_of(leaf.score) is not None for leaf in form.indicators):
        return
    marks = {fold(mark) for mark in rule_words().not_applicable}
    for leaf in form.indicators:
        marked = fold(leaf.actual) in marks or fold(leaf.target) in marks
        weight = value_of(leaf.weight)
        if not marked or leaf.score is not None or weight is None or weight <= 0:
            continue
        message = rule.says(name=leaf.level3, weight=weight)
        figures = [leaf_figure(leaf, "weight")]
        yield rule.notes(leaf.level3, message, leaf.text_source, figures, leaf.place)


NOT_APPLICABLE_LEAF = Rule(
    slug="not-applicable-leaf",
    ids=("LOG-16",),
    severity=Severity.WARNING,
    formula="a leaf marked 不适用 or / and without a score has no weight: it is redistributed",
    title="不适用的指标应调整分值",
    title_en="An indicator that does not apply gives its weight to others",
    source="notes of the forms: 用适用指标得分汇总后按百分制",
    message=Message(
        "“{name}”标注不适用且无得分，但仍占分值 {weight}，请调整分值或折算总分。",
        "The indicator does not apply and has no score, yet it keeps its weight of {weight}.",
    ),
    example="实际完成值 不适用 | 分值 5 | 得分 /",
    finds=_not_applicable,
)
