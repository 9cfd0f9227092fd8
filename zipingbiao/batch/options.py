"""How every file of a batch is read."""

from __future__ import annotations

from dataclasses import dataclass

from zipingbiao.schemas.family import Family


@dataclass(frozen=True, slots=True)
class Options:
    """The families to choose from, those of the package where None."""

    families: tuple[Family, ...] | None = None


DEFAULT = Options()
