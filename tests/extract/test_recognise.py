"""The recogniser's decoding, on hand-made posteriors; and the model on one drawn line."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from zipingbiao.extract.recognise import decode, recognise

CHARACTERS = ("", "1", "2", ".", "7")


def _steps(*rows: dict[int, float]) -> np.ndarray:
    posteriors = np.full((len(rows), len(CHARACTERS)), 1e-6, np.float32)
    for step, row in enumerate(rows):
        for symbol, probability in row.items():
            posteriors[step, symbol] = probability
    return posteriors


def test_repeated_symbols_fall_together_and_blanks_part_them() -> None:
    line = decode(_steps({1: 0.9}, {1: 0.99}, {0: 1.0}, {1: 0.95}, {3: 0.9}, {2: 0.97}), CHARACTERS)
    assert line.text == "11.2"
    assert line.confidence == pytest.approx(0.9)


def test_the_next_best_readings_are_kept() -> None:
    line = decode(_steps({1: 0.6, 4: 0.39}, {0: 1.0}, {2: 0.98}), CHARACTERS)
    assert line.text == "12"
    assert line.readings[0].text == "72"
    assert line.readings[0].probability == pytest.approx(0.39)


def test_a_figure_that_may_have_lost_its_point_says_so() -> None:
    line = decode(_steps({1: 1.0}, {3: 0.7, 0: 0.3}, {2: 1.0}), CHARACTERS)
    assert line.text == "1.2"
    assert "12" in [reading.text for reading in line.readings]


def test_nothing_is_a_line_without_text() -> None:
    assert decode(_steps({0: 1.0}, {0: 1.0}), CHARACTERS).text == ""


def test_the_model_reads_a_figure() -> None:
    crop = np.full((40, 160), 255, np.uint8)
    cv2.putText(crop, "93.49", (10, 30), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    line = recognise(crop)
    assert line.text == "93.49"
    assert line.confidence > 0.8
