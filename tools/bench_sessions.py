"""Compare lists, searches and the desk with bare floors: `python -m tools.bench_sessions [COUNT …]`.

Each row is measured in turns with its floor in the same run, so that a busy machine slows both alike, with 10, 1,000
and 10,000 sessions by default. A row names the median of both, in seconds, and their ratio.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import median

import pexpect

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import LongQuestion, Phase, TextQuestion
from coopcoach.i18n import translator
from coopcoach.services.demo.sample import make_demo, walk_demo
from coopcoach.services.index.database import VARIABLE
from coopcoach.storage.sessions import answers_path, open_answers, open_session, save_answer
from coopcoach.storage.workspace import Workspace, make_workspace
from tools.sample import NOW

COUNTS = (10, 1_000, 10_000)
TIMES = 7
# In a joint answer of the sample.
WORD = "Steinweg"
PATIENCE = 900
PARAGRAPH = "Wir sagen es einander, bevor der andere wartet. " * 8
BARE_APP = """
from textual.app import App
from textual.widgets import Input, Static
class Bare(App):
    def compose(self):
        yield Input(id="filter")
        yield Static("bare floor")
Bare().run()
"""
# In no text of the screens and in no escape sequence.
_FIRST_LETTER, _LETTERS = "ß", "þðæøåß"
PYTHON = (sys.executable,)
PROGRAM = (*PYTHON, "-m", "coopcoach", "--lang", "en")


@dataclass(frozen=True)
class Spent:
    """Seconds on the clock, and of the processors."""

    wall: float
    cpu: float


Measure = Callable[[], Spent]


def called(*command: str) -> Measure:
    """Return a measure of a call that prints into nothing."""

    def measure() -> Spent:
        begin = time.perf_counter()
        null = os.open(os.devnull, os.O_RDWR)
        actions = [(os.POSIX_SPAWN_DUP2, null, n) for n in (0, 1, 2)]
        pid = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
        _, _, used = os.wait4(pid, 0)
        os.close(null)
        return Spent(time.perf_counter() - begin, used.ru_utime + used.ru_stime)

    return measure


def drawn(command: Sequence[str], text: str) -> Measure:
    """Return a measure of the time until a program has drawn a text on a terminal."""

    def measure() -> Spent:
        begin = time.perf_counter()
        child = opened(command)
        child.expect_exact(text)
        spent = Spent(time.perf_counter() - begin, cpu_of(child.pid or 0))
        # Closing waits for its end, which comes late on a busy machine.
        child.kill(signal.SIGKILL)
        child.wait()
        child.close()
        return spent

    return measure


def pressed(command: Sequence[str], ready: str) -> Measure:
    """Return a measure of typing letters into the filter of a program, each until it is drawn."""

    def measure() -> Spent:
        child = opened(command)
        child.expect_exact(ready)
        # The way into the filter; in a bare Input they are letters like others.
        child.send(_FIRST_LETTER)
        child.expect_exact(_FIRST_LETTER)
        begin, cpu = time.perf_counter(), cpu_of(child.pid or 0)
        for letter in _LETTERS:
            child.send(letter)
            child.expect_exact(letter)
        spent = Spent(time.perf_counter() - begin, cpu_of(child.pid or 0) - cpu)
        child.kill(signal.SIGKILL)
        child.wait()
        child.close()
        return spent

    return measure


def opened(command: Sequence[str]) -> pexpect.spawn[str]:
    """Start a program on a terminal of its own."""
    env = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "en_GB.UTF-8"}
    return pexpect.spawn(
        command[0],
        list(command[1:]),
        env=env,
        dimensions=(24, 80),
        timeout=PATIENCE,
        encoding="utf-8",
        codec_errors="replace",
    )


def cpu_of(pid: int) -> float:
    """Return the CPU time that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / float(os.sysconf("SC_CLK_TCK"))


def row(name: str, measure: Measure, floor_name: str, floor: Measure, times: int = TIMES) -> None:
    """Measure something and its floor in turns, and print the medians and their ratio."""
    measure(), floor()
    pairs = [(measure(), floor()) for _ in range(times)]
    ours = median(own.wall for own, _ in pairs)
    bare = median(other.wall for _, other in pairs)
    ratio = median(own.wall / other.wall for own, other in pairs)
    cpus = [own.cpu / other.cpu for own, other in pairs if other.cpu]
    cpu = f"{median(cpus):8.2f}" if cpus else "       -"
    print(f"{name:42}{ours:9.3f}  {floor_name:26}{bare:9.3f}{ratio:8.2f}{cpu}", flush=True)


