"""Prompts, columns, exercises and workbooks that no exercise file holds."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from coopcoach.domain.exercise import Exercise, Kind, Option, Phase, Prompt, Question, Workbook


def options(**labels: str) -> tuple[Option, ...]:
    """Return options by id and label."""
    return tuple(Option(id=name, label=label) for name, label in labels.items())


LETTERS = options(a="Option a", b="Option b", c="Option c", d="Option d")


_QUESTION: TypeAdapter[Any] = TypeAdapter(Question)


def prompt(kind: Kind, **fields: Any) -> Prompt:
    """Return a prompt of a kind, from its own fields and those of its question."""
    given = {"id": "team.test", "label": "A question?", **fields}
    own = {name: given.pop(name) for name in fields if name in Prompt.model_fields}
    around: dict[str, Any] = {
        "phase": Phase.PREPARE,
        "packs": frozenset({"compact", "full"}),
        **own,
    }
    return Prompt(question=column(given.pop("id"), kind, given.pop("label"), **given), **around)


def column(name: str, kind: Kind, label: str = "", **fields: Any) -> Any:
    """Return a question, or a column of a table."""
    given = {"id": name, "kind": kind, "label": label or name}
    return _QUESTION.validate_python({**given, **fields})


def options_of(question: Any) -> tuple[Option, ...]:
    """Return the options of a question of any kind."""
    return getattr(question, "options", ())


def columns_of(question: Any) -> tuple[Any, ...]:
    """Return the columns of a question of any kind."""
    return getattr(question, "columns", ())


def rows_of(question: Any) -> tuple[Option, ...]:
    """Return the fixed rows of a question of any kind."""
    return getattr(question, "rows", ())


def asking(asked: Prompt, **fields: Any) -> Prompt:
    """Return a prompt with other fields of its question."""
    question = asked.question.model_copy(update=fields)
    return asked.model_copy(update={"question": question})


def exercise_of(*prompts: Prompt, language: str = "en", **fields: Any) -> Exercise:
    """Return an exercise that asks these prompts."""
    given: dict[str, Any] = {
        "id": "test",
        "point": "team",
        "title": "Test",
        "order": 1,
        "opening": "",
        "talk_minutes": {"compact": 5, "full": 5},
    }
    return Exercise.model_validate({**given, "prompts": prompts, "language": language, **fields})


def workbook_of(*prompts: Prompt, language: str = "en", **fields: Any) -> Workbook:
    """Return a workbook of one exercise that asks these prompts."""
    exercise = exercise_of(*prompts, language=language, **fields)
    return Workbook(language=language, exercises=(exercise,))
