"""Handing in without an attachment: what the page copies, encrypts and writes into a mail comes back equal."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import BrowserContext, Page

from coopcoach.domain.answers import Answer, Stance, TextValue, Visibility
from coopcoach.exchange.encryption import decrypted, new_key
from coopcoach.exchange.incoming.expected import expected_of
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.unpack import read_file
from coopcoach.exchange.web.page import workbook_page
from coopcoach.i18n import translator
from tests.builders.foreign_files import mail_of
from tests.builders.pdf import form_answers as examples
from tests.exchange.web.browsing import Opened, opened
from tests.exchange.web.test_filling import WINDOWS
from tests.exchange.web.workbooks import MADE, Room, room

KEY = new_key()


def read(text: str, office: Room, key: str = "") -> Returned:
    books = {office.workbook.language: office.workbook}
    sender = "Anna <anna@example.org>"
    (back,) = read_file(mail_of(text, sender=sender), books, key, expected_of(office.session))
    return back


def copied(seen: Opened) -> str:
    """Press the button, and return the clipboard."""
    seen.press("#copy-answers")
    seen.page.locator("#copied").wait_for()
    return str(seen.page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def page(context: BrowserContext) -> Page:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    return context.new_page()


@pytest.fixture
def sealing(page: Page, workbook: Room, tmp_path: Path) -> Opened:
    """Anna's workbook with the coach's key in it."""
    path = tmp_path / "arbeitsheft.html"
    t = translator(workbook.workbook.language)
    html = workbook_page(
        workbook.session,
        workbook.partner,
        workbook.workbook,
        made=MADE,
        t=t,
        encrypt_to=KEY.public,
    )
    path.write_text(html, encoding="utf-8", newline="\n")
    return opened(page, path)


def test_every_kind_of_answer_is_copied_and_read_back(page: Page, tmp_path: Path) -> None:
    office = room(tmp_path / "house", extra=examples.workbook("de"))
    answers = dict(examples.ANSWERS)
    seen = opened(page, office.path)
    seen.go("all")
    for prompt in office.workbook.exercises[0].prompts:
        seen.fill(prompt, answers[prompt.id])
    seen.hand_in()
    text = copied(seen)
    back = read(f"Liebe Katrin,\n\nhier sind meine Antworten für unsere Sitzung.\n\n{text}", office)
    answers["all.silent"] = Answer(visibility=Visibility.ME)
    assert {name: back.answers.get(name, Answer()) for name in answers} == answers
    assert (back.partner, back.handed_in, back.notices) == ("anna-meier", True, ())
    assert "".join(back.found) == "Liebe Katrin,"
    words, _, block = text.partition("-----BEGIN")
    for prompt in office.workbook.exercises[0].prompts:
        shown = (
            answers[prompt.id].visibility is not Visibility.ME and not answers[prompt.id].is_blank
        )
        assert (prompt.label in words) == shown
    assert max(len(line) for line in block.split("\n")) <= 64
    assert seen.errors == []


def test_with_the_coachs_key_nothing_leaves_the_page_readable(
    sealing: Opened, workbook: Room
) -> None:
    sealing.go("arrive")
    wish = next(p for p in workbook.prompts if p.id == "arrive.wish")
    answer = Answer(
        value=TextValue(text="Klare Verhältnisse 👍"),
        stance=Stance.TALK_LIVE,
        visibility=Visibility.COACH,
    )
    sealing.fill(wish, answer)
    file = sealing.hand_in().read_bytes()
    text = copied(sealing)
    href = unquote(sealing.page.locator("#mail").get_attribute("href") or "")
    for sent in (file.decode(), text, href):
        assert "Verhältnisse" not in sent
        assert "coopcoach: answers" not in sent
    assert b"Klare Verh" in decrypted(file, KEY.private)
    assert "antworten-anna-meier.md.age" in sealing.page.locator("main").inner_text()
    back = read(text, workbook, KEY.private)
    assert back.answers["arrive.wish"] == answer
    assert (back.found, back.notices) == ((), ())
    assert sealing.errors == []
    assert sealing.fetched == []


def test_on_a_phone_the_mail_has_the_answers_in_it(context: BrowserContext, workbook: Room) -> None:
    phone = context.browser
    assert phone is not None
    made = phone.new_context(**WINDOWS["phone"])
    seen = opened(made.new_page(), workbook.path, touch=True)
    seen.go("arrive.wish")
    wish = next(p for p in workbook.prompts if p.id == "arrive.wish")
    seen.fill(wish, Answer(value=TextValue(text="Kürzer, bitte")))
    seen.go("hand-in")
    seen.press("#hand-in-now")
    href = seen.page.locator("#mail").get_attribute("href") or ""
    body = re.sub(r".*&body=", "", unquote(href), flags=re.DOTALL).replace("\r\n", "\n")
    back = read(body, workbook)
    assert back.answers["arrive.wish"].value == TextValue(text="Kürzer, bitte")
    assert (back.notices, back.found) == ((), ("Anna Meier",))
    made.close()


NO_CLIPBOARD = """
navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
document.execCommand = () => false;
"""


def test_where_the_page_may_not_copy_the_text_can_be_marked(page: Page, workbook: Room) -> None:
    page.add_init_script(NO_CLIPBOARD)
    seen = opened(page, workbook.path)
    seen.go("arrive")
    seen.page.locator("#q-arrive-wish-field").fill("Punkt, Komma, 👩‍🔧")
    seen.hand_in()
    seen.press("#copy-answers")
    area = seen.page.locator("#text-to-copy")
    area.focus()
    marked = area.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)")
    assert read(marked, workbook).answers["arrive.wish"].value == TextValue(
        text="Punkt, Komma, 👩‍🔧"
    )


def test_a_failed_share_sheet_saves_the_copy_and_a_closed_one_does_not(
    context: BrowserContext, workbook: Room
) -> None:
    browser = context.browser
    assert browser is not None
    made = browser.new_context(**WINDOWS["phone"])
    page = made.new_page()
    page.add_init_script("""
      navigator.canShare = () => true;
      navigator.share = async () => { throw new DOMException("", window.fault); };
    """)
    seen = opened(page, workbook.path, touch=True)
    page.evaluate("window.fault = 'AbortError'")
    seen.press("#copy-now")
    page.wait_for_function("document.getElementById('said').textContent === ''")
    page.evaluate("window.fault = 'NotAllowedError'")
    with page.expect_download() as download:
        seen.press("#copy-now")
    assert "coopcoach: answers/1" in Path(download.value.path()).read_text(encoding="utf-8")
    made.close()
