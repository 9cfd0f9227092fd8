from __future__ import annotations

import pytest
from grids import grid

from zipingbiao.reconcile.recognise import choose_family
from zipingbiao.schemas.family import families

MOF = "项目资金 | 年度资金总额 | 当年财政拨款 | 年度总体目标 | 偏差原因分析及改进措施"


@pytest.mark.parametrize(
    ("title", "words", "family"),
    [
        ("项目支出绩效自评表", MOF, "mof-project"),
        ("项目支出绩效自评表", f"{MOF} | 经济成本指标", "mof-project-cost"),
        ("项目支出绩效自评表", f"{MOF} | 指标性质 | 度量单位", "yunnan-project"),
        ("项目支出绩效自评表", "甲 | 乙", "mof-project"),
        ("部门整体支出绩效自评表", "甲 | 乙", "department"),
        ("部门整体支出绩效自评表", "履职效能 | 管理效率 | 乙", "gd-department"),
        ("转移支付区域(项目)绩效自评表", "甲 | 乙", "transfer"),
        ("某某绩效自评表", "甲 | 乙", "generic"),
    ],
)
def test_a_variant_is_told_by_its_own_words_and_a_bare_title_by_its_default(
    title: str, words: str, family: str
) -> None:
    assert choose_family(title, grid(words), families()).id == family
