"""Joint decoding: the readings of all figures of a form that are most probable given its claims.

A MAP problem: choose a candidate for each figure and, for each claim, whether it holds, so that
the product of probabilities is greatest; a publisher's slip has a price too. Then the best
assignment that differs is sought, again and again: every figure that another assignment within the
margin would change is in doubt. After DART (Fazzinga, Flesca, Furfaro, Parisi, 2006), which
minimises the number of changes; here each change has the price of its reading, and a broken sum has
one too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zipingbiao.reconcile.candidates import (
    SLIP,
    Candidate,
    candidates,
    cost_of,
    is_stroke,
    most_of,
    price,
)
from zipingbiao.reconcile.check import Result
from zipingbiao.reconcile.claims import AMOUNTS, CapClaim, Claim, Figures, SumClaim, result_of
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.page import Source

if TYPE_CHECKING:
    from zipingbiao.reconcile.assignment import Assignment, Solution

# An assignment that is so many times less probable than the best one is no rival; where the best
# one changes a figure, it must be so many times more probable than any other.
MARGIN, CHANGE = 9.0, 25.0
# Figures that are read more surely, in claims that hold, are not weighed again.
CERTAIN = 0.99
# Rivals that are looked for; where there are more, everything open is in doubt.
RIVALS = 40


@dataclass(frozen=True, slots=True)
class Decoded:
    """What joint decoding says of one figure.

    `chosen` is its candidate in the best assignment (without a value where nothing tells it),
    `others` are those of assignments nearly as good, `rules` the slugs of the claims about it that
    hold in the best one.
    """

    chosen: Candidate
    others: tuple[Candidate, ...]
    rules: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether it may be something else, or is not known."""
        return bool(self.others) or (self.chosen.value is None and not self.chosen.absent)


def decode(figures: Figures, claims: Sequence[Claim]) -> dict[str, Decoded]:
    """Weigh the figures of a form together.

    Args:
        figures: by key; a figure that stands under several keys is one object.
        claims: what ties them together.

    Returns:
        What each figure that had to be weighed most probably is, by all its keys. Where the work
        was too much, the readings as they were, each with all its rivals.
    """
    if all(f.value is not None and not _may_be_misread(f) for f in figures.values()):
        return {}
    homes = _homes(figures)
    options = _options(figures, claims, homes)
    at_home = [claim.renamed(homes) for claim in claims]
    tied = [claim for claim in at_home if any(key in options for key in claim.keys)]
    bound = {key for claim in tied for key in claim.keys}
    found = {k: _alone(figures[k], few) for k, few in options.items() if k not in bound}
    found |= _together({k: few for k, few in options.items() if k in bound}, figures, tied)
    return {key: found[homes[key]] for key in figures if homes[key] in found}


def _may_be_misread(figure: Figure) -> bool:
    """Whether a figure was recognised, or may not stand where it was read."""
    return figure.source is Source.OCR or figure.confidence < 1.0


def _homes(figures: Figures) -> dict[str, str]:
    """For each key the first key of the figure that stands under it."""
    first: dict[int, str] = {}
    return {key: first.setdefault(id(figure), key) for key, figure in figures.items()}


def _options(
    figures: Figures, claims: Sequence[Claim], homes: Mapping[str, str]
) -> dict[str, tuple[Candidate, ...]]:
    """The candidates of the figures that are read unsurely, or are in a claim that is broken."""
    broken = {k for c in claims if result_of(c, figures) is Result.FAIL for k in c.keys}
    unsure = {k for k, f in figures.items() if f.value is None or f.confidence < CERTAIN}
    unsure |= {k for k, f in figures.items() if is_stroke(f) and _is_optional(k)}
    keys = dict.fromkeys(homes[key] for key in figures if key in broken or key in unsure)
    found = {
        key: candidates(figures[key], most=most_of(key), optional=_is_optional(key)) for key in keys
    }
    return {key: few for key, few in found.items() if len(few) > 1 or few[0].value is None}


