"""The whole workbook is filled in at the page, closed, opened again, handed in, and imported."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from coopcoach.domain.answers import Answer, Stance, Visibility
from coopcoach.domain.exercise import Phase
from coopcoach.domain.packs.asked import asked_exercises, minutes_stated
from coopcoach.domain.packs.essentials import essentials_words
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import read_answers, seal_of
from coopcoach.services.partners.import_answers import carry_out, plan_import
from coopcoach.services.workspace.desk import create, partner_from
from coopcoach.storage.sessions import answers_path, open_session
from coopcoach.storage.workspace import make_workspace
from tests.builders.examples import deep
from tests.builders.pdf import form_answers as pdf_examples
from tests.exchange.web.browsing import ARGUMENTS, Opened, opened
from tests.exchange.web.workbooks import Room, room, sample_answers

NOW = datetime(2027, 1, 13, 8, 0, tzinfo=UTC)
WINDOWS: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "has_touch": True,
        "is_mobile": True,
        "device_scale_factor": 2,
    },
}


def imported(office: Room, sent: bytes, answers: dict[str, Answer], folder: Path) -> Document:
    """Import what was handed in, compare all answers, and return the answers file of the workspace."""
    (folder / "antworten.md").write_bytes(sent)
    (plan,) = plan_import(office.workspace, office.session.slug, [folder / "antworten.md"], now=NOW)
    carry_out([plan], NOW)
    path = answers_path(office.workspace, office.session.slug, office.partner.id)
    document = Document(path.read_text(encoding="utf-8"))
    read = read_answers(document, office.workbook, Phase.PREPARE)
    wanted = {prompt.id: answers.get(prompt.id, Answer()) for prompt in office.prompts}
    assert {prompt.id: read.answer(prompt.id) for prompt in office.prompts} == wanted
    assert read.handed_in is not None
    assert document.front is not None
    return document


def fill_exercises(
    seen: Opened, office: Room, answers: dict[str, Answer], places: slice, done: str = ""
) -> None:
    """Go from exercise to exercise, or from question to question, by the button, and answer what is asked."""
    narrow = seen.is_narrow
    for exercise in office.exercises[places]:
        seen.page.locator("#heading", has_text=exercise.title).wait_for()
        for prompt in office.prompts_of(exercise):
            seen.page.locator(f"[data-prompt='{prompt.id}']").wait_for()
            if prompt.id != done:
                seen.fill(prompt, answers.get(prompt.id, Answer()))
            if narrow:
                seen.press(".turning .main")
        if not narrow:
            seen.press(".turning .main")


# By default the workbook by the link is filled in on a phone, see site/test_visit.py.
@pytest.mark.parametrize("window", ["wide", deep("phone")])
def test_the_whole_compact_workbook_in_german(
    playwright: Playwright, chromium_path: str, tmp_path: Path, window: str
) -> None:
    office = room(tmp_path / "house")
    answers = sample_answers(office.workbook)
    answers["arrive.wish"] = Answer(stance=Stance.TALK_LIVE)
    answers["goal.why"] = answers["goal.why"].model_copy(update={"visibility": Visibility.COACH})
    half = len(office.exercises) // 2
    profile = tmp_path / "profile"

    def start() -> tuple[Any, Opened]:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium_path,
            args=ARGUMENTS,
            reduced_motion="reduce",
            **WINDOWS[window],
        )
        return context, opened(context.pages[0], office.path, touch=window == "phone")

    context, first = start()
    first.press("#page .main")
    fill_exercises(first, office, answers, slice(0, half))
    # The last thing typed before the window is closed, with no pause after it.
    unfinished = office.prompts_of(office.exercises[half])[0]
    first.fill(unfinished, answers[unfinished.id])
    first.page.close()
    context.close()

    context, again = start()
    fill_exercises(again, office, answers, slice(half, None), done=unfinished.id)
    assert again.page.locator("#heading").inner_text() == "Übersicht"
    sent = again.hand_in().read_bytes()
    assert (again.fetched, again.errors) == ([], [])
    assert first.errors == []
    context.close()

    document = imported(office, sent, answers, tmp_path)
    assert (
        document.front.values["seal"]
        == seal_of(document)
        == Document(sent.decode()).front.values["seal"]
    )


def test_every_kind_of_question(page: Page, tmp_path: Path) -> None:
    office = room(tmp_path / "house", extra=pdf_examples.workbook("de"))
    answers = dict(pdf_examples.ANSWERS)
    seen = opened(page, office.path)
    seen.go("all")
    for prompt in office.workbook.exercises[0].prompts:
        seen.fill(prompt, answers[prompt.id])
    seen.page.reload()
    sent = Document(seen.hand_in().read_text(encoding="utf-8"))
    read = read_answers(sent, office.workbook, Phase.PREPARE).answers
    answers["all.silent"] = Answer(visibility=Visibility.ME)
    assert read == answers
    assert seen.errors == []


def test_the_first_page_names_the_time_that_the_mail_names(anna: Opened, workbook: Room) -> None:
    t, pack = translator("de"), workbook.session.pack
    asked = asked_exercises(workbook.session, workbook.workbook)
    words = anna.page.locator(".facts").inner_text()
    assert f"Etwa {minutes_stated(asked, pack)} Minuten" in words
    assert essentials_words(asked, pack, t) in words


def test_only_me_stays_in_the_copy_and_out_of_what_is_handed_in(anna: Opened) -> None:
    anna.go("arrive")
    anna.page.locator("#q-arrive-wish-field").fill("Streng geheimer Wunsch")
    anna.page.locator("#q-arrive-wish-who").select_option("me")
    with anna.page.expect_download() as download:
        anna.press("#copy-now")
    copy = Path(download.value.path()).read_text(encoding="utf-8")
    assert "Streng geheimer Wunsch" in copy
    assert "handed_in" not in copy
    anna.go("hand-in")
    assert "1 Antwort ist nur für Sie" in anna.page.locator("main").inner_text()
    sent = anna.hand_in().read_text(encoding="utf-8")
    assert "{#arrive.wish visibility=me}\n\n##" in sent
    assert "Streng geheimer" not in sent


def test_the_mail_has_address_subject_and_text(anna: Opened) -> None:
    anna.hand_in()
    href = anna.page.locator("#mail").get_attribute("href") or ""
    assert href.startswith("mailto:katrin@example.org?subject=Meine%20Antworten")
    assert "hier%20sind%20meine%20Antworten" in href
    assert len(href) < 2000
    assert "antworten-anna-meier.md" in anna.page.locator("main").inner_text()


SHARE_SHEET = """
navigator.canShare = ({files}) => files.every(file => file.name.endsWith(".txt"));
window.sharing = new Promise(shared => {
  navigator.share = async ({files}) => shared([[files[0].name, await files[0].text()]]);
});
"""


def test_on_a_phone_the_share_sheet_gets_the_file(chromium: Any, workbook: Room) -> None:
    context = chromium.new_context(**WINDOWS["phone"])
    page = context.new_page()
    page.add_init_script(SHARE_SHEET)
    seen = opened(page, workbook.path, touch=True)
    seen.go("hand-in")
    seen.press("#hand-in-now")
    assert page.locator("#share").is_visible()
    [[name, text]] = page.evaluate("window.sharing")
    assert name == "antworten-anna-meier.txt"
    assert text.startswith("---\ncoopcoach: answers/1\n")
    assert "seal: sha256:" in text
    context.close()


def test_a_change_after_handing_in_asks_for_handing_in_once_more(anna: Opened) -> None:
    first = anna.hand_in().read_bytes()
    anna.page.reload()
    with anna.page.expect_download() as download:
        anna.press("#save-file")
    assert Path(download.value.path()).read_bytes() == first
    anna.go("arrive")
    anna.page.locator("#q-arrive-wish-field").fill("Noch etwas")
    second = anna.hand_in().read_text(encoding="utf-8")
    assert "Noch etwas" in second


def test_what_is_blank_is_named_before_handing_in(anna: Opened, workbook: Room) -> None:
    anna.go("arrive")
    anna.page.locator("#q-arrive-wish-field").fill("Klarheit")
    anna.go("hand-in")
    blank = anna.page.locator(".blanks li button").all_inner_texts()
    labels = [prompt.label for prompt in workbook.prompts if prompt.id != "arrive.wish"]
    assert blank == labels
    anna.press(anna.page.locator(".blanks button").nth(1))
    other = [prompt.id for prompt in workbook.prompts if prompt.id != "arrive.wish"][1]
    assert anna.page.evaluate("document.activeElement.id") == f"q-{other.replace('.', '-')}"


def test_the_coachs_address_is_given_behind_the_name(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path / "office")
    partners = [partner_from(name, "de") for name in ("Anna Meier", "Ben Weiß")]
    names = {
        "Katrin Vogt <katrin@example.org>": ("Katrin Vogt", "katrin@example.org"),
        "Kim": ("Kim", ""),
    }
    for coach, (name, address) in names.items():
        slug = create(workspace, title=name, partners=partners, now=NOW, coach=coach)
        session = open_session(workspace, slug).session
        assert (session.coach, session.coach_email) == (name, address)
        text = (workspace.sessions / slug / "session.md").read_text(encoding="utf-8")
        assert ("coach_email" in text) is bool(address)
