"""The end: dates and consent can be taken back, and a mail to both waits with the PDFs in it."""

from __future__ import annotations

import email
import os
import stat
import sys
import time
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from coopcoach.domain.ground_rules import Says
from coopcoach.domain.session import CONSENT_INDIVIDUAL
from coopcoach.i18n import translator
from coopcoach.services.documents.opening import open_file
from coopcoach.services.session.close import MailDraft, set_dates, turn_consent, write_mail_draft
from coopcoach.services.session.stage import Stage
from coopcoach.services.workspace.desk import create, partner_from
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace, make_workspace

NOW = datetime(2027, 1, 15, 11, 30, tzinfo=UTC)


def session_in(folder: Path, *languages: str) -> tuple[Workspace, str]:
    workspace = make_workspace(folder)
    anna = partner_from("Anna Meier, Malerei <anna@example.org>", languages[0])
    ben = partner_from("Bén Röth\r\nBcc: x@example.org <ben@example.org>", languages[1], [anna.id])
    slug = create(
        workspace, title="Meier & Röth", partners=(anna, ben), now=NOW, coach="Carla Coach"
    )
    return workspace, slug


def stage_of(workspace: Workspace, slug: str) -> Stage:
    return Stage(workspace, slug, translator("de"), lambda: NOW)


def mail_in(draft: MailDraft) -> EmailMessage:
    message = email.message_from_bytes(draft.mail.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_dates_and_consent_are_in_the_file_and_can_be_taken_back(tmp_path: Path) -> None:
    workspace, slug = session_in(tmp_path, "de", "de")
    live_session = stage_of(workspace, slug).live_session
    first = live_session.session.partner_ids[0]
    set_dates(live_session, date(2027, 3, 19), datetime(2027, 2, 1, 9, 30))
    assert turn_consent(live_session, first)
    session = open_session(workspace, slug).session
    assert (session.review, session.next_meeting) == (
        date(2027, 3, 19),
        datetime(2027, 2, 1, 9, 30),
    )
    assert session.consents(first, CONSENT_INDIVIDUAL)
    assert not turn_consent(live_session, first)
    undone = [live_session.undo() for _ in range(3)]
    assert [change.label for change in undone if change] == ["consent", "consent", "dates"]
    assert live_session.session.review is None


@pytest.mark.parametrize(
    ("languages", "names"),
    [
        (("de", "de"), ["zusammenfassung.pdf"]),
        (("en", "de"), ["summary.pdf", "zusammenfassung.pdf"]),
    ],
)
def test_the_mail_goes_to_both_in_their_languages_and_is_unsent(
    tmp_path: Path, languages: tuple[str, str], names: list[str]
) -> None:
    workspace, slug = session_in(tmp_path, *languages)
    stage = stage_of(workspace, slug)
    set_dates(stage.live_session, date(2027, 3, 19), None)
    for sentence in ("We reply\r\nBcc: x@example.org", "We wait"):
        rule = stage.board.propose_rule("talk", sentence)
    for partner in stage.session.partner_ids:
        stage.board.give_voice(stage.session.rules[0].id, partner, Says.YES)
    stage.board.give_voice(rule.id, partner, Says.YES)
    stage.board.put_action("Call the bank", who=partner, until=date(2027, 2, 1))
    stage.board.tick_action(stage.board.put_action("done before").id, True)
    known = stage.session.model_copy(update={"coach_email": "carla@example.org"})
    stage.live_session.save(known)
    draft = write_mail_draft(workspace, slug, now=NOW)
    mail = mail_in(draft)
    assert mail["From"] == "Carla Coach <carla@example.org>"
    assert mail["X-Unsent"] == "1"
    assert mail["Date"] is None
    assert [a.addr_spec for a in mail["To"].addresses] == ["anna@example.org", "ben@example.org"]
    assert mail["Bcc"] is None
    attached = {
        part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()
    }
    assert list(attached) == names
    assert attached == {path.name: path.read_bytes() for path in draft.pdfs}
    assert all(data.startswith(b"%PDF-") for data in attached.values())
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "19. März 2027" in text
    assert ("19 March 2027" in text) == ("en" in languages)
    assert "Carla Coach" in text
    # What is agreed, and who does what until when; nothing that is not agreed.
    assert "- We reply Bcc: x@example.org" in text
    assert "- Call the bank (" in text
    assert "1. Februar 2027" in text
    assert "We wait" not in text
    assert "done before" not in text
    assert str(tmp_path) not in draft.mail.read_text()
    # Two weeks before the review another mail reminds both of it, with the rules and open actions.
    assert draft.remind_on == date(2027, 3, 5)
    assert draft.reminder is not None
    reminder = mail_in(MailDraft(draft.reminder, ()))
    assert (reminder["X-Unsent"], reminder["To"], reminder["Bcc"]) == ("1", mail["To"], None)
    body = reminder.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "Freitag, 19. März 2027" in text
    assert ("Friday, 19 March 2027" in text) == ("en" in languages)
    assert "1. We reply Bcc: x@example.org" in text
    assert "- Call the bank (" in text
    assert "We wait" not in text
    # Made again, it replaces what was made before.
    assert write_mail_draft(workspace, slug, now=NOW + timedelta(days=1)).mail == draft.mail


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="asks for the opener of Linux")
def test_it_is_opened_by_the_machine_where_there_is_a_program(tmp_path: Path) -> None:
    opener, seen = tmp_path / "xdg-open", tmp_path / "seen"
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > "{seen}.new" && mv "{seen}.new" "{seen}"\n')
    opener.chmod(opener.stat().st_mode | stat.S_IXUSR)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    draft = tmp_path / "a b.eml"
    assert not open_file(draft, {"PATH": path})
    assert not open_file(draft, {"PATH": str(tmp_path / "none"), "DISPLAY": ":0"})
    assert open_file(draft, {"PATH": path, "DISPLAY": ":0"})
    until = time.monotonic() + 10
    while not seen.exists() and time.monotonic() < until:
        os.sched_yield()
    assert seen.read_text() == str(draft)
