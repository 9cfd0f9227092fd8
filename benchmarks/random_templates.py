"""Templates that nobody published: other orders, words and shapes of what is known of the forms."""

from __future__ import annotations

from random import Random

from generator.template import Block, Funds, Grades, Group, Head, Line, Template, Total

WORDS = {
    "level1": ("一级指标", "一 级 指 标", "一级\n指标"),
    "level2": ("二级指标", "二级 指标", "二级\n指标"),
    "level3": ("三级指标", "三 级 指 标", "指标名称", "具体指标", "指标内容"),
    "operator": ("指标性质", "计算符号"),
    "value": ("指标值", "目标值"),
    "measure": ("度量单位", "计量\n单位"),
    "target": (
        "年度指标值",
        "年度\n指标值(A)",
        "年初目标值（A）",
        "目标值",
        "年度工作目标",
        "指标值",
    ),
    "actual": ("实际完成值", "实际\n完成值(B)", "全年完成值", "完成值", "全年实际值（B）"),
    "weight": ("分值", "权重", "分 值", "权数", "标准分", "满分", "指标权重（分）", "设定权重"),
    "score": ("得分", "自评分", "自评得分", "得 分", "指标得分(分)", "考评得分", "得分/自评分"),
    "review": ("复核得分", "核查分数", "财政评分"),
    "coefficient": ("得分系数(%)",),
    "reason": (
        "偏差原因分析及改进措施",
        "偏差原因分析\n及改进措施",
        "未达标原因",
        "未完成原因分析",
        "偏差原因",
        "未完成原因和改进措施",
    ),
    "improvement": ("改进措施", "整改措施"),
    "explanation": ("指标解释", "指标说明"),
    "criteria": ("评分标准", "评价标准"),
    "core": ("是否核心指标", "佐证材料", "数据来源", "责任科室"),
}
FUND_WORDS = {
    "initial": ("年初预算数", "年初预算", "当年预算数"),
    "revised": ("全年预算数", "全年预算数（A）", "预算数(A)", "调整后预算数", "全年(调整)预算数"),
    "executed": ("全年执行数", "全年执行数(B)", "执行数（B）", "预算执行数", "实际支出"),
    "rate": ("执行率", "执行率(B/A)", "预算执行率(B/A×100%)", "预算执行率%"),
    "weight": ("分值", "权重"),
    "score": ("得分", "自评得分"),
}
WHOLES = ("年度资金总额", "年度资金总额：", "资金总额", "总额", "年度财政资金总额")
PARTS = (
    ("current_year_appropriation", ("其中：当年财政拨款", "其中:本年财政拨款", "财政拨款")),
    ("carry_over", ("上年结转资金", "上年结转")),
    ("other", ("其他资金", "单位资金", "自有资金")),
)
TITLES = (
    "项目支出绩效自评表",
    "{year}年度项目支出绩效自评表",
    "项目绩效自评表",
    "部门整体支出绩效自评表",
    "{department}{year}年度部门整体绩效自评表",
    "预算绩效自评情况表",
    "{year}年专项资金绩效自评表",
)
TOTALS = ("总分", "合计", "总 计", "得分合计", "总  分")
OUTPUTS = (
    Group("数量指标", "quantity", 3),
    Group("质量指标", "rate", 2),
    Group("时效指标", "punctual", 1),
    Group("成本指标", "cost", 1),
)
BENEFITS = (Group("社会效益指标", "benefit", 1), Group("可持续影响指标", "managed", 1))
SATISFIED = (Group("服务对象满意度指标", "satisfaction", 1),)


def random_template(rng: Random) -> Template:
    """A template made up by chance; every one could have been published."""
    roles = _columns(rng)
    execution = rng.choice(("none", "funds", "funds", "grid", "both"))
    weighted = any(role in roles for role in ("weight",))
    weight = rng.choice((10, 10, 20)) if execution != "none" else 0
    banded = rng.random() < 0.5
    funds = _funds(rng, execution, banded) if execution in ("funds", "both") else None
    if funds is None and rng.random() < 0.5:
        funds = _funds(rng, "none", banded)
    goals = ("年度绩效目标1", "年度绩效目标2") if rng.random() < 0.1 else ()
    place = rng.choice(("row", "row", "row", "row", "head", "line", "row" if goals else "first"))
    label = "自评总分" if place in ("head", "line") else rng.choice(TOTALS)
    levels = [role for role in ("level1", "level2") if role in roles]
    labelled = levels and weighted and rng.random() < 0.35
    title = rng.choice(TITLES)
    level_rows = not labelled and roles[0] == "level1" and "level1_weight" not in roles
    level_rows = level_rows and rng.random() < 0.15
    wide = execution in ("grid", "both") and not level_rows and "level1_weight" not in roles
    return Template(
        family="generic",
        kind="project",
        title=title,
        second="" if "{year}" in title else rng.choice(("({year}年度)", "（{year}年度）")),
        heads=tuple(_heads(rng, roles)),
        blocks=_blocks(rng, 100 - weight, execution, roles),
        header=_header(rng),
        inside=rng.random() < 0.1,
        inline=rng.random() < 0.15,
        unit=rng.choice(("", "", "", "分")),
        funds=funds,
        goal_band="年度总体目标" if banded else "",
        goal_heads=rng.choice((None, ("预期目标", "实际完成情况"))),
        band="绩效指标" if banded and rng.random() < 0.6 else "",
        labels={rng.choice(levels): rng.choice(("({}分)", "（{}）", "【{}分】"))}
        if labelled
        else {},
        merge=rng.choice(("spans", "spans", "spans", "first", "each")),
        execution=execution,
        execution_weight=weight or 10,
        goals=goals,
        subtotal=rng.choice(("", "", "", "小计")) if place == "row" and "level1" in roles else "",
        total=Total(label, place),
        grades=rng.choice((None, None, Grades(), Grades(shape="word"))),
        level_rows=level_rows,
        wide_execution=wide and rng.random() < 0.4,
        placeholders=rng.random() < 0.15,
        filled=rng.random() > 0.08,
        after=rng.choice(((), ("存在问题",), ("备注", "改进措施"))),
        below=rng.choice(((), ("注：1.其他资金包括自有资金。2.定量指标按完成比例计分。",))),
    )


