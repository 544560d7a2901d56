"""The attributes ``min`` and ``max`` of a question."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from coopcoach.i18n import N_
from coopcoach.markup.blocks import Block, Item
from coopcoach.markup.reading import FaultCollector


class Bounds(TypedDict):
    """The fields of a question with bounds."""

    minimum: Decimal | None
    maximum: Decimal | None


def read_bounds(source: Block | Item, faults: FaultCollector) -> Bounds:
    """Read both bounds; None where one is not written."""
    low, high = (
        faults.number(source.line, name, source.attributes.get(name))
        if source.attributes.get(name)
        else None
        for name in ("min", "max")
    )
    if low is not None and high is not None and low > high:
        faults.add(
            source.line,
            N_("the bounds are the wrong way round: {low} to {high}"),
            N_("make min the smaller of the two"),
            low=low,
            high=high,
        )
    return Bounds(minimum=low, maximum=high)


def web_bounds(minimum: Decimal | None, maximum: Decimal | None) -> dict[str, object]:
    """Return the bounds as the web workbook has them."""
    low, high = (None if b is None else format(b.normalize(), "f") for b in (minimum, maximum))
    return {"min": low, "max": high}
