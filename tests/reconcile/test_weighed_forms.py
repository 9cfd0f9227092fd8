"""What holds of every form that is weighed: print never changes, no wrong value seems sure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count

import forms
from forms import fund, leaf, seen
from handmade import figure
from hypothesis import given, settings
from hypothesis import strategies as st

from zipingbiao.reconcile.evidence import weigh
from zipingbiao.schemas.family import family_of
from zipingbiao.schemas.figure import Figure, Status
from zipingbiao.schemas.form import Form, Indicator, Node
from zipingbiao.schemas.vocabulary import vocabulary

GENERIC = family_of("generic")
Read = Callable[[int, str], Figure]

scores = st.integers(0, 4000).map(lambda n: str(Decimal(n) / 100))
whole_scores = st.integers(0, 40).map(str)
trees = st.lists(st.lists(st.one_of(scores, whole_scores), min_size=1, max_size=4), min_size=1,
                 max_size=4)  # fmt: skip


def tree_of(groups: Sequence[Sequence[str]], read: Read) -> Form:
    """A form whose levels and total are the sums of its leaves, each figure as it is read."""
    number = count()
    leaves: list[Indicator] = []
    nodes: list[Node] = []
    for name, group in enumerate(groups, start=1):
        level = read(next(number), _sum(group))
        lines = tuple(range(len(leaves) + 1, len(leaves) + len(group) + 1))
        nodes.append(Node(f"层{name}", 1, lines, None, level))
        for text in group:
            score = read(next(number), text)
            leaves.append(replace(leaf(None, None), level1_score=level, score=score))
    total = read(next(number), _sum([text for group in groups for text in group]))
    return forms.form(leaves, tree=tuple(nodes), total_score=total)


def _sum(texts: Sequence[str]) -> str:
    return str(sum(map(Decimal, texts), Decimal(0)))


def figures_of(groups: Sequence[Sequence[str]]) -> int:
    return 1 + sum(1 + len(group) for group in groups)


def misread(data: st.DataObject, text: str) -> str:
    """A text with one digit for another."""
    at = data.draw(st.sampled_from([i for i, char in enumerate(text) if char.isdigit()]))
    return (
        text[:at] + data.draw(st.sampled_from(vocabulary().confusions[text[at]])) + text[at + 1 :]
    )


@settings(deadline=None, max_examples=60)
@given(trees, st.data())
def test_one_misread_figure_is_put_right_or_in_doubt(
    groups: list[list[str]], data: st.DataObject
) -> None:
    wrong = data.draw(st.integers(0, figures_of(groups) - 1))

    def read(number: int, text: str) -> Figure:
        if number != wrong:
            return seen(text, at=number)
        return seen(misread(data, text), 0.6, (text, 0.3), at=number)

    truth = dict(tree_of(groups, lambda number, text: seen(text, at=number)).figures())
    for key, found in weigh(tree_of(groups, read), GENERIC).figures():
        assert found.value == truth[key].value or found.status is Status.DOUBTFUL


@settings(deadline=None, max_examples=60)
@given(trees, st.data())
def test_what_is_printed_as_text_never_changes(
    groups: list[list[str]], data: st.DataObject
) -> None:
    """Neither the publisher's slips nor what stands beside them, recognised or not."""
    printed: dict[int, Decimal | None] = {}

    def read(number: int, text: str) -> Figure:
        text = misread(data, text) if data.draw(st.integers(0, 3)) == 0 else text
        if data.draw(st.integers(0, 3)) == 0:
            return seen(text, data.draw(st.sampled_from((0.3, 0.6, 0.999))), at=number)
        made = figure(text)
        printed[number] = made.value
        return replace(made, places=seen("1", at=number).places)

    weighed = weigh(tree_of(groups, read), GENERIC)
    for _, found in weighed.figures():
        assert found.place is not None
        assert found.place.box is not None
        number = int(found.place.box.x0)
        if number in printed:
            assert (found.value, found.status) == (printed[number], Status.STATED)


amounts = st.integers(1, 10**10).map(lambda n: str(Decimal(n) / 10**4))


@settings(deadline=None, max_examples=60)
@given(amounts, amounts, st.integers(0, 10000), st.integers(0, 100))
def test_money_that_is_printed_never_changes(
    budget: str, spent: str, rate: int, points: int
) -> None:
    line = fund(
        "annual_total",
        initial_budget=budget,
        executed=spent,
        execution_rate=str(Decimal(rate) / 100),
        weight="10",
        score=str(points),
    )
    part = fund("central", initial_budget=spent, executed=budget)
    form = forms.form(funds=[line, part, fund("local", initial_budget="1", executed="1")])
    before = {key: found.value for key, found in form.figures()}
    assert {key: found.value for key, found in weigh(form, GENERIC).figures()} == before
