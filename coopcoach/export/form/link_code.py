"""The QR code of a link, as an image that is drawn of one path."""

from __future__ import annotations

from itertools import groupby

import segno
from markupsafe import Markup, escape

# Four modules are to stay empty on each side of a code.
_MARGIN = 4


def link_code(link: str, title: str) -> Markup:
    """Return the QR code of a link as SVG with a title, which is read in place of the image."""
    # Level M still reads where a seventh is stained.
    matrix = segno.make_qr(link, error="m", boost_error=False).matrix
    runs: list[str] = []
    for y, row in enumerate(matrix):
        x = 0
        for dark, cells in groupby(row):
            width = len(list(cells))
            if dark:
                runs.append(f"M{x + _MARGIN} {y + _MARGIN}h{width}v1h-{width}z")
            x += width
    size = len(matrix) + 2 * _MARGIN
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="link-code" viewBox="0 0 {0} {0}" role="img">'
        '<title>{1}</title><path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{2}"/></svg>'
    ).format(size, escape(title), "".join(runs))
