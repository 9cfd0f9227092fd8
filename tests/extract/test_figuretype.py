"""Lines of figures from hand-made posteriors."""

from __future__ import annotations

import numpy as np
import pytest

from zipingbiao.extract.figuretype import likely_texts, pooled, spelled_as_figure
from zipingbiao.extract.spelling import Candidate, Spelling

CHARACTERS = ("", "0", "O", "〇", "7", "７", "项", ".")


def spelled(*rows: dict[str, float]) -> Spelling:
    """Steps with these probabilities, blanks in between."""
    posteriors = np.zeros((2 * len(rows), len(CHARACTERS)), np.float32)
    posteriors[1::2, 0] = 1.0
    for step, row in enumerate(rows):
        for char, probability in row.items():
            posteriors[2 * step, CHARACTERS.index(char)] = probability
    return spelled_as_figure(posteriors, CHARACTERS)


def places(*rows: dict[str, float]) -> Spelling:
    return Spelling(tuple(tuple(Candidate(t, p) for t, p in row.items()) for row in rows))


def test_all_that_looks_like_a_digit_speaks_for_it() -> None:
    # No single one reaches a half; 0.4 + 0.3 + 0.2 are 0.9.
    spelling = spelled({"0": 0.4, "O": 0.3, "〇": 0.2, "项": 0.1})
    assert spelling.text == "0"
    assert spelling.confidence == pytest.approx(0.9)


def test_full_width_digits_are_digits() -> None:
    spelling = spelled({"7": 0.3, "７": 0.5}, {".": 1.0}, {"0": 1.0})
    assert spelling.text == "7.0"
    assert spelling.confidence == pytest.approx(0.8)


def test_what_is_no_figure_stays_improbable() -> None:
    spelling = spelled({"项": 0.95, "7": 0.04})
    assert spelling.text == "7"
    assert spelling.confidence == pytest.approx(0.04)


def test_a_line_is_as_probable_as_all_its_characters_together() -> None:
    texts = likely_texts(places({"1": 0.9, "7": 0.1}, {"2": 0.8, "3": 0.2}))
    # 0.9 × 0.8, 0.1 × 0.8, 0.9 × 0.2.
    assert texts == pytest.approx({"12": 0.72, "72": 0.08, "13": 0.18})


def test_a_character_may_be_none() -> None:
    texts = likely_texts(places({"1": 1.0}, {".": 0.7, "": 0.3}, {"5": 1.0}))
    assert texts == pytest.approx({"1.5": 0.7, "15": 0.3})


def test_several_looks_count_by_their_mean() -> None:
    readings = pooled([{"12": 0.9, "72": 0.1}, {"72": 0.6}, {"12": 0.6, "": 0.4}])
    # (0.9 + 0 + 0.6) / 3 and (0.1 + 0.6 + 0) / 3; to see nothing is no text.
    assert [r.text for r in readings] == ["12", "72"]
    assert [r.probability for r in readings] == pytest.approx([0.5, 0.2333])
