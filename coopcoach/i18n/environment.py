"""The language of the machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from coopcoach.i18n.locales import LANGUAGES, SOURCE_LANGUAGE

# In gettext's order.
_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def language_from_environment(env: Mapping[str, str]) -> str:
    """Return the code of the first language in the environment that the program speaks; else English.

    `LANGUAGE` may name several, as in `fr:de`; the others may carry a country and an encoding, as in
    `de_AT.UTF-8`.
    """
    for variable in _VARIABLES:
        for locale in env.get(variable, "").split(":"):
            code = re.split(r"[-_.@]", locale.strip().lower(), maxsplit=1)[0]
            if code in LANGUAGES:
                return code
    return SOURCE_LANGUAGE.code
