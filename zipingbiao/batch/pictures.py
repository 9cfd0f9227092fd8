"""The pages that forms stand on, as pictures for people: in the report, beside what was read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from zipingbiao.errors import ZipingbiaoError
from zipingbiao.extract.source import IMAGE, PDF
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.outcome import Picture
from zipingbiao.schemas.page import Document, Page

# Pixels across: small type can be read, and a page takes some fifty kilobytes.
_WIDTH = 1000
_QUALITY = 35


def pictures(path: Path, document: Document, forms: Sequence[Form]) -> tuple[Picture, ...]:
    """The pages of a file that its forms stand on, as they were read: upright, in grey."""
    if document.kind not in (PDF, IMAGE):
        return ()
    shown = {n for form in forms for n in range(form.first_page, form.last_page + 1)}
    found = []
    for page in document.pages:
        if page.number in shown and page.width > 0:
            with suppress(ZipingbiaoError, OSError, ValueError):  # the page was read all the same
                found.append(Picture(page.number, page.width, page.height, _drawn(path, page)))
    return tuple(found)


def _drawn(path: Path, page: Page) -> bytes:
    from PIL import Image  # heavy, as what draws: the parent of the workers does without

    from zipingbiao.extract.render import page_image

    turned = page.turn % 180 != 0
    across = page.height if turned else page.width
    picture = page_image(path, page.number, min(2.0, _WIDTH / across)).convert("L")
    upright = picture.rotate(-page.turn, expand=True) if page.turn else picture
    if upright.width > _WIDTH:
        size = (_WIDTH, round(upright.height * _WIDTH / upright.width))
        upright = upright.resize(size, Image.Resampling.BOX)
    data = io.BytesIO()
    upright.save(data, "WEBP", quality=_QUALITY, method=0)
    return data.getvalue()
