"""The eight rules whose slugs are fixed by the output's contract: sums, caps, rates, the grade."""

from __future__ import annotations

from zipingbiao.reconcile.rules.declaration import Message, Rule, plainly
from zipingbiao.reconcile.rules.grading import check_grade
from zipingbiao.reconcile.rules.leaves import check_caps, check_reasons
from zipingbiao.reconcile.rules.money import (
    check_budget_split,
    check_execution_rate,
    check_execution_score,
)
from zipingbiao.reconcile.rules.sums import check_scores, check_weights
from zipingbiao.schemas.finding import Severity

FIXED: tuple[Rule, ...] = (
    Rule(
        slug="score-sum",
        ids=("SCO-01", "SCO-02"),
        severity=Severity.ERROR,
        formula="total score = Σ leaf scores (+ execution score where it stands outside the "
        "grid); score of a level = Σ leaf scores below it",
        title="总分等于各项得分之和",
        title_en="The total score is the sum of the scores",
        source="published forms; scoring scripts of finance systems",
        message=Message(
            "表中总分为 {stated}，各项得分之和为 {computed}，两者不一致，请核对。",
            "The stated total is {stated}, the scores add up to {computed}.",
        ),
        example="总分 93.5 where the scores add up to 95",
        finds=plainly(check_scores),
    ),
    Rule(
        slug="weight-sum",
        ids=("WGT-01", "WGT-02", "WGT-04"),
        severity=Severity.ERROR,
        formula="weight of a level (beside or in its label), or total weight = Σ leaf weights "
        "below it",
        title="分值等于下级分值之和",
        title_en="A weight is the sum of the weights below it",
        source="published forms; scoring scripts of finance systems",
        message=Message(
            "表中总分值为 {stated}，各项分值之和为 {computed}，两者不一致，请核对。",
            "The stated total is {stated}, the weights add up to {computed}.",
        ),
        example="总分 | 100 where the weights add up to 110",
        finds=plainly(check_weights),
    ),
    Rule(
        slug="score-cap",
        ids=("SCO-03",),
        severity=Severity.ERROR,
        formula="0 ≤ score ≤ weight",
        title="得分不得大于分值",
        title_en="A score lies between 0 and its weight",
        source="scoring scripts of finance systems: 得分不能大于分值",
        message=Message(
            "“{name}”得分 {score}，不在 0 至分值 {weight} 之间，请核对。",
            "The score {score} is not between 0 and the weight {weight}.",
        ),
        example="分值 5 | 得分 5.5",
        finds=plainly(check_caps),
    ),
    Rule(
        slug="budget-split",
        ids=("FND-01", "FND-02"),
        severity=Severity.ERROR,
        formula="total amount = Σ its parts, in each column",
        title="资金总额等于各组成项之和",
        title_en="An amount is the sum of its parts",
        source="published forms",
        message=Message(
            "{column}：“{name}”为 {stated} 万元，各组成项之和为 {computed} 万元，"
            "两者不一致，请核对。",
            "The stated total is {stated}, its parts add up to {computed} (10k yuan).",
        ),
        example="年度资金总额 0 | 其中：当年财政拨款 90",
        finds=plainly(check_budget_split),
    ),
    Rule(
        slug="execution-rate",
        ids=("EXE-01",),
        severity=Severity.ERROR,
        formula="rate = executed / budget, at the printed decimals; whole percents are rounding",
        title="执行率等于执行数除以预算数",
        title_en="The rate is executed over budget",
        source="heading of the forms: 执行率(B/A)",
        message=Message(
            "“{name}”执行率为 {stated}%，按执行数÷预算数应为 {computed}%，请核对。",
            "The stated rate is {stated}%, executed / budget is {computed}%.",
        ),
        example="全年预算数 200 | 全年执行数 150 | 执行率 85%",
        finds=plainly(check_execution_rate),
    ),
    Rule(
        slug="execution-score",
        ids=("EXE-02",),
        severity=Severity.ERROR,
        formula="score = weight × rate, at most the weight; by the stated rate or the computed "
        "one; whole points are rounding",
        title="预算执行得分等于分值乘以执行率",
        title_en="The execution's score is weight times rate",
        source="heading of the forms: 得分(20分*执行率)",
        message=Message(
            "“{name}”得分为 {stated}，按分值×执行率应为 {computed}，请核对。",
            "The stated score is {stated}, weight × rate is {computed}.",
        ),
        example="分值 10 | 执行率 75% | 得分 9",
        finds=plainly(check_execution_score),
    ),
    Rule(
        slug="grade",
        ids=("GRD-01",),
        severity=Severity.ERROR,
        formula="ticked grade = grade of the stated total, by the printed bounds, else by the "
        "family's (90/80/60; then a warning)",
        title="勾选等级与总分相符",
        title_en="The ticked grade is that of the total",
        source="the forms' own bounds",
        message=Message(
            "总分 {score} 对应等级为“{computed}”，表中勾选“{stated}”，请核对。",
            "A total of {score} is {computed}, the form ticks {stated}.",
        ),
        example="总分 93.5 | □优 ☑良 80分≤得分<90分",
        finds=plainly(check_grade),
    ),
    Rule(
        slug="reason-missing",
        ids=("LOG-06", "LOG-07"),
        severity=Severity.WARNING,
        formula="score < weight ⇒ a reason is given, also where the target is met; if the form "
        "has a column for it",
        title="得分低于分值须说明原因",
        title_en="A lost point has a reason",
        source="finance systems: 自评得分小于分值，请填写理由及依据",
        message=Message(
            "“{name}”得分 {score} 低于分值 {weight}，但未说明原因。",
            "The score {score} is below the weight {weight}, and no reason is given.",
        ),
        example="分值 20 | 得分 19 | 偏差原因 无",
        finds=plainly(check_reasons),
    ),
)
