from __future__ import annotations

from zipingbiao.schemas.page import Source


def test_only_what_a_document_says_itself_is_printed() -> None:
    assert {source for source in Source if source.printed} == {Source.TEXT_LAYER, Source.OFFICE}
