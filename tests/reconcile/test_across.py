from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from forms import form, fund, leaf
from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.reconcile.across import across
from zipingbiao.reconcile.rules import ACROSS
from zipingbiao.reconcile.rules.copies import gather
from zipingbiao.schemas.family import Family, families, family_of
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Source

LEAVES = [leaf("50", "49"), leaf("40", "38.5")]
AMOUNTS = ("90.25", "90.52", "902500", "700.00")
MANY = 10_000


def one(number: int, year: int, project: str, amount: str, total: str) -> Form:
    """The project form of a year, or the department form where no project is named."""
    item = "annual_total" if project else "project_expenditure"
    money = [
        fund(item, initial_budget=amount, revised_budget=amount, executed=amount),
        fund("current_year_appropriation", revised_budget=amount, executed=amount),
    ]
    return form(
        LEAVES,
        money,
        "100",
        total,
        form_id=f"f-{number}",
        source=f"{number}.pdf",
        scope="project" if project else "department",
        fiscal_year=year,
        department="甲局",
        project=project,
    )


batches = st.lists(
    st.tuples(
        st.sampled_from((2021, 2022)),
        st.sampled_from(("", "修路", "修桥")),
        st.sampled_from(AMOUNTS),
        st.sampled_from(("95", "97.5")),
    ),
    max_size=12,
).map(lambda rows: [one(n, *row) for n, row in enumerate(rows)])


def pairs(forms: Sequence[Form]) -> list[tuple[str, tuple[str, ...]]]:
    """Which forms each rule brings together."""
    told = [(rule.slug, between) for rule in ACROSS for between in rule.check(gather(forms))]
    return sorted(
        (slug, tuple(sorted(f.form_id for f in (between.form, *between.others))))
        for slug, between in told
    )


@given(batches, st.randoms(use_true_random=False))
def test_the_order_of_the_batch_does_not_change_what_is_found(
    forms: list[Form], random: st.DataObject
) -> None:
    turned = list(forms)
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert pairs(turned) == pairs(forms)


@given(batches)
def test_what_is_found_is_of_forms_of_the_batch_and_of_their_figures(forms: list[Form]) -> None:
    by_id = {made.form_id: made for made in forms}
    for form_id, findings in across(forms).items():
        keys = {key for key, _ in by_id[form_id].figures()}
        assert all(set(finding.values) <= keys for finding in findings)


@given(batches)
def test_recognised_forms_accuse_nobody(forms: list[Form]) -> None:
    scans = [replace(made, text_source=Source.OCR) for made in forms]
    found = [finding for findings in across(scans).values() for finding in findings]
    assert {finding.severity for finding in found} <= {"info"}


def test_a_form_alone_or_none_says_nothing() -> None:
    assert across([]) == {}
    assert across([one(1, 2022, "修路", "90.25", "95")]) == {}


def test_a_family_may_leave_a_rule_out() -> None:
    forms = [one(n, 2022, "修路", "90.25", "95") for n in (1, 2)]
    assert [finding.rule for finding in across(forms)["f-2"]] == ["form-repeated"]
    written = family_of("generic").model_dump(exclude={"rules"}) | {
        "without_rules": ["form-repeated"]
    }
    others = [family for family in families() if family.id != "generic"]
    assert across(forms, [*others, Family.model_validate(written)]) == {}


def test_a_large_batch_takes_no_time() -> None:
    """Twice as many forms take twice as long, not four times."""
    forms = [one(n, 2018 + n % 5, f"项目{n // 10}", "90.25", "95") for n in range(MANY)]
    across(forms[:10])
    started = time.process_time()
    across(forms)
    # Some 0.6 s; the limit is wide, for slow machines.
    assert time.process_time() - started < 5
