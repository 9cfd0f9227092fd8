"""DUP-02: one form is published twice (重复的表), alike or with other figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zipingbiao.reconcile.naming import figure_name
from zipingbiao.reconcile.rules.between import AcrossRule, Between, is_sure, pages
from zipingbiao.reconcile.rules.copies import Copy, Difference, Gathered
from zipingbiao.reconcile.rules.declaration import Message, plain
from zipingbiao.schemas.figure import Figure
from zipingbiao.schemas.finding import Severity
from zipingbiao.schemas.form import FormLike

# So many differences are told in a sentence; the others are among its keys.
_TOLD = 3
_ALIKE = Message(
    "本表（第 {page} 页）与“{source}”第 {other} 页的标题、年度、单位和项目相同，可比的数字均一致，"
    "疑为重复。",
    "The form (page {page}) is that of {source}, page {other}, once more: all comparable figures "
    "agree.",
)


def _form_repeated(gathered: Gathered, rule: AcrossRule) -> Iterator[Between]:
    order = gathered.order
    for copy in gathered.copies:
        own_is_first = order[copy.first.form_id] > order[copy.form.form_id]
        yield _told(rule, _turned(copy) if own_is_first else copy)


def _turned(copy: Copy) -> Copy:
    """The same pair, told from the other side."""
    differing = tuple(Difference(d.other, d.one) for d in copy.differing)
    return Copy(copy.form, copy.first, differing)


def _told(rule: AcrossRule, copy: Copy) -> Between:
    """What the later form of a pair (`copy.form`) is told."""
    form, other = copy.form, copy.first
    subject = form.project or form.department or form.title
    where = {"page": pages(form), "source": other.source, "other": pages(other)}
    # Where figures differ surely, those that differ by their reading are left aside.
    differing = [d for d in copy.differing if _is_sure(d)] or list(copy.differing)
    if not differing:
        alike = Message(_ALIKE.zh.format(**where), _ALIKE.en.format(**where))
        return rule.tells([form, other], subject, alike, severity=Severity.INFO)
    message = rule.says(count=len(differing), figures=_listed(form, differing), **where)
    own, others = [d.other for d in differing], [d.one[1] for d in differing]
    first = others[0]
    return rule.tells([form, other], subject, message, own, others, first.value if first else None)


def _is_sure(difference: Difference) -> bool:
    return is_sure(difference.one[1]) and is_sure(difference.other[1])


def _listed(form: FormLike, differing: Sequence[Difference]) -> str:
    """The differing figures, first that of the form."""
    listed = [
        f"“{figure_name(form, d.other[0])}”{_value(d.other[1])}/{_value(d.one[1])}"
        for d in differing[:_TOLD]
    ]
    return "、".join(listed) + (" 等" if len(differing) > _TOLD else "")


def _value(figure: Figure | None) -> str:
    return plain(figure.value if figure is not None else None)


FORM_REPEATED = AcrossRule(
    slug="form-repeated",
    ids=("DUP-02",),
    severity=Severity.WARNING,
    formula="two forms of a batch with the same title, year, department, project and unit, most "
    "figures of which agree, agree in all of them (amounts within their printed precision); info "
    "where they do: a copy",
    title="同一张表的两处披露应当一致",
    title_en="A form that is published twice is the same both times",
    source="working checkers of published accounts: 两处披露不能同时成立，需人工复核",
    message=Message(
        "本表（第 {page} 页）与“{source}”第 {other} 页是同一张表，有 {count} 处数字不同"
        "（本表/该表）：{figures}；两处披露不能同时成立，请核对。",
        "The form (page {page}) is that of {source}, page {other}, but {count} figure(s) differ "
        "(here/there): {figures}.",
    ),
    example="2022 年度同一部门的表：a.pdf 总分 93.5 | b.pdf 总分 95.3",
    finds=_form_repeated,
)
