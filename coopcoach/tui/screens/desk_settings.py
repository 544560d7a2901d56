"""The settings of the workspace at the desk: a form with the values of ``settings.yaml``, each checked as it is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final

from coopcoach.errors import CoopcoachError, Fault
from coopcoach.i18n import N_, Translator, translator
from coopcoach.services.workspace.settings_change import SettingsChange, bring_back
from coopcoach.storage.settings import read_settings
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.commands import COMMAND_IDS
from coopcoach.tui.messages import ApplySettings
from coopcoach.tui.screens.desk_base import Desk
from coopcoach.tui.widgets.forms.dialogs import FieldSpec, FormDialog
from coopcoach.wording.labels import LANGUAGE_LABELS, PAPER_LABELS

_HINTS: Final = (
    ("coach", N_("Your name, on documents and in e-mails"), ""),
    ("logo", N_("Logo"), N_("A picture in the workspace, such as logo.png.")),
    ("colour", N_("Colour of headings"), N_("Such as #12436d.")),
    (
        "watch",
        N_("Folder in which to look for answers that came back"),
        N_("Such as ~/Downloads; if it is empty, no folder is searched."),
    ),
    (
        "site",
        N_("Address of your web workbook"),
        N_("Such as https://example.org/workbook/; if it is empty, no link is sent."),
    ),
)


def settings_form(change: SettingsChange, t: Translator) -> FormDialog:
    """Return the form with the settings as they are."""

    def text_field(name: str, label: str, hint: str) -> FieldSpec:
        check = partial(_fault_words, change, name, t)
        return FieldSpec(name, t(label), change.values.get(name, ""), t(hint), check=check)

    def choice(
        name: str, label: str, usual: str, options: tuple[tuple[str, str], ...]
    ) -> FieldSpec:
        known = {value for value, _ in options}
        value = change.values.get(name, "")
        return FieldSpec(name, label, value if value in known else usual, options=options)

    fields = [text_field(*each) for each in _HINTS]
    system = ("", t("same as the system"))
    fields[1:1] = [
        choice("language", t("Language of the screens"), "", (system, *LANGUAGE_LABELS.items())),
        choice(
            "theme",
            t("Colours of the screens"),
            "",
            (("", t("same as the terminal")), ("light", t("light")), ("dark", t("dark"))),
        ),
    ]
    papers = tuple(PAPER_LABELS.items())
    fields.append(choice("paper", t("Paper size of documents"), "a4", papers))
    return FormDialog(t("Settings of this workspace"), fields, t)


def wanted_values(change: SettingsChange, values: dict[str, str]) -> dict[str, str]:
    """Return the values of the form that are to be written: what is usual and not in the file stays out of it."""
    trimmed = {name: value.strip() for name, value in values.items()}
    usual = {"paper": "a4"}
    return {
        name: value
        for name, value in trimmed.items()
        if name in change.values or value != usual.get(name, "")
    }


def _fault_words(change: SettingsChange, name: str, t: Translator, value: str) -> str:
    fault = change.fault_of(name, value.strip())
    return fault.sentence(t) if fault is not None else ""


def told_faults(faults: tuple[Fault, ...], t: Translator, name: str = "settings.yaml") -> str:
    """Return the first fault of the settings, with its line, and how many more there are."""
    more = len(faults) - 1
    words = faults[0].sentence(t, name)
    rest = t.plural("And {n} more fault.", "And {n} more faults.", more) if more else ""
    return f"{words} {rest}".strip()


async def change_settings(desk: Desk, workspace: Workspace, clock: Callable[[], datetime]) -> None:
    """Ask for the settings in a form, write what was changed, and use it at once.

    Args:
        desk: Shows the form and messages; leaves for a desk in another language where that was changed.
        workspace: The workspace.
        clock: Returns the local time, with its zone.
    """
    t = desk.t
    try:
        change = SettingsChange(workspace, COMMAND_IDS)
        values = await desk.app.push_screen_wait(settings_form(change, t))
        if values is None:
            return
        before, stamp = change.save(wanted_values(change, values))
        settings = read_settings(workspace, COMMAND_IDS)
    except (CoopcoachError, OSError) as error:
        desk.failed(error)
        return
    desk.app.post_message(ApplySettings(settings.keys, settings.theme))
    chosen = settings.language
    if chosen and chosen != t.lang:
        desk.dismiss(desk.in_language(translator(chosen)))
        return

    def undo() -> str:
        bring_back(workspace, before, stamp)
        earlier = read_settings(workspace, COMMAND_IDS)
        desk.app.post_message(ApplySettings(earlier.keys, earlier.theme))
        return t("The settings are as they were.")

    desk.done(t("The settings are saved; Ctrl+Z undoes the change."), undo)
