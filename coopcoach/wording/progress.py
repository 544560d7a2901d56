"""The labels of progress; imported without the models of the domain."""

from __future__ import annotations

from typing import Final, NamedTuple

from coopcoach.domain.progress import Progress
from coopcoach.i18n import N_


class ProgressLabel(NamedTuple):
    """A word, its sign, and the words beside the name of a partner, who may be two people."""

    word: str
    sign: str
    of_partner: str


PROGRESS_LABELS: Final[dict[Progress, ProgressLabel]] = {
    Progress.NOT_BEGUN: ProgressLabel(N_("not begun"), "○", N_("not begun yet")),
    Progress.IN_PROGRESS: ProgressLabel(N_("in progress"), "◐", N_("still writing")),
    Progress.DONE: ProgressLabel(N_("done"), "✓", N_("ready")),
}
