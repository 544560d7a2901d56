"""The labels of needs and of places of a search; imported without the models of the domain."""

from __future__ import annotations

from typing import Final

from coopcoach.domain.finding import Place
from coopcoach.domain.needs import Need
from coopcoach.i18n import N_

NEED_LABELS: Final[dict[Need, str]] = {
    Need.TODAY: N_("Today"),
    Need.REVIEW: N_("Review due"),
    Need.ACTION: N_("Action overdue"),
    Need.UNFINISHED: N_("Date passed, not finished"),
    Need.FAULT: N_("Cannot be read"),
    Need.COMING: N_("Upcoming meetings"),
    Need.UNDATED: N_("No date yet"),
    Need.DONE: N_("Done"),
    Need.ARCHIVED: N_("Archive"),
    Need.BINNED: N_("Bin"),
}

PLACE_LABELS: Final[dict[Place, str]] = {
    Place.TITLE: N_("Title"),
    Place.PARTNER: N_("Partner"),
    Place.JOINT: N_("Joint answer"),
    Place.RULE: N_("Ground rule"),
}
