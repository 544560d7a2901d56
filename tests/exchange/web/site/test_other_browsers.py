"""The whole compact workbook by the link in Firefox and WebKit: filled, left, opened again with the site out of reach, imported.

WebKit is the nearest to an iPhone that runs here; iOS itself is not tried.
"""

from __future__ import annotations

import shutil
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from coopcoach.domain.answers import Answer, Stance, Visibility
from coopcoach.domain.exercise import Phase
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import read_answers
from coopcoach.services.partners.import_answers import carry_out, plan_import
from coopcoach.storage.sessions import answers_path
from tests.exchange.web.browsing import Opened
from tests.exchange.web.site.serving import address_of, served, write_site_of
from tests.exchange.web.site.webdriver import DriverPage, firefox, webkit
from tests.exchange.web.test_filling import fill_exercises
from tests.exchange.web.workbooks import Room, room, sample_answers

NOW = datetime(2027, 1, 13, 8, 0, tzinfo=UTC)
PATIENCE = 20
# WebKit keeps no downloads under automation: what the page would save is taken from it.
TAKE = "URL.createObjectURL = blob => (blob.text().then(text => window.sent = text), 'data:,x')"

pytestmark = pytest.mark.deep


def mini_browser() -> Path | None:
    return next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "phone"])
def test_firefox(tmp_path: Path, narrow: bool) -> None:
    if shutil.which("firefox-esr") is None:
        pytest.skip("no firefox-esr here")
    office, answers = asked(tmp_path)
    half = len(office.exercises) // 2
    profile = tmp_path / "profile"
    with served(write_site_of(office, tmp_path / "site")) as site:
        address = address_of(office, site)
        with firefox(profile, narrow=narrow) as seen:
            seen.page.goto(address)
            seen.press("#page .main")
            fill_exercises(seen, office, answers, slice(0, half))
            seen.wait_until_kept()
    with firefox(profile, narrow=narrow) as seen:
        seen.page.goto(address)
        go_on(seen, office, answers)
        seen.press("#hand-in-now")
        assert_imported(office, answers, downloaded(profile / "downloads"), tmp_path)
    assert not any(address.partition("#")[2][8:24] in line for line in site.log)


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "phone"])
def test_webkit(tmp_path: Path, narrow: bool) -> None:
    browser = mini_browser()
    if browser is None or shutil.which("WebKitWebDriver") is None or shutil.which("Xvfb") is None:
        pytest.skip("no webkit2gtk-driver or no xvfb here")
    office, answers = asked(tmp_path)
    with ExitStack() as stack:
        seen = stack.enter_context(webkit(browser, narrow=narrow))
        with served(write_site_of(office, tmp_path / "site")) as site:
            seen.page.goto(address_of(office, site))
            seen.press("#page .main")
            fill_exercises(seen, office, answers, slice(0, len(office.exercises) // 2))
            seen.wait_until_kept()
        page = driven(seen)
        page.script("location.reload()")
        go_on(seen, office, answers)
        page.script(TAKE)
        seen.press("#hand-in-now")
        if narrow:
            seen.press("#save-file")
        sent = until(lambda: page.script("return window.sent"))
        assert_imported(office, answers, sent, tmp_path)


def asked(folder: Path) -> tuple[Room, dict[str, Answer]]:
    office = room(folder / "house")
    answers = sample_answers(office.workbook)
    answers["arrive.wish"] = Answer(stance=Stance.TALK_LIVE)
    answers["goal.why"] = answers["goal.why"].model_copy(update={"visibility": Visibility.COACH})
    return office, answers


def go_on(seen: Opened, office: Room, answers: dict[str, Answer]) -> None:
    """Fill in the second half, with the site out of reach."""
    half = len(office.exercises) // 2
    until(lambda: "Alles ist noch da" in driven(seen).script(
        "return document.getElementById('saved')?.textContent ?? ''"
    ))  # fmt: skip
    seen.go(office.exercises[half].id)
    fill_exercises(seen, office, answers, slice(half, None))
    seen.go("hand-in")


def driven(seen: Opened) -> DriverPage:
    return cast(DriverPage, seen.page)


def downloaded(folder: Path) -> str:
    def whole() -> str:
        partly = list(folder.glob("*.part"))
        return "" if partly else "".join(f.read_text("utf-8") for f in folder.glob("*.md"))

    return until(whole)


def until(told: object) -> str:
    """Return what a function tells once it tells something: these drivers send no events."""
    assert callable(told)
    ends = time.monotonic() + PATIENCE
    while not (found := told()):
        assert time.monotonic() < ends
        time.sleep(0.05)
    return str(found)


def assert_imported(office: Room, answers: dict[str, Answer], sent: str, folder: Path) -> None:
    (folder / "antworten.md").write_text(sent, encoding="utf-8")
    (plan,) = plan_import(office.workspace, office.session.slug, [folder / "antworten.md"], now=NOW)
    carry_out([plan], NOW)
    path = answers_path(office.workspace, office.session.slug, office.partner.id)
    read = read_answers(Document(path.read_text(encoding="utf-8")), office.workbook, Phase.PREPARE)
    wanted = {prompt.id: answers.get(prompt.id, Answer()) for prompt in office.prompts}
    assert {prompt.id: read.answer(prompt.id) for prompt in office.prompts} == wanted
    assert read.handed_in is not None
