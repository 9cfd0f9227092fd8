"""The command line: thin, and quick to show its help — everything heavy is imported on use."""

from __future__ import annotations

from zipingbiao.cli.converting import apply, convert, watch
from zipingbiao.cli.group import main
from zipingbiao.cli.listing import completion, doctor, families, rules
from zipingbiao.cli.looking import check, explain, show

__all__ = ["main"]

for _command in (
    *(apply, check, completion, convert, doctor, explain),
    *(families, rules, show, watch),
):
    main.add_command(_command)
