"""The table of commands: the one source of key bindings, key bar, list of keys, settings and the docs' key tables.

A command has the same id wherever it does the same thing: ``onward`` is in the stage, the private window and
the workbook. Textual is imported only where bindings are made, so that the command line can check the names
in ``settings.yaml`` without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from coopcoach.i18n import N_

if TYPE_CHECKING:
    from textual.binding import BindingType


@dataclass(frozen=True)
class Command:
    """One thing that can be done, and its keys.

    Attributes:
        id: Its name in ``settings.yaml`` and in the docs.
        keys: Its keys, separated by commas; printable ones lead somewhere or open something, and change nothing.
        action: The action of the screen or widget.
        label: Message id of its name in the key bar and in the list of keys; "" keeps it out of both.
        help: Message id for the list of keys, where the label alone is the same as another command's.
        footer: Whether the key bar names it; a screen can decide otherwise.
        changes: Whether it changes an answer, a session, the notes or a file.
        always: More keys, which no text field and no dialog takes for itself.
        instead_of: Ids of commands of the surrounding screen whose keys it takes there.
    """

    id: str
    keys: str
    action: str
    label: str
    help: str = ""
    footer: bool = False
    changes: bool = False
    always: str = ""
    instead_of: tuple[str, ...] = ()

    @property
    def all_keys(self) -> tuple[str, ...]:
        """All its keys, the one that the bar shows first."""
        return tuple(key for keys in (self.keys, self.always) for key in keys.split(",") if key)


class CommandGroup:
    """The commands of one screen or widget.

    Args:
        *commands: The commands, in the order of the key bar.
        within: The groups of the screens around it, whose commands work at the same time.
    """

    def __init__(self, *commands: Command, within: tuple[CommandGroup, ...] = ()) -> None:
        self.commands = commands
        self.within = within

    def __getitem__(self, command_id: str) -> Command:
        return next(command for command in self.commands if command.id == command_id)

    def bindings(self) -> list[BindingType]:
        """Return the bindings for a ``BINDINGS`` class variable."""
        from textual.binding import Binding

        return [
            Binding(
                keys,
                command.action,
                command.label,
                show=command.footer,
                priority=priority,
                tooltip=command.help,
                id=command.id,
            )
            for command in self.commands
            for keys, priority in ((command.keys, False), (command.always, True))
            if keys
        ]


# Everywhere

APP: Final = CommandGroup(
    Command("curtain", "", "curtain", N_("Curtain"), always="ctrl+l"),
    Command("quit", "", "quit", N_("Quit the program"), always="ctrl+q"),
    Command("theme", "alt+t", "theme", N_("Light or dark")),
    Command("help", "question_mark", "help", N_("All keys"), footer=True, always="f1,ctrl+p"),
)
SCREEN: Final = CommandGroup(
    Command("leave", "escape", "leave", N_("Back")),
    Command("next_field", "tab", "app.focus_next", N_("Next field")),
    Command("previous_field", "shift+tab", "app.focus_previous", N_("Previous field")),
    within=(APP,),
)
CURTAIN: Final = CommandGroup(Command("stay", "tab,shift+tab", "stay", ""), within=(APP,))
HELP: Final = CommandGroup(
    Command("leave", "escape", "leave", N_("Back")),
    Command("down", "down", "move(1)", N_("Down")),
    Command("up", "up", "move(-1)", N_("Up")),
    within=(APP,),
)

# Dialogs

CONFIRM: Final = CommandGroup(
    Command("cancel", "escape", "answer(False)", N_("Cancel"), footer=True),
    Command(
        "other_answer", "left,right,up,down", "app.focus_next", N_("Other choice"), footer=True
    ),
    within=(APP,),
)
CHOICE: Final = CommandGroup(
    Command("cancel", "escape", "dismiss(None)", N_("Cancel"), footer=True), within=(APP,)
)
SEARCH: Final = CommandGroup(
    Command("cancel", "escape", "dismiss(None)", N_("Cancel"), footer=True),
    Command("down", "down", "move(1)", N_("Down")),
    Command("up", "up", "move(-1)", N_("Up")),
    within=(APP,),
)
VOICE: Final = CommandGroup(
    Command("cancel", "escape", "dismiss(None)", N_("Cancel"), footer=True),
    Command("save", "", "save", N_("Save"), footer=True, changes=True, always="f2"),
    within=(APP,),
)
FORM: Final = CommandGroup(
    Command("cancel", "escape", "cancel", N_("Cancel"), footer=True),
    Command("save", "", "save", N_("Save"), footer=True, changes=True, always="f2"),
    within=(APP,),
)
ORIGINS: Final = CommandGroup(
    Command("cancel", "escape", "dismiss(None)", N_("Close"), footer=True), within=(APP,)
)

# The desk

DESK: Final = CommandGroup(
    Command("new_session", "n", "new", N_("New"), help=N_("New session"), footer=True),
    Command("find", "ctrl+f", "find", N_("Find")),
    Command("export", "f9", "export", N_("PDF"), footer=True, changes=True),
    Command("settings", "f4", "settings", N_("Settings")),
    # Only where there is no session yet; else the letter goes into the filter.
    Command("sample", "d", "sample", N_("Worked sample")),
    Command("undo", "ctrl+z,f10", "undo", N_("Undo"), changes=True),
    Command("refresh", "f5,ctrl+r", "refresh", N_("Read the files again")),
    Command("conflicts", "f6,alt+c", "conflicts", N_("Two versions: choose")),
    Command("quit", "ctrl+q", "app.quit", N_("Quit"), footer=True),
    within=(SCREEN,),
)
SESSION_LIST: Final = CommandGroup(
    Command("open_session", "enter", "select", N_("Open"), footer=True),
    # Letters of the screen itself would go into the filter.
    Command("new_session", "n", "screen.new", N_("New"), help=N_("New session"), footer=True),
    Command("find", "slash", "screen.find", N_("Find")),
    Command("invite", "m", "screen.invite", N_("Invite"), footer=True),
    Command("import", "i", "screen.import", N_("Import"), footer=True),
    Command("private", "p", "screen.private", N_("Private window")),
    Command("review", "r", "screen.review", N_("Review"), help=N_("Make a review, or open it")),
    Command("edit", "e", "screen.edit", N_("Change")),
    Command("history", "h", "screen.history", N_("History")),
    Command("consent", "c", "screen.consent", N_("Consent, and how long the session is kept")),
    Command("archive", "f8", "screen.archive", N_("Archive, or bring back"), changes=True),
    Command("remove", "delete", "screen.remove", N_("Into the bin, or bring back"), changes=True),
    within=(DESK,),
)
MAILS: Final = CommandGroup(
    Command("leave", "escape", "dismiss(None)", N_("Close"), footer=True),
    Command("copy", "c", "copy", N_("Copy the text"), footer=True),
    Command("open_mail", "o", "open", N_("E-mail program"), footer=True),
    Command("other", "right,left", "turn", N_("The other e-mail"), footer=True),
    within=(APP,),
)
WELCOME: Final = CommandGroup(
    Command("begin", "", "begin", N_("Begin"), footer=True, changes=True, always="f2"),
    Command("sample", "f4", "sample", N_("Worked sample"), footer=True),
    Command("leave", "escape", "leave", N_("Back")),
    Command("quit", "ctrl+q", "app.quit", N_("Quit"), footer=True),
    within=(SCREEN,),
)
SESSION_FILTER: Final = CommandGroup(
    Command("to_list", "down", "app.focus_next", N_("To the list")), within=(DESK,)
)
HISTORY: Final = CommandGroup(
    Command("bring_back", "f4", "bring_back", N_("Bring back"), footer=True, changes=True),
    Command("leave", "escape", "leave", N_("Back"), footer=True),
    within=(SCREEN,),
)
NEW_SESSION: Final = CommandGroup(
    Command(
        "make_session", "", "make", N_("Make the session"), footer=True, changes=True, always="f2"
    ),
    Command("leave", "escape", "leave", N_("Back"), footer=True),
    within=(SCREEN,),
)
FORM_CHOICE: Final = CommandGroup(
    Command("next_answer", "right,down,space", "go(1)", N_("Next answer")),
    Command("previous_answer", "left,up", "go(-1)", N_("Previous answer")),
    within=(NEW_SESSION,),
)

# The stage

STAGE: Final = CommandGroup(
    Command("undo", "ctrl+z,f10", "undo", N_("Undo"), changes=True),
    Command("redo", "ctrl+y", "redo", N_("Redo"), changes=True),
    Command("export", "f9", "export", N_("PDF"), footer=True, changes=True),
    Command("restart_time", "0", "restart_time", N_("Restart the time")),
    Command("big", "f12", "big", N_("Big mode, for small windows")),
    Command("onward", "f8", "onward", N_("Go on"), footer=True, changes=True),
    # Long text fields take F7 for themselves.
    Command("back", "f3", "back", N_("To the previous part"), changes=True, always="f7"),
    Command("reveal", "ctrl+r", "reveal", N_("Reveal"), footer=True, changes=True),
    Command("rules", "g,f4", "view('RULES')", N_("Ground rules"), footer=True),
    Command("actions", "a,ctrl+n", "view('ACTIONS')", N_("Actions"), footer=True),
    Command("close", "c,f2", "view('CLOSE')", N_("Closing"), footer=True),
    Command("parked", "p,ctrl+t", "view('PARKED')", N_("Parked topics")),
    Command("agenda", "o,ctrl+o", "view('OVERVIEW')", N_("Agenda")),
    Command("trend", "t,ctrl+g", "view('TREND')", N_("Trend over the reviews")),
    Command(
        "answers",
        "",
        "answers",
        N_("Answers"),
        help=N_("To the answers, and back"),
        footer=True,
        always="alt+up",
    ),
    Command("conflicts", "f6,alt+c", "conflicts", N_("Two versions: choose")),
    Command("take_over", "f5,alt+u", "take_over", N_("Take the session over"), changes=True),
    Command("part_1", "1", "part(1)", N_("First part")),
    Command("part_2", "2", "part(2)", N_("Second part")),
    Command("part_3", "3", "part(3)", N_("Third part")),
    within=(SCREEN,),
)
PAIRS: Final = CommandGroup(
    Command("next_pair", "right,space", "turn(1)", N_("Next answer")),
    Command("previous_pair", "left", "turn(-1)", N_("Previous answer")),
    Command("seals", "i", "seals", N_("When it was handed in and revealed")),
    within=(STAGE,),
)
# The answers beside a joint answer.
BESIDE: Final = CommandGroup(
    Command("take", "enter", "take", N_("Into the field"), footer=True, changes=True),
    Command("new", "ctrl+a,insert", "rule", N_("Make it a rule"), footer=True),
    Command("up", "up", "walk(-1)", N_("Up")),
    Command("down", "down", "walk(1)", N_("Down")),
    Command("mark_up", "shift+up", "extend(-1)", N_("Mark one fewer")),
    Command("mark_down", "shift+down", "extend(1)", N_("Mark one more")),
    Command("other_side", "left,right", "turn", N_("The other’s answer")),
    Command("first", "home", "walk(-999)", N_("To the first")),
    Command("last", "end", "walk(999)", N_("To the last")),
    within=(STAGE,),
)
AGENDA: Final = CommandGroup(
    Command("go", "enter", "go", N_("Go there")),
    Command("minutes", "ctrl+d", "minutes", N_("Minutes"), changes=True),
    Command("earlier", "shift+up", "shift(-1)", N_("Earlier"), changes=True),
    Command("later", "shift+down", "shift(1)", N_("Later"), changes=True),
    Command("remove", "delete", "leave_out", N_("Leave out"), changes=True),
    Command("new", "ctrl+a,insert", "take_in", N_("Add"), changes=True),
    within=(STAGE,),
)
ACTIONS: Final = CommandGroup(
    Command("new", "ctrl+a,insert", "write('')", N_("New action"), changes=True),
    Command("edit", "enter", "change", N_("Change"), changes=True),
    Command("tick", "ctrl+d", "tick", N_("Tick"), help=N_("Done, or not yet"), changes=True),
    Command("remove", "delete", "remove", N_("Take off the list"), changes=True),
    within=(STAGE,),
)
PARKED: Final = CommandGroup(
    Command("new", "ctrl+a,insert", "write('')", N_("Park a topic"), changes=True),
    Command("edit", "enter", "change", N_("Change"), changes=True),
    Command("remove", "delete", "remove", N_("Take off the list"), changes=True),
    within=(STAGE,),
)
RULES: Final = CommandGroup(
    Command("new", "ctrl+a,insert", "propose", N_("New rule"), changes=True), within=(STAGE,)
)
RULE: Final = CommandGroup(
    Command("first_voice", "1", "voice(0)", N_("First vote"), instead_of=("part_1",)),
    Command("second_voice", "2", "voice(1)", N_("Second vote"), instead_of=("part_2",)),
    Command("reword", "ctrl+w", "reword", N_("Change the wording"), changes=True),
    Command("describe", "ctrl+d", "describe", N_("Why, who, when"), changes=True),
    Command("origins", "ctrl+u", "origins", N_("Where it comes from"), changes=True),
    Command("park", "ctrl+x", "park", N_("Park"), help=N_("Park, or bring back"), changes=True),
    Command("drop", "delete", "drop", N_("Drop"), help=N_("Drop, or bring back"), changes=True),
    within=(STAGE,),
)
VOICE_FIELD: Final = CommandGroup(
    Command("give_voice", "enter", "give", N_("Record this vote"), footer=True, changes=True),
    Command("previous_choice", "left", "step(-1)", N_("Previous vote")),
    Command("next_choice", "right", "step(1)", N_("Next vote"), footer=True),
    within=(RULE, STAGE),
)
CLOSING: Final = CommandGroup(
    Command("draft", "ctrl+w", "screen.draft", N_("PDF and e-mail"), footer=True, changes=True),
    Command("dates", "ctrl+d", "dates", N_("Next dates"), footer=True, changes=True),
    Command(
        "first_consent",
        "1",
        "consent(0)",
        N_("First consent"),
        instead_of=("part_1",),
    ),
    Command(
        "second_consent",
        "2",
        "consent(1)",
        N_("Second consent"),
        instead_of=("part_2",),
    ),
    within=(STAGE,),
)

# Both versions of what two programs changed

CONFLICTS: Final = CommandGroup(
    Command(
        "first_version",
        "",
        "choose('first')",
        N_("Keep the first"),
        footer=True,
        changes=True,
        always="f2",
    ),
    Command(
        "second_version",
        "",
        "choose('second')",
        N_("Take the second"),
        footer=True,
        changes=True,
        always="f3,ctrl+t",
    ),
    Command(
        "both_versions",
        "",
        "choose('both')",
        N_("Join both"),
        footer=True,
        changes=True,
        always="f4",
    ),
    Command("next_conflict", "right", "turn(1)", N_("Next one"), footer=True),
    Command("previous_conflict", "left", "turn(-1)", N_("Previous one")),
    Command("leave", "escape", "leave", N_("Back"), footer=True),
    within=(SCREEN,),
)

# The private window

NOTES: Final = CommandGroup(
    Command("onward", "f8", "send_on", N_("Stage: forward"), footer=True, changes=True),
    Command("back", "f3", "send_back", N_("Stage: back"), changes=True),
    Command("show_before", "alt+left", "show_apart(-1)", N_("Look at the previous exercise")),
    Command("show_next", "alt+right", "show_apart(1)", N_("Look at the next exercise")),
    Command("here", "alt+up", "here", N_("Back to where the stage is")),
    Command(
        "send_here",
        "",
        "send_here",
        N_("Bring the stage to this page"),
        changes=True,
        always="f6",
    ),
    Command("draw_curtain", "f5", "curtain(True)", N_("Stage: draw the curtain"), changes=True),
    Command("open_curtain", "f10", "curtain(False)", N_("Stage: open the curtain"), changes=True),
    Command("mark", "f2", "mark", N_("Note the time"), footer=True, changes=True),
    Command("turn", "f4", "turn", N_("Turn over"), footer=True),
    Command("part_1", "1", "aid('GUIDE')", N_("Coach guide")),
    Command("part_2", "2", "aid('NOTES')", N_("Write notes")),
    Command("part_3", "3", "aid('FIRST')", N_("What to talk about first")),
    Command("part_4", "4", "aid('ANSWERS')", N_("Answers")),
    Command("agenda", "5,ctrl+o", "aid('AGENDA')", N_("Agenda")),
    Command("reveal", "ctrl+r", "send_reveal", N_("Stage: reveal"), changes=True),
    Command(
        "pass_time",
        "ctrl+t",
        "send_time",
        N_("Give the remaining time to the next exercise"),
        changes=True,
    ),
    Command("sheet", "f9", "sheet", N_("Notes on the exercise or on the point")),
    within=(SCREEN,),
)

# The workbook of a partner

PREPARE: Final = CommandGroup(
    Command("onward", "f8", "onward", N_("Go on"), footer=True),
    Command("back", "f3", "back", N_("Back"), help=N_("To the previous exercise"), footer=True),
    Command("overview", "ctrl+o", "overview", N_("Overview"), footer=True),
    Command("hand_in", "f4", "hand_in", N_("Hand in"), footer=True, changes=True),
    Command("change", "f9", "change", N_("Change after all"), changes=True),
    Command("undo", "ctrl+z,f10", "undo", N_("Undo"), changes=True),
    Command("redo", "ctrl+y", "redo", N_("Redo"), changes=True),
    within=(SCREEN,),
)
WORKBOOK_PAGE: Final = CommandGroup(
    Command("next_field", "tab", "answers", N_("Answer"), footer=True), within=(PREPARE,)
)
PREPARE_OVERVIEW: Final = CommandGroup(
    Command("leave", "escape", "leave", N_("Back"), footer=True),
    Command("hand_in", "f4", "hand_in", N_("Hand in"), footer=True, changes=True),
    within=(SCREEN,),
)

# Answers

CHIPS: Final = CommandGroup(
    Command("previous_choice", "left", "step(-1)", N_("One to the left"), changes=True),
    Command("next_choice", "right", "step(1)", N_("Choose"), footer=True, changes=True),
    Command("turn_choice", "space", "next", N_("The marked one, or the next"), changes=True),
    Command("first", "home", "step(-99)", N_("To the first"), changes=True),
    Command("last", "end", "step(99)", N_("To the last"), changes=True),
    Command("clear", "backspace,delete", "clear", N_("No choice"), footer=True, changes=True),
    Command("up", "up", "leave(-1)", N_("Up")),
    Command("down", "down", "leave(1)", N_("Down")),
    Command("press", "enter", "enter", N_("Choose what is marked")),
    within=(PREPARE, STAGE),
)
ITEMS: Final = CommandGroup(
    Command("up", "up", "walk(-1)", N_("Up")),
    Command("down", "down", "walk(1)", N_("Down")),
    Command("first", "home", "walk(-99)", N_("To the first")),
    Command("last", "end", "walk(99)", N_("To the last")),
    Command("press", "space,enter", "press", N_("Choose"), footer=True, changes=True),
    Command("clear", "backspace,delete", "clear", N_("Clear, or take out"), changes=True),
    Command("move_up", "shift+up,ctrl+up", "move(-1)", N_("Move up"), changes=True),
    Command("move_down", "shift+down,ctrl+down", "move(1)", N_("Move down"), changes=True),
    within=(PREPARE, PREPARE_OVERVIEW, STAGE),
)
SORTABLE_ITEMS: Final = CommandGroup(
    Command("move_up", "shift+up,ctrl+up", "move(-1)", N_("Move up"), footer=True, changes=True),
    Command(
        "move_down", "shift+down,ctrl+down", "move(1)", N_("Move down"), footer=True, changes=True
    ),
    within=(PREPARE, STAGE),
)

TABLE: Final = CommandGroup(
    Command("next_field", "tab", "cell(1)", N_("Next cell")),
    Command("previous_field", "shift+tab", "cell(-1)", N_("Previous cell")),
    Command(
        "remove_row", "", "remove_row", N_("Delete the row"), changes=True, always="alt+delete"
    ),
    within=(PREPARE, STAGE),
)

GROUPS: Final = {
    name: group for name, group in tuple(globals().items()) if isinstance(group, CommandGroup)
}
COMMAND_IDS: Final = tuple(dict.fromkeys(c.id for g in GROUPS.values() for c in g.commands))
