"""STR-01, STR-02, STR-06: the indicator tree."""

from __future__ import annotations

from collections.abc import Iterator

from zipingbiao.normalize.text import fold
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules.declaration import Message, Rule
from zipingbiao.schemas.finding import Finding, Severity
from zipingbiao.schemas.form import Form, Indicator
from zipingbiao.schemas.page import Source
from zipingbiao.schemas.rulewords import rule_words


def _level_orphan(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    form, words = read.form, rule_words()
    seen: set[tuple[str, str]] = set()
    for leaf in form.indicators:
        one, two = fold(leaf.level1), fold(leaf.level2)
        homes = words.homes.get(two, ())
        known = any(word in one for word in words.known_levels)
        if (one, two) in seen or not homes or not known or any(home in one for home in homes):
            continue
        seen.add((one, two))
        message = rule.says(inner=leaf.level2, outer=leaf.level1, home=homes[0])
        source = _tree_source(form, leaf)
        yield rule.notes(leaf.level2, message, source, place=leaf.place)


def _tree_source(form: Form, leaf: Indicator) -> Source:
    """The labels of levels are cells of other rows than a leaf's own."""
    return Source.least_sure([form.text_source, leaf.text_source])


LEVEL_ORPHAN = Rule(
    slug="level-orphan",
    ids=("STR-01",),
    severity=Severity.WARNING,
    formula="数量, 质量, 时效 stand under 产出; 经济, 社会, 生态, 可持续 under 效益; 成本 under "
    "产出 or 成本",
    title="二级指标归属于相应的一级指标",
    title_en="A level 2 stands under its level 1",
    source="all templates of the Ministry's lineage",
    message=Message(
        "“{inner}”列在“{outer}”之下，通常应属“{home}”，请核对。",
        "“{inner}” stands under “{outer}”; it belongs under “{home}”.",
    ),
    example="效益指标 > 数量指标",
    finds=_level_orphan,
)


def _name_repeated(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    """The same row twice; one label over two scored rows is no repetition."""
    seen: dict[tuple[str, ...], Indicator] = {}
    for leaf in read.form.indicators:
        texts = (leaf.level1, leaf.level2, leaf.group, leaf.level3, leaf.target, leaf.explanation)
        key = tuple(map(fold, texts))
        first = seen.setdefault(key, leaf)
        if first is leaf or not (leaf.target or leaf.explanation):
            continue
        drawn = leaf.place is not None and leaf.place.box is not None
        if drawn and first.place != leaf.place:
            message = rule.says(name=leaf.level3, first=first.line, second=leaf.line)
            yield rule.notes(leaf.level3, message, leaf.text_source, place=leaf.place)


NAME_REPEATED = Rule(
    slug="name-repeated",
    ids=("STR-02",),
    severity=Severity.WARNING,
    formula="no two leaves under one level 2 have the same name and target",
    title="同一二级指标下没有重复的指标",
    title_en="No indicator is listed twice",
    source="published forms",
    message=Message(
        "“{name}”在第 {first} 行和第 {second} 行重复出现，请核对。",
        "Lines {first} and {second} are the same indicator.",
    ),
    example="two rows 培训人次 | ≥50人 under 数量指标",
    finds=_name_repeated,
)


def _level_missing(read: Interpretation, rule: Rule) -> Iterator[Finding]:
    form, practice = read.form, read.family.practice
    levels = {fold(leaf.level1) for leaf in form.indicators}
    known = rule_words().known_levels
    if "" in levels or not any(word in level for word in known for level in levels):
        return
    for word in (*practice.mandatory_levels, *practice.usual_levels):
        if not any(word in level for level in levels):
            severity = None if word in practice.mandatory_levels else Severity.INFO
            yield rule.notes(word, rule.says(word=word), form.text_source, severity=severity)


LEVEL_MISSING = Rule(
    slug="level-missing",
    ids=("STR-06",),
    severity=Severity.WARNING,
    formula="the form has a leaf in each level 1 that its family asks for; info for 满意度, whose "
    "points may have gone to 效益",
    title="必设的一级指标齐全",
    title_en="No level 1 that the template asks for is missing",
    source="notes of the templates",
    message=Message(
        "表中没有“{word}”类一级指标，请核对。", "The form has no level 1 of the kind “{word}”."
    ),
    example="a project form without 产出指标",
    finds=_level_missing,
)
