"""Build and check both distributions: `python -m tools.release [VERSION]`.

Builds HEAD in two fresh clones, with different file modes and time zones, and compares the files byte for byte. The
times in them are those of the commit. Then checks them, writes them to `dist/` and prints their hashes.

With VERSION, a commit is made first that sets it and gives the section *Unreleased* of CHANGELOG.md its number and
date; it is tagged once all checks have passed. Nothing is pushed. Exits with 1 where a check fails, and then nothing of
the checkout has changed.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
VERSION_FILE = "coopcoach/__init__.py"
CHANGELOG = "CHANGELOG.md"
LICENCES = (
    "LICENSE",
    "coopcoach/exchange/web/vendor/LICENSES.txt",
    "coopcoach/export/fonts/OFL.txt",
)
EXPRESSION = "MIT AND OFL-1.1 AND BSD-3-Clause"
UNRELEASED = "## [Unreleased]"
_VERSION = re.compile(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?")
_ASSIGNED = re.compile(r'^__version__ = "(.*)"$', re.MULTILINE)
# In a wheel: needed by the program, beside its modules.
_WANTED = (
    "coopcoach/_workspace/exercises/de/",
    "coopcoach/_workspace/exercises/en/",
    "coopcoach/i18n/locale/de/LC_MESSAGES/coopcoach.mo",
    "coopcoach/exchange/web/vendor/age.js",
    "coopcoach/export/fonts/OFL.txt",
    "coopcoach/py.typed",
    "coopcoach/sample/",
)
# In no distribution.
_UNWANTED = re.compile(r"(^|/)(sessions|exports|\.venv|__pycache__|\.hypothesis|\.git)/|\.pyc$")


class ReleaseError(Exception):
    """A failed check, with the sentence that is printed."""


def git(folder: Path, *arguments: str) -> str:
    """Return what a call of git prints."""
    done = subprocess.run(
        ["git", "-C", folder, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise ReleaseError(f"git {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout.strip()


def clone(source: Path, target: Path) -> Path:
    """Clone HEAD of a repository, without linking to its files."""
    git(source, "clone", "--quiet", "--no-hardlinks", str(source), str(target))
    git(target, "checkout", "--quiet", git(source, "rev-parse", "HEAD"))
    return target


def build(checkout: Path, target: Path, *, umask: int, zone: str) -> None:
    """Build both distributions of a checkout with the tools of this Python, the wheel from the sdist.

    Args:
        checkout: A clone without other files.
        target: The folder for the distributions.
        umask: The modes that files are made with.
        zone: The time zone.
    """
    for path in checkout.rglob("*"):
        # A clone takes the umask of its user.
        path.chmod((0o777 if path.is_dir() or os.access(path, os.X_OK) else 0o666) & ~umask)
    env = {
        **os.environ,
        "SOURCE_DATE_EPOCH": git(checkout, "log", "-1", "--format=%ct"),
        "PYTHONHASHSEED": str(umask),
        "TZ": zone,
    }
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", target, checkout],
        env=env,
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise ReleaseError(f"the build failed:\n{done.stdout}{done.stderr}")


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file in a folder, by name."""
    files = sorted(folder.iterdir())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def built_twice(source: Path, work: Path) -> Path:
    """Build HEAD of a repository in two clones, and return a folder with the distributions.

    Raises:
        ReleaseError: A build failed, or the two differ.
    """
    targets = []
    for number, (umask, zone) in enumerate(((0o022, "UTC"), (0o077, "Asia/Tokyo"))):
        targets.append(work / f"dist-{number}")
        build(clone(source, work / f"clone-{number}"), targets[-1], umask=umask, zone=zone)
    first, second = map(hashes, targets)
    if first != second:
        differing = sorted(name for name in first | second if first.get(name) != second.get(name))
        raise ReleaseError(f"two builds of the same commit differ: {', '.join(differing)}")
    return targets[0]


def faults_of(folder: Path, version: str) -> list[str]:
    """Return what is wrong with the distributions in a folder."""
    wheel = folder / f"coopcoach-{version}-py3-none-any.whl"
    sdist = folder / f"coopcoach-{version}.tar.gz"
    missing = [path.name for path in (wheel, sdist) if not path.exists()]
    if missing:
        return [f"{name} was not built" for name in missing]
    return [*wheel_faults(wheel, version), *sdist_faults(sdist, version), *_twine(wheel, sdist)]


def wheel_faults(wheel: Path, version: str) -> list[str]:
    """Return what is wrong with a wheel."""
    info = f"coopcoach-{version}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(f"{info}/METADATA")
        fonts = {n: archive.read(n) for n in names if n.endswith((".ttf", ".otf", ".woff2"))}
    known = [f"{info}/licenses/{licence}" for licence in LICENCES]
    faults = [f"{n} lacks in the wheel" for n in known if n not in names]
    faults += [
        f"{n} lacks in the wheel" for n in _WANTED if not any(e.startswith(n) for e in names)
    ]
    strange = [n for n in names if PurePosixPath(n).parts[0] not in {"coopcoach", info}]
    strange += [n for n in names if _UNWANTED.search(n) or n.endswith((".po", ".pot"))]
    faults += [f"{n} does not belong in the wheel" for n in strange]
    faults += [f"{n} names no licence" for n, data in fonts.items() if not _is_open(data)]
    return [*faults, *metadata_faults(metadata, version)]


