from __future__ import annotations

import base64
import zlib
from pathlib import Path

import pytest
from hostile.pdfs import deflated, flate, form_object, page_file, stream
from hypothesis import given
from hypothesis import strategies as st

from zipingbiao.extract.pdfweight import MOST_OPEN_MARKS, is_plain, is_suspect
from zipingbiao.extract.probe import is_bearable

FIXTURES = Path(__file__).parents[2] / "fixtures"
START = b"/XObject << /X10 10 0 R >>"
CALL = stream(b"/X10 Do")


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.pdf")), ids=lambda path: path.stem)
def test_the_forms_of_the_fixtures_are_harmless(path: Path) -> None:
    data = path.read_bytes()
    assert not is_suspect(data, 60)
    assert is_plain(data)


def packed(filters: bytes, data: bytes) -> bytes:
    return page_file(stream(data, b"/Filter [%b]" % filters))


@pytest.mark.parametrize(
    "data",
    [
        packed(b"/FlateDecode", deflated(9)),
        packed(b"/FlateDecode /FlateDecode", zlib.compress(deflated(1))),
        packed(b"/ASCII85Decode /FlateDecode", base64.a85encode(deflated(9)) + b"~>"),
        packed(b"/ASCIIHexDecode /FlateDecode", deflated(9).hex().encode() + b">"),
        packed(b"/LZWDecode", b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"),
        packed(b"/L#5aWDecode", b"plain"),
        packed(b"/RunLengthDecode", b"plain"),
        packed(b"/FlateDecode", b"\x01\x02\x03\x04"),
        page_file(flate(b"/A BMC " * (MOST_OPEN_MARKS + 1))),
        page_file(CALL, resources=START, more={10: form_object(b"/X10 Do /X10 Do", [10])}),
        page_file(stream(b"q Q"), catalogue=b"/Encrypt 9 0 R"),
    ],
)
def test_what_may_cost_more_than_it_looks_is_suspect(data: bytes) -> None:
    assert is_suspect(data, 1)


def test_a_page_of_one_stream_a_thousand_times_is_suspect() -> None:
    content = b"[" + b"4 0 R " * 1000 + b"]"
    data = page_file(flate(b"0 0 m 9 9 l S\n" * 20_000)).replace(
        b"/Contents 4 0 R", b"/Contents " + content
    )
    assert is_suspect(data, 1)
    assert not is_suspect(page_file(flate(b"0 0 m 9 9 l S\n" * 20_000)), 1)


def test_many_pages_of_one_large_content_are_suspect() -> None:
    data = page_file(flate(b"0 0 m 9 9 l S\n" * 200_000))
    assert not is_suspect(data, 10)
    assert is_suspect(data, 5000)


def test_a_form_that_calls_another_is_harmless_to_pdfium_but_not_plain() -> None:
    data = page_file(CALL, resources=START, more={10: form_object(b"/X10 Do", [10])})
    assert not is_suspect(data, 1)
    assert not is_plain(data)


@pytest.mark.parametrize("packing", [lambda x: x, zlib.compress, base64.a85encode])
def test_saving_the_state_without_end_is_not_plain(packing: object) -> None:
    assert callable(packing)
    said = packing(b"q " * 60_000)
    tail = b"~>" if packing is base64.a85encode else b""
    assert not is_plain(page_file(stream(said + tail)))


@given(st.binary(max_size=400))
def test_ascii_85_is_unpacked_as_the_standard_library_does(data: bytes) -> None:
    from zipingbiao.extract.pdfweight import _of_base_85

    assert _of_base_85(base64.a85encode(data, wrapcol=40)) == data


@given(st.binary(max_size=400))
def test_no_bytes_break_the_weighing(data: bytes) -> None:
    assert is_suspect(b"%PDF-1.7\n1 0 obj <<>> stream\n" + data, 1) in (True, False)


def test_what_pdfium_bears_is_told_from_what_it_does_not(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(page_file(stream(b"q Q")))
    bad.write_bytes(packed(b"/FlateDecode", deflated(1200)))
    assert is_bearable(str(good))
    assert not is_bearable(str(bad))


def test_what_camelot_bears_is_told_from_what_it_does_not(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(page_file(stream(b"BT /F 9 Tf 9 700 Td (a) Tj ET")))
    bad.write_bytes(page_file(CALL, resources=START, more={10: form_object(b"/X10 Do", [10])}))
    assert is_bearable(str(good), 1)
    assert not is_bearable(str(bad), 1)
