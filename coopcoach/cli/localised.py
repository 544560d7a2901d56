"""Click in the reader's language: help pages, and errors as one sentence.

The translator travels as the context's ``obj``; commands and options are declared with message ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import click

from coopcoach.errors import WrongCall
from coopcoach.i18n import LANGUAGES, N_, SOURCE_LANGUAGE, Translator, translator


def words(ctx: click.Context) -> Translator:
    """Return the translator of a call."""
    found = ctx.find_root().obj
    return found if isinstance(found, Translator) else translator(SOURCE_LANGUAGE.code)


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "word"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = tuple(choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word, or refuse it by naming those there are."""
        if value not in self.choices:
            raise WrongCall(
                N_("“{value}” does not fit {name}"),
                N_("take one of: {known}"),
                value=value,
                name=_name_of(param),
                known=", ".join(self.choices),
            )
        return str(value)


LANGUAGE = OneOf(tuple(LANGUAGES))


class Option(click.Option):
    """An option whose help is a message id."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's line on a help page."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        return record[0], words(ctx)(self.help or "")


class Command(click.Command):
    """A command whose help is a message id."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first line of a help page."""
        _write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command is for."""
        _write_text(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        _write_options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its own help in the reader's language."""
        return _help_option(super().get_help_option(ctx), ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the message id; the group translates it."""
        return self.help or ""


class Group(click.Group):
    """The program: its commands and their help in the reader's language."""

    command_class = Command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first line of the help page."""
        _write_usage(self, ctx, formatter)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the program is for."""
        _write_text(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands."""
        _write_options(self, ctx, formatter)
        t = words(ctx)
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and command.help:
                rows.append((name, t(command.help).partition("\n")[0]))
        with formatter.section(t("Commands")):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they are declared: that of the work."""
        return list(self.commands)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its own help in the reader's language."""
        return _help_option(super().get_help_option(ctx), ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called, or name the nearest."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            near = get_close_matches(name, self.commands, n=1, cutoff=0.5)
            known = ", ".join(near or self.commands)
            what = N_("there is no command “{name}”")
            todo = N_("did you mean “{near}”?") if near else N_("take one of: {known}")
            raise WrongCall(what, todo, name=name, near=known, known=known)
        return super().resolve_command(ctx, args)


def usage_error(error: click.UsageError) -> WrongCall:
    """Return click's complaint as an error of ours."""
    path = error.ctx.command_path if error.ctx else "coopcoach"
    if isinstance(error, click.NoSuchOption):
        what = N_("there is no option “{name}”")
        return WrongCall(what, N_("see “{path} --help”"), name=error.option_name, path=path)
    if isinstance(error, click.MissingParameter):
        what = N_("{name} is missing")
        return WrongCall(what, N_("see “{path} --help”"), name=_name_of(error.param), path=path)
    if isinstance(error, click.BadParameter):
        what = N_("the value of {name} does not fit")
        return WrongCall(what, N_("see “{path} --help”"), name=_name_of(error.param), path=path)
    return WrongCall(N_("the call cannot be understood"), N_("see “{path} --help”"), path=path)


def _name_of(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return param.make_metavar(click.Context(click.Command(""))) if param else ""


def _write_usage(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    t = words(ctx)
    pieces = command.collect_usage_pieces(ctx)
    options = t("[OPTIONS]")
    rest = t("COMMAND [ARGUMENTS]")
    swapped = {
        "[OPTIONS]": options,
        "COMMAND [ARGS]...": f"[{rest}]",
        "[COMMAND] [ARGS]...": f"[{rest}]",
    }
    line = " ".join(swapped.get(piece, piece) for piece in pieces)
    usage = t("Usage")
    formatter.write_usage(ctx.command_path, line, prefix=f"{usage}: ")


def _write_text(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    text = command.help or ""
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(words(ctx)(text))


def _write_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    options = (p for p in command.get_params(ctx) if isinstance(p, click.Option))
    records = [option.get_help_record(ctx) for option in options]
    rows = [record for record in records if record is not None]
    t = words(ctx)
    if rows:
        with formatter.section(t("Options")):
            formatter.write_dl(rows)


def _help_option(option: click.Option | None, ctx: click.Context) -> click.Option | None:
    t = words(ctx)
    if option is not None:
        option.help = t("Show this page")
    return option
