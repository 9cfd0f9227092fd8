"""The rules, each declared once. Which of them apply to a form is its family's data."""

from __future__ import annotations

from zipingbiao.reconcile.rules.declaration import Rule
from zipingbiao.reconcile.rules.grading import check_grade
from zipingbiao.reconcile.rules.leaves import check_caps, check_reasons
from zipingbiao.reconcile.rules.money import (
    check_budget_split,
    check_execution_rate,
    check_execution_score,
)
from zipingbiao.reconcile.rules.sums import check_scores, check_weights
from zipingbiao.schemas.finding import Severity

RULES: tuple[Rule, ...] = (
    Rule(
        "score-sum",
        ("SCO-01", "SCO-02"),
        Severity.ERROR,
        "total score = Σ leaf scores (+ execution score where it stands outside the grid); "
        "score of a level = Σ leaf scores below it",
        "总分等于各项得分之和",
        "The total score is the sum of the scores",
        "published forms; scoring scripts of finance systems",
        check_scores,
    ),
    Rule(
        "weight-sum",
        ("WGT-01", "WGT-02", "WGT-04"),
        Severity.ERROR,
        "weight of a level, or total weight = Σ leaf weights below it",
        "分值等于下级分值之和",
        "A weight is the sum of the weights below it",
        "published forms; scoring scripts of finance systems",
        check_weights,
    ),
    Rule(
        "score-cap",
        ("SCO-03",),
        Severity.ERROR,
        "0 ≤ score ≤ weight",
        "得分不得大于分值",
        "A score lies between 0 and its weight",
        "scoring scripts of finance systems: 得分不能大于分值",
        check_caps,
    ),
    Rule(
        "budget-split",
        ("FND-01", "FND-02"),
        Severity.ERROR,
        "total amount = Σ its parts, in each column",
        "资金总额等于各组成项之和",
        "An amount is the sum of its parts",
        "published forms",
        check_budget_split,
    ),
    Rule(
        "execution-rate",
        ("EXE-01",),
        Severity.ERROR,
        "rate = executed / budget, at the printed decimals",
        "执行率等于执行数除以预算数",
        "The rate is executed over budget",
        "heading of the forms: 执行率(B/A)",
        check_execution_rate,
    ),
    Rule(
        "execution-score",
        ("EXE-02",),
        Severity.ERROR,
        "score = weight × rate, at most the weight",
        "预算执行得分等于分值乘以执行率",
        "The execution's score is weight times rate",
        "heading of the forms: 得分(20分*执行率)",
        check_execution_score,
    ),
    Rule(
        "grade",
        ("GRD-01",),
        Severity.ERROR,
        "ticked grade = grade of the stated total, by the printed bounds, else 90/80/60",
        "勾选等级与总分相符",
        "The ticked grade is that of the total",
        "the forms' own bounds",
        check_grade,
    ),
    Rule(
        "reason-missing",
        ("LOG-06",),
        Severity.WARNING,
        "score < weight ⇒ a reason is given, where the form has a column for it",
        "得分低于分值须说明原因",
        "A lost point has a reason",
        "finance systems: 自评得分小于分值，请填写理由及依据",
        check_reasons,
    ),
)
