"""A small run over random layouts: no figure is wrong or lost in silence, nobody is accused."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.layouts import KINDS, shown, trial, trials

COUNT, SEED = 60, 7
# Where the labels of a dump's levels stand in the middle, two partings may both be possible.
PATHS = {"drawn": 1.0, "dump-top": 0.99, "dump-middle": 0.96}


def test_the_same_name_is_the_same_form() -> None:
    assert list(shown(trial("7-3"))) == list(shown(trial("7-3")))


@pytest.mark.parametrize("kind", KINDS)
def test_random_layouts_are_read_by_what_they_say(kind: str) -> None:
    scores = [one.score() for one in trials(COUNT, SEED, kind)]
    tally = sum((score.tally for score in scores), Counter[str]())
    rules = sum((score.rules for score in scores), Counter[tuple[str, str]]())
    notes = "\n".join(note for score in scores for note in (score.name, *score.notes))
    assert tally["forms_found"] == tally["forms"] == COUNT, notes
    assert (tally["silent"], tally["forms_extra"], tally["rows_extra"]) == (0, 0, 0), notes
    assert not [rule for rule, word in rules if word == "false"], notes
    assert tally["rows"] == tally["rows_found"], notes
    assert tally["path_ok"] >= PATHS[kind] * tally["rows"], notes
    words = Counter[str]()
    for (_, word), count in rules.items():
        words[word] += count
    assert words["found"] == words["planted"] > COUNT / 5, notes
