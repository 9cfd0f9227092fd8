"""What a rule over several forms of a batch is (跨表规则): a declaration, and what it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.reconcile.rules.copies import Gathered
from zipingbiao.reconcile.rules.declaration import (
    RECOGNISED,
    Declaration,
    Keyed,
    Message,
    verdict_on,
)
from zipingbiao.schemas.figure import PRINTED, Figure, Place
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import FormLike


@dataclass(frozen=True, slots=True)
class Between:
    """A finding that goes to `form`, and the other forms that it rests on."""

    form: FormLike
    others: tuple[FormLike, ...]
    finding: Finding


@dataclass(frozen=True, slots=True)
class AcrossRule(Declaration):
    """A rule over the forms of a batch."""

    finds: Callable[[Gathered, AcrossRule], Iterator[Between]]

    def check(self, gathered: Gathered) -> Iterator[Between]:
        """What the rule finds among the forms."""
        return self.finds(gathered, self)

    def tells(
        self,
        forms: Sequence[FormLike],
        subject: str,
        message: Message,
        own: Sequence[Keyed] = (),
        others: Sequence[Figure | None] = (),
        computed: Decimal | None = None,
        severity: Severity | None = None,
    ) -> Between:
        """The finding about the first of `forms`. It accuses only if all of them and all figures
        were printed as they stand: names and years that were recognised pair no forms for sure."""
        form = forms[0]
        figures = [*(figure for _, figure in own), *others]
        sure = all(one.text_source.printed for one in forms) and all(map(is_sure, figures))
        doubt = RECOGNISED if any(not one.text_source.printed for one in forms) else Message("", "")
        stated = own[0][1] if own else None
        value = stated.value if stated else None
        finding = Finding(
            rule=self.slug,
            severity=(severity or self.severity) if sure else Severity.INFO,
            verdict=_verdict(sure, figures),
            subject=subject,
            message=message.zh + doubt.zh,
            message_en=message.en + doubt.en,
            stated=value,
            computed=computed,
            difference=value - computed if value is not None and computed is not None else None,
            place=(stated.place if stated else None) or Place(form.first_page),
            values=tuple(key for key, _ in own),
        )
        return Between(form, tuple(forms[1:]), finding)


def is_sure(figure: Figure | None) -> bool:
    """Whether a figure stands as it was read: neither put right nor read unsurely."""
    if figure is None or figure.status not in PRINTED:
        return False
    return verdict_on([figure]) is Verdict.PUBLISHER


def _verdict(sure: bool, figures: Iterable[Figure | None]) -> Verdict:
    if sure:
        return Verdict.PUBLISHER
    suspect = verdict_on(figures) is Verdict.EXTRACTION
    return Verdict.EXTRACTION if suspect else Verdict.UNDETERMINED


def pages(form: FormLike) -> str:
    """The pages of a form, for a sentence: 3 or 3–4."""
    same = form.first_page == form.last_page
    return str(form.first_page) if same else f"{form.first_page}–{form.last_page}"
