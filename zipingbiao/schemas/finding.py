"""What is wrong or doubtful, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zipingbiao.language import Language
from zipingbiao.schemas.figure import Place


class Severity(StrEnum):
    """error: a contradiction. warning: a person should look. info: explained by rounding."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """publisher: the document contradicts itself. extraction: the reading is in doubt."""

    PUBLISHER = "publisher"
    EXTRACTION = "extraction"
    UNDETERMINED = "undetermined"


_NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")


def number_or_text(value: Decimal | str | None) -> Decimal | str | None:
    """A text that is a plain number as that number, any other as it is."""
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else value


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `values` are keys `table/line/column` of the figures involved.

    What is `stated` and `computed` are numbers where they are plain ones, else texts: so they come
    back the same from JSON, which has text for both.
    """

    rule: str
    severity: Severity
    verdict: Verdict
    subject: str
    message: str
    message_en: str
    stated: str | Decimal | None = None
    computed: str | Decimal | None = None
    difference: Decimal | None = None
    suggestion: str = ""
    place: Place | None = None
    values: tuple[str, ...] = ()

    def message_in(self, language: Language) -> str:
        """The message in one language."""
        return self.message_en if language is Language.EN and self.message_en else self.message

    def __post_init__(self) -> None:
        for name in ("stated", "computed"):
            value = getattr(self, name)
            if isinstance(value, str):
                object.__setattr__(self, name, number_or_text(value))
