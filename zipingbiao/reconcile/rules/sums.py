"""SCO-01, SCO-02, WGT-01, WGT-02, WGT-04: totals are the sums of their parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from zipingbiao.reconcile.check import Result, assigned, awarded, compare_sum
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import (
    Keyed,
    Message,
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


def check_scores(interpretation: Interpretation) -> Iterator[Finding]:
    """Total score (总分) = scores of the leaves, with the execution's where it is outside; and
    each level's, where it is printed."""
    form = interpretation.form
    yield from _check_total(form, "score-sum", "score")
    for node in nodes_of(form.tree):
        yield from _check_node(form, node, "score-sum", "score")


def check_weights(interpretation: Interpretation) -> Iterator[Finding]:
    """Total weight and each level's weight = weights below it."""
    form = interpretation.form
    yield from _check_total(form, "weight-sum", "weight")
    for node in nodes_of(form.tree):
        yield from _check_node(form, node, "weight-sum", "weight")


def _check_total(form: Form, rule: str, column: str) -> Iterator[Finding]:
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
            rule, subject, missing, stated
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
        yield undetermined(rule, subject, unknown, stated)
        return
    yield contradiction(
        rule,
        Severity.INFO if result is Result.ROUNDING else Severity.ERROR,
        subject,
        _total_message(column, total, exact),
        stated,
        options[best],
        exact,
    )


def _rank(result: Result) -> int:
    return [Result.PASS, Result.ROUNDING, Result.FAIL].index(result)


def _total_message(column: str, total: Figure, exact: Decimal) -> Message:
    word, word_en = _WORDS[column]
    name = "总分" if column == "score" else "总分值"
    return Message(
        f"表中{name}为 {plain(total.value)}，各项{word}之和为 {plain(exact)}，两者不一致，请核对。",
        f"The stated total is {plain(total.value)}, the {word_en}s add up to {plain(exact)}.",
    )


def _check_node(form: Form, node: Node, rule: str, column: str) -> Iterator[Finding]:
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
            rule, node.name, missing, keyed
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
    yield contradiction(rule, severity, node.name, message, keyed, parts, exact)


def _already_more(
    rule: str, subject: str, stated: Keyed, parts: Sequence[Keyed], column: str
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
    return contradiction(rule, Severity.ERROR, subject, message, stated, known, exact)


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
