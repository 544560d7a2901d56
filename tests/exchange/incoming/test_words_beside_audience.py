"""Words of the partner around the list “Who may see it?” close the answer: they may be about the audience."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from coopcoach.domain.answers import Visibility
from coopcoach.domain.exercise import Workbook
from coopcoach.exchange.incoming.markdown_return import read_text
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.outgoing import markdown_workbook as wording
from coopcoach.i18n import Translator, translator
from coopcoach.wording.labels import VISIBILITY_LABELS
from tests.builders.markdown_filling import blank_of
from tests.builders.workbooks import built_in_workbook

WORDS = "Es ist qz7qz so."


@cache
def short(language: str) -> Workbook:
    """Return the first exercises of the built-in workbook; all of them would make each case slow."""
    whole = built_in_workbook(language)
    return whole.model_copy(update={"exercises": whole.exercises[:3]})


@cache
def filled(language: str) -> str:
    """Return the blank workbook."""
    return blank_of(short(language))


def with_words(language: str) -> tuple[str, str, str]:
    """Return the passages before, of and behind the section of ``goal.why``, its answer typed in."""
    text, t = filled(language), translator(language)
    start = text.index("{#goal.why}")
    end = text.index("\n### ", start)
    answer = f"**{t(wording.ANSWER)}**"
    section = text[start:end].replace(answer, f"{answer}\n\n{WORDS}", 1)
    assert WORDS in section
    return text[:start], section, text[end:]


def read(language: str, change: Callable[[str, Translator], str]) -> Returned:
    before, section, after = with_words(language)
    changed = change(section, translator(language))
    return read_text(before + changed + after, {language: short(language)})


def only_me(t: Translator) -> str:
    return t(VISIBILITY_LABELS[Visibility.ME])


def line_of_me(t: Translator, box: str = "[ ]") -> str:
    return f"- {box} {only_me(t)} {{#me}}"


def asking(section: str, t: Translator) -> str:
    """Return the lines of the question who may see the answer."""
    end = section.index("\n\n- [ ]", section.index(t(wording.WHO_SEES)[:12]))
    return section[section.index(t(wording.WHO_SEES)[:12]) : end]


CHANGES: dict[str, Callable[[str, Translator], str]] = {
    "another sentence": lambda s, t: s.replace(asking(s, t), "Nobody, please / niemand"),
    "a word behind the sentence": lambda s, t: s.replace(asking(s, t), f"{asking(s, t)} niemand!"),
    "a passage above the boxes": lambda s, t: s.replace(
        asking(s, t), f"{asking(s, t)}\n\nKatrin, keep it please"
    ),
    "a passage between the boxes": lambda s, t: s.replace(
        line_of_me(t), f"\nplease, Katrin\n\n{line_of_me(t)}"
    ),
    "a passage below": lambda s, t: s.replace(
        line_of_me(t), f"{line_of_me(t)}\n\nKeep this to yourself, would you?"
    ),
    "bold": lambda s, t: s.replace(line_of_me(t), f"- [ ] **{only_me(t)}** {{#me}}"),
    "bold around all": lambda s, t: s.replace(line_of_me(t), f"**{line_of_me(t)}**"),
    "capitals": lambda s, t: s.replace(line_of_me(t), f"- [ ] {only_me(t).upper()} {{#me}}"),
    "a box with a backslash": lambda s, t: s.replace(line_of_me(t), line_of_me(t, "[\\]")),
    "a box without its blank": lambda s, t: s.replace(line_of_me(t), line_of_me(t, "[]")),
    "an emoji behind": lambda s, t: s.replace(line_of_me(t), f"{line_of_me(t)} 👍"),
    "arrows below": lambda s, t: s.replace(line_of_me(t), f"{line_of_me(t)}\n^^^^^"),
    "a line below": lambda s, t: s.replace(line_of_me(t), f"{line_of_me(t)}\n\n====="),
    "fingers below": lambda s, t: s.replace(line_of_me(t), f"{line_of_me(t)}\n👆👆"),
    "a cross above the question": lambda s, t: s.replace(asking(s, t), f"x\n\n{asking(s, t)}"),
    "a struck part of the question": lambda s, t: s.replace(
        asking(s, t), re.sub(r"(?s)[?:.] (.+)$", r". ~~\1~~", asking(s, t), count=1)
    ),
    "exclamation marks": lambda s, t: s.replace(line_of_me(t), f"- [ ] {only_me(t)}!!! {{#me}}"),
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_words_and_stress_beside_the_list_close_the_answer(
    change: Callable[[str, Translator], str], language: str
) -> None:
    returned = read(language, change)
    assert returned.answers["goal.why"].visibility is Visibility.ME
    assert [notice.values.get("name") for notice in returned.notices] == ["Anna Meier"]
    assert "qz7qz" not in "".join(returned.found)


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_untouched_list_is_for_both(language: str) -> None:
    returned = read(language, lambda section, t: section)
    assert returned.answers["goal.why"].visibility is Visibility.BOTH
    assert returned.notices == ()


def test_words_below_the_list_alone_are_the_answer() -> None:
    """A mail program puts the cursor below the quoted workbook."""
    returned = read(
        "en",
        lambda s, t: s.replace(WORDS, "").replace(line_of_me(t), f"{line_of_me(t)}\n\n{WORDS}"),
    )
    assert returned.answers["goal.why"].visibility is Visibility.BOTH
    assert "qz7qz" in str(returned.answers["goal.why"].value)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_line_without_a_trace_of_its_box_closes_where_all_others_have_one(language: str) -> None:
    """A program drops the brackets of the boxes; the owner had dropped the whole box of one line."""
    before, section, after = with_words(language)
    t = translator(language)
    bare = section.replace(line_of_me(t), f"- {only_me(t)} {{#me}}")
    ticked = after.replace(line_of_me(t), f"- [x] {only_me(t)} {{#me}}", 1)
    text = re.sub(r"\[(.)\]", r"\1", before + bare + ticked)
    returned = read_text(text, {language: short(language)})
    assert returned.answers["goal.why"].visibility is Visibility.ME
