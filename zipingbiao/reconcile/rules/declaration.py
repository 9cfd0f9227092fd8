"""What a rule is: a declaration, and a check that yields findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.view import SURE
from zipingbiao.schemas.figure import Figure, Place, Status
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.page import Source

Keyed = tuple[str, Figure | None]
"""A figure with its key `table/line/column`."""
Word = Decimal | Figure | str | int | None


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence for a clerk, in Chinese and English; a rule's has `{names}` to be filled in."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """One rule (规则): fixed slug, the ids of its formulas, what it says, where it comes from.

    `message` is what a finding says (of a rule with several sentences, the usual one), `example`
    a case in which it does.
    """

    slug: str
    ids: tuple[str, ...]
    severity: Severity
    formula: str
    title: str
    title_en: str
    source: str
    message: Message
    example: str

    def says(self, **words: Word) -> Message:
        """Its sentence with the words filled in."""
        shown = {name: _shown(word) for name, word in words.items()}
        return Message(self.message.zh.format(**shown), self.message.en.format(**shown))

    def contradicts(
        self,
        subject: str,
        message: Message,
        stated: Keyed,
        parts: Sequence[Keyed] = (),
        computed: Decimal | None = None,
        severity: Severity | None = None,
    ) -> Finding:
        """The finding that figures contradict it; whose fault that is, their reading decides."""
        grave = severity or self.severity
        if grave is Severity.WARNING and not _all_sure([stated, *parts]):
            grave = Severity.INFO
        return contradiction(self.slug, grave, subject, message, stated, parts, computed)

    def notes(
        self,
        subject: str,
        message: Message,
        text_source: Source,
        figures: Sequence[Keyed] = (),
        place: Place | None = None,
        severity: Severity | None = None,
        stated: Decimal | str | None = None,
        suggestion: str = "",
    ) -> Finding:
        """The finding that a text speaks against it, alone or with figures; a recognised text is
        no evidence against the publisher."""
        sure = text_source.printed and _all_sure(figures)
        doubt = Message("", "") if text_source.printed else RECOGNISED
        return Finding(
            rule=self.slug,
            severity=(severity or self.severity) if sure else Severity.INFO,
            verdict=Verdict.PUBLISHER if sure else Verdict.UNDETERMINED,
            subject=subject,
            message=message.zh + doubt.zh,
            message_en=message.en + doubt.en,
            stated=stated,
            suggestion=suggestion,
            place=place,
            values=tuple(key for key, figure in figures if figure is not None),
        )


@dataclass(frozen=True, slots=True)
class Rule(Declaration):
    """A rule over one form. `finds` gets the rule itself, so that all of it is declared once."""

    finds: Callable[[Interpretation, Rule], Iterator[Finding]]

    def check(self, read: Interpretation) -> Iterator[Finding]:
        """What the rule finds in a form."""
        return self.finds(read, self)


def _all_sure(figures: Iterable[Keyed]) -> bool:
    return verdict_on(figure for _, figure in figures) is Verdict.PUBLISHER


# What a finding adds that rests on texts which a recogniser read.
RECOGNISED = Message(
    "（文字系识别所得，请对照原件。）", " (The text was recognised; compare with the page.)"
)


def _shown(word: Word) -> str:
    if isinstance(word, Figure):
        return plain(word.value)
    return plain(word) if word is None or isinstance(word, Decimal) else str(word)


def plain(value: Decimal | None) -> str:
    """A number for a sentence: no exponent, no trailing zeros."""
    if value is None:
        return "—"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def usable(figure: Figure | None) -> bool:
    """Whether a figure may be computed with: it has a value, and it was read or repaired."""
    return figure is not None and figure.value is not None and figure.status is not Status.DOUBTFUL


def printed(figure: Figure | None) -> bool:
    """Whether a figure may be held against the publisher: it may be computed with, and it is the
    form's own (one that was derived from the others proves nothing about them)."""
    return usable(figure) and figure is not None and figure.status is not Status.DERIVED


def value_of(figure: Figure | None) -> Decimal | None:
    """The value of a figure that the form prints."""
    return figure.value if figure is not None and printed(figure) else None


def verdict_on(figures: Iterable[Figure | None]) -> Verdict:
    """Whose contradiction it is, from the evidence of the reading alone.

    Text as printed (text layer, dump) or surely recognised, at first or at the second look: the
    publisher's. What only the sums tell leaves it open; otherwise the reading is the suspect.
    """
    known = [figure for figure in figures if figure is not None]
    if any(_is_unsure(figure) for figure in known):
        return Verdict.EXTRACTION
    told = any(figure.evidence and figure.confidence < SURE for figure in known)
    return Verdict.UNDETERMINED if told else Verdict.PUBLISHER


def _is_unsure(figure: Figure) -> bool:
    """Whether a figure was read unsurely, and nothing else tells it."""
    if figure.status is Status.DOUBTFUL:
        return True
    return figure.source is Source.OCR and figure.confidence < SURE and not figure.evidence


def contradiction(
    rule: str,
    severity: Severity,
    subject: str,
    message: Message,
    stated: Keyed,
    parts: Sequence[Keyed],
    computed: Decimal | None,
) -> Finding:
    """The finding that a stated figure is not what its parts make it."""
    key, figure = stated
    value = figure.value if figure else None
    difference = value - computed if value is not None and computed is not None else None
    figures = [figure, *(part for _, part in parts)]
    verdict = verdict_on(figures)
    doubted = verdict is not Verdict.PUBLISHER and severity is Severity.ERROR
    return Finding(
        rule=rule,
        severity=Severity.WARNING if doubted else severity,
        verdict=verdict,
        subject=subject,
        message=message.zh,
        message_en=message.en,
        stated=value,
        computed=computed,
        difference=difference,
        place=figure.place if figure else None,
        values=(key, *(part for part, figure in parts if figure is not None)),
    )


def undetermined(
    rule: str, subject: str, missing: Sequence[str], stated: Keyed | None = None
) -> Finding:
    """The finding that a check could not be made, and which parts are missing."""
    names = "、".join(missing)
    return Finding(
        rule=rule,
        severity=Severity.INFO,
        verdict=Verdict.UNDETERMINED,
        subject=subject,
        message=f"无法核对“{subject}”：缺少或存疑的数据有 {names}。",
        message_en=f"Cannot be checked; missing or in doubt: {', '.join(missing)}.",
        stated=stated[1].value if stated and stated[1] else None,
        place=_place(stated),
        values=(stated[0],) if stated else (),
    )


def _place(stated: Keyed | None) -> Place | None:
    return stated[1].place if stated and stated[1] else None
