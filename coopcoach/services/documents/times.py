"""What is not known or odd about the times of a session, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from coopcoach.domain.zones import Oddity, oddity, zone_named
from coopcoach.i18n import Translator
from coopcoach.services.clock import machine_zone


def time_remarks(
    time_zone: str, moments: Iterable[datetime | None], t: Translator
) -> tuple[str, ...]:
    """Return a sentence for each time that needs a look.

    Args:
        time_zone: The name of the session's time zone; "" where it has none.
        moments: Its times.
        t: The language of the sentences.
    """
    times = [moment for moment in moments if moment is not None]
    zone = zone_named(time_zone)
    if zone is None:
        if all(moment.tzinfo for moment in times):
            return ()
        assumed = machine_zone() or "UTC"
        return (
            t(
                "the session names no time zone; its times are read in that of this machine, {zone}: write “time_zone:"
                " Europe/Berlin” into session.md",
                zone=assumed,
            ),
        )
    remarks = []
    for moment in times:
        odd = oddity(moment, zone)
        if odd is Oddity.SKIPPED:
            words = t("{moment} does not exist in {zone}: the clocks go forward", moment=t.moment(moment), zone=time_zone)  # fmt: skip
            remarks.append(words)
        elif odd is Oddity.TWICE:
            words = t("{moment} comes twice in {zone}: the first one is taken", moment=t.moment(moment), zone=time_zone)  # fmt: skip
            remarks.append(words)
    return tuple(remarks)
