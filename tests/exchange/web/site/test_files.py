"""The files of the site: the same bytes each time, nothing about a client, a strict policy, small; and what the page makes of
them is what the one-file page has."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from coopcoach.exchange.web.content import web_content
from coopcoach.exchange.web.page import script_parts
from coopcoach.exchange.web.site.content import is_on_site, language_content, session_prints
from coopcoach.exchange.web.site.files import site_files, site_script, site_scripts
from coopcoach.exchange.web.site.link import write_link
from coopcoach.exchange.web.site.texts import arrival_texts
from coopcoach.i18n import SPOKEN, translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.workbook_texts import with_currency, with_name
from coopcoach.storage.content_folders import content_folders
from coopcoach.storage.exercises import Workbooks
from coopcoach.wording.partner_names import name_in_text
from coopcoach.wording.person_names import first_name
from tests.exchange.web.site.serving import link_of
from tests.exchange.web.workbooks import MADE, Room, room

MOST_AT_FIRST = 350_000


@pytest.fixture(scope="module")
def made(workbook: Room) -> dict[str, bytes]:
    return site_files(Workbooks(content_folders(workbook.workspace)))


def test_it_is_the_same_each_time_and_names_no_client(
    workbook: Room, made: dict[str, bytes]
) -> None:
    assert site_files(Workbooks(content_folders(workbook.workspace))) == made
    whole = b"".join(made.values()).decode("utf-8", "replace")
    for word in ("Anna Meier", "katrin@example.org", workbook.session.title, workbook.session.slug):
        assert word not in whole


def test_what_one_partner_loads_is_smaller_than_a_first_load_may_be(workbook: Room) -> None:
    made = site_files(Workbooks(content_folders(workbook.workspace), also=SPOKEN))
    languages = [n for n in made if n.endswith(".json") and n != "site.json"]
    assert len(languages) == len(SPOKEN)
    for language in languages:
        loaded = [data for name, data in made.items() if name == language or name not in languages]
        assert sum(map(len, loaded)) < MOST_AT_FIRST


def test_the_policy_allows_the_site_alone(made: dict[str, bytes]) -> None:
    page = made["index.html"].decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].replace("&#39;", "'").split("; "))
    assert rules.pop("default-src") == "'none'"
    script = rules.pop("script-src").split()
    assert script[0] == "'self'"
    assert [each.startswith("'sha256-") for each in script[1:]] == [True]
    assert set(rules.values()) == {"'self'", "'none'"}
    for name in ("_headers", ".htaccess"):
        assert policy[1].replace("&#39;", "'") in made[name].decode()
    assert "http" not in site_script()
    assert not re.search(r"https?://(?!www\.w3\.org)", page)


def test_the_list_names_every_file_with_its_digest(made: dict[str, bytes]) -> None:
    listed = json.loads(made["site.json"])
    assert listed["coopcoach"] == "site/1"
    assert listed["files"].keys() == made.keys() - {"site.json"}


def test_a_session_in_another_currency_finds_its_exercises(workbook: Room) -> None:
    site, t = Workbooks(content_folders(workbook.workspace))["de"], translator("de")
    found = {}
    for currency in ("EUR", "CHF", "GBP", "SEK"):
        asked = with_currency(workbook.workbook, currency)
        prints = session_prints(workbook.session, asked, t)
        found[currency] = is_on_site(prints, workbook.session.pack, site, t)
    assert found == {"EUR": True, "CHF": True, "GBP": True, "SEK": False}


def test_the_page_calls_the_partner_as_the_program_does(page: Page) -> None:
    names = ["Ben", "Jörg", "Hans-Peter", "O’Neill", "Zoë*", "<b>x</b>", "{a|b}", "#1", "…", "李雷", "Ḿ" * 60,
             "أحمد", "-Ana-", "1 Anna", "Groß", "Jens", "T\u200bim", "X\u202ey", " "]  # fmt: skip
    sources = [
        script_parts()["literal"],
        site_scripts()["assembly"],
        "(names => names.map(nameInText))",
    ]
    page.evaluate("source => { window.calls = eval(source) }", "\n".join(sources))
    called = [first_name(name) for name in names]
    assert page.evaluate("names => calls(names)", called) == [name_in_text(name) for name in called]


def test_its_own_texts_are_all_used_and_exist() -> None:
    source = site_scripts()["arrival"]
    asked = set(re.findall(r'"([a-z_]+)"', source))
    texts = set(arrival_texts(translator("de")))
    assert texts - {"heading", "no_script"} <= asked


def test_the_page_assembles_what_the_one_file_page_has(page: Page, tmp_path: Path) -> None:
    parts = [script_parts()["seal"], script_parts()["literal"], *list(site_scripts().values())[:2]]
    page.evaluate(
        "source => { window.assemble = eval(source) }",
        "\n".join(
            [*parts, "((content, fragment) => bookOf(content, readLink(fragment), fragment))"]
        ),
    )
    for lang, pack, currency in (("de", "full", "EUR"), ("en", "compact", "CHF")):
        office = room(tmp_path / lang, lang, pack)  # type: ignore[arg-type]
        site = Workbooks(content_folders(office.workspace))[lang]
        asked = with_currency(office.workbook, currency)
        office = replace(office, workbook=asked)
        # One exercise is left out, and one comes later.
        first, second, _, *rest = office.session.agenda
        session = office.session.model_copy(update={"agenda": (second, first, *rest)})
        partner = office.partner.model_copy(update={"name": "Anna {M} | \\ *x*"})
        t = translator(lang)
        calls = with_name(asked, session.partners[1].name.split()[0])
        wanted = web_content(session, partner, calls, made=MADE, t=t)
        link = link_of(Room(office.workspace, session, partner, office.workbook, office.path))
        content = language_content(site, t)
        whole = replace(link, name=partner.name)
        found = page.evaluate(
            "([content, fragment]) => assemble(content, fragment)", [content, write_link(whole)]
        )
        assert told(found["exercises"]) == told(wanted["exercises"])
        for same in (
            "language",
            "locale",
            "stances",
            "texts",
            "session",
            "partner",
            "name",
            "coach",
            "address",
        ):
            assert found[same] == json.loads(json.dumps(wanted[same]))
        file: Any = wanted["file"]
        assert found["file"]["parts"] == file["parts"]
        for key in ("other", "currency"):
            told_by = [Document(f"{each['file']['open']}---\n") for each in (found, wanted)]
            assert told_by[0].front_value(key) == told_by[1].front_value(key)
        names_partner = session.partners[1].name.split()[0] in json.dumps(found["exercises"])
        assert names_partner
        assert "{partner" not in json.dumps(found["exercises"])
        nameless = write_link(replace(whole, other="…"))
        neutral = page.evaluate(
            "([content, fragment]) => assemble(content, fragment)", [content, nameless]
        )
        plain: Any = web_content(session, partner, asked, made=MADE, t=t)
        assert told(neutral["exercises"]) == told(plain["exercises"])


def told(exercises: Any) -> list[dict[str, Any]]:
    """Return exercises without what the site alone knows of them."""
    return [
        {
            **{key: each[key] for key in each if key not in {"currency", "prompts"}},
            "prompts": [
                {key: prompt[key] for key in prompt if key != "packs"} for prompt in each["prompts"]
            ],
        }
        for each in exercises
    ]
