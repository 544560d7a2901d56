"""The files of the static site: page, script, style sheet, fonts, exercises, and what web hosts need to know.

They name no client, and are the same bytes for the same exercises. Files that are kept long by browsers carry a part
of their digest in their name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from markupsafe import Markup

from coopcoach.domain.exercise import Workbook
from coopcoach.exchange.web.content import harmless_json
from coopcoach.exchange.web.mark import MARK
from coopcoach.exchange.web.page import (
    FACES,
    age_script,
    environment,
    font_face,
    hash_source,
    script_parts,
)
from coopcoach.exchange.web.site.content import language_content
from coopcoach.exchange.web.site.texts import arrival_texts
from coopcoach.i18n import translator

# Tells what stands on a web space, for ``coopcoach site --check``.
LIST = "site.json"
PAGE = "index.html"
# Shared by the site and the workbook in it.
_SHARED = ("seal", "literal")
_SITE_SCRIPTS = ("link", "assembly", "arrival")
_YEAR = 365 * 24 * 60 * 60


def site_files(workbooks: Mapping[str, Workbook]) -> dict[str, bytes]:
    """Return the files of the site by name.

    Args:
        workbooks: The exercises of the workspace by language.
    """
    made = {
        "manifest.webmanifest": _manifest(),
        "icon.svg": _resource("icon.svg").read_bytes(),
    }
    fonts = {weight: (f"{name}.woff2", _font(name)) for name, weight in FACES}
    sources = {w: _add(made, name, data) for w, (name, data) in fonts.items()}
    faces = "".join(font_face(w, f"url({source}) format('woff2')") for w, source in sources.items())
    style = _add(made, "workbook.css", (faces + _style()).encode())
    script = _add(made, "workbook.js", site_script().encode())
    age = _add(made, "age.js", age_script().encode())
    contents = {
        language: _add(
            made, f"{language}.json", _json(language_content(book, translator(language)))
        )
        for language, book in workbooks.items()
    }
    preload = _preload(contents)
    policy = _policy(preload)
    made[PAGE] = _page(contents, style, script, preload, policy, age)
    made["worker.js"] = _worker(made, contents)
    made["_headers"] = _netlify(policy, made)
    made[".htaccess"] = _apache(policy)
    made[LIST] = _json(
        {"coopcoach": "site/1", "files": {n: digest(d) for n, d in sorted(made.items())}}
    )
    return dict(sorted(made.items()))


@cache
def site_scripts() -> dict[str, str]:
    """Return the scripts of the site by name, in order."""
    folder = _resource("scripts")
    return {n: (folder / f"{n}.js").read_text(encoding="utf-8") for n in _SITE_SCRIPTS}


@cache
def site_script() -> str:
    """Return the script of the site; that of the workbook is a function in it."""
    parts = script_parts()
    link, assembly, arrival = site_scripts().values()
    workbook = [text for name, text in parts.items() if name not in {"book", *_SHARED}]
    return "\n".join(
        [
            '"use strict";(() => {',
            *(parts[name] for name in _SHARED),
            link,
            assembly,
            "const runWorkbook = (book) => {",
            *workbook,
            "};",
            arrival,
            "})();",
        ]
    )


def digest(data: bytes) -> str:
    """Return the digest of a file, as the list of the site has it."""
    return hashlib.sha256(data).hexdigest()


def _add(made: dict[str, bytes], name: str, data: bytes) -> str:
    """Add a file with a part of its digest in its name; return the name."""
    stem, _, ending = name.partition(".")
    named = f"{stem.lower()}-{digest(data)[:10]}.{ending}"
    made[named] = data
    return named


def _page(
    contents: Mapping[str, str], style: str, script: str, preload: str, policy: str, age: str
) -> bytes:
    languages = [{"tag": tag, "texts": arrival_texts(translator(tag))} for tag in contents]
    data = {
        each["tag"]: {"file": contents[str(each["tag"])], "texts": each["texts"]}
        for each in languages
    }
    page = (
        environment()
        .get_template("site/site.html.jinja")
        .render(
            languages=languages,
            mark=MARK,
            policy=policy,
            preload=Markup(preload),  # noqa: S704 - no text of a user
            style=style,
            script=script,
            data=Markup(harmless_json({"languages": data, "age": age})),  # noqa: S704 - escaped
        )
    )
    return page.encode()


def _preload(contents: Mapping[str, str]) -> str:
    """Return a script that begins to load the exercises before the script of the workbook is there."""
    return (
        f"(f=>{{if(f)document.head.append(Object.assign(document.createElement('link'),"
        f"{{rel:'preload',as:'fetch',crossOrigin:'anonymous',href:f}}))}})"
        f"({harmless_json(dict(contents))}[(/^#1([A-Za-z-]+)\\./.exec(location.hash)||[])[1]])"
    )


def _policy(preload: str) -> str:
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' {hash_source(preload)}",
        "style-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "img-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'none'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _worker(made: Mapping[str, bytes], contents: Mapping[str, str]) -> bytes:
    """Return the service worker; of the languages it keeps the one that its address names."""
    languages = list(contents.values())
    names = ["./", *(name for name in made if name not in {PAGE, *languages})]
    version = digest(b"".join(digest(data).encode() for data in made.values()))[:16]
    values = {"VERSION": version, "FILES": names, "LANGUAGES": languages}
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in values.items())
    return head.encode() + _resource("worker.js").read_bytes()


def _manifest() -> bytes:
    # No start_url: a shortcut keeps the address with the link. No window of its own: on iPhones it would have a
    # store of its own.
    return _json(
        {
            "name": "coopcoach",
            "short_name": "coopcoach",
            "display": "browser",
            "icons": [{"src": "icon.svg", "type": "image/svg+xml", "sizes": "any"}],
        }
    )


def _headers(policy: str) -> dict[str, str]:
    return {
        # Browsers ignore `frame-ancestors` in a meta element; it needs this header.
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
        "Cache-Control": "no-cache",
    }


def _netlify(policy: str, made: Mapping[str, bytes]) -> bytes:
    """Return the file that Netlify, Cloudflare Pages and others read."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in _headers(policy).items())]
    for name in sorted(n for n in made if _is_kept_long(n)):
        lines += [f"/{name}", "  ! Cache-Control", f"  Cache-Control: max-age={_YEAR}, immutable"]
    return "\n".join([*lines, ""]).encode()


def _is_kept_long(name: str) -> bool:
    return "-" in name


def _apache(policy: str) -> bytes:
    """Return the file that Apache reads, which most shared web spaces have."""
    lines = [
        "AddType application/manifest+json .webmanifest",
        "AddType font/woff2 .woff2",
        "<IfModule mod_headers.c>",
        *(f'Header always set {name} "{value}"' for name, value in _headers(policy).items()),
        '<FilesMatch "-[0-9a-f]{10}\\.(js|css|json|woff2)$">',
        f'Header always set Cache-Control "max-age={_YEAR}, immutable"',
        "</FilesMatch>",
        "</IfModule>",
        "<IfModule mod_deflate.c>",
        "AddOutputFilterByType DEFLATE text/html text/css text/javascript application/javascript application/json",
        "</IfModule>",
        "",
    ]
    return "\n".join(lines).encode()


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode(
        "utf-8", "backslashreplace"
    )


def _font(name: str) -> bytes:
    return (files("coopcoach.exchange.web") / "fonts" / f"{name}.woff2").read_bytes()


def _style() -> str:
    return (files("coopcoach.exchange.web") / "workbook.css").read_text(encoding="utf-8")


def _resource(name: str) -> Traversable:
    return files("coopcoach.exchange.web.site") / name
