"""Options: in the exercise format, and the base of the codecs of kinds that have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from coopcoach.domain.answers import BaseValue
from coopcoach.domain.exercise import OpenOptionsQuestion, Option, OptionsQuestion
from coopcoach.i18n import N_
from coopcoach.markup.attributes import split_attributes
from coopcoach.markup.blocks import Block, Item
from coopcoach.markup.kinds.codec import LineCodec
from coopcoach.markup.literal import decode_line, encode_line
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.markup.loose.lists import find_items, plain_list, without
from coopcoach.markup.reading import FaultCollector

OTHER = N_("Other")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_TASK = re.compile(r"[-*+] \[(?P<mark>[ xX])\][ \t]*(?P<rest>.*)\Z")
_BRACED_ID = re.compile(r"\{#(?P<id>[a-z0-9-]+)\}\Z")

Q = TypeVar("Q", bound=OptionsQuestion)
V = TypeVar("V", bound=BaseValue)


def label_and_id(rest: str) -> tuple[str, str]:
    """Return the label of a listed option, and the id in braces behind it; "" where there is none."""
    label, braces = split_attributes(rest)
    match = _BRACED_ID.match(braces)
    return (label, match["id"]) if match else (rest.rstrip(" \t"), "")


def folded(text: str) -> str:
    """Return a text by which labels are compared: lower case, single spaces."""
    return " ".join(text.casefold().split())


def find_option(options: Sequence[Option], label: str, option_id: str = "") -> Option | None:
    """Return the option with this id, or with this label or id as a person writes it."""
    written = folded(label)
    return next(
        (
            o
            for o in options
            if o.id == option_id or written in {*map(folded, (o.label, *o.also)), o.id}
        ),
        None,
    )


def takes_other(question: OptionsQuestion) -> bool:
    """Whether a question takes words of one's own."""
    return isinstance(question, OpenOptionsQuestion) and question.other


def read_options(items: Sequence[Item], faults: FaultCollector) -> tuple[Option, ...]:
    """Read the options, or the fixed rows, of the exercise format."""
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
        count = faults.number(item.line, "survey", survey, minimum=0) if survey else None
        options.append(
            Option(
                id=item.attributes.id,
                label=item.text,
                survey=None if count is None else int(count),
                line=item.line,
            )
        )
    return tuple(options)


class Ticked(NamedTuple):
    """The ticked options of a list by id, the text of “other” where it is ticked, and the text beside them."""

    options: list[str]
    other: str | None
    rest: str = ""


class OptionsCodec(LineCodec[Q, V]):
    """The base of the codecs of kinds with options."""

    @staticmethod
    def read_enough(source: Block | Item, faults: FaultCollector, least: int) -> tuple[Option, ...]:
        """Read the options of the exercise format, at least so many."""
        options = read_options(source.items, faults)
        if len(options) < least:
            faults.add(
                source.line,
                N_("there is nothing to choose from"),
                N_("add a list of options “- Label {{#id}}”"),
            )
        return options

    @staticmethod
    def read_other(source: Block | Item, faults: FaultCollector) -> bool:
        """Read the attribute that allows words of one's own."""
        return faults.yes_no(source.line, "other", source.attributes.get("other", "no"))

    @property
    def labels(self) -> list[tuple[str, str]]:
        """Ids and labels, with those of “other”."""
        labels = [(option.id, option.label) for option in self.question.options]
        return [*labels, ("other", self.t(OTHER))] if takes_other(self.question) else labels

    def write_tasks(self, chosen: Sequence[str], other: str | None) -> str:
        """Return a task list."""
        lines = [
            f"- [{'x' if o.id in chosen else ' '}] {encode_line(o.label)} {{#{o.id}}}"
            for o in self.question.options
        ]
        if takes_other(self.question):
            words = f"{self.t(OTHER)}: {encode_line(other or '')}".rstrip(" ")
            lines.append(f"- [{' ' if other is None else 'x'}] {words} {{#other}}")
        return "\n".join(lines)

    def read_tasks(self, lines: Sequence[str]) -> Ticked | None:
        """Read a task list; None where a line is something else."""
        chosen: list[str] = []
        other: str | None = None
        for line in lines:
            match = _TASK.match(line)
            if match is None:
                return None
            label, option_id = label_and_id(match["rest"])
            ticked = match["mark"] != " "
            if option_id == "other" and takes_other(self.question):
                text = label.partition(":")[2].strip(" \t")
                if text and not ticked:
                    return None
                other = decode_line(text) if ticked else other
                continue
            option = find_option(self.question.options, label, option_id)
            if option is None and ticked:
                return None
            if option is not None and ticked:
                chosen.append(option.id)
        return Ticked(chosen, other)

    def blank_tasks(self) -> str:
        """Return the list to tick of the workbook for text editors."""
        lines = [f"- [ ] {' '.join(o.label.split())} {{#{o.id}}}" for o in self.question.options]
        if takes_other(self.question):
            lines.append(f"- [ ] {self.t(OTHER)}: {{#other}}")
        return "\n".join(lines)

    def find_ticked(self, text: str) -> Ticked:
        """Read a list that came back."""
        items = find_items(text, self.labels)
        rest = [without(text, items).strip()]
        chosen: list[str] = []
        other: str | None = None
        # Without any box, the lines that were left are meant.
        are_left = plain_list(items) and len({i.id for i in items}) < len(self.labels)
        for item in items:
            ticked = item.ticked or (are_left and not item.marked)
            if item.id == "other" and takes_other(self.question):
                words = item.behind.lstrip(" :*_…").strip()
                other = words if ticked or words else other
                continue
            if ticked and item.id not in chosen:
                chosen.append(item.id)
            if alnum_key(item.behind):
                rest.append(f"{self.question.option_label(item.id)} {item.behind}")
        return Ticked(chosen, other, "\n".join(part for part in rest if part))

    def instructions(self) -> list[str]:
        """Return the options with the numbers by which they are chosen."""
        options = enumerate(self.question.options, 1)
        lines = [f"  {number}  {option.label}" for number, option in options]
        own_words = self.t("or in your own words")
        return [*lines, f"  …  {own_words}"] if takes_other(self.question) else lines

    def read_numbers(self, typed: str, *, zero: bool = False) -> list[int] | None:
        """Return the numbers of options in a typed line; None where it holds anything else."""
        parts = re.split(r"[\s,;.]+", typed.strip(" ,;."))
        if not all(re.fullmatch(r"[0-9]{1,3}", part) for part in parts):
            return None
        numbers = [int(part) for part in parts]
        least, most = 0 if zero else 1, len(self.question.options)
        return numbers if all(least <= number <= most for number in numbers) else None

    def web(self) -> dict[str, object]:
        """Return the options."""
        return {
            "options": web_options(self.question.options),
            "other": takes_other(self.question),
        }


def web_options(options: Sequence[Option]) -> list[dict[str, str]]:
    """Return options, or fixed rows, as the web workbook has them."""
    return [{"id": option.id, "label": option.label} for option in options]
