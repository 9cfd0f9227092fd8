from __future__ import annotations

from dataclasses import replace

import handmade

from zipingbiao.schemas.form import Indicator, Node


def test_a_weight_that_stands_for_several_leaves_is_printed_once() -> None:
    """Of every level, also the third of four (三级指标 above 四级指标)."""
    whole, group, own = (handmade.figure(text) for text in ("50", "20", "10"))
    leaves = tuple(
        Indicator(line, "一级", "", f"四级{line}", whole, group_weight=group, weight=own)
        for line in (1, 2)
    )
    inner = Node("三级", 3, (1, 2), weight=group)
    tree = (Node("一级", 1, (1, 2), weight=whole, children=(inner,)),)
    form = replace(
        handmade.form(), indicators=leaves, tree=tree, funds=(), total_weight=None, total_score=None
    )
    assert form.printed == (whole, group, own, own)
