"""Two recognisers on one line: what they agree on is surer than what either says alone.

Character by character where they see as many: Chinese characters by the average of both
probabilities (linear opinion pool, Stone 1961), which keeps every rival for the dictionary to
weigh; figures and signs, for which no dictionary speaks, by their geometric mean (logarithmic
opinion pool, Genest and Zidek 1986), in which agreement counts. Where they see different numbers of
characters the careful one is right far more often, but is believed less.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from functools import lru_cache
from math import sqrt

from zipingbiao.extract.spelling import LEAST, RIVALS, Candidate, Place, Spelling

# How much the quick model's word counts where it sees another number of characters.
OBJECTION = 0.25
# The careful model's share in whether there is a character.
CAREFUL = 0.8
_HAN = re.compile(r"[\u3400-\u9fff]")


def agreed(quick: Spelling, careful: Spelling) -> Spelling:
    """One spelling out of two; characters are printed as the careful one prints them."""
    if len(quick.places) == len(careful.places):
        pairs = zip(quick.places, careful.places, strict=True)
        return Spelling(tuple(_pooled(one, other) for one, other in pairs))
    return Spelling(tuple(_doubted(place, quick) for place in careful.places))


def one_form(spelling: Spelling) -> Spelling:
    """The spelling with the full-width and the half-width form of a character as one candidate: a
    recogniser that wavers between ， and , has no doubt that there is a comma."""
    return Spelling(tuple(map(_in_one_form, spelling.places)))


def _in_one_form(place: Place) -> Place:
    """A place whose candidates differ, each with the probabilities of all that are the same."""
    if len(place) < 2:
        return place
    totals: dict[str, float] = {}
    for candidate in place:
        same = _same(candidate.text)
        totals[same] = totals.get(same, 0.0) + candidate.probability
    texts = {_same(candidate.text): candidate.text for candidate in reversed(place)}
    first, *others = (Candidate(texts[same], round(p, 4)) for same, p in totals.items())
    return (first, *sorted(others, key=lambda candidate: -candidate.probability))


def _pooled(quick: Place, careful: Place) -> Place:
    """Both places as one, over all that either thought possible."""
    texts = {_same(c.text): c.text for c in (*reversed(quick), *reversed(careful))}
    pool = _pool_of(texts)
    weights = {
        text: pool(_probability(quick, same), _probability(careful, same))
        for same, text in texts.items()
    }
    total = sum(weights.values())
    shares = sorted(((w / total, text) for text, w in weights.items()), key=lambda pair: -pair[0])
    ranked = [Candidate(text, round(share, 4)) for share, text in shares[:RIVALS]]
    return (ranked[0], *(c for c in ranked[1:] if c.probability >= LEAST))


def _pool_of(texts: Collection[str]) -> Callable[[float, float], float]:
    """How the two are weighed where these are possible."""
    if "" in texts:
        return _careful_first
    return _average if any(map(_HAN.match, texts)) else _geometric


def _average(quick: float, careful: float) -> float:
    return (quick + careful) / 2


def _geometric(quick: float, careful: float) -> float:
    return sqrt(quick * careful)


def _careful_first(quick: float, careful: float) -> float:
    """Whether there is anything at all: the quick model overlooks faint strokes."""
    return (1 - CAREFUL) * quick + CAREFUL * careful


def _probability(place: Place, same: str) -> float:
    return max(LEAST, sum(c.probability for c in place if _same(c.text) == same))


@lru_cache(maxsize=4096)
def _same(char: str) -> str:
    """Full-width and half-width forms are one character here; models differ in such habits."""
    return unicodedata.normalize("NFKC", char)


def _doubted(place: Place, quick: Spelling) -> Place:
    """A character of a line in which the quick model saw more characters, or fewer."""
    objection = OBJECTION * quick.confidence
    total = sum(c.probability for c in place) + objection
    return tuple(Candidate(c.text, round(c.probability / total, 4)) for c in place)
