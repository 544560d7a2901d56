"""The texts of a workbook, changed one by one: names, spelling, currency."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from coopcoach.domain.exercise import (
    BaseQuestion,
    Exercise,
    Frozen,
    NumberQuestion,
    Option,
    OptionsQuestion,
    Prompt,
    StarterRule,
    TableQuestion,
    Workbook,
    Written,
)
from coopcoach.i18n import DEFAULT_CURRENCY, language_of
from coopcoach.wording.currencies import money_text, unit_in
from coopcoach.wording.partner_names import has_placeholder, with_neutral_words, with_partner

M = TypeVar("M", bound=Frozen)
# Returns the changed fields of a model, of which some are texts of the workbook.
Change = Callable[[Any, tuple[str, ...]], dict[str, Any]]

_LABEL: Final = ("label",)
_SCALE: Final = ("label", "low", "high")
_PROMPT: Final = ("help", "example")
_EXERCISE: Final = ("title", "opening")
_GUIDE: Final = ("title", "opening", "questions", "watch", "pitfalls", "bridge", "move_on")
_RULE: Final = ("title", "sentence", "sign", "consequence")


def neutral(exercise: Exercise) -> Exercise:
    """Return an exercise as its file has it with neutral words for the partner, which keeps the texts of the file."""

    def change(model: Any, fields: tuple[str, ...]) -> dict[str, Any]:
        texts = {name: getattr(model, name) for name in fields}
        named = {name: text for name, text in texts.items() if has_placeholder(text)}
        if not named:
            return {}
        kept = tuple((name, text) for name, text in model.written if name not in named)
        update: dict[str, Any] = {
            name: with_partner(text, "", exercise.language) for name, text in named.items()
        }
        if "label" in named:
            update["also"] = (*model.also, named["label"])
        return {**update, "written": (*kept, *named.items())}

    return _exercise(exercise, change)


def with_name(workbook: Workbook, other: str) -> Workbook:
    """Return a workbook that calls the other partner by this first name; the same one where there is none."""
    if not other:
        return workbook

    def change(model: Any, _fields: tuple[str, ...]) -> dict[str, Any]:
        update: dict[str, Any] = {
            name: with_partner(text, other, workbook.language) for name, text in model.written
        }
        if "label" in update:
            # A file may have been made before the name was known.
            update["also"] = tuple(dict.fromkeys([*model.also, model.label]))
        return update

    exercises = tuple(_exercise(each, change) for each in workbook.exercises)
    return workbook.model_copy(update={"exercises": exercises, "other": other})


def with_placeholders(workbook: Workbook) -> Workbook:
    """Return a workbook with places for the other partner's name in its texts; see ``with_neutral_words``."""

    def change(model: Any, _fields: tuple[str, ...]) -> dict[str, Any]:
        return {
            name: with_neutral_words(text, workbook.language)
            for name, text in getattr(model, "written", ())
        }

    exercises = tuple(_exercise(each, change) for each in workbook.exercises)
    return workbook.model_copy(update={"exercises": exercises})


def spelled(workbook: Workbook) -> Workbook:
    """Return a workbook in the spelling of its language's variant."""
    language = language_of(workbook.language)
    return _each_text(workbook, language.spelled) if language.spelling else workbook


def with_currency(workbook: Workbook, currency: str) -> Workbook:
    """Return a workbook with another currency in its units, examples and texts."""
    if currency == DEFAULT_CURRENCY:
        return workbook
    found = _each_text(workbook, lambda text: money_text(text, currency, workbook.language))

    def change(model: Any, _fields: tuple[str, ...]) -> dict[str, Any]:
        if isinstance(model, NumberQuestion) and model.unit:
            return {"unit": unit_in(model.unit, currency)}
        return {}

    return found.model_copy(
        update={
            "exercises": tuple(_exercise(each, change) for each in found.exercises),
            "currency": currency,
        }
    )


def _each_text(workbook: Workbook, of: Callable[[str], str]) -> Workbook:
    def change(model: Any, fields: tuple[str, ...]) -> dict[str, Any]:
        update: dict[str, Any] = {}
        for name in fields:
            value = getattr(model, name)
            update[name] = of(value) if isinstance(value, str) else tuple(map(of, value))
        written: Written = getattr(model, "written", ())
        if written:
            update["written"] = tuple((name, of(text)) for name, text in written)
        if getattr(model, "also", ()):
            # Also as it was: a file may have been made before the spelling was another one.
            update["also"] = tuple(dict.fromkeys([*map(of, model.also), *model.also]))
        return update

    return workbook.model_copy(
        update={
            "exercises": tuple(_exercise(each, change) for each in workbook.exercises),
            "guides": tuple(_changed(guide, _GUIDE, change) for guide in workbook.guides),
            "starter_rules": tuple(_rule(rule, change) for rule in workbook.starter_rules),
        }
    )


def _rule(rule: StarterRule, change: Change) -> StarterRule:
    blanks = tuple(_changed(blank, ("label", "value"), change) for blank in rule.blanks)
    return _changed(rule, _RULE, change).model_copy(update={"blanks": blanks})


def _exercise(exercise: Exercise, change: Change) -> Exercise:
    prompts = tuple(_prompt(prompt, change) for prompt in exercise.prompts)
    if all(a is b for a, b in zip(prompts, exercise.prompts, strict=True)):
        return _changed(exercise, _EXERCISE, change)
    return _changed(exercise, _EXERCISE, change).model_copy(update={"prompts": prompts})


def _prompt(prompt: Prompt, change: Change) -> Prompt:
    question = _question(prompt.question, change)
    changed = _changed(prompt, _PROMPT, change)
    if question is prompt.question:
        return changed
    return changed.model_copy(update={"question": question})


def _question(question: Any, change: Change) -> Any:
    fields = _SCALE if hasattr(question, "low") else _LABEL
    items: dict[str, Any] = {}
    if isinstance(question, OptionsQuestion):
        items["options"] = tuple(_option(o, change) for o in question.options)
    elif isinstance(question, TableQuestion):
        items["columns"] = tuple(_question(c, change) for c in question.columns)
        items["rows"] = tuple(_option(r, change) for r in question.rows)
    same = all(
        a is b for k, v in items.items() for a, b in zip(v, getattr(question, k), strict=True)
    )
    changed: BaseQuestion = _changed(question, fields, change)
    return changed if same else changed.model_copy(update=items)


def _option(option: Option, change: Change) -> Option:
    return _changed(option, _LABEL, change)


def _changed(model: M, fields: tuple[str, ...], change: Change) -> M:
    update = change(model, fields)
    return model.model_copy(update=update) if update else model


def texts_of(exercise: Exercise) -> list[tuple[int, str]]:
    """Return the texts of an exercise with the line of the prompt, option or column that has them."""
    found: list[tuple[int, str]] = []

    def collect(model: Any, fields: tuple[str, ...]) -> dict[str, Any]:
        line = getattr(model, "line", 1) if not isinstance(model, Exercise) else 1
        found.extend((line, getattr(model, name)) for name in fields)
        return {}

    _exercise(exercise, collect)
    return found


def named_texts(workbook: Workbook) -> list[str]:
    """Return the texts of a workbook that have a place for the partner's name, as they read in it."""
    found: list[str] = []

    def collect(model: Any, _fields: tuple[str, ...]) -> dict[str, Any]:
        found.extend(getattr(model, name) for name, _ in getattr(model, "written", ()))
        return {}

    for exercise in workbook.exercises:
        _exercise(exercise, collect)
    return found
