"""See that the machine has what pip can't bring: `python -m tools.native_libraries pdf tests`.

`pdf` is what the program needs to write PDFs, `tests` what the tests look at screens and pages with,
`browser` what they fill in the web workbook with; without it those tests alone are left out.
What is missing is installed where that needs no password; otherwise one sentence says what to type.
Exits with 1 when something is still missing.
"""

import shutil
import sys
from collections.abc import Callable

from coopcoach.services.workspace.doctor import PDF_NEEDS, Need, packages, remedy
from tools.system_packages import system_installer


def runnable(*names: str) -> Callable[[], bool]:
    """A check that a program lies in the path, under one of its names."""
    return lambda: any(shutil.which(name) for name in names)


# How a program is watched while it prints; it exists on Linux alone.
WATCHING = (Need("strace", runnable("strace"), {"apt-get": "strace", "dnf": "strace"}),)

CHROMIUM = {"apt-get": "chromium", "dnf": "chromium", "brew": "chromium"}
POPPLER = {"apt-get": "poppler-utils", "dnf": "poppler-utils", "brew": "poppler"}

NEEDS = {
    "pdf": PDF_NEEDS,
    "tests": (
        Need("pdftotext", runnable("pdftotext"), POPPLER),
        Need("pdftoppm", runnable("pdftoppm"), POPPLER),
        Need("qpdf", runnable("qpdf"), {"apt-get": "qpdf", "dnf": "qpdf", "brew": "qpdf"}),
        Need("tmux", runnable("tmux"), {"apt-get": "tmux", "dnf": "tmux", "brew": "tmux"}),
        *(WATCHING if sys.platform == "linux" else ()),
    ),
    "browser": (
        Need(
            "Chromium",
            runnable("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
            CHROMIUM,
        ),
    ),
}


def missing(groups: set[str]) -> list[Need]:
    """What of these groups the machine lacks."""
    return [need for group in sorted(groups) for need in NEEDS[group] if not need.present()]


def main(groups: set[str]) -> int:
    """Install what is missing where that can be done quietly, else say how."""
    needs = missing(groups)
    installer = system_installer() if needs else None
    if installer is not None and (wanted := packages(needs, installer.name)):
        print(f"Installing {' '.join(wanted)} with {installer.name} …", file=sys.stderr)
        installer.install(wanted)
        needs = missing(groups)
    if not needs:
        return 0
    names = ", ".join(need.name for need in needs)
    print(f"This machine lacks {names}; install with: {remedy(needs)}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(set(sys.argv[1:])))
