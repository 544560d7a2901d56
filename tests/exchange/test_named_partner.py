"""Workbooks that call the other partner by name come back, with and without the name."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coopcoach.domain.answers import Answer, ChoiceValue, Row, TableValue, TextValue
from coopcoach.domain.exercise import Phase, Workbook
from coopcoach.domain.session import AgendaItem, Partner, Session
from coopcoach.exchange.incoming.expected import Expected
from coopcoach.exchange.incoming.formats.parts import Sender
from coopcoach.exchange.incoming.markdown_return import read_text
from coopcoach.exchange.incoming.numbered_mail import read_numbered
from coopcoach.exchange.outgoing.markdown_workbook import workbook_markdown
from coopcoach.exchange.web.page import workbook_page
from coopcoach.i18n import translator
from coopcoach.markup.answer import read_answer, write_answer
from coopcoach.markup.attributes import Attributes
from coopcoach.storage.exercises import Workbooks
from tests.builders.markdown_filling import filled_in

MADE = datetime(2027, 1, 10, 18, 4, tzinfo=UTC)
EXERCISE = """---
exercise: stand
point: goal
order: 1
talk_minutes: {compact: 5}
---
# Stand

Fragen Sie sich, was {partner} braucht.

## Was erhofft sich {partner} von {partner.genitive|der} Arbeit? {#goal.hope kind=long phase=prepare packs="compact full" minutes=1}

Raten Sie, ehe Sie mit {partner.dative} reden, was in {partner.genitive|fremden} Büchern steht.

> Mit {partner.dative} über den Preis reden. (Bäcker)

## Wer öffnet? {#goal.opens kind=choice phase=prepare packs="compact full" minutes=1}

- Das mache ich {#me}
- Das macht {partner} {#other}

## Wer macht was? {#goal.does kind=table phase=prepare packs="compact full" minutes=1}

### Arbeiten {.columns}

- Wer {#who kind=choice}
    - ich {#me}
    - {partner} {#other}

### Was {.rows}

- Kasse von {partner.dative} {#till}
- Auf- und Abbau {#stand}
"""
ANNA = Partner(id="anna-meier", name="Anna Meier")
JONAS = Partner(id="jonas-brandt", name="Jonas Brandt")
SESSION = Session(
    slug="stand",
    title="Stand",
    created=MADE,
    partners=(ANNA, JONAS),
    agenda=(AgendaItem(exercise="stand", minutes=5),),
)
ANSWERS = {
    "goal.hope": Answer(value=TextValue(text="Freie Samstage, und Ruhe.")),
    "goal.opens": Answer(value=ChoiceValue(option="other")),
    "goal.does": Answer(
        value=TableValue(
            rows=(
                Row(row="till", cells={"who": ChoiceValue(option="other")}),
                Row(row="stand", cells={"who": ChoiceValue(option="me")}),
            )
        )
    ),
}


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> Workbooks:
    folder: Path = tmp_path_factory.mktemp("content")
    for language in ("de", "en"):
        (folder / language).mkdir()
        (folder / language / "stand.md").write_text(EXERCISE, encoding="utf-8")
    return Workbooks([folder])


def blank(workbook: Workbook, partner: Partner = ANNA) -> str:
    return workbook_markdown(SESSION, partner, workbook, made=MADE, t=translator(workbook.language))


def test_the_ways_out_call_the_other_by_name(workbooks: Workbooks) -> None:
    anna, jonas = (workbooks.of_partner(SESSION, p) for p in (ANNA, JONAS))
    assert "Was erhofft sich Jonas von Jonas’ Arbeit?" in blank(anna)
    assert "Was erhofft sich Anna von Annas Arbeit?" in blank(jonas, JONAS)
    assert "Was erhofft sich die andere Person von der Arbeit?" in blank(workbooks["de"])
    page = workbook_page(SESSION, ANNA, anna, made=MADE, t=translator("de"))
    assert "Das macht Jonas" in page
    assert "{partner" not in page + blank(anna) + blank(workbooks["de"])


@pytest.mark.parametrize("name", ["Anna Meier", "Jonas Brandt", ""])
@pytest.mark.parametrize("keeps_ids", [True, False])
def test_a_workbook_comes_back_with_whichever_name(
    workbooks: Workbooks, name: str, keeps_ids: bool
) -> None:
    workbook = workbooks.named("de", name)
    text = filled_in(blank(workbook), ANSWERS, workbook)
    if not keeps_ids:
        text = text.replace("{#goal.", "{").replace(".hope}", "}").replace(".opens}", "}")
        text = text.replace(" {hope}", "").replace(" {opens}", "").replace(" {does}", "")
    books = workbooks.with_names(p.name for p in SESSION.partners)
    returned = read_text(text, books)
    assert {k: a for k, a in returned.answers.items() if not a.is_blank} == ANSWERS
    assert returned.found == ()
    assert returned.language == "de"


def test_a_name_is_known_in_each_language_and_variant(workbooks: Workbooks) -> None:
    session = SESSION.model_copy(
        update={"partners": (ANNA.model_copy(update={"language": "de-CH"}), JONAS)}
    )
    swiss = Workbooks(workbooks.folders, also=["de-CH"])
    books = swiss.with_names(p.name for p in session.partners)
    assert {(b.language, b.other) for b in books.values()} == {
        (language, other) for language in ("de", "en", "de-CH") for other in ("", "Anna", "Jonas")
    }
    workbook = swiss.of_partner(session, session.partners[0])
    returned = read_text(filled_in(blank(workbook), ANSWERS, workbook), books)
    assert {k: a for k, a in returned.answers.items() if not a.is_blank} == ANSWERS
    assert (returned.language, returned.found) == ("de-CH", ())


def test_numbered_answers_name_an_option_by_its_name(workbooks: Workbooks) -> None:
    books = workbooks.with_names(p.name for p in SESSION.partners)
    expected = Expected(session=SESSION, partner="anna-meier")
    text = "1. Freie Samstage\n2. [x] Das macht Jonas\n"
    returned = read_numbered(text, Sender(), books, expected)
    assert returned is not None
    assert returned.answers["goal.opens"].value == ChoiceValue(option="other")


def test_an_answer_is_read_by_the_name_it_was_written_with(workbooks: Workbooks) -> None:
    t = translator("de")
    neutral, named = workbooks["de"], workbooks.named("de", "Jonas")
    for prompt_id in ("goal.opens", "goal.does"):
        first, second = (w.find_prompt(prompt_id, Phase.PREPARE) for w in (neutral, named))
        assert first is not None
        assert second is not None
        text = write_answer(first, ANSWERS[prompt_id], t)
        assert read_answer(second, text, Attributes(), "de") == ANSWERS[prompt_id]
