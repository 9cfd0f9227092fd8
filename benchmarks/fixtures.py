"""Where the fixtures are, and which of them are documents."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
TRUTH = FIXTURES / "truth"


def documents() -> list[Path]:
    """Every document that has a truth."""
    stems = {path.stem for path in TRUTH.glob("*.json")}
    return sorted(path for path in FIXTURES.iterdir() if path.is_file() and path.stem in stems)
