"""The closed lexicon of the forms, loaded once from `vocabulary.yaml`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from zipingbiao.schemas.yaml_text import parsed

Synonyms = dict[str, tuple[str, ...]]


class BudgetSum(BaseModel):
    """A total amount and its parts; checked in every column that the form prints."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    total: str
    parts: tuple[str, ...]


class Vocabulary(BaseModel):
    """Header words, labels and marks; each synonym table maps a role to its printed words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Synonyms
    column_forms: dict[str, str]
    fund_columns: Synonyms
    fund_column_forms: dict[str, str]
    fund_items: Synonyms
    sums: tuple[BudgetSum, ...]
    fields: Synonyms
    totals: tuple[str, ...]
    total_signs: tuple[str, ...]
    subtotals: tuple[str, ...]
    grade_labels: tuple[str, ...]
    closings: tuple[str, ...]
    bands: tuple[str, ...]
    titles: tuple[str, ...]
    other_titles: tuple[str, ...]
    grades: tuple[str, ...]
    grade_words: dict[str, str]
    grade_variants: dict[str, str]
    marked: str
    unmarked: str
    nulls: tuple[str, ...]
    prompts: tuple[str, ...]
    lookalikes: dict[str, str]
    confusions: dict[str, str]
    common: str


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the package."""
    text = files("zipingbiao.schemas").joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    return Vocabulary.model_validate(parsed(text))


@cache
def lookalikes() -> dict[int, str]:
    """What recognisers put for the characters of figures, as a table for `str.translate`."""
    listed = vocabulary().lookalikes.items()
    return str.maketrans({other: char for char, others in listed for other in others})