def _is_optional(key: str) -> bool:
    """Whether forms often print none there: weight, score and rate of a single source of money."""
    return key.startswith("funds/") and key.rpartition("/")[2] not in AMOUNTS


def _alone(figure: Figure, options: Sequence[Candidate]) -> Decoded:
    """A figure that no claim speaks of."""
    first, *rest = options
    more = {c: cost_of(c.probability) - cost_of(first.probability) for c in rest}
    return Decoded(first, tuple(_near(more, first, figure)), ())


def _together(
    every: Mapping[str, tuple[Candidate, ...]], figures: Figures, claims: Sequence[Claim]
) -> dict[str, Decoded]:
    if not every:
        return {}
    from zipingbiao.reconcile.assignment import Assignment, TooMuchWork  # the solver is large

    fixed = {k: figures[k] for claim in claims for k in claim.keys if k not in every}
    useful = _useful(every, claims)
    likely = _affordable(useful, dict.fromkeys(useful, cost_of(SLIP / CHANGE)))
    try:
        model = Assignment(likely, fixed, claims)
        best = model.solve()
        assert best is not None  # every claim may be broken
        # What the first solution costs shows which candidates cannot be in one that matters.
        least = sum(min(map(price, few)) for few in every.values())
        most = best.cost - least + cost_of(1 / CHANGE)
        options = _affordable(useful, dict.fromkeys(useful, most))
        if options != likely:
            model = Assignment(options, fixed, claims, model.left)
            best = model.solve()
            assert best is not None
    except TooMuchWork:
        return {key: Decoded(few[0], tuple(few[1:]), ()) for key, few in every.items()}
    rivals = _rivals(model, best, options)
    confirmed = _confirmed(claims, best, fixed)
    found = {
        key: _decoded(
            figures[key],
            every[key],
            best.chosen[key],
            rivals.get(key, {}),
            None if key not in confirmed else tuple(_held(claims, best, key)),
        )
        for key in options
    }
    refuted = _refuted(claims, best, figures)
    return {
        key: _told(key, one, found, claims, best)
        if key not in refuted
        else replace(one, chosen=replace(one.chosen, value=None))
        for key, one in found.items()
    }


def _refuted(claims: Sequence[Claim], best: Solution, figures: Figures) -> frozenset[str]:
    """The figures that only a sum tells and another claim contradicts: what is "something else"
    goes free of rates and scores until its value is known."""
    chosen = {
        key: replace(figures[key], value=c.value, decimals=c.decimals)
        for key, c in best.chosen.items()
    }
    known = {**figures, **chosen}
    told = {key for key, c in best.chosen.items() if c.value is not None and not c.text}
    wrong = (
        claim
        for index, claim in enumerate(claims)
        if index not in best.broken and told.intersection(claim.keys)
        if result_of(claim, known) is Result.FAIL
    )
    return frozenset(told.intersection(key for claim in wrong for key in claim.keys))


def _told(
    key: str,
    decoded: Decoded,
    found: Mapping[str, Decoded],
    claims: Sequence[Claim],
    best: Solution,
) -> Decoded:
    """A value that only a sum tells counts if all else in a sum that holds is settled."""
    chosen = decoded.chosen
    if chosen.text or chosen.value is None:
        return decoded
    held = (c for i, c in enumerate(claims) if i not in best.broken and isinstance(c, SumClaim))
    settled = any(
        key in claim.keys
        and not any(k in found and found[k].is_open for k in claim.keys if k != key)
        for claim in held
    )
    return decoded if settled else replace(decoded, chosen=replace(chosen, value=None))


def _decoded(
    figure: Figure,
    options: Sequence[Candidate],
    chosen: Candidate,
    rivals: Mapping[Candidate, int],
    rules: tuple[str, ...] | None,
) -> Decoded:
    """One figure of the best assignment. Where no claim tells it from all others, "something else"
    is as likely as its probability says, and not as any single figure is."""
    rest = options[-1]
    if rules is None and rest.value is None and chosen is not rest:
        more = cost_of(rest.probability) - cost_of(chosen.probability)
        rivals = {**rivals, rest: more}
    return Decoded(chosen, tuple(_near(rivals, chosen, figure)), rules or ())


