"""Sessions with both partners' answers, and a stage to walk through them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

from textual.pilot import Pilot

from coopcoach.domain.answers import (
    Answer,
    Cell,
    CheckValue,
    ChoiceValue,
    DateValue,
    NumberValue,
    OptionsValue,
    ProposedRule,
    RankingValue,
    Row,
    RulesValue,
    ScaleValue,
    TableValue,
    TextValue,
    Value,
)
from coopcoach.domain.exercise import Kind, Pack, Phase, Prompt, Question
from coopcoach.i18n import translator
from coopcoach.services.session.stage import Stage
from coopcoach.services.workspace.desk import create, partner_from
from coopcoach.storage.sessions import (
    answers_path,
    hand_in,
    open_answers,
    save_answer,
    session_workbook,
)
from coopcoach.storage.workspace import Workspace, make_workspace
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.stage.stage import StageScreen
from tests.builders.screens import text

NOW = datetime(2027, 1, 15, 10, 0, tzinfo=timezone(timedelta(hours=1)))
# What the partners wrote holds these: where one is drawn before the reveal, something sealed was shown.
CANARIES = ("ANNASECRET", "BENSECRET")
NAMES = ("Anna Meier, Malerei Meier", "Ben Roth, Elektro Roth")
SMALL, LARGE = (80, 24), (200, 60)

Words = Callable[[Prompt], str]


def clock() -> datetime:
    return NOW


def prepared(
    folder: Path,
    lang: str = "en",
    *,
    pack: Pack = "compact",
    names: tuple[str, str] = NAMES,
    words: tuple[str, str] = CANARIES,
) -> tuple[Workspace, str]:
    """A session for which both partners have answered everything and handed it in."""
    workspace = make_workspace(folder)
    first = partner_from(names[0], lang)
    partners = (first, partner_from(names[1], lang, [first.id]))
    slug = create(
        workspace,
        title="Meier & Roth",
        partners=partners,
        now=NOW,
        coach="Carla Coach",
        pack=pack,
        language=lang,
        date=NOW,
    )
    workbook = session_workbook(workspace, slug, lang)
    for number, partner in enumerate(partners):
        opened = open_answers(answers_path(workspace, slug, partner.id), workbook)
        for exercise in workbook.for_pack(pack):
            for prompt in exercise.prompts_in(Phase.PREPARE, pack):
                answer = Answer(value=value_for(prompt, number, words[number]))
                opened = save_answer(opened, prompt, answer, workbook, NOW)
        hand_in(opened, workbook, NOW)
    return workspace, slug


def value_for(prompt: Prompt, number: int, words: str) -> Value:
    """An answer of the prompt's kind; the two partners answer differently."""
    ids = tuple(option.id for option in prompt.options)
    match prompt.kind:
        case Kind.TEXT | Kind.LONG:
            return TextValue(text=f"{words} {prompt.id}")
        case Kind.RULES:
            return RulesValue(rules=(ProposedRule(rule=f"{words} rule", sign="seen"),))
        case Kind.MULTI | Kind.CHECK:
            return OptionsValue(options=ids[number : number + 2])
        case Kind.RANKING:
            return RankingValue(order=ids[number : number + (prompt.top or len(ids) - 1)])
        case Kind.TABLE:
            heads = [row.id for row in prompt.rows] or [None] * (1 if prompt.is_form else 2)
            return TableValue(
                rows=tuple(
                    Row(row=head, cells={c.id: _cell(c, number, words) for c in prompt.columns})
                    for head in heads
                )
            )
    return _cell(prompt, number, words)  # type: ignore[return-value]


def _cell(question: Question, number: int, words: str) -> Cell:
    match question.kind:
        case Kind.CHOICE:
            return ChoiceValue(option=question.options[number].id)
        case Kind.SCALE:
            return ScaleValue(value=int(question.minimum or 0) + 1 + number)
        case Kind.NUMBER:
            return NumberValue(value=(question.minimum or Decimal(0)) + 1 + number)
        case Kind.DATE:
            return DateValue(value=date(2027, 2, 1))
        case Kind.CHECK:
            return CheckValue(value=bool(number))
    return TextValue(text=f"{words} {question.id}")


def stage_of(workspace: Workspace, slug: str, lang: str = "en") -> Stage:
    return Stage(workspace, slug, translator(lang), clock)


def app_of(stage: Stage) -> CoopcoachApp:
    return CoopcoachApp(stage.t, StageScreen(stage))


async def until(pilot: Pilot[object], is_so: Callable[[], object]) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(20):
        while not is_so():
            await pilot.pause()
    await pilot.pause()


async def keys(pilot: Pilot[object], *pressed: str) -> None:
    """Press keys one by one, each when the screen has settled."""
    for key in pressed:
        await pilot.press(key)
        await pilot.pause()
        await pilot.pause()


async def typed(pilot: Pilot[object], words: str) -> None:
    """Type words into the field that has the focus."""
    names = {" ": "space", ".": "full_stop", ",": "comma"}
    await pilot.press(*(names.get(letter, letter) for letter in words))
    await pilot.pause()


def drawn(pilot: Pilot[object]) -> str:
    return text(pilot.app)
