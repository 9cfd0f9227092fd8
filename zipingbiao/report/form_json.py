"""Forms and documents as JSON, and forms back from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pydantic_core

from zipingbiao.report.tabular import plain
from zipingbiao.schemas.form import Form
from zipingbiao.schemas.page import Document, Page

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def as_json(value: object) -> Json:
    """A dataclass tree as plain JSON values: decimals as text, coordinates to 4 digits."""
    return _CONVERTERS[type(value)](value)


# Cells of one row or column share their edges. Adding 0 takes the minus from -0.0, which is equal
# to 0.0: what is kept must not depend on which of them came first.
@lru_cache(maxsize=4096, typed=True)
def rounded(number: float) -> float:
    """A coordinate or confidence to 4 digits."""
    return round(number, 4) + 0


class _Converters(dict[type, Callable[[Any], Json]]):
    """What makes JSON of values of a type; found once, for there are many values of few types."""

    def __missing__(self, kind: type) -> Callable[[Any], Json]:
        self[kind] = found = _converter(kind)
        return found


_CONVERTERS = _Converters()


# Most values of a form are JSON as they are.
_PLAIN = frozenset({str, int, bool, type(None)})


def _converter(kind: type) -> Callable[[Any], Json]:
    if kind in _PLAIN:
        return _as_it_is
    if issubclass(kind, str):  # a word of an enumeration
        return str
    if issubclass(kind, Decimal):
        return plain
    if issubclass(kind, float):
        return rounded
    if issubclass(kind, (tuple, list)):
        return _listed
    if is_dataclass(kind):
        return _of_fields(tuple(field.name for field in fields(kind)))
    raise TypeError(f"no part of a form: {kind.__name__}")


def _listed(values: Iterable[object]) -> Json:
    return [_CONVERTERS[value.__class__](value) for value in values]


def _of_fields(names: tuple[str, ...]) -> Callable[[object], Json]:
    if len(names) < 2:
        return lambda value: {name: as_json(getattr(value, name)) for name in names}
    values = attrgetter(*names)

    def convert(value: object) -> Json:
        return {
            name: found if found.__class__ in _PLAIN else _CONVERTERS[found.__class__](found)
            for name, found in zip(names, values(value), strict=True)
        }

    return convert


def _as_it_is(value: Json) -> Json:
    return value


def form_document(form: Form) -> dict[str, Json]:
    """The form whole, as `form_json_schema` describes it."""
    document = as_json(form)
    assert isinstance(document, dict)
    return {**document, "status": str(form.status)}


def grids_document(document: Document, pages: tuple[Page, ...]) -> dict[str, Json]:
    """The grids of some pages: what `show --json` prints."""
    return {
        "path": document.path,
        "kind": document.kind,
        "sha256": document.sha256,
        "pages": [
            {
                "number": page.number,
                "width": rounded(page.width),
                "height": rounded(page.height),
                "source": str(page.source),
                "note": page.note,
                "grids": as_json(page.grids),
                "lines": as_json(page.lines),
            }
            for page in pages
        ],
    }


def json_bytes(value: Json, indent: int | None = None) -> bytes:
    """JSON in UTF-8; half a character (a lone surrogate out of a broken text layer) becomes `?`."""
    try:
        return pydantic_core.to_json(value, indent=indent)
    except (UnicodeEncodeError, pydantic_core.PydanticSerializationError):
        return json.dumps(value, ensure_ascii=False, indent=indent).encode(errors="replace")


def read_form(path: Path) -> Form:
    """The form in a document written earlier."""
    from pydantic import TypeAdapter  # heavy, and only reading needs it

    return TypeAdapter(Form).validate_json(path.read_bytes())
