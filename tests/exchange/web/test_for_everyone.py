"""Every page can be used by everyone: checked by axe-core, in both colour schemes; by keys alone; by touch."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from coopcoach.domain.answers import Answer, TextValue
from coopcoach.domain.exercise import Pack
from coopcoach.services.documents.catalogue import export_document
from tests.builders import exported_sessions
from tests.builders.examples import covering, deep
from tests.builders.exported_sessions import NOW, SLUG
from tests.builders.pdf import form_answers as pdf_examples
from tests.exchange.web.browsing import Opened, opened
from tests.exchange.web.workbooks import Room, room

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RANKING = "#q-goal-motives-field"


def faults(page: Page) -> list[str]:
    """Return what axe-core finds on the page as it stands, and in dark colours what its contrast is."""
    rules = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    contrast = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
    found = []
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    for scheme, options in (("light", rules), ("dark", contrast)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        response = page.evaluate("options => axe.run(options)", options)
        found += [
            f"{scheme}: {each['id']}: {node['target']} {node['failureSummary']}"
            for each in response["violations"]
            for node in each["nodes"]
        ]
    return found


def places_of(office: Room, seen: Opened) -> list[str]:
    """The places of a workbook, as wide as the window is; by default those that have every kind of question."""
    asked = (
        covering(office.prompts, lambda prompt: {prompt.kind})
        if seen.is_narrow
        else covering(office.exercises, lambda each: {p.kind for p in office.prompts_of(each)})
    )
    return ["start", *(each.id for each in asked), "overview", "hand-in"]


def all_places(office: Room, seen: Opened) -> list[str]:
    """All places of a workbook, for what depends on the length of words."""
    asked = office.prompts if seen.is_narrow else office.exercises
    return ["start", *(each.id for each in asked), "overview", "hand-in"]


@pytest.mark.parametrize(("lang", "pack", "width"), [("de", "full", 1280), ("en", "compact", 320)])
def test_no_page_has_a_fault(
    chromium: Browser, tmp_path: Path, lang: str, pack: Pack, width: int
) -> None:
    office = room(tmp_path, lang, pack)
    # The checker itself is put into the page.
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce", bypass_csp=True
    )
    seen = opened(context.new_page(), office.path)
    found = {}
    for place in places_of(office, seen):
        seen.go(place)
        found[place] = faults(seen.page)
    seen.press("#hand-in-now")
    found["handed in"] = faults(seen.page)
    context.close()
    assert {place: each for place, each in found.items() if each} == {}


def test_the_checker_finds_what_is_planted(chromium: Browser, workbook: Room) -> None:
    context = chromium.new_context(bypass_csp=True)
    seen = opened(context.new_page(), workbook.path)
    seen.page.evaluate("""() => {
      const faint = Object.assign(document.createElement("p"), { textContent: "faint" });
      faint.style.color = "var(--line)";
      document.querySelector("main").append(faint, document.createElement("textarea"));
    }""")
    found = faults(seen.page)
    context.close()
    assert [any(f"{kind}: {rule}" in each for each in found)
            for kind, rule in (("light", "label"), ("light", "color-contrast"), ("dark", "color-contrast"))
            ] == [True] * 3  # fmt: skip


def test_every_kind_and_every_notice_has_no_fault(chromium: Browser, tmp_path: Path) -> None:
    office = room(tmp_path, extra=pdf_examples.workbook("en"), lang="en")
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    seen = opened(page, office.path)
    seen.go("all")
    for prompt in office.workbook.exercises[0].prompts:
        seen.fill(prompt, pdf_examples.ANSWERS[prompt.id])
    page.locator("#q-all-number-field").fill("rather a lot")
    seen.press("#q-all-free-field-out-0")
    found = faults(page)
    context.close()
    assert found == []


@pytest.mark.parametrize(("width", "height"), [(320, 700), (390, 844), (640, 512), (1280, 720)])
def test_nothing_has_to_be_scrolled_sideways(
    chromium: Browser, workbook: Room, width: int, height: int
) -> None:
    """640 by 512 is a window of 1280 by 1024 at 200 %, 320 pixels are WCAG's narrowest."""
    context = chromium.new_context(viewport={"width": width, "height": height})
    seen = opened(context.new_page(), workbook.path)
    wide = {}
    # What fits into the narrowest window fits into a wider one.
    for place in all_places(workbook, seen) if width == 320 else places_of(workbook, seen):
        seen.go(place)
        wide[place] = seen.page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert {place: each for place, each in wide.items() if each > width} == {}


SMALL = """() => [...document.querySelectorAll("button, select, textarea, input, a")]
  .filter(each => each.checkVisibility() && each.type !== "file" && !each.classList.contains("skip"))
  .map(each => [each.id || each.textContent, each.closest(".tick") ?? each])
  .map(([name, each]) => [name, each.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([name, box]) => `${name}: ${box.width} × ${box.height}`)"""


