"""Assemble the web workbook from its template, style sheet, scripts, fonts and content."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from coopcoach.domain.exercise import Workbook
from coopcoach.domain.session import Partner, Session
from coopcoach.exchange.web.content import harmless_json, web_content
from coopcoach.exchange.web.mark import MARK
from coopcoach.i18n import Translator

# In the order of their dependencies.
SCRIPTS = (
    "book",
    "literal",
    "measures",
    "seal",
    "writing",
    "reading",
    "content",
    "elements",
    "options",
    "fields",
    "ranking",
    "tables",
    "words",
    "kinds",
    "store",
    "merging",
    "prompts",
    "places",
    "pages",
    "overview",
    "copying",
    "handing",
    "copies",
    "printing",
    "start",
)
FACES = (("Regular", 400), ("Semibold", 600))


def workbook_page(
    session: Session,
    partner: Partner,
    workbook: Workbook,
    *,
    made: datetime,
    t: Translator,
    encrypt_to: str = "",
) -> str:
    """Return a partner's blank workbook as one self-contained HTML page.

    Args:
        session: The session.
        partner: The partner.
        workbook: The exercises in the partner's language.
        made: The time of making, which the handed-in file repeats.
        t: The partner's language.
        encrypt_to: The coach's public key, where the page shall encrypt the answers.
    """
    content = web_content(session, partner, workbook, made=made, t=t, encrypt_to=encrypt_to)
    script = encrypting_script() if encrypt_to else whole_script()
    return (
        environment()
        .get_template("workbook.html.jinja")
        .render(
            t=t,
            book=content,
            policy=_policy(script),
            mark=MARK,
            style=Markup(_style()),  # noqa: S704 - a bundled file
            script=Markup(script),  # noqa: S704 - bundled files
            data=Markup(harmless_json(content)),  # noqa: S704 - escaped
        )
    )


@cache
def script_parts() -> dict[str, str]:
    """Return the scripts by name, in order."""
    folder = files("coopcoach.exchange.web") / "scripts"
    return {name: (folder / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS}


@cache
def whole_script() -> str:
    """Return all scripts in one function, without global names."""
    return '"use strict";(() => {\n' + "\n".join(script_parts().values()) + "})();"


@cache
def encrypting_script() -> str:
    """Return all scripts behind the library that encrypts, which defines ``age``."""
    return f"{age_script()}\n{whole_script()}"


@cache
def age_script() -> str:
    """Return the library that encrypts; see ``tools.vendor_age``."""
    folder = files("coopcoach.exchange.web") / "vendor"
    return (folder / "age.js").read_text(encoding="utf-8")


@cache
def _style() -> str:
    package = files("coopcoach.exchange.web")
    faces = []
    for name, weight in FACES:
        data = base64.b64encode((package / "fonts" / f"{name}.woff2").read_bytes()).decode()
        faces.append(font_face(weight, f"url(data:font/woff2;base64,{data}) format('woff2')"))
    return "".join(faces) + (package / "workbook.css").read_text(encoding="utf-8")


def font_face(weight: int, source: str) -> str:
    """Return the rule of one weight of the font; until it is loaded, another font is shown."""
    face = f"font-family:'Coopcoach Sans';font-weight:{weight};font-display:swap;src:{source}"
    return "@font-face{" + face + "}\n"


@cache
def _policy(script: str) -> str:
    """Return a content security policy that allows the script, the style and no connections."""
    rules = {
        "default-src": "'none'",
        "script-src": hash_source(script),
        "style-src": hash_source(_style()),
        "font-src": "data:",
        "connect-src": "'none'",
        "img-src": "data:",
        "form-action": "'none'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def hash_source(text: str) -> str:
    """Return an embedded script or style as a content security policy names it."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def environment() -> Environment:
    """Return the environment of the templates of this folder."""
    return Environment(
        loader=PackageLoader("coopcoach.exchange.web", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
