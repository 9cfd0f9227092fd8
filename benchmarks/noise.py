"""What the arithmetic makes of misread figures: `python -m benchmarks.noise`.

The forms of the fixtures that come out right and contradict nothing are taken as if recognised.
Some of their figures are replaced by what a recogniser may take them for, all get probabilities as
they were measured (`benchmarks.sureness`), and all is weighed anew. Counted are the replaced
figures that a sum covers, and every figure that came out changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from rich.console import Console
from rich.table import Table

import zipingbiao
from benchmarks.fixtures import documents
from zipingbiao.normalize.figures import amount_factor, parse_number
from zipingbiao.reconcile.evidence import weigh
from zipingbiao.schemas.family import family_of
from zipingbiao.schemas.figure import Figure, Place, Status
from zipingbiao.schemas.finding import Severity
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Box, Reading, Source
from zipingbiao.schemas.vocabulary import vocabulary

# Misread figures in a form, and how often each form is spoiled anew.
MISREAD, ROUNDS = (1, 2, 3, 5), 12
# Of figures read right the probabilities at even shares, from the least sure on; and at the second
# look, of those that were unsure at the first.
RIGHT = (0.86, 0.97, 0.992, 0.996, 0.999, 0.999, 1.0, 1.0, 1.0, 1.0)
RIGHT_AGAIN = (0.32, 0.49, 0.6, 0.76, 0.91, 0.97, 0.99)
# Without the arithmetic a figure is believed from here on.
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a recogniser gave to a wrong reading and to the truth, at the first and second look."""

    wrong: float
    truth: float
    wrong_again: float
    truth_again: float


# A digit for another, as it happened on bad scans (stamps, 100 to 150 dpi).
DIGIT = (
    Evidence(0.52, 0.0, 0.13, 0.75),
    Evidence(0.7, 0.3, 0.44, 0.54),
    Evidence(0.64, 0.36, 0.01, 0.69),
    Evidence(0.7, 0.3, 0.04, 0.87),
    Evidence(0.3, 0.1, 0.12, 0.25),
    Evidence(0.49, 0.3, 0.07, 0.76),
    Evidence(0.85, 0.05, 0.2, 0.6),
)
# A point that was lost, and one that was read as a comma.
POINT = (
    Evidence(0.74, 0.0, 0.43, 0.0),
    Evidence(0.84, 0.0, 0.81, 0.19),
    Evidence(0.997, 0.0, 0.997, 0.0),
)
COMMA = (
    Evidence(0.5, 0.5, 0.01, 0.95),
    Evidence(0.5, 0.5, 0.02, 0.9),
)
# A % that was read as 96.
PERCENT = (
    Evidence(0.56, 0.0, 0.17, 0.32),
    Evidence(0.87, 0.0, 0.58, 0.29),
    Evidence(0.79, 0.0, 0.38, 0.32),
    Evidence(0.45, 0.0, 0.21, 0.53),
    Evidence(0.92, 0.0, 0.48, 0.25),
)
# How often each happens among the misread figures that it can happen to.
HOW_OFTEN = {"digit": 6, "point": 4, "comma": 18, "percent": 20}
Weigh = Callable[["Spoiled"], Form]


def main() -> None:
    """Spoil, weigh, print."""
    Console(width=110).print(table())


def table() -> Table:
    """The shares, by number of misread figures, with joint decoding and without."""
    forms = clean_forms()
    shown = Table(
        "weighed by",
        "misread",
        "figures",
        "detected",
        "restored",
        "wrongly restored",
        "silent",
        "doubted though right",
        title=f"figures replaced in {len(forms)} clean forms",
    )
    for name, how in WAYS.items():
        for count in MISREAD:
            shown.add_row(name, str(count), *_shares(measured(forms, count, how)))
    return shown


def clean_forms() -> list[Form]:
    """The forms of all fixtures that are printed, not recognised, and contradict nothing."""
    forms = [form for path in documents() for form in zipingbiao.read(path)]
    return [
        form
        for form in forms
        if all(f.source is not Source.OCR for _, f in form.figures())
        and all(f.severity is Severity.INFO for f in form.findings)
        and any(f.checks for _, f in form.figures())
    ]


def measured(forms: Sequence[Form], count: int, how: Weigh) -> Counter[str]:
    """What becomes of `count` misread figures a form."""
    tally: Counter[str] = Counter()
    for number, form in enumerate(forms):
        for turn in range(ROUNDS):
            rng = Random(f"{number}-{turn}-{count}")
            keys = _covered(form)
            chosen = rng.sample(keys, min(count, len(keys)))
            spoiled = _spoiled(form, chosen, rng)
            tally += _counted(form, how(spoiled), chosen)
    return tally


