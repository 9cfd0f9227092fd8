"""Every family by its template: forms without mistakes give no finding, planted ones are found."""

from __future__ import annotations

import pytest

from benchmarks.layouts import MISTAKES, Trial
from generator.form import Style
from generator.plan import Part
from generator.template import template, templates
from zipingbiao.reconcile.forms import read_forms
from zipingbiao.reconcile.rules import FIXED
from zipingbiao.schemas.family import families
from zipingbiao.schemas.form import Form

NAMES = [name for name, _ in templates()]
# Read from modules of their own (fixtures/generator/families), or from no template at all.
ELSEWHERE = {"gd-department", "mof-project", "transfer", "dept-process"}
# Told by a title alone, or described so shortly that a sample would be a guess.
WITHOUT_SAMPLE = {"generic", "department", "chongqing-department"}
STYLES = (Style(), Style(full_brackets=True, thousands=True, score_places=2), Style(money_places=4))
SEEDS = range(3)


def trial(name: str, seed: int, mistakes: tuple[str, ...] = ()) -> Trial:
    form, sheet = Part(template(name), seed, mistakes, STYLES[seed % len(STYLES)]).make()
    breaks = (len(sheet.rows) - 3,) if seed % 2 else ()
    return Trial(f"{name}-{seed}", form, sheet, breaks, repeat=seed % 4 == 1)


def read(one: Trial) -> Form:
    (form,) = read_forms(one.tables(), one.name, one.name)
    return form


def test_every_family_has_a_sample_or_is_known_to_have_none() -> None:
    sampled = {template(name).family for name in NAMES}
    assert sampled | ELSEWHERE | WITHOUT_SAMPLE == {family.id for family in families()}
    assert not WITHOUT_SAMPLE & (sampled | ELSEWHERE)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_form_is_read_by_its_family_and_nobody_is_accused(name: str, seed: int) -> None:
    one = trial(name, seed)
    assert one.score().notes == []
    form = read(one)
    assert form.family == template(name).family
    serious = [found for found in form.findings if found.severity != "info"]
    assert serious == []


def plantable(name: str, rule: str) -> bool:
    """Whether a template prints what a mistake is about."""
    try:
        trial(name, 2, (rule,))
    except (AssertionError, StopIteration, IndexError):
        return False
    return True


PLANTED = [
    (name, rule)
    for name in NAMES
    if template(name).filled
    for rule in (*MISTAKES, "grade")
    if plantable(name, rule)
]


def test_every_fixed_rule_can_be_broken_in_some_family() -> None:
    assert {rule for _, rule in PLANTED} == {rule.slug for rule in FIXED}
    assert len(PLANTED) > 4 * len(NAMES)


@pytest.mark.parametrize(("name", "rule"), PLANTED)
def test_a_planted_mistake_is_found(name: str, rule: str) -> None:
    assert trial(name, 2, (rule,)).score().notes == []


def test_a_template_that_nobody_filled_in_says_so() -> None:
    form = read(trial("sichuan-project-blank", 0))
    assert [found.rule for found in form.findings] == ["not-filled", "added-in-year"]
    assert {found.severity for found in form.findings} == {"info"}
    assert form.total_score is None
    assert {leaf.score for leaf in form.indicators} == {None}
