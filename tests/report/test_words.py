"""Every kind of finding has a Chinese name, so that no slug stands in a report for people."""

from __future__ import annotations

import re

from benchmarks.fixtures import ROOT
from zipingbiao.report.words import rule_words
from zipingbiao.schemas.family import RULE_SLUGS

# As the code writes them: rule="page-unread", _about(page, "form-unread", …), f"figure-{status}".
_NAMED = re.compile(r'(?:rule=|slug=|_about\(page, )"([a-z0-9-]+)"')
_BY_STATUS = {
    *(f"figure-{status}" for status in ("repaired", "derived", "doubtful")),
    *(f"file-{status}" for status in ("failed", "skipped")),
}


def test_every_kind_of_finding_has_a_chinese_name() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "zipingbiao").rglob("*.py")]
    rules = {rule for source in sources for rule in _NAMED.findall(source)} | _BY_STATUS
    assert {"page-unread", "form-unread", "not-filled", *RULE_SLUGS} <= rules
    assert [rule for rule in sorted(rules) if rule_words(rule).zh == rule] == []
