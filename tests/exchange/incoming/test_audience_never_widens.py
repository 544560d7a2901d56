"""Whatever happens to a file on its way, nobody sees an answer for whom its owner did not write it."""

from __future__ import annotations

import html
import random
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopcoach.domain.answers import Answer, Stance, TextValue, Visibility
from coopcoach.domain.exercise import Pack, Phase, Prompt, Workbook
from coopcoach.domain.session import AgendaItem, Partner, Session
from coopcoach.errors import BadFile
from coopcoach.exchange.incoming import audience
from coopcoach.exchange.incoming.markdown_return import read_markdown
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.template import Asked
from coopcoach.exchange.outgoing.markdown_workbook import FINISHED, workbook_markdown
from coopcoach.i18n import translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import handed_in, new_answers_file, write_answer_into
from coopcoach.markup.kinds import KINDS
from tests.builders.examples import is_deep
from tests.builders.markdown_filling import MADE, filled_in
from tests.builders.workbooks import built_in_workbook

MARKER = re.compile(r"qz(\d+)qz")
ORDER = list(Visibility)
# A cross that a person set below its box, perhaps quoted or stressed since.
BARE_MARK = re.compile(r"(?:[\s>*_~\\]|<[^<>]*>)*x(?:[\s*_~\\]|<[^<>]*>)*")


@dataclass(frozen=True, repr=False)
class Case:
    """A file that a partner filled in, and what the partner set."""

    workbook: Workbook
    pack: Pack
    answers: dict[str, Answer]
    names: tuple[str, ...]
    finished: bool
    text: str

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Print what Hypothesis shows of a failing example: the whole workbook would hide the rest."""
        ids = [exercise.id for exercise in self.workbook.exercises]
        kind = self.text[4:24].splitlines()[0]
        set_ = {
            k: (a.stance and a.stance.value, a.visibility.value) for k, a in self.answers.items()
        }
        printer.text(
            f"Case({self.workbook.language}, {self.pack}, {ids}, {kind}, {set_}, {self.finished})"
        )

    @property
    def asked(self) -> Asked:
        """The exercises on the agenda, and the pack."""
        return Asked(frozenset(exercise.id for exercise in self.workbook.exercises), self.pack)


@cache
def part_of(language: str, pack: Pack, first: int) -> Workbook:
    """Return three exercises of the built-in workbook; all of them would make each example slow."""
    workbook = built_in_workbook(language)
    with_prompts = [e for e in workbook.for_pack(pack) if e.prompts_in(Phase.PREPARE, pack)]
    start = first % max(1, len(with_prompts) - 2)
    return workbook.model_copy(update={"exercises": tuple(with_prompts[start : start + 3])})


@cache
def blank(language: str, pack: Pack, first: int, kind: str) -> str:
    workbook = part_of(language, pack, first)
    anna = Partner(id="anna-meier", name="Anna Meier", language=language)
    if kind == "answers":
        return new_answers_file("maler-tischler", anna, workbook, pack, translator(language))
    session = Session(
        slug="maler-tischler",
        title="Maler & Tischler",
        created=MADE,
        partners=(anna, Partner(id="ben-weiss", name="Ben Weiß")),
        pack=pack,
        agenda=tuple(AgendaItem(exercise=e.id, minutes=5) for e in workbook.exercises),
    )
    return workbook_markdown(session, anna, workbook, made=MADE, t=translator(language))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Files of both formats, languages and packs, with any audiences and stances."""
    language, pack = draw(st.sampled_from(("de", "en"))), draw(st.sampled_from(("compact", "full")))
    first, kind = draw(st.integers(0, 30)), draw(st.sampled_from(("workbook", "answers")))
    workbook = part_of(language, pack, first)
    prompts = [p for e in workbook.exercises for p in e.prompts_in(Phase.PREPARE, pack)]
    dice = random.Random(draw(st.integers(0, 2**32)))
    answers: dict[str, Answer] = {}
    for number, prompt in enumerate(prompts):
        who = dice.choice([*Visibility, Visibility.BOTH])
        stance = dice.choice([None, None, None, *Stance])
        answers[prompt.id] = words(number, prompt, who).model_copy(update={"stance": stance})
    finished = draw(st.booleans())
    text, t = blank(language, pack, first, kind), translator(language)
    if kind == "workbook":
        text = filled_in(text, answers, workbook)
        if finished:
            text = text.replace(f"- [ ] {t(FINISHED)}", f"- [x] {t(FINISHED)}")
    else:
        document = Document(text)
        for prompt in prompts:
            document = write_answer_into(document, prompt, answers[prompt.id], t)
        text = (handed_in(document, MADE) if finished else document).source
    return Case(workbook, pack, answers, tuple(p.id for p in prompts), finished, text)


