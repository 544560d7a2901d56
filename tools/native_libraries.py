"""Install the libraries and programs that pip can't: `python -m tools.native_libraries pdf tests`.

`pdf` is needed by the program to write PDFs, `tests` only by the tests, `browser` only by the tests of the web
workbook, which are skipped without it. Packages are installed where that needs no password; otherwise one line a
group names the command. Exits with 1 if anything is still missing.
"""

import shutil
import sys
from collections.abc import Callable, Sequence

from coopcoach.services.workspace.doctor import (
    PDF_REQUIREMENTS,
    Requirement,
    loadable,
    packages,
    remedy,
)
from tools.system_packages import system_installer


def runnable(*names: str) -> Callable[[], bool]:
    """Return a check that a program is in the path under one of these names."""
    return lambda: any(shutil.which(name) for name in names)


# Tests watch with it which files an export opens; Linux only.
STRACE = (Requirement("strace", runnable("strace"), {"apt-get": "strace", "dnf": "strace"}),)

# Playwright's own Node.js is linked to it, and Debian 12 does not install it with Chromium.
PLAYWRIGHT_NEEDS = (
    (
        Requirement(
            "libatomic", loadable("libatomic.so.1"), {"apt-get": "libatomic1", "dnf": "libatomic"}
        ),
    )
    if sys.platform == "linux"
    else ()
)

CHROMIUM = {"apt-get": "chromium", "dnf": "chromium", "brew": "chromium"}
POPPLER = {"apt-get": "poppler-utils", "dnf": "poppler-utils", "brew": "poppler"}

NEEDS = {
    "pdf": PDF_REQUIREMENTS,
    "tests": (
        Requirement("pdftotext", runnable("pdftotext"), POPPLER),
        Requirement("pdftoppm", runnable("pdftoppm"), POPPLER),
        Requirement("qpdf", runnable("qpdf"), {"apt-get": "qpdf", "dnf": "qpdf", "brew": "qpdf"}),
        Requirement("tmux", runnable("tmux"), {"apt-get": "tmux", "dnf": "tmux", "brew": "tmux"}),
        *(STRACE if sys.platform == "linux" else ()),
    ),
    "browser": (
        Requirement(
            "Chromium",
            runnable("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
            CHROMIUM,
        ),
        *PLAYWRIGHT_NEEDS,
    ),
}
NEEDED_BY = {
    "pdf": "PDFs need",
    "tests": "The tests, and nothing else, need",
    "browser": "The tests of the web workbook, and nothing else, need",
}


def missing(groups: Sequence[str]) -> list[Requirement]:
    """Return the needs of these groups that the machine lacks."""
    return [need for group in groups for need in NEEDS[group] if not need.present()]


def main(groups: Sequence[str]) -> int:
    """Install packages where no password is asked for, and name the command for the rest."""
    needs = missing(groups)
    installer = system_installer() if needs else None
    if installer is not None and (wanted := packages(needs, installer.name)):
        print(f"Installing {' '.join(wanted)} with {installer.name} …", file=sys.stderr)
        installer.install(wanted)
        needs = missing(groups)
    for group in groups:
        if lacking := missing([group]):
            names = ", ".join(need.name for need in lacking)
            print(f"{NEEDED_BY[group]} {names}: {remedy(lacking)}", file=sys.stderr)
    return 1 if needs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
