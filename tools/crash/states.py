"""Call every command on every failing disk, as root and as another user, and print a table of the exit codes."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Final

from coopcoach.cli import main
from coopcoach.cli.commands import COMMANDS
from coopcoach.exchange.incoming import reading_child
from coopcoach.export.pdf.rendering import kept_renderer
from tools.crash.disk import Disk, refusing
from tools.crash.office import NEW, OLD, PARTNER, SLUG
from tools.crash.targets import Offices

# Exit codes of design.md: done, faults found, wrong call, bad file, conflict, the machine; and an interrupted question.
_CODES: Final = frozenset({0, 1, 2, 3, 4, 5, 130})
# Seconds for one call.
_PATIENCE: Final = 90
_NOBODY: Final = 65534
# The folder of the coach's settings, in the workspace.
_SETTINGS: Final = "settings"
# The joint answer after it was changed in an editor.
_EDITED: Final = "charlie"
_LONG: Final = "x" * 300
_WORDS: Final = ("--partner", "Cara Kern, Kern GmbH", "--partner", "Dan Dorn, Dorn GmbH")
# The arguments of each command; “{office}” stands for the workspace. Those that are not here get the session.
_ARGUMENTS: Final = {
    "demo": ("{office}/demo",),
    "init": ("{office}/sub",),
    "new": ("Two", *_WORDS),
    "import": (SLUG, "{office}/returned.md", "--yes"),
    "export": (SLUG, "summary", "--format", "md"),
    "prepare": ("{office}/returned.md",),
    "search": ("alpha",),
    "site": ("{office}/site",),
    "backup": ("{office}/backup.zip",),
    "restore": ("{office}/good.zip", "{office}/back"),
    "forget": (SLUG, "--yes"),
    "list": (),
    "check": (),
    "doctor": (),
    "key": (),
    "help": (),
}
# More calls, each with something to do, so that all write.
_CALLS: Final = {
    "consent --withdraw": ("consent", SLUG, "--partner", "Anna Meier", "--withdraw", "individual"),
    "consent --give": ("consent", SLUG, "--partner", "Ben Roth", "--give", "store"),
    "consent --keep-until": ("consent", SLUG, "--keep-until", "2029-01-15"),
    "history --back": ("history", SLUG, "--back", "1"),
    "history --back one": ("history", SLUG, "--back", "2", "--prompt", "goal.sentence"),
    "conflicts --join": ("conflicts", SLUG, "--join"),
    "import a mail": ("import", SLUG, "{office}/returned.eml", "--yes", "--handed-in"),
    "forget --partner": ("forget", SLUG, "--partner", "Anna Meier", "--yes"),
    "backup --encrypt": ("backup", "{office}/locked.zip", "--encrypt"),
    "restore beside": ("restore", "{office}/locked.age", "{office}/beside"),
    "key, none yet": ("key", "--yes"),
}


@dataclass(frozen=True)
class State:
    """A failing disk.

    Attributes:
        name: Its name in the table.
        error: The number of the error of each writing call; 0 for none.
        prepare: Changes the workspace.
        enter: Changes the process of the call.
        long: Whether names are too long.
    """

    name: str
    error: int = 0
    prepare: Callable[[Path], object] = lambda _: None
    enter: Callable[[], object] = lambda: None
    long: bool = False


def _read_only(office: Path) -> None:
    for path in (*office.rglob("*"), office):
        path.chmod(0o500 if path.is_dir() else 0o400)


def _closed_output() -> None:
    os.close(1)


def _full_output() -> None:
    os.dup2(os.open("/dev/full", os.O_WRONLY), 1)


def _few_files() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (5, 5))


STATES: Final = (
    State("sound"),
    State("full", errno.ENOSPC),
    State("EIO", errno.EIO),
    State("EROFS", errno.EROFS),
    State("EACCES", errno.EACCES),
    State("modes r-x", prepare=_read_only),
    State("modes ---", prepare=lambda office: office.chmod(0)),
    State("5 files", enter=_few_files),
    State("long names", long=True),
    State("closed out", enter=_closed_output),
    State("full out", enter=_full_output),
)


def show_states(folder: Path, only: str) -> int:
    """Print the table for root and for another user; return 1 where a call ended in a traceback.

    Args:
        folder: A folder for the workspaces.
        only: The commands whose name holds this.
    """
    folder.chmod(0o755)
    offices, disk = Offices(folder), Disk(folder / "office")
    _fill(offices.first)
    names = [name for name in (*COMMANDS, *_CALLS) if only in name]
    faults: list[str] = []
    users = (("root", 0), ("nobody", _NOBODY)) if os.getuid() == 0 else (("user", os.getuid()),)
    for name in names:
        _warm(name, offices.fresh())
    print(f"{'':28}" + " ".join(f"{state.name:>10}" for state in STATES))
    for user, uid in users:
        for name in names:
            cells = [_cell(name, state, uid, offices.fresh(), disk, faults) for state in STATES]
            print(f"{name:20} {user:7}" + " ".join(f"{cell:>10}" for cell in cells), flush=True)
    print(f"{len(faults)} faults", *faults, sep="\n")
    return 1 if faults else 0


def _arguments(name: str, office: Path, *, long: bool = False) -> list[str]:
    name, *given = _CALLS.get(name, (name, *_ARGUMENTS.get(name, (SLUG,))))
    filled = [part.format(office=office) for part in given]
    if long:
        filled = [part + _LONG if part[0] != "-" else part for part in filled[:1]] + filled[1:]
    return ["--lang=en", "--workspace", str(office), name, *filled]


def _warm(name: str, office: Path) -> None:
    """Import what a command uses: another user may not read the libraries."""
    _enter(name, office)
    _call(_arguments(name, office))


def _call(arguments: list[str]) -> None:
    with (
        Path(os.devnull).open("w", encoding="utf-8") as null,
        redirect_stdout(null),
        redirect_stderr(null),
        suppress(SystemExit),
    ):
        main(arguments)


def _fill(office: Path) -> None:
    """Put into the workspace all that the commands work on."""
    session = office / "sessions" / SLUG / "session.md"
    edited = session.read_text(encoding="utf-8").replace(OLD, _EDITED)
    session.write_text(edited, encoding="utf-8")
    here = ["--lang=en", "--workspace", str(office)]
    consent = [*here, "consent", SLUG, "--partner", "Anna Meier", "--give"]
    for what in ("store", "individual"):
        _call([*consent, what])
    os.environ["XDG_CONFIG_HOME"] = str(office / _SETTINGS)
    _call([*here, "key", "--yes"])
    outside = office.parent / "good"
    outside.mkdir()
    _call([*here, "backup", str(outside / "good.zip")])
    _call([*here, "backup", str(outside / "locked.age"), "--encrypt"])
    for path in outside.iterdir():
        path.rename(office / path.name)
    copy = session.with_name("session.sync-conflict-20270115-100000-ABCDEFG.md")
    other = session.read_text(encoding="utf-8").replace(_EDITED, NEW)
    copy.write_text(other, encoding="utf-8")
    answers = office / "sessions" / SLUG / "answers" / f"{PARTNER}.md"
    returned = answers.read_text(encoding="utf-8").replace(OLD, NEW)
    (office / "returned.md").write_text(returned, encoding="utf-8")
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Anna Meier <anna@example.org>", "Re: workbook"
    mail.set_content("Here it is.")
    mail.add_attachment(returned.encode(), "text", "markdown", filename="workbook.md")
    (office / "returned.eml").write_bytes(bytes(mail))


def _enter(name: str, office: Path) -> None:
    """Let a workspace be the one that is worked in; the coach's key is in it, so that its disk fails, too."""
    settings = office / _SETTINGS
    os.environ["XDG_CONFIG_HOME"] = str(settings)
    if name == "key, none yet":
        shutil.rmtree(settings)


