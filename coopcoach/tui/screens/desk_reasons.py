"""What the desk says where there is no session, or something is not possible now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from coopcoach.i18n import Translator

if TYPE_CHECKING:
    from coopcoach.services.index.summary import SessionSummary

_OF_READABLE: Final = frozenset({"export", "review", "invite", "private", "consent"})
_OF_SESSION: Final = _OF_READABLE | {"conflicts", "history"}
ACTIONS_WITH_REASONS: Final = _OF_SESSION | {"sample", "undo"}


def empty_words(t: Translator) -> str:
    """Return what a desk without sessions says."""
    return "\n\n".join(
        (
            t("There is no session yet."),
            t("Press n to make one: it asks for a title, two partners and a date."),
            t("To look around first: d opens a worked sample."),
            t("F4 opens the settings: your name, logo, language, colours."),
        )
    )


def why_not(
    action: str,
    selected: SessionSummary | None,
    t: Translator,
    *,
    is_complete: bool,
    has_sessions: bool,
    can_undo: bool,
) -> str:
    """Return the reason why an action is not possible at the desk now; "" if it is.

    Args:
        action: The action.
        selected: The session at the cursor.
        t: The language.
        is_complete: Whether all sessions were read.
        has_sessions: Whether there are sessions, also where the filter hides them.
        can_undo: Whether a change can be taken back.
    """
    if action in _OF_SESSION:
        if selected is not None:
            return _not_of_session(action, selected, t)
        if not is_complete:
            return t("The sessions are still being read.")
        if has_sessions:
            return t("No session contains these words.")
        return t("There is no session yet: press n to make one.")
    if action == "sample" and has_sessions:
        return t(
            "The sample can be opened here only while there is no session; “coopcoach demo” opens"
            " it at any time."
        )
    if action == "undo" and not can_undo:
        return t("There is nothing to undo; h shows the history of a session.")
    return ""


def _not_of_session(action: str, selected: SessionSummary, t: Translator) -> str:
    if action == "conflicts" and not selected.conflicts.total:
        return t("Nothing in this session has two versions.")
    if action in _OF_READABLE and selected.fault is not None:
        return t("This session cannot be read; see below what to do.")
    return ""
