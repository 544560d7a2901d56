"""Reviews go out and come back: by PDF and by Markdown, sealed, and nothing sealed on any way out."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from coopcoach.domain.answers import Answer, NumberValue, ScaleValue, Visibility
from coopcoach.domain.review import RULES_EXERCISE
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.i18n import translator
from coopcoach.markup.form import FINISHED, ON, Field, field_name
from coopcoach.services.documents.reviews import released_review, released_reviews
from coopcoach.services.partners.import_answers import ImportPlan, carry_out, plan_import
from coopcoach.services.partners.invite import write_invitations
from coopcoach.services.partners.mailed_workbook import open_workbook
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.session.review import hold_review
from coopcoach.services.session.stage import Stage, StillSealed
from coopcoach.storage.reviews import open_review
from coopcoach.storage.sessions import answers_path, open_partner_answers, open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.agreed_sessions import DAY, NAME, NOW, agreed_session
from tests.builders.calls import printed
from tests.builders.exported_sessions import SLUG
from tests.builders.pdf.fillers import with_pypdf
from tests.builders.returned_files import filled_workbook

ANNA, COACH, MINE = "kanarieanna", "kanariecoach", "kanariemine"
GIVEN: dict[str, Answer | str] = {
    "review.rule_1": Answer(value=ScaleValue(value=4), remark=f"Meist, {ANNA}."),
    "review.rule_2": Answer(value=ScaleValue(value=2), remark=COACH, visibility=Visibility.COACH),
    "review.balance": Answer(value=ScaleValue(value=1), remark=MINE, visibility=Visibility.ME),
    "review.hours": Answer(value=NumberValue(value=Decimal(6))),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer) -> Workspace:
    """A review for which Ben's form was written; Anna has none yet."""
    opened = agreed_session(tmp_path_factory.mktemp("review") / "office")
    hold_review(opened.workspace, SLUG, day=DAY, now=NOW)
    write_invitations(opened.workspace, NAME, now=NOW, partner="ben", renderer=renderer)
    return opened.workspace


@pytest.fixture(scope="module")
def handed_in(workspace: Workspace) -> Workspace:
    """Anna sent her Markdown workbook, Ben his PDF."""
    inbox = workspace.root.parent
    text = filled_workbook(workspace, NAME, "anna", GIVEN, made=NOW, done=True)
    anna = inbox / "anna.md"
    # As an editor that makes dashes of two hyphens leaves it.
    anna.write_text(text.replace(NAME, NAME.replace("--", "–")), encoding="utf-8")
    form = next(workspace.export_folder(NAME).rglob("*.pdf"))
    fields = {
        field_name("review.rule_1", "value"): "3",
        field_name("review.rule_2", "value"): "5",
        field_name("review.chasing", "value"): "2",
    }
    given = {n: Field(name=n, shape="line", title="", value=v) for n, v in fields.items()}
    given[FINISHED] = Field(name=FINISHED, shape="tick", title="", value=ON)
    ben = inbox / "ben.pdf"
    ben.write_bytes(with_pypdf(form.read_bytes(), given))
    before = {p.id: answers_path(workspace, SLUG, p.id).read_bytes() for p in partners(workspace)}
    plans = plan_import(workspace, SLUG, [anna, ben], now=NOW)
    assert [(plan.partner.id, plan.review, plan.hands_in) for plan in plans] == [
        ("anna", DAY, True),
        ("ben", DAY, True),
    ]
    assert carry_out(plans, NOW)
    after = {p.id: answers_path(workspace, SLUG, p.id).read_bytes() for p in partners(workspace)}
    assert before == after, "the answers of the first session stay as they were"
    return workspace


def partners(workspace: Workspace) -> tuple[object, ...]:
    return open_session(workspace, SLUG).session.partners


def stage_of(workspace: Workspace) -> Stage:
    return Stage(workspace, NAME, translator("de"), lambda: NOW + timedelta(hours=1))


def test_both_files_are_sealed_in_the_review(handed_in: Workspace) -> None:
    review = open_review(handed_in, NAME)
    kept = {}
    for partner in review.session.partners:
        opened = open_partner_answers(review, partner)
        assert opened is not None
        assert opened.unchanged_since_sealed
        answer = opened.answers.answer("review.rule_1").value
        kept[partner.id] = answer.value if isinstance(answer, ScaleValue) else None
    assert kept == {"anna": 4, "ben": 3}


def test_the_same_file_changes_nothing_again(handed_in: Workspace) -> None:
    plans = plan_import(handed_in, SLUG, [handed_in.root.parent / "anna.md"], now=NOW)
    assert [plan.changes_anything for plan in plans] == [False]