def _covered(form: Form) -> list[str]:
    """Figures that a sum or rate covers, each by one key."""
    seen: dict[int, str] = {}
    for key, figure in form.figures():
        if figure.checks and figure.status is not Status.DERIVED:
            seen.setdefault(id(figure), key)
    return list(seen.values())


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A form as a recogniser may have read it, and what it reads at a second look, by place."""

    form: Form
    again: Mapping[Place, tuple[Reading, ...]]


def _spoiled(form: Form, chosen: Sequence[str], rng: Random) -> Spoiled:
    figures = dict(form.figures())
    misread = {id(figures[key]): key for key in chosen}
    done: dict[int, Figure] = {}
    again: dict[Place, tuple[Reading, ...]] = {}

    def read(key: str, figure: Figure) -> Figure:
        if figure.status is Status.DERIVED:
            return figure
        if id(figure) not in done:
            place = Place(1, Box(len(done), 0, len(done) + 1, 1))
            wrong = id(figure) in misread
            made, seen = _misread(key, figure, rng) if wrong else _read_right(figure, rng)
            done[id(figure)] = replace(made, source=Source.OCR, places=(place,), evidence=())
            again[place] = seen
        return done[id(figure)]

    return Spoiled(replace(form.with_figures(read), findings=()), again)


def _read_right(figure: Figure, rng: Random) -> tuple[Figure, tuple[Reading, ...]]:
    seen = Reading(_plain(figure), rng.choice(RIGHT_AGAIN))
    return replace(figure, text=_plain(figure), confidence=rng.choice(RIGHT)), (seen,)


def _misread(key: str, figure: Figure, rng: Random) -> tuple[Figure, tuple[Reading, ...]]:
    """A figure as what it is taken for."""
    truth = _plain(figure)
    ways: dict[str, tuple[str, Sequence[Evidence]]] = {"digit": (_other_digit(truth, rng), DIGIT)}
    if figure.decimals:
        digits = truth.replace(".", "")
        ways |= {"point": (digits, POINT), "comma": (digits, COMMA)}
    if key.endswith("execution_rate"):
        ways["percent"] = (f"{truth}96" if figure.decimals else f"{truth}.0096", PERCENT)
    kind = rng.choices(list(ways), [HOW_OFTEN[name] for name in ways])[0]
    text, evidence = ways[kind][0], rng.choice(ways[kind][1])
    named = (Reading(truth, evidence.truth),) if evidence.truth else ()
    value = parse_number(text)
    assert value is not None
    taken = replace(
        figure,
        text=text,
        value=value.value * amount_factor(figure.unit),
        decimals=value.decimals,
        confidence=evidence.wrong,
        alternatives=named,
        status=Status.STATED,
    )
    seen = (Reading(truth, evidence.truth_again), Reading(text, evidence.wrong_again))
    return taken, tuple(reading for reading in seen if reading.probability)


def _plain(figure: Figure) -> str:
    """A figure as it is printed, in the unit of its table."""
    value = (figure.value or Decimal(0)) / amount_factor(figure.unit)
    return f"{value:f}"


def _other_digit(text: str, rng: Random) -> str:
    at = rng.choice([i for i, char in enumerate(text) if char.isdigit()])
    return text[:at] + rng.choice(vocabulary().confusions[text[at]]) + text[at + 1 :]


def _counted(truth: Form, found: Form, chosen: Sequence[str]) -> Counter[str]:
    tally: Counter[str] = Counter()
    right, seen = dict(truth.figures()), set[int]()
    for key, figure in found.figures():
        if id(right[key]) in seen or right[key].status is Status.DERIVED:
            continue
        seen.add(id(right[key]))
        exact = figure.value == right[key].value
        changed = figure.status in (Status.REPAIRED, Status.DERIVED)
        tally["wrongly restored"] += changed and not exact
        tally["all"] += 1
        if key in chosen:
            doubted = figure.status is Status.DOUBTFUL
            tally["misread"] += 1
            tally["restored"] += exact and not doubted
            tally["silent"] += not exact and figure.status is Status.STATED
            tally["detected"] += exact or figure.status is not Status.STATED
        else:
            tally["doubted"] += figure.status is Status.DOUBTFUL
            tally["others"] += 1
    return tally


def _shares(tally: Counter[str]) -> Iterator[str]:
    yield str(tally["misread"])
    for part, whole in (
        ("detected", "misread"),
        ("restored", "misread"),
        ("wrongly restored", "misread"),
        ("silent", "misread"),
        ("doubted", "others"),
    ):
        yield f"{100 * tally[part] / tally[whole]:.2f}%"


def _with_a_second_look(spoiled: Spoiled) -> Form:
    def look(place: Place, _: bool) -> tuple[Reading, ...]:
        return spoiled.again[place]

    return weigh(spoiled.form, family_of(spoiled.form.family), look)


def _jointly(spoiled: Spoiled) -> Form:
    return weigh(spoiled.form, family_of(spoiled.form.family))


def by_probability(form: Form) -> Form:
    """Every figure by itself: what the recogniser is not sure of is in doubt."""

    def judged(_: str, figure: Figure) -> Figure:
        unsure = figure.source is Source.OCR and figure.confidence < SURE
        return figure.marked(Status.DOUBTFUL) if unsure else figure

    return form.with_figures(judged)


WAYS: dict[str, Weigh] = {
    "sums and a second look": _with_a_second_look,
    "sums, no second look": _jointly,
    "no sums": lambda spoiled: by_probability(spoiled.form),
}


if __name__ == "__main__":
    main()
