"""Files that change single texts of an exercise: in a workspace, in “du”, and in the copies of a session."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coopcoach.domain.exercise import Phase
from coopcoach.domain.session import Partner
from coopcoach.errors import BadFile
from coopcoach.services.workspace.check import check_content
from coopcoach.services.workspace.desk import create
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.sessions import open_session
from coopcoach.storage.settings import read_settings
from coopcoach.storage.workspace import Workspace

NOW = datetime(2027, 1, 15, 10, tzinfo=UTC)

EXERCISE = """---
exercise: stand
point: goal
order: 1
talk_minutes: {{compact: 5, full: 5}}
---
# {title}

{opening}

## {label} {{#goal.stand kind=choice phase=prepare packs="compact full" minutes=1}}

{help}

> {example}

- {yes} {{#yes}}
- {no} {{#no}}
"""
DE = {
    "title": "Der Stand",
    "opening": "Sie stehen auf dem Markt.",
    "label": "Kommen Sie mit {partner.dative}?",
    "help": "Sagen Sie es {partner.dative}.",
    "example": "Ja, samstags. (Bäcker)",
    "yes": "Ja, mit {partner.dative}",
    "no": "Nein",
}
EN = {
    "title": "The stall",
    "opening": "You have a stall.",
    "label": "Do you come with {partner}?",
    "help": "Tell {partner}.",
    "example": "Yes, on Saturdays. (baker)",
    "yes": "Yes",
    "no": "No",
}
GUIDE = """---
guide: goal
minutes: {compact: 5, full: 9}
---
# Das Ziel

## Zum Einstieg {#opening}

Was wollen Sie?

## Fragen {#questions}

- Was überrascht Sie?

## Worauf Sie achten {#watch}

- Schweigen.

## Was schiefgeht {#pitfalls}

- Eile.

## Der Weg {#bridge}

Fragen Sie nach.

## Weiter {#move-on}

Nach fünf Minuten.
"""
DU_GUIDE = """---
guide: goal
---
# Das Ziel

## Zum Einstieg {#opening}

Was willst du?
"""
DU = """---
changes: stand
---

## Kommst du mit {partner.dative}? {#goal.stand}
"""


def write(folder: Path, language: str, name: str, text: str) -> None:
    """Write a content file."""
    path = folder / language / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def built_in(tmp_path: Path) -> Path:
    folder = tmp_path / "built-in"
    write(folder, "de", "stand.md", EXERCISE.format(**DE))
    write(folder, "en", "stand.md", EXERCISE.format(**EN))
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "workspace" / "exercises"


def prompt_of(folders: list[Path], language: str, name: str = ""):
    found = Workbooks(folders).named(language, name).find_prompt("goal.stand", Phase.PREPARE)
    assert found is not None
    return found


def test_one_changed_example_is_one_short_file_and_an_update_still_arrives(
    built_in: Path, own: Path
) -> None:
    changes = "---\nchanges: stand\n---\n\n## {#goal.stand}\n\n> Nur im Mai. (Gärtner)\n"
    write(own, "de", "my-example.md", changes)
    prompt = prompt_of([built_in, own], "de")
    assert prompt.example == "Nur im Mai. (Gärtner)"
    assert prompt.label == "Kommen Sie mit der anderen Person?"
    updated = {**DE, "help": "Neu gefragt.", "example": "Anders. (Florist)"}
    write(built_in, "de", "stand.md", EXERCISE.format(**updated))
    prompt = prompt_of([built_in, own], "de")
    assert (prompt.help, prompt.example) == ("Neu gefragt.", "Nur im Mai. (Gärtner)")
    assert prompt_of([built_in, own], "en").example == "Yes, on Saturdays. (baker)"


def test_du_is_a_layer_and_what_is_missing_in_it_falls_back(built_in: Path) -> None:
    write(built_in, "de-du", "stand.md", DU)
    prompt = prompt_of([built_in], "de-du", "Jonas Brandt")
    assert prompt.label == "Kommst du mit Jonas?"
    assert prompt.help == "Sagen Sie es Jonas."
    assert prompt_of([built_in], "de-CH-du").label == "Kommst du mit der anderen Person?"
    assert prompt_of([built_in], "de").label == "Kommen Sie mit der anderen Person?"


def test_a_coach_guide_in_du_has_only_what_the_coach_says_to_the_partners(
    built_in: Path, own: Path
) -> None:
    write(built_in, "de", "guide-goal.md", GUIDE)
    write(built_in, "de-du", "guide-goal.md", DU_GUIDE)
    guide = Workbooks([built_in])["de-du"].guide("goal")
    assert guide is not None
    assert (guide.opening, guide.questions) == ("Was willst du?", ("Was überrascht Sie?",))
    assert guide.minutes == {"compact": 5, "full": 9}
    # A guide of the coach's own replaces the built-in one, layer and all.
    write(own, "de", "guide-goal.md", GUIDE.replace("Was wollen Sie?", "Wohin geht es?"))
    guide = Workbooks([built_in, own])["de-du"].guide("goal")
    assert guide is not None
    assert guide.opening == "Wohin geht es?"


def test_an_option_changed_by_a_layer_is_known_by_its_earlier_label(built_in: Path) -> None:
    change = "---\nchanges: stand\n---\n\n## {#goal.stand}\n\n- Klar {#yes}\n"
    write(built_in, "de-du", "stand.md", change)
    (yes, no) = prompt_of([built_in], "de-du", "Jonas").question.options
    assert (yes.label, no.label) == ("Klar", "Nein")
    assert "Ja, mit der anderen Person" in yes.also


def test_a_session_keeps_the_texts_that_it_was_made_with(own: Path) -> None:
    workspace = Workspace(own.parent)
    change = (
        "---\nchanges: goal-why\n---\n\n## {#goal.why}\n\n> Wir teilen einen Kran. (Dachdecker)\n"
    )
    write(own, "de", "my-goal-why.md", change)
    workspace.sessions.mkdir(parents=True)
    partners = [Partner(id="anna", name="Anna", language="de-du"), Partner(id="jo", name="Jo")]
    slug = create(workspace, title="Probe", partners=partners, now=NOW)
    write(own, "de", "my-goal-why.md", change.replace("Kran", "Bagger"))
    workbooks = open_session(workspace, slug).workbooks
    for language in ("de", "de-du"):
        prompt = workbooks[language].find_prompt("goal.why", Phase.PREPARE)
        assert prompt is not None
        assert prompt.example == "Wir teilen einen Kran. (Dachdecker)"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\nchanges: stall\n---\n\n## {#goal.stand}\n\nNeu.\n", 1, "there is no exercise"),
        ("---\nchanges: goal-why\n---\n\n## {#goal.wye}\n\nNeu.\n", 5, "there is no prompt"),
        ("---\nchanges: goal-why\n---\n\n## Neu\n", 5, "does not say which prompt"),
        ("---\nchanges: goal-why\n---\n\n## {#goal.why}\n\n- X {#y}\n", 7, "nothing with the id"),
        ("---\nchanges: goal-why\n---\n\n## Mit {other}? {#goal.why}\n", 5, "placeholder"),
        ("---\nchanges: goal-why\n---\n# Mit {partner}\n", 4, "a title cannot name"),
        ("---\nchanges: goal-why\norder: 3\n---\n", 3, "unknown key"),
    ],
)
@pytest.mark.parametrize("language", ["de", "de-du"])
def test_check_names_a_faulty_change_with_its_line(
    own: Path, text: str, line: int, words: str, language: str
) -> None:
    write(own, language, "mine.md", text)
    (error,) = check_content(Workspace(own.parent)).faulty
    assert Path(error.path) == own / language / "mine.md"
    (fault,) = error.faults
    assert fault.line == line
    assert words in fault.what


def test_check_names_an_unknown_placeholder_of_an_exercise(own: Path) -> None:
    write(own, "de", "stand.md", EXERCISE.format(**{**DE, "help": "Mit {partner.akkusativ}?"}))
    write(own, "en", "stand.md", EXERCISE.format(**EN))
    (error,) = check_content(Workspace(own.parent)).faulty
    assert [(fault.line, fault.what) for fault in error.faults] == [
        (11, "unknown placeholder “{name}”")
    ]


def test_a_workspace_in_one_language_needs_no_second(own: Path) -> None:
    write(own, "de", "stand.md", EXERCISE.format(**DE))
    workspace = Workspace(own.parent)
    assert [f.what for e in check_content(workspace).faulty for f in e.faults] == [
        "the exercise “{name}” is missing in the other language ({language})"
    ]
    workspace.settings.write_text("languages: [de]\n", encoding="utf-8")
    report = check_content(workspace)
    assert report.faulty == []
    assert [(path, fault.line) for path, fault in report.notes] == [(own / "de/stand.md", 1)]
    workspace.sessions.mkdir(parents=True)
    partners = [Partner(id="anna", name="Anna"), Partner(id="jo", name="Jo", language="en")]
    slug = create(workspace, title="Probe", partners=partners, now=NOW)
    english = open_session(workspace, slug).workbooks["en"].exercise("stand")
    assert english is not None
    assert english.title == "Der Stand"


def test_an_unknown_language_of_the_settings_is_a_fault(own: Path) -> None:
    own.mkdir(parents=True)
    workspace = Workspace(own.parent)
    workspace.settings.write_text("languages: [de, fr]\n", encoding="utf-8")
    with pytest.raises(BadFile, match="unknown language"):
        read_settings(workspace)
