"""Corrections → the ledger of an output, and the output written anew (复核结果的采纳)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from zipingbiao.batch.convert import Batch, publish
from zipingbiao.batch.hold import held
from zipingbiao.batch.ledger import Ledger
from zipingbiao.batch.order import Order
from zipingbiao.batch.together import joined
from zipingbiao.errors import UsageError
from zipingbiao.language import Words
from zipingbiao.reconcile.review import keys_of
from zipingbiao.report.corrections import Entry, read_corrections
from zipingbiao.report.package import LEDGER, is_finished
from zipingbiao.schemas.review import Correction

Told = tuple[str, int, Correction]
"""The content of a file, the number of a form in it, and what is said of a figure."""
# So many wrong lines are named.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Known:
    """A form of the output: the content it was read from, its number, and its figures' keys."""

    sha256: str
    number: int
    keys: set[str]


def apply(out: Path, path: Path) -> tuple[Batch, int]:
    """Put the corrections of a file into an output, all or none; the batch, and how many are new.

    Figures get the status `reviewed`, the forms are checked again, and everything is written anew.
    Applied twice, a file changes nothing the second time. Later conversions keep what was said as
    long as the content of the source is the same.

    Raises:
        UsageError: the folder is no finished output with a ledger, or the file says anything that
            cannot be done; then nothing is.
    """
    if not is_finished(out) or not (out / LEDGER).is_file():
        raise UsageError(
            f"{out}: no output that can be corrected; convert again, then review",
            f"{out}：不是可更正的输出文件夹，请重新转换后再复核",
        )
    entries = read_corrections(path)
    with held(out), closing(Ledger.of(out / LEDGER)) as ledger:
        order = Order.of_kept(ledger.noted("order"))
        told = list(_told(path, entries, _forms(ledger, order)))
        changed = ledger.correct(told)
        return publish(ledger, out, order), changed


def _forms(ledger: Ledger, order: Order) -> dict[str, _Known]:
    return {
        form.form_id: _Known(outcome.sha256, number, keys_of(form))
        for outcome in joined(ledger, order.options.families)
        for number, form in enumerate(outcome.forms, start=1)
    }


def _told(path: Path, entries: Sequence[Entry], forms: Mapping[str, _Known]) -> Iterator[Told]:
    wrong = [said for entry in entries if (said := _why_not(entry, forms.get(entry.form_id)))]
    if wrong:
        left = len(wrong) - _NAMED
        more = Words(f"（另有 {left} 处）", f" (and {left} more)") if left > 0 else Words("", "")
        named = wrong[:_NAMED]
        raise UsageError(
            f"{path}: {'; '.join(said.en for said in named)}{more.en}; nothing was applied",
            f"{path}：{'；'.join(said.zh for said in named)}{more.zh}；未作任何更正",
        )
    for entry in entries:
        form = forms[entry.form_id]
        yield form.sha256, form.number, entry.correction


def _why_not(entry: Entry, form: _Known | None) -> Words | None:
    """Why a line cannot be followed; None if it can."""
    line, named, key = entry.line, entry.form_id, entry.correction.key
    if form is None:
        return Words(
            f"第 {line} 行：输出中没有表 {named!r}",
            f"line {line}: there is no form {named!r} in the output",
        )
    if entry.sha256 and entry.sha256 != form.sha256:
        return Words(
            f"第 {line} 行：{named!r} 的文件在复核之后有改动",
            f"line {line}: the file of {named!r} has changed since the review",
        )
    if key not in form.keys:
        return Words(
            f"第 {line} 行：表 {named!r} 没有数字 {key!r}",
            f"line {line}: the form {named!r} has no figure {key!r}",
        )
    return None
