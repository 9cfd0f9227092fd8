from __future__ import annotations

import pytest
from pydantic import ValidationError

from zipingbiao.schemas.family import RULE_SLUGS, Family, families
from zipingbiao.schemas.practice import Practice

OWN = {"id": "own", "name": "自评表", "scope": "project"}


def test_a_family_has_all_rules_but_those_it_takes_out() -> None:
    assert Family.model_validate(OWN).rules == RULE_SLUGS
    family = Family.model_validate(OWN | {"without_rules": ["heavy-leaf", "weight-scheme"]})
    assert set(RULE_SLUGS) - set(family.rules) == {"heavy-leaf", "weight-scheme"}
    family = Family.model_validate(OWN | {"rules": ["grade"], "without_rules": ["grade"]})
    assert family.rules == ()


def test_a_rule_that_does_not_exist_cannot_be_taken_out() -> None:
    with pytest.raises(ValidationError, match="'heavy' is none of"):
        Family.model_validate(OWN | {"without_rules": ["heavy"]})
    with pytest.raises(ValidationError, match="tuple"):
        Family.model_validate(OWN | {"without_rules": "heavy-leaf"})


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"reverse_formulas": ["half"]}, "'half' is none of ratio, complement, nothing"),
        ({"weight_schemes": [{"产出": 70, "效益": 40}]}, "adds up to 110"),
        ({"weight_schemes": [{"indicators": 90, "产出": 5}]}, "write the levels or `indicators`"),
        ({"overachieved_percent": 90}, "greater than 100"),
        ({"quality_bands": {"reached": [[80, 100]]}}, "give reached, partly, missed"),
        ({"near_miss": 5}, "Extra inputs"),
    ],
)
def test_a_mistake_is_said_clearly(written: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Practice.model_validate(written)


def test_the_schemes_of_the_package_are_whole() -> None:
    for family in families():
        for scheme in family.practice.weight_schemes:
            assert sum(scheme.values()) == 100, family.id
