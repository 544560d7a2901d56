"""The keys of a whole session of ninety minutes, one after the other, down to the PDF in a mail to both."""

from __future__ import annotations

import email
import shlex
from datetime import datetime, timedelta
from email.policy import default

import pytest

from coopcoach.domain.session import CONSENT_INDIVIDUAL
from coopcoach.i18n import language_of, translator
from coopcoach.services.session.stage import Stage
from coopcoach.tui.widgets.frame.pace import PaceLine
from tests.builders.examples import deep
from tests.builders.pdf.text import words_of
from tests.builders.screens import app_of, drawn, faint, keys, typed, until
from tests.builders.sessions import NOW, prepared

# What is pressed, exercise by exercise; what stands in quotes is typed.
KEYS = {
    "arrive": "ctrl+r left enter f8 f8",
    "goal-why": (
        "ctrl+r left enter f8 'we know each other well' escape f8"
        " ctrl+a enter 'We reply within two working days.' f2 1 enter 2 enter escape f8"
    ),
    "goal-effort": "ctrl+r left enter f8 f8 f8",
    "goal-sentence": "'One roof, one price.' escape f8 f8",
    "value-strengths": "ctrl+r left enter pagedown f8 f8 f8",
    "talk-reply": "ctrl+r left enter f8 ctrl+n ctrl+a 'Call the bank' enter 'anna' enter 'in 2 weeks' enter escape f8 f8",
    "tools-decision": "ctrl+r left enter ctrl+t ctrl+a 'Who pays the van' f2 escape f8 f8 f8",
    "team-job": "ctrl+r left enter ctrl+l ctrl+l f8 f8 f8",
    "team-protect": "ctrl+r left enter f8 'Each keeps their own.' escape f8 f8",
    "team-rules": (
        "ctrl+r left enter f8 f8 ctrl+a enter 'Each of us may say no.' f2 1 enter 2 enter"
        " ctrl+w 'once ' f2 1 enter escape f8"
    ),
    "close": "f8 1 left enter 2 left enter ctrl+d 'in 8 weeks' tab '1.2. 10.00 Uhr' f2",
}
LAST = "ctrl+w"
PDFS = {"de": "zusammenfassung.pdf", "en": "summary.pdf"}
SAID = {"de": "noch nicht abgeschickt", "en": "not sent yet"}


async def press(pilot, sequence: str) -> None:
    for token in tokens(sequence):
        if token.startswith("'"):
            await typed(pilot, token[1:])
        else:
            await keys(pilot, token)


def tokens(sequence: str) -> list[str]:
    """Keys, and texts with a quotation mark before them."""
    lexer = shlex.shlex(sequence, posix=False, punctuation_chars=False)
    lexer.whitespace_split = True
    return [token[:-1] if token.startswith("'") else token for token in lexer]


@pytest.mark.parametrize(("lang", "size"), [("de", (80, 24)), deep("en", (120, 40))])
async def test_the_keys_of_ninety_minutes(tmp_path, lang, size):
    workspace, slug = prepared(tmp_path, lang)
    time = [NOW]

    def clock() -> datetime:
        return time[0]

    stage = Stage(workspace, slug, translator(lang), clock)
    minutes = {item.exercise: item.minutes for item in stage.session.agenda}
    assert sum(minutes.values()) == 90
    air = sum(item.minutes for item in stage.session.agenda if item.title)
    assert list(KEYS) == [exercise.id for exercise in stage.exercises]
    async with app_of(stage).run_test(size=size) as pilot:
        await pilot.pause()
        for exercise, sequence in KEYS.items():
            assert stage.session.place == exercise
            time[0] += timedelta(minutes=minutes[exercise])
            # As every few seconds: the time since the last tick is left out where the computer seems to have slept.
            pilot.app.screen.timer.tick()
            await press(pilot, sequence)
            assert faint(pilot.app) == [], exercise
        assert stage.pace.spent == timedelta(minutes=90 - air)
        assert stage.pace.ahead == timedelta(minutes=air)
        await press(pilot, LAST)
        await until(pilot, lambda: SAID[lang] in " ".join(drawn(pilot).split()))
        assert str(workspace.root) not in drawn(pilot)
        assert len(pilot.app.screen.query(PaceLine)) == 1
    session = stage.session
    asked = {e.id for e in stage.exercises if stage.prepared_prompts(e)}
    assert {reveal.exercise for reveal in session.reveals} == asked
    assert all(item.done for item in session.agenda)
    agreed, changed = session.rules
    assert agreed.is_agreed(session.partner_ids)
    assert not changed.is_agreed(session.partner_ids)
    assert session.joint_answer("team.protect").value.text == "Each keeps their own."
    assert [(a.what, a.who) for a in session.actions] == [("Call the bank", "anna-meier")]
    assert [topic.text for topic in session.parked] == ["Who pays the van"]
    assert session.both_consent(CONSENT_INDIVIDUAL)
    assert str(session.review) == "2027-03-12"
    assert session.next_meeting == datetime(2027, 2, 1, 10, 0)
    pdf = workspace.exports / slug / PDFS[lang]
    text = words_of(pdf)
    assert agreed.sentence in text
    assert "One roof, one price." in text
    # Beside it lies the draft of the reminder before the review.
    mail = workspace.exports / slug / f"{language_of(lang).files.mail_to_both}.eml"
    message = email.message_from_bytes(mail.read_bytes(), policy=default)
    (attached,) = message.iter_attachments()
    assert attached.get_payload(decode=True) == pdf.read_bytes()


async def test_two_keys_lead_from_the_last_voice_to_the_mail(tmp_path):
    workspace, slug = prepared(tmp_path)
    stage = Stage(workspace, slug, translator("en"), lambda: NOW)
    async with app_of(stage).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "f4 ctrl+a enter 'We reply.' f2 1 enter 2 enter")
        assert stage.session.agreed_rules()
        await press(pilot, "f2 ctrl+w")
        await until(pilot, lambda: SAID["en"] in " ".join(drawn(pilot).split()))
    (mail,) = (workspace.exports / slug).glob("*.eml")
    assert b"summary.pdf" in mail.read_bytes()
