"""Form ids that are unique over the batch and safe as file names everywhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from zipingbiao.schemas.outcome import Outcome

# What Windows, the strictest, refuses in a file name.
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\ud800-\udfff]+')
# File systems stop at 255 bytes; `.json` and the number of a collision need room.
_MAX_BYTES = 200


def unique_forms(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The same outcomes; a form id that came before gets `-2`, `-3` … in order.

    Ids that differ in case only count as the same: they are one file name on Windows and macOS.
    """
    taken: set[str] = set()
    return [
        replace(
            outcome,
            forms=tuple(
                replace(form, form_id=_claim(safe_id(form.form_id), taken))
                for form in outcome.forms
            ),
        )
        for outcome in outcomes
    ]


def safe_id(form_id: str) -> str:
    """`form_id` as a file name: no separators, not hidden, not too long."""
    name = _UNSAFE.sub("_", form_id).strip(" .") or "form"
    if len(name.encode()) <= _MAX_BYTES:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    head = name.encode()[: _MAX_BYTES - 9].decode(errors="ignore")
    return f"{head}-{digest}"


def _claim(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while _folded(candidate) in taken:
        number += 1
        candidate = f"{name}-{number}"
    taken.add(_folded(candidate))
    return candidate


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
