"""A few cases of `make crash`: the disk fails and the program is killed in the midst of an import."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from coopcoach.storage import files
from tests.builders.examples import is_deep
from tests.builders.paths import ROOT
from tests.builders.sessions import workspace_with
from tools.crash.disk import why_not


@pytest.mark.skipif(bool(why_not()), reason="needs Linux and a C compiler")
def test_an_import_is_whole_or_not_done_wherever_it_is_cut_off() -> None:
    call = ["saves", "--calls", "--only", "import", "--every", "1" if is_deep() else "10"]
    done = subprocess.run(
        [sys.executable, "-m", "tools.crash", *call],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "cases, 0 faults" in done.stdout


def test_a_session_that_could_not_be_made_leaves_nothing(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, "One")
    real, count = files.replace_text, iter(range(1000))

    def fail_at_the_twentieth(*args: Any) -> Any:
        if next(count) == 20:
            raise OSError(errno.ENOSPC, "full")
        return real(*args)

    with (
        patch.object(files, "replace_text", fail_at_the_twentieth),
        pytest.raises(OSError, match="full"),
    ):
        workspace_with(tmp_path, "Two")
    assert next(count) > 20
    assert workspace.session_slugs() == ["one"]
    assert [path.name for path in workspace.sessions.iterdir()] == ["one"]
