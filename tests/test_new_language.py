"""A made-up language goes through the whole program; what it lacks is named piece by piece.

The language is added to a copy of the program as CONTRIBUTING.md says. Its texts are the English ones with other
vowels, so that a text that was not translated is seen.
"""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from coopcoach.domain.exercise import Phase
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.workspace import Workspace
from tests.builders.examples import is_deep
from tests.builders.pdf.text import words_of
from tests.builders.program_copy import ROOT, ProgramCopy, copied
from tests.builders.short_packs import add_pack
from tools.catalogue import collected, write
from tools.language import PIECES

VOWELS = str.maketrans("aeiouAEIOU", "eiouaEIOUA")
SLUG = "xx-session"
ASKED = ("arrive", "goal-why")

LANGUAGE = """
from coopcoach.i18n.locales.en import ENGLISH

MADE_UP = ENGLISH._replace(
    code="xx", name="Xxish", locale="nl_NL", tag="nl-NL", quotes=("«", "»"),
    decimal_sign=",", group_sign=".", short_date="yyyy.MM.dd", weekday_date="EEEE d MMMM yyyy",
    files=ENGLISH.files._replace(
        documents={name: f"xx-{file}" for name, file in ENGLISH.files.documents.items()},
        invitation="xx-invitation",
    ),
    typed=ENGLISH.typed._replace(yes="jaxx", yes_letter="jx", no="nexx", onward=("oxx",)),
)
"""


class Copy(ProgramCopy):
    """A copy of the program, to which the language can be added."""

    def add(self, piece: str) -> None:
        target = self.root / piece.format(code="xx")
        match Path(piece).suffix or piece:
            case ".po":
                write(target, catalogue_in_xx())
            case ".py" if "{code}" in piece:
                target.write_text(LANGUAGE, encoding="utf-8")
            case ".py":
                source = target.read_text(encoding="utf-8")
                source = source.replace("(GERMAN, ENGLISH)", "(GERMAN, ENGLISH, MADE_UP)")
                imports = "from coopcoach.i18n.locales.xx import MADE_UP\n"
                first = source.index("from coopcoach.i18n.locales.de")
                target.write_text(source[:first] + imports + source[first:], encoding="utf-8")
            case _:
                self.add_folder(self.root / piece.format(code="en"), target)

    def add_folder(self, english: Path, target: Path) -> None:
        for path in english.rglob("*.md"):
            text = path.read_text(encoding="utf-8").replace("language: en", "language: xx")
            if english.name == "en" and english.parent.name == "exercises":
                head, body = text[: text.index("\n---\n") + 5], text[text.index("\n---\n") + 5 :]
                text = head + re.sub(r"(?m)^(?!- ).+$", lambda line: in_xx(line[0]), body)
            file = target / path.relative_to(english)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def in_xx(text: str) -> str:
    """A text in the made-up language; what stands in braces is kept."""
    parts = re.split(r"(\{[^{}]*\})", text)
    return "".join(part if part.startswith("{") else part.translate(VOWELS) for part in parts)


def catalogue_in_xx() -> Catalog:
    catalogue = collected()
    catalogue.locale = "xx"
    for message in catalogue:
        if isinstance(message.id, tuple):
            message.string = tuple(map(in_xx, message.id))
        elif message.id:
            message.string = in_xx(message.id)
    return catalogue


@pytest.fixture(scope="module")
def bare(tmp_path_factory) -> Copy:
    return Copy(copied(tmp_path_factory.mktemp("copy"), "xx").root, "xx")


