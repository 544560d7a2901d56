"""The whole compact workbook by the link in Chromium, Firefox and WebKit, wide and on a phone, by every way to the coach.

Filled in, closed in the middle, opened again with the site out of reach, and handed in as a file, as a copied text, as a
mail and by a share sheet; then as a file and a text that are encrypted. Each is imported into a session of its own, and
every answer, stance and audience is equal. WebKit is the nearest to an iPhone that runs here: iOS itself is not tried,
and the share sheet is a stand-in, as no desktop browser has one.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from coopcoach.domain.answers import Answer, Stance, TextValue, Visibility
from coopcoach.domain.exercise import Phase
from coopcoach.exchange.encryption import new_key
from coopcoach.exchange.web.handing_texts import HANDING_TEXTS
from coopcoach.exchange.web.site.link import link_address
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import read_answers
from coopcoach.services.partners.import_answers import carry_out, plan_import
from coopcoach.storage.sessions import answers_path
from coopcoach.storage.workspace import Workspace
from tests.exchange.web.browsing import Opened
from tests.exchange.web.site.serving import Served, link_of, served, write_site_of
from tests.exchange.web.site.visitors import Visitor, until, visitor
from tests.exchange.web.test_filling import NOW, fill_exercises
from tests.exchange.web.workbooks import Room, room, sample_answers

pytestmark = pytest.mark.deep

KEY = new_key()
T = translator("de")
PASTE_HERE = T(HANDING_TEXTS["paste_here"])
SHARE_SHEET = """() => {
  const asked = window.matchMedia.bind(window);
  window.matchMedia = (query) => (query === "(pointer: coarse)" ? { matches: true } : asked(query));
  navigator.canShare = ({ files }) => files.every((file) => file.name.endsWith(".txt"));
  navigator.share = async ({ files }) => { window.shared = await files[0].text(); };
}"""


@pytest.mark.parametrize("window", ["wide", "phone"])
@pytest.mark.parametrize("browser", ["chromium", "firefox", "webkit"])
def test_by_every_way(
    tmp_path: Path, request: pytest.FixtureRequest, browser: str, window: str
) -> None:
    office, answers = asked(tmp_path)
    half = len(office.exercises) // 2
    with served(write_site_of(office, tmp_path / "site")) as site:
        link = link_of(office)
        address = link_address(site.address, link)
        encrypting = link_address(site.address, replace(link, key=KEY.public))
        with visitor(browser, window, address, tmp_path, request) as there:
            there.seen.press("#page .main")
            fill_exercises(there.seen, office, answers, slice(0, half))
            # The last thing typed before the window is closed, with no pause after it.
            unfinished = office.prompts_of(office.exercises[half])[0]
            there.seen.fill(unfinished, answers[unfinished.id])
            there.seen.wait_until_kept()
            there.come_back(address)
            still_there(there.seen)
            # From here on nothing is served any more.
            site.stop()
            there.seen.go(office.exercises[half].id)
            fill_exercises(there.seen, office, answers, slice(half, None), done=unfinished.id)
            sent = handed_in(there, window)
            there.come_back(encrypting)
            still_there(there.seen)
            sent |= {f"encrypted {way}": data for way, data in encrypted(there).items()}
            fetched = there.asked_for()
            errors = [each for each in there.seen.errors if "ERR_CONNECTION_REFUSED" not in each]
    assert errors == []
    assert [url for url in fetched if not url.startswith(site.address)] == []
    assert_untold(site, address, office)
    for way, data in sent.items():
        assert_imported(office, answers, way, data, tmp_path)


def asked(folder: Path) -> tuple[Room, dict[str, Answer]]:
    """Return a session, and answers with every stance and every audience."""
    office = room(folder / "house")
    answers = sample_answers(office.workbook)
    answers["arrive.wish"] = Answer(stance=Stance.TALK_LIVE)
    answers["goal.horizon"] = Answer(stance=Stance.DONT_KNOW)
    answers["team.invoice"] = Answer(stance=Stance.RATHER_NOT, visibility=Visibility.COACH)
    for prompt, who in (("goal.why", Visibility.COACH), ("talk.quiet", Visibility.ME)):
        answers[prompt] = answers[prompt].model_copy(update={"visibility": who})
    return office, answers


def still_there(seen: Opened) -> None:
    """Wait until the page has said that the answers are there."""
    read = "document.getElementById('saved')?.textContent ?? ''"
    until(lambda: "Alles ist noch da" in str(seen.page.evaluate(read)))


def handed_in(there: Visitor, window: str) -> dict[str, bytes]:
    """Hand in, and return what reaches the coach by each way."""
    seen = there.seen
    seen.go("hand-in")
    if seen.page.evaluate("matchMedia('(pointer: coarse)').matches"):
        seen.press("#hand-in-now")
        file = there.saved(lambda: seen.press("#save-file"))
    else:
        file = there.saved(lambda: seen.press("#hand-in-now"))
    text = copied(there)
    mail = mailed(seen, text)
    seen.page.evaluate(SHARE_SHEET)
    seen.go("overview")
    seen.go("hand-in")
    seen.press("#share")
    shared = until(lambda: seen.page.evaluate("window.shared ?? ''"))
    return {"file": file, "text": text.encode(), "mail": mail, "share sheet": str(shared).encode()}


def encrypted(there: Visitor) -> dict[str, bytes]:
    """Return file, text and mail of a page whose link has the coach's key."""
    there.seen.go("hand-in")
    file = there.saved(lambda: there.seen.press("#save-file"))
    text = copied(there)
    return {"file": file, "text": text.encode(), "mail": mailed(there.seen, text)}


