"""What was found is kept word for word, once, and goes only where its owner takes it back."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from coopcoach.exchange.incoming.unmatched import unmatched_texts, with_unmatched, without_unmatched
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from tests.builders.strategies import SOME_TEXT

AT = datetime(2027, 1, 12, 18, 4, tzinfo=UTC)
FILE = "---\ncoopcoach: answers/1\npartner: anna\n---\n\n### Warum? {#goal.why}\n\nDarum.\n"
PASSAGES = st.lists(
    st.tuples(st.sampled_from(["", "goal.why", "talk.hard"]), SOME_TEXT.filter(str.strip)),
    max_size=4,
)


@given(PASSAGES)
def test_passages_are_kept_word_for_word_and_once(passages: list[tuple[str, str]]) -> None:
    document = Document(FILE)
    for of, text in [*passages, *passages]:
        document = with_unmatched(document, text, AT, translator("de"), of=of, label="Warum?")
    document = Document(document.source)
    assert [(f.of, f.text) for f in unmatched_texts(document)] == list(dict.fromkeys(passages))
    assert document.source.startswith(FILE.rstrip("\n"))
    left = without_unmatched(document, "goal.why")
    wanted = [(of, text) for of, text in dict.fromkeys(passages) if of != "goal.why"]
    assert [(f.of, f.text) for f in unmatched_texts(left)] == wanted
