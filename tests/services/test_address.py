"""A session in Switzerland, one partner with “du” and one with “Sie”: no way out mixes them up."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from coopcoach.domain.answers import PartnerAnswers
from coopcoach.domain.session import Partner
from coopcoach.exchange.outgoing.mail import (
    invitation_mail,
    questions_mail,
    reminder_mail,
    summary_mail,
)
from coopcoach.exchange.outgoing.markdown_workbook import PROBE, workbook_markdown
from coopcoach.exchange.web.page import workbook_page
from coopcoach.export.calendar import session_calendar
from coopcoach.export.document import common_fields
from coopcoach.export.form.build import workbook_form
from coopcoach.export.form.html import form_html
from coopcoach.export.release import release
from coopcoach.export.script.build import session_script
from coopcoach.export.script.html import script_html
from coopcoach.export.summary.build import summarise
from coopcoach.export.summary.html import summary_html
from coopcoach.export.workbook.build import printed_workbook
from coopcoach.export.workbook.html import workbook_html
from coopcoach.export.workbook.model import Fill
from coopcoach.i18n import translator
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.workspace.desk import create
from coopcoach.storage.sessions import OpenSession, answers_path, open_session
from coopcoach.storage.workspace import Workspace

NOW = datetime(2027, 1, 10, 18, 4, tzinfo=UTC)
ANNA = Partner(id="anna", name="Anna Meier", email="anna@example.org", language="de-CH-du")
BEAT = Partner(id="beat", name="Beat Huber", email="beat@example.org", language="de-CH")
# “Sie” at the beginning of a sentence may be a thing, or a woman in an example.
FORMAL = re.compile(r"\bI(?:hnen|hre[mnrs]?)\b|(?<![.!?:;«»\"|*>] )(?<!\A)\bSie\b|\b\w+en Sie\b")
FAMILIAR = re.compile(r"\b(?:[Dd]u|[Dd]ich|[Dd]ir|[Dd]eine?[mnrs]?|[Ee]uch|[Ee]ure?[mnrs]?)\b")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> OpenSession:
    workspace = Workspace(tmp_path_factory.mktemp("workspace"))
    workspace.sessions.mkdir()
    slug = create(
        workspace,
        title="Zwei Gewerke",
        partners=[ANNA, BEAT],
        now=NOW,
        coach="Carla Coach <carla@example.org>",
        pack="full",
        language="de-CH",
        currency="CHF",
        date=datetime(2027, 1, 15, 10, tzinfo=UTC),
    )
    return open_session(workspace, slug)


def ways_out(opened: OpenSession, partner: Partner) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each thing that a partner gets."""
    session, t = opened.session, translator(partner.language)
    workbook = opened.workbooks.of_partner(session, partner)
    text = workbook_markdown(session, partner, workbook, made=NOW, t=t, encrypt_to="age1")
    yield "text file", text.replace(PROBE, "")
    yield "page", workbook_page(session, partner, workbook, made=NOW, t=t)
    blank = PartnerAnswers(partner=partner.id)
    yield "form", form_html(workbook_form(session, partner, workbook, blank, NOW, t), t)
    printed = printed_workbook(session, partner, workbook, {}, fill=Fill.BLANK, made=NOW, t=t)
    yield "paper", workbook_html(printed, t)
    files = {"a.html": b"", "a.pdf": b"", "a.md": b""}
    for encrypts in (False, True):
        mail = invitation_mail(session, partner, files, minutes="20", t=t, encrypts=encrypts)
        yield "mail", _body(mail)
    yield "mail with questions", _body(questions_mail(session, partner, workbook, {}, t))
    yield "calendar", session_calendar(session, partner, made=NOW, t=t).decode()
    prepare = Prepare(answers_path(opened.workspace, session.slug, partner.id), lambda: NOW)
    assert prepare.workbook.currency == "CHF"
    yield "terminal", "\n".join(p.prompt.label for p in prepare.asked)


