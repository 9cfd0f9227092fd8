"""A line of type read as what it must be in a column of figures: digits, points and signs.

A recogniser spreads the probability of a 0 over 0, O, o and 〇. Where only a figure can stand they
are one character: their probabilities are added up. What the recogniser gives to all else is left
over, so garbage stays improbable.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from math import prod

import numpy as np
from numpy.typing import NDArray

from zipingbiao.extract.spelling import Floats, Spelling, decode
from zipingbiao.schemas.page import Reading
from zipingbiao.schemas.vocabulary import lookalikes

# What figures are written with; the blank of CTC comes first.
SYMBOLS = ("", *"0123456789.,%-/")


def spelled_as_figure(posteriors: Floats, characters: Sequence[str]) -> Spelling:
    """Spell a line with the characters of figures alone.

    Args:
        posteriors: (steps, symbols), each row sums to 1; symbol 0 is the blank.
        characters: the symbols' texts.
    """
    groups = _groups(tuple(characters))
    merged = np.stack([posteriors[:, group].sum(axis=1) for group in groups], axis=1)
    return decode(merged, SYMBOLS)


def likely_texts(spelling: Spelling) -> dict[str, float]:
    """A spelling's texts (its own and those with one character exchanged), with the probability
    that the whole line says so: the product over its characters (conditional independence, as in
    CTC)."""
    own = [place[0].probability for place in spelling.places]
    texts = {spelling.text: prod(own)}
    for at, place in enumerate(spelling.places):
        others = prod(own[:at] + own[at + 1 :])
        for candidate in place[1:]:
            chars = [p[0].text for p in spelling.places]
            chars[at] = candidate.text
            text = "".join(chars).strip()
            texts[text] = texts.get(text, 0.0) + others * candidate.probability
    return texts


def pooled(views: Sequence[dict[str, float]]) -> tuple[Reading, ...]:
    """Several looks at one line as one: the mean of what each gives to a text (linear opinion
    pool), most probable first."""
    texts = dict.fromkeys(text for view in views for text in view if text)
    means = {text: sum(view.get(text, 0.0) for view in views) / len(views) for text in texts}
    ranked = sorted(means.items(), key=lambda pair: -pair[1])
    return tuple(Reading(text, round(mean, 4)) for text, mean in ranked)


@lru_cache(maxsize=4)
def _groups(characters: tuple[str, ...]) -> tuple[NDArray[np.intp], ...]:
    """For each symbol of a figure the recogniser's symbols that look like it."""
    index = {symbol: at for at, symbol in enumerate(SYMBOLS)}
    groups: list[list[int]] = [[] for _ in SYMBOLS]
    groups[0].append(0)
    for at, char in enumerate(characters[1:], start=1):
        same = unicodedata.normalize("NFKC", char).translate(lookalikes())
        if same in index and same:
            groups[index[same]].append(at)
    return tuple(np.array(group, np.intp) for group in groups)
