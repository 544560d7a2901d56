"""The review report: what it says, that its pictures say it in words, and that it is a proper PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from coopcoach.domain.agreement import JointAnswer, OwnAnswers
from coopcoach.domain.answers import (
    Answer,
    ChoiceValue,
    Row,
    ScaleValue,
    TableValue,
    TextValue,
)
from coopcoach.domain.exercise import Phase
from coopcoach.domain.ground_rules import Says, Voice
from coopcoach.domain.review import LEDGER, Review
from coopcoach.domain.session import Session
from coopcoach.domain.trend.plan import EffortPlan
from coopcoach.export.html.markdown import markdown_of
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.export.release import release
from coopcoach.export.review.build import review_report
from coopcoach.export.review.html import review_html
from coopcoach.export.review.model import ReviewReport
from coopcoach.export.review.word import review_docx
from coopcoach.i18n import translator
from coopcoach.services.documents.catalogue import NothingToPrint, export_document
from coopcoach.wording.labels import WARNING_LABELS
from tests.builders import exported_sessions
from tests.builders.exported_sessions import NOW, YES
from tests.builders.pdf.text import letters, outside_page, pages_of, words_of
from tests.builders.reviews import FIRST, NOON, PLANS, THREE, hostile, many
from tests.builders.workbooks import built_in_workbook

WORKBOOKS = {lang: built_in_workbook(lang) for lang in ("de", "en")}


def report(
    reviews: Sequence[Review],
    lang: str = "de",
    plans: Sequence[EffortPlan] = PLANS,
    session: Session | None = None,
) -> ReviewReport:
    released = release(session or exported_sessions.rich(), {}, WORKBOOKS[lang])
    t = translator(lang)
    return review_report(released, reviews, plans, WORKBOOKS[lang], t, NOW, "de")


def words_in(data: bytes) -> str:
    """Return the text of a Word document, with that of its tables."""
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join("".join(p.itertext()) for p in body.iter(qn("w:p")))


def html(made: ReviewReport) -> str:
    return review_html(made, translator(made.language))


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reviews")
    reports = {
        "three": report(THREE),
        "english": report(THREE, "en"),
        "one": report((FIRST,), plans=()),
        "many": report(many()),
        "hostile": report((hostile(),), session=exported_sessions.hostile()),
    }
    made = {}
    for name, each in reports.items():
        made[name] = folder / f"{name}.pdf"
        made[name].write_bytes(renderer.render(html(each)))
    return made


def test_warning_signs_are_told_with_their_numbers() -> None:
    assert report(THREE).warnings == (
        # 12 times in 91 days after 5 in 91: 4.0 in 30 after 1.6.
        "Nachfragen von Anna Meier in 30 Tagen: 4, davor 1,6. Was hat sich verändert?",
        "Von Anna Meier bekommt diese Spielregel 2 von 5: „Wir antworten innerhalb von zwei Arbeitstagen, und sei es nur, um zu sagen, wann die Antwort kommt.“ Was steht ihr im Weg?",
        "Von Ben Huber bekommt diese Spielregel 2 von 5: „Schlechte Nachrichten sagen wir am Telefon und nicht per Nachricht.“ Was steht ihr im Weg?",
        "Die Absprachen kosten Anna Meier 8 Stunden im Monat; geplant waren 6. Was könnte wegfallen?",
        "Die Absprachen kosten Ben Huber 5 Stunden im Monat; geplant waren 4. Was könnte wegfallen?",
        "Aus der Sicht von Anna Meier: Ich gebe viel mehr, als ich bekomme. Was würde es ausgleichen?",
    )
    assert all("?" in words for words in WARNING_LABELS.values())
    assert report((FIRST,), plans=()).warnings == ()


def test_each_picture_says_in_words_what_it_shows() -> None:
    titles = re.findall(r"<title>(.*?)</title>", html(report(THREE)))
    assert len(titles) == 1 + 9
    assert (
        "Stunden für Absprachen im Monat. 16. April 2027: Anna Meier 5, Ben Huber 4; "
        "16. Juli 2027: Anna Meier 7,5, Ben Huber 4; 15. Oktober 2027: Anna Meier 8, Ben Huber 5; "
        "geplant: Anna Meier 6, Ben Huber 4"
    ) in titles


def test_rules_stand_with_their_course_and_what_became_of_them() -> None:
    first, second, third = report(THREE).kept
    assert first.cells == (("4", "5"), ("3", "4"), ("2", "4"))
    assert first.remarks == (("Anna Meier", "Zweimal drei Wochen gewartet."),)
    assert (first.outcome, second.outcome) == (
        "von beiden bestätigt",
        "in diesem Rückblick nicht geklärt",
    )
    assert (third.outcome, third.beside) == (
        "von beiden aufgehoben",
        (("", "Das geht inzwischen von selbst."),),
    )
    assert report((FIRST,)).kept[0].cells == (("4", "5"),)


def test_each_reason_for_retiring_a_rule_has_its_name() -> None:
    rules = list(exported_sessions.rich().rules)
    place = next(i for i, r in enumerate(rules) if r.id == "rule-3")
    voices = tuple(
        Voice(partner=who, says=Says.RETIRE, wording=rules[place].wording, at=NOON, reason=why)
        for who, why in (("anna", "Das ist üblich."), ("ben", ""))
    )
    rules[place] = rules[place].model_copy(update={"voices": (*rules[place].voices, *voices)})
    session = exported_sessions.rich().model_copy(update={"rules": tuple(rules)})
    made = report(THREE, session=session)
    assert made.kept[2].beside == (("Anna Meier", "Das ist üblich."),)
    assert "Anna Meier: „Das ist üblich.“" in words_in(review_docx(made, translator("de")))
    assert letters("Anna Meier: „Das ist üblich.“") in letters(markdown_of(html(made)))


def test_both_lists_of_giving_and_taking_are_shown_again() -> None:
    prompt = WORKBOOKS["de"].find_prompt(LEDGER, Phase.PREPARE)
    assert prompt is not None
    given = {
        who: Answer(value=TableValue(rows=(Row(cells={
            "what": TextValue(text=what), "side": ChoiceValue(option=side), "weight": ScaleValue(value=weight),
        }),)))
        for who, what, side, weight in (("anna", "Abendanrufe", "give", 4), ("ben", "Aufmaß", "take", 5))
    }  # fmt: skip
    last = THREE[-1].model_copy(update={"ledger": OwnAnswers(prompt=prompt, answers=given)})
    made = report((*THREE[:-1], last))
    word = words_in(review_docx(made, translator("de")))
    page = html(made)
    for words in ("Abendanrufe", "Aufmaß", "Aus der Sicht von Anna Meier: gegeben 4, bekommen 0"):
        assert words in word
        assert words in page
    assert report(THREE).ledger is None


def test_the_life_of_a_rule_names_wordings_votes_and_reviews() -> None:
    rule = exported_sessions.rule(1, "talk", "Wir antworten bald.", YES)
    rule = rule.model_copy(update={"proposed_at": NOW})
    rule = rule.reworded(
        sentence="Wir antworten in zwei Tagen.", sign="", consequence="", trial_until=None, at=NOON
    )
    for says in (Says.YES, Says.RETIRE):
        for partner in ("anna", "ben"):
            rule = rule.with_voice(partner, says, NOON, "Es geht von selbst.")
    session = exported_sessions.planned(rules=(rule,))
    made = report((FIRST,), session=session)
    (life,) = made.histories
    assert (life.sentence, life.state) == ("Wir antworten in zwei Tagen.", "■ aufgehoben")
    reasons = "; ".join(f"{n}: „Es geht von selbst.“" for n in ("Anna Meier", "Ben Huber"))
    assert life.events == (
        ("15. Januar 2027", "vorgeschlagen: „Wir antworten bald.“"),
        ("", "vereinbart von Anna Meier und Ben Huber"),
        ("16. April 2027", "Rückblick, eingehalten: Anna Meier 4 von 5, Ben Huber 5 von 5"),
        ("", "neuer Wortlaut: „Wir antworten in zwei Tagen.“"),
        ("", "vereinbart von Anna Meier und Ben Huber"),
        ("", f"aufgehoben von Anna Meier und Ben Huber. {reasons}"),
    )
    words = words_in(review_docx(made, translator("de")))
    assert all(text in words for _, text in life.events)
    assert "\n  - vereinbart von Anna Meier und Ben Huber" in markdown_of(html(made))


def test_an_end_has_a_page_of_its_own() -> None:
    prompts = {p.id: p for e in WORKBOOKS["de"].exercises for p in e.prompts}
    joint = (
        JointAnswer(prompt=prompts["end.customers"], answer=exported_sessions.text("Wir beide.")),
        *(
            JointAnswer(
                prompt=prompts["end.thanks"],
                answer=exported_sessions.text(f"Danke, sagt {who}."),
                partner=who,
            )
            for who in ("anna", "ben")
        ),
    )
    made = report((FIRST.model_copy(update={"joint": joint, "decision": "end"}),))
    assert [part.label for part in made.ending] == [prompts[i].label for i in ("end.customers", "end.thanks")]  # fmt: skip
    assert [name for name, _ in made.ending[1].answers] == ["Anna Meier", "Ben Huber"]
    page = html(made)
    assert page.index("Danke, sagt ben.") > page.rindex('class="ending new-page"')
    assert report((FIRST,)).ending == ()


def test_word_and_markdown_say_what_the_pdf_says() -> None:
    made = report(THREE)
    word = words_in(review_docx(made, translator("de")))
    source = markdown_of(html(made))
    assert "**:**" not in source
    markdown = letters(source)
    for words in (
        *made.warnings,
        *(k.rule for k in made.kept),
        "Zweimal drei Wochen gewartet.",
        "von beiden aufgehoben",
        "Wir machen weiter und ändern etwas",
        "Freitag, 14. Januar 2028",
    ):
        assert words in word
        assert letters(words) in markdown
    numbers = [row.label for row in made.numbers]
    assert len(numbers) == 9
    assert all(label in word and letters(label) in markdown for label in numbers)


def test_the_end_that_was_settled_stands_beside_the_decision(pdfs: dict[str, Path]) -> None:
    assert "Wir machen weiter und ändern etwas" in words_of(pdfs["three"])
    joint = {("team.exit", ""): exported_sessions.text("Drei Monate zum Monatsende.")}
    session = exported_sessions.planned(joint=joint)
    assert "Drei Monate zum Monatsende." in html(report(THREE, session=session))


@pytest.mark.parametrize("name", ["three", "english", "one", "many", "hostile"])
def test_it_is_a_proper_pdf(pdfs: dict[str, Path], name: str) -> None:
    pdf = PdfReader(pdfs[name])
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == ("en" if name == "english" else "de")
    assert b"pdfuaid" in root["/Metadata"].get_data()
    pages = pages_of(pdfs[name])
    assert len(pages) <= 5
    assert outside_page(pdfs[name]) == []
    assert re.search(rf"\b{len(pages)} ?/ ?{len(pages)}\b", pages[-1])


def test_hostile_words_are_words(pdfs: dict[str, Path]) -> None:
    text = letters(words_of(pdfs["hostile"]))
    assert letters("<script>alert(1)</script> [klick](javascript:alert(1))") in text


def test_each_language_has_its_own_numbers(pdfs: dict[str, Path]) -> None:
    assert "15 October 2027" in words_of(pdfs["english"])
    assert "1,500" in words_of(pdfs["english"])
    assert "1.500" in words_of(pdfs["three"])


def test_without_a_review_it_says_so(tmp_path: Path) -> None:
    workspace = exported_sessions.written(tmp_path, exported_sessions.rich(), own=False)
    with pytest.raises(NothingToPrint, match="there is no review of this session yet"):
        export_document(workspace, exported_sessions.SLUG, "review", now=NOW)
