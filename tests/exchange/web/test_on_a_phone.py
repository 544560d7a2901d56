"""On a narrow screen: one question at a time, stances and audience in one line, the calendar and the share sheet of the phone."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from coopcoach.domain.exercise import Kind
from tests.builders.prompts import prompt, workbook_of
from tests.exchange.web.browsing import Opened, opened
from tests.exchange.web.test_filling import WINDOWS
from tests.exchange.web.workbooks import Room, room

WISH = "#q-arrive-wish-field"
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


def test_one_question_at_a_time_and_the_same_one_when_the_phone_is_turned(anna: Opened) -> None:
    page = anna.page
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    anna.press("#page .main")
    assert page.locator(".prompt").count() == 1
    expect(page.locator("#heading")).to_contain_text("Frage 1 von ")
    anna.press(".turning .main")
    assert page.url.endswith("#arrive.wish")
    page.locator(WISH).fill("Klarheit")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    expect(page.locator(".prompt")).not_to_have_count(1)
    expect(page.locator(WISH)).to_be_focused()
    expect(page.locator(WISH)).to_have_value("Klarheit")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    expect(page.locator(".prompt")).to_have_count(1)
    expect(page.locator(WISH)).to_be_focused()
    page.go_back()
    expect(page.locator("#heading")).to_contain_text("Frage 1 von ")
    anna.go("overview")
    page.get_by_role("button", name="Warum wollen gerade").click()
    assert page.url.endswith("#goal.why")
    assert anna.errors == []


def test_stances_and_audience_take_one_line_that_says_what_is_chosen(anna: Opened) -> None:
    page = anna.page
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    anna.go("arrive.wish")
    fold = page.locator("#q-arrive-wish-fold")
    expect(fold).to_have_text("Keine Antwort? · für uns beide und den Coach")
    box = fold.bounding_box()
    assert box
    assert box["height"] < 48
    assert not page.locator("#q-arrive-wish-who").is_visible()
    fold.click()
    page.locator("#q-arrive-wish-who").select_option("coach")
    page.locator("#q-arrive-wish-talk-live").click()
    page.reload()
    expect(fold).to_have_text("darüber möchte ich im Gespräch reden · nur für den Coach")


def test_a_phone_picks_dates_in_its_calendar(chromium: Browser, tmp_path: Path) -> None:
    day = prompt(Kind.DATE, id="test.day", label="Wann?")
    office = room(tmp_path, extra=workbook_of(day, language="de"))
    context = chromium.new_context(**WINDOWS["phone"])
    seen = opened(context.new_page(), office.path, touch=True)
    asked = office.prompts[0].id
    field = f"#q-{asked.replace('.', '-')}-field"
    seen.go(asked)
    assert seen.page.locator(field).get_attribute("type") == "date"
    seen.page.locator(field).fill("2027-02-28")
    seen.page.reload()
    expect(seen.page.locator(field)).to_have_value("2027-02-28")
    assert "\n2027-02-28\n" in seen.hand_in().read_text(encoding="utf-8")
    context.close()


def test_a_copy_goes_to_the_share_sheet(chromium: Browser, workbook: Room) -> None:
    context = chromium.new_context(**WINDOWS["phone"])
    page = context.new_page()
    page.add_init_script("""
      navigator.canShare = ({files}) => files.every(file => file.name.endsWith(".txt"));
      window.sharing = new Promise(shared => {
        navigator.share = async ({files}) => shared([files[0].name, await files[0].text()]);
      });
    """)
    seen = opened(page, workbook.path, touch=True)
    seen.go("arrive.wish")
    page.locator(WISH).fill("Für den Rechner")
    seen.press("#copy-now")
    name, text = page.evaluate("window.sharing")
    assert name.endswith(".txt")
    assert "Für den Rechner" in text
    context.close()


def test_safari_is_named_where_it_forgets(page: Page, workbook: Room) -> None:
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'vendor', { get: () => 'Apple Computer, Inc.' })"
    )
    opened(page, workbook.path)
    assert "sieben Tage" in page.locator("main").inner_text()


def test_a_mouse_drags_a_ranked_line_by_its_words(anna: Opened) -> None:
    anna.go("goal-motives")
    for name in ("compete", "marketing", "synergies"):
        anna.press(f"#q-goal-motives-field-add-{name}")
    words = anna.page.locator(".ranked .words")
    last, first = words.nth(2).bounding_box(), words.nth(0).bounding_box()
    assert last
    assert first
    mouse = anna.page.mouse
    mouse.move(last["x"] + 30, last["y"] + 15)
    mouse.down()
    mouse.move(last["x"] + 30, first["y"] + 40)
    mouse.move(last["x"] + 30, first["y"])
    mouse.up()
    order = [item.get_attribute("data-id") for item in anna.page.locator(".ranked li").all()]
    assert order == ["synergies", "compete", "marketing"]
