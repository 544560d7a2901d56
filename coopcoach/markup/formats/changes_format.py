"""A file that changes single texts of an exercise and holds only these: over the built-in one, or for “du”.

Its front matter is ``changes: goal-why``. A heading has the id of the prompt that it changes; what does not stand
below it stays as it is: the words of the heading, the help, the example, single options, rows and columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coopcoach.domain.exercise import Exercise, Option, Phase, Prompt
from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import N_
from coopcoach.markup.blocks import Block, ContentFile, Item
from coopcoach.markup.formats.workbook_texts import neutral
from coopcoach.markup.reading import FaultCollector
from coopcoach.wording.partner_names import has_placeholder, unknown_placeholders

_KEYS = ("phase", "low", "high")


@dataclass(frozen=True)
class ItemChange:
    """The new texts of an option, a row or a column, with those of the options below it."""

    label: str
    line: int
    ends: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, ItemChange] = field(default_factory=dict)


@dataclass(frozen=True)
class PromptChange:
    """The new texts of a prompt; what is empty stays. Without a phase it is the prompt of every phase."""

    id: str
    phase: Phase | None
    label: str
    help: str
    example: str
    line: int
    ends: Mapping[str, str]
    items: Mapping[str, Mapping[str, ItemChange]]


@dataclass(frozen=True)
class ExerciseChanges:
    """The new texts of an exercise; what is empty stays."""

    exercise: str
    title: str
    opening: str
    prompts: tuple[PromptChange, ...]
    source: str


def changes_from(content: ContentFile, source: str) -> ExerciseChanges:
    """Read a file of changes.

    Raises:
        BadFile: With every fault of the file.
    """
    faults = FaultCollector(content.faults)
    for key in content.front:
        what = N_("unknown key “{name}” in the front matter")
        faults.known(content.front_lines.get(key, 1), what, key, ("changes",))
    title = next((block for block in content.root.blocks if block.level == 1), None)
    blocks = [b for b in content.root.blocks if b.level > 1] + (title.blocks if title else [])
    opening = title.paragraphs if title else content.root.paragraphs
    for line, text in _texts(content.root):
        add_unknown_placeholders(text, line, faults)
    if title is not None and has_placeholder(title.title):
        add_named_title(title.line, faults)
    prompts = tuple(_prompt(block, faults) for block in blocks)
    if faults.found:
        raise BadFile(content.path, faults.found)
    return ExerciseChanges(
        exercise=str(content.front["changes"]),
        title=title.title if title else "",
        opening="\n\n".join(opening),
        prompts=prompts,
        source=source,
    )


def add_unknown_placeholders(text: str, line: int, faults: FaultCollector) -> None:
    """Add a fault for each placeholder of a text that is none."""
    for name in unknown_placeholders(text):
        faults.add(
            line,
            N_("unknown placeholder “{name}”"),
            N_("write {{partner}}, {{partner.dative}} or {{partner.genitive}}"),
            name=name,
        )


def add_named_title(line: int, faults: FaultCollector) -> None:
    """Add the fault of a title that names the partner."""
    faults.add(
        line,
        N_("a title cannot name the partner: it appears on the agenda of both"),
        N_("name the partner in the text below it"),
    )


def changed(exercise: Exercise, changes: ExerciseChanges) -> tuple[Exercise, list[Fault]]:
    """Return an exercise with changed texts, and a fault for each change of something that it does not have."""
    faults = FaultCollector()
    prompts = list(exercise.prompts)
    for change in changes.prompts:
        places = [
            place
            for place, prompt in enumerate(prompts)
            if prompt.id == change.id and change.phase in {None, prompt.phase}
        ]
        if not places:
            known = [prompt.id for prompt in exercise.prompts]
            faults.known(change.line, N_("there is no prompt “{name}”"), change.id, known)
            if change.id in known:
                what = N_("“{key}” cannot be “{name}”")
                todo = N_("take one of: {known}")
                phases = ", ".join(p.phase.value for p in exercise.prompts if p.id == change.id)
                name = change.phase.value if change.phase else ""
                faults.add(change.line, what, todo, key="phase", name=name, known=phases)
        for place in places:
            prompts[place] = _changed_prompt(prompts[place], change, faults)
    update: dict[str, Any] = _texts_update(
        exercise, {"title": changes.title, "opening": changes.opening}
    )
    update["prompts"] = tuple(prompts)
    update["changes"] = (*exercise.changes, changes.source)
    return neutral(exercise.model_copy(update=update)), faults.found


def _texts(block: Block) -> Iterable[tuple[int, str]]:
    yield block.line, "\n\n".join([block.title, *block.paragraphs, *block.quotes])
    for item in block.items:
        yield item.line, item.text
        yield from ((each.line, each.text) for each in item.items)
    for below in block.blocks:
        yield from _texts(below)


def _prompt(block: Block, faults: FaultCollector) -> PromptChange:
    if not block.attributes.id:
        todo = N_("end its heading with the prompt’s id: {{#goal.why}}")
        faults.add(block.line, N_("the heading does not say which prompt it changes"), todo)
    for key in block.attributes.values:
        faults.known(block.line, N_("unknown attribute “{name}”"), key, _KEYS)
    phase = block.attributes.get("phase")
    items: dict[str, Mapping[str, ItemChange]] = {"options": _items(block.items)}
    for name in ("columns", "rows"):
        below = block.block_of_class(name)
        items[name] = _items(below.items) if below else {}
    return PromptChange(
        id=block.attributes.id,
        phase=faults.member(block.line, "phase", phase, Phase) if phase else None,
        label=block.title,
        help="\n\n".join(block.paragraphs),
        example="\n\n".join(block.quotes),
        line=block.line,
        ends=_ends(block),
        items=items,
    )


def _items(items: Iterable[Item]) -> dict[str, ItemChange]:
    return {
        item.attributes.id: ItemChange(item.text, item.line, _ends(item), _items(item.items))
        for item in items
    }


def _ends(source: Block | Item) -> dict[str, str]:
    return {key: source.attributes.get(key) for key in ("low", "high")}


def _changed_prompt(prompt: Prompt, change: PromptChange, faults: FaultCollector) -> Prompt:
    update = _texts_update(prompt, {"help": change.help, "example": change.example})
    whole = ItemChange(change.label, change.line, change.ends, change.items["options"])
    question = _changed_item(prompt.question, whole, faults)
    for name in ("columns", "rows"):
        changed_items = _changed_items(question, name, change.items[name], change.line, faults)
        question = question.model_copy(update=changed_items)
    return prompt.model_copy(update={**update, "question": question})


def _changed_item(item: Any, change: ItemChange, faults: FaultCollector) -> Any:
    texts = {"label": change.label}
    if hasattr(item, "low"):
        texts.update(change.ends)
    update = _texts_update(item, texts)
    if "label" in update and update["label"] != item.label:
        # An answers file from before names it by its old label.
        update["also"] = tuple(dict.fromkeys([*item.also, item.label]))
    below = _changed_items(item, "options", change.options, change.line, faults)
    return item.model_copy(update={**update, **below})


def _changed_items(
    owner: Any, name: str, changes: Mapping[str, ItemChange], line: int, faults: FaultCollector
) -> dict[str, Any]:
    items: tuple[Option, ...] = getattr(owner, name, ())
    known = [item.id for item in items]
    for item_id, change in changes.items():
        if item_id not in known:
            faults.add(
                change.line or line,
                N_("there is nothing with the id “{name}” to change"),
                N_("take one of: {known}"),
                name=item_id,
                known=", ".join(known) or "–",
            )
    if not changes or not items:
        return {}
    return {
        name: tuple(
            _changed_item(item, changes[item.id], faults) if item.id in changes else item
            for item in items
        )
    }


def _texts_update(model: Any, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the update of a model's texts; an empty one stays."""
    new = {name: text for name, text in texts.items() if text}
    if not new:
        return {}
    written = tuple((name, text) for name, text in model.written if name not in new)
    return {**new, "written": written}
