"""Write the static site of a workspace, and compare it with what stands on a web space."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from coopcoach.domain.settings import is_site_address
from coopcoach.errors import MachineLacks, WrongCall
from coopcoach.exchange.web.site.files import LIST, site_files
from coopcoach.i18n import N_, SPOKEN
from coopcoach.storage.content_folders import content_folders
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.workspace import Workspace

_FORMAT: Final = "site/1"
# Web servers read these and do not send them.
_NOT_SENT: Final = frozenset((".htaccess", "_headers"))
_SECONDS: Final = 20
# No file of the site comes near it.
_LARGEST: Final = 4_000_000


@dataclass(frozen=True)
class WrittenSite:
    """The folder of a written site, the number of its files and their bytes."""

    folder: Path
    files: int
    size: int


@dataclass(frozen=True)
class SiteDifference:
    """A file that is missing on a web space, or is another one there."""

    name: str
    missing: bool


def write_site(workspace: Workspace, folder: Path) -> WrittenSite:
    """Write the site into a folder, all of it or nothing; an earlier site in it is replaced.

    What else lies in the folder, such as a file that the web host needs, stays.

    Raises:
        WrongCall: The folder holds other things and no site.
        BadFile: An exercise cannot be read.
    """
    made = site_files(Workbooks(content_folders(workspace), also=SPOKEN))
    target = folder.resolve()
    earlier = _listed_in(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as beside:
        new, old = Path(beside, "new"), Path(beside, "old")
        new.mkdir()
        for entry in target.iterdir() if target.is_dir() else ():
            if entry.name not in earlier:
                _copy(entry, new / entry.name)
        for name, data in made.items():
            (new / name).write_bytes(data)
        if target.is_dir():
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            if old.is_dir():
                old.rename(target)
            raise
    return WrittenSite(target, len(made), sum(map(len, made.values())))


def compare_site(workspace: Workspace, address: str) -> tuple[SiteDifference, ...]:
    """Return the files that are missing at an address, or differ from those of the workspace.

    Raises:
        WrongCall: The address does not begin with https.
        MachineLacks: The web space does not answer.
        BadFile: An exercise cannot be read.
    """
    if not is_site_address(address):
        raise WrongCall(
            N_("“{name}” is not an address of a site"),
            N_("write it as https://example.org/workbook/"),
            name=address,
        )
    base = address if address.endswith("/") else f"{address}/"
    found = []
    for name, data in site_files(Workbooks(content_folders(workspace), also=SPOKEN)).items():
        if name not in _NOT_SENT:
            there = _fetched(base + name)
            if there != data:
                found.append(SiteDifference(name, there is None))
    return tuple(found)


def _listed_in(folder: Path) -> frozenset[str]:
    """Return the names of the files of the site in a folder.

    Raises:
        WrongCall: The folder holds other things and no site.
    """
    if not folder.is_dir() or not any(folder.iterdir()):
        return frozenset()
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        if listed["coopcoach"] == _FORMAT:
            return frozenset([LIST, *listed["files"]])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise WrongCall(
        N_("the folder “{folder}” holds other things, not a site"),
        N_("name an empty folder, or one that does not exist yet"),
        folder=folder,
    )


def _copy(entry: Path, target: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.copytree(entry, target, symlinks=True)
    else:
        shutil.copy2(entry, target, follow_symlinks=False)


def _fetched(address: str) -> bytes | None:
    """Return what stands at an https address; None where there is nothing.

    Raises:
        MachineLacks: The web space does not answer, or sends elsewhere without https.
    """
    # Slow to import, and needed for nothing else.
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    request = Request(address, headers={"User-Agent": "coopcoach"})  # noqa: S310 - https, as checked
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - https, as checked
            if answer.url.startswith("https://"):
                data: bytes = answer.read(_LARGEST)
                return data
            reason: object = answer.url
    except HTTPError as error:
        with error:
            if error.code in {401, 403, 404, 410}:
                return None
        reason = error
    except URLError as error:
        reason = error.reason
    except (OSError, HTTPException) as error:
        reason = error
    raise MachineLacks(
        N_("“{address}” cannot be reached: {reason}"),
        N_("check the address and your connection, and try again"),
        address=address,
        reason=reason,
    )
