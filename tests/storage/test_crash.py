"""A few cases of `make crash`: the disk fails and the program is killed in the midst of an import."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.builders.examples import is_deep
from tests.builders.paths import ROOT
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
