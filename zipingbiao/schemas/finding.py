"""What is wrong or doubtful, as data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `values` are keys `table/line/column` of the figures involved."""

    rule: str
    severity: Severity
    verdict: Verdict
    subject: str
    message: str
    message_en: str
    stated: Decimal | str | None = None
    computed: Decimal | str | None = None
    difference: Decimal | None = None
    suggestion: str = ""
    place: Place | None = None
    values: tuple[str, ...] = ()
