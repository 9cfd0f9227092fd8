"""Unsure characters chosen by the words they make."""

from __future__ import annotations

from zipingbiao.extract.spelling import Candidate, Place, Spelling
from zipingbiao.extract.wording import in_words, worded


def spelling(*places: Place | str) -> Spelling:
    sure = (((Candidate(p, 0.99),) if isinstance(p, str) else p) for p in places)
    return Spelling(tuple(sure))


def unsure(*candidates: tuple[str, float]) -> Place:
    return tuple(Candidate(text, probability) for text, probability in candidates)


def test_of_two_readings_the_one_that_is_a_word_is_taken() -> None:
    line = spelling(unsure(("老", 0.5), ("考", 0.4)), "核", "情", "况")
    assert worded(line).text == "考核情况"


def test_a_sure_character_stays_though_another_would_make_a_word() -> None:
    line = spelling(unsure(("老", 0.95), ("考", 0.04)), "核")
    assert worded(line).text == "老核"


def test_the_dictionary_does_not_outweigh_a_clear_reading() -> None:
    line = spelling(unsure(("老", 0.85), ("考", 0.001)), "人")
    assert worded(line).text == "老人"


def test_a_digit_is_never_exchanged() -> None:
    line = spelling("第", unsure(("1", 0.5), ("一", 0.45)), "季", "度")
    assert worded(line).text == "第1季度"


def test_characters_in_words_are_counted() -> None:
    assert in_words("实际完成情况") == 6
    assert in_words("况情") == 0