def _columns(rng: Random) -> list[str]:
    """The roles of the grid's columns, in order."""
    levels = rng.choice(
        (["level1", "level2", "level3"],) * 5
        + (
            ["level1", "level3"],
            ["level2", "level3"],
            ["level3"],
            ["level1", "level2", "group", "level3"],
        )
    )
    own = rng.random() < 0.2 and len(levels) == 3
    scored = own and rng.random() < 0.3
    columns: list[str] = []
    for level in levels:
        columns.append(level)
        if own and level != "level3":
            columns.append(f"{level}_weight")
            columns += [f"{level}_score"] if scored else []
    texts = rng.choice(
        (
            ["target", "actual"],
            ["operator", "value", "measure", "actual"],
            ["explanation", "criteria"],
            ["target", "actual", "criteria"],
        )
    )
    figures = rng.choice(
        (["weight", "score"],) * 6
        + (["weight", "coefficient", "score"], ["weight", "score", "review"], ["score"])
    )
    if own:
        columns.append("weight")
        figures = [role for role in figures if role != "weight"]
        columns += texts + figures
    else:
        columns += rng.choice(
            (texts + figures, figures[:1] + texts + figures[1:], texts + figures, figures + texts)
        )
    columns += rng.choice((["reason"], ["reason", "improvement"], [], ["reason"]))
    if rng.random() < 0.25:
        columns.insert(rng.randint(len(levels), len(columns)), "core")
    return columns


def _heads(rng: Random, roles: list[str]) -> list[Head]:
    weight = rng.choice(WORDS["weight"][:4])
    heads = []
    for role in roles:
        word = _word(rng, role, roles)
        if role.endswith("_weight"):
            word = weight
        elif role.endswith("_score"):
            word = "得分"
        over = "年度指标值" if role in ("operator", "value", "measure") else ""
        heads.append(Head(role, word, over))
    if rng.random() < 0.5:
        heads = [Head(head.role, head.text) for head in heads]
    return heads


def _word(rng: Random, role: str, roles: list[str]) -> str:
    if role == "level3" and "group" in roles:
        return rng.choice(("四级指标", "四级\n指标"))
    if role == "group":
        return "三级指标"
    return rng.choice(WORDS[role]) if role in WORDS else ""


def _blocks(rng: Random, whole: int, execution: str, roles: list[str]) -> tuple[Block, ...]:
    outputs = tuple(group for group in OUTPUTS if rng.random() < 0.8) or OUTPUTS[:1]
    if "group" in roles:
        outputs = (Group("数量指标", "quantity", 4, under=("设施建设", "人员培训")), *outputs[1:])
    last = rng.choice((0, 10))
    middle = rng.choice((20, 30))
    blocks = [
        Block("产出指标", whole - middle - last, outputs),
        Block("效益指标", middle, BENEFITS),
    ]
    if last:
        blocks.append(Block("满意度指标", last, SATISFIED))
    return tuple(blocks)


def _funds(rng: Random, execution: str, banded: bool) -> Funds:
    amounts = rng.choice((["initial", "revised", "executed"], ["revised", "executed"]))
    heads = [*amounts, "rate"]
    if execution in ("funds", "both"):
        heads += rng.choice((["weight", "score"], ["score", "weight"]))
        if rng.random() < 0.5:
            heads = [*amounts, "weight", "rate", "score"]
    shape = rng.choice(("matrix", "matrix", "matrix", "row", "pairs"))
    lines = [Line("annual_total", rng.choice(WHOLES))]
    if shape == "matrix":
        lines += [Line(item, rng.choice(labels)) for item, labels in PARTS if rng.random() < 0.8]
    yuan = shape == "matrix" and rng.random() < 0.15
    unit = rng.choice(("(元)", "（元）")) if yuan else rng.choice(("(万元)", "（万元）"))
    band = rng.choice(("项目资金", "预算执行情况", "资金情况")) + unit
    return Funds(
        lines=tuple(lines),
        heads=tuple(Head(role, rng.choice(FUND_WORDS[role])) for role in heads),
        shape=shape,
        band=band if banded else "",
        corner="" if banded else f"资金情况{unit}",
        dash=rng.choice(("-", "/", "—", "")),
        yuan=yuan,
    )


def _header(rng: Random) -> tuple[tuple[tuple[str, str], ...], ...]:
    owner = rng.choice(("主管部门", "单位名称", "填报单位", "部门名称"))
    rows = [(("项目名称", "project"),), ((owner, "department"), ("实施单位", "unit"))]
    return tuple(rows if rng.random() < 0.8 else rows[1:])