def each_line(change: Callable[[str], str]) -> Callable[[str, random.Random], str]:
    """Return a step that changes each line."""
    return lambda text, dice: "\n".join(map(change, text.split("\n")))


def swapped(*pairs: tuple[str, str]) -> Callable[[str, random.Random], str]:
    """Return a step that replaces one pair of patterns."""

    def step(text: str, dice: random.Random) -> str:
        pattern, replacement = dice.choice(pairs)
        return re.sub(pattern, replacement, text)

    return step


def some_marks(text: str, dice: random.Random) -> str:
    """Change a third of the lines with a box or a brace, each in its own way."""
    changes: tuple[Callable[[str], str], ...] = (
        lambda line: line.replace("[x]", "[ ] x"),
        lambda line: line.replace("- [x]", "x - [ ]"),
        lambda line: line.replace("[x]", "●").replace("[ ]", "○"),
        lambda line: line.replace("[x] ", "").replace("[ ] ", ""),
        lambda line: line.replace("[x]", "[ ]") + " x" if "[x]" in line else line,
        lambda line: line.replace("[x]", "[ ]") + "\nx" if "[x]" in line else line,
        lambda line: line.replace("- [x]", "--> [ ]"),
        lambda line: line.replace("visibility=", "Sichtbarkeit="),
        lambda line: line.replace("visibility=me", "visibility=ich").replace("=coach", "=Coach!"),
        lambda line: line.replace("visibility=", "visibility = "),
        lambda line: line.replace("{#", "(#").replace("}", ")"),
        lambda line: line.replace("{", "").replace("}", ""),
        lambda line: line.replace(" visib", "\nvisib"),
        lambda line: line.replace("}", ""),
    )
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if ("[" in line or "{" in line) and dice.random() < 0.34:
            lines[number] = dice.choice(changes)(line)
    return "\n".join(lines)


def wrapped(text: str, dice: random.Random) -> str:
    """Wrap long lines."""
    width, end = dice.choice((24, 40, 60, 72)), dice.choice(("", " "))
    out: list[str] = []
    for line in text.split("\n"):
        parts = textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
        out.extend([*(f"{part}{end}" for part in parts[:-1]), *(parts[-1:] or [line])])
    return "\n".join(out)


def charset(text: str, dice: random.Random) -> str:
    """Read the text in a charset in which it was not written."""
    wrong = (("utf-8", "cp1252"), ("cp1252", "cp850"), ("cp1252", "mac_roman"), ("ascii", "ascii"))
    written, read = dice.choice(wrong)
    return text.encode(written, "replace").decode(read, "replace")


def deleted(text: str, dice: random.Random) -> str:
    """Delete up to three lines in a row, at one or two places.

    A line that is a bare mark stays: without it the file is the one of somebody who set nothing.
    """
    lines = text.split("\n")
    for _ in range(dice.randint(1, 2)):
        # All of them may be gone already.
        place = dice.randrange(max(1, len(lines)))
        end = place + dice.randint(1, 3)
        lines[place:end] = [line for line in lines[place:end] if BARE_MARK.fullmatch(line)]
    return "\n".join(lines)


