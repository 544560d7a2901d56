"""A made-up kind of prompt goes through the whole program; what it lacks is named piece by piece.

The kind is added to a copy of the program as CONTRIBUTING.md says: `mood`, one of three words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from coopcoach.domain.exercise import Kind, Phase
from coopcoach.i18n.locales.en import ENGLISH
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.workspace import Workspace
from tests.builders.examples import is_deep
from tests.builders.pdf.text import words_of
from tests.builders.program_copy import ROOT, ProgramCopy, copied
from tests.builders.short_packs import add_pack
from tools.kind import PIECES, lacking

SLUG = "weather"
ASKED = ("arrive", "goal-why")

CODEC = '''
"""``mood``: one of three words."""

from coopcoach.domain.answers import MoodValue
from coopcoach.domain.exercise import MoodQuestion
from coopcoach.markup.form import Field
from coopcoach.markup.kinds.codec import CellCodec

MOODS = ("sunny", "cloudy", "stormy")


class MoodCodec(CellCodec[MoodQuestion, MoodValue]):
    """The codec of ``mood``."""

    value = MoodValue
    layout = "measured"

    def write_text(self, value):
        return value.mood

    def read_text(self, text):
        return MoodValue(mood=text.strip().lower()) if text.strip().lower() in MOODS else None

    def hints(self):
        yield "Write sunny, cloudy or stormy."

    def fields(self, value, place):
        shown = value.mood if value else ""
        return (Field(name=place.name, shape="line", title=place.title, value=shown),)
'''

COMPARISON = """
        case MoodQuestion():
            same = first.value == second.value
            gap = answers_gap(first, second, SAME if same else different(1))
            return Comparison(prompt_id=question.id, **dict(gap))
"""

WEB = """
  mood: measureKind(
    "mood",
    (question, text) => (["sunny", "cloudy", "stormy"].includes(text) ? text : null),
    (question, value) => value,
  ),
