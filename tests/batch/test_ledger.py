from __future__ import annotations

import sqlite3
from pathlib import Path

import handmade
import pytest

from zipingbiao.batch.inputs import Input
from zipingbiao.batch.ledger import Entry, Ledger
from zipingbiao.batch.results import result_of
from zipingbiao.errors import UsageError
from zipingbiao.schemas.outcome import Outcome


def items(*sources: str) -> list[Input]:
    return [Input(Path("/in") / source, source) for source in sources]


def record(ledger: Ledger, source: str, sha256: str, outcome: Outcome | None = None) -> None:
    entry = next(entry for entry in ledger.entries() if entry.item.source == source)
    ledger.record(entry, sha256, "1:2", result_of(outcome or handmade.failed(source)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


def test_files_are_listed_in_order_and_anew(path: Path) -> None:
    ledger = Ledger(path, "way")
    assert ledger.list_sources(items("b.pdf", "a.pdf")) == 2
    record(ledger, "a.pdf", "11")
    assert ledger.list_sources(items("c.pdf", "a.pdf")) == 2
    assert [entry.item.source for entry in ledger.entries()] == ["c.pdf", "a.pdf"]
    assert [entry.sha256 for entry in ledger.entries()] == [None, "11"]


def test_what_is_recorded_outlives_the_ledger(path: Path) -> None:
    ledger = Ledger(path, "way")
    ledger.list_sources(items("a.pdf"))
    outcome = handmade.good(handmade.form("a_pdf-1", "a.pdf"))
    record(ledger, "a.pdf", "11", outcome)
    ledger.close()
    ledger = Ledger(path, "way")
    assert list(ledger.outcomes()) == [(1, "a.pdf", outcome)]
    assert ledger.is_done("11", ".pdf")
    assert not ledger.is_done("11", ".txt")


def test_another_way_of_work_starts_anew(path: Path) -> None:
    for way in ("one", "two"):
        ledger = Ledger(path, way)
        ledger.list_sources(items("a.pdf"))
        assert not ledger.is_done("11", ".pdf")
        assert ledger.missing() == 1
        record(ledger, "a.pdf", "11")
        assert ledger.missing() == 0
        ledger.close()


def test_a_new_result_replaces_the_old_and_its_forms(path: Path) -> None:
    ledger = Ledger(path, "way")
    ledger.list_sources(items("a.pdf"))
    record(ledger, "a.pdf", "11", handmade.good(handmade.form(), handmade.clean_form()))
    record(ledger, "a.pdf", "11", handmade.good(handmade.form()))
    assert [number for _, _, number in ledger.headings()] == [1]


def test_only_forms_with_company_make_a_circle(path: Path) -> None:
    ledger = Ledger(path, "way")
    ledger.list_sources(items("a.pdf", "b.pdf", "c.pdf"))
    record(ledger, "a.pdf", "11", handmade.good(handmade.form()))
    record(ledger, "b.pdf", "22", handmade.good(handmade.clean_form()))
    record(ledger, "c.pdf", "33")
    (circle,) = ledger.circles()
    assert [listed.source for listed in circle] == ["a.pdf", "b.pdf"]


def test_what_no_file_has_is_forgotten(path: Path) -> None:
    ledger = Ledger(path, "way")
    ledger.list_sources(items("a.pdf", "b.pdf"))
    record(ledger, "a.pdf", "11")
    record(ledger, "b.pdf", "22")
    ledger.list_sources(items("b.pdf"))
    ledger.prune()
    assert not ledger.is_done("11", ".pdf")
    assert ledger.is_done("22", ".pdf")


def test_names_of_any_bytes_come_back(path: Path) -> None:
    odd = Input(Path("/in/\udcb1\n'.pdf"), "\\xb1\n'.pdf")
    ledger = Ledger(path, "way")
    ledger.list_sources([odd])
    (entry,) = ledger.entries()
    assert entry == Entry(1, odd, ".pdf", "", None)


def test_somebody_elses_database_is_refused(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE mine (x)")
    database.close()
    with pytest.raises(UsageError, match="made by another version"):
        Ledger(path, "way")
