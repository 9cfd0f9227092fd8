"""SCO-01, SCO-02, WGT-01, WGT-02, WGT-04: totals are the sums of their parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.reconcile.check import Result, assigned, awarded, compare_sum
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import (
    Keyed,
    Message,
    Rule,
    contradiction,
    plain,
    undetermined,
    usable,
)
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Form, Node, nodes_of

_SUBJECTS = {"total_score": "总分", "total_weight": "总分值"}
_WORDS = {"score": ("得分", "score"), "weight": ("分值", "weight")}


def _scores(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    """Total score (总分) = scores of the leaves, with the execution's where it is outside; and
    each level's, where it is printed."""
    form = read.form
    yield from _check_total(form, rule, "score")
    for node in nodes_of(form.tree):
        yield from _check_node(form, node, rule, "score")


def _weights(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    """Total weight and each level's weight = weights below it."""
    form = read.form
    yield from _check_total(form, rule, "weight")
    for node in nodes_of(form.tree):
        yield from _check_node(form, node, rule, "weight")


def _check_total(form: Form, rule: Rule, column: str) -> Iterator[Finding]:
    subject = f"total_{column}"
    total: Figure | None = getattr(form, subject)
    leaves = _leaf_parts(form, column, range(1, len(form.indicators) + 1))
    printed = [part for part in leaves if part[1] is not None]
    if total is None or not printed:
        return
    stated = (f"forms/1/{subject}", total)
    missing = [_name(form, key) for key, figure in leaves if not usable(figure)]
    if not usable(total):
        missing.insert(0, subject)
    if missing:
        yield _already_more(rule, subject, stated, leaves, column) or undetermined(
            rule.slug, subject, missing, stated
        )
        return
    outside = _execution_parts(form, column)
    options = [[*leaves, *outside], leaves] if outside else [leaves]
    meaning = awarded if column == "score" else assigned
    results = [compare_sum(total, _figures(parts), meaning) for parts in options]
    best = min(range(len(options)), key=lambda i: _rank(results[i][0]))
    result, exact = results[best]
    if result is Result.PASS:
        return
    if result is Result.FAIL and (unknown := _half_scored(form, column)):
        yield undetermined(rule.slug, subject, unknown, stated)
        return
    yield contradiction(
        rule.slug,
        Severity.INFO if result is Result.ROUNDING else Severity.ERROR,
        subject,
        rule.says(stated=total, computed=exact),
        stated,
        options[best],
        exact,
    )


def _rank(result: Result) -> int:
    return [Result.PASS, Result.ROUNDING, Result.FAIL].index(result)


def _check_node(form: Form, node: Node, rule: Rule, column: str) -> Iterator[Finding]:
    stated: Figure | None = getattr(node, column)
    if stated is None or stated.status is Status.DERIVED:
        return
    keyed = (node.key(column), stated)
    parts = _leaf_parts(form, column, node.lines)
    if all(figure is None for _, figure in parts):
        return
    missing = [_name(form, part) for part, figure in parts if not usable(figure)]
    if not usable(stated):
        missing.insert(0, node.name)
    if missing:
        yield _already_more(rule, node.name, keyed, parts, column) or undetermined(
            rule.slug, node.name, missing, keyed
        )
        return
    meaning = awarded if column == "score" else assigned
    result, exact = compare_sum(stated, _figures(parts), meaning)
    if result is Result.PASS:
        return
    word, word_en = _WORDS[column]
    message = Message(
        f"“{node.name}”的{word}为 {plain(stated.value)}，下级指标{word}之和为 {plain(exact)}，"
        "两者不一致，请核对。",
        f"The stated {word_en} is {plain(stated.value)}, the {word_en}s below add up to "
        f"{plain(exact)}.",
    )
    severity = Severity.INFO if result is Result.ROUNDING else Severity.ERROR
    yield contradiction(rule.slug, severity, node.name, message, keyed, parts, exact)


def _already_more(
    rule: Rule, subject: str, stated: Keyed, parts: Sequence[Keyed], column: str
) -> Finding | None:
    """What is missing cannot mend a sum whose known parts are more than the whole: none is
    negative."""
    total = stated[1]
    known = [part for part in parts if usable(part[1])]
    if total is None or not usable(total) or total.value is None:
        return None
    meaning = awarded if column == "score" else assigned
    result, exact = compare_sum(total, _figures(known), meaning)
    if result is not Result.FAIL or exact < total.value:
        return None
    word, word_en = _WORDS[column]
    message = Message(
        f"“{_SUBJECTS.get(subject, subject)}”的{word}为 {plain(total.value)}，"
        f"而已读到的各项{word}之和已达 {plain(exact)}，请核对。",
        f"The stated {word_en} is {plain(total.value)}; the {word_en}s that could be read "
        f"already add up to {plain(exact)}.",
    )
    return contradiction(rule.slug, Severity.ERROR, subject, message, stated, known, exact)


def _leaf_parts(form: Form, column: str, lines: Sequence[int]) -> list[Keyed]:
    return [
        (f"indicators/{line}/{column}", getattr(form.indicators[line - 1], column))
        for line in lines
    ]


def _execution_parts(form: Form, column: str) -> list[Keyed]:
    """The execution's weight or score, where a money line prints one."""
    parts = [(f"funds/{fund.line}/{column}", getattr(fund, column)) for fund in form.funds]
    return [(key, figure) for key, figure in parts if usable(figure)]


def _half_scored(form: Form, column: str) -> list[str]:
    """The money lines that print one of weight and score, and not this one: what they add to the
    total is not known."""
    other = "score" if column == "weight" else "weight"
    return [f.label for f in form.funds if getattr(f, other) and not usable(getattr(f, column))]


def _figures(parts: Sequence[Keyed]) -> list[Figure]:
    return [figure for _, figure in parts if figure is not None]


def _name(form: Form, key: str) -> str:
    return form.indicators[int(key.split("/")[1]) - 1].level3


SCORE_SUM = Rule(
    slug="score-sum",
    ids=("SCO-01", "SCO-02"),
    severity=Severity.ERROR,
    formula="total score = Σ leaf scores (+ execution score where it stands outside the "
    "grid); score of a level = Σ leaf scores below it",
    title="总分等于各项得分之和",
    title_en="The total score is the sum of the scores",
    source="published forms; scoring scripts of finance systems",
    message=Message(
        "表中总分为 {stated}，各项得分之和为 {computed}，两者不一致，请核对。",
        "The stated total is {stated}, the scores add up to {computed}.",
    ),
    example="总分 93.5 where the scores add up to 95",
    finds=_scores,
)

WEIGHT_SUM = Rule(
    slug="weight-sum",
    ids=("WGT-01", "WGT-02", "WGT-04"),
    severity=Severity.ERROR,
    formula="weight of a level (beside or in its label), or total weight = Σ leaf weights below it",
    title="分值等于下级分值之和",
    title_en="A weight is the sum of the weights below it",
    source="published forms; scoring scripts of finance systems",
    message=Message(
        "表中总分值为 {stated}，各项分值之和为 {computed}，两者不一致，请核对。",
        "The stated total is {stated}, the weights add up to {computed}.",
    ),
    example="总分 | 100 where the weights add up to 110",
    finds=_weights,
)