def copied(there: Visitor) -> str:
    there.seen.page.locator("#copy-answers").wait_for()
    there.press_as_person("#copy-answers")
    until(lambda: there.seen.page.locator("#copied").count())
    assert "Kopiert" in there.seen.page.locator("#copied").inner_text()
    return there.pasted()


def mailed(seen: Opened, text: str) -> bytes:
    """Return the mail that the page's link begins, with the copied text where it asks for it."""
    href = seen.page.locator("#mail").get_attribute("href") or ""
    address = urlsplit(href)
    query = parse_qs(address.query)
    mail = EmailMessage()
    mail["From"], mail["To"] = "Anna Meier <anna@example.org>", unquote(address.path)
    mail["Subject"] = query["subject"][0]
    assert mail["To"] == "katrin@example.org"
    body = query["body"][0]
    mail.set_content(body.replace("\r\n", "\n").replace(PASTE_HERE, text))
    return bytes(mail)


def assert_untold(site: Served, address: str, office: Room) -> None:
    fragment = address.partition("#")[2]
    assert site.log
    told = [line for line in site.log if fragment[8:24] in line or office.session.slug in line]
    assert told == []


def assert_imported(
    office: Room, answers: dict[str, Answer], way: str, data: bytes, folder: Path
) -> None:
    """Import into a copy of the session as it was before, and compare all answers."""
    place = folder / way.replace(" ", "-")
    shutil.copytree(office.workspace.root, place / "house")
    workspace = Workspace(place / "house")
    kind = "eml" if "mail" in way else "md"
    path = place / f"antworten.{kind}"
    path.write_bytes(data)
    if way.startswith("encrypted"):
        assert b"BEGIN AGE ENCRYPTED FILE" in data
    if way == "encrypted file":
        assert b"coopcoach: answers/1" in opened_by_age(path)
    (plan,) = plan_import(workspace, office.session.slug, [path], now=NOW, key=KEY.private)
    assert [notice.text for file in plan.files for notice in file.notices] == []
    carry_out([plan], NOW)
    document = Document(
        answers_path(workspace, office.session.slug, office.partner.id).read_text("utf-8")
    )
    read = read_answers(document, office.workbook, Phase.PREPARE)
    # What is for its owner alone is not handed in.
    blank = Answer()
    wanted = {
        p.id: blank if (a := answers.get(p.id, Answer())).visibility is Visibility.ME else a
        for p in office.prompts
    }
    assert {p.id: read.answer(p.id) for p in office.prompts} == wanted, way
    assert read.handed_in is not None
    kept = answers["talk.quiet"].value
    assert isinstance(kept, TextValue)
    assert kept.text not in document.source


def opened_by_age(path: Path) -> bytes:
    """Return what Debian's age, another implementation than the page's and ours, makes of a file."""
    program = shutil.which("age")
    if program is None:
        pytest.skip("no age here")
    key = path.with_name("key.txt")
    key.write_text(KEY.private + "\n", encoding="ascii")
    return subprocess.run(
        [program, "--decrypt", "--identity", key, path], check=True, capture_output=True
    ).stdout
