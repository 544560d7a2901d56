"""A remark of the partner about who may see an answer counts, whatever the boxes and attributes say."""

from __future__ import annotations

import pytest

from coopcoach.domain.answers import (
    Answer,
    ChoiceValue,
    NumberValue,
    ProposedRule,
    Row,
    RulesValue,
    ScaleValue,
    TableValue,
    TextValue,
    Visibility,
)
from coopcoach.domain.exercise import Kind, Phase
from coopcoach.domain.session import Partner
from coopcoach.exchange.incoming.audience_words import (
    NARROWED_ALL,
    audience_in_remarks,
    narrowed,
)
from coopcoach.exchange.incoming.expected import expected_of
from coopcoach.exchange.incoming.remarks.requests import Names
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.unpack import read_file
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import new_answers_file, write_answer_into
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.wording.labels import FINISHED
from tests.builders.foreign_files import mail_of
from tests.builders.markdown_filling import blank_of, filled_in
from tests.builders.workbooks import built_in_workbook
from tests.exchange.incoming.test_numbered_mail import SESSION

DE = translator("de")
NAMES = Names(frozenset(("anna", "ben", "brandt")), frozenset(("katrin", "vogt")))
ANNA = Partner(id="anna-meier", name="Anna Meier")
WORKBOOK = built_in_workbook("de")
FIRST = {kind: next(p for p in prompts if p.kind is kind)
         for prompts in [[p for e in WORKBOOK.exercises for p in e.prompts_in(Phase.PREPARE, "full")]]
         for kind in (Kind.LONG, Kind.SCALE, Kind.TABLE)}  # fmt: skip


