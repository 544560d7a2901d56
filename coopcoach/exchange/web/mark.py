"""The mark of the web workbook, by which an import recognises the page itself."""

MARK = "coopcoach web workbook"


def is_web_workbook(data: bytes) -> bool:
    """Whether a file is the web workbook, which holds no answers: the browser stores them."""
    return f'content="{MARK}"'.encode() in data[:4000]
