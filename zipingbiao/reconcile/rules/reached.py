"""LOG-01…LOG-05, LOG-08, LOG-09: a score beside its target and what was reached.

A target (A) and a result (B) are judged only if both are one number, in one unit, and printed. A
bare number or `=` counts as ≥ (finance systems score it so), unless less of it is better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from zipingbiao.normalize.figures import is_null
from zipingbiao.normalize.targets import Kind, Target, comparable, parse_target
from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.check import Interval, Result, compare_computed, half_unit
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import Message, Rule, plain, value_of
from zipingbiao.reconcile.rules.lines import leaf_figure
from zipingbiao.reconcile.rules.points import HUNDRED
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Indicator
from zipingbiao.schemas.practice import BANDS, REVERSE_FORMULAS, Practice
from zipingbiao.schemas.rulewords import rule_words

_CENT = Decimal("0.01")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Reach:
    """A target A and a result B in one unit; B may be anything in `spread`. `reverse`: B should not
    be more than A; `upper` is the other end of a range."""

    target: Target
    aim: Decimal
    result: Decimal
    spread: Interval
    reverse: bool
    upper: Decimal | None = None

    @property
    def missed(self) -> bool:
        """Whether the target is missed, whatever was rounded."""
        if self.upper is not None:
            return self.spread.high < self.aim or self.spread.low > self.upper
        return self.spread.low > self.aim if self.reverse else self.spread.high < self.aim

    @property
    def miss(self) -> Decimal:
        """By how many percent of the target it is missed."""
        end = self.upper if self.upper is not None and self.result > self.upper else self.aim
        return abs(self.result - end) / abs(end) * HUNDRED if end else HUNDRED


def reach_of(leaf: Indicator) -> Reach | None:
    """Target and result of a leaf; None if they cannot be held against each other."""
    reach = _held(leaf.target, leaf.actual)
    if reach is None or reach.reverse or reach.upper is not None:
        return reach
    bare = reach.target.operator in ("", "=")
    return None if bare and (reach.aim == 0 or _may_be_reverse(leaf, reach.target)) else reach


@lru_cache(maxsize=4096)
def _held(aimed: str, reached: str) -> Reach | None:
    """Two texts as target and result in one unit."""
    target, result = parse_target(aimed), parse_target(reached)
    if target.value is None or result.value is None or result.operator not in ("", "="):
        return None
    if target.upper is not None:
        pair = (target.value, result.value) if result.unit in ("", target.unit) else None
    else:
        pair = comparable(target, result)
    if pair is None:
        return None
    aim, value = pair
    scale = value / result.value if result.value else Decimal(1)
    half = half_unit(result.decimals) * scale
    spread = Interval(value - half, value + half)
    reverse = target.operator in ("≤", "<") or (target.operator == "=" and aim == 0)
    return Reach(target, aim, value, spread, reverse, target.upper)


def _may_be_reverse(leaf: Indicator, target: Target) -> bool:
    """Whether less may be better, though no sign says so."""
    names = fold(leaf.level1 + leaf.level2 + leaf.group + leaf.level3)
    worded = any(word in names for word in rule_words().less_is_better)
    return worded or target.measure in ("money", "time")


def _target_score(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    practice = read.family.practice
    for leaf in read.form.indicators:
        score, weight, reach = value_of(leaf.score), value_of(leaf.weight), reach_of(leaf)
        if reach is None or score is None or weight is None or not 0 < score <= weight:
            continue
        if not reach.missed or reach.spread.low < 0:
            continue
        allowed = _allowed(reach, weight, practice)
        if _is_explained(leaf, reach, weight, allowed, practice):
            continue
        full = score == weight
        shown = "、".join(f"{name}={plain(value.quantize(_CENT))}" for name, value in allowed)
        message = rule.says(
            name=leaf.level3,
            target=leaf.target,
            actual=leaf.actual,
            score=score,
            weight=weight,
            allowed=shown or "—",
        )
        # Not clearly missed, or scored by a standard of its own (which the form may print).
        near = reach.miss <= practice.near_miss_percent
        severity = Severity.INFO if near or not full or not is_null(leaf.criteria) else None
        figures = [leaf_figure(leaf, "score"), leaf_figure(leaf, "weight")]
        yield rule.notes(
            leaf.level3, message, leaf.text_source, figures, leaf.place, severity, score
        )


def _allowed(reach: Reach, weight: Decimal, practice: Practice) -> list[tuple[str, Decimal]]:
    """What a missed target may score by each published formula, with the formula."""
    aim, result = reach.aim, reach.result
    if reach.upper is not None:
        return []
    if not reach.reverse:
        return [("B/A·w", max(_ZERO, result / aim * weight))] if aim > 0 else []
    found = {"nothing": _ZERO}
    if result > 0:
        found["ratio"] = max(_ZERO, aim / result * weight)
    if aim > 0:
        found["complement"] = max(_ZERO, (1 - (result - aim) / aim) * weight)
    return [(REVERSE_FORMULAS[f], found[f]) for f in practice.reverse_formulas if f in found]


def _is_explained(
    leaf: Indicator,
    reach: Reach,
    weight: Decimal,
    allowed: Sequence[tuple[str, Decimal]],
    practice: Practice,
) -> bool:
    """Whether a score at a missed target is at most what some formula gives, as it may be rounded;
    points lost in a range or of no formula are the publisher's own measure."""
    assert leaf.score is not None
    assert leaf.score.value is not None
    score = leaf.score.value
    if score < weight and not allowed:
        return True
    if any(score <= value for _, value in allowed):
        return True
    if score == weight and reach.miss > practice.near_miss_percent:
        return False  # whole points do not round such a miss away
    scale = weight / reach.aim if reach.aim else _ZERO
    half = (reach.spread.high - reach.spread.low) / 2 * scale
    return any(
        compare_computed(leaf.score, Interval(value - half, value + half), value) is not Result.FAIL
        for _, value in allowed
    )