def sdist_faults(sdist: Path, version: str) -> list[str]:
    """Return what is wrong with a source distribution."""
    base = f"coopcoach-{version}"
    with tarfile.open(sdist) as archive:
        names = archive.getnames()
        file = archive.extractfile(f"{base}/PKG-INFO")
        metadata = file.read() if file else b""
    wanted = [*LICENCES, CHANGELOG, "README.md", "pyproject.toml", "hatch_build.py", "tests"]
    faults = [
        f"{name} lacks in the sdist"
        for name in wanted
        if not any(each.startswith(f"{base}/{name}") for each in names)
    ]
    # The worked samples are content.
    strange = [n for n in names if _UNWANTED.search(n) and not _is_sample(n)]
    faults += [f"{n} does not belong in the sdist" for n in strange]
    return [*faults, *metadata_faults(metadata, version)]


def metadata_faults(data: bytes, version: str) -> list[str]:
    """Return what is wrong with the metadata of a distribution."""
    found = message_from_bytes(data)
    faults = []
    if found["Version"] != version:
        faults.append(f"the version is {found['Version']}, not {version}")
    if found["License-Expression"] != EXPRESSION:
        faults.append(f"the licence is {found['License-Expression']}, not {EXPRESSION}")
    licences = found.get_all("License-File", [])
    faults += [f"{name} is not named as a licence" for name in LICENCES if name not in licences]
    return faults


def _is_sample(name: str) -> bool:
    return any(part.startswith(("sample", "beispiel")) for part in PurePosixPath(name).parts)


def _is_open(font: bytes) -> bool:
    """Whether a font says that it is under the SIL Open Font License."""
    from fontTools.ttLib import TTFont

    names = TTFont(io.BytesIO(font), lazy=True)["name"]
    said = [str(names.getDebugName(number) or "") for number in (13, 14)]
    return any("Open Font License" in words or "openfontlicense" in words for words in said)


def _twine(*files: Path) -> Iterable[str]:
    done = subprocess.run(
        [sys.executable, "-m", "twine", "--no-color", "check", "--strict", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    return [] if done.returncode == 0 else [f"twine: {done.stdout}{done.stderr}".strip()]


def with_section(changelog: str, version: str, day: str) -> str:
    """Return the changelog with its section *Unreleased* as that of a version, and an empty one above.

    Args:
        changelog: Its text.
        version: Of the release.
        day: The date of the release, as 2027-01-15.

    Raises:
        ReleaseError: There is no such section, it says nothing, or the version has one.
    """
    head, mark, rest = changelog.partition(f"{UNRELEASED}\n")
    if not mark:
        raise ReleaseError(f"{CHANGELOG} has no section {UNRELEASED}")
    if f"## [{version}]" in changelog:
        raise ReleaseError(f"{CHANGELOG} has a section for {version}")
    section = rest.partition("\n## [")[0]
    if not re.search(r"^- ", section, re.MULTILINE):
        raise ReleaseError(f"{CHANGELOG} says nothing below {UNRELEASED}")
    return f"{head}{mark}\n## [{version}] - {day}\n{rest}"


def version_in(checkout: Path) -> str:
    """Return the version of a checkout."""
    match = _ASSIGNED.search((checkout / VERSION_FILE).read_text(encoding="utf-8"))
    if match is None:
        raise ReleaseError(f"{VERSION_FILE} names no version")
    return match[1]


def prepare(checkout: Path, version: str, day: str) -> None:
    """Commit the version and its section of the changelog in a checkout.

    Raises:
        ReleaseError: The version is none, is tagged, or the changelog has nothing for it.
    """
    if not _VERSION.fullmatch(version):
        raise ReleaseError(f"{version} is no version such as 0.2.0")
    if git(checkout, "tag", "--list", f"v{version}"):
        raise ReleaseError(f"there is a tag v{version}")
    changelog, code = checkout / CHANGELOG, checkout / VERSION_FILE
    changed = with_section(changelog.read_text(encoding="utf-8"), version, day)
    changelog.write_text(changed, encoding="utf-8")
    text = _ASSIGNED.sub(f'__version__ = "{version}"', code.read_text(encoding="utf-8"))
    code.write_text(text, encoding="utf-8")
    git(checkout, "commit", "--quiet", "--message", f"Release {version}", CHANGELOG, VERSION_FILE)


def release(repository: Path, version: str | None, day: str) -> dict[str, str]:
    """Build, check and, where a version is given, commit and tag; return the hashes by file name.

    Raises:
        ReleaseError: A check failed; the repository has not changed.
    """
    if git(repository, "status", "--porcelain"):
        raise ReleaseError("the checkout has changes that are not committed")
    with tempfile.TemporaryDirectory(prefix="coopcoach-release-") as folder:
        work = Path(folder)
        source = clone(repository, work / "source")
        if version is not None:
            for key in ("user.name", "user.email"):
                git(source, "config", key, git(repository, "config", key))
            prepare(source, version, day)
        made = built_twice(source, work)
        faults = faults_of(made, version_in(source))
        if faults:
            raise ReleaseError("\n".join(faults))
        target = repository / DIST.name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)
        if version is not None:
            git(repository, "pull", "--quiet", "--ff-only", str(source), "HEAD")
            git(repository, "tag", "--annotate", f"v{version}", "--message", f"coopcoach {version}")
    return hashes(target)


def main(arguments: Sequence[str]) -> int:
    """Make a release, or only its distributions."""
    parser = argparse.ArgumentParser(prog="make release")
    parser.add_argument("version", nargs="?", help="commit and tag this version")
    version = parser.parse_args(arguments).version
    try:
        found = release(ROOT, version, f"{datetime.now(UTC):%Y-%m-%d}")
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    for name, digest in found.items():
        print(f"{digest}  dist/{name}")
    if version is not None:
        print(f"Committed and tagged. Next: git push --follow-tags origin main (tag v{version})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
