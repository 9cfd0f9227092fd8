"""The models on drawn lines."""

from __future__ import annotations

import cv2
import numpy as np

from zipingbiao.extract.recognise import LONGEST, recognise


def _crop(text: str, width: int = 160) -> np.ndarray:
    crop = np.full((40, width), 255, np.uint8)
    cv2.putText(crop, text, (10, 30), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    return crop


def test_a_figure_is_read() -> None:
    (line,) = recognise([_crop("93.49")])
    assert line.text == "93.49"
    assert line.confidence > 0.8


def test_lines_come_back_in_order() -> None:
    texts = ["10", "2.5", "77.31", "8"]
    assert [line.text for line in recognise([_crop(text) for text in texts])] == texts


def test_a_line_longer_than_the_models_take_is_read_whole() -> None:
    words = "1111 2222 3333 4444 5555 6666 7777 8888 9999"
    crop = _crop(words, 960)
    assert crop.shape[1] > LONGEST * crop.shape[0]
    (line,) = recognise([crop])
    assert line.text.replace(" ", "") == words.replace(" ", "")


def test_paper_alone_has_no_text() -> None:
    (line,) = recognise([np.full((40, 90), 250, np.uint8)])
    assert line.text == ""
    assert line.confidence > 0.8
