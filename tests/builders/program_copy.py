"""A copy of the program, to which a language or a kind of prompt is added piece by piece."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
        environment |= {"PYTHONPATH": str(self.root), "LANG": "C.UTF-8"}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.root,
            env=environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )

    def call(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run a command of the program."""
        around = ("-m", "coopcoach", "--lang", self.lang, "--workspace", str(self.office))
        return self.run(*around, *arguments, typed=typed)

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
    left_out = shutil.ignore_patterns("__pycache__")
    for name in ("coopcoach", "exercises", "tools"):
        shutil.copytree(ROOT / name, root / name, ignore=left_out)
    for name in ("hatch_build.py", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    return ProgramCopy(root, lang)
