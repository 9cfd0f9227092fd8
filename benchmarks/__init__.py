"""What is measured: how much is read right (accuracy), and how quickly (speed)."""

import sys
from pathlib import Path

# The generator of the fixtures also makes the forms of `benchmarks.layouts`.
sys.path.append(str(Path(__file__).resolve().parents[1] / "fixtures"))
