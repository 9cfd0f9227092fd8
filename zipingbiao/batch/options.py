"""How every file of a batch is read."""

from __future__ import annotations

from dataclasses import dataclass

from zipingbiao.schemas.family import Family


@dataclass(frozen=True, slots=True)
class Options:
    """The families to choose from, those of the package where None; whether to draw the pages that
    forms stand on, and to keep the shape in which the forms are printed."""

    families: tuple[Family, ...] | None = None
    pictures: bool = False
    shape: bool = False


DEFAULT = Options()