def test_everything_to_press_is_large_enough(anna: Opened, workbook: Room) -> None:
    small = []
    for place in ["start", *(e.id for e in workbook.exercises), "overview", "hand-in"]:
        anna.go(place)
        small += anna.page.evaluate(SMALL)
    assert small == []


def test_by_keys_alone(anna: Opened) -> None:
    page = anna.page
    keys = page.keyboard

    def focused() -> str:
        return str(page.evaluate("document.activeElement.id"))

    def tab_to(wanted: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            if focused() == wanted:
                return
        raise AssertionError(wanted)

    keys.press("Tab")
    keys.press("Enter")
    assert focused() == "heading"
    anna.go("arrive")
    tab_to("q-arrive-setting-field-o-quiet")
    keys.press("Space")
    tab_to("q-arrive-wish-field")
    keys.type("Ruhe")
    tab_to("q-arrive-wish-talk-live")
    keys.press("Enter")
    assert page.locator("#q-arrive-wish-talk-live").get_attribute("aria-pressed") == "true"
    anna.go("goal-motives")
    tab_to("q-goal-motives-field-add-compete")
    keys.press("Enter")
    # The focus goes on to what comes next, so that one key chooses one after the other.
    keys.press("Enter")
    keys.press("Enter")
    page.locator(f"{RANKING}-grip-synergies").focus()
    keys.press("ArrowUp")
    keys.press("ArrowUp")
    assert focused() == "q-goal-motives-field-grip-synergies"
    assert "Platz 1" in page.locator("#said").inner_text()
    assert ranked(page) == ["synergies", "compete", "marketing"]
    keys.press("Delete")
    assert ranked(page) == ["compete", "marketing"]
    anna.go("goal-why")
    tab_to("q-goal-plus-field-s-0")
    keys.press("Space")
    for _ in range(4):
        keys.press("ArrowRight")
    assert page.locator("#q-goal-plus-field-s-4").is_checked()


def ranked(page: Page) -> list[str]:
    return [item.get_attribute("data-id") or "" for item in page.locator(".ranked li").all()]


def test_a_ranking_by_mouse_and_by_finger(chromium: Browser, workbook: Room) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    seen = opened(page, workbook.path, touch=True)
    seen.go("goal-motives")
    for name in ("compete", "marketing", "synergies"):
        seen.press(f"{RANKING}-add-{name}")
    seen.press(f"{RANKING}-up-synergies")
    assert ranked(page) == ["compete", "synergies", "marketing"]
    page.locator(f"{RANKING}-grip-marketing").scroll_into_view_if_needed()
    grip = page.locator(f"{RANKING}-grip-marketing").bounding_box()
    first = page.locator(f"{RANKING}-grip-compete").bounding_box()
    assert grip
    assert first
    finger = context.new_cdp_session(page)
    x = grip["x"] + grip["width"] / 2
    path = [grip["y"] + 20, (grip["y"] + first["y"]) / 2, first["y"] - 4]
    finger.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": path[0]}]}
    )
    for y in path[1:]:
        finger.send(
            "Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]}
        )
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert ranked(page) == ["marketing", "compete", "synergies"]
    grip = page.locator(f"{RANKING}-grip-marketing").bounding_box()
    assert grip
    page.mouse.move(grip["x"] + 10, grip["y"] + 20)
    page.mouse.down()
    page.mouse.move(grip["x"] + 10, grip["y"] + 60)
    page.mouse.move(grip["x"] + 10, grip["y"] + 260)
    page.mouse.up()
    assert ranked(page) == ["compete", "synergies", "marketing"]
    context.close()


def test_paper_has_every_question_with_its_answer(
    anna: Opened, workbook: Room, tmp_path: Path
) -> None:
    anna.go("arrive")
    anna.fill(workbook.prompts[1], Answer(value=TextValue(text="Klarheit über das Büro")))
    (tmp_path / "paper.pdf").write_bytes(anna.page.pdf(prefer_css_page_size=True))
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "paper.pdf", "-"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    flowing = " ".join(text.split())
    assert "Klarheit über das Büro" in flowing
    for prompt in workbook.prompts:
        assert " ".join(prompt.label.split()) in flowing
    assert "Kopie speichern" not in flowing


def test_a_list_goes_on_by_itself(anna: Opened) -> None:
    anna.go("goal-why")
    area = anna.page.locator("#q-goal-benefit-field")
    area.focus()
    for line in ("- eins", "zwei", "", "Ende"):
        anna.page.keyboard.type(line)
        anna.page.keyboard.press("Enter")
    expect(area).to_have_value("- eins\n- zwei\n\nEnde\n")


@pytest.mark.parametrize("width", [deep(1280), 375])
def test_the_summary_for_the_browser_has_no_fault(
    chromium: Browser, tmp_path: Path, width: int
) -> None:
    workspace = exported_sessions.written(tmp_path, exported_sessions.rich())
    done = export_document(workspace, SLUG, "summary", "html", now=NOW)
    # The checker itself is put into the page.
    context = chromium.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
    summary = context.new_page()
    summary.goto(done.paths[0].as_uri())
    found = faults(summary)
    context.close()
    assert found == []
