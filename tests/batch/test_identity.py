from __future__ import annotations

import handmade
import pytest

from zipingbiao.batch.identity import safe_id, unique_forms


def ids(*given: str) -> list[str]:
    outcomes = unique_forms(handmade.good(handmade.form(form_id)) for form_id in given)
    return [form.form_id for outcome in outcomes for form in outcome.forms]


def test_collisions_are_numbered_in_order() -> None:
    assert ids("a", "b", "a", "a") == ["a", "b", "a-2", "a-3"]


def test_a_number_that_is_taken_is_passed_over() -> None:
    assert ids("a-2", "a", "a") == ["a-2", "a", "a-3"]


def test_what_differs_in_case_only_is_one_file_name_on_windows() -> None:
    assert ids("Form", "form") == ["Form", "form-2"]


def test_forms_of_one_file_are_told_apart_too() -> None:
    outcome = handmade.good(handmade.form("a"), handmade.form("a"))
    assert [form.form_id for form in next(unique_forms([outcome])).forms] == ["a", "a-2"]


@pytest.mark.parametrize(
    ("form_id", "expected"),
    [
        ("2022-科工商信局", "2022-科工商信局"),
        ("a/b\\c", "a_b_c"),
        ("../../etc", "_.._etc"),
        ('x:*?"<>|\x00y', "x_y"),
        (" .hidden. ", "hidden"),
        ("坏\ud800字", "坏_字"),
        ("..", "form"),
    ],
)
def test_ids_are_file_names(form_id: str, expected: str) -> None:
    assert safe_id(form_id) == expected


def test_long_names_are_cut_and_stay_apart() -> None:
    one, two = safe_id("绩" * 100 + "a"), safe_id("绩" * 100 + "b")
    assert one != two
    assert len(one.encode()) <= 200
