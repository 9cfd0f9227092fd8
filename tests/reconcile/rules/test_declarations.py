from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from forms import figure, form, fund, judged, leaf, recognised

from zipingbiao.normalize.text import has_han
from zipingbiao.reconcile.rules import ALL_RULES, FIXED, RULES
from zipingbiao.reconcile.rules.declaration import Declaration, plain, usable, value_of, verdict_on
from zipingbiao.schemas.family import RULE_SLUGS, families
from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.finding import Verdict
from zipingbiao.schemas.form import Form


def test_families_name_rules_that_exist_and_every_rule_is_used() -> None:
    assert tuple(rule.slug for rule in ALL_RULES) == RULE_SLUGS
    assert len(set(RULE_SLUGS)) == len(RULE_SLUGS)
    assert {slug for family in families() for slug in family.rules} == set(RULE_SLUGS)


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.slug)
def test_a_declaration_is_whole(rule: Declaration) -> None:
    texts = (rule.formula, rule.title, rule.title_en, rule.source, rule.example)
    assert all(text.strip() for text in (*texts, rule.message.zh, rule.message.en))
    assert has_han(rule.title)
    assert has_han(rule.message.zh)
    assert rule.message.zh.endswith("。")
    assert rule.message.en.endswith(".")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.slug)
    assert rule.ids
    assert all(re.fullmatch(r"[A-Z]{2,3}-\d\d", one) for one in rule.ids)


def test_no_two_rules_are_of_one_formula() -> None:
    ids = Counter(one for rule in ALL_RULES for one in rule.ids)
    # The same fact printed twice may be a score or an amount; 元 for 万元 shows in one form or two.
    assert [one for one, count in ids.items() if count > 1] == ["DUP-01", "FND-07"]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.slug)
def test_every_rule_is_tried(rule: Declaration) -> None:
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    assert any(f'"{rule.slug}"' in text for text in texts)


def broken() -> Iterator[Form]:
    """Forms that break the fixed rules."""
    line = fund(
        "annual_total",
        revised_budget="200",
        executed="150",
        execution_rate="85",
        weight="10",
        score="6",
    )
    parts = [line, fund("central", executed="90")]
    yield form([leaf("5", "4"), leaf("5", "6")], parts, "99", "99", grade="良", has_reasons=True)


def test_the_fixed_rules_say_what_they_declare() -> None:
    read = [judged(made) for made in broken()]
    for rule in FIXED:
        found = [finding for one in read for finding in rule.check(one)]
        pattern = re.escape(rule.message.zh)
        usual = re.sub(r"\\\{\w+\\\}", ".+", pattern)
        assert any(re.fullmatch(usual, one.message) for one in found), rule.slug


def test_all_rules_of_a_form_take_no_time() -> None:
    texts = {"target": "≥95%", "actual": "98%", "level1": "产出指标", "level2": "数量指标"}
    read = judged(form([leaf("4", "4", **texts)] * 25, [fund("annual_total", executed="5")]))
    for rule in RULES:
        list(rule.check(read))
    started = time.perf_counter()
    for _ in range(20):
        for rule in RULES:
            list(rule.check(read))
    # Some 0.5 ms; the limit is wide, for machines that do other things too.
    assert (time.perf_counter() - started) / 20 < 0.01


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


def test_what_was_derived_is_held_against_nobody() -> None:
    made = figure("5")
    assert made
    derived = made.marked(Status.DERIVED)
    assert usable(derived)
    assert (value_of(made), value_of(derived)) == (Decimal(5), None)
    eighty = figure("80")
    assert eighty
    whole = eighty.marked(Status.DERIVED)
    total = replace(form([leaf("60", "60"), leaf("20", "20")]), total_weight=whole)
    assert all(list(rule.check(judged(total))) == [] for rule in RULES if rule.slug[:6] == "weight")


def test_one_unsure_figure_makes_the_reading_the_suspect() -> None:
    sure, unsure = recognised("5", 0.99), recognised("5", 0.5)
    assert verdict_on([figure("5"), sure, None]) is Verdict.PUBLISHER
    assert verdict_on([figure("5"), unsure]) is Verdict.EXTRACTION
