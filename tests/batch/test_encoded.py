from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import handmade
import pytest

from zipingbiao.batch.encoded import decoded, encoded
from zipingbiao.schemas.outcome import Outcome


def test_an_outcome_comes_back_whole() -> None:
    for outcome in handmade.batch():
        assert decoded(encoded(outcome)) == outcome


def test_a_zero_that_is_printed_is_no_blank() -> None:
    figure = replace(handmade.figure("0"), value=Decimal("0.00"), confidence=0.0, text="")
    form = replace(handmade.form(), total_score=figure, fiscal_year=0, has_scores=False)
    found = decoded(encoded(handmade.good(form))).forms[0]
    assert found == form
    assert found.total_score is not None
    assert str(found.total_score.value) == "0.00"


def test_half_a_character_is_no_hindrance() -> None:
    form = replace(handmade.form(), title="half \ud800")
    assert decoded(encoded(handmade.good(form))).forms[0].title == "half ?"


def test_other_bytes_are_told() -> None:
    with pytest.raises(ValueError, match="not an encoded outcome"):
        decoded(b"x")


def test_equal_outcomes_give_equal_bytes() -> None:
    one, other = handmade.batch()[0], handmade.batch()[0]
    assert isinstance(one, Outcome)
    assert encoded(one) == encoded(other)
