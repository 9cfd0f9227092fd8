from __future__ import annotations

from pathlib import Path

import pytest

from zipingbiao.errors import UsageError
from zipingbiao.schemas.family import families
from zipingbiao.schemas.family_files import load_file, load_folder, with_folder

WHOLE = "id: my-form\nname: 某表\nscope: project\n"


def write(folder: Path, text: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_three_fields_make_a_family(tmp_path: Path) -> None:
    family = load_file(write(tmp_path, WHOLE))
    assert (family.id, family.name, family.scope) == ("my-form", "某表", "project")
    assert "score-sum" in family.rules


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WHOLE + "rulez: []", "rulez: is no field of a family"),
        (WHOLE.replace("name: 某表\n", ""), "name: is missing; add it"),
        (WHOLE.replace("project", "projekt"), "'projekt' is none of department, project, transfer"),
        (WHOLE.replace("my-form", "My Form"), "'My Form' is no id"),
        (WHOLE + "rules: [score-summ]", "'score-summ' is none of score-sum"),
        (WHOLE + "titles: ['(a']", "'(a' is no pattern"),
        (WHOLE + "titles: ['(?P<who>a)']", "'who' is none of"),
        (WHOLE + "titles: abc", "titles: has to be a list"),
        (WHOLE + "sums: [{total: foo, parts: [other]}]", "'foo' is no money line"),
        (WHOLE + "budget_column: money", "'money' is none of initial_budget"),
        (WHOLE + "titles: [a\n", "line "),
        ("- 1\n", "is no family"),
        ("", "is no family"),
    ],
)
def test_a_broken_file_is_one_line_with_file_field_and_what_to_do(
    tmp_path: Path, text: str, words: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        load_file(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert words in message
    assert "\n" not in message
    assert ";" in message or "(" in message


def test_a_family_of_the_folder_replaces_the_one_with_its_id(tmp_path: Path) -> None:
    write(tmp_path, WHOLE.replace("my-form", "transfer"), "b.yml")
    write(tmp_path, WHOLE)
    known = with_folder(tmp_path)
    assert len(known) == len(families()) + 1
    assert next(family for family in known if family.id == "transfer").name == "某表"
    assert known[-1].id == "generic"
    assert with_folder(None) is families()


def test_a_folder_needs_files_and_each_its_own_id(tmp_path: Path) -> None:
    for folder, words in ((tmp_path, "holds no .yaml file"), (tmp_path / "x", "no such folder")):
        with pytest.raises(UsageError, match=words):
            load_folder(folder)
    write(tmp_path, WHOLE)
    write(tmp_path, WHOLE, "b.yaml")
    with pytest.raises(UsageError, match=r"b\.yaml: id: my-form is also the id of a\.yaml"):
        load_folder(tmp_path)


def test_the_scales_of_grades_are_the_lowest_and_the_highest_bounds(tmp_path: Path) -> None:
    family = load_file(write(tmp_path, WHOLE + "grade_thresholds: {优: 90, 良: [75, 80], 差: 0}"))
    assert family.grade_scales == (
        {"优": 90, "良": 75, "差": 0},
        {"优": 90, "良": 80, "差": 0},
    )