def _body(mail: bytes) -> str:
    part = message_from_bytes(mail, policy=default).get_body()
    assert part is not None
    return str(part.get_content())


def languages_in(text: str) -> set[str]:
    """Return the languages of a page and of its parts."""
    return set(re.findall(r'\blang="([^"]*)"', text))


def _flat(text: str) -> str:
    plain = re.sub(r"<(?:style|script(?! type)).*?</(?:style|script)>", " ", text, flags=re.DOTALL)
    plain = re.sub(r"<[^>]*>", " | ", plain)
    return re.sub(r"(?:\s|\\n|\| )+", " ", html.unescape(plain).replace("|", "| ")).replace(
        '"', '" '
    )


@pytest.mark.parametrize(
    ("partner", "other", "wrong"), [(ANNA, "Beat", FORMAL), (BEAT, "Anna", FAMILIAR)]
)
def test_each_partner_is_addressed_in_one_way(
    opened: OpenSession, partner: Partner, other: str, wrong: re.Pattern[str]
) -> None:
    faults = []
    for name, text in ways_out(opened, partner):
        flat = _flat(text)
        found = [flat[max(0, m.start() - 50) : m.end() + 30] for m in wrong.finditer(flat)]
        faults += [f"{name}: {each}" for each in found]
        assert "ß" not in text, name
        assert "€" not in text, name
        assert "{partner" not in text, name
        assert name == "page" or languages_in(text) <= {"de-CH"}, name
        if name in {"text file", "page", "form", "paper"}:
            assert "CHF" in text, name
            assert f"die Zusammenarbeit wohl {other} bringen" in flat, name
    assert faults == []


def test_what_both_get_is_in_the_language_of_the_session(opened: OpenSession) -> None:
    session, t = opened.session, translator(opened.session.language)
    workbook = opened.workbooks[session.language]
    released = release(session, {}, workbook)
    texts = [
        summary_html(summarise(released, t, NOW, session.language), t),
        script_html(session_script(session, workbook, t, NOW), t),
        _body(summary_mail(session, "Carla", {})),
    ]
    for text in texts:
        assert "ß" not in text
        assert "€" not in text
        assert not FAMILIAR.search(_flat(text))
        assert languages_in(text) <= {"de-CH"}


def test_answers_are_marked_with_a_language_that_browsers_know(opened: OpenSession) -> None:
    session, t = opened.session, translator("de-du")
    released = release(session, {}, opened.workbooks["de-du"])
    text = summary_html(summarise(released, t, NOW, "de-du"), t)
    assert languages_in(text) == {"de"}
    both = common_fields(released, t, NOW, "de-CH-du")
    assert both["answers_language"] == "de-CH"


def test_what_both_get_after_the_session_says_du_where_the_session_does(
    opened: OpenSession,
) -> None:
    both = [partner.model_copy(update={"language": "de-du"}) for partner in (ANNA, BEAT)]
    update = {"partners": tuple(both), "language": "de-du", "review": date(2027, 4, 16)}
    session = opened.session.model_copy(update=update)
    mails = [summary_mail(session, "Carla", {}, after) for after in ("session", "review", "end")]
    for mail in [*mails, reminder_mail(session, "Carla")]:
        assert not FORMAL.search(_flat(_body(mail)))


def test_a_coach_says_du_to_the_partners_and_is_called_sie(opened: OpenSession) -> None:
    guides = opened.workbooks["de-du"].guides
    said = [text for guide in guides for text in (guide.opening, *guide.questions)]
    assert len(said) == 41
    assert [text for text in said if FORMAL.search(text)] == []
    assert any("Fragen Sie" in guide.bridge for guide in guides)


def test_the_layer_says_du_to_every_question_that_says_sie(opened: OpenSession) -> None:
    workbook = opened.workbooks["de-du"]
    texts = [
        f"{e.id}: {text}"
        for e in workbook.exercises
        for text in [e.opening, *(t for p in e.prompts for t in (p.label, p.help, p.example))]
    ]
    assert [text for text in texts if FORMAL.search(" ".join(text.split()))] == []
