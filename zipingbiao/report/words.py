"""What the slugs of the tables are called, in Chinese and in English."""

from __future__ import annotations

from zipingbiao.language import Words
from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.finding import Severity, Verdict
from zipingbiao.schemas.form import FormStatus
from zipingbiao.schemas.outcome import FileStatus
from zipingbiao.schemas.page import Source

SEVERITIES = {
    Severity.ERROR: Words("错误", "error"),
    Severity.WARNING: Words("警告", "warning"),
    Severity.INFO: Words("提示", "info"),
}
VERDICTS = {
    Verdict.PUBLISHER: Words("原表矛盾", "the document's own"),
    Verdict.EXTRACTION: Words("识读存疑", "reading in doubt"),
    Verdict.UNDETERMINED: Words("无法判定", "undetermined"),
}
FIGURE_STATUSES = {
    Status.STATED: Words("原文", "as printed"),
    Status.REPAIRED: Words("已校正", "repaired"),
    Status.DERIVED: Words("推算", "derived"),
    Status.DOUBTFUL: Words("存疑", "doubtful"),
    Status.REVIEWED: Words("已复核", "reviewed"),
}
# The sign of a figure that is not as printed, as the report has it.
STATUS_SIGNS = {
    Status.REPAIRED: Words("校", "r"),
    Status.DERIVED: Words("推", "d"),
    Status.DOUBTFUL: Words("疑", "?"),
    Status.REVIEWED: Words("核", "✓"),
}
FORM_STATUSES = {
    FormStatus.OK: Words("通过", "ok"),
    FormStatus.FINDINGS: Words("有问题", "findings"),
    FormStatus.REVIEW: Words("待复核", "review"),
}
FILE_STATUSES = {
    FileStatus.OK: Words("有表", "ok"),
    FileStatus.NO_FORM: Words("无自评表", "no form"),
    FileStatus.FAILED: Words("失败", "failed"),
    FileStatus.SKIPPED: Words("跳过", "skipped"),
}
SOURCES = {
    Source.TEXT_LAYER: Words("文字层", "text-layer"),
    Source.OCR: Words("图像识别", "ocr"),
    Source.DUMP: Words("文本", "dump"),
    Source.OFFICE: Words("办公文档", "office"),
}
SCOPES = {
    "department": Words("部门整体", "department"),
    "project": Words("项目支出", "project"),
    "transfer": Words("转移支付", "transfer payment"),
}
COLUMNS = {
    "total_weight": Words("总分值", "total weight"),
    "total_score": Words("自评总分", "total score"),
    "initial_budget": Words("年初预算数", "initial budget"),
    "revised_budget": Words("全年预算数", "revised budget"),
    "executed": Words("全年执行数", "executed"),
    "execution_rate": Words("执行率 %", "rate"),
    "weight": Words("分值", "weight"),
    "score": Words("得分", "score"),
    "target": Words("年度指标值", "target"),
    "actual": Words("实际完成值", "actual"),
    "explanation": Words("指标解释", "explanation"),
    "criteria": Words("评分标准", "criteria"),
    "shortfall_reason": Words("未达标原因", "reason"),
    "improvement": Words("改进措施", "improvement"),
    "grade": Words("等级", "grade"),
}
# What a finding says beside its message, by the name of its column.
DIFFERENCES = {
    "stated": Words("表中", "stated"),
    "computed": Words("计算", "computed"),
    "difference": Words("差额", "difference"),
}
RULES = {
    "score-sum": Words("得分合计", "sum of scores"),
    "weight-sum": Words("分值合计", "sum of weights"),
    "score-cap": Words("得分超限", "score above its weight"),
    "budget-split": Words("资金构成", "parts of the budget"),
    "execution-rate": Words("执行率", "execution rate"),
    "execution-score": Words("执行率得分", "score for execution"),
    "grade": Words("等级", "grade"),
    "reason-missing": Words("缺少原因", "missing reason"),
    "total-cap": Words("总分超限", "total above its weight"),
    "total-repeated": Words("总分前后不一", "total told twice"),
    "weight-hundred": Words("总分值不为100", "weights not 100"),
    "weight-scheme": Words("分值设置", "weights of the template"),
    "weight-zero": Words("分值为零", "weight of nothing"),
    "coefficient-score": Words("得分系数", "score by coefficient"),
    "redistributed-cap": Words("二次分配资金", "redistributed amount"),
    "part-cap": Words("组成项大于总额", "part above its total"),
    "added-in-year": Words("年中追加预算", "budget added in the year"),
    "unit-scale": Words("金额单位", "unit of amounts"),
    "budget-zero": Words("预算数为零", "budget of nothing"),
    "overspent": Words("超预算支出", "overspent"),
    "low-execution": Words("执行率较低", "low execution"),
    "leaf-rate": Words("执行率前后不一", "rate told twice"),
    "target-score": Words("未达标得分", "score at a missed target"),
    "quality-band": Words("定性指标得分", "score of a qualitative result"),
    "overachieved": Words("大幅超额完成", "far beyond the target"),
    "not-quantified": Words("完成值未量化", "result without a number"),
    "copied-target": Words("完成值照抄", "result copied"),
    "unit-differs": Words("计量单位不一", "units differ"),
    "share-over-100": Words("比率超过100%", "share above 100 %"),
    "full-satisfaction": Words("满意度100%", "satisfaction of 100 %"),
    "negative-actual": Words("完成值为负", "negative result"),
    "not-applicable-leaf": Words("不适用指标", "indicator does not apply"),
    "score-execution-gap": Words("得分与执行率差距", "scores above execution"),
    "level-orphan": Words("指标归类", "level under another"),
    "name-repeated": Words("指标重复", "repeated indicator"),
    "level-missing": Words("一级指标缺失", "missing level 1"),
    "heavy-leaf": Words("单项分值过大", "heavy indicator"),
    "grade-boxes": Words("等级勾选", "boxes of the grade"),
    "year-differs": Words("年份不一", "years differ"),
    "narrative-sum": Words("文字合计", "sum in words"),
    "narrative-amount": Words("文字金额", "amount in words"),
    "many-decimals": Words("小数位过多", "many decimals"),
    "form-repeated": Words("重复的表", "repeated form"),
    "year-scale": Words("年度间金额单位", "unit beside another form"),
    "department-projects": Words("项目合计超部门", "projects above their department"),
    "file-failed": Words("文件无法读取", "unreadable file"),
    "file-skipped": Words("文件类型不支持", "unknown kind of file"),
    "figure-repaired": Words("数字已校正", "figure put right"),
    "figure-derived": Words("数字为推算", "figure computed"),
    "figure-doubtful": Words("数字存疑", "figure in doubt"),
    "column-unknown": Words("栏目未识别", "column not known"),
    "not-filled": Words("未填报得分", "scores not filled in"),
    "form-unread": Words("表格未能识读", "form not read"),
    "page-unread": Words("页面未能识读", "page not read"),
    "page-reading": Words("页面识读方式", "how a page was read"),
}


def rule_words(rule: str) -> Words:
    """The names of a rule; its slug where it has none."""
    return RULES.get(rule, Words(rule, rule.replace("-", " ")))


def subject_words(subject: str) -> Words:
    """The names of a finding's subject; the subject itself where it is a name out of the form."""
    return COLUMNS.get(subject, Words(subject, subject))
