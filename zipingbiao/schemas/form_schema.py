"""The published JSON Schema of `forms/<form_id>.json`, generated from the dataclasses."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from zipingbiao.schemas.form import Form, FormStatus


def form_json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every written form document satisfies.

    Numbers are strings, so that `12.50` keeps its printed decimals and no digit passes
    through a binary float.
    """
    schema = TypeAdapter(Form).json_schema(mode="serialization")
    schema["properties"]["status"] = {
        "type": "string",
        "enum": list(FormStatus),
        "description": "Derived from the figures and the findings.",
    }
    for described in (schema, *schema["$defs"].values()):
        if "properties" in described:
            # Nothing is left out of a document: what the form does not state is null or empty.
            described["required"] = list(described["properties"])
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema
