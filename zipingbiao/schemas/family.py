"""Form families (表式) as data: how a template is told, what it calls things, what must hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from zipingbiao.schemas.form import FUND_FIGURES
from zipingbiao.schemas.practice import Practice
from zipingbiao.schemas.vocabulary import BudgetSum, Synonyms, vocabulary
from zipingbiao.schemas.yaml_text import parsed

SCOPES = ("department", "project", "transfer")
# The checks there are; a test holds this list to their declarations.
RULE_SLUGS = (
    "score-sum",
    "weight-sum",
    "score-cap",
    "budget-split",
    "execution-rate",
    "execution-score",
    "grade",
    "reason-missing",
    "total-cap",
    "total-repeated",
    "weight-hundred",
    "weight-scheme",
    "weight-zero",
    "coefficient-score",
    "redistributed-cap",
    "part-cap",
    "added-in-year",
    "unit-scale",
    "budget-zero",
    "overspent",
    "low-execution",
    "leaf-rate",
    "target-score",
    "quality-band",
    "overachieved",
    "not-quantified",
    "copied-target",
    "unit-differs",
    "share-over-100",
    "full-satisfaction",
    "negative-actual",
    "not-applicable-leaf",
    "score-execution-gap",
    "level-orphan",
    "name-repeated",
    "level-missing",
    "heavy-leaf",
    "grade-boxes",
    "year-differs",
    "narrative-sum",
    "narrative-amount",
    "many-decimals",
    "form-repeated",
    "year-scale",
    "department-projects",
)
# What a title's pattern may name.
TITLE_GROUPS = {"year", "department", "project"}


class Family(BaseModel):
    """One template. What it does not say is as in the vocabulary."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str = Field(min_length=1)
    scope: str
    titles: tuple[str, ...] = ()
    """Patterns of the title; named groups `year`, `department`, `project` give header fields."""
    signs: tuple[str, ...] = ()
    """Words that this template prints and its neighbours do not."""
    default: bool = False
    """Whether a form with its title is its own where nothing else tells families apart."""
    fields: Synonyms = {}
    """Field of the output → labels, before those of the vocabulary."""
    fund_items: Synonyms = {}
    budget_column: str = "initial_budget"
    """Where an amount goes that stands under or beside its label alone."""
    sums: tuple[BudgetSum, ...] = ()
    """Totals and their parts, before those of the vocabulary."""
    levels: dict[str, dict[str, tuple[str, ...]]] = {}
    """The usual tree: level 1 → level 2 → leaves; `*及时` is any leaf whose name holds 及时.
    It breaks ties where the page leaves open which leaf belongs where; it never renames one."""
    grade_thresholds: dict[str, int | tuple[int, ...]] = {"优": 90, "良": 80, "中": 60, "差": 0}
    """Lower bounds of the grades where the form prints none; several where practice differs."""
    rules: tuple[str, ...] = RULE_SLUGS
    """Slugs of the checks that apply; one whose figures a form does not print finds nothing."""
    without_rules: tuple[str, ...] = ()
    """Slugs of those that do not apply; they are taken out of `rules`."""
    practice: Practice = Practice()
    """The variants of the rules that its practice allows."""

    @property
    def all_sums(self) -> tuple[BudgetSum, ...]:
        """The family's own sums, and those of the vocabulary."""
        return tuple(dict.fromkeys((*self.sums, *vocabulary().sums)))

    @property
    def grade_scales(self) -> tuple[dict[str, int], ...]:
        """The lower bounds at their lowest and at their highest."""
        bounds = {g: (b,) if isinstance(b, int) else b for g, b in self.grade_thresholds.items()}
        return tuple({g: choose(b) for g, b in bounds.items()} for choose in (min, max))

    @field_validator("id")
    @classmethod
    def _is_a_slug(cls, text: str) -> str:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
            raise ValueError(f"{text!r} is no id; write small letters, digits and hyphens: my-form")
        return text

    @field_validator("scope")
    @classmethod
    def _is_a_scope(cls, text: str) -> str:
        return _one_of(text, SCOPES)

    @field_validator("budget_column")
    @classmethod
    def _is_an_amount(cls, text: str) -> str:
        return _one_of(text, FUND_FIGURES[:3])

    @model_validator(mode="before")
    @classmethod
    def _without(cls, written: object) -> object:
        taken = written.get("without_rules") if isinstance(written, Mapping) else None
        if not isinstance(written, Mapping) or not isinstance(taken, list | tuple):
            return written
        rules = written.get("rules", RULE_SLUGS)
        return {**written, "rules": tuple(slug for slug in rules if slug not in taken)}

    @field_validator("rules", "without_rules")
    @classmethod
    def _are_rules(cls, slugs: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_one_of(slug, RULE_SLUGS) for slug in slugs)

    @field_validator("titles")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                named = set(re.compile(pattern).groupindex)
            except re.error as error:
                raise ValueError(f"{pattern!r} is no pattern ({error}); mend it") from error
            for name in named:
                _one_of(name, sorted(TITLE_GROUPS))
        return patterns

    @model_validator(mode="after")
    def _sums_known_items(self) -> Family:
        known = {*vocabulary().fund_items, *self.fund_items}
        for entry in self.sums:
            for item in (entry.total, *entry.parts):
                if item not in known:
                    raise ValueError(
                        f"sums: {item!r} is no money line; name its labels under fund_items, "
                        f"or use one of {', '.join(sorted(known))}"
                    )
        return self


def _one_of(text: str, words: Iterable[str]) -> str:
    if text not in words:
        raise ValueError(f"{text!r} is none of {', '.join(words)}; write one of them")
    return text


@cache
def families() -> tuple[Family, ...]:
    """The families that ship with the package, `generic` last."""
    folder = files("zipingbiao.schemas").joinpath("families")
    found = [
        Family.model_validate(parsed(entry.read_text(encoding="utf-8")))
        for entry in folder.iterdir()
        if entry.name.endswith(".yaml")
    ]
    return in_order(found)


def in_order(found: Iterable[Family]) -> tuple[Family, ...]:
    """Families by their ids; `generic`, which takes what no other does, last."""
    return tuple(sorted(found, key=lambda family: (family.id == "generic", family.id)))


def family_of(identifier: str) -> Family:
    """The family with this id.

    Raises:
        KeyError: there is none.
    """
    return {family.id: family for family in families()}[identifier]
