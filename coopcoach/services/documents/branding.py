"""The branding of a workspace's documents, from its settings."""

from __future__ import annotations

from coopcoach.domain.settings import Paper, Settings
from coopcoach.errors import BadFile, Fault
from coopcoach.export.branding import ACCENT, Branding
from coopcoach.export.logo import LogoRefused, logo_from
from coopcoach.storage.workspace import Workspace


def branding_of(workspace: Workspace, settings: Settings, paper: Paper | None = None) -> Branding:
    """Return the branding of the settings; ``paper`` replaces their paper.

    Raises:
        BadFile: The logo cannot be printed.
    """
    logo, logo_type = _logo(workspace, settings.logo) if settings.logo else (None, "")
    return Branding(
        coach=settings.coach,
        colour=settings.colour or ACCENT,
        paper=paper or settings.paper,
        logo=logo,
        logo_type=logo_type,
    )


def _logo(workspace: Workspace, name: str) -> tuple[bytes, str]:
    path = workspace.root / name
    try:
        return logo_from(path.read_bytes())
    except LogoRefused as refused:
        fault = Fault(1, refused.what, refused.todo, tuple(refused.values.items()))
        raise BadFile(path, [fault]) from None
