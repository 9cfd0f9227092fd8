"""What a figure is called in a sentence: its row and its column, in the words of the form."""

from __future__ import annotations

from zipingbiao.schemas.form import FormLike

COLUMNS = {
    "total_weight": "总分值",
    "total_score": "总分",
    "initial_budget": "年初预算数",
    "revised_budget": "全年预算数",
    "executed": "全年执行数",
    "execution_rate": "执行率",
    "weight": "分值",
    "score": "得分",
    "level1_weight": "一级指标分值",
    "level2_weight": "二级指标分值",
    "group_weight": "分值",
    "level1_score": "一级指标得分",
    "level2_score": "二级指标得分",
}


def figure_name(form: FormLike, key: str) -> str:
    """The name of the figure with this key `table/line/column`."""
    table, line, column = key.split("/")
    return f"{_row(form, table, int(line), column)}{COLUMNS[column]}"


def _row(form: FormLike, table: str, line: int, column: str) -> str:
    if table == "forms":
        return ""
    if table == "funds":
        return form.funds[line - 1].label
    leaf = form.indicators[line - 1]
    level = column.rpartition("_")[0]
    return str(getattr(leaf, level)) if level else leaf.level3
