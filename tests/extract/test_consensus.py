"""Two recognisers on one line, on hand-made spellings."""

from __future__ import annotations

from zipingbiao.extract.consensus import agreed, one_form
from zipingbiao.extract.spelling import Candidate, Place, Spelling


def place(*candidates: tuple[str, float]) -> Place:
    return tuple(Candidate(text, probability) for text, probability in candidates)


def test_a_figure_that_both_read_is_surer_than_either_says() -> None:
    both = agreed(
        Spelling((place(("7", 0.8), ("1", 0.15)),)), Spelling((place(("7", 0.7), ("4", 0.2)),))
    )
    assert both.text == "7"
    assert both.confidence > 0.8


def test_what_both_think_possible_wins_over_what_one_believes_in() -> None:
    quick = Spelling((place(("0", 0.95), ("O", 0.03)),))
    careful = Spelling((place(("O", 0.8), ("0", 0.15)),))
    assert agreed(quick, careful).text == "0"


def test_the_rivals_of_a_chinese_character_are_kept() -> None:
    quick = Spelling((place(("请", 0.6)),))
    careful = Spelling((place(("请", 0.4), ("绩", 0.3)),))
    rivals = {c.text: c.probability for c in agreed(quick, careful).places[0]}
    assert rivals["绩"] > 0.1


def test_of_another_number_of_characters_the_careful_one_is_taken_but_believed_less() -> None:
    quick = Spelling((place(("1", 0.9)), place(("0", 0.9))))
    careful = Spelling((place(("1", 0.99)), place((".", 0.98)), place(("0", 0.99))))
    both = agreed(quick, careful)
    assert both.text == "1.0"
    assert both.confidence < 0.9


def test_a_faint_figure_that_the_quick_one_overlooks_is_not_lost() -> None:
    quick = Spelling((place(("", 0.99)),))
    careful = Spelling((place(("1", 0.6), ("", 0.1)),))
    assert agreed(quick, careful).text == "1"


def test_dirt_that_the_careful_one_barely_reads_is_nothing() -> None:
    quick = Spelling((place(("", 0.99)),))
    careful = Spelling((place(("X", 0.15), ("", 0.1)),))
    assert agreed(quick, careful).text == ""


def test_the_two_forms_of_a_sign_are_one_candidate() -> None:
    comma, word = place((",", 0.5), ("，", 0.42), ("、", 0.05)), place(("绩", 0.9), ("续", 0.1))
    folded = one_form(Spelling((comma, word)))
    assert folded.text == ",绩"
    assert folded.places[0] == place((",", 0.92), ("、", 0.05))
    assert folded.places[1] == word


def test_what_is_more_probable_in_both_forms_together_does_not_come_first() -> None:
    (folded,) = one_form(Spelling((place(("1", 0.4), (",", 0.3), ("，", 0.3)),))).places
    assert folded == place(("1", 0.4), (",", 0.6))
