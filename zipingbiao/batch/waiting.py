"""Which files of a batch have to be read: those whose content has no result yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zipingbiao.batch.identify import content_of, signature_of
from zipingbiao.batch.inputs import Input
from zipingbiao.batch.ledger import Entry, Ledger
from zipingbiao.batch.results import Result


@dataclass(frozen=True, slots=True)
class _Given:
    """A file that is being read, and what was known of it when it was given away."""

    entry: Entry
    signature: str
    sha256: str


class Waiting:
    """The files without a result, given to a runner as it asks for them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._given: dict[str, _Given] = {}
        self._reading: set[tuple[str, str]] = set()
        self.kept = 0

    def inputs(self) -> Iterator[Input]:
        """The files to read. Content that is being read under another name is read once."""
        for entry in self._ledger.entries():
            signature = signature_of(entry.item)
            sha256 = content_of(entry, signature)
            content = sha256, entry.suffix
            if sha256 and (self._ledger.is_done(*content) or content in self._reading):
                self.kept += 1
                if (sha256, signature) != (entry.sha256, entry.signature):
                    self._ledger.identify(entry.item.source, signature, sha256)
                continue
            self._given[entry.item.source] = _Given(entry, signature, sha256)
            if sha256:
                self._reading.add(content)
            yield entry.item

    def record(self, item: Input, result: Result) -> None:
        """Keep the result of a file that was given."""
        given = self._given.pop(item.source)
        self._reading.discard((given.sha256, given.entry.suffix))
        sha256, signature = given.sha256, given.signature
        if result.sha256 and result.sha256 != sha256:
            # A file elsewhere, or one that changed after it was looked at.
            signature = signature if item.url else ""
            sha256 = result.sha256
        # What could not even be opened is known by its name alone.
        self._ledger.record(given.entry, sha256 or f"?{item.source}", signature, result)
