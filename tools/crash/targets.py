"""The windows that are crashed, and how to tell whether a file of theirs is whole."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coopcoach.errors import BadFile
from coopcoach.services.workspace.check import check_content
from coopcoach.storage.files import TEMPORARY
from coopcoach.storage.history import HISTORY, earlier_states, read_state
from coopcoach.storage.leftovers import has_news
from tools.crash.office import PARTNER, SLUG, make_office
from tools.crash.windows import NotShown, Window

_MARK: Final = re.compile(r"(not saved|saving …|saved)\s*$")


@dataclass(frozen=True)
class Target:
    """A window in which one types.

    Attributes:
        name: Its name in tables.
        call: Its arguments; “{office}” stands for the workspace.
        file: The file that it writes, below the workspace.
        ready: What the window shows when it can be used.
        keys: Keys before one can type.
        typing: What the window shows when one can type.
    """

    name: str
    call: tuple[str, ...]
    file: str
    ready: tuple[str, ...]
    keys: str
    typing: str

    def open(self, office: Path) -> Window:
        """Open it, and go to the field."""
        window = Window(*(part.format(office=office) for part in self.call))
        try:
            window.wait(*self.ready)
            window.press(self.keys)
            window.wait(self.typing)
        except NotShown:
            window.close()
            raise
        return window

    def text(self, office: Path) -> str:
        """Return the text of its file, with damage as it is; "" where there is no file yet."""
        path = office / self.file
        return path.read_bytes().decode("utf-8", "replace") if path.exists() else ""


TARGETS: Final = (
    Target(
        "stage",
        ("--workspace", "{office}", "run", SLUG),
        f"sessions/{SLUG}/session.md",
        ("What do we want to achieve together?", "F8 "),
        "",
        "Tab Next field",
    ),
    Target(
        "private window",
        ("--workspace", "{office}", "notes", SLUG),
        f"sessions/{SLUG}/coach-notes.md",
        ("▸1 Guide",),
        "2",
        "▸Notes",
    ),
    Target(
        "prepare",
        ("prepare", f"{{office}}/sessions/{SLUG}/answers/{PARTNER}.md"),
        f"sessions/{SLUG}/answers/{PARTNER}.md",
        ("Workbook of Anna Meier", "Tab Answer"),
        "\t",
        "F1 All keys",
    ),
)


def mark_of(window: Window) -> str:
    """Return what the window says about saving: saved, saving …, not saved, or nothing."""
    found = _MARK.search(window.shown.splitlines()[0])
    return found[1] if found else ""


class Offices:
    """Workspaces for one crash each, copied from one that is made once.

    Attributes:
        first: The one that is copied.
    """

    def __init__(self, folder: Path) -> None:
        self.first = folder / "first"
        self._folder = folder / "office"
        make_office(self.first)

    def fresh(self) -> Path:
        """Return a fresh workspace, in the same place as the one before."""
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self.first, self._folder)
        return self._folder


def damage(office: Path) -> Iterator[str]:
    """Yield what is not whole in a workspace: files that cannot be read, sections that are gone, torn states."""
    report = check_content(None, (office / "sessions" / SLUG,))
    for error in report.faulty:
        name = Path(error.path).name
        if not name.endswith(TEMPORARY):
            yield from (f"{name}:{fault.line}: {fault.what}" for fault in error.faults)
    for path in sorted(office.rglob("*.md")):
        if HISTORY not in path.parts:
            yield from _torn_states(path)


def _torn_states(path: Path) -> Iterator[str]:
    for state in earlier_states(path):
        try:
            read_state(state)
        except BadFile:
            yield f"{state.path.name} in the history is torn"


def left_over(office: Path) -> tuple[int, int]:
    """Return how many temporary files there are, and how many of them hold words that are nowhere else."""
    found = [p for p in office.rglob(f".*{TEMPORARY}") if HISTORY not in p.parts]
    return len(found), sum(has_news(path) for path in found)
