"""Bytes that are not UTF-8, read as terminals and programs of old send them: nothing that is typed is lost."""

from __future__ import annotations

import codecs

WESTERN = "coopcoach.western"


def _western(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    try:
        return wrong.decode("cp1252"), error.end
    except UnicodeDecodeError:
        return wrong.decode("latin-1"), error.end


# The name can be given as ``errors`` to everything that decodes.
codecs.register_error(WESTERN, _western)
