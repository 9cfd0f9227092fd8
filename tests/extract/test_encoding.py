from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zips import FORM

from zipingbiao.errors import UnreadableFile
from zipingbiao.extract.encoding import decode

WIDE = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("encoding", [*WIDE, "utf-16", "utf-32", "utf-8", "utf-8-sig", "gb18030"])
def test_a_form_is_read_in_every_encoding_with_a_mark_or_without(encoding: str) -> None:
    assert decode(FORM.encode(encoding)) == FORM


def test_the_mark_of_utf_32_is_not_taken_for_that_of_utf_16() -> None:
    assert decode("绩效\t99\n".encode("utf-32")) == "绩效\t99\n"


@pytest.mark.parametrize("data", [b"\0" * 99, b"100\x00\t99\n", bytes(range(256)) * 9])
def test_zero_bytes_alone_make_no_encoding(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="save it as UTF-8"):
        decode(data)


@given(st.binary(max_size=64))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(UnreadableFile):
        assert isinstance(decode(data), str)
