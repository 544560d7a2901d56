"""A copy of the program, to which a language or a kind of prompt is added piece by piece."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_REVEAL = """
import sys
from datetime import datetime
from pathlib import Path
from coopcoach.i18n import translator
from coopcoach.services.session.close import turn_consent
from coopcoach.services.session.stage import Stage
from coopcoach.storage.workspace import Workspace
workspace, slug, lang = sys.argv[1:]
stage = Stage(Workspace(Path(workspace)), slug, translator(lang), lambda: datetime.now().astimezone())
stage.reveal(stage.here)
for partner in stage.session.partner_ids:
    turn_consent(stage.live_session, partner)
for pair in stage.pairs(stage.here):
    print(pair.first.answer, pair.second.answer)
"""


# Carries out one call for each line of its input, and answers each with a line.
_CALLS = """
import contextlib, io, json, sys
from coopcoach.cli import main
for line in sys.stdin:
    arguments, typed = json.loads(line)
    kept, out, err = sys.stdin, io.StringIO(), io.StringIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    sys.stdin = kept
    print(json.dumps([code, out.getvalue(), err.getvalue()]), flush=True)
"""


@dataclass(frozen=True)
class ProgramCopy:
    """A copy of the program in a folder of its own.

    Attributes:
        root: The folder.
        lang: The language in which it is called.
    """

    root: Path
    lang: str

    @property
    def office(self) -> Path:
        """The workspace of the calls."""
        return self.root / "office"

    def run(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run Python on the copy."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=self._environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )

    def call(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of the program."""
        return self.run("-m", "coopcoach", *self._around, *arguments, typed=typed)

    @contextlib.contextmanager
    def calls(self) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
        """Start the program once, and give a function that runs commands in it as `call` does."""
        with subprocess.Popen(
            [sys.executable, "-c", _CALLS],
            cwd=self.root,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as program:
            assert program.stdin is not None
            assert program.stdout is not None
            asked, answered = program.stdin, program.stdout

            def call(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
                asked.write(json.dumps([[*self._around, *arguments], typed]) + "\n")
                asked.flush()
                return subprocess.CompletedProcess(arguments, *json.loads(answered.readline()))

            yield call

    @property
    def _around(self) -> tuple[str, ...]:
        return ("--lang", self.lang, "--workspace", str(self.office))

    @property
    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
        return kept | {"PYTHONPATH": str(self.root), "LANG": "C.UTF-8"}

    def reveal(self, slug: str) -> subprocess.CompletedProcess[str]:
        """Reveal the first exercise, print its answers, and let both consent to their answers in the PDF."""
        return self.run("-c", _REVEAL, str(self.office), slug, self.lang)

    def lacking(self, tool: str, name: str) -> list[str]:
        """Return what the tool names as missing."""
        done = self.run("-m", f"tools.{tool}", name)
        assert not done.stderr, done.stderr
        return done.stdout.splitlines()


def copied(root: Path, lang: str) -> ProgramCopy:
    """Copy the program into a folder."""
    # With what is compiled already: the times of the files are kept.
    for name in ("coopcoach", "exercises", "tools"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("hatch_build.py", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    return ProgramCopy(root, lang)
