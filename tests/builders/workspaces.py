"""Workspaces, sessions and apps for the tests of the screens."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from coopcoach.i18n import translator
from coopcoach.services.workspace.desk import create, partner_from
from coopcoach.storage.workspace import Workspace, make_workspace
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.desk import DeskScreen

NOW = datetime(2027, 1, 12, 9, 0, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def workspace_with(folder: Path, *titles: str, date: datetime | None = None) -> Workspace:
    workspace = make_workspace(folder)
    for title in titles:
        anna = partner_from("Anna Meier, Malerei Meier <anna@example.org>", "de")
        jonas = partner_from("Jonas Huber, Huber Trockenbau", "de", [anna.id])
        create(workspace, title=title, partners=[anna, jonas], now=NOW, date=date, language="de")
    return workspace


def desk_of(workspace: Workspace, lang: str = "en") -> CoopcoachApp:
    t = translator(lang)
    return CoopcoachApp(t, DeskScreen(workspace, t, clock))
