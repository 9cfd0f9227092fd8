"""What a recogniser's posteriors may say, on hand-made posteriors."""

from __future__ import annotations

import numpy as np
import pytest

from zipingbiao.extract.spelling import decode

CHARACTERS = ("", "1", "2", ".", "7")


def _steps(*rows: dict[int, float]) -> np.ndarray:
    posteriors = np.full((len(rows), len(CHARACTERS)), 1e-6, np.float32)
    for step, row in enumerate(rows):
        for symbol, probability in row.items():
            posteriors[step, symbol] = probability
    return posteriors


def test_repeated_symbols_fall_together_and_blanks_part_them() -> None:
    steps = _steps({1: 0.9}, {1: 0.99}, {0: 1.0}, {1: 0.95}, {3: 0.9}, {2: 0.97})
    spelling = decode(steps, CHARACTERS)
    assert spelling.text == "11.2"
    assert spelling.confidence == pytest.approx(0.9)


def test_the_next_best_readings_are_kept() -> None:
    spelling = decode(_steps({1: 0.6, 4: 0.39}, {0: 1.0}, {2: 0.98}), CHARACTERS)
    first = spelling.readings()[0]
    assert (spelling.text, first.text) == ("12", "72")
    assert first.probability == pytest.approx(0.39)


def test_a_figure_that_may_have_lost_its_point_says_so() -> None:
    spelling = decode(_steps({1: 1.0}, {3: 0.7, 0: 0.3}, {2: 1.0}), CHARACTERS)
    assert spelling.text == "1.2"
    assert "12" in [reading.text for reading in spelling.readings()]


def test_a_line_on_which_nothing_was_seen_keeps_what_it_nearly_was() -> None:
    spelling = decode(_steps({0: 1.0}, {0: 0.8, 1: 0.2}), CHARACTERS)
    assert spelling.text == ""
    assert spelling.confidence == pytest.approx(0.8)
    assert [reading.text for reading in spelling.readings()] == ["1"]
