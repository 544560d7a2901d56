"""Which languages there are, and which one a person's machine speaks."""

import re
from collections.abc import Mapping
from typing import Final, Literal, TypeGuard

Lang = Literal["de", "en"]

LANGUAGES: Final = ("de", "en")

# In the order in which gettext looks at them.
_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def is_language(code: str) -> TypeGuard[Lang]:
    """Whether the program speaks this language."""
    return code in LANGUAGES


def language_from_environment(env: Mapping[str, str]) -> Lang:
    """Return the first language named by the environment that the program speaks; else English.

    `LANGUAGE` may name several, as in `fr:de`; the others may carry a country and an encoding, as in
    `de_AT.UTF-8`.
    """
    for variable in _VARIABLES:
        for locale in env.get(variable, "").split(":"):
            code = re.split(r"[-_.@]", locale.strip().lower(), maxsplit=1)[0]
            if is_language(code):
                return code
    return "en"
