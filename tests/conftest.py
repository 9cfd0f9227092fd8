"""What the tests of several rooms share."""

from __future__ import annotations

from pathlib import Path

import pytest

import zipingbiao
from benchmarks.fixtures import documents


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of all fixtures that have a truth, converted once."""
    out = tmp_path_factory.mktemp("converted") / "out"
    zipingbiao.convert(documents(), out=out)
    return out
