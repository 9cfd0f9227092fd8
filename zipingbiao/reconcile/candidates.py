"""What a figure may be: its readings, what recognisers take for one another, or anything else.

Probabilities are the recogniser's. What it leaves over is shared by the confusions (a digit for
another, a lost or moved point, a comparator or the rest of a rule read as a leading digit) and by
all other figures, of which any single one is improbable. A figure that the document itself prints
is what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import log

from zipingbiao.normalize.figures import Number, amount_factor, is_null, parse_number
from zipingbiao.normalize.text import label_weight, level_weight
from zipingbiao.reconcile.check import COMPUTED_DECIMALS
from zipingbiao.reconcile.claims import AMOUNTS
from zipingbiao.reconcile.reading import as_figure
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.page import Source
from zipingbiao.schemas.vocabulary import vocabulary

# No recogniser is surer than this: it read a figure wrongly with more than 0.999 about once in
# a thousand.
LEFT_OVER = 0.001
# How likely a publisher's slip in one claim is taken to be.
SLIP = 0.02
# "Something else" is one of so many figures.
OTHERS = 100
# The share of what is left over that is for all confusions together; but a recogniser names what
# it thinks this likely, so no single one it did not name is likelier.
CONFUSED, UNSEEN = 0.5, 0.001
# A point that is lost on a coarse picture, and a % that is read as digits, leave no trace. On scans
# at 100 dpi one point in 300 was lost; and nobody's slip is a shift by whole places.
POINT_LOST, PERCENT_READ = 0.01, 0.3
# No amount (万元), and no weight, score or rate, is larger.
MOST_AMOUNT, MOST = Decimal(10) ** 9, Decimal(1000)
# Where no reading is likely, and none need be printed, a mark of one or two characters may as well
# be no figure at all.
LIKELY, SMALL, NONE = 0.5, 2, 0.5
# A lone / is easily read as one of these; where no figure need be printed, so often it is one.
STROKE, _STROKES = 0.2, ("1", "7", "I", "l", "|", "/")
# No thousands: a comma before one or two last digits is a point.
_COMMA = re.compile(r",(?=\d{1,2}%?$)")
_PERCENT = re.compile(r"(?:96|9%?|6%?)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a figure may be, with its probability. Without a value it is something else,
    or `absent`: what was read is a mark for "none" (—, /), or dirt."""

    value: Decimal | None
    decimals: int
    text: str
    probability: float
    absent: bool = False


def most_of(key: str) -> Decimal:
    """The most that a figure of this key can be."""
    return MOST_AMOUNT if key.rpartition("/")[2] in AMOUNTS else MOST


def candidates(
    figure: Figure, *, most: Decimal = MOST_AMOUNT, optional: bool = False
) -> tuple[Candidate, ...]:
    """The readings of a figure, most probable first, then its confusions, then "something else".

    A figure that was printed as text has itself alone; with "something else" where it is not sure
    that it stands where it was read.

    Args:
        figure: as read.
        most: it is mistaken for nothing larger (a long amount for one without its point).
        optional: whether forms often print none here (the weight of a single source of money).
    """
    if figure.source is not Source.OCR:
        return _printed(figure)
    read = _readings(figure)
    absent = sum(r.probability for r in figure.alternatives if is_null(r.text))
    if optional and is_stroke(figure):
        absent = max(absent, STROKE)
    left = max(LEFT_OVER, 1.0 - absent - sum(c.probability for c in read))
    if optional and all(c.probability < LIKELY and len(c.text) <= SMALL for c in read):
        absent, left = absent + left * NONE, left * (1 - NONE)
    known = {c.value for c in read}
    mistaken = _confusions(read[0], most) if read else ()
    confused = [c for c in mistaken if c.value not in known]
    share = left * CONFUSED / max(1, len(confused))
    weighed = [replace(c, probability=_likely(c.probability, share)) for c in confused]
    rest = max(left - sum(c.probability for c in weighed), left * (1 - CONFUSED))
    nothing = [Candidate(None, 0, "", absent, absent=True)] if absent else []
    return _shared(*read, *weighed, *nothing, Candidate(None, 0, "", rest))


def _shared(*found: Candidate) -> tuple[Candidate, ...]:
    """Candidates of which one is right. What is known of a kind of misreading may be more than a
    recogniser left over, and its rivals need not exclude each other: then all give way."""
    whole = max(1.0, sum(candidate.probability for candidate in found))
    return tuple(replace(c, probability=c.probability / whole) for c in found)


