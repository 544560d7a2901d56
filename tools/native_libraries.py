"""See that the machine has what pip can't bring: `python -m tools.native_libraries pdf tests`.

`pdf` is what the program needs to write PDFs, `tests` what the tests look at screens and pages with.
What is missing is installed where that needs no password; otherwise one sentence says what to type.
Exits with 1 when something is still missing.
"""

import ctypes
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tools.system_packages import system_installer


def loadable(*names: str) -> Callable[[], bool]:
    """A check that the dynamic loader finds a library under one of its names, as WeasyPrint tries them."""

    def found() -> bool:
        for name in names:
            try:
                ctypes.CDLL(name)
            except OSError:
                continue
            return True
        return False

    return found


def runnable(program: str) -> Callable[[], bool]:
    """A check that a program lies in the path."""
    return lambda: shutil.which(program) is not None


@dataclass(frozen=True)
class Need:
    """Something the machine should have, and the package that brings it: Debian, Fedora, macOS, Windows."""

    name: str
    group: str
    present: Callable[[], bool]
    packages: dict[str, str]


PANGO = {"dnf": "pango", "brew": "pango", "pacman": "mingw-w64-ucrt-x86_64-pango"}
POPPLER = {"apt-get": "poppler-utils", "dnf": "poppler-utils", "brew": "poppler"}

NEEDS = (
    Need(
        "Pango",
        "pdf",
        loadable("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
        {**PANGO, "apt-get": "libpango-1.0-0"},
    ),
    Need(
        "PangoFT2",
        "pdf",
        loadable("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
        {**PANGO, "apt-get": "libpangoft2-1.0-0"},
    ),
    # Without it WeasyPrint works, but writes whole fonts: ten times the size and seven times as long.
    Need(
        "HarfBuzz-Subset",
        "pdf",
        loadable(
            "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"
        ),
        {**PANGO, "apt-get": "libharfbuzz-subset0", "brew": "harfbuzz", "dnf": "harfbuzz"},
    ),
    Need("pdftotext", "tests", runnable("pdftotext"), POPPLER),
    Need("pdftoppm", "tests", runnable("pdftoppm"), POPPLER),
    Need("tmux", "tests", runnable("tmux"), {"apt-get": "tmux", "dnf": "tmux", "brew": "tmux"}),
)

MAC_LOADER = "export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib"


def missing(groups: set[str]) -> list[Need]:
    """What of these groups the machine lacks."""
    return [need for need in NEEDS if need.group in groups and not need.present()]


def packages(needs: list[Need], manager: str) -> list[str]:
    """The packages that bring these, each once; what a manager doesn't have is left out."""
    return list(dict.fromkeys(p for need in needs if (p := need.packages.get(manager))))


def remedy(needs: list[Need]) -> str:
    """The command a person types on this machine."""
    if platform.system() == "Darwin":
        return f"brew install {' '.join(packages(needs, 'brew'))} && {MAC_LOADER}"
    if platform.system() == "Windows":
        return f"pacman -S {' '.join(packages(needs, 'pacman'))} (in MSYS2)"
    if shutil.which("dnf"):
        return f"sudo dnf install {' '.join(packages(needs, 'dnf'))}"
    return f"sudo apt install {' '.join(packages(needs, 'apt-get'))}"


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
