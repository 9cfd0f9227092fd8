"""Form ids that are unique over the batch and safe as file names everywhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from zipingbiao.schemas.outcome import Outcome

# What Windows, the strictest, refuses in a file name.
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff]+')
# File systems stop at 255 bytes; `.json` and the number of a collision need room.
_MAX_BYTES = 200


def unique_forms(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The same outcomes; a form id that came before gets `-2`, `-3` … in order."""
    ids = FormIds()
    for outcome in outcomes:
        claimed = [ids.claim(form.form_id) for form in outcome.forms]
        if claimed == [form.form_id for form in outcome.forms]:
            yield outcome
            continue
        renamed = map(lambda form, name: replace(form, form_id=name), outcome.forms, claimed)
        yield replace(outcome, forms=tuple(renamed))


class FormIds:
    """The ids that are taken. Those that differ in case only count as the same: they are one file
    name on Windows and macOS."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def claim(self, form_id: str) -> str:
        """The id as a file name, with a number if it is taken."""
        name = safe_id(form_id)
        candidate, number = name, 1
        while _folded(candidate) in self._taken:
            number += 1
            candidate = f"{name}-{number}"
        self._taken.add(_folded(candidate))
        return candidate


def form_id(source: str, number: int) -> str:
    """The id of the n-th form of a file, before it is made unique."""
    return f"{form_stem(source)}-{number}"


def form_stem(source: str) -> str:
    """A file's name as the beginning of form ids: its path without separators and suffix dot."""
    return re.sub(r"[^\w.-]+", "_", source.replace("/", "__")).replace(".", "_")


def named(outcome: Outcome, source: str) -> Outcome:
    """The outcome of a file under another name: the same content lies there, too."""
    if outcome.source == source:
        return outcome
    forms = (
        replace(form, source=source, form_id=form_id(source, number))
        for number, form in enumerate(outcome.forms, start=1)
    )
    findings = (
        replace(found, subject=source) if found.subject == outcome.source else found
        for found in outcome.findings
    )
    return replace(outcome, source=source, forms=tuple(forms), findings=tuple(findings))


def safe_id(form_id: str) -> str:
    """`form_id` as a file name: no separators, not hidden, not too long."""
    name = _UNSAFE.sub("_", form_id).strip(" .") or "form"
    if len(name.encode()) <= _MAX_BYTES:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    head = name.encode()[: _MAX_BYTES - 9].decode(errors="ignore")
    return f"{head}-{digest}"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
