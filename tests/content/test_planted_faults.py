"""Faults planted into copies of the built-in files: each is found at its line, with a fix named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coopcoach.i18n import translator
from coopcoach.services.workspace.check import check_content
from coopcoach.storage.content_folders import bundled_folder

# file, what stands there, what is planted, a line that holds (after planting) the fault, and words
# of what is wrong and of what to do.
PLANTED = [
    ("de/goal-why.md", "kind=long", "kind=lang", "kind=lang", "unknown kind “lang”", "“long”"),
    ("de/goal-why.md", "phase=prepare", "phase=alone", "phase=alone", "unknown phase", "prepare"),
    (
        "en/goal-why.md",
        "phase=prepare",
        "phase=prepare minits=2",
        "minits=2",
        "unknown attribute",
        "“minutes”",
    ),
    (
        "en/goal-why.md",
        "phase=prepare",
        "phase=prepare minutes=two",
        "minutes=two",
        "not a valid number",
        "minutes=5",
    ),
    ("de/goal-why.md", "#goal.benefit", "#goal.why", "#goal.why", "is used twice", "another id"),
    ("de/goal-why.md", "of=goal.benefit", "of=goal.benefits", "of=goal.b", "no prompt", "benefit”"),
    ("de/goal-why.md", " of=goal.benefit", "", "compare=guess", "a guess needs", "of=ID"),
    ("de/goal-why.md", "compare=guess", "compare=gues", "compare=gues", "comparison", "“guess”"),
    ("de/goal-motives.md", "{#costs", "{#kosten", "{#kosten", "not in the other", "same ids"),
    ("en/goal-motives.md", "top=5", "top=3", "top=3", "“top” differs", "same in both"),
    ("de/goal-motives.md", "{#takeover", "{#it", "{#it", "is used twice", "another id"),
    ("de/goal-why.md", "min=0 max=10", "min=10 max=0", "min=10", "wrong way round", "smaller"),
    ("de/goal-fit.md", "packs=full", "packs=fully", "packs=fully", "unknown pack", "“full”"),
    ("de/goal-fit.md", "exercise: goal-fit", "exercise: Goal Fit", "Goal Fit", "an id", "short-id"),
    ("de/goal-fit.md", "point: goal", "point: gaol", "point: gaol", "unknown point", "“goal”"),
    ("de/goal-fit.md", "order:", "ordr:", "ordr:", "unknown key “ordr”", "“order”"),
    ("en/goal-effort.md", "unit=h/month", "unit=h/moth", "unit=h/moth", "unknown unit", "h/month"),
    ("en/goal-effort.md", "{.columns}", "{.colums}", "goal.numbers", "needs columns", ".columns"),
    ("en/talk-reply.md", "{.rows}", "{.row}", "talk.reply", "either fixed rows", "rows=6"),
    ("en/talk-reply.md", "kind=choice", "kind=ranking", "kind=ranking", "a column", "choice"),
    (
        "en/value-ledger.md",
        "kind=table",
        "kind=table {",
        "value.ledger",
        "prompt needs an id",
        "#p",
    ),
    ("de/guide-goal.md", "{#pitfalls}", "{#pitfals}", "pitfals", "unknown section", "“pitfalls”"),
    ("de/rules.md", "{#reply-days", "{#", "point=talk", "id", "short-id"),
    ("en/rules.md", "> We reply within {days}", "> We reply within {day}", "", "blank", "{#day"),
]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(bundled_folder("exercises"), tmp_path / "exercises")
    return tmp_path / "exercises"


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "what", "todo"), PLANTED, ids=lambda value: str(value)[:24]
)
def test_the_fault_is_found_at_its_line(
    content: Path, name: str, old: str, new: str, where: str, what: str, todo: str
) -> None:
    path = content / name
    source = path.read_text(encoding="utf-8")
    assert old in source
    planted = source.replace(old, new, 1)
    path.write_text(planted, encoding="utf-8")
    report = check_content(None, (content,))
    t = translator("en")
    sentences = [f.sentence(t, e.path) for e in report.faulty for f in e.faults]
    lines = [n for n, line in enumerate(planted.split("\n"), 1) if where in line]
    assert any(
        sentence.startswith(f"{path}:{line}:") and what in sentence and todo in sentence
        for sentence in sentences
        for line in lines
    ), sentences


def test_a_missing_translation_is_found(content: Path) -> None:
    (content / "de" / "goal-why.md").unlink()
    shutil.copy(content / "en" / "goal-why.md", content / "en" / "my-own.md")
    own = (content / "en" / "my-own.md").read_text(encoding="utf-8")
    own = own.replace("exercise: goal-why", "exercise: my-own")
    (content / "en" / "my-own.md").write_text(own, encoding="utf-8")
    report = check_content(None, (content,))
    sentences = [f.sentence(translator("en"), e.path) for e in report.faulty for f in e.faults]
    assert any("my-own.md:1: the exercise “my-own” is missing" in text for text in sentences)
