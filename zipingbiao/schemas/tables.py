"""The six output tables, declared once: the CSV headers and the data package are made from this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zipingbiao.schemas.figure import Status
from zipingbiao.schemas.finding import Severity, Verdict
from zipingbiao.schemas.form import FormStatus
from zipingbiao.schemas.outcome import FileStatus

CONTRACT_VERSION = "1.0.0"
ColumnType = Literal["string", "integer", "number", "array"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, Table Schema type, Chinese title, English description, constraints; the
    unit of a number, blank where it counts or is a bare share."""

    name: str
    type: ColumnType
    title: str
    description: str
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`column` of this table refers to the column of the same name in `table`."""

    column: str
    table: str


@dataclass(frozen=True, slots=True)
class Table:
    """An output table with its keys; it is written to `<name>.csv`."""

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def path(self) -> str:
        """The file name in the output folder."""
        return f"{self.name}.csv"

    @property
    def header(self) -> tuple[str, ...]:
        """The column names, in order."""
        return tuple(column.name for column in self.columns)


def _text(name: str, title: str, description: str, *, required: bool = False) -> Column:
    return Column(name, "string", title, description, required=required)


def _one_of(name: str, title: str, description: str, enum: tuple[str, ...]) -> Column:
    return Column(name, "string", title, description, required=True, enum=enum)


def _number(name: str, title: str, description: str, unit: str = "") -> Column:
    return Column(name, "number", title, description, unit=unit)


def _points(name: str, title: str, description: str) -> Column:
    return _number(name, title, description, "分")


def _amount(name: str, title: str, description: str) -> Column:
    return _number(name, title, description, "万元")


def _share(name: str, title: str, description: str) -> Column:
    return Column(name, "number", title, description, minimum=0, maximum=1)


def _whole(name: str, title: str, description: str, minimum: int = 0) -> Column:
    return Column(name, "integer", title, description, required=True, minimum=minimum)


def _key(name: str, title: str, description: str) -> Column:
    return Column(name, "string", title, description, required=True, unique=True)


FORM_ID = _text("form_id", "表编号", "The form; key of forms.csv.", required=True)
SOURCE = _text("source", "来源文件", "The input file; key of files.csv.", required=True)
LINE = _whole("line", "行号", "Position within the form, from 1.", minimum=1)
BOX = (
    Column("page", "integer", "页码", "Page, from 1; blank without a place.", minimum=1),
    _number("x0", "左", "Left edge, from the page's top left; pixels for images.", "pt"),
    _number("top", "上", "Top edge.", "pt"),
    _number("x1", "右", "Right edge.", "pt"),
    _number("bottom", "下", "Bottom edge.", "pt"),
)

FILES = Table(
    name="files",
    title="文件",
    description="One row per input file, also the failed and the skipped.",
    key=("source",),
    columns=(
        _key("source", "来源文件", "Path relative to the batch root, with / separators."),
        _text("sha256", "校验和", "SHA-256 of the file's bytes; blank if it could not be opened."),
        _text("kind", "类型", "pdf, ofd, docx, xlsx, html, image, text, doc …; blank if unknown."),
        _whole("pages", "页数", "Pages read."),
        _whole("forms", "表数", "Forms found."),
        _one_of(
            "status",
            "状态",
            "ok: forms found. no-form: read, holds none. failed: unreadable. skipped: other kind.",
            tuple(FileStatus),
        ),
        _text("error", "错误", "Why it failed or was skipped, in one line."),
        Column(
            "seconds",
            "number",
            "用时（秒）",
            "Wall-clock time.",
            required=True,
            minimum=0,
            unit="秒",
        ),
    ),
)

FORMS = Table(
    name="forms",
    title="绩效自评表",
    description="One row per self-evaluation form.",
    key=("form_id",),
    columns=(
        _key("form_id", "表编号", "Unique within the output; names forms/<form_id>.json."),
        SOURCE,
        _whole("first_page", "首页", "First page, from 1.", minimum=1),
        _whole("last_page", "末页", "Last page, from 1.", minimum=1),
        _text("family", "表式", "Template it was read with; generic if none fitted."),
        Column(
            "scope",
            "string",
            "层级",
            "Whole department, project, or transfer payment.",
            enum=("department", "project", "transfer"),
        ),
        _text("title", "标题", "As printed."),
        Column("fiscal_year", "integer", "年度", "The year the form reports on."),
        _text("department", "部门", "部门名称, 主管部门; the level that answers for the form."),
        _text("project", "项目名称", "As printed."),
        _text("implementing_unit", "实施单位", "As printed."),
        _points("total_weight", "总分值", "Stated total weight."),
        _points("total_score", "自评总分", "Stated total score."),
        _text("grade", "等级", "优 良 中 差, as ticked."),
        _one_of(
            "status",
            "状态",
            "ok: all read, all checks passed. findings: the publisher's errors only. "
            "review: some value is doubtful.",
            tuple(FormStatus),
        ),
        _whole("findings", "问题数", "Rows of findings.csv about this form."),
        _share("verified", "核实率", "Share of its printed figures that a check confirms."),
        _share("verified_twice", "双重核实率", "Share that at least two checks confirm."),
        Column(
            "fields",
            "array",
            "其他栏目",
            "Header fields without a column of their own: JSON list of {name, label, value}.",
        ),
    ),
    foreign_keys=(ForeignKey("source", "files"),),
)

FUNDS = Table(
    name="funds",
    title="资金",
    description="One row per money line. Amounts in 万元; the printed text is in values.csv.",
    key=("form_id", "line"),
    columns=(
        FORM_ID,
        LINE,
        _text("item", "项目代码", "annual_total, central, basic_expenditure, …", required=True),
        _text("label", "名称", "As printed, without whitespace."),
        _amount("initial_budget", "年初预算数", "Budget at the start of the year."),
        _amount("revised_budget", "全年预算数", "Budget after adjustment (A)."),
        _amount("executed", "全年执行数", "What was spent (B)."),
        _number("execution_rate", "执行率", "97.75 means 97.75%.", "%"),
        _points("weight", "分值", "Weight of the execution score."),
        _points("score", "得分", "Execution score."),
        _text("unit", "单位", "Unit as printed."),
    ),
    foreign_keys=(ForeignKey("form_id", "forms"),),
)

INDICATORS = Table(
    name="indicators",
    title="指标",
    description="One row per scored leaf of a form's indicator tree.",
    key=("form_id", "line"),
    columns=(
        FORM_ID,
        LINE,
        _text("level1", "一级指标", "Name, without running number and bracketed weight."),
        _points("level1_weight", "一级指标分值", "Weight of the level."),
        _points("level1_score", "一级指标得分", "Score of the level, where it is printed."),
        _text("level2", "二级指标", "Name."),
        _points("level2_weight", "二级指标分值", "Weight of the level."),
        _points("level2_score", "二级指标得分", "Score of the level, where it is printed."),
        _text("group", "所属三级指标", "Of a form with four levels: the 三级指标 above the leaf."),
        _points("group_weight", "所属三级指标分值", "Its weight."),
        _text("level3", "三级指标", "Name of the leaf; of a form with four levels its 四级指标."),
        _points("weight", "分值", "Weight of the leaf."),
        _points("score", "得分", "Score of the leaf."),
        _text("target", "年度指标值", "Operator, value and unit, as printed: ≥90%."),
        _text("actual", "实际完成值", "As printed."),
        _text("explanation", "指标解释", "指标解释, 指标说明."),
        _text("criteria", "评分标准", "As printed."),
        _text(
            "shortfall_reason", "未达标原因", "Also 偏差原因及改进措施 where that is one column."
        ),
        _text("improvement", "改进措施", "As printed."),
        Column("page", "integer", "页码", "Page of the row, from 1.", minimum=1),
    ),
    foreign_keys=(ForeignKey("form_id", "forms"),),
)

VALUES = Table(
    name="values",
    title="数值",
    description="One row per number in forms, funds and indicators, with where it was read.",
    key=("form_id", "table", "line", "column"),
    columns=(
        FORM_ID,
        _one_of("table", "所在表", "Table of the number.", ("forms", "funds", "indicators")),
        LINE,
        _text("column", "所在列", "Column of the number.", required=True),
        _text("text", "原文", "As read, before any repair."),
        _number("value", "数值", "As published; blank where what is printed could not be read."),
        _one_of(
            "status",
            "状态",
            "stated: the page prints it. repaired: put right from evidence. "
            "derived: computed. doubtful: may be wrong. reviewed: a person looked at the page.",
            tuple(Status),
        ),
        Column("confidence", "number", "置信度", "0 to 1.", required=True, minimum=0, maximum=1),
        *BOX,
        _whole("checks", "核对次数", "How many sums and rates that hold have this figure."),
        _text("alternatives", "其他读法", "Other readings, best first, joined by ' | '."),
    ),
    foreign_keys=(ForeignKey("form_id", "forms"),),
)

FINDINGS = Table(
    name="findings",
    title="问题",
    description="One row per thing that is wrong or doubtful.",
    key=("finding_id",),
    columns=(
        _key("finding_id", "问题编号", "<form_id>-<rule>-<n>."),
        _text("form_id", "表编号", "The form; blank when the finding is about the file."),
        SOURCE,
        _text("rule", "规则", "Rule slug: score-sum, weight-sum, grade, …", required=True),
        _one_of(
            "severity",
            "级别",
            "error: a contradiction. warning: a person should look. info: explained by rounding.",
            tuple(Severity),
        ),
        _one_of(
            "verdict",
            "判断",
            "publisher: the document contradicts itself. extraction: the reading is in doubt. "
            "undetermined: a part is missing or in doubt.",
            tuple(Verdict),
        ),
        _text("subject", "对象", "total_score, item.column, grade, or a level's name."),
        _text("stated", "表中值", "What the document states."),
        _text("computed", "计算值", "What follows from its parts."),
        _number("difference", "差额", "Stated minus computed."),
        _text("message", "说明", "One sentence, Chinese.", required=True),
        _text("message_en", "说明（英）", "One sentence, English."),
        _text("suggestion", "建议", "What to do."),
        *BOX,
        _text("values", "涉及数值", "Keys table/line/column of the values involved, joined by ;"),
    ),
    foreign_keys=(ForeignKey("form_id", "forms"), ForeignKey("source", "files")),
)

TABLES = (FILES, FORMS, FUNDS, INDICATORS, VALUES, FINDINGS)
