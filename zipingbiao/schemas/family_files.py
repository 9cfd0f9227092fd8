"""Families that a user wrote: one YAML file each, refused with one sentence when it is wrong."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from zipingbiao.errors import UsageError
from zipingbiao.schemas.family import Family, families, in_order
from zipingbiao.schemas.yaml_text import parsed

SUFFIXES = (".yaml", ".yml")
# What pydantic calls an error → what is wrong, and what to do; the rest speak for themselves.
_SENTENCES = {
    "missing": "is missing; add it",
    "extra_forbidden": "is no field of a family; remove it or correct its spelling ({fields})",
    "tuple_type": "has to be a list; write [one, two] or a line `- one` for each",
    "string_type": "has to be text; put it in quotes",
    "dict_type": "has to hold `name: value` pairs; indent them below it",
    "int_parsing": "has to be a whole number",
}


def with_folder(folder: Path | None) -> tuple[Family, ...]:
    """The built-in families and those of a folder; one with the id of another replaces it.

    Raises:
        UsageError: the folder, or a file in it, cannot be used.
    """
    if folder is None:
        return families()
    own = load_folder(folder)
    return in_order({family.id: family for family in (*families(), *own)}.values())


def load_folder(folder: Path) -> tuple[Family, ...]:
    """The families in the YAML files of a folder, in the order of their names.

    Raises:
        UsageError: there are none, one is no family, or two have the same id.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; give the folder that holds the family files")
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    if not paths:
        raise UsageError(f"{folder}: holds no .yaml file; put one file a family into it")
    homes: dict[str, Path] = {}
    found = []
    for path in paths:
        family = load_file(path)
        if family.id in homes:
            raise UsageError(
                f"{path}: id: {family.id} is also the id of {homes[family.id].name}; "
                "give one of them another id"
            )
        homes[family.id] = path
        found.append(family)
    return tuple(found)


def load_file(path: Path) -> Family:
    """The family in a YAML file.

    Raises:
        UsageError: one line that names the file, the field, what is wrong and what to do.
    """
    try:
        written = parsed(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error}); save it as UTF-8 text") from error
    except yaml.YAMLError as error:
        raise UsageError(f"{path}: {_syntax(error)}") from error
    if not isinstance(written, dict):
        raise UsageError(f"{path}: is no family; it has to begin with `id: …` (docs/families.md)")
    try:
        return Family.model_validate(written)
    except ValidationError as error:
        raise UsageError(f"{path}: {_first(error)}") from error


def _syntax(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    line = f"line {mark.line + 1}: " if mark is not None else ""
    problem = getattr(error, "problem", None) or "is no YAML"
    return f"{line}{problem}; put text with : # or [ in quotes, and indent with spaces"


def _first(error: ValidationError) -> str:
    """The first error as `field: what is wrong; what to do`."""
    # A misspelt field is also a missing one; its spelling is what has to be mended.
    first = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
    field = ".".join(str(part) for part in first["loc"]) or "the family"
    sentence = _SENTENCES.get(first["type"])
    if sentence is not None:
        said = sentence.format(fields=", ".join(Family.model_fields))
    else:
        said = str(first["msg"]).removeprefix("Value error, ")
    return " ".join(f"{field}: {said}".split())
