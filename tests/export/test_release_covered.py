"""Every branch of the filter that decides what leaves the house is walked by its tests."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.builders.paths import ROOT

FILTER = "coopcoach/export/release.py"
PRINTED = "tests/export/test_release.py"
HANDED_ON = "tests/export/test_release_public.py"


def coverage(tmp_path: Path, *tests: str) -> dict[str, float]:
    """Run tests, the searching ones aside, and return what coverage.py says of the filter."""
    data, report = tmp_path / "data", tmp_path / "report.json"
    measure = [sys.executable, "-m", "coverage"]
    run = ["run", "--branch", f"--include={FILTER}", f"--data-file={data}", "-m", "pytest"]
    quick = ["-q", "-p", "no:cacheprovider", "-m", "not hypothesis", *tests]
    subprocess.run([*measure, *run, *quick], cwd=ROOT, capture_output=True, check=True)
    told = ["json", f"--data-file={data}", "-o", str(report)]
    subprocess.run([*measure, *told], cwd=ROOT, capture_output=True, check=True)
    (file,) = json.loads(report.read_text())["files"].values()
    return file["summary"]  # type: ignore[no-any-return]


def test_every_branch_of_the_filter_is_covered(tmp_path: Path) -> None:
    found = coverage(tmp_path, PRINTED, HANDED_ON)
    assert found["num_branches"] > 0
    assert (found["missing_branches"], found["missing_lines"]) == (0, 0)
    assert found["percent_covered"] == 100


def test_a_branch_that_no_test_walks_would_be_seen(tmp_path: Path) -> None:
    assert coverage(tmp_path, HANDED_ON)["missing_branches"] > 0
