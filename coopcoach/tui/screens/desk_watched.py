"""What the desk reads after its first frame: the settings, and the folder in which answers come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from coopcoach.errors import BadFile
from coopcoach.i18n import Translator
from coopcoach.services.index.summary import SessionSummary
from coopcoach.services.partners.watched_folder import CameBack, came_back
from coopcoach.storage.settings import folder_named, read_settings
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.commands import COMMAND_IDS
from coopcoach.tui.screens.base import without_folder
from coopcoach.tui.screens.desk_settings import told_faults
from coopcoach.tui.widgets.frame.sanitize import one_line


def settings_and_files(
    workspace: Workspace, now: datetime, t: Translator
) -> tuple[Mapping[str, Sequence[str]], str | None, str, tuple[CameBack, ...]]:
    """Return keys and theme of the settings, what is wrong with them or their folder, and what came back there."""
    try:
        settings = read_settings(workspace, COMMAND_IDS)
    except BadFile as error:
        words = told_faults(error.faults, t)
        return {}, None, t("{fault} F4 opens the settings.", fault=words), ()
    if not settings.watch:
        return settings.keys, settings.theme, "", ()
    try:
        files = came_back(workspace, folder_named(workspace.root, settings.watch), now)
    except (OSError, ValueError):
        # A name with a null byte is a ValueError.
        named = without_folder(settings.watch, workspace.root)
        words = t(
            "The folder {name} from your settings cannot be read; F4 changes it.",
            name=t.quoted(named),
        )
        return settings.keys, settings.theme, words, ()
    return settings.keys, settings.theme, "", files


def offer_words(
    files: Sequence[CameBack], summaries: Sequence[SessionSummary], t: Translator
) -> str:
    """Return what came back, by session, and the key that imports it."""
    titles = {summary.slug: summary.title for summary in summaries}
    slugs = tuple(dict.fromkeys(file.slug for file in files if file.slug in titles))
    first = next((f for f in files if f.slug in titles), files[0])
    names = t.and_list([one_line(f.path.name) for f in files if f.slug == first.slug][:3])
    if not slugs:
        return t("Answers have come back: {names}. Choose the session and press i.", names=names)
    words = t(
        "Answers have come back for {title}: {names}. Press i there to import.",
        title=t.quoted(one_line(titles[slugs[0]])),
        names=names,
    )
    rest = sum(file.slug != first.slug for file in files)
    more = t.plural("And {n} more file.", "And {n} more files.", rest) if rest else ""
    return f"{words} {more}".strip()
