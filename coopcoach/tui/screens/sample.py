"""The worked sample, opened over another screen: leaving it leads back there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from textual.screen import Screen

from coopcoach.errors import CoopcoachError
from coopcoach.i18n import Translator
from coopcoach.services.demo.sample import make_demo
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.screens.base import BaseScreen


class MakesDesk(Protocol):
    """Returns the desk of a workspace. This module cannot import it: the desk opens the sample."""

    def __call__(
        self,
        workspace: Workspace,
        t: Translator,
        clock: Callable[[], datetime],
        *,
        is_sample: bool,
    ) -> BaseScreen[Any]:
        """Return the desk."""


async def open_sample(
    screen: BaseScreen[Any], clock: Callable[[], datetime], make_desk: MakesDesk
) -> None:
    """Make the sample in a temporary folder and open its desk, or show why that is not possible.

    Args:
        screen: The screen below, which shows messages.
        clock: Returns the local time, with its zone.
        make_desk: Returns the desk of the sample.
    """
    t = screen.t

    def left(result: object) -> None:
        # The same desk in another language.
        if isinstance(result, Screen):
            screen.app.push_screen(result, left)

    screen.say(t("The sample is being made …"))
    try:
        made = await asyncio.to_thread(make_demo, None, t, clock)
    except CoopcoachError as error:
        screen.say(error.sentence(t))
    except OSError as error:
        screen.say(t("The sample could not be made: {why}", why=error.strerror or "?"))
    else:
        screen.say("")
        screen.app.push_screen(make_desk(made.workspace, t, clock, is_sample=True), left)