def table(words: str) -> Answer:
    return Answer(value=TableValue(rows=(Row(cells={"who": TextValue(text=words)}),)))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mich stört das Radio. (nur ich)", Visibility.ME),
        ("Mich stört das Radio. Bitte nur für mich!", Visibility.ME),
        ("Mich stört das Radio.\nDas soll niemand sehen.", Visibility.ME),
        ("Mich stört das Radio. [only me]", Visibility.ME),
        ("Mich stört das Radio – nur der Coach", Visibility.COACH),
        ("Mich stört das Radio. Bitte Ben nicht zeigen!", Visibility.COACH),
        ("Mich stört das Radio. (Das bleibt bitte unter uns.)", Visibility.COACH),
        ("The radio bothers me. Please don't tell Ben.", Visibility.COACH),
        ("The radio bothers me (for your eyes only, please keep this to yourself)", Visibility.COACH),
        ("Nur ich koche mittags.", Visibility.BOTH),
        ("Wenn nur ich anrufe, ist es unfair. Ben ruft nicht an.", Visibility.BOTH),
        ("Ich will privat und Arbeit trennen.", Visibility.BOTH),
        ("Nur ich", Visibility.BOTH),
        ("Ich räume auf. Das weiß niemand. Niemand sieht das.", Visibility.BOTH),
        ("Der Preis. Nicht für Ben. Bitte!", Visibility.COACH),
        ("Niemand. Ben sagt nicht Bescheid.", Visibility.BOTH),
        ("I can only see you on Mondays. Not Ben.", Visibility.BOTH),
        ("Mich stört das Radio.\n(vertraulich)", Visibility.COACH),
        ("Mich stört das Radio.\n(privat)", Visibility.COACH),
        ("Mich stört das Radio.\nPRIVAT", Visibility.COACH),
        ("Mich stört das Radio.\nVertraulich!", Visibility.COACH),
        ("Mich stört das Radio.\n(coach only)", Visibility.COACH),
        ("Mich stört das Radio.\n[Coach]", Visibility.COACH),
        ("Mich stört das Radio.\n(nur fuer den Coach)", Visibility.COACH),
        ("Mich stört das Radio.\nBitte nur fuer Sie.", Visibility.COACH),
        ("Mich stört das Radio.\nNur für Frau Vogt", Visibility.COACH),
        ("Mich stört das Radio.\nNur für Kat", Visibility.COACH),
        ("Mich stört das Radio.\nBitte meinem Partner nicht zeigen.", Visibility.COACH),
        ("Mich stört das Radio.\nDie andere Person soll das nicht sehen.", Visibility.COACH),
        ("Mich stört das Radio.\nMein Gegenüber darf das nicht wissen", Visibility.COACH),
        ("Mich stört das Radio.\nNot for the other person, please.", Visibility.COACH),
        ("Mich stört das Radio.\nHerrn Brandt bitte nicht zeigen", Visibility.COACH),
        ("Mich stört das Radio.\nNicht für Bens Augen", Visibility.COACH),
        ("Mich stört das Radio.\nBitte Ben nichts davon sagen", Visibility.COACH),
        ("Mich stört das Radio.\nMuss Ben nicht wissen", Visibility.COACH),
        ("Mich stört das Radio.\nGeht Ben nichts an", Visibility.COACH),
        ("Mich stört das Radio.\nBen soll davon bitte nichts erfahren", Visibility.COACH),
        ("Mich stört das Radio.\nstreng vertraulich gemeint", Visibility.COACH),
        ("Mich stört das Radio.\nBitte behandeln Sie das vertraulich, danke!", Visibility.COACH),
        ("Mich stört das Radio.\nunter vier Augen", Visibility.COACH),
        ("Mich stört das Radio.\noff the record", Visibility.COACH),
        ("Mich stört das Radio.\nBitte nicht aufdecken", Visibility.COACH),
        ("Mich stört das Radio.\nBitte nicht vorlesen", Visibility.COACH),
        ("Mich stört das Radio.\n(nicht Ben)", Visibility.COACH),
        ("Mich stört das Radio.\nBitte Ben das mit dem Kredit nicht sagen", Visibility.COACH),
        ("Mich stört das Radio.\nPlease treat this confidentially: confidential", Visibility.COACH),
        ("Mich stört das Radio.\nDas behalte ich für mich", Visibility.ME),
        ("Mich stört das Radio.\nnur für meine Augen", Visibility.ME),
        ("Mich stört das Radio.\nFor my eyes only", Visibility.ME),
        ("Mich stört das Radio.\nNur fuer mich!", Visibility.ME),
        ("Mich stört das Radio. Ben geht nicht gern aus.", Visibility.BOTH),
        ("Mich stört das Radio. Er kocht, nur für mich.", Visibility.BOTH),
        ("Mich stört das Radio. Arbeit und privat sind getrennt.", Visibility.BOTH),
        ("Mich stört das Radio. Der Coach hilft (Ben nicht immer).", Visibility.BOTH),
        ("Mich stört das Radio. Es geht Ben nicht gut.", Visibility.BOTH),
        ("Mich stört das Radio. Bitte nicht mehr rauchen.", Visibility.BOTH),
        ("Mich stört das Radio. Bitte mehr Zeit für mich.", Visibility.BOTH),
        ("Mich stört das Radio. Nur mein Partner weiß das.", Visibility.BOTH),
        ("Mich stört das Radio. Mein Partner und ich, nur wir zwei.", Visibility.BOTH),
        ("Mich stört das Radio. Niemand muss kochen.", Visibility.BOTH),
        ("Mich stört das Radio. Only I do the books.", Visibility.BOTH),
        ("Das Radio.\nArbeit, Hobby, privat.", Visibility.BOTH),
        ("Das Radio.\nEr muss nicht.", Visibility.BOTH),
        ("Das Radio.\nDas darf er nicht.", Visibility.BOTH),
        ("Das Radio.\nDas muss er nicht wissen.", Visibility.COACH),
        ("Das Radio.\nDas bleibt zwischen uns.", Visibility.COACH),
        ("Das Radio.\nBitte nicht mit Ben teilen", Visibility.COACH),
        ("Das Radio.\n(nur für K. Vogt)", Visibility.COACH),
        ("Das Radio.\nPlease keep private", Visibility.COACH),
        ("Das Radio.\nHe should not know.", Visibility.COACH),
        ("Das Radio.\nZeig das bitte niemandem", Visibility.ME),
        ("Das Radio.\nfür mich allein", Visibility.ME),
        ("The radio.\nFor me alone, please", Visibility.ME),
        ("The radio.\nfor myself only", Visibility.ME),
        ("The radio. I keep this to myself: nobody's business", Visibility.ME),
        ("The radio. More time for me alone.", Visibility.BOTH),
        ("Das Radio. Ich allein.", Visibility.BOTH),
        ("NUR-ICH Das Radio.", Visibility.ME),
        ("Das Radio. nur für mcih", Visibility.ME),
        ("Das Radio. Vertruaulich!", Visibility.COACH),
        ("Das Radio. Bitte vertraulcih behandln", Visibility.COACH),
        ("Das Radio. Ben bitte nix sagen.", Visibility.COACH),
        ("Das Radio. Diskretion erbeten.", Visibility.COACH),
        ("The radio. Eyes only: Katrin.", Visibility.COACH),
        ("The radio. Please keep this away from my partner.", Visibility.COACH),
        ("The radio. Not for Ben’s ears.", Visibility.COACH),
        ("The radio. pls dont pass on to ben", Visibility.COACH),
        ("The radio. B. must never find out.", Visibility.COACH),
        ("The radio. Keep it under your hat.", Visibility.COACH),
        ("The radio. I forgot to tick the coach box here.", Visibility.COACH),
        ("Das Radio. Kreuz bei Coach vergessen, gilt aber.", Visibility.COACH),
        ("Das Radio. (nur K. V.)", Visibility.COACH),
        ("Das Radio *nur der* **Coach**", Visibility.COACH),
        ("Das Radio. Ben darf das gern erst nach dem Urlaub hören.", Visibility.COACH),
        ("Das Radio. Das ist nicht für die Sitzung.", Visibility.COACH),
        ("Das Radio. Sonst wird er sauer, wenn er das liest.", Visibility.COACH),
        ("The radio. Please shred this.", Visibility.ME),
        ("Das Radio. Bitte weglassen.", Visibility.ME),
        ("Das Radio. Bitte vor der Sitzung löschen.", Visibility.ME),
        ("Das Radio. Bitte für Ben schwärzen.", Visibility.COACH),
        ("Das Radio. Das bleibt bei mir.", Visibility.ME),
        ("Das Radio. Noch nicht verwenden, ist nur mein privater Entwurf.", Visibility.ME),
        ("The radio. Just my own notes, ignore.", Visibility.ME),
        ("Das Radio, geht nur mich was an", Visibility.ME),
        ("Das Radio. Das liest hoffentlich niemand.", Visibility.ME),
        ("Das Radio\n\n(nur\nich)", Visibility.ME),
        ("Wir reden offen, nichts bleibt geheim.", Visibility.BOTH),
        ("Ich kann gut: Streichen. Das macht mir Spaß.", Visibility.BOTH),
        ("Z. B. muss das nie warten. Das Radio.", Visibility.BOTH),
        ("He forgot to check with me. The radio.", Visibility.BOTH),
    ],
)  # fmt: skip
def test_only_remarks_that_say_nothing_else_narrow_the_audience(text: str, who: Visibility) -> None:
    assert audience_in_remarks(text, DE, NAMES) is who


