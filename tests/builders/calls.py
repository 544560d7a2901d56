"""Calls of the command line."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

from coopcoach import cli

Done = subprocess.CompletedProcess[str]


def call(*arguments: str, folder: Path, lang: str = "en", **env: str) -> Done:
    """Run a call in this process, without a terminal.

    Args:
        arguments: Of the program.
        folder: The working directory.
        lang: Of the environment.
        env: More of the environment.

    Returns:
        The exit code, and what was printed.
    """
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, {"LANGUAGE": lang, **env}),
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        patch.object(sys, "stdin", io.StringIO()),
    ):
        os.environ.pop("COOPCOACH_WORKSPACE", None)
        code = cli.main(arguments)
    return Done(arguments, code, out.getvalue(), err.getvalue())


def printed(*arguments: str, folder: Path, lang: str) -> str:
    """Return all that a call prints."""
    done = call("--lang", lang, *arguments, folder=folder)
    return done.stdout + done.stderr


def call_program(*arguments: str, folder: Path, lang: str = "en", **env: str) -> Done:
    """Run a call as a process of its own, without a terminal."""
    inherited = {k: v for k, v in os.environ.items() if k != "COOPCOACH_WORKSPACE"}
    return subprocess.run(
        [sys.executable, "-m", "coopcoach", *arguments],
        cwd=folder,
        env={**inherited, "LANGUAGE": lang, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, by its path."""
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
