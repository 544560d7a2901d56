"""Click with help pages and errors in the reader's language.

The translator is the ``obj`` of the context; commands and options are declared with message ids.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from coopcoach.cli.commands import COMMANDS, OPTIONS, in_words
from coopcoach.cli.help_page import help_page, page_width
from coopcoach.errors import WrongCall
from coopcoach.i18n import N_, SOURCE_LANGUAGE, SPOKEN, Translator, translator

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def translator_of(ctx: click.Context) -> Translator:
    """Return the translator of a call."""
    found = ctx.find_root().obj
    return found if isinstance(found, Translator) else translator(SOURCE_LANGUAGE.code)


class OneOf(click.ParamType[str]):
    """A parameter whose value is one of a few words.

    Args:
        choices: Returns the words when a value is given: their module may be slow to import.
    """

    name = "word"

    def __init__(self, choices: Callable[[], Iterable[str]]) -> None:
        self.choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word.

        Raises:
            WrongCall: It is none of them.
        """
        choices = tuple(self.choices())
        if value not in choices:
            raise WrongCall(
                N_("“{value}” is not a valid value for {name}"),
                N_("take one of: {known}"),
                value=value,
                name=_name_of(param, ctx),
                known=", ".join(choices),
            )
        return str(value)


LANGUAGE = OneOf(lambda: SPOKEN)


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Return a decorator that makes the command of a name; its purpose stands in the table of commands."""
    return click.command(name, cls=LocalisedCommand, help=COMMANDS[name].purpose)


def option(*names: str, **settings: Any) -> Callable[[_Decorated], _Decorated]:
    """Return a decorator that adds an option; takes the settings of `click.option`."""
    return click.option(*names, cls=LocalisedOption, **settings)


class LocalisedOption(click.Option):
    """An option whose help is a message id."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's line on a help page."""
        record = super().get_help_record(ctx)
        if record is None:
            return None
        t = translator_of(ctx)
        purpose = self.help or ""
        return in_words(record[0], t), t(purpose)


class LocalisedCommand(click.Command):
    """A command whose help is a message id."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first line of a help page."""
        t = translator_of(ctx)
        options = t("[OPTIONS]")
        rest = t("COMMAND [ARGUMENTS]")
        usage = t("Usage")
        swapped = {
            "[OPTIONS]": options,
            "COMMAND [ARGS]...": f"[{rest}]",
            "[COMMAND] [ARGS]...": f"[{rest}]",
        }
        line = " ".join(
            swapped.get(piece, in_words(piece, t)) for piece in self.collect_usage_pieces(ctx)
        )
        formatter.write_usage(ctx.command_path, line, prefix=f"{usage}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the purpose of the command."""
        text = self.help or ""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(translator_of(ctx)(text))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        t = translator_of(ctx)
        options = (p for p in self.get_params(ctx) if isinstance(p, click.Option))
        with formatter.section(t("Options")):
            formatter.write_dl([r for o in options if (r := o.get_help_record(ctx)) is not None])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the options that begin so, with their help in the reader's language."""
        t, found = translator_of(ctx), super().shell_complete(ctx, incomplete)
        for item in found:
            item.help = t(item.help) if item.help else None
        return found

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its own help in the reader's language."""
        t, help_option = translator_of(ctx), super().get_help_option(ctx)
        if help_option is not None:
            _, text = OPTIONS["help"]
            help_option.help = t(text)
        return help_option


class LoadedCommands(dict[str, click.Command]):
    """The commands of the program; the module of one is imported when it is first looked up."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(COMMANDS, click.Command("")))
        self._loaded: set[str] = set()

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            entry = COMMANDS[name]
            module = importlib.import_module(f"coopcoach.cli.{entry.module}")
            self[name] = getattr(module, entry.name)
            self._loaded.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        """Return the command of a name, if there is one."""
        # The dictionary's own method would return what is not loaded yet.
        return self[name] if name in self else default  # noqa: SIM401

    def items(self) -> Any:
        """Return all commands with their names; imports each of their modules."""
        return [(name, self[name]) for name in self]


class LocalisedGroup(LocalisedCommand, click.Group):
    """The program: lists its commands, and names the nearest one for an unknown name."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page."""
        return help_page(translator_of(ctx), page_width())

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin so; imports no command."""
        t = translator_of(ctx)
        named = [name for name in COMMANDS if name.startswith(incomplete)]
        commands = [CompletionItem(name, help=t(COMMANDS[name].purpose)) for name in named]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*commands, *(o for o in options if o.value.startswith("-"))]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were added."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called.

        Raises:
            WrongCall: There is none of this name; names the nearest.
        """
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            near = get_close_matches(name, self.commands, n=1, cutoff=0.5)
            known = ", ".join(near or self.commands)
            what = N_("there is no command “{name}”")
            todo = N_("did you mean “{near}”?") if near else N_("take one of: {known}")
            raise WrongCall(what, todo, name=name, near=known, known=known)
        return super().resolve_command(ctx, args)


def usage_error(error: click.UsageError) -> WrongCall:
    """Return an error of click as one of this program."""
    path = error.ctx.command_path if error.ctx else "coopcoach"
    if isinstance(error, click.NoSuchOption):
        what = N_("there is no option “{name}”")
        return WrongCall(what, N_("see “{path} --help”"), name=error.option_name, path=path)
    if isinstance(error, click.MissingParameter):
        what = N_("{name} is missing")
        return WrongCall(
            what, N_("see “{path} --help”"), name=_name_of(error.param, error.ctx), path=path
        )
    if isinstance(error, click.BadParameter):
        what = N_("the value of {name} is not valid")
        return WrongCall(
            what, N_("see “{path} --help”"), name=_name_of(error.param, error.ctx), path=path
        )
    return WrongCall(N_("the command cannot be understood"), N_("see “{path} --help”"), path=path)


def _name_of(param: click.Parameter | None, ctx: click.Context | None) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    if param is None:
        return ""
    ctx = ctx or click.Context(click.Command(""))
    return in_words(param.make_metavar(ctx), translator_of(ctx))
