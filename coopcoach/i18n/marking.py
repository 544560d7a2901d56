"""Marks for the collection of texts."""


def N_(message: str) -> str:  # noqa: N802  # gettext's name for it
    """Mark a text for the catalogues and return it unchanged."""
    return message
