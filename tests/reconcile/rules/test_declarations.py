from __future__ import annotations

from decimal import Decimal

import pytest
from forms import figure, recognised

from zipingbiao.reconcile.rules import RULES
from zipingbiao.reconcile.rules.declaration import plain, usable, verdict_on
from zipingbiao.schemas.family import families
from zipingbiao.schemas.finding import Verdict


def test_families_name_rules_that_exist_and_every_rule_is_used() -> None:
    slugs = [rule.slug for rule in RULES]
    assert len(set(slugs)) == len(slugs)
    assert {slug for family in families() for slug in family.rules} == set(slugs)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("93.50", "93.5"), ("100", "100"), ("0.00", "0"), ("1E+2", "100"), ("-0.10", "-0.1")],
)
def test_a_sentence_shows_a_number_plainly(value: str, shown: str) -> None:
    assert plain(Decimal(value)) == shown


def test_a_sentence_shows_no_number_as_a_dash() -> None:
    assert plain(None) == "—"


def test_what_is_in_doubt_or_blank_is_not_computed_with() -> None:
    assert usable(figure("5"))
    assert not usable(figure("?5"))
    assert not usable(None)


def test_one_unsure_figure_makes_the_reading_the_suspect() -> None:
    sure, unsure = recognised("5", 0.99), recognised("5", 0.5)
    assert verdict_on([figure("5"), sure, None]) is Verdict.PUBLISHER
    assert verdict_on([figure("5"), unsure]) is Verdict.EXTRACTION
