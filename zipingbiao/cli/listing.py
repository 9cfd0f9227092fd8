"""The commands that say what the program knows and has: families, rules, doctor, completion."""

from __future__ import annotations

from pathlib import Path

import click

from zipingbiao.cli.group import command, language, main
from zipingbiao.cli.options import FAMILIES


@command("列出各类表式：标识、范围、名称。")
@FAMILIES
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def families(families: Path | None, as_json: bool) -> None:
    """List the families of forms (表式): id, scope and name.

    \b
    Example:
      zipingbiao families
      zipingbiao families --families my-families --json
    """
    from zipingbiao.inspection import family_lines, family_list
    from zipingbiao.schemas.family_files import with_folder

    known = with_folder(families)
    click.echo(family_list(known) if as_json else family_lines(known, language()))


@command("列出核对规则：名称、严重程度、编号。")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def rules(as_json: bool) -> None:
    """List the rules (规则): slug, severity, title and ids.

    \b
    Example:
      zipingbiao rules
      zipingbiao rules --json
    """
    from zipingbiao import inspection

    known = inspection.rules()
    click.echo(inspection.rule_list(known) if as_json else inspection.rule_lines(known, language()))


@command("检查安装情况：有什么、缺什么、缺了读不了哪类文件。")
def doctor() -> None:
    """Say what is installed, and what is missing for which kind of file.

    \b
    Example:
      zipingbiao doctor
    """
    from zipingbiao.doctor import report

    lines = list(report(language()))
    click.echo("\n".join(lines))
    click.get_current_context().exit(any(line.startswith("✗") for line in lines))


@command("输出 bash、zsh 或 fish 的补全脚本。")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands, options, rules and findings in a shell.

    \b
    Example:
      zipingbiao completion bash >> ~/.bashrc
      zipingbiao completion zsh >> ~/.zshrc
      zipingbiao completion fish > ~/.config/fish/completions/zipingbiao.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(main, {}, "zipingbiao", "_ZIPINGBIAO_COMPLETE").source())
