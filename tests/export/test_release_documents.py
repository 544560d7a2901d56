"""What does not leave the house, for the documents beside the summary: outline, Word document, wall sheet."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.agreement_sections import PLAN
from coopcoach.domain.answers import PartnerAnswers, Visibility
from coopcoach.domain.exercise import Kind
from coopcoach.domain.ground_rules import Says
from coopcoach.domain.session import Reveal, Session
from coopcoach.export.agreement.build import agreement_outline
from coopcoach.export.agreement.html import agreement_html
from coopcoach.export.agreement.word import agreement_docx
from coopcoach.export.release import release
from coopcoach.export.rules_sheet.build import rules_sheet
from coopcoach.export.rules_sheet.html import rules_sheet_html
from coopcoach.i18n import translator
from tests.builders.examples import examples
from tests.builders.exported_sessions import BOTH_CONSENT, NO_CONSENT, planned, text
from tests.builders.released_cases import (
    EXERCISES,
    NOW,
    SAYS,
    VISIBILITIES,
    WORKBOOK,
    WRITTEN,
    exercise_of,
    lived,
    own,
    token,
)

ASKED = {view.prompt for plan in PLAN for view in plan.views if not view.rows}


def outlines(session: Session, answers: dict[str, PartnerAnswers]) -> tuple[str, str]:
    """The outline as a page, and all parts of it as a Word document."""
    t = translator("de")
    outline = agreement_outline(
        release(session, answers, WORKBOOK), t, NOW, "de", WORKBOOK.starter_rules
    )
    with zipfile.ZipFile(io.BytesIO(agreement_docx(outline, t))) as file:
        parts = "".join(file.read(name).decode("utf-8") for name in file.namelist())
    return agreement_html(outline, t), parts


@examples(8)
@given(
    revealed=st.sets(st.sampled_from(EXERCISES)),
    consents=st.tuples(st.booleans(), st.booleans()),
    anna=VISIBILITIES,
    ben=VISIBILITIES,
)
def test_an_own_answer_is_in_an_outline_only_if_all_conditions_hold(
    revealed: set[str],
    consents: tuple[bool, bool],
    anna: dict[str, Visibility],
    ben: dict[str, Visibility],
) -> None:
    session = planned().model_copy(
        update={
            "reveals": tuple(Reveal(exercise=e, at=NOW) for e in sorted(revealed)),
            "joint": {
                ("arrive.consent", who): BOTH_CONSENT if yes else NO_CONSENT
                for who, yes in zip(("anna", "ben"), consents, strict=True)
            },
        }
    )
    for document in outlines(session, {"anna": own("anna", anna), "ben": own("ben", ben)}):
        for who, chosen in (("anna", anna), ("ben", ben)):
            for prompt in WRITTEN:
                allowed = (
                    all(consents)
                    and exercise_of(prompt.id) in revealed
                    and chosen[prompt.id] is Visibility.BOTH
                    and prompt.kind is not Kind.RULES
                    and prompt.id in ASKED
                )
                # The same line is the positive control: what is allowed has to be there.
                assert (token(who, prompt.id) in document) is allowed, (who, prompt.id)


@examples(12)
@given(lives=st.lists(SAYS, min_size=1, max_size=4))
def test_only_rules_with_both_voices_to_their_wording_are_in_any_of_them(
    lives: list[list[tuple[str, str, Says]]],
) -> None:
    rules = tuple(lived(n, steps) for n, steps in enumerate(lives, 1))
    session = planned().model_copy(update={"rules": rules})
    t = translator("de")
    sheet = rules_sheet(release(session, {}, WORKBOOK), t, NOW, "de")
    for document in (*outlines(session, {}), rules_sheet_html(sheet, t)):
        for made in rules:
            assert (made.sentence in document) is made.is_agreed(("anna", "ben"))
            assert f"satz-{made.id.removeprefix('rule-')}-" not in document.replace(
                made.sentence, ""
            )


def test_joint_answers_for_fewer_eyes_and_addresses_stay_in_the_house() -> None:
    for visibility in Visibility:
        joint = {("goal.not", ""): text("nur-wenige", visibility)}
        for document in outlines(planned(joint=joint), {}):
            assert ("nur-wenige" in document) is (visibility is Visibility.BOTH)
            assert "anna@x.org" not in document


def test_where_a_rule_came_from_is_a_question_and_never_a_word_of_anybody() -> None:
    made = lived(1, [("voice", "anna", Says.YES), ("voice", "ben", Says.YES)])
    made = made.model_copy(update={"sources": ("team.rules", "geheimes-wort")})
    for document in outlines(planned(rules=(made,)), {}):
        assert WORKBOOK.exercise("team-rules").title in document
        assert "geheimes-wort" not in document
