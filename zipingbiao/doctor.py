"""What is installed, and what is missing for which kind of file (`zipingbiao doctor`)."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

from zipingbiao.language import Language, Words

# What is needed for what, beside what is always installed.
_EXTRAS = {
    "pyarrow": Words("--format parquet、duckdb", "--format parquet, duckdb"),
    "xlsxwriter": Words("--format xlsx、xlsx:forms", "--format xlsx, xlsx:forms"),
    "duckdb": Words("--format duckdb", "--format duckdb"),
    "ray": Words("--engine ray", "--engine ray"),
    "fsspec": Words("以 URL 作为来源和输出", "URLs as sources and OUT"),
    "s3fs": Words("s3://", "s3://"),
}
_EXTRA = Words("{mark} {name} {said}（{purpose}）", "{mark} {name} {said}  ({purpose})")
_MISSING = Words("✗ 缺少 {name}：pip install {name}", "✗ {name} is missing: pip install {name}")
_MODELS = {"quick": Words("快速", "quick"), "careful": Words("精细", "careful")}
_MODEL = Words("✓ 识别模型（{name}）：{count} 个字符", "✓ recogniser ({name}): {count} characters")
_NO_MODEL = Words("✗ 识别模型（{name}）：{error}", "✗ recogniser ({name}): {error}")
_OFFICE = Words(
    "✓ LibreOffice（.doc、.xls、.wps、.et、.rtf、.odt、.ods）",
    "✓ LibreOffice  (.doc, .xls, .wps, .et, .rtf, .odt, .ods)",
)
_NO_OFFICE = Words(
    "– 缺少 LibreOffice：无法读取 .doc、.xls、.wps、.et、.rtf、.odt、.ods",
    "– LibreOffice is missing: .doc, .xls, .wps, .et, .rtf, .odt, .ods cannot be read",
)
_BROWSER = Words("仅报告的测试需要", "the tests of the report alone")
_LIBRARIES = ("pypdfium2", "pdfplumber", "camelot-py", "onnxruntime", "opencv-python-headless")


def report(language: Language = Language.EN) -> Iterator[str]:
    """The lines of the report; those that begin with ✗ say what to install."""
    yield f"✓ zipingbiao {version('zipingbiao')}, Python {platform.python_version()}"
    for name in _LIBRARIES:
        yield _library(name, language)
    yield from _models(language)
    yield _libreoffice(language)
    for name, purpose in _EXTRAS.items():
        found = find_spec(name) is not None
        said = version(name) if found else "pip install 'zipingbiao[analysis,ray]'"
        yield _extra(found, name, said, purpose, language)
    yield _extra(shutil.which("chromium") is not None, "chromium", "", _BROWSER, language)


def _extra(found: bool, name: str, said: str, purpose: Words, language: Language) -> str:
    words = {"mark": "✓" if found else "–", "name": name, "purpose": purpose.of(language)}
    return _EXTRA.said(language, said=said, **words)


def _library(name: str, language: Language) -> str:
    try:
        return f"✓ {name} {version(name)}"
    except PackageNotFoundError:
        return _MISSING.said(language, name=name)


def _models(language: Language) -> Iterator[str]:
    from zipingbiao.errors import ZipingbiaoError
    from zipingbiao.extract import models

    for name, load in (("quick", models.quick), ("careful", models.careful)):
        named = _MODELS[name].of(language)
        try:
            yield _MODEL.said(language, name=named, count=len(load().characters))
        except ZipingbiaoError as error:
            yield _NO_MODEL.said(language, name=named, error=error.said(language))
        except OSError as error:
            yield _NO_MODEL.said(language, name=named, error=error)


def _libreoffice(language: Language) -> str:
    from zipingbiao.extract.libreoffice import find_program

    return (_NO_OFFICE if find_program() is None else _OFFICE).of(language)
