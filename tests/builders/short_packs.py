"""A pack of few exercises, for tests that draw or read whole workbooks: their time grows with the questions."""

from __future__ import annotations

from pathlib import Path

from coopcoach.domain.exercise import Pack
from coopcoach.services.workspace.desk import create, partner_from
from coopcoach.storage.workspace import Workspace, make_workspace
from tests.builders.examples import is_deep
from tests.builders.sessions import START, made_once

FEW = ("value-strengths", "goal-why")
WITH_ARRIVAL = ("arrive", *FEW)
_NAME = "short"


def short_pack(
    workspace: Workspace, pack: Pack = "compact", exercises: tuple[str, ...] = FEW
) -> str:
    """Give a workspace a pack of some exercises of a built-in one, and return its name.

    In the profile "deep" it is the built-in one itself, with all its exercises.
    """
    if is_deep():
        return pack
    add_pack(workspace, pack, exercises)
    return _NAME


def add_pack(workspace: Workspace, pack: Pack, exercises: tuple[str, ...]) -> None:
    """Give a workspace the pack "short" of some exercises of a built-in one."""
    lines = [f"packs:\n  {_NAME}:\n    questions: {pack}\n    agenda:"]
    lines += [f"      - {exercise}: 5" for exercise in exercises]
    with workspace.settings.open("a", encoding="utf-8") as settings:
        settings.write("\n".join(lines) + "\n")


def short_session(
    folder: Path, *, languages: tuple[str, str] = ("de", "de"), exercises: tuple[str, ...] = FEW
) -> tuple[Workspace, str]:
    """Make a workspace with one session of Anna and Ben, who are asked few questions and have answered none."""
    return made_once(folder / "office", _short_session, languages, exercises)


def _short_session(
    office: Path, languages: tuple[str, str], exercises: tuple[str, ...]
) -> tuple[Workspace, str]:
    workspace = make_workspace(office)
    anna = partner_from("Anna Meier, Malerei Meier <anna@example.org>", languages[0])
    ben = partner_from("Ben Weiß, Tischlerei Weiß", languages[1], (anna.id,))
    pack = short_pack(workspace, exercises=exercises)
    slug = create(workspace, title="Maler & Tischler", partners=(anna, ben), now=START, pack=pack)
    return workspace, slug
