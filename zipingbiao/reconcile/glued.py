"""A score that slipped out of its column, to the end of the text before it (…扣完为止。 5).

It is taken for the score only where the whole form says so: every other score is printed, each of
the slipped ones is at most its weight, and with them the scores add up to the printed total.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zipingbiao.normalize.figures import parse_number
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.form import Form, Indicator

_BEHIND = re.compile(r"[。；;)）]\s+(?P<score>\d+(?:\.\d+)?)$")
_TEXTS = ("criteria", "explanation")


def with_glued_scores(form: Form, outside: Sequence[Decimal] = ()) -> Form:
    """The form with its slipped scores put right, if their sum with the others is the total.

    Args:
        form: as read.
        outside: scores beside the grid (the execution's); they may be part of the total.
    """
    total = form.total_score.value if form.total_score else None
    found = {leaf.line: slipped(leaf) for leaf in form.indicators if leaf.score is None}
    if total is None or not found or not all(found.values()):
        return form
    leaves = tuple(replace(x, score=x.score or found.get(x.line)) for x in form.indicators)
    values = [leaf.score.value for leaf in leaves if leaf.score]
    scores = sum((value for value in values if value is not None), Decimal(0))
    if None in values or total not in (scores, scores + sum(outside, Decimal(0))):
        return form
    return replace(form, indicators=leaves)


def slipped(leaf: Indicator) -> Figure | None:
    """The figure at the end of a leaf's texts that may be its score; None if there are two."""
    matches = [match for name in _TEXTS if (match := _BEHIND.search(getattr(leaf, name)))]
    number = parse_number(matches[0]["score"]) if len(matches) == 1 else None
    weight = leaf.weight.value if leaf.weight else None
    if number is None or weight is None or number.value > weight:
        return None
    places = (leaf.place,) if leaf.place else ()
    return Figure(matches[0][0], number.value, number.decimals, "", Status.REPAIRED, 1.0, places)
