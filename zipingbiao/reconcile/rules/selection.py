"""Which rules' findings a user wants to see (--select, --ignore), on top of those of the family.

A choice changes what is reported, never how a form is read: its sums go on settling what is in
doubt, and findings about the reading stay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from zipingbiao.errors import UsageError
from zipingbiao.reconcile.rules import ALL_RULES
from zipingbiao.schemas.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Selection:
    """The slugs of the rules whose findings are left out."""

    left_out: frozenset[str] = frozenset()

    def applied(self, outcome: Outcome) -> Outcome:
        """An outcome without the findings that are left out."""
        if not self.left_out:
            return outcome
        forms = (
            replace(f, findings=tuple(x for x in f.findings if x.rule not in self.left_out))
            for f in outcome.forms
        )
        return replace(outcome, forms=tuple(forms))


def selection(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> Selection:
    """The rules of `select` (all, if it is empty) without those of `ignore`.

    Args:
        select: slugs (`score-sum`) or beginnings of ids (`WGT` for all of WGT-01 …).
        ignore: the same.

    Raises:
        UsageError: one of them names no rule.
    """
    every = frozenset(rule.slug for rule in ALL_RULES)
    wanted = frozenset().union(*map(_named, select)) or every
    unwanted = frozenset().union(*map(_named, ignore))
    return Selection((every - wanted) | unwanted)


def _named(code: str) -> frozenset[str]:
    """The slugs that a code names."""
    prefix = code.upper()
    found = {
        rule.slug
        for rule in ALL_RULES
        if rule.slug == code.lower() or any(one.startswith(prefix) for one in rule.ids)
    }
    if not code or not found:
        groups = dict.fromkeys(one.partition("-")[0] for rule in ALL_RULES for one in rule.ids)
        listed = ", ".join(groups)
        raise UsageError(
            f"no rule {code!r}; write {listed}, the beginning of an id (WGT-0), or a "
            "slug (score-sum); `zipingbiao rules` lists them all",
            f"没有规则 {code!r}，请写 {listed}、编号的开头（WGT-0）或规则名（score-sum）；"
            "全部规则见 `zipingbiao rules`",
        )
    return frozenset(found)