@pytest.fixture(scope="module")
def added(bare: Copy) -> tuple[Copy, list[list[str]]]:
    """The copy with the language in it, and what was lacking before each piece was added."""
    named = []
    for piece in PIECES:
        # By default before the first and in the middle.
        is_asked = is_deep() or len(named) in {0, len(PIECES) // 2}
        named.append(bare.lacking("language", "xx") if is_asked else None)
        bare.add(piece)
    return bare, [*named, bare.lacking("language", "xx")]


def test_each_piece_is_named_until_it_is_there(added):
    _, named = added
    for number, piece in enumerate(PIECES):
        path = piece.format(code="xx")
        before = next(lines for lines in named[number::-1] if lines is not None)
        after = next(lines for lines in named[number + 1 :] if lines is not None)
        assert any(line.startswith(path) for line in before), piece
        assert not any(line.startswith(path) for line in after), piece
    assert named[-1] == []


def english_in(text: str) -> list[str]:
    """The texts of the program that stand in a text untranslated."""
    text = " ".join(text.split())
    return sorted(each for each in english_texts() if each in text)


@cache
def english_texts() -> set[str]:
    """The texts of the program without placeholders, but for the short ones, which may be part of a word."""
    texts = {" ".join(m.id.split()) for m in collected() if isinstance(m.id, str)}
    return {each for each in texts if len(each) > 12 and "{" not in each}


@pytest.fixture
def call(added):
    copy, _ = added
    with copy.calls() as call:
        yield call


def test_the_whole_way_in_the_made_up_language(added, call):
    copy, _ = added
    office = copy.office
    assert call("init", str(office)).returncode == 0
    # Few questions, among them the first: the time of a drawing grows with them.
    add_pack(Workspace(copy.office), "compact", ASKED)
    partners = ("--partner", "Anna Meier", "--partner", "Ben Roth")
    made = call(
        "new",
        "Xx Session",
        *partners,
        "--pack",
        "short",
        "--lang",
        "xx",
        "--date",
        "2027-01-15T10:00",
        "--time-zone",
        "UTC",
    )
    assert (made.stdout.strip(), made.stderr) == (SLUG, "")

    invited = call("invite", SLUG, "--partner", "Anna")
    assert invited.returncode == 0, invited.stderr
    folder = office / "exports" / SLUG / "invitation" / "anna-meier"
    mailed = folder / "xx-workbook-anna-meier.md"
    assert {path.name for path in folder.iterdir()} == {
        *(f"xx-workbook-anna-meier.{ending}" for ending in ("pdf", "html", "md")),
        "xx-workbook-anna-meier-print.pdf",
        "xx-invitation.eml",
        "appointment.ics",
    }

    exercises = [Workbooks([ROOT / "exercises"])["en"].exercise(name) for name in ASKED]
    count = sum(len(e.prompts_in(Phase.PREPARE, "compact")) for e in exercises)
    typed = "\n".join(["Peace", *["oxx"] * (count - 1), "jaxx", ""])
    prepared = call("prepare", "--plain", str(mailed), typed=typed)
    assert in_xx("Thank you, your answers are ready to send.") in prepared.stdout, prepared.stdout
    (answers,) = (path for path in folder.glob("*.md") if path != mailed)

    imported = call("import", SLUG, str(answers), "--yes")
    assert imported.returncode == 0, imported.stderr
    revealed = copy.reveal(SLUG)
    assert "Peace" in revealed.stdout, revealed.stderr
    exported = call("export", SLUG)
    assert exported.returncode == 0, exported.stderr
    summary = office / "exports" / SLUG / "xx-summary.pdf"
    printed = words_of(summary)
    assert "15 januari 2027" in printed
    said = (invited, prepared, imported, exported)
    assert english_in("\n".join([*(each.stdout for each in said), printed])) == []
    assert english_in(mailed.read_text(encoding="utf-8")) == []
    assert f"{in_xx('Workbook of')} Anna Meier" in words_of(folder / "xx-workbook-anna-meier.pdf")


@pytest.mark.parametrize(
    ("piece", "arguments", "named"),
    [
        (
            "locales/__init__.py",
            ("list",),
            "“xx” is not a valid value for --lang: take one of: de, en",
        ),
        ("coopcoach.po", ("list",), "coopcoach/i18n/locale/xx/LC_MESSAGES/coopcoach.po"),
        ("exercises/", ("check",), "ixircosis/xx/arrive.md"),
        ("sample/", ("demo",), "coopcoach/sample/xx/session.md"),
    ],
)
def test_no_missing_piece_is_passed_over(added, piece, arguments, named):
    copy, _ = added
    path = next(copy.root / p.format(code="xx") for p in PIECES if piece in p)
    if path.suffix == ".py":
        kept = path.read_text(encoding="utf-8")
        path.write_text(kept.replace("ENGLISH, MADE_UP", "ENGLISH"), encoding="utf-8")
    else:
        kept = path.rename(copy.root / "kept")
        # An earlier call has compiled the catalogue.
        path.with_suffix(".mo").unlink(missing_ok=True)
    try:
        done = copy.call(*arguments)
    finally:
        if path.suffix == ".py":
            path.write_text(kept, encoding="utf-8")
        else:
            kept.rename(path)
    assert done.returncode != 0
    assert named in done.stdout + done.stderr


def test_a_missing_fact_of_a_language_is_named(added):
    copy, _ = added
    done = copy.run("-c", "from coopcoach.i18n.language import Language; Language(code='xx')")
    for fact in ("quotes", "decimal_sign", "files", "typed", "days"):
        assert repr(fact) in done.stderr


def test_the_recipe_names_the_pieces():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = text.partition("## A new language\n")[2].partition("\n## ")[0]
    named = re.findall(r"(?m)^\d+\. `([^`]+)`", recipe)
    assert named == [piece.format(code="xx") for piece in PIECES]
    assert sum(path.endswith(".py") for path in named) <= 3


def test_every_file_of_german_belongs_to_a_piece():
    files = subprocess.run(
        ["git", "ls-files", "coopcoach", "exercises", "tools"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    of_german = [f for f in files if {"de", "de.py"} & set(Path(f).parts)]
    assert of_german
    pieces = [piece.format(code="de") for piece in PIECES]
    assert [f for f in of_german if not any(f.startswith(piece) for piece in pieces)] == []
