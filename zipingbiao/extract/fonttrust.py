"""Do the fonts of a document show what their text says?

A ToUnicode map can be wrong and plausible: with every code shifted by one, 87.25 is extracted as
98/36 or as 98.36. Each font is looked at once: a few of its characters, cut out where they stand,
are read by the quick model. Where that disagrees, the careful model looks at other places, and
only what both see makes a font distrusted.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
from rapidfuzz.distance import Levenshtein

from zipingbiao.extract.glyphs import Glyph, Glyphs
from zipingbiao.extract.textlayer import Face, face_of

if TYPE_CHECKING:
    from zipingbiao.extract.models import Model
    from zipingbiao.extract.sample import Sample

# A recogniser contradicts the text only where it is this sure of the character.
SURE = 0.9
# Chinese characters and letters that are looked at; digits are, each of them.
FEW = 3
# Of the characters looked at fewer than this share read as the text says in a wrong font; in a
# right one nearly all do.
AGREED = 0.5
# Fewer characters than this, of which none is a digit, say nothing about a font.
ENOUGH = 3
# No shift of the digits keeps this order, so a shifted font agrees nowhere.
_ORDER = "3905182746"
# Signs too small to be told apart.
_FAINT = ".,'`-_\"^:;"
# What recognisers, and readers, cannot tell apart.
_ALIKE = [set(chars) for chars in ("0Oo〇。", "1lI|i!", "-—–一_~", ".·,、", "xX×", "<〈", ">〉")]

Places = dict[str, Glyph]
"""Characters, each with a place of a page at which it stands."""


@dataclass(slots=True)
class Trust:
    """What is known of the fonts of one document."""

    wrong: set[Face] = field(default_factory=set)
    _looked_at: dict[Face, set[str]] = field(default_factory=lambda: defaultdict(set))

    def check(self, page: pdfium.PdfPage, glyphs: Glyphs) -> frozenset[Face]:
        """Look at what a page shows of fonts that are not known yet.

        Returns:
            all that are known to be wrong.
        """
        shown = glyphs.those((glyphs.ems != 0) & (glyphs.fonts != ""))
        for face, places in _first_places(shown).items():
            if face not in self.wrong and self._is_wrong(page, face, places, shown):
                self.wrong.add(face)
        return frozenset(self.wrong)

    def _is_wrong(self, page: pdfium.PdfPage, face: Face, first: Places, shown: Glyphs) -> bool:
        places = self._wanted(face, first)
        if not places:
            return False
        from zipingbiao.extract import models
        from zipingbiao.extract.sample import sample_of

        self._looked_at[face].update(places)
        sample = sample_of(page, _line(list(places.values())))
        if sample is None:
            return False
        doubted = _contradicted(sample, models.quick())
        if not doubted:
            return False
        last = {glyph.text: glyph for glyph in shown if face_of(glyph) == face}
        again = sample_of(page, _line([last[char] for char in places]))
        return again is not None and bool(doubted & _contradicted(again, models.careful()))

    def _wanted(self, face: Face, places: Places) -> Places:
        """The characters to look at, with their places: every digit, and a few others of a font
        of which nothing is known."""
        known = self._looked_at[face]
        digits = [char for char in _ORDER if char in places and char not in known]
        others = [char for char in places if char not in _ORDER]
        room = max(0, FEW - len(digits) - len(known))
        wanted = [*digits, *others[:room]]
        if not digits and (not room or len(wanted) + len(known) < ENOUGH):
            return {}
        return {char: places[char] for char in wanted}


def _first_places(shown: Glyphs) -> dict[Face, Places]:
    """The telling characters of each font, in the order in which they come."""
    keys = list(zip(shown.fonts.tolist(), shown.texts.tolist(), strict=True))
    first = dict(zip(reversed(keys), reversed(range(len(keys))), strict=True))
    told = sorted(index for (_, char), index in first.items() if _is_telling(char))
    faces: dict[Face, Places] = defaultdict(dict)
    for glyph in shown.those(np.array(told, np.intp)):
        faces[face_of(glyph)][glyph.text] = glyph
    return faces


def _line(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Characters as a line of at least a few: a lone one is read less surely."""
    return [*glyphs] * -(-ENOUGH // len(glyphs))


def _is_telling(char: str) -> bool:
    """Whether a character can be told from others when it stands alone."""
    return char.isalnum() or (char.isascii() and char not in _FAINT)


def _contradicted(sample: Sample, model: Model) -> set[str]:
    """Of the characters of a sample those that a model reads otherwise: digits one by one, others
    only if most of the sample is read otherwise."""
    read = [(_folded(text), sure) for text, sure in _read(sample, model)]
    said = [_folded(char) for char in sample.text]
    pairs = list(_aligned(said, read))
    agreed = [index for index, text, _ in pairs if text == said[index] or _alike(text, said[index])]
    against = [index for index, _, sure in pairs if index not in agreed and sure >= SURE]
    if len(agreed) < AGREED * len(said) and against:
        return set(sample.text)
    return {sample.text[index] for index in against if sample.text[index] in _ORDER}


def _read(sample: Sample, model: Model) -> Iterator[tuple[str, float]]:
    from zipingbiao.extract.models import prepared
    from zipingbiao.extract.sample import SIDE
    from zipingbiao.extract.spelling import decode

    spelling = decode(model.posteriors(prepared(sample.picture, SIDE)), model.characters)
    for place in spelling.places:
        if place[0].text.strip():
            yield place[0].text, place[0].probability


def _aligned(
    said: Sequence[str], read: Sequence[tuple[str, float]]
) -> Iterator[tuple[int, str, float]]:
    """For each character of a sample, by its index, what was read in its place, if anything."""
    if len(said) == len(read):
        yield from ((index, *pair) for index, pair in enumerate(read))
        return
    for op in Levenshtein.opcodes("".join(said), "".join(text for text, _ in read)):
        for index, other in zip(
            range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=False
        ):
            yield index, *read[other]


def _folded(char: str) -> str:
    """One character, full-width and half-width forms as one."""
    return unicodedata.normalize("NFKC", char)[:1]


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or any(
        one in alike and other in alike for alike in _ALIKE
    )
