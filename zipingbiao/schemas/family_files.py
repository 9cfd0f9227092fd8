"""Families that a user wrote: one YAML file each, refused with one sentence when it is wrong."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from zipingbiao.errors import UsageError
from zipingbiao.language import Language, Words
from zipingbiao.schemas.family import Family, families, in_order

SUFFIXES = (".yaml", ".yml")
# What pydantic calls an error → what is wrong, and what to do; the rest speak for themselves.
_SENTENCES = {
    "missing": Words("缺少这一项，请补上", "is missing; add it"),
    "extra_forbidden": Words(
        "表式没有这一项，请删去或改正拼写（{fields}）",
        "is no field of a family; remove it or correct its spelling ({fields})",
    ),
    "tuple_type": Words(
        "须为列表，请写成 [一, 二] 或每行一个 `- 一`",
        "has to be a list; write [one, two] or a line `- one` for each",
    ),
    "string_type": Words("须为文字，请加引号", "has to be text; put it in quotes"),
    "dict_type": Words(
        "须为 `名称: 值`，请缩进写在下面",
        "has to hold `name: value` pairs; indent them below it",
    ),
    "int_parsing": Words("须为整数", "has to be a whole number"),
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
        raise UsageError(
            f"{folder}: no such folder; give the folder that holds the family files",
            f"{folder}：没有这个文件夹，请指定存放表式文件的文件夹",
        )
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    if not paths:
        raise UsageError(
            f"{folder}: holds no .yaml file; put one file a family into it",
            f"{folder}：其中没有 .yaml 文件，请每种表式放入一个文件",
        )
    homes: dict[str, Path] = {}
    found = []
    for path in paths:
        family = load_file(path)
        if family.id in homes:
            raise UsageError(
                f"{path}: id: {family.id} is also the id of {homes[family.id].name}; "
                "give one of them another id",
                f"{path}：id：{family.id} 与 {homes[family.id].name} 的 id 相同，请改动其中一个",
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
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: cannot be read ({error}); save it as UTF-8 text",
            f"{path}：无法读取（{error}），请存为 UTF-8 文本",
        ) from error
    except yaml.YAMLError as error:
        where, problem = _syntax(error)
        raise UsageError(
            f"{path}: {where.en}{problem}; put text with : # or [ in quotes, and indent with "
            "spaces",
            f"{path}：{where.zh}{problem}；含有 : # [ 的文字请加引号，并用空格缩进",
        ) from error
    if not isinstance(written, dict):
        raise UsageError(
            f"{path}: is no family; it has to begin with `id: …` (docs/families.md)",
            f"{path}：不是表式文件，须以 `id: …` 开头（见 docs/families.md）",
        )
    try:
        return Family.model_validate(written)
    except ValidationError as error:
        field, wrong = _first(error)
        raise UsageError(f"{path}: {field}: {wrong.en}", f"{path}：{field}：{wrong.zh}") from error


def _syntax(error: yaml.YAMLError) -> tuple[Words, str]:
    """Where the YAML is wrong, and what its parser says of it."""
    mark = getattr(error, "problem_mark", None)
    line = 0 if mark is None else mark.line + 1
    where = Words(f"第 {line} 行：", f"line {line}: ") if line else Words("", "")
    return where, getattr(error, "problem", None) or "is no YAML"


def _first(error: ValidationError) -> tuple[str, Words]:
    """The first error: its field, and what is wrong; what to do."""
    # A misspelt field is also a missing one; its spelling is what has to be mended.
    first = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
    field = ".".join(str(part) for part in first["loc"]) or "the family"
    sentence = _SENTENCES.get(first["type"])
    if sentence is None:
        said = " ".join(str(first["msg"]).removeprefix("Value error, ").split())
        return field, Words(said, said)
    known = ", ".join(Family.model_fields)
    zh, en = (sentence.said(language, fields=known) for language in (Language.ZH, Language.EN))
    return field, Words(zh, en)
