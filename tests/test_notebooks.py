"""The notebooks of the docs run, on the fixtures, from the first cell to the last."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from ipykernel.kernelspec import write_kernel_spec
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
SECONDS = 120
# It has no types of its own.
reads: Callable[[str, int], NotebookNode] = nbformat.reads


def code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A kernel of the Python that runs the tests, whatever kernels are installed."""
    write_kernel_spec(str(tmp_path / "jupyter" / "kernels" / "here"))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    return "here"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what the notebooks need, so that they leave nothing behind."""
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures", ignore=shutil.ignore_patterns("*.py"))
    return Path(shutil.copytree(ROOT / "docs" / "notebooks", tmp_path / "docs" / "notebooks"))


def test_there_are_notebooks() -> None:
    assert {path.stem for path in NOTEBOOKS} >= {"first-look", "scores"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_they_are_kept_without_outputs(path: Path) -> None:
    notebook = reads(path.read_text(encoding="utf-8"), 4)
    nbformat.validate(notebook)
    for cell in code(notebook):
        assert not cell.outputs
        assert cell.execution_count is None


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_they_run(path: Path, kernel: str, folder: Path) -> None:
    notebook = reads((folder / path.name).read_text(encoding="utf-8"), 4)
    NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name=kernel,
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    outputs = [output for cell in code(notebook) for output in cell.outputs]
    assert not [
        output for output in outputs if output.output_type == "stream" and output.name == "stderr"
    ]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) >= 3
    said = "".join(output.get("data", {}).get("text/plain", "") for output in outputs)
    assert os.sep + "tmp" not in said
