"""Page, PDF, text file, terminal and mail ask the same questions, and name the same minutes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coopcoach.domain.answers import Answer, PartnerAnswers, TextValue
from coopcoach.domain.exercise import Pack, Phase, Workbook
from coopcoach.domain.packs.asked import minutes_stated
from coopcoach.domain.session import AgendaItem, Partner, Session
from coopcoach.exchange.outgoing.mailed_questions import mailed_prompts, question_lines
from coopcoach.exchange.outgoing.markdown_workbook import workbook_markdown
from coopcoach.exchange.web.content import web_content
from coopcoach.export.form.build import workbook_form
from coopcoach.i18n import translator
from coopcoach.services.partners.prepare import Prepare
from coopcoach.storage.sessions import answers_path, open_session
from tests.builders.examples import deep
from tests.builders.sessions import new_session

MADE = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
T = translator("de")


@pytest.fixture(scope="module", params=["compact", deep("full")])
def office(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> tuple[Path, Session, Workbook]:
    """A session whose agenda leaves an exercise out."""
    pack: Pack = request.param
    folder = tmp_path_factory.mktemp("asked")
    workspace, slug = new_session(folder, languages=("de", "de"), pack=pack)
    path = workspace.sessions / slug / "session.md"
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "{#talk-reply " not in line]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    opened = open_session(workspace, slug)
    assert "talk-reply" not in [item.exercise for item in opened.session.agenda]
    return (
        answers_path(workspace, slug, opened.session.partners[0].id),
        opened.session,
        opened.workbook,
    )


def asked_by_page(session: Session, partner: Partner, workbook: Workbook) -> list[str]:
    content = web_content(session, partner, workbook, made=MADE, t=T)
    exercises: list[dict[str, list[dict[str, str]]]] = content["exercises"]  # type: ignore[assignment]
    return [prompt["id"] for each in exercises for prompt in each["prompts"]]


def test_each_form_asks_what_is_on_the_agenda(office: tuple[Path, Session, Workbook]) -> None:
    path, session, workbook = office
    anna = session.partners[0]
    page = asked_by_page(session, anna, workbook)
    form = workbook_form(session, anna, workbook, PartnerAnswers(partner=anna.id), MADE, T)
    text = workbook_markdown(session, anna, workbook, made=MADE, t=T)
    terminal = Prepare(path, lambda: MADE)
    assert not any(prompt.startswith("talk.") for prompt in page)
    assert [p.id for e in form.exercises for p in e.prompts] == page
    assert re.findall(r"^### .*\{#([a-z_.-]+)\}$", text, re.MULTILINE) == page
    assert [place.prompt.id for place in terminal.asked] == page
    assert {p.id for _, p in mailed_prompts(session, workbook)} <= set(page)


def test_numbers_stay_when_the_agenda_changes(office: tuple[Path, Session, Workbook]) -> None:
    _, session, workbook = office
    whole = session.model_copy(update={"agenda": ()})
    anna = session.partners[0]
    blank = PartnerAnswers(partner=anna.id)
    numbers = [
        {
            p.id: p.number
            for e in workbook_form(s, anna, workbook, blank, MADE, T).exercises
            for p in e.prompts
        }
        for s in (session, whole)
    ]
    assert numbers[0].items() < numbers[1].items()
    assert {p.id: n for n, p in mailed_prompts(session, workbook)}.items() <= numbers[0].items()


def test_an_answer_off_the_agenda_is_still_shown(office: tuple[Path, Session, Workbook]) -> None:
    _, session, workbook = office
    anna = session.partners[0]
    answers = {"talk.quiet": Answer(value=TextValue(text="sonntags"))}
    given = PartnerAnswers(partner=anna.id, answers=answers)
    form = workbook_form(session, anna, workbook, given, MADE, T)
    assert "talk-reply" in [each.id for each in form.exercises]


def test_an_exercise_that_is_not_in_the_pack_is_asked_and_numbered_last(
    office: tuple[Path, Session, Workbook],
) -> None:
    _, session, workbook = office
    anna = session.partners[0]
    asks = tuple(item.exercise for item in session.agenda)
    own = workbook.model_copy(update={"asks": asks})
    agenda = (AgendaItem(exercise="talk-reply", minutes=5), *session.agenda)
    more = session.model_copy(update={"agenda": agenda})
    form = workbook_form(more, anna, own, PartnerAnswers(partner=anna.id), MADE, T)
    assert form.exercises[-1].id == "talk-reply"
    assert sorted(asked_by_page(more, anna, own)) == sorted(
        p.id for e in form.exercises for p in e.prompts
    )
    file = web_content(more, anna, own, made=MADE, t=T)["file"]
    parts = [each["id"] for each in file["parts"] if isinstance(each, dict)]  # type: ignore[index]
    assert sorted(parts) == sorted(asked_by_page(more, anna, own))


def test_the_minutes_are_the_same_everywhere(office: tuple[Path, Session, Workbook]) -> None:
    _, session, workbook = office
    anna = session.partners[0]
    form = workbook_form(session, anna, workbook, PartnerAnswers(partner=anna.id), MADE, T)
    asked = [e for e in map(workbook.exercise, asked_ids(session)) if e]
    minutes = minutes_stated(asked, session.pack)
    assert form.minutes == minutes
    assert sum(point.minutes for point in form.points) == minutes
    assert f"etwa {minutes} Minuten" in " ".join(
        workbook_markdown(session, anna, workbook, made=MADE, t=T).split()
    )


def asked_ids(session: Session) -> list[str]:
    return [item.exercise for item in session.agenda]


def test_a_question_for_the_coach_says_so_in_the_mail(
    office: tuple[Path, Session, Workbook],
) -> None:
    _, _, workbook = office
    prompt = workbook.find_prompt("talk.openness", Phase.PREPARE)
    assert prompt is not None
    assert T("Only I see this answer.") in list(question_lines(1, prompt, T))