"""


def replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def add_question(text: str) -> str:
    text = replaced(text, '    RULES = "rules"\n', '    RULES = "rules"\n    MOOD = "mood"\n')
    question = "class MoodQuestion(BaseQuestion):\n    kind: Literal[Kind.MOOD] = Kind.MOOD\n\n\n"
    return replaced(text, "Question = Annotated[\n    TextQuestion\n    | LongQuestion\n    | ChoiceQuestion\n    | MultiQ",
                    question + "Question = Annotated[\n    TextQuestion\n    | MoodQuestion\n    | LongQuestion\n    | ChoiceQuestion\n    | MultiQ")  # fmt: skip


def add_value(text: str) -> str:
    value = 'class MoodValue(BaseValue):\n    kind: Literal["mood"] = "mood"\n    mood: str\n\n\n'
    start = "Value = Annotated[\n    TextValue\n"
    return replaced(text, start, value + start + "    | MoodValue\n")


def add_codec(text: str) -> str:
    imported = "from coopcoach.markup.kinds.mood import MoodCodec\n"
    text = replaced(
        text, "from coopcoach.markup.kinds.multi", imported + "from coopcoach.markup.kinds.multi"
    )
    return replaced(
        text,
        "    Kind.TEXT: TextCodec,\n",
        "    Kind.TEXT: TextCodec,\n    Kind.MOOD: MoodCodec,\n",
    )


def add_comparison(text: str) -> str:
    text = replaced(
        text,
        "from __future__ import annotations\n",
        "from __future__ import annotations\n\n"
        "from coopcoach.domain.alignment.gap import SAME, answers_gap, different\n"
        "from coopcoach.domain.exercise import MoodQuestion\n",
    )
    first = "        case TextQuestion() | LongQuestion():\n            return compare_text"
    return replaced(text, first, COMPARISON.lstrip("\n") + first)


def add_control(text: str) -> str:
    return replaced(
        text,
        "    Kind.TEXT: TextControl,\n",
        "    Kind.TEXT: TextControl,\n    Kind.MOOD: TextControl,\n",
    )


def add_web(text: str) -> str:
    text = replaced(text, "const KINDS = {\n", "const KINDS = {" + WEB)
    date = "  date: { cellWords"
    return replaced(text, date, "  mood: { cellWords: (column, cell) => cell.value },\n" + date)


CHANGES: dict[str, Callable[[str], str]] = dict(
    zip(
        PIECES,
        (
            add_question,
            add_value,
            lambda _: CODEC.lstrip(),
            add_codec,
            add_comparison,
            add_control,
            add_web,
        ),
        strict=True,
    )
)


def is_asked(number: int) -> bool:
    """Whether is asked what lacks before a piece: by default before the first and in the middle."""
    return is_deep() or number in {0, len(PIECES) // 2}


@pytest.fixture(scope="module")
def added(tmp_path_factory) -> tuple[ProgramCopy, list[list[str]]]:
    """The copy with the kind in it, and what was lacking before each piece was added."""
    copy = copied(tmp_path_factory.mktemp("copy"), "en")
    named = []
    for piece, change in CHANGES.items():
        named.append(copy.lacking("kind", "mood") if is_asked(len(named)) else None)
        path = copy.root / piece.format(name="mood")
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(change(text), encoding="utf-8")
    named.append(copy.lacking("kind", "mood"))
    for lang in ("de", "en"):
        path = copy.root / "exercises" / lang / "arrive.md"
        text = path.read_text(encoding="utf-8")
        asked = replaced(text, "{#arrive.wish kind=text", "{#arrive.wish kind=mood")
        path.write_text(asked, encoding="utf-8")
    return copy, named


def test_each_piece_is_named_until_it_is_there(added):
    _, named = added
    for number, piece in enumerate(PIECES):
        path = piece.format(name="mood")
        before = next(lines for lines in named[number::-1] if lines is not None)
        after = next(lines for lines in named[number + 1 :] if lines is not None)
        assert any(line.startswith(path) for line in before), piece
        assert not any(line.startswith(path) for line in after), piece
    assert named[-1] == []


@pytest.mark.parametrize("kind", list(Kind))
def test_no_kind_of_the_program_lacks_anything(kind):
    assert list(lacking(kind)) == []


@pytest.fixture
def call(added):
    copy, _ = added
    with copy.calls() as call:
        yield call


def test_the_whole_way_with_the_made_up_kind(added, call):
    copy, _ = added
    assert call("init", str(copy.office)).returncode == 0
    # Few questions, among them the first: the time of a drawing grows with them.
    add_pack(Workspace(copy.office), "compact", ASKED)
    partners = ("--partner", "Anna Meier", "--partner", "Ben Roth")
    made = call(
        "new",
        "Weather",
        *partners,
        "--pack",
        "short",
        "--date",
        "2027-01-15T10:00",
        "--time-zone",
        "Europe/Berlin",
    )
    assert (made.stdout.strip(), made.stderr) == (SLUG, "")
    checked = call("check")
    assert checked.returncode == 0, checked.stdout

    exercises = [Workbooks([ROOT / "exercises"])["en"].exercise(name) for name in ASKED]
    count = sum(len(e.prompts_in(Phase.PREPARE, "compact")) for e in exercises)
    onward = [ENGLISH.typed.onward[0]] * (count - 1)
    invited = call("invite", SLUG)
    assert invited.returncode == 0, invited.stderr
    for name, mood in (("Anna", "sunny"), ("Ben", "stormy")):
        (folder,) = (copy.office / "exports" / SLUG / "invitation").glob(f"{name.lower()}-*")
        (mailed,) = folder.glob("*.md")
        assert "Write sunny, cloudy or stormy." in mailed.read_text(encoding="utf-8")
        (page,) = folder.glob("*.html")
        assert '"kind":"mood"' in page.read_text(encoding="utf-8").replace(" ", "")
        typed = "\n".join(["foggy", mood, *onward, ENGLISH.typed.yes, ""])
        prepared = call("prepare", "--plain", str(mailed), typed=typed)
        assert "Thank you, your answers are ready to send." in prepared.stdout, prepared.stdout
        (answers,) = (path for path in folder.glob("*.md") if path != mailed)
        imported = call("import", SLUG, str(answers), "--yes")
        assert imported.returncode == 0, imported.stderr

    revealed = copy.reveal(SLUG)
    assert "MoodValue(kind='mood', mood='sunny')" in revealed.stdout, revealed.stderr
    exported = call("export", SLUG)
    assert exported.returncode == 0, exported.stderr
    printed = words_of(copy.office / "exports" / SLUG / "summary.pdf")
    assert "sunny" in printed
    assert "stormy" in printed


COMPARED = """
from coopcoach.domain.alignment.by_kind import compare_by_kind
from coopcoach.domain.answers import BLANK
from coopcoach.domain.exercise import MoodQuestion
compare_by_kind(MoodQuestion(id="x", label="x"), BLANK, BLANK)
"""
DIFFERENT = """
from coopcoach.domain.alignment.by_kind import compare_by_kind
from coopcoach.domain.answers import Answer, MoodValue
from coopcoach.domain.exercise import MoodQuestion
given = [Answer(value=MoodValue(mood=mood)) for mood in ("sunny", "stormy")]
print(compare_by_kind(MoodQuestion(id="x", label="x"), *given).match)
"""
EDITED = """
from pathlib import Path
from coopcoach.domain.answers import BLANK
from coopcoach.i18n import translator
from coopcoach.storage.exercises import Workbooks
from coopcoach.tui.widgets.answers.editor import AnswerEditor
t = translator("en")
for exercise in Workbooks([Path("exercises")])["en"].for_pack("compact"):
    for prompt in exercise.prompts:
        AnswerEditor(prompt, BLANK, t)