def returned(**answers: Answer) -> Returned:
    by_prompt = {FIRST[Kind(kind)].id: answer for kind, answer in answers.items()}
    return Returned(
        form="pdf", session="s", partner="anna-meier", language="de", name="Anna Meier",
        answers=by_prompt, found=("Hallo Katrin", "Nr. 3 bitte nur für dich", "Der Kredit. (nur ich)"),
    )  # fmt: skip


def returned_with(answer: Answer) -> Returned:
    return returned(long=answer).model_copy(update={"found": ()})


def test_what_is_for_the_owner_alone_is_left_out_and_what_is_for_the_coach_narrowed() -> None:
    back = narrowed(
        returned(
            long=Answer(value=TextValue(text="Das Radio nervt. (nur ich)")),
            scale=Answer(value=ScaleValue(value=2), remark="nur für den Coach"),
            table=Answer(value=TableValue(rows=())),
        ),
        WORKBOOK,
        expected_of(SESSION),
    )
    assert back.answers[FIRST[Kind.LONG].id] == Answer(visibility=Visibility.ME)
    assert back.answers[FIRST[Kind.SCALE].id].visibility is Visibility.COACH
    assert back.answers[FIRST[Kind.TABLE].id].visibility is Visibility.BOTH
    assert back.found == ("Hallo Katrin", "Nr. 3 bitte nur für dich")
    told = [notice.sentence(DE) for notice in back.notices]
    assert len(told) == 3
    assert not any("Radio" in line for line in told)


