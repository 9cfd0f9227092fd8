"""The evidence of the reading and of the sums, weighed: what each figure of a form is.

Joint decoding first; what it leaves in doubt, and what stands in a sum that it leaves broken, is
read again from the page; then joint decoding once more. A figure that the document itself prints
never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from zipingbiao.normalize.figures import amount_factor
from zipingbiao.reconcile.blanks import with_doubted_blanks
from zipingbiao.reconcile.candidates import Candidate, is_label, number_in
from zipingbiao.reconcile.check import Result
from zipingbiao.reconcile.claims import Claim, Figures, claims_of, result_of
from zipingbiao.reconcile.coverage import with_checks
from zipingbiao.reconcile.decode import CERTAIN, Decoded, decode
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.figure import Figure, Place, Status
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Reading, Source

SECOND_LOOK, JOINT = "second-look", "joint-decoding"
# Readings kept as a doubtful figure's alternatives.
ALTERNATIVES = 4

Look = Callable[[Place, bool], tuple[Reading, ...]]
"""Reads a place again; the flag says that words stand beside the figure there."""


def weigh(form: Form, family: Family, look: Look | None = None) -> Form:
    """The form with every figure stated, repaired, derived or in doubt, from all the evidence.

    Args:
        form: as read.
        family: whose claims to weigh by.
        look: how to read a cell again; None where the page cannot be seen.
    """
    form = with_doubted_blanks(form)
    claims = claims_of(form, family)
    figures = dict(form.figures())
    decoded = decode(figures, claims)
    if look is not None and decoded:
        seen = _seen_again(figures, claims, decoded, look)
        if seen:
            form = form.with_figures(lambda _, figure: seen.get(id(figure), figure))
            decoded = decode(dict(form.figures()), claims)
    return with_checks(_settled(form, decoded) if decoded else form, claims)


def _seen_again(
    figures: Figures, claims: list[Claim], decoded: Mapping[str, Decoded], look: Look
) -> dict[int, Figure]:
    """The figures in question as a second look shows them, by the identity of the first."""
    asked = {id(figures[key]): figures[key] for key in _in_question(figures, claims, decoded)}
    seen: dict[int, Figure] = {}
    for name, figure in asked.items():
        if figure.place is None or figure.place.box is None:
            continue
        readings = look(figure.place, is_label(figure))
        if readings:
            seen[name] = _reread(figure, readings)
    return seen


def _in_question(
    figures: Figures, claims: list[Claim], decoded: Mapping[str, Decoded]
) -> Iterator[str]:
    """The recognised figures that the decoding doubts or changes, and all unsure ones of claims
    that stay broken."""
    best = {key: _with_value(figure, decoded.get(key)) for key, figure in figures.items()}
    broken = {k for c in claims if result_of(c, best) is Result.FAIL for k in c.keys}
    for key, found in decoded.items():
        figure = figures[key]
        unsettled = bool(found.others) or found.chosen.value != figure.value
        unsure = key in broken and figure.confidence < CERTAIN
        if figure.source is Source.OCR and (unsettled or unsure or figure.value is None):
            yield key


def _with_value(figure: Figure, decoded: Decoded | None) -> Figure:
    if decoded is None or decoded.chosen.value is None:
        return figure
    return replace(figure, value=decoded.chosen.value, decimals=decoded.chosen.decimals)


def _reread(figure: Figure, readings: tuple[Reading, ...]) -> Figure:
    """The same figure with the probabilities of the second look."""
    factor = amount_factor(figure.unit)
    own = 0.0
    others: list[Reading] = []
    for reading in readings:
        number = number_in(figure, reading.text)
        if number is not None and number.value * factor == figure.value:
            own += reading.probability
        else:
            others.append(reading)
    return replace(
        figure, alternatives=tuple(others), evidence=(SECOND_LOOK,), confidence=min(1.0, own)
    )


def _settled(form: Form, decoded: Mapping[str, Decoded]) -> Form:
    """The form with what was decided; a figure that stands at several places stays one."""
    done: dict[int, Figure] = {}

    def judged(key: str, figure: Figure) -> Figure:
        if id(figure) not in done:
            found = decoded.get(key)
            done[id(figure)] = figure if found is None else _judged(figure, found)
        return done[id(figure)]

    return form.with_figures(judged)


def _judged(figure: Figure, found: Decoded) -> Figure:
    chosen = found.chosen
    if figure.status is Status.DOUBTFUL and figure.value is not None:
        return figure  # two figures where one should stand: no reading settles that
    if figure.source is not Source.OCR:
        return figure.marked(Status.DOUBTFUL) if found.others or chosen.value is None else figure
    if chosen.value is None or found.others:
        return replace(
            _with_value(figure, found),
            status=Status.DOUBTFUL,
            alternatives=_alternatives(figure, found),
            evidence=(),
        )
    if chosen.value == figure.value:
        return replace(figure, evidence=(*found.rules, JOINT))
    told = not chosen.text
    return replace(
        figure,
        value=chosen.value,
        decimals=chosen.decimals,
        status=Status.DERIVED if told and figure.value is None else Status.REPAIRED,
        confidence=chosen.probability if not told else 0.0,
        evidence=(*found.rules, *(() if told else figure.evidence)),
    )


def _alternatives(figure: Figure, found: Decoded) -> tuple[Reading, ...]:
    """What else a doubtful figure may be: its rivals first, then what else was read."""
    values = [candidate for candidate in found.others if candidate.value is not None]
    rivals = [Reading(_text(c), round(c.probability, 4)) for c in values]
    listed = {reading.text: reading for reading in (*rivals, *figure.alternatives)}
    return tuple(listed.values())[:ALTERNATIVES]


def _text(candidate: Candidate) -> str:
    return candidate.text or f"{candidate.value:f}"
