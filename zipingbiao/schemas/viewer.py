"""Who draws a form when it is asked to show itself (`form.show()`).

To draw, the file has to be read again, and the ground floor knows no readers. So it says here what
it asks for, and the face of the package, which is imported before any of its rooms, puts in who
answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from zipingbiao.schemas.form import Form


class Viewer(Protocol):
    """Draws a page of a form as a stage read it."""

    def __call__(
        self, form: Form, stage: str, *, page: int | None, file: str | Path | None
    ) -> Image.Image: ...


_VIEWERS: list[Viewer] = []


def answer_with(viewer: Viewer) -> None:
    """Have forms drawn by this one from now on."""
    _VIEWERS[:] = [viewer]


def viewer() -> Viewer:
    """Who draws forms."""
    return _VIEWERS[0]
