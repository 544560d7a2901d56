"""Name what this machine lacks, and the command that installs it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coopcoach.errors import CoopcoachError, MachineLacks
from coopcoach.i18n import N_
from coopcoach.installation import command_to_mend
from coopcoach.processes import MAC_FOLDERS
from coopcoach.storage.content_folders import bundled_folder
from coopcoach.storage.workspace import Workspace

# Where WeasyPrint looks for libraries on Windows.
_WINDOWS_FOLDERS = (
    r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"
)
_MSYS2 = r"C:\msys64\usr\bin\bash.exe"


@dataclass(frozen=True)
class Requirement:
    """A library or program of the system.

    Attributes:
        name: As its project calls it.
        present: Whether the machine has it.
        packages: The package that holds it, by package manager.
        optional: Whether it only saves time or space.
    """

    name: str
    present: Callable[[], bool]
    packages: dict[str, str]
    optional: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that was checked.

    Attributes:
        what: Its kind, as a message id.
        well: Whether it is as it should be.
        remedy: The command that mends it.
        name: Its own name or path.
    """

    what: str
    well: bool
    remedy: str = ""
    name: str = ""


def loadable(*names: str) -> Callable[[], bool]:
    """Return a check that the loader finds a library under one of its names, as WeasyPrint does."""

    def found() -> bool:
        return any(map(_loads, places_of(names)))

    return found


def places_of(names: Sequence[str]) -> list[str]:
    """Return the names under which a library is looked for: on macOS also in the folders of package managers."""
    folders = MAC_FOLDERS if sys.platform == "darwin" else ()
    return [*names, *(f"{folder}/{name}" for folder in folders for name in names)]


def _loads(name: str) -> bool:
    add_folder = getattr(os, "add_dll_directory", None)
    if add_folder is not None:
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", _WINDOWS_FOLDERS).split(";"):
            with contextlib.suppress(OSError):
                add_folder(folder)
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


_PANGO = {"dnf": "pango", "brew": "pango", "pacman": "mingw-w64-ucrt-x86_64-pango"}

PDF_REQUIREMENTS = (
    Requirement(
        "Pango",
        loadable("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
        {**_PANGO, "apt-get": "libpango-1.0-0"},
    ),
    Requirement(
        "PangoFT2",
        loadable("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
        {**_PANGO, "apt-get": "libpangoft2-1.0-0"},
    ),
    # Without it WeasyPrint embeds whole fonts: ten times the size and seven times as long.
    Requirement(
        "HarfBuzz-Subset",
        loadable(
            "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"
        ),
        {**_PANGO, "apt-get": "libharfbuzz-subset0", "brew": "harfbuzz", "dnf": "harfbuzz"},
        optional=True,
    ),
)


def packages(needs: Sequence[Requirement], manager: str) -> list[str]:
    """Return the packages that hold these, each once, without those that a manager does not know."""
    return list(dict.fromkeys(p for need in needs if (p := need.packages.get(manager))))


def remedy(needs: Sequence[Requirement]) -> str:
    """Return the command that installs these on this system."""
    if sys.platform == "darwin":
        return f"brew install {' '.join(packages(needs, 'brew'))}"
    if sys.platform == "win32":
        if not Path(_MSYS2).exists():
            # The package manager comes first; the next call of doctor names the packages.
            return "winget install --id MSYS2.MSYS2"
        return f'{_MSYS2} -lc "pacman -S --noconfirm {" ".join(packages(needs, "pacman"))}"'
    if shutil.which("dnf"):
        return f"sudo dnf install {' '.join(packages(needs, 'dnf'))}"
    return f"sudo apt install {' '.join(packages(needs, 'apt-get'))}"


def check_pdf_libraries(needs: Sequence[Requirement] = PDF_REQUIREMENTS) -> None:
    """Refuse work that ends in a PDF where the machine can't write one.

    Raises:
        MachineLacks: A library is missing; the sentence names the command that installs it.
    """
    missing = [need for need in needs if not need.present()]
    if any(not need.optional for need in missing):
        raise MachineLacks(
            N_("this machine lacks the libraries that write PDFs"),
            N_("install them with “{command}”"),
            command=remedy(missing),
        )


def examine(workspace: Workspace | None) -> list[Finding]:
    """Check the libraries, the bundled content, the terminal, and the workspace's folders."""
    findings = []
    for need in PDF_REQUIREMENTS:
        well = need.present()
        what = N_("library for PDFs")
        findings.append(Finding(what, well, "" if well else remedy([need]), need.name))
    findings.append(_bundled())
    # The consoles of Windows have no TERM, and all of them draw.
    colours = sys.platform == "win32" or os.environ.get("TERM", "") not in {"", "dumb"}
    findings.append(
        Finding(N_("terminal"), colours, "" if colours else "export TERM=xterm-256color")
    )
    if workspace is not None:
        findings.extend(_folder(f) for f in (workspace.sessions, workspace.exports))
    return findings


def _bundled() -> Finding:
    try:
        folder = bundled_folder("exercises")
    except CoopcoachError:
        return Finding(N_("built-in exercises"), False, command_to_mend())
    return Finding(N_("built-in exercises"), True, name=str(folder))


def _folder(folder: Path) -> Finding:
    well = not folder.exists() or os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    return Finding(N_("folder"), well, "" if well else _opened_by(folder), str(folder))


def _opened_by(folder: Path) -> str:
    """Return the command after which a folder can be written to."""
    if sys.platform == "win32":
        return f'attrib -r "{folder}"'
    return f"chmod u+rwx {shlex.quote(str(folder))}"
