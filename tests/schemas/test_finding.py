from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import handmade
import pytest

from zipingbiao.batch.encoded import decoded, encoded
from zipingbiao.schemas.finding import number_or_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("93.40", Decimal("93.40")),
        ("-1", Decimal(-1)),
        ("优", "优"),
        ("", ""),
        # As a number it would be printed with a billion digits.
        ("9e999999999", "9e999999999"),
        ("NaN", "NaN"),
        ("1,000", "1,000"),
    ],
)
def test_only_plain_numbers_are_numbers(text: str, expected: Decimal | str) -> None:
    assert number_or_text(text) == expected
    finding = handmade.finding(stated=text, computed=text)
    assert (finding.stated, finding.computed) == (expected, expected)
    outcome = handmade.good(replace(handmade.form(), findings=(finding,)))
    assert decoded(encoded(outcome)) == outcome
