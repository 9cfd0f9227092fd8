"""The rules, each declared once. Which of them apply to a form is its family's data."""

from __future__ import annotations

from zipingbiao.reconcile.rules.amounts import (
    ADDED_IN_YEAR,
    BUDGET_ZERO,
    OVERSPENT,
    PART_CAP,
    REDISTRIBUTED_CAP,
    UNIT_SCALE,
)
from zipingbiao.reconcile.rules.between import AcrossRule
from zipingbiao.reconcile.rules.declaration import Declaration, Rule
from zipingbiao.reconcile.rules.grading import GRADE, GRADE_BOXES
from zipingbiao.reconcile.rules.leaves import REASON_MISSING, SCORE_CAP
from zipingbiao.reconcile.rules.money import BUDGET_SPLIT, EXECUTION_RATE, EXECUTION_SCORE
from zipingbiao.reconcile.rules.narrative import (
    NARRATIVE_AMOUNT,
    NARRATIVE_SUM,
    TOTAL_REPEATED,
    YEAR_DIFFERS,
)
from zipingbiao.reconcile.rules.points import (
    COEFFICIENT_SCORE,
    MANY_DECIMALS,
    SCORE_EXECUTION_GAP,
    TOTAL_CAP,
)
from zipingbiao.reconcile.rules.projects import DEPARTMENT_PROJECTS
from zipingbiao.reconcile.rules.rates import LEAF_RATE, LOW_EXECUTION
from zipingbiao.reconcile.rules.reached import OVERACHIEVED, QUALITY_BAND, TARGET_SCORE
from zipingbiao.reconcile.rules.repeated import FORM_REPEATED
from zipingbiao.reconcile.rules.results import (
    COPIED_TARGET,
    FULL_SATISFACTION,
    NEGATIVE_ACTUAL,
    NOT_QUANTIFIED,
    SHARE_OVER_100,
    UNIT_DIFFERS,
)
from zipingbiao.reconcile.rules.structure import LEVEL_MISSING, LEVEL_ORPHAN, NAME_REPEATED
from zipingbiao.reconcile.rules.sums import SCORE_SUM, WEIGHT_SUM
from zipingbiao.reconcile.rules.weights import (
    HEAVY_LEAF,
    NOT_APPLICABLE_LEAF,
    WEIGHT_HUNDRED,
    WEIGHT_SCHEME,
    WEIGHT_ZERO,
)
from zipingbiao.reconcile.rules.yearscale import YEAR_SCALE

FIXED: tuple[Rule, ...] = (
    SCORE_SUM,
    WEIGHT_SUM,
    SCORE_CAP,
    BUDGET_SPLIT,
    EXECUTION_RATE,
    EXECUTION_SCORE,
    GRADE,
    REASON_MISSING,
)
"""The rules whose slugs the output's contract fixes."""

RULES: tuple[Rule, ...] = (
    *FIXED,
    TOTAL_CAP,
    TOTAL_REPEATED,
    WEIGHT_HUNDRED,
    WEIGHT_SCHEME,
    WEIGHT_ZERO,
    COEFFICIENT_SCORE,
    REDISTRIBUTED_CAP,
    PART_CAP,
    ADDED_IN_YEAR,
    UNIT_SCALE,
    BUDGET_ZERO,
    OVERSPENT,
    LOW_EXECUTION,
    LEAF_RATE,
    TARGET_SCORE,
    QUALITY_BAND,
    OVERACHIEVED,
    NOT_QUANTIFIED,
    COPIED_TARGET,
    UNIT_DIFFERS,
    SHARE_OVER_100,
    FULL_SATISFACTION,
    NEGATIVE_ACTUAL,
    NOT_APPLICABLE_LEAF,
    SCORE_EXECUTION_GAP,
    LEVEL_ORPHAN,
    NAME_REPEATED,
    LEVEL_MISSING,
    HEAVY_LEAF,
    GRADE_BOXES,
    YEAR_DIFFERS,
    NARRATIVE_SUM,
    NARRATIVE_AMOUNT,
    MANY_DECIMALS,
)
"""The rules over one form."""

ACROSS: tuple[AcrossRule, ...] = (FORM_REPEATED, YEAR_SCALE, DEPARTMENT_PROJECTS)
"""The rules over the forms of a batch."""

ALL_RULES: tuple[Declaration, ...] = (*RULES, *ACROSS)
"""Whatever is listed, selected and left out by families."""
