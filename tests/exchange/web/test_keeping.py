"""Nothing that was typed is lost: crashes, two windows, other machines, browsers that forget."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from coopcoach.domain.exercise import Kind
from coopcoach.exchange.web.page import workbook_page
from coopcoach.i18n import translator
from tests.builders.prompts import prompt
from tests.exchange.web.browsing import Opened, opened
from tests.exchange.web.workbooks import MADE, Room, room

WISH, MEETING = "#q-arrive-wish-field", "#q-goal-why-field"
FORGETFUL = (
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
)


def test_a_crash_loses_nothing(context: BrowserContext, workbook: Room) -> None:
    seen = opened(context.new_page(), workbook.path)
    seen.go("arrive")
    seen.page.locator(WISH).press_sequentially("Dass wir uns einigen")
    expect(seen.page.locator("#saved")).to_contain_text("Gespeichert")
    expect(seen.page.locator("#left")).to_contain_text("1 von")
    # The last keys are written after the pause at the latest.
    seen.page.evaluate("""() => new Promise(kept => { const look = () =>
        Object.values(localStorage).join().includes('einigen') ? kept() : requestAnimationFrame(look);
        look() })""")
    with seen.page.expect_event("crash"), suppress(Error):
        seen.page.goto("chrome://crash")
    again = opened(context.new_page(), workbook.path)
    # It opens where it was left.
    expect(again.page.locator("#heading")).to_contain_text("Gut ankommen")
    expect(again.page.locator(WISH)).to_have_value("Dass wir uns einigen")
    expect(again.page.locator("#saved")).to_contain_text("Alles ist noch da")


def test_what_is_called_saved_is_there_even_if_the_last_entry_of_the_store_is_lost(
    anna: Opened,
) -> None:
    """A crash can lose an entry that localStorage has not handed over to the browser yet."""
    anna.go("arrive")
    anna.page.locator(WISH).fill("Klarheit")
    expect(anna.page.locator("#saved")).to_contain_text("Gespeichert")
    anna.page.evaluate("localStorage.clear()")
    anna.page.reload()
    expect(anna.page.locator(WISH)).to_have_value("Klarheit")
    expect(anna.page.locator("#saved")).to_contain_text("Alles ist noch da")


# The database answers when the test lets it.
LATE_DATABASE = """
const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...asked) {
  const real = open.apply(this, asked);
  const late = {};
  real.onupgradeneeded = () => { late.result = real.result; late.onupgradeneeded(); };
  real.onsuccess = () => { late.result = real.result; window.answer = () => late.onsuccess(); };
  return late;
};
"""


def test_what_is_typed_before_the_database_gives_back_a_lost_entry_stays(anna: Opened) -> None:
    anna.go("arrive")
    anna.page.locator(WISH).fill("Klarheit")
    expect(anna.page.locator("#saved")).to_contain_text("Gespeichert")
    anna.page.evaluate("localStorage.clear()")
    anna.page.add_init_script(LATE_DATABASE)
    anna.page.reload()
    anna.go("goal-why")
    anna.page.locator(MEETING).fill("Weil wir uns ergänzen")
    anna.page.evaluate("""() => new Promise(kept => { const look = () =>
        Object.values(localStorage).join().includes('ergänzen') ? kept() : requestAnimationFrame(look);
        look() })""")
    anna.page.evaluate("answer()")
    expect(anna.page.locator(MEETING)).to_have_value("Weil wir uns ergänzen")
    expect(anna.page.locator("#left")).to_contain_text("2 von")
    anna.go("arrive")
    expect(anna.page.locator(WISH)).to_have_value("Klarheit")


def test_a_copy_that_is_called_open_is_there_even_if_the_entry_of_the_store_is_lost(
    anna: Opened, chromium: Browser, workbook: Room
) -> None:
    anna.go("arrive")
    anna.page.locator(WISH).fill("Für unterwegs")
    with anna.page.expect_download() as download:
        anna.press("#copy-now")
    context = chromium.new_context(reduced_motion="reduce")
    other = opened(context.new_page(), workbook.path)
    other.page.locator("#open-copy").set_input_files(download.value.path())
    expect(other.page.locator("#copy-opened")).to_contain_text("1 Antwort")
    other.page.evaluate("localStorage.clear()")
    other.page.reload()
    other.go("arrive")
    expect(other.page.locator(WISH)).to_have_value("Für unterwegs")
    context.close()


def test_reload_and_the_browsers_way_back(anna: Opened) -> None:
    anna.press("#page .main")
    anna.page.locator(WISH).fill("Klarheit")
    anna.press(".turning .main")
    anna.page.locator(MEETING).fill("Weil es passt")
    anna.page.reload()
    assert anna.page.locator(MEETING).input_value() == "Weil es passt"
    anna.page.go_back()
    expect(anna.page.locator(WISH)).to_have_value("Klarheit")
    assert anna.page.evaluate("document.activeElement.id") == "heading"


def test_two_partners_on_one_machine_do_not_mix(
    context: BrowserContext, workbook: Room, tmp_path: Path
) -> None:
    ben = workbook.session.partners[1]
    page = workbook_page(workbook.session, ben, workbook.workbook, made=MADE, t=translator("de"))
    path = tmp_path / "arbeitsheft.html"
    path.write_text(page, encoding="utf-8")
    anna = opened(context.new_page(), workbook.path)
    anna.go("arrive")
    anna.page.locator(WISH).fill("Von Anna")
    other = opened(context.new_page(), path)
    other.go("arrive")
    assert other.page.locator(WISH).input_value() == ""
    other.page.locator(WISH).fill("Von Ben")
    anna.page.reload()
    assert anna.page.locator(WISH).input_value() == "Von Anna"


def test_two_windows_join_what_was_written_in_both(context: BrowserContext, workbook: Room) -> None:
    one = opened(context.new_page(), workbook.path)
    one.go("arrive")
    two = opened(context.new_page(), workbook.path)
    two.go("goal-why")
    one.page.locator(WISH).fill("Aus dem ersten Fenster")
    two.page.locator(MEETING).fill("Aus dem zweiten Fenster")
    two.page.reload()
    two.go("arrive")
    assert two.page.locator(WISH).input_value() == "Aus dem ersten Fenster"
    one.page.bring_to_front()
    expect(one.page.locator("#two-windows")).to_contain_text("zweiten Fenster")
    one.go("goal-why")
    assert one.page.locator(MEETING).input_value() == "Aus dem zweiten Fenster"


def test_the_same_question_in_two_windows_keeps_both(
    context: BrowserContext, workbook: Room
) -> None:
    one = opened(context.new_page(), workbook.path)
    one.go("arrive")
    # Written behind the window's back: some browsers tell a page nothing of another.
    script = """([key, text]) => {
      const there = JSON.parse(localStorage.getItem(key));
      there.answers['arrive.wish'] = {...there.answers['arrive.wish'], value: {kind: 'text', text}};
      there.stamp = 'another';
      localStorage.setItem(key, JSON.stringify(there));
    }"""
    key = f"coopcoach:{workbook.session.slug}:{workbook.partner.id}"
    one.page.locator(WISH).fill("Erst")
    one.page.evaluate(script, [key, "Anderswo geschrieben"])
    one.page.locator(WISH).fill("Hier geschrieben")
    other = one.page.locator(".other-state")
    expect(other).to_contain_text("Anderswo geschrieben")
    assert one.page.locator(WISH).input_value() == "Hier geschrieben"
    one.press(other.locator("button").first)
    assert one.page.locator(WISH).input_value() == "Anderswo geschrieben"
    assert one.page.locator(".other-state").count() == 0


def test_an_answer_that_another_window_closed_stays_closed(
    context: BrowserContext, workbook: Room
) -> None:
    one = opened(context.new_page(), workbook.path)
    one.go("arrive")
    script = """key => {
      const there = JSON.parse(localStorage.getItem(key));
      there.answers['arrive.wish'].visibility = 'me';
      there.stamp = 'another';
      localStorage.setItem(key, JSON.stringify(there));
    }"""
    one.page.locator(WISH).fill("Erst")
    one.page.evaluate(script, f"coopcoach:{workbook.session.slug}:{workbook.partner.id}")
    one.page.locator(WISH).fill("Nur für mich")
    expect(one.page.locator("#q-arrive-wish-who")).to_have_value("me")
    sent = one.hand_in().read_text(encoding="utf-8")
    assert "{#arrive.wish visibility=me}" in sent
    assert "Nur für mich" not in sent


def test_a_copy_goes_on_in_another_browser(anna: Opened, chromium: Browser, workbook: Room) -> None:
    anna.go("arrive")
    anna.page.locator(WISH).fill("Für unterwegs: „ß“ 👍\n\n- Liste")
    anna.press("label[for='q-arrive-setting-field-o-quiet']")
    with anna.page.expect_download() as download:
        anna.press("#copy-now")
    copy = download.value.path()
    context = chromium.new_context(reduced_motion="reduce")
    other = opened(context.new_page(), workbook.path)
    other.page.locator("#open-copy").set_input_files(copy)
    expect(other.page.locator("#copy-opened")).to_contain_text("2 Antworten")
    other.page.reload()
    other.go("arrive")
    assert other.page.locator(WISH).input_value() == "Für unterwegs: „ß“ 👍\n\n- Liste"
    assert other.page.locator("#q-arrive-setting-field-o-quiet").is_checked()
    context.close()


def test_opening_a_copy_can_be_taken_back(anna: Opened, tmp_path: Path) -> None:
    with anna.page.expect_download() as download:
        anna.press("#copy-now")
    blank = Path(download.value.path()).read_bytes()
    (tmp_path / "kopie.md").write_bytes(blank)
    anna.go("arrive")
    anna.page.locator(WISH).fill("Nicht verlieren")
    anna.go("overview")
    anna.page.locator("#open-copy").set_input_files(tmp_path / "kopie.md")
    anna.press("#copy-opened button >> nth=0")
    anna.go("arrive")
    assert anna.page.locator(WISH).input_value() == "Nicht verlieren"


def test_a_file_of_another_workbook_changes_nothing(anna: Opened, tmp_path: Path) -> None:
    foreign = room(tmp_path, "en")
    text = foreign.path.read_text(encoding="utf-8")
    for name, content, words in (
        ("page.html", text, "keine Kopie"),
        ("notes.md", "# Einkauf\n\n- Milch", "keine Kopie"),
        ("other.md", "---\ncoopcoach: answers/1\nsession: x\npartner: y\n---\n\n# A", "anderen"),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")
        anna.page.locator("#open-copy").set_input_files(tmp_path / name)
        expect(anna.page.locator("#copy-opened")).to_contain_text(words)
    assert anna.errors == []


def test_a_browser_that_keeps_nothing_is_named_and_a_copy_offered(
    page: Page, workbook: Room
) -> None:
    page.add_init_script(FORGETFUL)
    seen = opened(page, workbook.path)
    expect(page.locator("#cannot-keep")).to_contain_text("behält nichts")
    seen.go("arrive")
    page.locator(WISH).fill("Trotzdem")
    expect(page.locator("#saved")).to_have_text("Nicht gespeichert")
    with page.expect_download() as download:
        seen.press("#cannot-keep .main")
    assert "Trotzdem" in Path(download.value.path()).read_text(encoding="utf-8")
    page.locator(WISH).fill("Und noch mehr")
    with page.expect_event("dialog") as dialog:
        page.close(run_before_unload=True)
    assert dialog.value.type == "beforeunload"
    dialog.value.accept()


def test_a_store_that_drops_what_it_is_given_is_not_called_saved(page: Page, anna: Opened) -> None:
    """A full or crippled store may drop an entry without an error."""
    with page.expect_download() as download:
        anna.press("#copy-now")
    page.evaluate("() => { Storage.prototype.setItem = () => {} }")
    anna.page.locator("#open-copy").set_input_files(download.value.path())
    expect(page.locator("#copy-opened")).to_contain_text("nicht gespeichert")
    expect(page.locator("#cannot-keep")).to_contain_text("behält nichts")
    expect(page.locator("#saved")).to_have_text("Nicht gespeichert")


def test_a_page_without_any_store_can_be_filled_in_and_handed_in(
    page: Page, workbook: Room
) -> None:
    """As a phone may show an attachment: no address of its own, no store, no digest of the browser's own."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("about:blank")
    page.set_content(workbook.path.read_text(encoding="utf-8"))
    expect(page.locator("#cannot-keep")).to_be_visible()
    page.locator("#page .main").click()
    page.locator(WISH).fill("Ohne Speicher")
    page.locator("#to-overview").click()
    page.locator("#page .main").click()
    with page.expect_download() as download:
        page.locator("#hand-in-now").click()
    assert "Ohne Speicher" in Path(download.value.path()).read_text(encoding="utf-8")
    assert errors == []


def test_a_workbook_made_anew_keeps_what_was_typed(
    anna: Opened, workbook: Room, tmp_path: Path
) -> None:
    """The coach has turned one question into another kind, and taken one out."""
    anna.go("arrive")
    anna.page.locator(WISH).fill("Ein Wort")
    anna.press("label[for='q-arrive-setting-field-o-quiet']")
    first = workbook.exercises[0]
    setting, wish = first.prompts[0], next(p for p in first.prompts if p.id == "arrive.wish")
    scale = prompt(Kind.SCALE, id=wish.id, label=wish.label, minimum=1, maximum=5)
    words = prompt(Kind.LONG, id=setting.id, label=setting.label)
    for prompts in ((scale, words), (scale,)):
        changed = first.model_copy(update={"prompts": prompts})
        book = workbook.workbook.model_copy(update={"exercises": (changed,)})
        page = workbook_page(
            workbook.session, workbook.partner, book, made=MADE, t=translator("de")
        )
        (tmp_path / "neu.html").write_text(page, encoding="utf-8")
        again = opened(anna.page, tmp_path / "neu.html")
        again.go("arrive")
        assert again.page.locator("#q-arrive-wish-remark").input_value() == "Ein Wort"
        assert again.errors == []
