"""A printed page as one self-contained HTML file: styles, fonts and images embedded, no script."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

from coopcoach.export.assets import SCHEME, Asset, bundled
from coopcoach.export.characters import with_fonts
from coopcoach.export.html.tree import MAY_BREAK

WEB_SHEET = f"{SCHEME}:web.css"

_SHEET = re.compile(rf'<link rel="stylesheet" href="({SCHEME}:[^"]*)">\n?')
_ADDRESS = re.compile(rf"url\(({SCHEME}:[^)]*)\)")
_PICTURE = re.compile(rf'(<img [^>]*src=")({SCHEME}:[^"]*)(")')
# Tables that scroll sideways on a phone; without a place in the order of keys nobody could scroll them by keys.
_SCROLLS = re.compile(r'<table(?=>| class="(?:grid|rows)[ "])')
_CHARSET = '<meta charset="utf-8">\n'


def self_contained(html: str, assets: Iterable[Asset] = ()) -> str:
    """Return a page with all its files embedded.

    Args:
        html: The printed page.
        assets: The files that it refers to besides the bundled ones.
    """
    html, fonts = with_fonts(html)
    known = {**bundled(), **{asset.address: asset for asset in (*assets, *fonts)}}
    # Only templates write tags: texts are escaped.
    sheets = [*_SHEET.findall(html), WEB_SHEET]
    style = "\n".join(_with_files(known[sheet].data.decode("utf-8"), known) for sheet in sheets)
    html = _PICTURE.sub(lambda found: found[1] + _inline(known[found[2]]) + found[3], html)
    html = _SCROLLS.sub('<table tabindex="0"', html)
    head = f"{_CHARSET}{_policy(style)}<style>{style}</style>\n"
    return _SHEET.sub("", html).replace(MAY_BREAK, "").replace(_CHARSET, head, 1)


def _policy(style: str) -> str:
    """Return meta elements that forbid scripts, external files and other style sheets."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src-elem 'sha256-{digest}'; style-src-attr 'unsafe-inline'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="robots" content="noindex">\n'
    )


def _with_files(sheet: str, known: Mapping[str, Asset]) -> str:
    return _ADDRESS.sub(lambda found: f"url({_inline(known[found[1]])})", sheet)


def _inline(asset: Asset) -> str:
    return f"data:{asset.media_type};base64,{base64.b64encode(asset.data).decode('ascii')}"
