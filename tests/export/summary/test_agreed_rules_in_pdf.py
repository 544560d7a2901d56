"""The text of the PDF has each agreed rule, and no rule that lacks a voice: whatever happened before.

Voices and wordings change at random, through the services and by hand in the file; what is printed is
compared with the voices that the test itself kept book of.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coopcoach.domain.ground_rules import Says, SetAside
from coopcoach.services.documents.catalogue import Renderer, export_summary
from coopcoach.services.session.board import Board
from coopcoach.services.session.live_session import LiveSession
from coopcoach.storage.workspace import Workspace
from tests.builders.examples import examples
from tests.builders.exported_sessions import NOW, planned, summary_page_of, written
from tests.builders.pdf.text import words_of

COUNT = 3
STEPS = st.lists(
    st.tuples(
        st.integers(1, COUNT),
        st.sampled_from(["voice", "voice", "voice", "edit", "by hand", "back", "aside", "again"]),
        st.sampled_from(["anna", "ben"]),
        st.sampled_from([Says.YES, Says.YES, *Says]),
    ),
    min_size=2,
    max_size=14,
)


@dataclass
class Book:
    """What the test remembers of one rule."""

    words: str
    first: str
    voices: dict[str, Says] = field(default_factory=dict)
    all_words: set[str] = field(default_factory=set)
    aside: bool = False

    @property
    def agreed(self) -> bool:
        consenting = [v for v in self.voices.values() if v in {Says.YES, Says.LIVE_WITH}]
        return len(consenting) == 2 and not self.aside

    def reworded(self, words: str) -> None:
        if words != self.words:
            self.words = words
            self.voices.clear()
            self.all_words.add(words)


def sentence(number: int, version: int) -> str:
    return f"Wortlaut{number}x{version}y gilt für uns."


def live(folder: Path, steps: list[tuple[int, str, str, Says]]) -> tuple[Workspace, list[Book]]:
    session = planned()
    workspace = written(folder, session, own=False)
    live_session = LiveSession(workspace, session.slug, lambda: NOW)
    board = Board(live_session)
    books = [
        Book(sentence(n, 0), sentence(n, 0), {}, {sentence(n, 0)}) for n in range(1, COUNT + 1)
    ]
    rules = [board.propose_rule("talk", book.words) for book in books]
    for version, (number, step, who, says) in enumerate(steps, 1):
        book, rule_id = books[number - 1], rules[number - 1].id
        if step == "voice":
            board.give_voice(rule_id, who, says)
            book.voices[who] = says
        elif step in {"aside", "again"}:
            book.aside = step == "aside"
            board.set_rule_aside(rule_id, SetAside.PARKED if book.aside else None)
        elif step == "by hand":
            words = sentence(number, version)
            path = workspace.sessions / session.slug / "session.md"
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(f"> {book.words}", f"> {words}"), encoding="utf-8")
            live_session.refresh()
            book.reworded(words)
        else:
            words = book.first if step == "back" else sentence(number, version)
            board.reword_rule(rule_id, sentence=words)
            book.reworded(words)
    return workspace, books


def check(text: str, books: list[Book]) -> None:
    for book in books:
        for words in book.all_words:
            assert (words in text) is (book.agreed and words == book.words), words


@examples(25)
@given(steps=STEPS)
def test_on_the_printed_page(steps: list[tuple[int, str, str, Says]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace, books = live(Path(folder), steps)
        check(summary_page_of(workspace, "meier-huber"), books)


@examples(8)
@given(steps=STEPS)
def test_in_the_pdf_itself(renderer: Renderer, steps: list[tuple[int, str, str, Says]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace, books = live(Path(folder), steps)
        path = export_summary(workspace, "meier-huber", now=NOW, renderer=renderer)
        check(words_of(path), books)


def test_a_rule_that_lived_through_it_all_is_printed(renderer: Renderer, tmp_path: Path) -> None:
    """The positive control: the property would also hold of a page without any rule."""
    steps = [
        (1, "voice", "anna", Says.YES),
        (1, "by hand", "anna", Says.YES),
        (1, "voice", "anna", Says.YES),
        (1, "voice", "ben", Says.LIVE_WITH),
    ]
    workspace, books = live(tmp_path, steps)
    assert books[0].agreed
    path = export_summary(workspace, "meier-huber", now=NOW, renderer=renderer)
    assert sentence(1, 2) in words_of(path)
    check(words_of(path), books)