"""


def test_two_answers_of_the_made_up_kind_are_compared(added):
    copy, _ = added
    assert copy.run("-c", DIFFERENT).stdout == "different\n"


@pytest.mark.parametrize(
    ("piece", "arguments", "named"),
    [
        ("domain/exercise.py", ("-m", "coopcoach", "check"), "mood"),
        ("domain/answers.py", ("-m", "coopcoach", "check"), "mood.py:"),
        ("kinds/__init__.py", ("-m", "coopcoach", "check"), "mood"),
        ("alignment/by_kind.py", ("-c", COMPARED), "MoodQuestion"),
        ("answers/editor.py", ("-c", EDITED), "mood"),
    ],
)
def test_no_missing_piece_is_passed_over(added, piece, arguments, named):
    copy, _ = added
    path = copy.root / next(p for p in PIECES if p.endswith(piece))
    kept = path.read_text(encoding="utf-8")
    original = (ROOT / path.relative_to(copy.root)).read_text(encoding="utf-8")
    path.write_text(original, encoding="utf-8")
    try:
        done = copy.run(*arguments)
    finally:
        path.write_text(kept, encoding="utf-8")
    assert done.returncode != 0
    assert named in done.stdout + done.stderr


def test_the_recipe_names_the_pieces():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = text.partition("## A new kind of prompt\n")[2].partition("\n## ")[0]
    steps = re.findall(r"(?m)^\d+\. (.+?): ", recipe)
    named = [path for step in steps for path in re.findall(r"`([^`]+)`", step)]
    pieces = [piece.format(name="NAME").removeprefix("coopcoach/") for piece in PIECES]
    assert named[: len(pieces)] == pieces
    assert len(named) <= 12
    files = [path if path.startswith("tests/") else f"coopcoach/{path}" for path in named]
    assert [path for path in files if "NAME" not in path and not (ROOT / path).exists()] == []
