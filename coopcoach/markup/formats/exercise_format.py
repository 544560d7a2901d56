"""The exercise format: a Markdown file with attributes on its headings, read into the domain.

The format is described for coaches in ``docs/write-your-own-exercise.md``.
"""

from __future__ import annotations

import re
from typing import Any

from coopcoach.domain.exercise import (
    PACKS,
    POINTS,
    Compare,
    Exercise,
    Kind,
    Pack,
    Phase,
    Prompt,
)
from coopcoach.domain.packs.minutes import minutes_to_answer, minutes_to_read
from coopcoach.errors import BadFile
from coopcoach.i18n import N_
from coopcoach.markup.blocks import Block, ContentFile
from coopcoach.markup.formats.changes_format import add_named_title, add_unknown_placeholders
from coopcoach.markup.formats.workbook_texts import neutral, texts_of
from coopcoach.markup.kinds import KINDS
from coopcoach.markup.reading import FaultCollector
from coopcoach.wording.partner_names import has_placeholder

_FRONT_KEYS = ("exercise", "point", "order", "talk_minutes")
_OPTIONAL_KEYS = ("part", "break_minutes", "review")
_ESSENTIALS = "essentials"
_PROMPT_KEYS = ("kind", "phase", "packs", "minutes", "required", "by", "seen_by", "compare", "of")
_PROMPT_ID = re.compile(r"[a-z]+\.[a-z0-9_]+\Z")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def exercise_from(content: ContentFile, language: str, source: str) -> Exercise:
    """Read an exercise from a content file that was read into blocks.

    Raises:
        BadFile: With every fault of the file, each with its line and what to do.
    """
    faults = FaultCollector(content.faults)
    front = _read_front(content, faults)
    title = content.root.blocks[0] if content.root.blocks else None
    if title is None or title.level != 1 or len(content.root.blocks) > 1:
        line = content.root.blocks[1].line if len(content.root.blocks) > 1 else content.root.line
        faults.add(
            line,
            N_("an exercise has exactly one title"),
            N_("begin it with one line “# Title”, and use “##” for each prompt"),
        )
    blocks = title.blocks if title else []
    prompts = [_read_prompt(block, faults) for block in blocks]
    _check_ids(prompts, faults)
    if not blocks and title:
        faults.add(
            title.line,
            N_("the exercise has no prompt"),
            N_("add one with “## Question {{#point.name kind=long}}”"),
        )
    if faults.found:
        raise BadFile(content.path, faults.found)
    assert title is not None
    exercise = Exercise(
        title=title.title,
        opening="\n\n".join(title.paragraphs),
        minutes_to_begin=minutes_to_read(title.title, *title.paragraphs),
        prompts=tuple(prompt for prompt in prompts if prompt is not None),
        language=language,
        source=source,
        **front,
    )
    for line, text in texts_of(exercise):
        add_unknown_placeholders(text, line, faults)
    if has_placeholder(title.title):
        add_named_title(title.line, faults)
    if faults.found:
        raise BadFile(content.path, faults.found)
    return neutral(exercise)


def _read_front(content: ContentFile, faults: FaultCollector) -> dict[str, Any]:
    line_of = content.front_lines
    for key in content.front:
        faults.known(
            line_of.get(key, 1),
            N_("unknown key “{name}” in the front matter"),
            key,
            (*_FRONT_KEYS, *_OPTIONAL_KEYS),
        )
    missing = [key for key in _FRONT_KEYS if key not in content.front]
    for key in missing:
        faults.add(1, N_("the front matter lacks “{name}”"), N_("add a line “{name}: …”"), name=key)
    if missing:
        return {}
    get = content.front
    exercise_id = str(get["exercise"])
    if not _ID.match(exercise_id):
        faults.bad_id(line_of["exercise"], exercise_id)
    faults.known(line_of["point"], N_("unknown point “{name}”"), str(get["point"]), POINTS)
    if "part" in get:
        faults.one_of(line_of["part"], "part", str(get["part"]), (_ESSENTIALS,))
    order = faults.number(line_of["order"], "order", str(get["order"]))
    # YAML makes a truth value of “yes”.
    review = {"True": "yes", "False": "no"}.get(
        str(get.get("review", "no")), get.get("review", "no")
    )
    return {
        "id": exercise_id,
        "point": get["point"],
        "order": int(order or 0),
        "break_minutes": read_pack_minutes(get["break_minutes"], line_of["break_minutes"], faults)
        if "break_minutes" in get
        else {},
        "is_essential": get.get("part") == _ESSENTIALS,
        "talk_minutes": read_pack_minutes(get["talk_minutes"], line_of["talk_minutes"], faults),
        "review": faults.yes_no(line_of.get("review", 1), "review", str(review)),
    }