TARGET_SCORE = Rule(
    slug="target-score",
    ids=("LOG-01", "LOG-02", "LOG-03", "LOG-04", "LOG-08"),
    severity=Severity.WARNING,
    formula="≥, >, = missed: s ≤ B/A·w; ≤, < missed: s ≤ the most of A/B·w, (1−(B−A)/A)·w and 0 "
    "that the family allows; a range missed: s < w; rounding allowed. Info if s < w, if "
    "it is missed by 5 % or less, or if the leaf prints a standard of its own",
    title="未达到指标值不得满分，且不高于按完成比例计算的得分",
    title_en="A missed target scores no more than in proportion",
    source="scoring scripts of finance systems; forms: 按B/A或A/B×该指标分值记分",
    message=Message(
        "“{name}”指标值为 {target}，实际完成 {actual}，未达到，得分 {score}（分值 {weight}）"
        "高于按公式计算的得分（{allowed}），请核对。",
        "The target {target} is missed with {actual}; {score} of {weight} is more than any formula "
        "gives ({allowed}).",
    ),
    example="指标值 100% | 完成值 70% | 分值 4 | 得分 4",
    finds=_target_score,
)


def _overachieved(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    practice, form = read.family.practice, read.form
    factor = Decimal(practice.overachieved_percent) / HUNDRED
    for leaf in form.indicators:
        reach = reach_of(leaf)
        if reach is None or reach.reverse or reach.upper is not None or reach.aim <= 0:
            continue
        if reach.spread.low < reach.aim * factor or _may_be_reverse(leaf, reach.target):
            continue
        asked = practice.overachieved_needs_reason and form.has_reasons
        asked = asked and is_null(leaf.shortfall_reason)
        message = rule.says(name=leaf.level3, target=leaf.target, actual=leaf.actual)
        severity = Severity.WARNING if asked else None
        yield rule.notes(leaf.level3, message, leaf.text_source, (), leaf.place, severity)


OVERACHIEVED = Rule(
    slug="overachieved",
    ids=("LOG-09",),
    severity=Severity.INFO,
    formula="B < 1.2·A; in Guangxi B ≥ 1.3·A without a reason is a warning",
    title="实际完成值大幅超过指标值",
    title_en="A result far beyond its target",
    source="scripts of finance systems; the Ministry: such points are reduced in proportion",
    message=Message(
        "“{name}”指标值为 {target}，实际完成 {actual}，大幅超额，指标值可能偏低。",
        "{actual} is far beyond the target {target}; it may have been set too low.",
    ),
    example="指标值 ≥10次 | 完成值 15次",
    finds=_overachieved,
)


def _quality_band(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    bands = read.family.practice.quality_bands
    for leaf in read.form.indicators:
        score, weight = value_of(leaf.score), value_of(leaf.weight)
        words = band_of(leaf.actual)
        if not words or score is None or weight is None or weight <= 0 or score > weight:
            continue
        if parse_target(leaf.target).kind is not Kind.WORDS:
            continue
        share = score / weight * HUNDRED
        if any(low <= share <= high for low, high in bands[words]):
            continue
        usual = "、".join(f"{low}%-{high}%" for low, high in bands[words])
        message = rule.says(
            name=leaf.level3, actual=leaf.actual, score=score, weight=weight, band=usual
        )
        figures = [leaf_figure(leaf, "score"), leaf_figure(leaf, "weight")]
        yield rule.notes(leaf.level3, message, leaf.text_source, figures, leaf.place)


def band_of(actual: str) -> str:
    """The band that a result names in the words of the scoring scripts; blank for others."""
    said = fold(actual).rstrip("。.;,")
    return next((band for band in BANDS if said in rule_words().bands[band]), "")


QUALITY_BAND = Rule(
    slug="quality-band",
    ids=("LOG-05",),
    severity=Severity.WARNING,
    formula="达成: 0.8w ≤ s ≤ w; 部分达成: 0.6w (0.5w) ≤ s ≤ 0.8w; 未达成: s ≤ 0.6w",
    title="定性指标得分在相应档次之内",
    title_en="A qualitative result scores within its band",
    source="notes of the forms (100%-80%、80%-60%、60%-0); scoring scripts of finance systems",
    message=Message(
        "“{name}”完成情况为“{actual}”，得分 {score} 不在分值 {weight} 的 {band} 之内，请核对。",
        "“{actual}” scores {score} of {weight}, outside {band}.",
    ),
    example="完成值 部分达成年度指标并具有一定效果 | 分值 10 | 得分 10",
    finds=_quality_band,
)
