"""The languages that the system of this machine is set to, where it keeps them apart from the environment."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_MAC_SETTINGS: Final = "Library/Preferences/.GlobalPreferences.plist"


def system_languages() -> Sequence[str]:
    """Return the languages of Windows or macOS, such as `de-AT`, the preferred one first; none elsewhere."""
    if sys.platform == "win32":
        return windows_languages()
    if sys.platform == "darwin":
        return mac_languages(Path.home())
    return ()


def windows_languages() -> Sequence[str]:
    """Return the language of the user's Windows; none where it cannot be asked."""
    import ctypes
    import locale

    with contextlib.suppress(AttributeError, OSError):
        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined, unused-ignore]  # on Windows only
        return tuple(filter(None, [locale.windows_locale.get(number)]))
    return ()


def mac_languages(home: Path) -> Sequence[str]:
    """Return the languages that a user of macOS prefers; none where the settings cannot be read."""
    import plistlib

    try:
        with (home / _MAC_SETTINGS).open("rb") as file:
            found = plistlib.load(file).get("AppleLanguages", ())
    except (OSError, ValueError, AttributeError, plistlib.InvalidFileException):
        return ()
    return tuple(each for each in found if isinstance(each, str))