def sessions_in(folder: Path, count: int) -> Workspace:
    """Make sessions from the finished sample; unchanged copies of exercises share their content."""
    t = translator("de")
    demo = make_demo(folder / "demo", t, lambda: NOW)
    for _ in walk_demo(demo, t, lambda: NOW):
        pass
    source = demo.workspace.session_folder(demo.slug)
    files = [path for path in sorted(source.rglob("*.md")) if ".history" not in path.parts]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    workspace = make_workspace(folder / "office")
    for number in range(count):
        target = workspace.sessions / f"session-{number:05}"
        for path in files:
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if "exercises" in path.relative_to(source).parts:
                os.link(path, copy)
            else:
                text = texts[path].replace(demo.slug, target.name)
                copy.write_text(text.replace("Malerei", f"Malerei {number}"), encoding="utf-8")
    return workspace


def save_rows(folder: Path) -> None:
    """Measure the save of one answer in this process."""
    t = translator("de")
    demo = make_demo(folder / "saving", t, lambda: NOW)
    session = open_session(demo.workspace, demo.slug)
    partner = session.without_joint.partners[0]
    path = answers_path(demo.workspace, demo.slug, partner.id)
    found = open_answers(path, session.workbooks[partner.language])
    prompts = [
        prompt
        for exercise in found.workbook.exercises
        for prompt in exercise.prompts_in(Phase.PREPARE, "full")
    ]
    texts = [p for p in prompts if isinstance(p.question, LongQuestion | TextQuestion)]
    # A file of the size that it has when all is answered.
    for written in texts:
        found = save_answer(found, written, Answer(value=TextValue(text=PARAGRAPH)), NOW)
    prompt = texts[0]
    saved = [found]

    def save() -> Spent:
        answer = Answer(value=TextValue(text=f"answer {len(saved)}"))
        now = NOW + timedelta(seconds=len(saved))
        return spent(lambda: saved.append(save_answer(saved[-1], prompt, answer, now)))

    def write() -> Spent:
        data = path.read_bytes()
        return spent(lambda: write_and_sync(path.with_name("bare"), data))

    row("save one answer", save, "write + fsync", write, 50)


def write_and_sync(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def spent(do: Callable[[], object]) -> Spent:
    """Return the time of a call in this process."""
    begin, cpu = time.perf_counter(), time.process_time()
    do()
    return Spent(time.perf_counter() - begin, time.process_time() - cpu)


def rows_of(workspace: Workspace, count: int, times: int) -> None:
    """Measure what depends on the number of sessions."""
    program = (*PROGRAM, "--workspace", str(workspace.root))
    root, plural = str(workspace.root), "session" if count == 1 else "sessions"
    first = called(*program, "list")()
    size = sum(p.stat().st_size for p in Path(os.environ[VARIABLE]).rglob("*.sqlite"))
    print(
        f"first list of {count}: {first.wall:.1f} s, {first.cpu:.1f} s of the processor,", end=" "
    )
    print(f"index {size / 1024**2:.1f} MiB")
    pydantic = called(*PYTHON, "-c", "import pydantic")
    row(f"list, {count}", called(*program, "list"), "import pydantic", pydantic, times)
    if shutil.which("rg"):
        files, words = called("rg", "--files", root), called("rg", WORD, root)
        row(f"list, {count}", called(*program, "list"), "rg --files", files, times)
        row(f"search, {count}", called(*program, "search", WORD), "rg WORD", words, times)
    bare_app = (*PYTHON, "-c", BARE_APP)
    bare = drawn(bare_app, "bare floor")
    whole = f"{count} {plural}" if count < 1000 else f"{count:,} {plural}"
    # As a coach starts it: in the workspace, without arguments.
    os.environ["COOPCOACH_WORKSPACE"] = root
    desk = (*PYTHON, "-m", "coopcoach")
    row(
        f"desk to its first frame, {count}",
        drawn(desk, "Your sessions"),
        "bare app",
        bare,
        times,
    )
    row(f"desk to the whole list, {count}", drawn(desk, whole), "bare app", bare, times)
    stage = drawn((*program, "run", f"{workspace.session_slugs()[0]}"), "Malerei 0")
    row(f"run to the first frame, {count}", stage, "bare app", bare, times)
    whole_stage = drawn((*program, "run", f"{workspace.session_slugs()[0]}"), "Exercise ")
    row(f"run to the whole stage, {count}", whole_stage, "bare app", bare, times)
    row(
        f"letters in the filter, {count}",
        pressed(desk, whole),
        "Input",
        pressed(bare_app, "bare"),
        times,
    )


def main() -> int:
    """Measure, and print a table."""
    counts = [int(count) for count in sys.argv[1:]] or COUNTS
    print(f"{'':42}{'seconds':>9}  {'floor':26}{'seconds':>9}{'ratio':>8}{'CPU':>8}")
    row("--help", called(*PROGRAM, "--help"), "python -c pass", called(*PYTHON, "-c", "pass"), 21)
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            os.environ[VARIABLE] = f"{folder}/cache"
            if count == counts[0]:
                save_rows(Path(folder))
            rows_of(sessions_in(Path(folder), count), count, TIMES if count < 10_000 else 3)
    return 0


if __name__ == "__main__":
    sys.exit(main())
