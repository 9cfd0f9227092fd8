from __future__ import annotations

from dataclasses import replace

import handmade
import pytest

from zipingbiao.errors import UsageError
from zipingbiao.reconcile.rules import ALL_RULES
from zipingbiao.reconcile.rules.selection import selection

READING = handmade.finding("figure-doubtful")
EVERY = {rule.slug for rule in ALL_RULES}


def test_nothing_said_is_everything() -> None:
    assert selection().left_out == frozenset()
    assert selection().applied(handmade.good(handmade.form())) == handmade.good(handmade.form())


@pytest.mark.parametrize(
    ("select", "ignore", "kept"),
    [
        (["score-sum"], [], {"score-sum"}),
        (["SCO-02"], [], {"score-sum"}),
        (["EXE-0", "grade"], ["EXE-05"], {
            "execution-rate", "execution-score", "budget-zero", "overspent", "leaf-rate", "grade",
        }),
        ([], ["LOG", "STR", "NAR"], {
            rule.slug for rule in ALL_RULES if not rule.ids[0].startswith(("LOG", "STR", "NAR"))
        }),
        (["wgt"], ["weight-sum"], {
            "weight-hundred", "weight-scheme", "weight-zero",
        }),
    ],
)  # fmt: skip
def test_slugs_and_beginnings_of_ids_name_rules(
    select: list[str], ignore: list[str], kept: set[str]
) -> None:
    assert EVERY - selection(select, ignore).left_out == kept


@pytest.mark.parametrize("code", ["WGTX", "score", "", "wgt-sum"])
def test_an_unknown_rule_is_refused_and_the_others_are_named(code: str) -> None:
    with pytest.raises(UsageError, match=r"no rule .*WGT, .*score-sum"):
        selection([code])


def test_findings_about_the_reading_stay() -> None:
    form = replace(handmade.form(), findings=(*handmade.form().findings, READING))
    (kept,) = selection(["grade"]).applied(handmade.good(form)).forms
    assert kept.findings == (READING,)
