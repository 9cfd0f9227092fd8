"""Which family is this form of? By its title and by the words that only its family prints."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from zipingbiao.normalize.text import fold, label
from zipingbiao.reconcile.header import title_match
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.page import Grid

# A title weighs as much as half of a family's signs: a title is borrowed, words are not.
TITLE = 0.5


def choose_family(title: str, grid: Grid, families: Sequence[Family]) -> Family:
    """The family that fits best; the last one (`generic`) if none fits at all.

    Of equals the one with more signs (a variant of a template prints all of that template's words,
    and its own), then the one that is the default for its title.
    """
    text = "\n".join(form(cell.text) for cell in grid.cells for form in (fold, label))
    printed = [_printed(text, family) for family in families]
    scored = [
        (fit(title, signs, family), signs, family.default, -index)
        for index, (family, signs) in enumerate(zip(families, printed, strict=True))
    ]
    best, *_, index = max(scored)
    return families[-index] if best > 0 else families[-1]


def _printed(text: str, family: Family) -> int:
    """How many of its signs a form prints."""
    return sum([sign in text for sign in _folded(family.signs)])


@lru_cache(maxsize=256)
def _folded(signs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, signs))


def fit(title: str, signs: int, family: Family) -> float:
    """How well a form fits a family: share of its signs that it prints, and its title. 0: not at
    all."""
    share = signs / len(family.signs) if family.signs else 0.0
    titled = title_match(title, family) is not None
    if not titled and share < TITLE:
        return 0.0
    return share + (TITLE if titled else 0.0)
