"""Read a web archive of Safari (.webarchive)."""

from __future__ import annotations

import plistlib

from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.formats.kinds import refused
from coopcoach.i18n import N_


def archived_page(data: bytes) -> bytes:
    """Return the page that a web archive holds, in UTF-8 where the archive names its charset.

    Raises:
        BadFile: The archive is damaged, or holds no page.
    """
    try:
        main = plistlib.loads(data)["WebMainResource"]
        content = bytes(main["WebResourceData"])
        charset = str(main.get("WebResourceTextEncodingName") or "utf-8")
    except Exception:
        # plistlib has many ways to say that a file is none.
        raise _damaged() from None
    try:
        return content.decode(charset).encode("utf-8")
    except (UnicodeError, LookupError):
        return content


def _damaged() -> BadFile:
    return refused(
        N_("the web archive cannot be read"),
        N_("save the attachment from the e-mail, and import that"),
    )
