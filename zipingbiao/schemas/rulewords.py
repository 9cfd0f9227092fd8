"""The words of targets and rules, loaded once from `rulewords.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from zipingbiao.schemas.vocabulary import Synonyms
from zipingbiao.schemas.yaml_text import parsed


class RuleWords(BaseModel):
    """Words of targets (指标值) and units, and those that the rules look for in names and texts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    operators: Synonyms
    suffixes: Synonyms
    lead_ins: tuple[str, ...]
    vague: tuple[str, ...]
    qualitative: tuple[str, ...]
    units: Synonyms
    bands: Synonyms
    shares: tuple[str, ...]
    satisfaction: tuple[str, ...]
    signed: tuple[str, ...]
    less_is_better: tuple[str, ...]
    execution_leaves: tuple[str, ...]
    money_leaves: tuple[str, ...]
    not_applicable: tuple[str, ...]
    homes: Synonyms
    known_levels: tuple[str, ...]
    own_score: tuple[str, ...]
    narrated_budget: tuple[str, ...]
    narrated_spending: tuple[str, ...]


@cache
def rule_words() -> RuleWords:
    """The words that ship with the package."""
    text = files("zipingbiao.schemas").joinpath("rulewords.yaml").read_text(encoding="utf-8")
    return RuleWords.model_validate(parsed(text))
