"""The page writes the very bytes that the program writes for the same answers, and reads them back."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from coopcoach.domain.answers import Answer, Stance, Visibility, blank_answer
from coopcoach.domain.exercise import Kind, Prompt, Workbook
from coopcoach.domain.session import AgendaItem
from coopcoach.exchange.outgoing.markdown_workbook import workbook_markdown
from coopcoach.exchange.web.content import harmless_json, web_content
from coopcoach.exchange.web.page import SCRIPTS, script_parts
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import handed_in, new_answers_file, write_answer_into
from coopcoach.services.partners.mailed_workbook import open_workbook
from tests.builders.examples import examples
from tests.builders.pdf import form_answers as pdf_examples
from tests.builders.prompts import asking, workbook_of
from tests.builders.strategies import ANY_TEXT, CASES
from tests.exchange.web.browsing import Opened
from tests.exchange.web.workbooks import MADE, Room, sample_answers

# The part of the script that only defines functions.
PURE = SCRIPTS[: SCRIPTS.index("kinds") + 1]
AT = datetime(2027, 1, 12, 20, 47, 13, tzinfo=UTC)

PROMPTS = [
    (asking(question, id=f"test.{n}"), values)
    for n, (question, values) in enumerate(CASES.values())
]


def dumped(answers: dict[str, Answer]) -> dict[str, Any]:
    return {prompt_id: answer.model_dump(mode="json") for prompt_id, answer in answers.items()}


def every_kind(lang: str) -> Workbook:
    return workbook_of(*(question for question, _ in PROMPTS), language=lang)


class Script:
    """The script's writer and reader, without the page."""

    def __init__(self, page: Page, workbook: Workbook) -> None:
        self.page = page
        lang = workbook.language
        self.session = pdf_examples.session(lang).model_copy(
            update={
                "agenda": tuple(AgendaItem(exercise=e.id, minutes=5) for e in workbook.exercises)
            }
        )
        self.partner = self.session.partners[0]
        self.workbook = workbook
        self.t = translator(lang)
        content = harmless_json(
            web_content(self.session, self.partner, workbook, made=MADE, t=self.t)
        )
        page.set_content(f'<script type="application/json" id="content">{content}</script>')
        source = "\n".join(script_parts()[name] for name in PURE)
        told = "({writeHandedIn, writeCopy, readFile, readNumber, readDate, sha256, localTime})"
        page.evaluate("source => { window.script = eval(source) }", f"{source}\n{told}")

    def call(self, name: str, *arguments: object) -> Any:
        return self.page.evaluate("([n, a]) => window.script[n](...a)", [name, list(arguments)])

    def by_python(self, answers: dict[str, Answer], *, hand_in: bool) -> str:
        source = new_answers_file(
            self.session.slug, self.partner, self.workbook, self.session.pack, self.t
        )
        document = Document(source).with_front("made", MADE.isoformat())
        for prompt_id, answer in answers.items():
            prompt = next(
                p for e in self.workbook.exercises for p in e.prompts if p.id == prompt_id
            )
            kept = answer.visibility is Visibility.ME and hand_in
            shown = Answer(visibility=Visibility.ME) if kept else answer
            document = write_answer_into(document, prompt, shown, self.t)
        return (handed_in(document, AT) if hand_in else document).source


@st.composite
def answers(draw: st.DrawFn, prompt: Prompt, values: st.SearchStrategy[Any]) -> Answer:
    value = draw(st.none() | values)
    wordy = prompt.kind in {Kind.TEXT, Kind.LONG}
    answer = Answer(
        value=None if Answer(value=value).is_blank else value,
        remark="" if wordy else draw(st.just("") | ANY_TEXT),
        stance=draw(st.none() | st.sampled_from(list(Stance))),
        visibility=draw(st.sampled_from(list(Visibility))),
    )
    return plain_numbers(answer)


def plain_numbers(answer: Answer) -> Answer:
    """The page knows a number as it is written; 1E+2 is not how anybody types."""
    data = json.loads(answer.model_dump_json(), parse_float=str)

    def spelt(node: Any) -> Any:
        if isinstance(node, dict):
            if node.get("kind") == "number":
                node["value"] = format(Decimal(node["value"]).normalize(), "f")
            return {key: spelt(each) for key, each in node.items()}
        return [spelt(each) for each in node] if isinstance(node, list) else node

    return Answer.model_validate(spelt(data))


ANSWER_SETS = st.fixed_dictionaries(
    {}, optional={prompt.id: answers(prompt, values) for prompt, values in PROMPTS}
)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_hundreds_of_answer_sets_are_written_as_the_program_writes_them(
    page: Page, lang: str
) -> None:
    script = Script(page, every_kind(lang))

    @examples(100)
    @given(given_answers=ANSWER_SETS)
    def same(given_answers: dict[str, Answer]) -> None:
        data = dumped(given_answers)
        sealed = script.by_python(given_answers, hand_in=True)
        assert script.call("writeHandedIn", data, AT.isoformat(timespec="seconds")) == sealed
        copy = script.by_python(given_answers, hand_in=False)
        assert script.call("writeCopy", data) == copy
        assert told(script.call("readFile", copy), script) == whole(given_answers, script)
        assert told(script.call("readFile", copy.replace("\n", "\r\n")), script) == whole(
            given_answers, script
        )

    same()


