"""What a coach has beside a session is there beside a review: history, conflicts, the private window, paper, mail."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from coopcoach.domain.answers import Answer, ScaleValue
from coopcoach.domain.exercise import Phase, Prompt
from coopcoach.domain.review import NEXT_EXERCISE, RULES_EXERCISE
from coopcoach.errors import WrongCall
from coopcoach.i18n import translator
from coopcoach.markup.conflicts import Choice
from coopcoach.services.partners.from_paper import open_from_paper, take_in
from coopcoach.services.partners.import_answers import carry_out, plan_import
from coopcoach.services.partners.invite import write_invitations
from coopcoach.services.session.bring_back import bring_back
from coopcoach.services.session.conflicts import ConflictKeeper
from coopcoach.services.session.history import SessionHistory
from coopcoach.services.session.private_window import PrivateWindow
from coopcoach.services.session.review import ReviewStage, hold_review, open_stage
from coopcoach.services.session.stage_requests import StageRequests
from coopcoach.storage.reviews import open_review
from coopcoach.storage.sessions import open_partner_answers
from coopcoach.storage.workspace import Workspace
from coopcoach.tui.screens.stage.open_versions import keeper_of
from tests.builders.agreed_sessions import DAY, NAME, NOW, agreed_session
from tests.builders.answers import text
from tests.builders.exported_sessions import SLUG

NOTE = f"note.{RULES_EXERCISE}"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    base = agreed_session(tmp_path / "office")
    hold_review(base.workspace, SLUG, day=DAY, now=NOW)
    return base.workspace


def stage_of(workspace: Workspace, minutes: int = 1) -> ReviewStage:
    now = NOW + timedelta(minutes=minutes)
    return open_stage(workspace, SLUG, None, translator("de"), lambda: now)


def note_of(stage: ReviewStage) -> Prompt:
    exercise = stage.workbook.exercise(RULES_EXERCISE)
    assert exercise is not None
    return stage.joint_prompts(exercise)[-1]


def own(workspace: Workspace, partner: str) -> dict[str, Answer]:
    review = open_review(workspace, NAME)
    found = review.session.partner(partner)
    assert found is not None
    opened = open_partner_answers(review, found)
    return dict(opened.answers.answers) if opened else {}


def test_its_history_shows_changes_and_brings_back_one_answer(workspace: Workspace) -> None:
    stage = stage_of(workspace)
    prompt = note_of(stage)
    stage.set_joint(prompt, text("zuerst"))
    stage_of(workspace, 5).set_joint(prompt, text("danach"))
    history = SessionHistory(workspace, NAME)
    (file, *_) = history.files
    assert file.path.name == "review.md"
    entries = history.entries(file, every=True)
    assert [c.id for c in history.changes(entries[0])] == [NOTE]
    earlier = next(e for e in entries if "zuerst" in history.text_of(e))
    with pytest.raises(WrongCall, match="single answers"):
        bring_back(history, earlier, lambda: NOW)
    done = bring_back(history, earlier, lambda: NOW, NOTE)
    assert done.changed
    assert stage_of(workspace).session.joint_answer(NOTE) == text("zuerst")


def test_what_two_stages_noted_in_it_is_settled_there(workspace: Workspace) -> None:
    first, second = stage_of(workspace), stage_of(workspace, 2)
    second.set_joint(note_of(second), text("theirs"))
    first.set_joint(note_of(first), text("ours"))
    keeper = ConflictKeeper(workspace, NAME, translator("de"), lambda: NOW)
    (view,) = keeper.views()
    assert (view.first, view.second) == (text("ours"), text("theirs"))
    assert not keeper_of(first).is_empty
    keeper.settle(view.key, Choice.SECOND)
    assert keeper.is_empty
    assert stage_of(workspace).session.joint_answer(NOTE) == text("theirs")
    # Then those of the session are shown.
    assert keeper_of(first).folder == workspace.session_folder(SLUG)


def test_the_private_window_follows_it_and_writes_notes_of_its_own(workspace: Workspace) -> None:
    stage = stage_of(workspace)
    requests = StageRequests(stage)
    window = PrivateWindow(workspace, NAME, translator("de"), lambda: NOW + timedelta(hours=1))
    assert all(p.is_relative_to(workspace.session_folder(NAME)) for p in window.files)
    assert window.files[0] == requests.files()[0] == stage.live_session.opened.path
    window.write_note(RULES_EXERCISE, "Regeln", "Jonas ausreden lassen.")
    assert (workspace.session_folder(NAME) / "coach-notes.md").is_file()
    assert not (workspace.session_folder(SLUG) / "coach-notes.md").exists()
    stage.go_to(NEXT_EXERCISE)
    assert window.refresh()
    assert window.here is not None
    assert window.here.id == NEXT_EXERCISE


def test_answers_on_paper_are_typed_in_and_sealed(workspace: Workspace, tmp_path: Path) -> None:
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(b"\xff\xd8")
    prepare = open_from_paper(workspace, NAME, "Anna", picture, lambda: NOW)
    prompt = next(each.prompt for each in prepare.asked if each.prompt.id == "review.rule_1")
    prepare.set_answer(prompt, Answer(value=ScaleValue(value=4)))
    prepare.hand_in()
    plan = take_in(prepare, workspace, NAME, NOW)
    assert plan is not None
    assert (plan.review, plan.hands_in) == (DAY, True)
    assert own(workspace, "anna")["review.rule_1"].value == ScaleValue(value=4)


@pytest.mark.parametrize("is_quoted", [True, False])
def test_a_reply_to_the_mail_with_its_questions_is_for_the_review(
    workspace: Workspace, tmp_path: Path, is_quoted: bool
) -> None:
    ben, *_ = write_invitations(workspace, NAME, now=NOW, partner="ben", mail_only=True)
    mail = message_from_bytes(ben.files[-1].read_bytes(), policy=policy.default)
    body = mail.get_body()
    assert body is not None
    asked = "\n".join(body.get_content().splitlines())
    review = open_review(workspace, NAME)
    prompts = [p for e in review.workbook.exercises for p in e.prompts_in(Phase.PREPARE, "compact")]
    # The question about asking again names the partner in the mail, and nobody in the workbook of both.
    assert "Wie oft mussten Sie bei Anna nachfragen?" in asked
    elsewhere = ("value.ledger", "review.chasing")
    assert all(p.label in asked for p in prompts if p.id not in elsewhere)
    assert "\n1. Wir antworten binnen zwei Tagen.\n" in asked
    # The numbers of answers are those of questions, too.
    given = {"1. ": "2", "2. ": "1", "3. ": "3"}
    lines = [f"{number}{answer}" for number, answer in given.items()]
    if is_quoted:
        lines = []
        for line in asked.splitlines():
            lines.append(f"> {line}")
            number = line[:3]
            if line and number in given:
                lines += ["", given[number], ""]
    reply = EmailMessage()
    reply["From"] = "ben@x.org"
    reply.set_content("\n".join(lines))
    path = tmp_path / "reply.eml"
    path.write_bytes(bytes(reply))
    (plan,) = plan_import(workspace, SLUG, [path], now=NOW, partner="ben")
    assert plan.review == DAY
    carry_out([plan], NOW)
    answers = own(workspace, "ben")
    assert answers["review.rule_1"].value == ScaleValue(value=2)
    assert answers["review.rule_2"].value == ScaleValue(value=1)
    assert not answers["review.chasing"].is_blank