def test_a_file_without_its_first_lines_answers_the_review(handed_in: Workspace) -> None:
    text = filled_workbook(handed_in, NAME, "anna", GIVEN, made=NOW)
    head, _, body = text.partition("# Arbeitsheft")
    assert NAME in head
    path = handed_in.root.parent / "bare.md"
    path.write_text("# Arbeitsheft" + body.partition("\n---\n")[0], encoding="utf-8")
    (plan,) = plan_import(handed_in, SLUG, [path], now=NOW, partner="anna")
    assert plan.review == DAY


def test_nothing_sealed_on_any_way_out(handed_in: Workspace) -> None:
    places = {
        name: printed(*name.split(), folder=handed_in.root, lang="de").casefold()
        for name in (
            f"show {SLUG}",
            f"show {SLUG} --json",
            "list --json",
            "list --due",
            f"search {ANNA} --json",
            f"history {SLUG}",
            f"found {SLUG}",
            "check",
            f"conflicts {SLUG}",
            f"export {SLUG} summary --format md",
        )
    }
    places["released"] = repr(released_reviews(open_session(handed_in, SLUG), "de"))
    places["session"] = repr(stage_of(handed_in).session)
    own = answers_path(handed_in, NAME, "anna")
    for path in handed_in.root.rglob("*"):
        if path.is_file() and path != own and own.name not in path.parts:
            places[str(path)] = path.read_bytes().decode("utf-8", "replace").casefold()
    assert any("invitation/ben" in name for name in places)
    words = (ANNA, COACH, MINE)
    assert {w: [n for n, text in places.items() if w in text] for w in words} == {
        ANNA: [f"search {ANNA} --json"] if ANNA in places[f"search {ANNA} --json"] else [],
        COACH: [],
        MINE: [],
    }
    assert ANNA in own.read_text()
    assert MINE not in own.read_text()


def test_the_reveal_shows_what_is_for_both_and_consent_rules_the_report(
    handed_in: Workspace,
) -> None:
    stage = stage_of(handed_in)
    exercise = stage.workbook.exercise(RULES_EXERCISE)
    assert exercise is not None
    with pytest.raises(StillSealed):
        stage.pairs(exercise)
    stage.reveal(exercise)
    pairs = repr(stage.pairs(exercise))
    assert (ANNA in pairs, COACH in pairs, MINE in pairs) == (True, False, False)
    review = released_review(open_review(handed_in, NAME), "de")
    assert [(k.rule, k.kept) for k in review.of("anna").rules] == [("rule-1", 4)]
    assert [(k.rule, k.kept) for k in review.of("ben").rules] == [("rule-1", 3), ("rule-2", 5)]
    assert review.of("anna").hours is None, "its exercise is still sealed"


def test_without_consent_no_own_answer_is_printed(tmp_path: Path) -> None:
    opened = agreed_session(tmp_path, joint={})
    hold_review(opened.workspace, SLUG, day=DAY, now=NOW)
    plan = take_in(opened.workspace, tmp_path)
    assert plan.changes_anything
    stage = stage_of(opened.workspace)
    for exercise in stage.exercises:
        stage.reveal(exercise)
    review = released_review(open_review(opened.workspace, NAME), "de")
    assert review.of("anna").rules == ()
    assert [r.sentence for r in review.rules] == [
        "Wir antworten binnen zwei Tagen.",
        "Absagen nur am Telefon.",
    ]


def take_in(workspace: Workspace, folder: Path) -> ImportPlan:
    path = folder / "anna.md"
    text = filled_workbook(workspace, NAME, "anna", GIVEN, made=NOW, done=True)
    path.write_text(text, encoding="utf-8")
    (plan,) = plan_import(workspace, SLUG, [path], now=NOW)
    carry_out([plan], NOW)
    return plan


def test_a_review_is_filled_in_on_the_terminal_in_its_session_and_elsewhere(
    workspace: Workspace, tmp_path: Path
) -> None:
    there = Prepare(answers_path(workspace, NAME, "ben"), lambda: NOW)
    assert there.is_in_session
    asked = [place.prompt.id for place in there.asked]
    assert asked[:2] == ["review.rule_1", "review.rule_2"]
    assert asked[-1] == "review.five"
    mailed = tmp_path / "mailed.md"
    mailed.write_text(filled_workbook(workspace, NAME, "ben", {}, made=NOW), encoding="utf-8")
    away = open_workbook(mailed, lambda: NOW)
    assert [place.prompt.id for place in away.asked] == asked
    # The rules stand in the file; the name of the other partner does not.
    rules = [place.prompt.label for place in there.asked[:2]]
    assert [place.prompt.label for place in away.asked[:2]] == rules
    away.set_answer(away.asked[0].prompt, Answer(value=ScaleValue(value=2)))
    sent = away.hand_in()
    assert Prepare(sent, lambda: NOW).answer("review.rule_1").value == ScaleValue(value=2)
    (plan,) = plan_import(workspace, SLUG, [sent], now=NOW)
    assert (plan.review, plan.hands_in, len(plan.files[0].changes)) == (DAY, True, 1)