def read_pack_minutes(value: object, line: int, faults: FaultCollector) -> dict[Pack, int]:
    """Read ``{compact: 6, full: 12}``."""
    if not isinstance(value, dict):
        faults.add(
            line,
            N_("the minutes cannot be read"),
            N_("write them as {{compact: 6, full: 12}}"),
        )
        return {}
    minutes: dict[Pack, int] = {}
    for pack in PACKS:
        if pack in value:
            number = faults.number(line, pack, str(value[pack]), minimum=0)
            minutes[pack] = int(number or 0)
    for name in value:
        faults.known(line, N_("unknown pack “{name}”"), str(name), PACKS)
    return minutes


def _read_prompt(block: Block, faults: FaultCollector) -> Prompt | None:
    before = len(faults.found)
    if not _PROMPT_ID.match(block.attributes.id):
        faults.add(
            block.line,
            N_("a prompt needs an id such as goal.why, not “{name}”"),
            N_("end its heading with {{#point.name kind=long phase=prepare packs=full}}"),
            name=block.attributes.id,
        )
    kind = faults.member(block.line, "kind", block.attributes.get("kind"), Kind)
    phase = faults.member(block.line, "phase", block.attributes.get("phase"), Phase)
    if kind is None or phase is None:
        return None
    if not faults.known(block.line, N_("unknown kind “{name}”"), kind.value, tuple(KINDS)):
        return None
    question = KINDS[kind].read_question(kind, block, faults, _PROMPT_KEYS)
    packs = block.attributes.get("packs", "full").split()
    for pack in packs:
        faults.known(block.line, N_("unknown pack “{name}”"), pack, PACKS)
    fields: dict[str, Any] = {
        "question": question,
        "phase": phase,
        "packs": frozenset(packs),
        "help": "\n\n".join(block.paragraphs),
        "example": "\n\n".join(block.quotes),
        "minutes": faults.number(
            block.line, "minutes", block.attributes.get("minutes", "0"), minimum=0
        ),
        "required": faults.yes_no(block.line, "required", block.attributes.get("required", "no")),
        "by_each": faults.one_of(
            block.line, "by", block.attributes.get("by", "joint"), ("joint", "each")
        )
        == "each",
        "for_coach": _is_for_coach(block, phase, faults),
        "of": block.attributes.get("of") or None,
    }
    if block.attributes.get("compare"):
        fields["compare"] = faults.member(
            block.line, "compare", block.attributes.get("compare"), Compare
        )
        if fields["compare"] is Compare.GUESS and not fields["of"]:
            faults.add(
                block.line,
                N_("a guess needs the prompt it is about"),
                N_("add of=ID to its attributes"),
            )
    if len(faults.found) > before:
        return None
    prompt = Prompt(**fields)
    if "minutes" in block.attributes.values:
        return prompt
    measured = minutes_to_answer(prompt.question, *block.paragraphs, *block.quotes)
    return prompt.model_copy(update={"minutes": measured})


def _is_for_coach(block: Block, phase: Phase, faults: FaultCollector) -> bool:
    seen_by = block.attributes.get("seen_by", "both")
    faults.one_of(block.line, "seen_by", seen_by, ("both", "coach"))
    if seen_by == "coach" and phase is Phase.SESSION:
        faults.add(
            block.line,
            N_("both partners answer this prompt together: it cannot be for the coach alone"),
            N_("take seen_by=coach away, or give it phase=prepare"),
        )
    # An unknown word closes too.
    return seen_by != "both"


def _check_ids(prompts: list[Prompt | None], faults: FaultCollector) -> None:
    seen: set[tuple[str, Phase]] = set()
    for prompt in prompts:
        if prompt is None:
            continue
        if (prompt.id, prompt.phase) in seen:
            faults.duplicate(prompt.line, prompt.id)
        seen.add((prompt.id, prompt.phase))
