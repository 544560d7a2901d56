"""The workbook on paper: blank, or with what may be printed of one partner's answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

from coopcoach.domain.answers import Answer, PartnerAnswers, ProposedRule, RulesValue, Visibility
from coopcoach.domain.exercise import Pack, Phase
from coopcoach.domain.session import AgendaItem, Reveal, Session
from coopcoach.errors import WrongCall
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.export.release import public_answers
from coopcoach.export.workbook.build import printed_workbook
from coopcoach.export.workbook.html import workbook_html
from coopcoach.export.workbook.model import Fill
from coopcoach.i18n import translator
from coopcoach.markup.formats.workbook_texts import with_name
from coopcoach.services.documents.catalogue import export_document
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.partners.print_own import print_own
from coopcoach.storage.sessions import answers_path
from tests.builders import exported_sessions
from tests.builders.examples import deep
from tests.builders.exported_sessions import NO_CONSENT, NOW, SLUG, planned, rich, text
from tests.builders.pdf.accessibility import outloud, pdfua
from tests.builders.pdf.text import letters, outside_page, pages_of, words_of
from tests.builders.workbooks import built_in_workbook

ANNA = "workbook/anna/arbeitsheft.pdf"
# For a session of few questions: the time of a drawing grows with them.
FEW: dict[str, Any] = {
    "pack": "compact",
    "asks": ("goal-why",),
    "agenda": (AgendaItem(exercise="goal-why", minutes=5),),
}


def made(root: Path, session: Session, **wishes: object) -> dict[str, Path]:
    workspace = exported_sessions.written(root, session)
    done = export_document(workspace, SLUG, "workbook", now=NOW, **wishes)  # type: ignore[arg-type]
    folder = workspace.exports / SLUG
    return {str(path.relative_to(folder)): path for path in done.paths}


def html(session: Session, answers: dict[str, Answer], fill: Fill, lang: str = "de") -> str:
    workbook, t = built_in_workbook(lang), translator(lang)
    partner = session.partners[0]
    return workbook_html(
        printed_workbook(session, partner, workbook, answers, fill=fill, made=NOW, t=t), t
    )


@pytest.mark.parametrize(
    ("lang", "pack"), [deep("de", "full"), deep("en", "full"), ("de", "compact"), ("en", "compact")]
)
def test_each_partner_gets_a_workbook_without_a_form_and_nothing_leaves_the_page(
    tmp_path: Path, renderer: Renderer, lang: str, pack: Pack
) -> None:
    files = made(tmp_path, rich(lang).model_copy(update={"pack": pack}), renderer=renderer)
    name = "arbeitsheft" if lang == "de" else "workbook"
    assert list(files) == [f"workbook/anna/{name}.pdf", f"workbook/ben/{name}.pdf"]
    for path in files.values():
        reader = pypdf.PdfReader(path)
        assert not reader.get_fields()
        assert "/AcroForm" not in reader.trailer["/Root"]
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        # Tables take the whole width, and a page that nothing stands on is none.
        assert outside_page(path) == []
        assert all(len(page) > 120 for page in pages_of(path))
        assert (outloud(path), pdfua(path)) == (set(), 0)
        other = "Ben" if path.parent.name == "anna" else "Anna"
        assert unasked(path, lang, pack, other) == []


def unasked(path: Path, lang: str, pack: Pack, other: str) -> list[str]:
    """Return the questions that are answered alone and are not on the pages of the partner of `other`."""
    read = letters(words_of(path))
    exercises = with_name(built_in_workbook(lang), other).for_pack(pack)
    asked = [p.label for e in exercises for p in e.prompts_in(Phase.PREPARE, pack)]
    assert asked
    return [label for label in asked if letters(label) not in read]


def test_every_question_that_is_answered_alone_is_in_a_blank_one(
    tmp_path: Path, renderer: Renderer
) -> None:
    session = planned(pack="compact")
    (path,) = made(tmp_path, session, partner="Ben", blank=True, renderer=renderer).values()
    assert unasked(path, "de", "compact", "Anna") == []
    assert "ArbeitsheftvonBenHuber" in letters(words_of(path))


def test_a_partner_who_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongCall):
        made(tmp_path, planned(), partner="Carla")


def released(session: Session, fill: Fill = Fill.RELEASED) -> str:
    workbook = built_in_workbook("de")
    own = PartnerAnswers(partner="anna", answers=exported_sessions.own_answers("anna"))
    return html(session, public_answers(session, own, workbook), fill)


def test_sealed_and_kept_answers_leave_blank_lines_and_it_says_so() -> None:
    printed = released(rich())
    assert "Noch nicht aufgedeckt" in printed
    assert "Nicht gedruckt" not in printed
    refused = released(rich(consent=NO_CONSENT))
    assert "Nicht gedruckt: Dazu müssten beide einwilligen." in refused
    assert "Nur die Fragen." in refused
    nothing = released(rich(consent=NO_CONSENT), Fill.BLANK)
    assert "Nicht gedruckt" not in nothing
    assert "Platz für mehr" in nothing


def test_what_may_be_printed_stands_in_it_and_in_nobody_elses(
    tmp_path: Path, renderer: Renderer
) -> None:
    session = planned(reveals=(Reveal(exercise="goal-why", at=NOW),), **FEW)
    words = exported_sessions.own_answers("anna")["goal.why"].value
    assert words is not None
    told = letters(re.sub(r"[*\s]", "", words.text))[:30]  # type: ignore[union-attr]
    files = made(tmp_path, session, renderer=renderer)
    assert told in letters(words_of(files[ANNA]))
    assert told not in letters(words_of(files["workbook/ben/arbeitsheft.pdf"]))
    assert told in released(session).replace(" ", "").replace("<strong>", "")
    assert told not in released(session, Fill.BLANK).replace(" ", "")


def test_ones_own_print_says_who_sees_an_answer_and_shows_proposed_rules() -> None:
    rules = RulesValue(rules=(ProposedRule(rule="Wir rufen an.", sign="Es klingelt."),))
    answers = {
        "goal.why": text("nur für mich", Visibility.ME),
        "goal.benefit": text("für den Coach", Visibility.COACH),
        "team.rules": Answer(value=rules),
    }
    page = html(planned(), answers, Fill.OWN)
    assert page.count('<p class="seen-by">') == 2
    assert all(
        w in page for w in ("nur für mich", "für den Coach", "Wir rufen an.", "Es klingelt.")
    )
    assert "nur für mich" not in html(planned(), answers, Fill.BLANK)


def test_markup_in_answers_and_names_is_text() -> None:
    evil = "<script>x</script> <img src=file:///etc/passwd>"
    session = planned()
    named = session.model_copy(
        update={
            "title": evil,
            "coach": evil,
            "partners": tuple(p.model_copy(update={"name": evil}) for p in session.partners),
        }
    )
    page = html(named, {"goal.why": text(evil), "team.rules": text(evil)}, Fill.OWN)
    assert "<script" not in page
    assert "<img" not in page
    assert page.count("&lt;script") > 4


def test_a_second_print_of_the_same_is_not_drawn_again(tmp_path: Path, renderer: Renderer) -> None:
    workspace = exported_sessions.written(tmp_path, planned(**FEW))
    wishes: dict[str, Any] = {"partner": "anna", "renderer": renderer, "now": NOW}
    (first,) = export_document(workspace, SLUG, "workbook", **wishes).paths
    before = first.read_bytes()
    pages: list[int] = []
    again = export_document(
        workspace, SLUG, "workbook", progress=lambda p: pages.append(p.pages), **wishes
    )
    assert again.paths[0].read_bytes() == before
    assert not any(pages)


def test_a_partner_prints_all_of_their_own_at_home_but_nobody_prints_a_sealed_file(
    tmp_path: Path,
) -> None:
    workspace = exported_sessions.written(tmp_path, planned(**FEW))
    sealed = answers_path(workspace, SLUG, "anna")
    with pytest.raises(WrongCall):
        print_own(Prepare(sealed, lambda: NOW), NOW)
    assert list(sealed.parent.glob("*.pdf")) == []
    home = tmp_path / "home" / "antworten.md"
    home.parent.mkdir()
    home.write_text(
        sealed.read_text().replace("{#goal.why}", "{#goal.why visibility=me}"), encoding="utf-8"
    )
    path = print_own(Prepare(home, lambda: NOW), NOW)
    assert path.name == "antworten-druck.pdf"
    printed = words_of(path)
    assert "Arbeitsheft von Anna Meier" in printed
    assert "Sichtbar für: nur ich" in printed
    assert not pypdf.PdfReader(path).get_fields()