def _cell(name: str, state: State, uid: int, office: Path, disk: Disk, faults: list[str]) -> str:
    """Run a command, and return what stands in the table."""
    _enter(name, office)
    state.prepare(office)
    if uid == _NOBODY and state.name != "modes ---":
        for path in (*office.rglob("*"), office):
            os.chown(path, uid, uid)
    code, said = _run(name, state, uid, office, disk)
    office.chmod(0o700)
    for fault in _faults(code, said):
        faults.append(f"{name}, {state.name}, {uid}: {fault}: {said[-300:]}")
        return f"{code}!"
    # Another user may not be allowed to start the program's Python, for the children that draw and read.
    if code and state.name == "sound" and name in _CALLS and not uid:
        faults.append(f"{name}, {state.name}, {uid}: nothing was done: {said[-300:]}")
    return str(code)


def _faults(code: int, said: str) -> Iterator[str]:
    if "Traceback" in said:
        yield "a traceback"
    if "coopcoach has stopped because of a fault of its own" in said:
        yield "a fault of its own"
    if code not in _CODES:
        yield f"exit {code}"


def _run(name: str, state: State, uid: int, office: Path, disk: Disk) -> tuple[int, str]:
    sys.stdout.flush()
    said = office.parent / "said"
    output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            # The children that draw and read serve the parent.
            kept_renderer.cache_clear()
            reading_child._CHILD = reading_child.ReadingChild()
            signal.alarm(_PATIENCE)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(output, 1)
            os.dup2(output, 2)
            os.chdir("/")
            if uid:
                os.setgroups([])
                os.setgid(uid)
                os.setuid(uid)
            if state.error:
                disk.arm(1, refusing(state.error))
            state.enter()
            code = main(_arguments(name, office, long=state.long))
            sys.stdout.flush()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        finally:
            os._exit(code)
    os.close(output)
    _, status = os.waitpid(pid, 0)
    disk.disarm()
    text = said.read_text(encoding="utf-8", errors="replace")
    shutil.rmtree(office / "demo", ignore_errors=True)
    return os.waitstatus_to_exitcode(status), text
