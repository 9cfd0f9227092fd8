from __future__ import annotations

from zipingbiao.schemas.page import Source


def test_only_what_a_document_says_itself_is_printed() -> None:
    assert {source for source in Source if source.printed} == {Source.TEXT_LAYER, Source.OFFICE}


def test_of_several_sources_the_least_sure_counts() -> None:
    assert Source.least_sure([]) is Source.TEXT_LAYER
    assert Source.least_sure([Source.OFFICE, Source.TEXT_LAYER]) is Source.OFFICE
    assert Source.least_sure([Source.TEXT_LAYER, Source.OCR, Source.DUMP]) is Source.OCR
