"""What is installed, and what is missing for which kind of file (`zipingbiao doctor`)."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

# What is needed for what, beside what is always installed.
_EXTRAS = {
    "pyarrow": "--format parquet, duckdb",
    "xlsxwriter": "--format xlsx",
    "duckdb": "--format duckdb",
    "ray": "--engine ray",
    "fsspec": "URLs as sources and OUT",
    "s3fs": "s3://",
}
_LIBRARIES = ("pypdfium2", "pdfplumber", "camelot-py", "onnxruntime", "opencv-python-headless")


def report() -> Iterator[str]:
    """The lines of the report; those that begin with ✗ say what to install."""
    yield f"✓ zipingbiao {version('zipingbiao')}, Python {platform.python_version()}"
    for name in _LIBRARIES:
        yield _library(name)
    yield from _models()
    yield _libreoffice()
    for name, purpose in _EXTRAS.items():
        found = find_spec(name) is not None
        said = version(name) if found else "pip install 'zipingbiao[analysis,ray]'"
        yield f"{'✓' if found else '–'} {name} {said}  ({purpose})"
    yield f"{'✓' if shutil.which('chromium') else '–'} chromium  (the tests of the report alone)"


def _library(name: str) -> str:
    try:
        return f"✓ {name} {version(name)}"
    except PackageNotFoundError:
        return f"✗ {name} is missing: pip install {name}"


def _models() -> Iterator[str]:
    from zipingbiao.errors import ZipingbiaoError
    from zipingbiao.extract import models

    for name, load in (("quick", models.quick), ("careful", models.careful)):
        try:
            yield f"✓ recogniser ({name}): {len(load().characters)} characters"
        except (ZipingbiaoError, OSError) as error:
            yield f"✗ recogniser ({name}): {error}"


def _libreoffice() -> str:
    from zipingbiao.extract.libreoffice import find_program

    found = find_program()
    if found is None:
        return "– LibreOffice is missing: .doc, .xls, .wps, .et, .rtf, .odt, .ods cannot be read"
    return "✓ LibreOffice  (.doc, .xls, .wps, .et, .rtf, .odt, .ods)"
