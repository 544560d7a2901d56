"""Plant small bugs and print those that no test finds: `python -m tools.mutants [--sample N] [PACKAGE…]`.

mutmut changes one expression at a time in a clone of HEAD and runs the tests that reach it. All changes of a package take
hours, so a sample of each is drawn, the same for the same seed. A change that survives shows a missing test, or code that
makes no difference.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.release import ROOT, ReleaseError, clone

WORK = ROOT / "build" / "mutants"
# As mutmut writes them: exit codes of the tests, and some of its own.
_OUTCOMES = {0: "survived", 5: "untested", 33: "untested", 34: "left out", 35: "killed"}
_TIMES_OUT = frozenset({24, 36, 152, 255, -24})
_COPIED = ("exercises", "sessions", "tools", "docs", "hatch_build.py", "README.md", "CHANGELOG.md")


@dataclass(frozen=True)
class Package:
    """A part of the program and the tests that hold it.

    Attributes:
        code: The files that are changed, as patterns.
        tests: Files and folders of tests.
    """

    code: tuple[str, ...]
    tests: tuple[str, ...]


PACKAGES = {
    "domain": Package(("coopcoach/domain/*",), ("tests/domain",)),
    "wording": Package(("coopcoach/wording/*",), ("tests/wording", "tests/domain")),
    "markup": Package(("coopcoach/markup/*",), ("tests/markup", "tests/exchange/incoming")),
    "storage": Package(
        ("coopcoach/storage/*",), ("tests/storage", "tests/services/session/test_undo.py")
    ),
    "release": Package(
        ("coopcoach/export/release.py",),
        (
            "tests/export/test_release.py",
            "tests/export/test_release_documents.py",
            "tests/export/test_release_public.py",
            "tests/export/test_nothing_private.py",
        ),
    ),
    "import": Package(
        ("coopcoach/services/partners/import_answers.py", "coopcoach/exchange/incoming/merge.py"),
        (
            "tests/services/partners/test_import_answers.py",
            "tests/exchange/incoming/test_merge.py",
        ),
    ),
}


def settings_of(package: Package) -> str:
    """Return the settings of mutmut for a package, as a table of pyproject.toml."""
    values = {
        "source_paths": ["coopcoach"],
        "only_mutate": package.code,
        "also_copy": _COPIED,
        "pytest_add_cli_args_test_selection": package.tests,
        # The processes that the tests start must not be those of mutmut itself, which waits for its own alone.
        "process_isolation": "forkserver",
        # Other words for people are no bug.
        "do_not_mutate_patterns": [r"\bN_\(", r"\bt\("],
        # In one process: mutmut forks one for each change.
        "pytest_add_cli_args": ["-n0"],
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    return "\n".join(["", "[tool.mutmut]", *lines, ""])


def results(checkout: Path) -> dict[str, int | None]:
    """Return the exit code of each change by its name; None where it was not tried."""
    found: dict[str, int | None] = {}
    for path in sorted((checkout / "mutants" / "coopcoach").rglob("*.meta")):
        found.update(json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"])
    return found


def outcome(code: int) -> str:
    """Return in a word how a change ended."""
    return "timed out" if code in _TIMES_OUT else _OUTCOMES.get(code, "killed")


def mutmut(checkout: Path, *arguments: str) -> str:
    """Run mutmut in a checkout, and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def tried(name: str, count: int, seed: int, children: int) -> tuple[Counter[str], list[str]]:
    """Try a sample of the changes of a package.

    Returns:
        How many ended in which way, and the differences that survived.

    Raises:
        ReleaseError: mutmut made no changes, or the tests fail without any.
    """
    checkout = WORK / name
    shutil.rmtree(checkout, ignore_errors=True)
    checkout.parent.mkdir(parents=True, exist_ok=True)
    clone(ROOT, checkout)
    with (checkout / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(settings_of(PACKAGES[name]))
    # A name that no change has: they are made, and none is tried.
    said = mutmut(checkout, "run", "--max-children", str(children), "none.at_all")
    names = sorted(results(checkout))
    if not names or "nothing matches" not in said:
        raise ReleaseError(f"{name}: {said[-2000:]}")
    chosen = random.Random(seed).sample(names, min(count, len(names)))
    said = mutmut(checkout, "run", "--max-children", str(children), *chosen)
    if any(results(checkout)[each] is None for each in chosen):
        raise ReleaseError(f"{name}: mutmut stopped before its end\n{said[-2000:]}")
    ended = {each: code for each, code in results(checkout).items() if code is not None}
    counts = Counter(outcome(code) for code in ended.values())
    survivors = [each for each, code in ended.items() if outcome(code) == "survived"]
    return counts, [_difference(checkout, each) for each in survivors]


def _difference(checkout: Path, name: str) -> str:
    lines = mutmut(checkout, "show", name).splitlines()
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in {"+++", "---"}]
    return "\n".join([name, *(f"    {line}" for line in changed)])


def table(counts: dict[str, Counter[str]]) -> Iterator[str]:
    """Yield the lines of a table: how many changes of each package ended in which way."""
    ways = ("killed", "survived", "timed out", "untested")
    yield f"{'package':10}" + "".join(f"{way:>11}" for way in ways)
    for name, counted in counts.items():
        yield f"{name:10}" + "".join(f"{counted[way]:>11}" for way in ways)


def main(arguments: Sequence[str]) -> int:
    """Try the packages, print survivors and a table."""
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=", ".join(PACKAGES))
    parser.add_argument("--sample", type=int, default=40, help="changes of each package")
    parser.add_argument("--seed", type=int, default=1, help="another one draws another sample")
    parser.add_argument("--children", type=int, default=2, help="processes at the same time")
    asked = parser.parse_args(arguments)
    unknown = [name for name in asked.packages if name not in PACKAGES]
    if unknown:
        parser.error(f"no package {unknown[0]}; there are {', '.join(PACKAGES)}")
    counts: dict[str, Counter[str]] = {}
    try:
        for name in asked.packages or PACKAGES:
            counts[name], survivors = tried(name, asked.sample, asked.seed, asked.children)
            for survivor in survivors:
                print(survivor, flush=True)
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(table(counts)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
