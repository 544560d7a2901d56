"""Prompts, columns, exercises and workbooks that no exercise file holds."""

from __future__ import annotations

from typing import Any

from coopcoach.domain.exercise import Exercise, Kind, Option, Phase, Prompt, Question, Workbook


def options(**labels: str) -> tuple[Option, ...]:
    """Return options by id and label."""
    return tuple(Option(id=name, label=label) for name, label in labels.items())


LETTERS = options(a="Option a", b="Option b", c="Option c", d="Option d")


def prompt(kind: Kind, **fields: Any) -> Prompt:
    """Return a prompt of a kind; what is not given is filled in."""
    given: dict[str, Any] = {
        "id": "team.test",
        "label": "A question?",
        "phase": Phase.PREPARE,
        "packs": frozenset({"compact", "full"}),
    }
    return Prompt.model_validate({**given, "kind": kind, **fields})


def column(name: str, kind: Kind, label: str = "", **fields: Any) -> Question:
    """Return a column of a table."""
    return Question.model_validate({"id": name, "kind": kind, "label": label or name, **fields})


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
