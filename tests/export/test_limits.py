"""What is far too long for a page is printed all the same, to the last word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coopcoach.domain.answers import Answer, Row, TableValue, TextValue
from coopcoach.domain.session import Session
from coopcoach.services.documents.catalogue import Renderer, export_summary
from tests.builders import exported_sessions
from tests.builders.examples import deep, is_deep
from tests.builders.exported_sessions import NOW, SLUG, text
from tests.builders.full_sessions import write_own
from tests.builders.pdf.text import outside_page, pages_of, words_of


def words(prefix: str, count: int) -> list[str]:
    """Words of which each is found once, too short for a hyphen."""
    return [f"{prefix}{number}{prefix}" for number in range(count)]


def nested(all_words: list[str]) -> str:
    return "\n".join("  " * level + f"- {word}" for level, word in enumerate(all_words))


def table_of(cells: list[str]) -> str:
    lines = [" | ".join(cells[n : n + 3]) for n in range(0, len(cells), 3)]
    return "\n".join(f"| {line} |" for line in ["a | b | c", "-|-|-", *lines])


# How an answer is written from its words, and how many it has.
LONG: dict[str, tuple[Callable[[list[str]], str], int]] = {
    "nested": (nested, 49),
    "table": (table_of, 600),
    "text": (" ".join, 3000),
}
PLACES = ("goal.not", "note.goal-why", "note.goal-fit")


def printed(session: Session, folder: Path, renderer: Renderer) -> Path:
    workspace = exported_sessions.written(folder, session, own=False)
    return export_summary(workspace, SLUG, now=NOW, renderer=renderer)


def letters(found: str) -> str:
    """Without gaps, and without the hyphens that the end of a line brings."""
    return re.sub(r"[\s\u2010\u00ad-]", "", found)


@pytest.mark.parametrize("first", [0, deep(1)])
def test_no_word_of_a_long_answer_is_lost(first: int, tmp_path: Path, renderer: Renderer) -> None:
    joint, all_words = {}, []
    for name, (written, count), place in zip(
        "tzw", LONG.values(), PLACES[first:] + PLACES[:first], strict=True
    ):
        own = words(name, count)
        joint[place, ""] = text(written(own))
        all_words += own
    path = printed(exported_sessions.planned(joint=joint), tmp_path, renderer)
    found = letters(words_of(path))
    assert [word for word in all_words if word not in found] == []
    assert outside_page(path) == []


def test_a_word_of_twenty_thousand_letters_ends_where_the_page_does(
    tmp_path: Path, renderer: Renderer
) -> None:
    parts = words("ohne", 1800)
    session = exported_sessions.planned(joint={("goal.not", ""): text("".join(parts))})
    path = printed(session, tmp_path, renderer)
    found = letters(words_of(path))
    # What the head of a new page falls into is there as well, in two halves.
    assert len([part for part in parts if part not in found]) <= len(pages_of(path))
    assert outside_page(path) == []


def test_no_word_of_a_table_is_lost_and_its_head_is_on_every_page(
    tmp_path: Path, renderer: Renderer
) -> None:
    columns = ("occasion", "channel", "within", "otherwise")
    all_words = words("z", 800)
    rows = tuple(
        Row(cells={c: TextValue(text=all_words[4 * n + k]) for k, c in enumerate(columns)})
        for n in range(200)
    )
    session = exported_sessions.planned(
        joint={("talk.pact", ""): Answer(value=TableValue(rows=rows))}
    )
    path = printed(session, tmp_path, renderer)
    found = letters(words_of(path))
    assert [word for word in all_words if word not in found] == []
    with_rows = [page for page in pages_of(path) if re.search(r"z\d+z", page)]
    assert len(with_rows) > 3
    assert all("Antwort innerhalb von" in page for page in with_rows)


def test_own_answers_are_no_exception(tmp_path: Path, renderer: Renderer) -> None:
    session = exported_sessions.planned(reveals=exported_sessions.rich().reveals)
    workspace = exported_sessions.written(tmp_path, session, own=False)
    write_own(workspace, session, 1)
    opened = (workspace.sessions / SLUG / "answers" / "anna.md").read_text(encoding="utf-8")
    assert "goal.why" in opened
    long = words("wo", 3000 if is_deep() else 900)
    path = workspace.sessions / SLUG / "answers" / "anna.md"
    path.write_text(
        re.sub(
            r"(\{#goal\.why\}\n\n).*?(?=\n\n#)",
            lambda m: m[1] + " ".join(long),
            opened,
            flags=re.DOTALL,
        ),
        encoding="utf-8",
    )
    found = letters(words_of(export_summary(workspace, SLUG, now=NOW, renderer=renderer)))
    assert [word for word in long if word not in found] == []


def test_a_table_that_would_take_a_gigabyte_is_printed_as_it_was_written(
    tmp_path: Path, renderer: Renderer
) -> None:
    rows = 2000 if is_deep() else 400
    given = "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "|b|\n" * rows
    session = exported_sessions.planned(joint={("goal.not", ""): text(given)})
    found = words_of(printed(session, tmp_path, renderer))
    assert found.count("|b|") == rows
