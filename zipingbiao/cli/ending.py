"""How a command ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from zipingbiao.schemas.outcome import Tally


def end_with(tally: Tally, exit_zero: bool) -> None:
    """End with the exit status of a batch."""
    from zipingbiao.batch.exit_status import exit_status

    click.get_current_context().exit(exit_status(tally, exit_zero=exit_zero))
