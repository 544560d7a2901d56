"""The commands of the program: their order, purposes and modules. A module is imported when its command is called."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from coopcoach.i18n import LANGUAGES, N_, Translator


class CommandEntry(NamedTuple):
    """A command: the module and the name in it that hold it, and its purpose as a message id."""

    module: str
    name: str
    purpose: str


PURPOSE: Final = N_(
    "A workbook and session toolkit for coaches of business partnerships."
    " Without a command: the coach's desk."
)

# The options of the program, as the help page names them.
OPTIONS: Final = {
    "workspace": ("--workspace DIR", N_("The workspace to work in")),
    "lang": (f"--lang {'|'.join(LANGUAGES)}", N_("Language of the program")),
    "version": ("--version", N_("Show the version")),
    "help": ("-h, --help", N_("Show this page")),
}

# The order of the help page: that in which a coach needs the commands.
COMMANDS: Final = {
    "demo": CommandEntry("workspace", "demo", N_("Try it: a worked sample session, up to the PDF")),
    "init": CommandEntry("workspace", "init", N_("Make a workspace: a folder for your sessions")),
    "new": CommandEntry(
        "session", "new", N_("Make a session with two partners, and print its name")
    ),
    "invite": CommandEntry(
        "partners",
        "invite",
        N_("Write what each partner gets: workbook, e-mail draft, calendar entry"),
    ),
    "site": CommandEntry(
        "workspace",
        "site",
        N_("Write the page behind the partners' links, for your web space, or check it there"),
    ),
    "prepare": CommandEntry(
        "partners", "prepare", N_("Fill in a partner's workbook in the terminal")
    ),
    "import": CommandEntry("partners", "import_", N_("Import what a partner sent back")),
    "found": CommandEntry(
        "partners",
        "found",
        N_("Show what came back but belongs to no question, once it is revealed"),
    ),
    "run": CommandEntry(
        "session", "run", N_("Run a session: the window that is shared in the call")
    ),
    "review": CommandEntry(
        "session",
        "review",
        N_("Look back after some weeks: write what each partner gets, or open the review's stage"),
    ),
    "notes": CommandEntry(
        "session", "notes", N_("Open your private window beside the stage; do not share it")
    ),
    "export": CommandEntry("documents", "export", N_("Export documents as PDF, Word or text")),
    "list": CommandEntry("workspace", "list_", N_("List the sessions of the workspace")),
    "search": CommandEntry(
        "workspace", "search", N_("Search titles, names, joint answers and ground rules")
    ),
    "show": CommandEntry(
        "workspace", "show", N_("Show the parts of a session that are not sealed")
    ),
    "history": CommandEntry(
        "history",
        "history",
        N_("Show what changed in a session and when; bring back an answer or a state"),
    ),
    "check": CommandEntry(
        "workspace", "check", N_("Check exercises and sessions: every fault with file and line")
    ),
    "conflicts": CommandEntry(
        "session",
        "conflicts",
        N_("Show what two programs changed; choose one version or join both"),
    ),
    "backup": CommandEntry("keeping", "backup", N_("Write the whole workspace into one zip file")),
    "restore": CommandEntry(
        "keeping", "restore", N_("Bring back a backup, or a session from an archive PDF")
    ),
    "consent": CommandEntry(
        "keeping",
        "consent",
        N_(
            "Show what the partners consent to; record a withdrawal, or how long the session is"
            " kept"
        ),
    ),
    "forget": CommandEntry(
        "keeping",
        "forget",
        N_("Forget a session or one of its partners, everywhere in the workspace"),
    ),
    "key": CommandEntry(
        "workspace",
        "key",
        N_("Make the key that opens encrypted answers, or show where it is"),
    ),
    "doctor": CommandEntry(
        "workspace", "doctor", N_("Say what this machine lacks, and the command that fixes it")
    ),
    "completion": CommandEntry(
        "completion",
        "completion",
        N_("Print the script that completes commands and sessions in your shell"),
    ),
}

# Replaced by the user's own value in a call, as in “coopcoach run SESSION”.
_PLACEHOLDERS: Final = (
    N_("DIR"),
    N_("EXERCISE.PROMPT"),
    N_("FILE"),
    N_("LANG"),
    N_("PATH"),
    N_("PICTURE"),
    N_("PLACE"),
    N_("SESSION"),
    N_("STATE"),
    N_("TITLE"),
    N_("WHAT"),
    N_("WORDS"),
)
_PLACEHOLDER: Final = re.compile(rf"\b(?:{'|'.join(map(re.escape, _PLACEHOLDERS))})\b")


def in_words(call: str, t: Translator) -> str:
    """Return a piece of a call with its placeholders in the reader's language: ``SESSION`` is ``SITZUNG``."""
    return _PLACEHOLDER.sub(lambda match: t(match[0]), call)