def _likely(most: float, share: float) -> float:
    """The probability of a confusion: its share, or what is known of its kind."""
    return most if most > UNSEEN else min(most, share)


def cost_of(probability: float) -> int:
    """−1000·ln p, in whole numbers."""
    return round(-1000 * log(max(probability, 1e-9)))


def price(candidate: Candidate) -> int:
    """What it costs to choose a candidate; "something else" is one of many figures."""
    unknown = candidate.value is None and not candidate.absent
    return cost_of(candidate.probability / OTHERS if unknown else candidate.probability)


def number_in(figure: Figure, text: str) -> Number | None:
    """The number of a reading: the whole of it, or the weight in a label."""
    if is_label(figure):
        return parse_number(level_weight(text) or label_weight(text))
    whole = text.replace(" ", "").replace("\n", "") if len(text) > 1 else text
    return as_figure(text) or as_figure(_COMMA.sub(".", whole)) if text else None


def is_stroke(figure: Figure) -> bool:
    """Whether what was recognised may be the mark for "none" (/)."""
    return figure.source is Source.OCR and figure.text.strip() in _STROKES


def is_label(figure: Figure) -> bool:
    """Whether a figure was printed within words (过程(40分))."""
    within = level_weight(figure.text) or label_weight(figure.text)
    return figure.value is not None and as_figure(figure.text) is None and bool(within)


def _printed(figure: Figure) -> tuple[Candidate, ...]:
    rest = Candidate(None, 0, "", max(LEFT_OVER, 1.0 - figure.confidence))
    if figure.value is None:
        return (rest,)
    own = Candidate(figure.value, figure.decimals, figure.text, figure.confidence)
    return _shared(own, rest) if figure.confidence < 1.0 else (own,)


def _readings(figure: Figure) -> list[Candidate]:
    """What the recogniser thought of, each number once."""
    factor = amount_factor(figure.unit)
    shift = -int(factor.adjusted()) if factor != 1 else 0
    found: dict[Decimal, Candidate] = {}
    if figure.value is not None:
        own = Candidate(figure.value, figure.decimals, figure.text, figure.confidence)
        found[figure.value] = own
    for reading in figure.alternatives:
        number = number_in(figure, reading.text)
        if number is None:
            continue
        value = number.value * factor
        if value not in found:
            decimals = max(0, number.decimals + shift)
            found[value] = Candidate(value, decimals, reading.text, reading.probability)
    return sorted(found.values(), key=lambda c: -c.probability)


def _confusions(read: Candidate, largest: Decimal) -> Iterator[Candidate]:
    """What may have been printed where this was read, each value once; the probability is the most
    that it can have."""
    assert read.value is not None
    seen = {read.value}
    plain = f"{abs(read.value):.{read.decimals}f}"
    mistaken = ((text, UNSEEN) for text in _mistaken(plain))
    for text, most in (*_lost(read.text, plain), *mistaken):
        number = parse_number(text)
        if number is not None and number.value not in seen and number.value <= largest:
            seen.add(number.value)
            yield Candidate(number.value, number.decimals, text, most)


def _lost(text: str, plain: str) -> Iterator[tuple[str, float]]:
    """What no rival of a character can tell: a point that is not on the picture any more, and a %
    read as two digits (%: 96, 9%)."""
    if "." not in plain:
        digits = text if text.isdigit() else plain  # 05 was 0.5
        yield from ((f"{digits[:at]}.{digits[at:]}", POINT_LOST) for at in range(1, len(digits)))
    elif _PERCENT.search(text) and len(plain.partition(".")[2]) > COMPUTED_DECIMALS:
        yield _PERCENT.sub("", plain), PERCENT_READ


def _mistaken(text: str) -> Iterator[str]:
    """Texts that a recogniser may take for this one."""
    for at, char in enumerate(text):
        for other in vocabulary().confusions.get(char, ""):
            yield text[:at] + other + text[at + 1 :]
    digits = text.replace(".", "")
    if "." in text:
        yield digits  # a speck read as a point
        yield from (f"{digits[:at]}.{digits[at:]}" for at in range(1, len(digits)))
    if len(digits) > 1 and text[1] != ".":
        yield text[1:]  # ≥ or the rest of a rule read as a digit
    yield from (digit + text for digit in "12")  # a first digit lost in a rule
