"""Coach guides and the library of starter rules, read from their content files."""

from __future__ import annotations

import re
from typing import Any

from coopcoach.domain.exercise import POINTS, Guide, StarterRule
from coopcoach.errors import BadFile
from coopcoach.i18n import LAYERS, N_
from coopcoach.markup.blocks import Block, ContentFile, Item
from coopcoach.markup.formats.exercise_format import read_pack_minutes
from coopcoach.markup.reading import FaultCollector

_GUIDE_SECTIONS = ("opening", "questions", "watch", "pitfalls", "bridge", "move-on")
_BLANK = re.compile(r"\{([a-z0-9_-]+)\}")
_BLANK_KINDS = ("number", "text", "partner")


def guide_from(content: ContentFile, language: str) -> Guide:
    """Read a coach guide; that of a layer, such as de-du, may lack what it does not change.

    Raises:
        BadFile: With every fault of the file.
    """
    faults = FaultCollector(content.faults)
    point = str(content.front.get("guide", ""))
    line = content.front_lines.get("guide", 1)
    faults.known(line, N_("unknown point “{name}”"), point, POINTS)
    minutes_line = content.front_lines.get("minutes", 1)
    is_layer = language in LAYERS
    changes_minutes = "minutes" in content.front or not is_layer
    given = content.front.get("minutes")
    minutes = read_pack_minutes(given, minutes_line, faults) if changes_minutes else {}
    title = content.root.blocks[0] if content.root.blocks else content.root
    sections = {block.attributes.id: block for block in title.blocks}
    for block in title.blocks:
        what = N_("unknown section “{name}” of a coach guide")
        faults.known(block.line, what, block.attributes.id, _GUIDE_SECTIONS)
    for name in _GUIDE_SECTIONS:
        if name not in sections and not is_layer:
            todo = N_("add a heading that ends with {{#{name}}}")
            faults.add(
                title.line, N_("the coach guide lacks the section “{name}”"), todo, name=name
            )
    if faults.found:
        raise BadFile(content.path, faults.found)
    return Guide.model_validate(
        {
            "point": point,
            "title": title.title,
            "minutes": minutes,
            "opening": _text(sections.get("opening")),
            "questions": _list(sections.get("questions")),
            "watch": _list(sections.get("watch")),
            "pitfalls": _list(sections.get("pitfalls")),
            "bridge": _text(sections.get("bridge")),
            "move_on": _text(sections.get("move-on")),
            "language": language,
        }
    )


def layered_guide(guide: Guide | None, above: Guide) -> Guide:
    """Return a coach guide with the sections that the guide of a layer changes."""
    if guide is None:
        return above
    given = {name: value for name, value in dict(above).items() if value}
    return guide.model_copy(update=given)


def starter_rules_from(content: ContentFile) -> tuple[StarterRule, ...]:
    """Read the library of starter rules.

    Raises:
        BadFile: With every fault of the file.
    """
    faults = FaultCollector(content.faults)
    title = content.root.blocks[0] if content.root.blocks else content.root
    rules = [_starter_rule(block, faults) for block in title.blocks]
    ids = [block.attributes.id for block in title.blocks]
    for block in title.blocks:
        if ids.count(block.attributes.id) > 1:
            faults.duplicate(block.line, block.attributes.id)
    if faults.found:
        raise BadFile(content.path, faults.found)
    return tuple(StarterRule.model_validate(rule) for rule in rules)


def _starter_rule(block: Block, faults: FaultCollector) -> dict[str, Any]:
    point = block.attributes.get("point")
    faults.known(block.line, N_("unknown point “{name}”"), point, POINTS)
    for key in block.attributes.values:
        faults.known(block.line, N_("unknown attribute “{name}”"), key, ("point",))
    sentence = " ".join("\n".join(block.quotes).split())
    if not block.attributes.id:
        faults.bad_id(block.line, "")
    if not sentence:
        todo = N_("write it as a block quote: “> We …”")
        faults.add(block.line, N_("the starter rule has no sentence"), todo)
    blanks = [_blank(item, faults) for item in block.items]
    named = {blank["id"] for blank in blanks}
    for name in _BLANK.findall(sentence):
        if name not in named:
            todo = N_("add a list item that ends with {{#{name} kind=text}}")
            faults.add(block.line, N_("the blank “{name}” is not described"), todo, name=name)
    for item in block.items:
        if "{" + item.attributes.id + "}" not in sentence:
            todo = N_("use it in the sentence as {{{name}}}, or take it out")
            what = N_("the blank “{name}” is not in the sentence")
            faults.add(item.line, what, todo, name=item.attributes.id)
    return {
        "id": block.attributes.id,
        "point": point,
        "title": block.title,
        "sentence": sentence,
        "sign": _class_text(block, "sign", faults),
        "consequence": _class_text(block, "consequence", faults),
        "blanks": blanks,
    }


def _blank(item: Item, faults: FaultCollector) -> dict[str, Any]:
    kind = faults.one_of(item.line, "kind", item.attributes.get("kind"), _BLANK_KINDS)
    for key in item.attributes.values:
        known = ("kind", "min", "max", "value")
        faults.known(item.line, N_("unknown attribute “{name}”"), key, known)
    bounds = {
        name: faults.number(item.line, key, item.attributes.get(key))
        for name, key in (("minimum", "min"), ("maximum", "max"))
        if item.attributes.get(key)
    }
    return {
        "id": item.attributes.id,
        "label": item.text,
        "kind": kind,
        "value": item.attributes.get("value"),
        **bounds,
    }


def _class_text(block: Block, name: str, faults: FaultCollector) -> str:
    found = block.block_of_class(name)
    if found is None:
        todo = N_("add “### … {{.{name}}}” with a sentence")
        faults.add(block.line, N_("the starter rule lacks its {name}"), todo, name=name)
        return ""
    return _text(found)


def _text(block: Block | None) -> str:
    if block is None:
        return ""
    return "\n\n".join(" ".join(p.split()) for p in [*block.paragraphs, *block.quotes])


def _list(block: Block | None) -> tuple[str, ...]:
    if block is None:
        return ()
    return tuple(" ".join(item.text.split()) for item in block.items)