def test_a_whole_answers_file_is_no_exception() -> None:
    prompt = FIRST[Kind.LONG]
    blank = new_answers_file("maler-tischler", ANNA, WORKBOOK, "full", DE)
    answer = Answer(value=TextValue(text="Das Radio nervt.\n\n(nur ich)"))
    source = write_answer_into(Document(blank), prompt, answer, DE).source
    (back,) = read_file(source.encode(), {"de": WORKBOOK}, expected=expected_of(SESSION))
    assert back.answers[prompt.id] == Answer(visibility=Visibility.ME)
    assert len(back.notices) == 1


@pytest.mark.parametrize(
    ("answer", "who"),
    [
        (Answer(value=RulesValue(rules=(ProposedRule(rule="Ruhe (nur für den Coach)"),))), Visibility.COACH),
        (Answer(value=RulesValue(rules=(ProposedRule(rule="Ruhe", sign="(nur für den Coach)"),))), Visibility.COACH),
        (Answer(value=ChoiceValue(other="Beides. Bitte nur für Sie!")), Visibility.COACH),
        (Answer(value=NumberValue(value=4), remark="4 Stunden, aber nur für den Coach"), Visibility.COACH),
        (Answer(value=NumberValue(value=4), remark="4 Stunden nur für den Coach"), Visibility.COACH),
        (Answer(value=ScaleValue(value=4), remark="Lavendel nicht Ben sagen"), Visibility.COACH),
        (Answer(value=ChoiceValue(option="open"), remark="Nachtigall nur für den Coach"), Visibility.COACH),
        (Answer(value=ScaleValue(value=4), remark="Ben sagt nie etwas Nettes"), Visibility.BOTH),
        (Answer(value=ScaleValue(value=4), remark="eher viel"), Visibility.BOTH),
        (table("Buchhaltung [coach only]"), Visibility.COACH),
        (table("Buchhaltung, bitte vertraulich"), Visibility.COACH),
        (table("45 Quendel vertraulich"), Visibility.COACH),
        (table("Buchhaltung, geht nur mich was an"), Visibility.ME),
        (table("Kunden privat und gewerblich"), Visibility.BOTH),
        (table("nur ich"), Visibility.BOTH),
        (table("ich und mein Partner"), Visibility.BOTH),
        (Answer(value=ChoiceValue(option="private")), Visibility.BOTH),
    ],
)  # fmt: skip
def test_every_string_that_was_typed_is_looked_at(answer: Answer, who: Visibility) -> None:
    back = narrowed(returned_with(answer), WORKBOOK, expected_of(SESSION))
    assert back.answers[FIRST[Kind.LONG].id].visibility is who


@pytest.mark.parametrize(
    "words",
    [
        "Alles nur für den Coach!",
        "Hallo Frau Vogt,\nbitte Ben nichts davon zeigen.",
        "Das ganze Heft bitte vertraulich behandeln.",
        "Everything is just for you.",
    ],
)
def test_a_request_beside_the_answers_narrows_all_of_them(words: str) -> None:
    answer = Answer(value=TextValue(text="Das Radio."))
    mine = Answer(value=ScaleValue(value=2), visibility=Visibility.ME)
    back = returned(long=answer, scale=mine).model_copy(update={"found": (words,)})
    back = narrowed(back, WORKBOOK, expected_of(SESSION))
    assert back.answers[FIRST[Kind.LONG].id] == answer.model_copy(
        update={"visibility": Visibility.COACH}
    )
    assert back.answers[FIRST[Kind.SCALE].id] == mine
    assert [notice.text for notice in back.notices] == [NARROWED_ALL]
    assert back.found == (words,)


