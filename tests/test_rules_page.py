"""docs/rules.md says what the declarations say; `make golden` writes it anew."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from zipingbiao.reconcile.rules import ALL_RULES
from zipingbiao.reconcile.rules.declaration import Declaration

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"
BLOCK = re.compile(r"(<!-- rules: [^\n]*-->\n).*(<!-- end of rules -->)", re.DOTALL)


def generated(rules: Iterable[Declaration]) -> str:
    """The rules in Markdown, a section each."""
    return "".join(f"\n{section(rule)}" for rule in rules) + "\n"


def section(rule: Declaration) -> str:
    """One rule in Markdown."""
    lines = [
        f"### {rule.slug}",
        "",
        f"{rule.title_en}（{rule.title}）. `{rule.severity}` · {', '.join(rule.ids)}",
        "",
        f"- Formula: {rule.formula}",
        f"- Source: {rule.source}",
        f"- Example: {rule.example}",
        f"- Says: {rule.message.zh} {rule.message.en}",
    ]
    return "\n".join(lines) + "\n"


def test_the_page_says_what_is_declared() -> None:
    text = PAGE.read_text(encoding="utf-8")
    now = BLOCK.sub(lambda match: match[1] + generated(ALL_RULES) + match[2], text)
    if os.environ.get("ZIPINGBIAO_GOLDEN") == "write":
        PAGE.write_text(now, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == now, "run `make golden` and read the diff"


def test_every_id_of_the_domain_is_a_rule_a_guard_or_left_out_with_a_reason() -> None:
    text = PAGE.read_text(encoding="utf-8")
    groups = {
        "SCO": 5, "WGT": 7, "COE": 1, "DED": 1, "FND": 9, "EXE": 7, "LOG": 17, "STR": 7,
        "GRD": 2, "YR": 1, "NAR": 2, "DUP": 2, "NUM": 1,
    }  # fmt: skip
    ids = [
        f"{group}-{number:02}" for group, most in groups.items() for number in range(1, most + 1)
    ]
    assert [one for one in ids if one not in text] == []
