"""Form families (表式) as data: how a template is told, what it calls things, what must hold."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field, field_validator

from zipingbiao.schemas.vocabulary import Synonyms


class BudgetSum(BaseModel):
    """A total amount and its parts; checked in every column that the form prints."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    total: str
    parts: tuple[str, ...]


class Family(BaseModel):
    """One template. What it does not say is as in the vocabulary."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str
    scope: str = Field(pattern="^(department|project|transfer)$")
    titles: tuple[str, ...] = ()
    """Patterns of the title; named groups `year`, `department`, `project` give header fields."""
    signs: tuple[str, ...] = ()
    """Words that this template prints and its neighbours do not."""
    fields: Synonyms = {}
    """Field of the output → labels, before those of the vocabulary."""
    fund_items: Synonyms = {}
    budget_column: str = "initial_budget"
    """Where an amount goes that stands under or beside its label alone."""
    sums: tuple[BudgetSum, ...] = ()
    levels: dict[str, dict[str, tuple[str, ...]]] = {}
    """The usual tree: level 1 → level 2 → leaves; `*及时` is any leaf whose name holds 及时.
    It breaks ties where the page leaves open which leaf belongs where; it never renames one."""
    grade_thresholds: dict[str, int] = {"优": 90, "良": 80, "中": 60, "差": 0}
    """Lower bounds of the grades where the form prints none."""
    rules: tuple[str, ...]
    """Slugs of the checks that apply."""

    @field_validator("titles")
    @classmethod
    def _compiles(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            re.compile(pattern)
        return patterns


@cache
def families() -> tuple[Family, ...]:
    """The families that ship with the package, `generic` last."""
    folder = files("zipingbiao.schemas").joinpath("families")
    found = [
        Family.model_validate(yaml.safe_load(entry.read_text(encoding="utf-8")))
        for entry in folder.iterdir()
        if entry.name.endswith(".yaml")
    ]
    return tuple(sorted(found, key=lambda family: (family.id == "generic", family.id)))


def family_of(identifier: str) -> Family:
    """The family with this id.

    Raises:
        KeyError: there is none.
    """
    return {family.id: family for family in families()}[identifier]
