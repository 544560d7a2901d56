"""What is built for the package index: its dependencies, its licences, its changelog, the same bytes each time."""

from __future__ import annotations

import ast
import io
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from hatch_build import compile_catalogues
from tests.builders.paths import ROOT
from tools.release import (
    EXPRESSION,
    LICENCES,
    ReleaseError,
    metadata_faults,
    prepare,
    wheel_faults,
    with_section,
)

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DECLARED = {
    canonicalize_name(each.name): each
    for each in map(
        Requirement,
        [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["encrypt"]],
    )
}
# The program works on inner objects of these, and was tried with these major versions.
TRIED = {"weasyprint": 70, "pydyf": 0}

CHANGELOG = """# Changelog

## [Unreleased]

### Added

- A thing.

## [0.1.0] - 2026-01-01

- The first.
"""


def imported() -> set[str]:
    """Return the top names of all that the program imports and is neither Python's nor its own."""
    names: set[str] = set()
    for path in (ROOT / "coopcoach").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names - sys.stdlib_module_names - {"coopcoach"}


def test_what_is_imported_is_declared() -> None:
    known = packages_distributions()
    missing = {
        name
        for name in imported()
        if not {canonicalize_name(each) for each in known.get(name, [])} & set(DECLARED)
    }
    assert not missing
    assert {"rich", "pydyf"} <= imported()


@pytest.mark.parametrize("name", TRIED)
def test_the_next_major_release_is_neither_allowed_nor_installed(name: str) -> None:
    allowed = DECLARED[name].specifier
    assert version(name) in allowed
    assert f"{TRIED[name] + 1}.0" not in allowed
    assert Version(version(name)).major == TRIED[name]


def test_a_catalogue_is_compiled_to_the_same_bytes_at_any_time_and_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for zone, epoch in (("UTC", "1764500000"), ("Asia/Tokyo", "1764500000")):
        locale = tmp_path / zone.replace("/", "-")
        source = ROOT / "coopcoach/i18n/locale/de/LC_MESSAGES/coopcoach.po"
        target = locale / "de" / "LC_MESSAGES"
        target.mkdir(parents=True)
        shutil.copy(source, target)
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        time.tzset()
        compile_catalogues(locale)
        made.append((target / "coopcoach.mo").read_bytes())
    monkeypatch.undo()
    time.tzset()
    assert made[0] == made[1]


def test_the_changelog_gets_the_section_of_a_version() -> None:
    changed = with_section(CHANGELOG, "0.2.0", "2027-01-15")
    assert "## [Unreleased]\n\n## [0.2.0] - 2027-01-15\n\n### Added\n\n- A thing.\n" in changed
    assert changed.endswith("- The first.\n")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (CHANGELOG, "0.1.0"),
        (CHANGELOG.replace("## [Unreleased]", "## Unreleased"), "0.2.0"),
        (CHANGELOG.replace("- A thing.", ""), "0.2.0"),
    ],
)
def test_a_changelog_that_says_nothing_about_a_version_is_refused(text: str, number: str) -> None:
    with pytest.raises(ReleaseError):
        with_section(text, number, "2027-01-15")


def repository(folder: Path) -> Path:
    (folder / "coopcoach").mkdir(parents=True)
    (folder / "coopcoach/__init__.py").write_text('"""Doc."""\n\n__version__ = "0.1.0"\n')
    (folder / "CHANGELOG.md").write_text(CHANGELOG)
    for arguments in (
        ("init", "--quiet"),
        ("config", "user.name", "Somebody"),
        ("config", "user.email", "somebody@example.org"),
        ("add", "."),
        ("commit", "--quiet", "--message", "First"),
        ("tag", "v0.1.0"),
    ):
        subprocess.run(["git", "-C", folder, *arguments], check=True)
    return folder


def test_a_release_is_one_commit_with_version_and_changelog(tmp_path: Path) -> None:
    checkout = repository(tmp_path)
    prepare(checkout, "0.2.0", "2027-01-15")
    assert '__version__ = "0.2.0"' in (checkout / "coopcoach/__init__.py").read_text()
    assert "## [0.2.0] - 2027-01-15" in (checkout / "CHANGELOG.md").read_text()
    log = subprocess.run(
        ["git", "-C", checkout, "log", "--format=%s"], capture_output=True, text=True, check=True
    )
    assert log.stdout.split("\n")[:2] == ["Release 0.2.0", "First"]


@pytest.mark.parametrize("number", ["0.1.0", "1", "v0.2.0", "0.2.0; rm"])
def test_a_version_that_is_none_or_is_tagged_is_refused(tmp_path: Path, number: str) -> None:
    with pytest.raises(ReleaseError):
        prepare(repository(tmp_path), number, "2027-01-15")


def metadata(**changed: str) -> bytes:
    fields = {"Version": "0.2.0", "License-Expression": EXPRESSION, **changed}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return "\n".join([*lines, *(f"License-File: {each}" for each in LICENCES), "", ""]).encode()


def test_metadata_that_is_right_has_no_fault() -> None:
    assert metadata_faults(metadata(), "0.2.0") == []


def test_a_wrong_version_a_wrong_licence_and_a_licence_that_is_missing_are_named() -> None:
    assert len(metadata_faults(metadata(**{"License-Expression": "MIT"}), "0.2.1")) == 2
    without = metadata().replace(f"License-File: {LICENCES[1]}".encode(), b"X: y")
    assert metadata_faults(without, "0.2.0") == [f"{LICENCES[1]} is not named as a licence"]


def test_a_wheel_is_searched_for_what_lacks_and_what_does_not_belong_in_it(tmp_path: Path) -> None:
    wheel = tmp_path / "coopcoach-0.2.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("coopcoach-0.2.0.dist-info/METADATA", metadata())
        archive.writestr("tests/test_x.py", "")
        archive.writestr("coopcoach/i18n/locale/de/LC_MESSAGES/coopcoach.po", "")
        archive.writestr("coopcoach/export/fonts/Foreign.ttf", foreign_font())
    found = wheel_faults(wheel, "0.2.0")
    assert "coopcoach/export/fonts/OFL.txt lacks in the wheel" in found
    assert "tests/test_x.py does not belong in the wheel" in found
    assert "coopcoach/i18n/locale/de/LC_MESSAGES/coopcoach.po does not belong in the wheel" in found
    assert "coopcoach/export/fonts/Foreign.ttf names no licence" in found


def foreign_font() -> bytes:
    """Return a font of the program, without its licence."""
    from fontTools.ttLib import TTFont

    font = TTFont(next((ROOT / "coopcoach/export/fonts").glob("*.ttf")))
    font["name"].names = [n for n in font["name"].names if n.nameID not in {13, 14}]
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
