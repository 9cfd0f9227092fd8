"""Ways to run one function over many inputs: each takes a `Work` and the inputs, yields outcomes.

Outcomes come in the order in which they are finished.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from zipingbiao.schemas.outcome import Outcome

Work = Callable[[Path, str], Outcome]
