"""The language of the machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from coopcoach.i18n.locales import LANGUAGES, SOURCE_LANGUAGE
from coopcoach.i18n.system import system_languages

# In gettext's order.
_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def language_from_environment(
    env: Mapping[str, str], system: Callable[[], Sequence[str]] = system_languages
) -> str:
    """Return the code of the first language in the environment that the program speaks; else English.

    `LANGUAGE` may name several, as in `fr:de`; the others may carry a country and an encoding, as in
    `de_AT.UTF-8`. Where no variable is set, as on Windows, the settings of the system are asked.

    Args:
        env: The environment.
        system: Returns the languages of the system, the preferred one first.
    """
    values = [env[variable] for variable in _VARIABLES if env.get(variable)]
    named = [locale for value in values for locale in value.split(":")]
    return _first_spoken(named if values else system()) or SOURCE_LANGUAGE.code


def _first_spoken(locales: Iterable[str]) -> str | None:
    codes = (re.split(r"[-_.@]", locale.strip().lower(), maxsplit=1)[0] for locale in locales)
    return next((code for code in codes if code in LANGUAGES), None)
