"""One file, from its bytes to its checked forms. Errors become data here."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from zipingbiao.batch.failures import without_forms
from zipingbiao.batch.identity import form_stem
from zipingbiao.batch.inputs import Input, at_hand
from zipingbiao.batch.limits import guard
from zipingbiao.batch.options import DEFAULT, Options
from zipingbiao.batch.pictures import pictures
from zipingbiao.errors import UnknownKind, ZipingbiaoError
from zipingbiao.extract.notes import CROWDED, NOT_DRAWABLE, note_zh
from zipingbiao.extract.reader import page_count, read_document
from zipingbiao.normalize.stitch import stitch
from zipingbiao.reconcile.belonging import is_title
from zipingbiao.reconcile.evidence import Look
from zipingbiao.reconcile.forms import read_all
from zipingbiao.reconcile.interpret import Interpretation
from zipingbiao.reconcile.printed import printed_form
from zipingbiao.reconcile.rules.declaration import Message
from zipingbiao.reconcile.view import SURE
from zipingbiao.schemas.family import Family
from zipingbiao.schemas.figure import Place
from zipingbiao.schemas.finding import Finding, Severity, Verdict
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.outcome import FileStatus, Outcome, Stage
from zipingbiao.schemas.page import Document, Page, Reading, Source


def process_document(item: Input, options: Options = DEFAULT) -> Outcome:
    """Read and check one file. Never raises for what is wrong with the file."""
    started = time.perf_counter()
    try:
        with at_hand(item) as path:
            return _outcome(path, item.source, options, started)
    except ZipingbiaoError as error:
        status = FileStatus.SKIPPED if isinstance(error, UnknownKind) else FileStatus.FAILED
        cause = Message(error.message_zh, str(error))
    except MemoryError:
        raise  # a limit was reached; it is told by who set it
    except Exception as error:  # one bad file never ends a batch; its cause is kept
        status = FileStatus.FAILED
        named = f"{type(error).__name__}: {error}"
        cause = Message(
            f"程序内部错误，请将此文件连同以下信息反馈给开发者：{named}",
            f"internal error, please report it with the file ({named})",
        )
    return without_forms(item, status, cause, seconds=time.perf_counter() - started)


def _outcome(path: Path, source: str, options: Options, started: float) -> Outcome:
    if guard.is_armed:
        guard.widen(page_count(path))
    clock = Clock(started)
    document = read_document(path)
    clock.stop("extract")
    tables = stitch(document.pages)
    clock.stop("normalize")
    stem, look = form_stem(source), _look(document)
    reads = read_all(tables, source, stem, options.families, look)
    forms = tuple(read.form for read in reads)
    clock.stop("reconcile")
    shown = pictures(path, document, forms) if options.pictures else ()
    clock.stop("pictures")
    return Outcome(
        source=source,
        kind=document.kind,
        status=FileStatus.OK if forms else FileStatus.NO_FORM,
        sha256=document.sha256,
        pages=len(document.pages),
        seconds=time.perf_counter() - started,
        forms=forms,
        findings=tuple(_page_notes(document, forms)),
        stages=tuple(clock.stages),
        pictures=shown,
        read_as=tuple(dict.fromkeys(page.source for page in document.pages)),
        printed=tuple(map(printed_form, reads)) if options.shape else (),
    )


def forms_of(
    document: Document, source: str, known: Sequence[Family] | None = None
) -> tuple[Form, ...]:
    """The checked forms of a document that has been read."""
    return tuple(read.form for read in interpretations_of(document, source, known))


def interpretations_of(
    document: Document, source: str, known: Sequence[Family] | None = None
) -> tuple[Interpretation, ...]:
    """The checked forms of a document that has been read, each with how it was read."""
    stem = form_stem(source)
    return tuple(read_all(stitch(document.pages), source, stem, known, _look(document)))


def _look(document: Document) -> Look:
    """How to read a cell of the document again."""
    again = {page.number: page.again for page in document.pages}

    def look(place: Place, label: bool) -> tuple[Reading, ...]:
        see = again.get(place.page)
        return see(place.box, label=label) if see is not None and place.box is not None else ()

    return look


class Clock:
    """The time of each stage."""

    def __init__(self, started: float) -> None:
        self._last = started
        self.stages: list[Stage] = []

    def stop(self, name: str) -> None:
        """A stage has ended."""
        now = time.perf_counter()
        self.stages.append(Stage(name, now - self._last))
        self._last = now


def _page_notes(document: Document, forms: Sequence[Form]) -> list[Finding]:
    """Pages that were read otherwise than their file suggests, or could not be read."""
    pages = document.pages
    return [
        *(_noted(page) for page in pages if page.note),
        *(_unread(page) for page in pages if _is_unread(page)),
        *(_untold(page) for page in pages if _names_an_unread_form(page, forms)),
    ]


def _about(page: Page, rule: str, severity: Severity, message: Message) -> Finding:
    """A finding about the reading of a page."""
    return Finding(
        rule=rule,
        severity=severity,
        verdict=Verdict.EXTRACTION,
        subject=f"page {page.number}",
        message=f"第 {page.number} 页{message.zh}。",
        message_en=f"Page {page.number} {message.en}.",
    )


def _noted(page: Page) -> Finding:
    said = Message(note_zh(page.note), f"was not read the usual way: {page.note}")
    return _about(page, "page-reading", Severity.INFO, said)


def _names_an_unread_form(page: Page, forms: Sequence[Form]) -> bool:
    """Whether a page prints the title of a form, and none was read there or on the next page."""
    covered = any(form.first_page - 1 <= page.number <= form.last_page for form in forms)
    return not covered and any(map(is_title, page.lines))


def _untold(page: Page) -> Finding:
    said = Message(
        "有自评表的标题，但未能读出表格，请对照原件",
        "has the title of a form, but no form could be read there",
    )
    return _about(page, "form-unread", Severity.WARNING, said)


def _is_unread(page: Page) -> bool:
    """A page that nothing can be read of, or a picture with type on it, of which no table was found
    and most lines are not believed."""
    if page.note in (NOT_DRAWABLE, CROWDED):
        return True
    if page.source is not Source.OCR or page.grids or not page.lines:
        return False
    return median(line.confidence for line in page.lines) < SURE


def _unread(page: Page) -> Finding:
    said = Message(
        "未能识读，该页数据可能缺失，请对照原件", "could not be read; what it prints may be missing"
    )
    return _about(page, "page-unread", Severity.WARNING, said)
