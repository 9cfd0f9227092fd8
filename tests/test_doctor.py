from __future__ import annotations

import pytest
from click.testing import CliRunner

from zipingbiao.cli import main
from zipingbiao.extract import libreoffice, models


def told() -> tuple[int, str]:
    result = CliRunner().invoke(main, ["doctor"])
    return result.exit_code, result.stdout


def test_what_is_there_is_ticked() -> None:
    status, text = told()
    assert status == 0
    assert "✓ recogniser (quick)" in text
    assert "✗" not in text


def test_what_is_missing_says_what_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_program", lambda: None)
    status, text = told()
    assert status == 0
    assert "– LibreOffice is missing: .doc" in text


def test_a_missing_model_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> models.Model:
        raise OSError("no such file: rec.onnx")

    monkeypatch.setattr(models, "quick", missing)
    status, text = told()
    assert status == 1
    assert "✗ recogniser (quick): no such file: rec.onnx" in text