def whole(given_answers: dict[str, Answer], script: Script) -> dict[str, Answer]:
    ids = [p.id for e in script.workbook.exercises for p in e.prompts]
    return {prompt_id: given_answers.get(prompt_id, Answer()) for prompt_id in ids}


def told(read: dict[str, Any], script: Script) -> dict[str, Answer]:
    found = {prompt_id: Answer.model_validate(each) for prompt_id, each in read.items()}
    return whole(found, script)


def test_what_prepare_hands_in_is_what_the_page_hands_in(
    anna: Opened, workbook: Room, tmp_path: Path
) -> None:
    """The same answers at the page, and in the terminal from the text workbook of the same invitation."""
    given_answers = sample_answers(workbook.workbook)
    given_answers["goal.why"] = given_answers["goal.why"].model_copy(
        update={"visibility": Visibility.ME}
    )
    anna.page.clock.set_fixed_time(AT)
    for each in workbook.exercises:
        anna.go(each.id)
        for prompt in workbook.prompts_of(each):
            anna.fill(prompt, given_answers.get(prompt.id, blank_answer(prompt)))
    from_page = anna.hand_in().read_text(encoding="utf-8")

    text = workbook_markdown(
        workbook.session, workbook.partner, workbook.workbook, made=MADE, t=translator("de")
    )
    (tmp_path / "arbeitsheft.md").write_text(text, encoding="utf-8", newline="\n")
    prepare = open_workbook(tmp_path / "arbeitsheft.md", AT.astimezone)
    for place in prepare.asked:
        answer = given_answers.get(place.prompt.id, blank_answer(place.prompt))
        prepare.set_answer(place.prompt, answer)
    sent = prepare.hand_in()
    assert sent != prepare.path
    from_terminal = sent.read_bytes().decode()
    # What was taken over from the text workbook into the answers file the page has no need to note.
    ours, count = re.subn(r"(?m)^taken_over: .*\n", "", from_terminal)
    assert count == 1
    assert from_page == ours


NUMBERS = [
    "7", " 7 ", "007", "1,5", "1.5", "1.500", "1,500", "1.500,25", "1,500.25", "1'500", "1 500", "-3",
    "−3", "+3", "1,50", "12,", "12.", ",5", "1.2.3", "1,2,3", "", "rund 4", "4 bis 5", "1e3", "6 h/week",
    "6 Std.", "6 Euro", "6 stunden pro woche", "1\u00a0000", "1.000.000", "10.00", "0,0", "-0", "99999999999",
]  # fmt: skip


@pytest.mark.parametrize("lang", ["de", "en"])
def test_numbers_are_read_as_the_program_reads_them(page: Page, lang: str) -> None:
    from coopcoach.markup.numbers import read_number, unit_signs

    script = Script(page, every_kind(lang))
    units = [sign.casefold() for sign in unit_signs("h/week")]
    here = {text: script.call("readNumber", text, units) for text in NUMBERS}
    there = {
        text: None if value is None else format(value.normalize(), "f")
        for text in NUMBERS
        for value in [read_number(text, "h/week", lang)]
    }
    assert here == there


def test_only_days_that_exist_are_read(page: Page) -> None:
    script = Script(page, every_kind("de"))
    words = [
        "31.1.2027",
        "31. 1. 2027",
        "31/01/2027",
        "2027-01-31",
        "30.2.2027",
        "morgen",
        "1.1.27",
    ]
    read = [script.call("readDate", text) for text in words]
    assert read == ["2027-01-31"] * 4 + [None] * 3


@pytest.mark.parametrize(
    "zone", ["UTC", "Europe/Vienna", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia"]
)
def test_the_time_is_written_with_its_zone(chromium: Browser, zone: str) -> None:
    context = chromium.new_context(timezone_id=zone)
    script = Script(context.new_page(), every_kind("de"))
    for moment in (AT, datetime(2027, 7, 1, 23, 59, 59, tzinfo=UTC)):
        local = moment.astimezone(ZoneInfo(zone))
        assert script.call("localTime", moment) == local.isoformat(timespec="seconds")
    context.close()


def test_the_digest_is_the_usual_one(page: Page) -> None:
    script = Script(page, every_kind("en"))
    for text in (
        "",
        "abc",
        "ß€👍" * 40,
        *("x" * n for n in (55, 56, 63, 64, 65, 119, 120)),
        "y" * 20000,
    ):
        assert script.call("sha256", text) == hashlib.sha256(text.encode()).hexdigest()
