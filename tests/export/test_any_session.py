"""Any session at all can be printed, whatever somebody typed into it."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.session import Session
from coopcoach.export.release import release
from coopcoach.export.summary.build import summarise
from coopcoach.export.summary.html import summary_html
from coopcoach.i18n import translator
from coopcoach.services.documents.catalogue import Renderer
from tests.builders.examples import examples
from tests.builders.strategies import WORKBOOKS, sessions

NOW = datetime(2027, 1, 15, tzinfo=UTC)


def page(session: Session, lang: str) -> str:
    t = translator(lang)
    return summary_html(summarise(release(session, {}, WORKBOOKS[lang]), t, NOW, "de"), t)


class Balance(HTMLParser):
    """Sees that what is opened is closed, and that nothing runs."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "img", "iframe", "object", "style"}
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag not in {"meta", "link", "br", "hr", "rect"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"br", "hr", "rect"}:
            assert self.open.pop() == tag


@examples(60)
@given(data=st.data(), lang=st.sampled_from(["de", "en"]))
def test_as_a_well_made_page(data: st.DataObject, lang: str) -> None:
    assert Balance(page(data.draw(sessions(lang)), lang)).open == []


@examples(10)
@given(data=st.data())
def test_as_a_pdf(renderer: Renderer, data: st.DataObject) -> None:
    assert renderer.render(page(data.draw(sessions("de")), "de")).startswith(b"%PDF")
