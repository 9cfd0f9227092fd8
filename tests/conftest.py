"""What the tests of several rooms share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

import zipingbiao
from benchmarks.fixtures import ROOT, documents

# The same examples every time: a test that fails does so for everybody.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
# Messages in one language, wherever the tests run.
os.environ["LC_ALL"] = "C.UTF-8"


@pytest.fixture(scope="session")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of all fixtures that have a truth, converted once."""
    out = tmp_path_factory.mktemp("converted") / "out"
    zipingbiao.convert(documents(), out=out)
    return out


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` does it, elsewhere."""
    out = tmp_path_factory.mktemp("site") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever needs all fixtures converted waits for the scans among them."""
    for item in items:
        if "converted" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