def _confirmed(
    claims: Sequence[Claim], best: Solution, fixed: Mapping[str, Figure]
) -> frozenset[str]:
    """The figures of claims that hold and of which every figure has a value."""
    known = {key for key, c in best.chosen.items() if c.value is not None or c.absent}
    known |= {key for key, figure in fixed.items() if figure.value is not None}
    return frozenset(
        key
        for index, claim in enumerate(claims)
        if index not in best.broken and not isinstance(claim, CapClaim)
        if known.issuperset(claim.keys)
        for key in claim.keys
        if key in fixed or not best.chosen[key].absent
    )


def _useful(
    options: Mapping[str, tuple[Candidate, ...]], claims: Sequence[Claim]
) -> dict[str, tuple[Candidate, ...]]:
    """The candidates that may be worth their price: one that costs more than leaving all sums and
    rates about its figure broken never is. A cap is no reason to change what is below it."""
    about = Counter(k for c in claims if not isinstance(c, CapClaim) for k in set(c.keys))
    over = [c for c in claims if isinstance(c, CapClaim) and _over(c, options)]
    caps = Counter(key for claim in over for key in claim.keys)
    most = {key: (about[key] + caps[key]) * cost_of(SLIP) + cost_of(1 / CHANGE) for key in options}
    return _affordable(options, most)


def _over(claim: CapClaim, options: Mapping[str, tuple[Candidate, ...]]) -> bool:
    """Whether the likeliest readings break a cap, as far as both are open."""
    low, high = (options[key][0].value if key in options else None for key in claim.keys)
    return low is None or high is None or low > high


def _affordable(
    options: Mapping[str, tuple[Candidate, ...]], most: Mapping[str, int]
) -> dict[str, tuple[Candidate, ...]]:
    """The candidates that cost no more than so much above the cheapest of their figure."""
    least = {key: min(map(price, few)) for key, few in options.items()}
    return {
        key: tuple(c for c in few if price(c) <= least[key] + most[key])
        for key, few in options.items()
    }


def _rivals(
    model: Assignment, best: Solution, options: Mapping[str, Sequence[Candidate]]
) -> dict[str, dict[Candidate, int]]:
    """What other assignments, good enough to matter, make of the figures; and what each costs more
    than the best one."""
    from zipingbiao.reconcile.assignment import TooMuchWork

    model.bound(best.cost + cost_of(1 / CHANGE))
    found: dict[str, dict[Candidate, int]] = {}
    free = [key for key in options if len(options[key]) > 1]
    for _ in range(RIVALS):
        if not free:
            return found
        model.differ(best, free)
        try:
            rival = model.solve()
        except TooMuchWork:
            break
        if rival is None:
            return found
        for key in free:
            if rival.picked[key] != best.picked[key]:
                found[key] = {rival.chosen[key]: rival.cost - best.cost}
        free = [key for key in free if key not in found]
    # There is no end of them: what is left cannot be relied on.
    for key in free:
        found[key] = {c: 0 for c in options[key] if c != best.chosen[key]}
    return found


def _near(
    rivals: Mapping[Candidate, int], chosen: Candidate, figure: Figure
) -> Iterator[Candidate]:
    """The rivals that leave a figure in doubt: a change must be clearer than what stays."""
    limit = cost_of(1 / (MARGIN if chosen.value == figure.value else CHANGE))
    return (rival for rival, more in rivals.items() if more <= limit)


def _held(claims: Sequence[Claim], best: Solution, key: str) -> Iterator[str]:
    """The rules of the claims about a figure that hold, each once."""
    held = (c.rule for i, c in enumerate(claims) if key in c.keys and i not in best.broken)
    return iter(dict.fromkeys(held))
