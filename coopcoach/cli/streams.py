"""Standard output and errors that take any character, whatever their encoding."""

from __future__ import annotations

import codecs
import sys

# Redirected output of Windows is in an old charset, such as cp1252 or cp850.
_SPELLED = {
    "→": "->",
    "…": "...",
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "‚": "'",
    "–": "-",
    "—": "-",
    "−": "-",
    "·": "-",
    "•": "*",
    "✓": "x",
}
_HANDLER = "coopcoach-spelled"


def accept_any_character() -> None:
    """Spell characters out that a stream's encoding lacks, or print a question mark: a call must not end by them."""
    codecs.register_error(_HANDLER, _spelled)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not is_unicode(stream):
            reconfigure(errors=_HANDLER)


def is_unicode(stream: object) -> bool:
    """Whether a stream's encoding holds every character."""
    return (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")


def _spelled(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_SPELLED.get(c, "?") for c in lacking), error.end
