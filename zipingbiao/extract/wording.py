"""Which of a recogniser's readings is made of words: 考核 rather than 老核.

Only characters that the recogniser itself was unsure of are weighed, and only against its own
rivals: by word frequencies (jieba's dictionary, MIT, and the words of the forms) over the best
parting of the line into words, found by dynamic programming. Digits and signs are never exchanged;
what a figure says is for the sums to decide.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from itertools import product
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from zipingbiao.extract.spelling import Candidate, Place, Spelling
from zipingbiao.schemas.vocabulary import vocabulary

# A character is weighed if the recogniser was less sure than this of it.
SURE = 0.9
# Words longer than this are rare.
LONGEST = 4
# How much the dictionary counts against the recogniser, whose probabilities are for one character.
WEIGHT = 0.5
# The words of the forms count as much as the commonest words of the language.
USUAL = 10_000
_HAN = re.compile(r"[\u3400-\u9fff]")


def worded(spelling: Spelling) -> Spelling:
    """The same line with its unsure Chinese characters chosen by the words they make."""
    if not any(_open(place) for place in spelling.places):
        return spelling
    options = [_options(place) for place in spelling.places]
    chosen = _best_path(options)
    places = zip(spelling.places, chosen, strict=True)
    return replace(spelling, places=tuple(_chosen(place, text) for place, text in places))


def in_words(text: str) -> int:
    """How many characters of a text stand in words of two or more, longest words first."""
    count = at = 0
    while at < len(text):
        lengths = range(min(LONGEST, len(text) - at), 1, -1)
        length = next((n for n in lengths if _usual(text[at : at + n]) is not None), 0)
        count, at = count + length, at + max(1, length)
    return count


def _open(place: Place) -> bool:
    return place[0].probability < SURE and len(_options(place)) > 1


def _options(place: Place) -> tuple[Candidate, ...]:
    """What may be chosen: the first candidate, and Chinese rivals of a Chinese character."""
    if place[0].probability >= SURE or not _HAN.fullmatch(place[0].text):
        return place[:1]
    return (place[0], *(c for c in place[1:] if _HAN.fullmatch(c.text)))


def _best_path(options: list[tuple[Candidate, ...]]) -> list[str]:
    """The likeliest parting of the line into words, and with it a character for each place."""
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(options) + 1):
        tails = (
            (best[start][0] + score, (*best[start][1], *texts))
            for start in range(max(0, end - LONGEST), end)
            for score, texts in _spelled(options[start:end])
        )
        best.append(max(tails, key=lambda tail: tail[0]))
    return list(best[-1][1])


def _spelled(options: list[tuple[Candidate, ...]]) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Every word that these places can spell, with its score; a lone character always is one."""
    for chars in product(*options):
        usual = _usual("".join(char.text for char in chars))
        if usual is not None or len(chars) == 1:
            read = sum(log(max(char.probability, 1e-6)) for char in chars)
            yield read + WEIGHT * (usual or _RARE), tuple(char.text for char in chars)


# The logarithm of the share of a character that is no word.
_RARE = -20.0


def _usual(word: str) -> float | None:
    words = _words()
    key = _key(word)
    at = int(words.keys.searchsorted(np.uint64(key), "right")) - 1
    return float(words.shares[at]) if at >= 0 and int(words.keys[at]) == key else None


def _chosen(place: Place, text: str) -> Place:
    """The place with the chosen candidate first."""
    if place[0].text == text:
        return place
    first = next(candidate for candidate in place if candidate.text == text)
    return (first, *(candidate for candidate in place if candidate is not first))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words as sorted numbers (see `_key`), with the logarithms of their shares. Of a word
    that is listed twice the last is the commoner."""

    keys: NDArray[np.uint64]
    shares: NDArray[np.float32]


def _key(word: str) -> int:
    """A word of up to `LONGEST` characters as one number of 64 bits; 0 for what is no such word."""
    coded = word.encode("utf-16-be")
    return int.from_bytes(coded, "big") if len(coded) <= 2 * LONGEST else 0


@cache
def _words() -> _Words:
    """The dictionary, a tenth as large as if it were strings; read as a file, which spares the
    package's import."""
    keys, counts = array("Q"), array("Q")
    for word, count in _listed():
        if key := _key(word):
            keys.append(key)
            counts.append(count)
    known, counted = np.frombuffer(keys, np.uint64), np.frombuffer(counts, np.uint64)
    order = np.lexsort((counted, known))
    shares = np.log(counted[order] / counted.sum()).astype(np.float32)
    return _Words(known[order], shares)


def _listed() -> Iterator[tuple[str, int]]:
    """The words of the forms and of the language, and how often they were counted."""
    yield from ((word, USUAL) for word in _form_words())
    spec = find_spec("jieba")
    places: Iterable[str] = (spec and spec.submodule_search_locations) or ()
    for place in places:
        with (Path(place) / "dict.txt").open(encoding="utf-8") as lines:
            for line in lines:
                word, count, _ = line.split(" ", 2)
                yield word, int(count)


def _form_words() -> Iterator[str]:
    words = vocabulary()
    for synonyms in (words.columns, words.fund_columns, words.fund_items, words.fields):
        yield from (word for listed in synonyms.values() for word in listed)