def moved(text: str, dice: random.Random) -> str:
    """Move one line that is not an answer's: moved words of an answer are answers to another question."""
    lines = text.split("\n")
    ours = [n for n, line in enumerate(lines) if line.strip() and not MARKER.search(line)]
    if ours:
        line = lines.pop(dice.choice(ours))
        lines.insert(dice.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def page(text: str, dice: random.Random) -> str:
    """Make a page of HTML, and sometimes text of it again."""
    blocks = [html.escape(block).replace("\n", "<br>\n") for block in text.split("\n\n")]
    made = "<html><body>\n" + "\n".join(f"<p>{block}</p>" for block in blocks) + "\n</body></html>"
    if dice.random() < 0.5:
        return made
    return html.unescape(re.sub("<[^>]+>", "", made.replace("</p>", "\n")))


BESIDE = ("x", "ja", "nur ich", "Bitte nur für mich!", "just me please", "hm", "→", "?", "(s. o.)")


def beside(text: str, dice: random.Random) -> str:
    """Write words above, below or behind lines with a box or a brace."""
    lines = text.split("\n")
    places = [n for n, line in enumerate(lines) if "[" in line or "{#" in line]
    for place in sorted(dice.sample(places, min(len(places), 4)), reverse=True):
        words = dice.choice(BESIDE)
        above, below = [words, lines[place]], [lines[place], words]
        lines[place : place + 1] = dice.choice((above, below, [f"{lines[place]} {words}"]))
    return "\n".join(lines)


def stressed(text: str, dice: random.Random) -> str:
    """Stress the label behind a box, or the whole line, as a program with buttons for it does."""
    changes = (
        r"\1**\2**",
        r"\1_\2_",
        r"\1*\2*",
        r"**\1\2**",
        r"\1<u>\2</u>",
        r"\1~~\2~~",
        r"_\1_\2",
    )
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if dice.random() < 0.5:
            lines[number] = re.sub(r"^(\s*- \[.\] )(.+)$", dice.choice(changes), line)
    return "\n".join(lines)


STEPS: dict[str, Callable[[str, random.Random], str]] = {
    "quote": each_line(lambda line: f"> {line}"),
    "wrap": wrapped,
    "strip": each_line(lambda line: re.sub(r"^#+ |\*\*", "", line.strip())),
    "indent": each_line(lambda line: f"    {line}" if line else line),
    "charset": charset,
    "blank lines": swapped((r"\A", "\n\n"), (r"\n", "\n\n"), (r"\n{2,}", "\n")),
    "bullets": swapped((r"(?m)^- ", "* "), (r"(?m)^- ", "•\t"), (r"(?m)^- ", ""), (r"(?m)^- ", "● ")),
    "quotes": swapped((r'"', "“"), (r"'", "’"), (r"--", "–"), (r"---", "—")),
    "brackets": swapped(
        (r"\[(.)\]", r"\1"), (r"\[[x ]\] ", ""), (r"[{}]", ""), (r"\{(.*?)\}", r"(\1)"),
        (r" \{.*?\}", ""), (r"\[(.)\]", r"(\1)"), (r"\[ \]", "☐"), (r"\[x\]", "✓"), (r"\[x\]", "□"),
        (r"([\[\]#*{}])", r"\\\1"),
    ),
    "marks": some_marks,
    "one line": swapped((r"\s*\n\s*", " "), (r"\n+", ""), (r"\n+", "\t")),
    "delete": deleted,
    "move": moved,
    "html": page,
    "beside": beside,
    "stress": stressed,
}  # fmt: skip


def widened(case: Case, back: Returned) -> list[str]:
    """Return the prompts whose words, stance or end are known to more people than their owner set."""
    wide: list[str] = []
    for prompt_id, answer in back.answers.items():
        rank = ORDER.index(answer.visibility)
        owners = {case.names[int(number)] for number in MARKER.findall(answer.model_dump_json())}
        wide.extend(o for o in owners if rank < ORDER.index(case.answers[o].visibility))
        mine = case.answers[prompt_id]
        if answer.stance and answer.stance is mine.stance and rank < ORDER.index(mine.visibility):
            # A heading that was moved may stand above the list of another prompt with the same stance.
            of_another = any(
                other.stance is mine.stance and ORDER.index(other.visibility) <= rank
                for name, other in case.answers.items()
                if name != prompt_id
            )
            wide.extend([] if of_another else [prompt_id])
    found = [case.names[int(number)] for number in MARKER.findall(" ".join(back.found))]
    wide.extend(owner for owner in found if case.answers[owner].visibility is Visibility.ME)
    if back.handed_in and not case.finished:
        wide.append("finished")
    return wide


CHAINS = st.lists(st.sampled_from(sorted(STEPS)), min_size=0, max_size=3)
COUNT = 20_000 if is_deep() else 100


def read(case: Case, chain: list[str], seed: int) -> Returned | None:
    """Read a file after some steps; None where it is refused."""
    text, dice = case.text, random.Random(seed)
    for name in chain:
        text = STEPS[name](text, dice)
    try:
        return read_markdown(
            text.encode(), {case.workbook.language: case.workbook}, asked=case.asked
        )
    except BadFile:
        return None


@settings(max_examples=COUNT, suppress_health_check=list(HealthCheck), deadline=None)
@given(cases(), CHAINS, st.integers(0, 2**32))
def test_nothing_that_happens_on_the_way_widens_an_audience(
    case: Case, chain: list[str], seed: int
) -> None:
    back = read(case, chain, seed)
    assert back is None or widened(case, back) == []
    if not chain:
        assert back is not None
        for prompt_id, answer in case.answers.items():
            there = back.answers[prompt_id]
            assert (there.stance, there.visibility) == (answer.stance, answer.visibility)
        assert back.handed_in == case.finished
        assert back.notices == ()


def words(number: int, prompt: Prompt, visibility: Visibility) -> Answer:
    """Return the marked words to a prompt: its value, or the remark where the value is no text."""
    text = f"Es ist qz{number}qz so."
    in_words = KINDS[prompt.kind].is_words
    return Answer(
        value=TextValue(text=text) if in_words else None,
        remark="" if in_words else text,
        visibility=visibility,
    )


def answered(pack: Pack, first: int, **audiences: Visibility) -> Case:
    """Return an answers file in which some prompts, by the end of their ids, are not for both."""
    workbook = part_of("en", pack, first)
    prompts = [p for e in workbook.exercises for p in e.prompts_in(Phase.PREPARE, pack)]
    document, answers = Document(blank("en", pack, first, "answers")), dict[str, Answer]()
    for number, prompt in enumerate(prompts):
        who = audiences.get(prompt.id.partition(".")[2], Visibility.BOTH)
        answers[prompt.id] = words(number, prompt, who)
        document = write_answer_into(document, prompt, answers[prompt.id], translator("en"))
    return Case(workbook, pack, answers, tuple(answers), False, document.source)


def heading_of(case: Case, prompt_id: str) -> str:
    (heading,) = re.findall(rf"(?m)^### .*\{{#{re.escape(prompt_id)}\b.*\n", case.text)
    return str(heading)


def closed_after(case: Case, changed: str, prompt_id: str) -> None:
    back = read(replace(case, text=changed), [], 0)
    assert back is not None
    assert widened(case, back) == []
    assert back.answers[prompt_id].visibility is Visibility.ME


def test_a_heading_that_was_moved_away_closes_the_answer_above_its_place():
    start = next(n for n in range(30) if blank_ends_with_two(n))
    *_, above, last = answered("compact", start).names
    case = answered("compact", start, **{last.partition(".")[2]: Visibility.COACH})
    heading = heading_of(case, last)
    above_all = heading_of(case, case.names[0])
    changed = case.text.replace(f"{heading}\n", "").replace(above_all, f"{heading}\n{above_all}")
    closed_after(case, changed, above)


def test_a_heading_that_was_moved_up_into_an_answer_without_one_closes_it():
    start = next(n for n in range(30) if blank_ends_with_two(n))
    first, second, *_ = answered("compact", start).names
    case = answered("compact", start, **{first.partition(".")[2]: Visibility.COACH})
    lost, heading = heading_of(case, first), heading_of(case, second)
    closed_after(case, case.text.replace(f"{heading}\n", "").replace(lost, heading), second)


def blank_ends_with_two(first: int) -> bool:
    """Whether the last exercise of a part has two questions that are answered in words."""
    prompts = part_of("en", "compact", first).exercises[-1].prompts_in(Phase.PREPARE, "compact")
    return len(prompts) > 1 and all(KINDS[prompt.kind].is_words for prompt in prompts[-2:])


def test_the_only_heading_of_the_full_pack_that_is_gone_closes_the_answer_above_its_place():
    case = answered("full", 0, past=Visibility.ME)
    closed_after(case, case.text.replace(heading_of(case, "arrive.past") + "\n", ""), "arrive.wish")


@pytest.mark.parametrize("planted", ["list", "attributes"])
def test_the_property_finds_a_planted_widening(
    planted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Positive control: a reader that takes something it does not understand for unset."""
    if planted == "list":
        strict = audience.ListReader.read
        monkeypatch.setattr(
            audience.ListReader, "read", lambda *args: replace(strict(*args), understood=True)
        )
    else:
        monkeypatch.setattr(
            audience, "_from_pairs", lambda pairs, *, understood: audience.Choices()
        )

    seen: list[str] = []

    @settings(
        max_examples=60,
        suppress_health_check=list(HealthCheck),
        deadline=None,
        database=None,
        derandomize=True,
    )
    @given(cases(), CHAINS, st.integers(0, 2**32))
    def search(case: Case, chain: list[str], seed: int) -> None:
        back = read(case, chain, seed)
        seen.extend(widened(case, back) if back else [])

    search()
    assert seen
