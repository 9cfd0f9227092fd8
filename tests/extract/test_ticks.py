from __future__ import annotations

import cv2
import numpy as np
import pytest

from zipingbiao.extract.raster import Ink, Pixels
from zipingbiao.extract.recognise import Line
from zipingbiao.extract.textlines import Area
from zipingbiao.extract.ticks import empty_boxes, with_boxes

SIZE = 20.0


def paper(width: int = 400) -> Pixels:
    return np.zeros((30, width), np.uint8)


def box(mask: Pixels, x: int, *, ticked: bool = False, side: int = 16) -> None:
    cv2.rectangle(mask, (x, 6), (x + side, 6 + side), 255, 2)
    if ticked:
        cv2.rectangle(mask, (x + 5, 11), (x + 11, 17), 255, -1)


def middles(mask: Pixels) -> list[float]:
    return sorted(drawn.middle for drawn in empty_boxes(mask, SIZE))


def test_a_box_has_four_sides_and_nothing_inside() -> None:
    mask = paper()
    box(mask, 20)
    box(mask, 120, ticked=True)
    cv2.rectangle(mask, (200, 6), (216, 22), 255, -1)
    cv2.ellipse(mask, (270, 14), (6, 9), 0, 0, 360, 255, 2)
    cv2.rectangle(mask, (320, 6), (336, 22), 255, 2)
    mask[4:10, 318:340] = 0
    assert middles(mask) == pytest.approx([28.5], abs=1.5)


def test_a_box_may_be_broken_and_touch_what_stands_beside_it() -> None:
    mask = paper()
    box(mask, 20)
    mask[5:8, 28:31] = 0
    cv2.rectangle(mask, (37, 6), (54, 22), 255, -1)
    assert middles(mask) == pytest.approx([28.5], abs=1.5)


def read(texts: list[str], masks: list[Pixels]) -> list[str]:
    mask = np.vstack(masks)
    areas = [Area(0, 30 * n + 5, mask.shape[1], 30 * n + 25) for n in range(len(masks))]
    lines = [Line(text, 0.5, ()) for text in texts]
    found = with_boxes(Ink(255 - mask, mask, SIZE), list(zip(areas, lines, strict=True)))
    return [line.text for _, line in found]


def boxes(*places: int, ticked: int = -1) -> Pixels:
    mask = paper()
    for x in places:
        box(mask, x)
    if ticked >= 0:
        box(mask, ticked, ticked=True)
    return mask


def test_each_grade_of_a_list_gets_the_empty_box_beside_it() -> None:
    said = read(["优秀良好", "口中差"], [boxes(200, ticked=0), boxes(0, 200)])
    assert said == ["优秀□良好", "□中□差"]


def test_boxes_may_stand_behind_their_grades() -> None:
    said = read(["优√良好口中口差"], [boxes(160, 260, 360)])
    assert said == ["优√良好口中口差"]  # 优√ or √良?
    said = read(["优√ 良好口 中口 差"], [boxes(160, 260, 360)])
    assert said == ["优√ 良好□ 中□ 差□"]


def test_where_it_cannot_be_told_nothing_is_changed() -> None:
    for texts in (["优良中差"], ["优□良"], ["优秀率良好率合格率"]):
        assert read(texts, [boxes(160, 260)]) == texts


def test_marks_that_were_all_read_stay_as_they_are() -> None:
    text = "☐优√良☐中☐差"
    assert read([text], [boxes(0, 100, 200)]) == [text]


def test_a_square_within_a_tick_is_no_box_of_the_list() -> None:
    mask = boxes(110, 210, 310)
    cv2.rectangle(mask, (4, 8), (15, 19), 255, 2)
    assert read(["优 口良 口中 口差"], [mask]) == ["优 □良 □中 □差"]
