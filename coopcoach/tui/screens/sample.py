"""The worked sample, opened over another screen: leaving it leads back there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from coopcoach.errors import CoopcoachError
from coopcoach.services.demo.sample import make_demo
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.screens.base import BaseScreen


async def open_sample(
    screen: BaseScreen[Any],
    clock: Callable[[], datetime],
    desk_of: Callable[[Workspace], BaseScreen[Any]],
) -> None:
    """Make the sample in a temporary folder and open its desk, or show why that is not possible.

    Args:
        screen: The screen below, which shows messages.
        clock: Returns the local time, with its zone.
        desk_of: Returns the desk of the sample's workspace.
    """
    t = screen.t
    screen.say(t("The sample is being made …"))
    try:
        made = await asyncio.to_thread(make_demo, None, t, clock)
    except CoopcoachError as error:
        screen.say(error.sentence(t))
    except OSError as error:
        screen.say(t("The sample could not be made: {why}", why=error.strerror or "?"))
    else:
        screen.say("")
        screen.app.push_screen(desk_of(made.workspace))