@pytest.mark.parametrize(
    "words",
    ["Entwurf, alles nur für mich, bitte niemandem zeigen!", "All of this is for me alone."],
)
def test_a_wish_beside_the_answers_to_keep_all_leaves_all_of_them_out(words: str) -> None:
    back = returned(long=Answer(value=TextValue(text="Das Radio."))).model_copy(
        update={"found": (words,)}
    )
    back = narrowed(back, WORKBOOK, expected_of(SESSION))
    assert back.answers[FIRST[Kind.LONG].id] == Answer(visibility=Visibility.ME)
    assert len(back.notices) >= 1


WROTE = "Am Mo., 30. Nov. 2026 um 10:00 Uhr schrieb Katrin Vogt <katrin@example.org>:"


def test_the_text_of_the_mail_beside_a_workbook_narrows_all_its_answers() -> None:
    prompt = FIRST[Kind.LONG]
    blank = new_answers_file("maler-tischler", ANNA, WORKBOOK, "full", DE)
    answer = Answer(value=TextValue(text="Das Radio nervt."))
    source = write_answer_into(Document(blank), prompt, answer, DE).source
    for words, who in (
        ("Hallo, anbei mein Heft. Bitte alles nur für Sie! Gruß, Anna", Visibility.COACH),
        ("Hallo, anbei mein Heft.\n\n> Bitte alles nur für Sie!", Visibility.BOTH),
        (f"{WROTE}\n> Bitte alles nur für Sie!\n> Gruß", Visibility.BOTH),
        (f"{WROTE}\n> Anbei das Heft.\n> Gruß\n\nBitte alles nur für Sie!", Visibility.COACH),
    ):
        data = mail_of(words, sender="Anna <anna@example.org>", files={"a.md": source.encode()})
        (back,) = read_file(data, {"de": WORKBOOK}, expected=expected_of(SESSION))
        assert back.answers[prompt.id].visibility is who


GIVEN = {name: Answer(value=TextValue(text="Ruhe.")) for name in ("goal.why", "goal.benefit")}
SHORT = WORKBOOK.model_copy(update={"exercises": WORKBOOK.exercises[:3]})
FILLED = filled_in(blank_of(SHORT), GIVEN, SHORT)
EXERCISE = next(e for e in SHORT.exercises if e.prompts[0].id.startswith("goal."))
ALL = (Visibility.COACH, Visibility.COACH)


@pytest.mark.parametrize("words", ["(nur für den Coach)", "– vertraulich", "bitte nur für Sie"])
@pytest.mark.parametrize(
    ("before", "behind", "audiences"),
    [
        ("", " {#goal.why}", (Visibility.COACH, Visibility.BOTH)),
        (f"## {EXERCISE.title}", "", ALL),
        (DE(FINISHED), "", ALL),
        ("# Arbeitsheft von Anna Meier\n", "", ALL),
    ],
)
def test_words_in_a_heading_or_behind_the_last_line_count(
    words: str, before: str, behind: str, audiences: tuple[Visibility, ...]
) -> None:
    place = FILLED.index(before + behind) + len(before)
    text = f"{FILLED[:place]} {words}{FILLED[place:]}"
    (back,) = read_file(text.encode(), {"de": SHORT}, expected=expected_of(SESSION))
    assert tuple(back.answers[name].visibility for name in GIVEN) == audiences
    assert alnum_key(words) in alnum_key("".join(back.found))
    assert len(back.notices) >= 1
    assert not back.beside


@pytest.mark.parametrize(
    "line", ["**Ihre Antwort:** nur für den Coach", "Ihre Antwort (vertraulich):"]
)
def test_words_in_the_line_above_an_answer_count(line: str) -> None:
    start = FILLED.index("{#goal.why}")
    text = FILLED[:start] + FILLED[start:].replace("**Ihre Antwort:**", line, 1)
    (back,) = read_file(text.encode(), {"de": SHORT}, expected=expected_of(SESSION))
    seen = [back.answers[name].visibility for name in GIVEN]
    assert seen == [Visibility.COACH, Visibility.BOTH]
