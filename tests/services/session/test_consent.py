"""Consent that is withdrawn is recorded and leaves the next export; a session is kept until a day."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from coopcoach.domain.needs import Need
from coopcoach.domain.session import CONSENT_INDIVIDUAL, CONSENT_STORE
from coopcoach.errors import WrongCall
from coopcoach.i18n import translator
from coopcoach.services.documents.catalogue import export_document
from coopcoach.services.index.index import SessionIndex
from coopcoach.services.session.bring_back import bring_back
from coopcoach.services.session.close import turn_consent
from coopcoach.services.session.consent import set_consent, set_keep_until
from coopcoach.services.session.history import SessionHistory
from coopcoach.services.workspace.care import archive
from coopcoach.services.workspace.check import check_content
from coopcoach.services.workspace.forget import forget_partner
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.calls import call
from tests.builders.sessions import NOW, prepared, stage_of, ticking

PARTNERS = ("anna-meier", "ben-roth")
TODAY = NOW.date()
LATER = NOW + timedelta(days=5)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Workspace, str]:
    """A session with one revealed exercise, and the consent of both to keep and to print."""
    workspace, slug = prepared(tmp_path)
    for partner in PARTNERS:
        for item in (CONSENT_STORE, CONSENT_INDIVIDUAL):
            set_consent(workspace, slug, partner, item, gives=True, now=NOW)
    stage = stage_of(workspace, slug, now=ticking(NOW))
    stage.reveal(next(e for e in stage.exercises if e.id == "goal-why"))
    return workspace, slug


def summary(workspace: Workspace, slug: str, now=LATER) -> tuple[str, tuple[str, ...]]:
    done = export_document(workspace, slug, "summary", "md", now=now)
    return done.paths[0].read_text("utf-8"), done.withdrawn


def need(workspace: Workspace, today: date) -> Need:
    (found,) = SessionIndex(workspace).summaries()
    return found.need(today)


def test_what_is_withdrawn_is_recorded_and_the_next_export_leaves_it_out(
    made: tuple[Workspace, str],
) -> None:
    workspace, slug = made
    before, told = summary(workspace, slug, NOW)
    assert "ANNASECRET" in before
    assert not told
    older = workspace.exports / slug / "older.pdf"
    older.write_bytes(b"with answers")
    os.utime(older, (0, 0))
    done = call(
        *("consent", slug, "--partner", "Anna Meier", "--withdraw", "individual"),
        folder=workspace.root,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "[individual] (withdrawn" in done.stdout
    (withdrawal,) = open_session(workspace, slug).session.withdrawals
    assert (withdrawal.partner, withdrawal.consent) == ("anna-meier", CONSENT_INDIVIDUAL)
    after, told = summary(workspace, slug)
    assert "ANNASECRET" not in after
    assert "BENSECRET" not in after
    assert "Anna Meier" in told[0]
    assert "older.pdf" in told[1]
    assert "summary.md" not in told[1]
    done = call("export", slug, "summary", "--format", "md", folder=workspace.root)
    assert [line in done.stderr for line in told] == [True, True]


def test_answers_that_may_not_be_kept_may_not_be_printed_and_are_to_be_deleted(
    made: tuple[Workspace, str],
) -> None:
    workspace, slug = made
    set_consent(workspace, slug, "anna-meier", CONSENT_STORE, gives=False, now=NOW)
    session = open_session(workspace, slug).session
    assert {w.consent for w in session.withdrawals} == {CONSENT_STORE, CONSENT_INDIVIDUAL}
    assert "ANNASECRET" not in summary(workspace, slug)[0]
    tomorrow = TODAY + timedelta(days=1)
    assert need(workspace, tomorrow) is Need.FORGET
    (note,) = check_content(None, (workspace.sessions / slug,), today=tomorrow).notes
    assert ("name", "Anna Meier") in note[1].values
    archive(workspace, slug, TODAY, translator("en"), NOW)
    assert need(workspace, tomorrow) is Need.FORGET
    forget_partner(workspace, slug, "anna-meier")
    assert need(workspace, tomorrow) is Need.ARCHIVED
    session = open_session(workspace, slug).session
    assert [w.partner for w in session.withdrawals] == ["partner-1", "partner-1"]


def test_what_is_given_again_counts_and_the_withdrawal_stays_on_record(
    made: tuple[Workspace, str],
) -> None:
    workspace, slug = made
    set_consent(workspace, slug, "anna-meier", CONSENT_STORE, gives=False, now=NOW)
    set_consent(workspace, slug, "anna-meier", CONSENT_STORE, gives=True, now=LATER)
    session = open_session(workspace, slug).session
    assert [(w.consent, w.again) for w in session.withdrawals] == [
        (CONSENT_STORE, LATER),
        (CONSENT_INDIVIDUAL, None),
    ]
    assert need(workspace, TODAY + timedelta(days=1)) is not Need.FORGET
    # The names of the months and what stands between them are in the file for people.
    assert "given again" in open_session(workspace, slug).document.source


def test_the_closing_page_records_it_and_no_earlier_state_brings_a_consent_back(
    made: tuple[Workspace, str],
) -> None:
    workspace, slug = made
    stage = stage_of(workspace, slug, now=ticking(LATER))
    assert not turn_consent(stage.live_session, "ben-roth")
    history = SessionHistory(workspace, slug)
    earliest = [e for e in history.entries(history.files[0], every=True) if e.id][-1]
    bring_back(history, earliest, ticking(LATER))
    session = open_session(workspace, slug).session
    assert not session.consents("ben-roth", CONSENT_INDIVIDUAL)
    assert session.withdrawal("ben-roth", CONSENT_INDIVIDUAL) is not None
    live_session = stage_of(workspace, slug, now=ticking(LATER)).live_session
    assert turn_consent(live_session, "ben-roth")
    live_session.undo()
    assert live_session.session.withdrawal("ben-roth", CONSENT_INDIVIDUAL) is not None


@pytest.mark.parametrize(
    "words",
    [
        ("--withdraw", "store"),
        ("--partner", "Anna"),
        ("--partner", "Anna", "--withdraw", "nothing"),
        ("--partner", "Anna", "--withdraw", "report"),
        ("--partner", "Nobody", "--withdraw", "store"),
        ("--keep-until", "soon"),
    ],
)
def test_a_call_that_means_nothing_changes_nothing(
    made: tuple[Workspace, str], words: tuple[str, ...]
) -> None:
    workspace, slug = made
    before = open_session(workspace, slug).document.source
    done = call("consent", slug, *words, folder=workspace.root)
    assert (done.returncode, done.stdout) == (WrongCall.exit_code, "")
    assert open_session(workspace, slug).document.source == before


def test_a_session_that_is_kept_too_long_is_due(made: tuple[Workspace, str]) -> None:
    workspace, slug = made
    done = call("consent", slug, "--keep-until", "2027-03-01", folder=workspace.root)
    assert done.stdout.startswith("Kept until 1 March 2027")
    assert need(workspace, date(2027, 3, 1)) is not Need.FORGET
    assert need(workspace, date(2027, 3, 2)) is Need.FORGET
    (note,) = check_content(None, (workspace.sessions / slug,), today=date(2027, 3, 2)).notes
    assert "bis 1. März 2027" in note[1].sentence(translator("de"))
    set_keep_until(workspace, slug, date(2020, 1, 1), NOW)
    done = call("list", "--due", folder=workspace.root)
    assert f"coopcoach forget {slug}" in done.stdout
    done = call("consent", slug, "--keep-until", "none", folder=workspace.root)
    assert done.stdout.startswith("Kept without a date")
    assert "keep_until" not in open_session(workspace, slug).document.source
