"""The group of the commands: what all of them have, and how they end when something is wrong."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Callable
from functools import cache

import click

from zipingbiao import __version__
from zipingbiao.errors import ZipingbiaoError
from zipingbiao.language import Language, Words, language_of

INTERRUPTED = 130
_CHOSEN = "zipingbiao.language"
_GO_ON = Words(
    "已中断；再次运行同一命令即可继续", "interrupted; the same command goes on where it ended"
)

_ABOUT_ZH = (
    "把公开的绩效自评表转换成可核对的表格。",
    "示例：zipingbiao convert 2022/ --out tables",
    "退出码：0 无问题，1 有核对结果，2 用法错误，3 部分文件失败，4 全部失败，130 中断。",
)


def language() -> Language:
    """The language of messages: by `--lang`, else by the locale."""
    context = click.get_current_context(silent=True)
    chosen = context.meta.get(_CHOSEN) if context else None
    return chosen or language_of(os.environ)


def _choose(context: click.Context, _: click.Parameter, given: str | None) -> None:
    if given:
        context.meta[_CHOSEN] = Language(given)


_LANG = click.Option(
    ["--lang"],
    type=click.Choice([str(known) for known in Language]),
    expose_value=False,
    is_eager=True,
    callback=_choose,
    help="Language of messages. [default: by LC_ALL, LC_MESSAGES or LANG]",
)


class Command(click.Command):
    """A command: it takes `--lang`, and has a summary in Chinese."""

    zh = ""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        *own, usual = super().get_params(ctx)  # help comes last
        return [*own, _LANG, usual]

    def get_short_help_str(self, limit: int = 45) -> str:
        return self.zh if language() is Language.ZH else super().get_short_help_str(limit)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if language() is Language.ZH:
            with formatter.indentation():
                formatter.write_paragraph()
                formatter.write_text(self.zh)
        super().format_help_text(ctx, formatter)


def command(zh: str) -> Callable[[Callable[..., None]], Command]:
    """Make a command of a function, with its summary in Chinese."""

    def made(function: Callable[..., None]) -> Command:
        found = click.command(cls=Command)(function)
        found.zh = zh
        return found

    return made


class Commands(click.Group):
    """The group: one clear line on stderr for an error, and its exit status."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if language() is Language.EN:
            super().format_help_text(ctx, formatter)
            return
        for paragraph in _ABOUT_ZH:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write(" " * formatter.current_indent + paragraph + "\n")

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ZipingbiaoError as error:
            click.echo(f"zipingbiao: {error.said(language())}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo(f"\nzipingbiao: {_GO_ON.of(language())}", err=True)
            # An interrupt that came while a string was run (dataclasses are made that way) makes
            # Python end by signal, though it was caught: until a string is run once more.
            exec("")
            ctx.exit(INTERRUPTED)


@click.group(cls=Commands, params=[_LANG], context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="zipingbiao")
def main() -> None:
    """Published self-evaluation forms (绩效自评表) to checked tables.

    \b
    Example:
      zipingbiao convert 2022/ --out tables

    \b
    Exit status: 0 all clean, 1 findings, 2 usage, 3 some files failed,
    4 all files failed, 130 interrupted.
    """
    click.get_current_context().call_on_close(_deaf_at_exit)
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character shows a mark; it does not end the run.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@cache
def _deaf_at_exit() -> None:
    """All is done: a Ctrl-C while Python takes itself down would only make it end by signal."""
    atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)
