"""From a recogniser's posteriors to what a line may say: a few candidates for each character.

Best-path decoding of CTC posteriors (Graves et al., ICML 2006): repeated symbols fall together,
blanks part them. Beside the best symbol of each character its rivals are kept, so that a second
recogniser, the dictionary and the sums can weigh them; nothing is filtered by its probability.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zipingbiao.schemas.page import Reading

Floats = NDArray[np.float32]

# Candidates kept for a character, readings kept for a line, and the least probability of either.
RIVALS, READINGS = 4, 4
LEAST = 0.001
_BLANK = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may stand at a place: a character, or nothing (""), with its probability."""

    text: str
    probability: float


Place = tuple[Candidate, ...]
"""The candidates for one character, the chosen one first."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A line as a recogniser spells it. A line on which it saw nothing has one place, whose first
    candidate is ""."""

    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        return "".join(place[0].text for place in self.places).strip()

    @property
    def confidence(self) -> float:
        """The probability of the least certain character."""
        return min((place[0].probability for place in self.places), default=1.0)

    def readings(self) -> tuple[Reading, ...]:
        """The most probable other readings, each with one character exchanged or left out."""
        chosen = [place[0].text for place in self.places]
        found = [
            Reading(
                "".join([*chosen[:at], other.text, *chosen[at + 1 :]]).strip(), other.probability
            )
            for at, place in enumerate(self.places)
            for other in place[1:]
        ]
        found.sort(key=lambda reading: -reading.probability)
        return tuple(reading for reading in found if reading.text != self.text)[:READINGS]


def joined(parts: Iterable[Spelling]) -> Spelling:
    """Spellings one behind the other as one."""
    return Spelling(tuple(place for part in parts for place in part.places))


def decode(posteriors: Floats, characters: Sequence[str]) -> Spelling:
    """Spell a line.

    Args:
        posteriors: (steps, symbols), each row sums to 1; symbol 0 is the blank.
        characters: the symbols' texts.
    """
    best = posteriors.argmax(axis=1)
    changes = np.flatnonzero(np.diff(best, prepend=_BLANK))
    starts = [int(step) for step in changes if best[step] != _BLANK]
    if not starts:
        return Spelling((_nothing(posteriors, characters),))
    peaks = [_peak(posteriors, best, start) for start in starts]
    return Spelling(tuple(_place(posteriors[peak], characters) for peak in peaks))


def _peak(posteriors: Floats, best: NDArray[np.int64], start: int) -> int:
    """The step of a symbol's run at which it is most probable."""
    end = start
    while end + 1 < len(best) and best[end + 1] == best[start]:
        end += 1
    return start + int(posteriors[start : end + 1, best[start]].argmax())


def _place(row: Floats, characters: Sequence[str]) -> Place:
    first = int(row.argmax())
    sure = Candidate(characters[first], float(row[first]))
    if sure.probability > 1 - LEAST:
        return (sure,)
    return (sure, *_candidates(row, [s for s in _best(row) if s != first], characters))


def _best(row: Floats) -> list[int]:
    """The most probable symbols, best first."""
    possible = np.flatnonzero(row >= LEAST / 2)
    return sorted(possible.tolist(), key=lambda symbol: -row[symbol])[:RIVALS]


def _candidates(row: Floats, symbols: list[int], characters: Sequence[str]) -> Place:
    found = (Candidate(characters[s], round(float(row[s]), 4)) for s in symbols)
    return tuple(candidate for candidate in found if candidate.probability >= LEAST)


def _nothing(posteriors: Floats, characters: Sequence[str]) -> Place:
    """The place of a line on which nothing was seen: the step at which something nearly was."""
    if not len(posteriors):
        return (Candidate("", 1.0),)
    row = posteriors[int(posteriors[:, _BLANK].argmin())]
    rivals = [symbol for symbol in _best(row) if symbol != _BLANK]
    return (Candidate("", float(row[_BLANK])), *_candidates(row, rivals, characters))
