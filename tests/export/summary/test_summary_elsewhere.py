"""The summary for the browser and as Markdown: the same page, told elsewhere."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from coopcoach.export.html.markdown import markdown_of
from coopcoach.export.html.tree import Element, body_of
from coopcoach.markup.safe_html import printable, safe_html
from coopcoach.services.documents.catalogue import export_document
from tests.builders import exported_sessions
from tests.builders.exported_sessions import NOW, SLUG, bare, many_rules, rich
from tests.builders.exported_sessions import hostile as hostile_session

READER = MarkdownIt("js-default", {"html": True, "linkify": False})


def shown(element: Element | str) -> str:
    """All words of a page, without gaps."""
    if isinstance(element, str):
        return re.sub(r"\s+", "", element)
    return "".join(shown(item) for item in element.inside)


def read(source: str) -> Element:
    """Markdown as a viewer shows it."""
    return body_of(f"<body>{READER.render(source)}</body>")


def tags(element: Element) -> set[str]:
    return {element.tag, *(tag for inner in element.elements for tag in tags(inner))}


@pytest.fixture(scope="module", params=["rich", "english", "bare", "rules", "hostile"])
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    sessions = {"rich": rich(), "english": rich("en"), "bare": bare(), "rules": many_rules(), "hostile": hostile_session()}  # fmt: skip
    workspace = exported_sessions.written(
        tmp_path_factory.mktemp(request.param), sessions[request.param], own=request.param == "rich"
    )
    return {
        form: export_document(workspace, SLUG, "summary", form, now=NOW).paths[0].read_text()
        for form in ("html", "md")
    }


def test_the_page_for_the_browser_holds_all_that_it_needs(made: dict[str, str]) -> None:
    page = made["html"]
    head = page[: page.index("</head>")]
    assert "<link" not in head
    assert "<script" not in page
    style = head[head.index("<style>") + 7 : head.index("</style>")]
    assert set(re.findall(r"url\(([a-z]+:)", style)) == {"data:"}
    assert "@import" not in style
    assert style.count("font/ttf") >= 4
    assert 'name="viewport"' in head


def test_its_policy_lets_nothing_in_but_its_own_style(made: dict[str, str]) -> None:
    head = made["html"][: made["html"].index("</head>")]
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', head)
    assert found
    rules = dict(rule.strip().split(" ", 1) for rule in found[1].split(";"))
    style = re.search(r"<style>(.*?)</style>", head, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert rules["default-src"] == "'none'"
    assert rules["style-src-elem"] == f"'sha256-{digest}'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["font-src"] == rules["img-src"] == "data:"
    # A policy counts from where it stands: before everything that it could forbid.
    assert head.index("Content-Security-Policy") < head.index("<style>") < head.index("<title>")


def test_markdown_says_what_the_page_says(made: dict[str, str]) -> None:
    page, told = body_of(made["html"]), read(made["md"])
    # The signs of pictures are explained where there are pictures, and pages are named where there are pages.
    told_there = [
        e for e in page.all("p", "h1", "h2", "h3", "h4", "li") if not e.classes & {"key", "see"}
    ]
    assert len(told_there) > 20
    all_of_it = without_marks(shown(told))
    assert [w for w in map(shown, told_there) if without_marks(w) not in all_of_it] == []


def without_marks(text: str) -> str:
    return re.sub(r"[^\w]|mailto|https?", "", text)


def test_in_markdown_no_text_becomes_a_tag(made: dict[str, str]) -> None:
    allowed = {"body", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "table", "thead", "tbody",
               "tr", "th", "td", "strong", "em", "s", "a", "br", "hr", "blockquote"}  # fmt: skip
    assert tags(read(made["md"])) <= allowed
    assert sum(line.startswith("# ") for line in made["md"].splitlines()) == 1


TEXTS = st.text(st.sampled_from("ab 1.)#-+*_~`<>[]()!|\\&;:/=\"'{}$\n\tx"), max_size=40) | st.text(
    max_size=30
)


@example("1 #")
@given(TEXTS)
def test_any_text_is_shown_as_it_was_written(text: str) -> None:
    text = printable(text)
    for around in ("<p>{}</p>", "<h3>{}</h3>", "<ul><li>{}</li></ul>", '<p class="words">{}</p>',
                   '<table class="grid"><tr><th>x</th></tr><tr><td>{}</td></tr></table>'):  # fmt: skip
        source = markdown_of(f"<body>{around.format(html.escape(text))}</body>")
        told = read(source)
        # In a cell a line break becomes a stroke.
        wanted = re.sub(r"[\s/]+", "", f"x{text}" if "grid" in around and text.strip() else text)
        assert shown(told).replace("/", "") == wanted
        assert not tags(told) & {"a", "img", "code", "pre", "script", "hr", "ol", "blockquote"}


@given(st.text(st.sampled_from("ab *_-1.#>`\n|[]()<"), max_size=60))
def test_what_somebody_wrote_in_markdown_keeps_its_words(text: str) -> None:
    drawn = safe_html(text)
    told = read(markdown_of(f"<body>{drawn}</body>"))
    assert without_marks(shown(told)) == without_marks(shown(body_of(f"<body>{drawn}</body>")))


def test_a_link_keeps_its_address_and_a_bad_one_is_text() -> None:
    good = markdown_of(f"<body>{safe_html('[Seite](https://example.org/a_b)')}</body>")
    assert good == "[Seite](<https://example.org/a_b>)\n"
    bad = markdown_of('<body><p><a href="javascript:alert(1)">Klick</a></p></body>')
    assert bad == "Klick\n"


def test_a_cry_before_a_link_makes_no_picture() -> None:
    told = read(
        markdown_of(f"<body>{safe_html('Da! [Bild](http://a.org/x) ![B](http://a.org)')}</body>")
    )
    assert "img" not in tags(told)
    assert shown(told) == "Da!Bild!B"


def test_made_again_it_is_the_same(tmp_path: Path) -> None:
    workspace = exported_sessions.written(tmp_path, rich())
    first = export_document(workspace, SLUG, "summary", "md", now=NOW).paths[0].read_bytes()
    assert export_document(workspace, SLUG, "summary", "md", now=NOW).paths[0].read_bytes() == first


def test_a_fact_without_a_name_stands_below_the_one_before() -> None:
    page = (
        '<body><table class="facts"><tbody><tr><th>15. Januar</th><td>vorgeschlagen</td></tr>'
        "<tr><td></td><td>vereinbart</td></tr></tbody></table></body>"
    )
    assert markdown_of(page).split("\n")[:2] == [
        "- **15. Januar:** vorgeschlagen",
        "  - vereinbart",
    ]
