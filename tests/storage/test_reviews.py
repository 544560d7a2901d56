"""Reviews as files: what is written is read again, each change in the file where it belongs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from coopcoach.domain.answers import Answer, ChoiceValue, TextValue
from coopcoach.domain.exercise import Phase
from coopcoach.domain.ground_rules import Says
from coopcoach.domain.needs import Need
from coopcoach.domain.review import NEXT, RULES_EXERCISE, Outcome
from coopcoach.domain.session import Reveal, Session
from coopcoach.errors import BadFile, WrongCall
from coopcoach.i18n import translator
from coopcoach.services.index.reading import summary_of
from coopcoach.services.session.review import hold_review, open_stage
from coopcoach.services.workspace.check import check_content
from coopcoach.services.workspace.forget import forget_partner
from coopcoach.storage.reviews import OpenReview, create_review, open_review, review_days, save_any
from coopcoach.storage.sessions import (
    OpenSession,
    answers_path,
    open_partner_answers,
    open_session,
    save_session,
)
from coopcoach.storage.workspace import Workspace
from tests.builders.agreed_sessions import DAY, NAME, NOW, agreed_session
from tests.builders.exported_sessions import SLUG

T = translator("de")


@pytest.fixture
def base(tmp_path: Path) -> OpenSession:
    return agreed_session(tmp_path)


@pytest.fixture
def review(base: OpenSession) -> OpenReview:
    return create_review(base, DAY, date=None, now=NOW)


def revealed(opened: OpenReview) -> Session:
    reveals = (Reveal(exercise=RULES_EXERCISE, at=NOW),)
    return opened.session.model_copy(update={"reveals": reveals})


def save(opened: OpenSession, session: Session, after: int = 1) -> OpenReview:
    saved = save_any(opened, session, T, NOW + timedelta(minutes=after))
    assert isinstance(saved, OpenReview)
    again = open_review(saved.workspace, NAME)
    assert again.session == saved.session
    assert again.record.rules == saved.record.rules
    assert again.record.new_rules == saved.record.new_rules
    assert again.record.next == saved.record.next
    return saved


def voted(session: Session, rule_id: str, says: Says, *, at: datetime = NOW) -> Session:
    rule = session.rule(rule_id)
    assert rule is not None
    for partner in session.partner_ids:
        rule = rule.with_voice(
            partner, says, at, "Der Anlass ist weg." if says is Says.RETIRE else ""
        )
    return session.with_rule(rule)


def test_a_review_asks_about_each_agreed_rule_by_number_and_wording(review: OpenReview) -> None:
    assert [(r.number, r.id, r.outcome) for r in review.record.rules] == [
        (1, "rule-1", Outcome.OPEN),
        (2, "rule-2", Outcome.OPEN),
    ]
    for partner in review.session.partners:
        answers = open_partner_answers(review, partner)
        assert answers is not None
        source = answers.document.source
        assert "### 1. Wir antworten binnen zwei Tagen. {#review.rule_1}" in source
        assert "### 2. Absagen nur am Telefon. {#review.rule_2}" in source
        assert "rule_3" not in source
        assert "{#review.hours}" in source
        assert "{#value.ledger}" in source
        assert f"session: {NAME}" in source


def test_it_lies_in_the_session_and_is_found_by_its_day(
    base: OpenSession, review: OpenReview
) -> None:
    folder = base.path.parent
    assert review.path == folder / "reviews" / DAY.isoformat() / "review.md"
    assert review_days(folder) == [DAY]
    assert review.record.since == date(2027, 1, 15)
    with pytest.raises(WrongCall):
        open_review(base.workspace, NAME.replace("04-16", "04-17"))


def test_each_change_goes_into_the_file_where_it_belongs(
    base: OpenSession, review: OpenReview
) -> None:
    session_file = base.path.read_bytes()
    opened = save(review, revealed(review))
    decided = opened.session.with_joint(NEXT, "", Answer(value=ChoiceValue(option="adjust")), NOW)
    opened = save(opened, decided)
    assert base.path.read_bytes() == session_file
    before = opened.path.read_bytes()
    dated = opened.session.model_copy(update={"review": DAY})
    opened = save(opened, dated)
    assert opened.path.read_bytes() == before, "the day of this review is not the next one"
    assert open_session(base.workspace, base.path.parent.name).session.review == DAY
    opened = save(opened, opened.session.model_copy(update={"review": date(2027, 7, 16)}))
    assert opened.record.next == date(2027, 7, 16)
    assert "review.next" not in base.path.read_text()


def test_renewed_amended_and_retired_need_both_voices(review: OpenReview) -> None:
    opened = save(review, voted(review.session, "rule-1", Says.YES))
    assert opened.record.rules[0].outcome is Outcome.OPEN, "not before the reveal"
    opened = save(opened, revealed(opened))
    assert opened.record.rules[0].outcome is Outcome.RENEWED, "whatever the clock says"
    rule = review.session.rule("rule-1")
    assert rule is not None
    one = rule.with_voice("anna", Says.YES, NOW + timedelta(minutes=2))
    half = save(opened, opened.session.with_rule(one))
    assert half.record.rules[0].outcome is Outcome.OPEN, "Ben was not asked again"
    opened = save(half, half.session.with_rule(one.with_voice("ben", Says.YES, NOW)))
    assert opened.record.rules[0].outcome is Outcome.RENEWED
    two = opened.session.rule("rule-2")
    assert two is not None
    alone = two.with_voice("anna", Says.RETIRE, NOW, "Wir telefonieren ohnehin.")
    opened = save(opened, opened.session.with_rule(alone))
    assert opened.record.rules[1].outcome is Outcome.OPEN
    opened = save(opened, voted(opened.session, "rule-2", Says.RETIRE))
    assert opened.record.rules[1].outcome is Outcome.RETIRED
    assert opened.record.rules[1].reason == "Der Anlass ist weg."
    assert "rule-2" not in [r.id for r in opened.session.agreed_rules()]
    rule = opened.session.rule("rule-1")
    assert rule is not None
    other = rule.reworded(
        sentence="Wir antworten binnen drei Tagen.", sign="", consequence="", trial_until=None
    )
    opened = save(opened, opened.session.with_rule(other))
    assert opened.record.rules[0].outcome is Outcome.OPEN
    opened = save(opened, voted(opened.session, "rule-1", Says.LIVE_WITH))
    amended = opened.record.rules[0]
    assert (amended.outcome, amended.amended) == (
        Outcome.AMENDED,
        "Wir antworten binnen drei Tagen.",
    )
    assert amended.sentence == "Wir antworten binnen zwei Tagen."


def test_an_earlier_review_keeps_its_outcomes(base: OpenSession, review: OpenReview) -> None:
    opened = save(review, revealed(review))
    opened = save(opened, voted(opened.session, "rule-1", Says.YES))
    later = open_session(base.workspace, base.path.parent.name)
    second = create_review(later, date(2027, 7, 16), date=None, now=NOW)
    assert second.record.since == DAY
    session = second.session
    retired = voted(
        session.model_copy(update={"reveals": (Reveal(exercise=RULES_EXERCISE, at=NOW),)}),
        "rule-1",
        Says.RETIRE,
    )
    save_any(second, retired, T, NOW)
    first = open_review(base.workspace, NAME)
    assert first.record.rules[0].outcome is Outcome.RENEWED
    saved = save_any(first, first.session.model_copy(update={"place": "review-next"}), T, NOW)
    assert isinstance(saved, OpenReview)
    assert saved.record.rules[0].outcome is Outcome.RENEWED


def test_rules_agreed_meanwhile_are_new(review: OpenReview) -> None:
    opened = save(review, revealed(review))
    opened = save(opened, voted(opened.session, "rule-3", Says.YES))
    assert opened.record.new_rules == ("rule-3",)


def test_a_change_of_the_session_by_another_program_is_merged(review: OpenReview) -> None:
    base = open_session(review.workspace, review.base.path.parent.name)
    save_session(base, base.session.model_copy(update={"location": "Werkstatt"}), T, NOW)
    saved = save_any(review, revealed(review), T, NOW)
    assert isinstance(saved, OpenReview)
    again = open_review(review.workspace, NAME)
    assert again.session.location == "Werkstatt"
    assert again.session.is_revealed(RULES_EXERCISE)


def test_what_is_no_review_is_named_with_its_line(review: OpenReview) -> None:
    source = review.path.read_text()
    review.path.write_text(source.replace("coopcoach: review/1", "coopcoach: session/1"))
    with pytest.raises(BadFile):
        open_review(review.workspace, NAME)
    review.path.write_text(source.replace("\nday: '2027-04-16'", "\nday: im April"))
    with pytest.raises(BadFile) as error:
        open_review(review.workspace, NAME)
    assert error.value.faults[0].line == source.split("\n").index("day: '2027-04-16'") + 1


def test_the_session_without_reviews_has_none(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert review_days(workspace.sessions / "nothing") == []


def test_a_forgotten_partner_leaves_no_word_in_a_review(review: OpenReview) -> None:
    opened = save(review, revealed(review))
    rule = opened.session.rule("rule-1")
    assert rule is not None
    for partner, word in (("anna", "ANNASREASON"), ("ben", "BENSREASON")):
        rule = rule.with_voice(partner, Says.RETIRE, NOW, word)
    thanks = Answer(value=TextValue(text="ANNASTHANKS"))
    session = opened.session.with_rule(rule).with_joint("end.thanks", "anna", thanks, NOW)
    opened = save(opened, session)
    text = opened.path.read_text()
    assert "ANNASREASON" in text
    assert "ANNASTHANKS" in text
    forget_partner(opened.workspace, SLUG, "anna")
    left = "".join(path.read_text() for path in (opened.workspace.sessions / SLUG).rglob("*.md"))
    assert [word for word in ("ANNASREASON", "ANNASTHANKS", "anna") if word in left] == []
    assert not answers_path(opened.workspace, NAME, "anna").exists()
    again = open_review(opened.workspace, NAME).record.rules[0]
    assert again.sentence == "Wir antworten binnen zwei Tagen."


def test_a_review_is_due_until_it_is_decided(base: OpenSession) -> None:
    opened = hold_review(base.workspace, SLUG, day=DAY, now=NOW)

    def need(day: date) -> Need:
        return summary_of(open_session(base.workspace, SLUG)).need(day)

    assert need(DAY - timedelta(days=1)) is not Need.REVIEW
    assert need(DAY + timedelta(days=3)) is Need.REVIEW
    stage = open_stage(base.workspace, SLUG, None, T, lambda: NOW)
    prompt = stage.workbook.find_prompt(NEXT, Phase.SESSION)
    assert prompt is not None
    stage.set_joint(prompt, Answer(value=ChoiceValue(option="carry-on")))
    assert need(DAY + timedelta(days=3)) is not Need.REVIEW
    assert opened.day == DAY


def test_check_names_the_fault_of_a_review(review: OpenReview) -> None:
    assert check_content(review.workspace).faulty == []
    review.path.write_text(review.path.read_text().replace("review/1", "review/9"))
    (fault,) = check_content(review.workspace).faulty
    assert Path(fault.path) == review.path
