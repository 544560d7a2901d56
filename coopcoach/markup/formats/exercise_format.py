"""The exercise format: a Markdown file with attributes on its headings, read into the domain.

The format is described for coaches in ``docs/write-your-own-exercise.md``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from coopcoach.domain.exercise import (
    CELL_KINDS,
    PACKS,
    POINTS,
    UNITS,
    Compare,
    Exercise,
    Kind,
    Option,
    Pack,
    Phase,
    Prompt,
    Question,
)
from coopcoach.errors import BadFile
from coopcoach.i18n import N_
from coopcoach.markup.blocks import Block, ContentFile, Item
from coopcoach.markup.reading import FaultCollector

_FRONT_KEYS = ("exercise", "point", "order", "talk_minutes")
_PROMPT_KEYS = ("kind", "phase", "packs", "minutes", "required", "by", "compare", "of")
_KIND_KEYS: dict[Kind, tuple[str, ...]] = {
    Kind.TEXT: (),
    Kind.LONG: (),
    Kind.CHOICE: ("other",),
    Kind.MULTI: ("other", "min", "max"),
    Kind.SCALE: ("min", "max", "low", "high"),
    Kind.RANKING: ("top",),
    Kind.NUMBER: ("unit", "min", "max"),
    Kind.DATE: (),
    Kind.TABLE: ("rows",),
    Kind.CHECK: (),
    Kind.RULES: ("max",),
}
_WITH_OPTIONS = frozenset({Kind.CHOICE, Kind.MULTI, Kind.RANKING, Kind.CHECK})
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
    return Exercise(
        title=title.title,
        opening="\n\n".join(title.paragraphs),
        prompts=tuple(prompt for prompt in prompts if prompt is not None),
        language=language,
        source=source,
        **front,
    )


def _read_front(content: ContentFile, faults: FaultCollector) -> dict[str, Any]:
    line_of = content.front_lines
    for key in content.front:
        faults.known(
            line_of.get(key, 1), N_("unknown key “{name}” in the front matter"), key, _FRONT_KEYS
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
    order = faults.number(line_of["order"], "order", str(get["order"]))
    return {
        "id": exercise_id,
        "point": get["point"],
        "order": int(order or 0),
        "talk_minutes": read_pack_minutes(get["talk_minutes"], line_of["talk_minutes"], faults),
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
    for key in block.attributes.values:
        known = (*_PROMPT_KEYS, *_KIND_KEYS[kind])
        faults.known(block.line, N_("unknown attribute “{name}”"), key, known)
    packs = block.attributes.get("packs", "full").split()
    for pack in packs:
        faults.known(block.line, N_("unknown pack “{name}”"), pack, PACKS)
    fields: dict[str, Any] = {
        **_read_question(block.attributes.id, kind, block, block.items, faults),
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
    if kind is Kind.TABLE:
        fields.update(_read_table(block, faults))
    return Prompt(**fields) if len(faults.found) == before else None


def _read_question(
    question_id: str, kind: Kind, block: Block | Item, items: list[Item], faults: FaultCollector
) -> dict[str, Any]:
    attributes, line = block.attributes, block.line
    bounds = {
        name: faults.number(line, name, attributes.get(name))
        for name in ("min", "max")
        if attributes.get(name)
    }
    low, high = bounds.get("min"), bounds.get("max")
    if low is not None and high is not None and low > high:
        faults.add(
            line,
            N_("the bounds are the wrong way round: {low} to {high}"),
            N_("make min the smaller of the two"),
            low=low,
            high=high,
        )
    options = _read_options(items, faults) if kind in _WITH_OPTIONS else ()
    if kind in _WITH_OPTIONS and len(options) < (1 if kind is Kind.CHECK else 2):
        faults.add(
            line,
            N_("there is nothing to choose from"),
            N_("add a list of options “- Label {{#id}}”"),
        )
    if kind is Kind.SCALE and (
        low is None or high is None or not attributes.get("low") or not attributes.get("high")
    ):
        faults.add(
            line,
            N_("a scale needs its bounds and both ends named"),
            N_('add min=1 max=5 low="…" high="…"'),
        )
    if attributes.get("unit"):
        faults.known(line, N_("unknown unit “{name}”"), attributes.get("unit"), UNITS)
    top = (
        faults.number(line, "top", attributes.get("top"), minimum=1)
        if attributes.get("top")
        else None
    )
    return {
        "id": question_id,
        "kind": kind,
        "label": block.title if isinstance(block, Block) else block.text,
        "options": options,
        "other": faults.yes_no(line, "other", attributes.get("other", "no")),
        "minimum": low,
        "maximum": high,
        "low": attributes.get("low"),
        "high": attributes.get("high"),
        "top": int(top) if top is not None else None,
        "line": line,
        "unit": attributes.get("unit") if attributes.get("unit") in UNITS else None,
    }


def _read_options(items: list[Item], faults: FaultCollector) -> tuple[Option, ...]:
    options: list[Option] = []
    for item in items:
        if not _ID.match(item.attributes.id):
            faults.bad_id(item.line, item.attributes.id)
            continue
        if any(option.id == item.attributes.id for option in options):
            faults.duplicate(item.line, item.attributes.id)
        for key in item.attributes.values:
            faults.known(item.line, N_("unknown attribute “{name}”"), key, ("survey",))
        survey = item.attributes.get("survey")
        count: Decimal | None = (
            faults.number(item.line, "survey", survey, minimum=0) if survey else None
        )
        options.append(
            Option(
                id=item.attributes.id,
                label=item.text,
                survey=int(count) if count is not None else None,
                line=item.line,
            )
        )
    return tuple(options)


def _read_table(block: Block, faults: FaultCollector) -> dict[str, Any]:
    columns_block, rows_block = block.block_of_class("columns"), block.block_of_class("rows")
    rows = _read_options(rows_block.items, faults) if rows_block else ()
    max_rows = (
        faults.number(block.line, "rows", block.attributes.get("rows"), minimum=1)
        if block.attributes.get("rows")
        else None
    )
    if columns_block is None or not columns_block.items:
        faults.add(
            block.line,
            N_("a table needs columns"),
            N_("add “### … {{.columns}}” with a list of columns"),
        )
        return {}
    if bool(rows) == (max_rows is not None):
        faults.add(
            block.line,
            N_("a table has either fixed rows or at most so many of its own"),
            N_("add “### … {{.rows}}” with a list, or rows=6"),
        )
    columns = [_read_column(item, faults) for item in columns_block.items]
    ids = [column.id for column in columns if column]
    for item in columns_block.items:
        if ids.count(item.attributes.id) > 1:
            faults.duplicate(item.line, item.attributes.id)
    return {
        "columns": tuple(column for column in columns if column),
        "rows": rows,
        "max_rows": int(max_rows) if max_rows is not None else None,
    }


def _read_column(item: Item, faults: FaultCollector) -> Question | None:
    if not re.fullmatch(r"[a-z0-9_-]+", item.attributes.id):
        faults.bad_id(item.line, item.attributes.id)
        return None
    kind = faults.member(item.line, "kind", item.attributes.get("kind"), Kind)
    if kind is None:
        return None
    if kind not in CELL_KINDS:
        faults.add(
            item.line,
            N_("a column cannot be of the kind “{name}”"),
            N_("take one of: {known}"),
            name=kind.value,
            known=", ".join(sorted(k.value for k in CELL_KINDS)),
        )
        return None
    for key in item.attributes.values:
        faults.known(item.line, N_("unknown attribute “{name}”"), key, ("kind", *_KIND_KEYS[kind]))
    return Question(**_read_question(item.attributes.id, kind, item, item.items, faults))


def _check_ids(prompts: list[Prompt | None], faults: FaultCollector) -> None:
    seen: set[tuple[str, Phase]] = set()
    for prompt in prompts:
        if prompt is None:
            continue
        if (prompt.id, prompt.phase) in seen:
            faults.duplicate(prompt.line, prompt.id)
        seen.add((prompt.id, prompt.phase))
