"""The models on drawn lines."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from zipingbiao.extract import recognise as module
from zipingbiao.extract.recognise import LONGEST, Line, recognise
from zipingbiao.extract.scan import HARDLY, said
from zipingbiao.extract.spelling import Candidate, Spelling


def _crop(text: str, width: int = 160) -> np.ndarray:
    crop = np.full((40, width), 255, np.uint8)
    cv2.putText(crop, text, (10, 30), cv2.FONT_HERSHEY_SIMPLEX, 1, 0, 2)
    return crop


def test_a_figure_is_read() -> None:
    ((line,),) = recognise([[_crop("93.49")]])
    assert line.text == "93.49"
    assert line.confidence > 0.8


def test_lines_come_back_in_order() -> None:
    texts = ["10", "2.5", "77.31", "8"]
    read = recognise([[_crop(text) for text in texts[:3]], [], [_crop(texts[3])]])
    assert [[line.text for line in lines] for lines in read] == [texts[:3], [], texts[3:]]


def test_a_line_longer_than_the_models_take_is_read_whole() -> None:
    words = "1111 2222 3333 4444 5555 6666 7777 8888 9999"
    crop = _crop(words, 960)
    assert crop.shape[1] > LONGEST * crop.shape[0]
    ((line,),) = recognise([[crop]])
    assert line.text.replace(" ", "") == words.replace(" ", "")


def test_paper_alone_has_no_text() -> None:
    ((line,),) = recognise([[np.full((40, 90), 250, np.uint8)]])
    assert line.text == ""
    assert line.confidence > 0.8


def test_a_word_that_a_line_break_parts_is_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    spelled = iter(
        (
            Spelling((_sure("业"), _sure("务"), _sure("项"))),
            Spelling(((Candidate("自", 0.7), Candidate("目", 0.3)), _sure("数"), _sure("量"))),
        )
    )
    monkeypatch.setattr(module, "pool", _InOrder)
    monkeypatch.setattr(module, "_spelled", lambda crop: next(spelled))
    crop = np.full((20, 60), 255, np.uint8)
    (lines,) = recognise([[crop, crop]])
    assert [line.text for line in lines] == ["业务项", "目数量"]


def test_a_comma_of_unsure_width_is_no_cause_to_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    comma = (Candidate(",", 0.55), Candidate("，", 0.43))
    read = iter([Spelling((_sure("业"), comma, _sure("务")))])
    monkeypatch.setattr(module, "decode", lambda posteriors, characters: next(read))
    ((line,),) = recognise([[np.full((20, 60), 255, np.uint8)]])
    assert line.text == "业,务"
    assert line.confidence == pytest.approx(0.98)


def test_a_figure_with_a_leading_zero_is_hardly_right() -> None:
    assert said([Line("09", 0.95)]).confidence == HARDLY
    assert said([Line("0.9", 0.95)]).confidence == 0.95
    assert said([Line("0", 0.95)]).confidence == 0.95


def _sure(char: str) -> tuple[Candidate, ...]:
    return (Candidate(char, 0.99),)


class _InOrder:
    """A pool of no threads."""

    map = staticmethod(map)
