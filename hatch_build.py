"""Add compiled catalogues and the built-in exercises to a build."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EXERCISES = "exercises"


def compile_catalogues(locale: Path) -> None:
    """Compile every .po below a locale folder to the .mo beside it.

    Babel writes the present time into each; builds of one commit have to be the same, byte for byte.
    """
    made = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as lines:
            catalogue = read_po(
                lines, locale=source.parent.parent.name.partition("-")[0], abort_invalid=True
            )
        catalogue.creation_date = made
        with source.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its config type is not part of the public interface
    """Compiles catalogues for wheels and editable installs, not for source distributions."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues and, for a real wheel, place the exercises inside the package."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        compile_catalogues(root / "coopcoach" / "i18n" / "locale")
        if version == "editable":
            return
        build_data["force_include"][str(root / EXERCISES)] = f"coopcoach/_workspace/{EXERCISES}"
