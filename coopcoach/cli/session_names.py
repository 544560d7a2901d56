"""The name of a session in a call: a beginning is enough where only one session has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from coopcoach.cli.program import workspace_if_any, workspace_of


class SessionName(click.ParamType[str]):
    """The name of a session, or a beginning that no other has.

    Args:
        or_file: Whether the path of a file may stand in its place; it is returned unchanged.
    """

    name = "session"

    def __init__(self, *, or_file: bool = False) -> None:
        self._or_file = or_file

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the whole name.

        Raises:
            WrongCall: No session has this name or beginning, or several have.
        """
        given = str(value)
        if ctx is None or (self._or_file and (Path(given).suffix or Path(given).is_file())):
            return given
        return workspace_of(ctx).slug_of(given)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the names that begin so."""
        workspace = workspace_if_any(ctx)
        names = workspace.slugs_from(incomplete) if workspace else []
        if names or not self._or_file:
            return [CompletionItem(name) for name in names]
        return [CompletionItem(incomplete, type="file")]


SESSION = SessionName()
SESSION_OR_FILE = SessionName(or_file=True)
