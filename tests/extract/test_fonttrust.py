from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from papers import SHIFTED, mapped_paper

from zipingbiao.extract.fonttrust import Trust
from zipingbiao.extract.models import Model
from zipingbiao.extract.pdfium import page_content
from zipingbiao.extract.textlayer import ASCII


def wrong_fonts(path: Path, trust: Trust) -> set[str]:
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        faces = trust.check(page, page_content(page).glyphs)
    assert {script for _, script in faces} <= {ASCII}
    return {font.split()[0] for font, _ in faces}


def drawn(font: str, text: str, y: int = 50) -> str:
    return f"BT /{font} 10 Tf 20 {y} Td ({text}) Tj ET\n"


def test_a_font_whose_digits_are_shifted_is_wrong_and_the_one_beside_it_is_not(
    tmp_path: Path,
) -> None:
    drawing = drawn("Right", "1,234.56 80") + drawn("Wrong", "93.49 70", 30)
    path = mapped_paper(tmp_path, {"Right": "", "Wrong": SHIFTED}, drawing)
    assert wrong_fonts(path, Trust()) == {"Helvetica-Wrong"}


def test_digits_that_are_mapped_to_letters_are_wrong(tmp_path: Path) -> None:
    path = mapped_paper(tmp_path, {"Wrong": "<30> <39> <0041>"}, drawn("Wrong", "93.49 1250"))
    assert wrong_fonts(path, Trust()) == {"Helvetica"}


@pytest.mark.parametrize("digit", "0123456789")
def test_one_wrong_digit_is_enough(tmp_path: Path, digit: str) -> None:
    code, other = ord(digit), ord("7" if digit == "4" else "4")
    ranges = f"<{code:02x}> <{code:02x}> <{other:04x}>"
    path = mapped_paper(
        tmp_path, {"Wrong": ranges}, drawn("Wrong", f"{digit}{digit} {digit}.{digit}")
    )
    assert wrong_fonts(path, Trust()) == {"Helvetica"}


def test_good_digits_are_believed_wherever_they_stand(tmp_path: Path) -> None:
    drawing = "1 1 0 rg 0 0 200 100 re f 1 0 0 rg\n" + drawn("F", "10 25.3 468.79")
    drawing += "0 0 1 rg 0 0 100 45 re f 1 1 1 rg\n" + drawn("F", "10 25.3 468.79", 30)
    assert wrong_fonts(mapped_paper(tmp_path, {"F": ""}, drawing), Trust()) == set()


def test_characters_that_lie_on_their_side_say_nothing(tmp_path: Path) -> None:
    drawing = "BT /F 10 Tf 0 1 -1 0 100 20 Tm (93.49 68) Tj ET"
    assert wrong_fonts(mapped_paper(tmp_path, {"F": ""}, drawing), Trust()) == set()


def test_a_font_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, trust = mapped_paper(tmp_path, {"F": ""}, drawn("F", "1,234.56 80")), Trust()
    wrong_fonts(path, trust)

    def refuse(self: Model, prepared: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(Model, "posteriors", refuse)
    assert wrong_fonts(path, trust) == set()
    with pytest.raises(AssertionError):
        wrong_fonts(path, Trust())
