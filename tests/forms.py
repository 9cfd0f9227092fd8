"""Forms by hand for the checks: only what a rule looks at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import handmade

from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.rules import ACROSS, RULES
from zipingbiao.reconcile.rules.between import Between
from zipingbiao.reconcile.rules.copies import gather
from zipingbiao.schemas.family import family_of
from zipingbiao.schemas.figure import Figure, Place, Status
from zipingbiao.schemas.finding import Finding
from zipingbiao.schemas.form import Form, Fund, Grade, Indicator, Node
from zipingbiao.schemas.page import Box, Reading, Source


def figure(text: str | None) -> Figure | None:
    """A printed figure; `?9.5` is one that is in doubt, None is blank."""
    if text is None:
        return None
    return handmade.figure(text.lstrip("?"), Status.DOUBTFUL if text[0] == "?" else Status.STATED)


def recognised(text: str, confidence: float) -> Figure:
    """A figure that a recogniser read, more or less surely."""
    return replace(handmade.figure(text), source=Source.OCR, confidence=confidence)


def seen(text: str, confidence: float = 0.999, *others: tuple[str, float], at: int = 0) -> Figure:
    """A recognised figure in a place of its own (`at`), with what else it may be."""
    return replace(
        recognised(text, confidence),
        alternatives=tuple(Reading(*other) for other in others),
        places=(Place(1, Box(at, 0, at + 1, 1)),),
    )


def leaf(
    weight: str | None, score: str | None, reason: str = "", /, **changes: object
) -> Indicator:
    """A leaf without a place in the form yet; `form` numbers it, and names it if it has no name."""
    made = Indicator(
        0, "", "", "", weight=figure(weight), score=figure(score), shortfall_reason=reason
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def told(slug: str, read: Interpretation) -> list[Finding]:
    """What the rule with this slug finds."""
    (rule,) = (rule for rule in RULES if rule.slug == slug)
    return list(rule.check(read))


def told_across(slug: str, *forms: Form) -> list[Between]:
    """What the rule with this slug finds among forms."""
    (rule,) = (rule for rule in ACROSS if rule.slug == slug)
    return list(rule.check(gather(forms)))


def fund(item: str, **figures: str | None) -> Fund:
    """A money line; its label is its item. `form` numbers it."""
    made: dict[str, Any] = {name: figure(text) for name, text in figures.items()}
    return Fund(0, item, item, "万元", **made)


def form(
    leaves: Iterable[Indicator] = (),
    funds: Iterable[Fund] = (),
    weight: str | None = None,
    score: str | None = None,
    **changes: object,
) -> Form:
    """A form with numbered leaves, those without a name 甲1, 甲2 …, and money lines."""
    base = Form(
        "f-1",
        "f.pdf",
        1,
        1,
        "generic",
        "project",
        "项目支出绩效自评表",
        total_weight=figure(weight),
        total_score=figure(score),
        indicators=tuple(
            replace(x, line=n, level3=x.level3 or f"甲{n}") for n, x in enumerate(leaves, 1)
        ),
        funds=tuple(replace(x, line=n) for n, x in enumerate(funds, 1)),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def node(name: str, level: int, lines: Sequence[int], weight: str | None, *below: Node) -> Node:
    """An inner node of the tree."""
    return Node(name, level, tuple(lines), figure(weight), None, below)


def boxed(
    read: Interpretation, boxes: int = 0, marked: int = 0, listed: tuple[str, ...] = ()
) -> Interpretation:
    """The same form with other boxes for its grade."""
    grade = replace(read.form.boxes, boxes=boxes, marked=marked, listed=listed)
    return replace(read, form=replace(read.form, boxes=grade))


def judged(
    made: Form, family: str = "generic", bounds: Sequence[tuple[str, int]] = ()
) -> Interpretation:
    """A form as the rules get it."""
    return Interpretation(replace(made, boxes=Grade(made.grade, tuple(bounds))), family_of(family))
