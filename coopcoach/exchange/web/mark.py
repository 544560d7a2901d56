"""By what the page is known when it comes back itself, instead of the file that it saves."""

MARK = "coopcoach web workbook"


def is_web_workbook(data: bytes) -> bool:
    """Whether a file is the page itself; what was written in it stays in the browser."""
    return f'content="{MARK}"'.encode() in data[:4000]
