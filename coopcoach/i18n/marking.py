"""Marks for the collection of texts."""


def N_(message: str) -> str:  # noqa: N802  # the name gettext has used for this for thirty years
    """Mark a text for the catalogues and return it unchanged; a translator translates it later."""
    return message
