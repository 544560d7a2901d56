"""The light and the dark theme; all text has a contrast of at least 7 : 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.theme import Theme

from coopcoach.wording.partner_colours import PARTNER_COLOURS

LIGHT_THEME: Final = "coopcoach-light"
DARK_THEME: Final = "coopcoach-dark"


def _theme(
    name: str,
    *,
    dark: bool,
    ink: str,
    quiet: str,
    paper: tuple[str, str, str],
    hues: tuple[str, str, str, str, str],
) -> Theme:
    """Return a theme of opaque colours: transparency would reduce the contrast."""
    background, surface, panel = paper
    primary, secondary, success, warning, error = hues
    marked = primary
    on_marked = background
    variables = {
        "text": ink,
        "text-muted": quiet,
        "text-disabled": quiet,
        "foreground-muted": quiet,
        "foreground-disabled": quiet,
        "block-cursor-foreground": on_marked,
        "block-cursor-background": marked,
        "block-cursor-blurred-foreground": ink,
        "block-cursor-blurred-background": panel,
        "block-hover-background": panel,
        "border": marked,
        "border-blurred": quiet,
        "surface-active": panel,
        "scrollbar": quiet,
        "scrollbar-hover": marked,
        "scrollbar-active": marked,
        "scrollbar-background": surface,
        "link-color": marked,
        "link-color-hover": on_marked,
        "link-background-hover": marked,
        "footer-background": panel,
        "footer-foreground": ink,
        "footer-key-foreground": ink,
        "footer-description-foreground": ink,
        "input-cursor-background": ink,
        "input-cursor-foreground": background,
        "input-selection-background": marked,
        "input-selection-foreground": on_marked,
        "button-foreground": ink,
        "button-color-foreground": on_marked,
        "button-focus-text-style": "bold underline",
        "screen-selection-background": marked,
        "screen-selection-foreground": on_marked,
        "markdown-h1-color": marked,
        "markdown-h2-color": marked,
        "markdown-h3-color": marked,
        "markdown-h4-color": ink,
        "markdown-h5-color": ink,
        "markdown-h6-color": ink,
    }
    return Theme(
        name=name,
        dark=dark,
        foreground=ink,
        background=background,
        surface=surface,
        panel=panel,
        variables=variables,
        primary=primary,
        secondary=secondary,
        accent=primary,
        success=success,
        warning=warning,
        error=error,
    )


LIGHT: Final = _theme(
    LIGHT_THEME,
    dark=False,
    ink="#1c1b19",
    quiet="#3d3a35",
    paper=("#faf8f3", "#f3f0e8", "#e6e1d5"),
    hues=(PARTNER_COLOURS[0], "#37474f", "#17502d", PARTNER_COLOURS[1], "#8a1220"),
)

DARK: Final = _theme(
    DARK_THEME,
    dark=True,
    ink="#f0ede6",
    quiet="#d3cec3",
    paper=("#16181b", "#1e2125", "#2a2e33"),
    hues=("#9ecbf2", "#c3cbd3", "#9edcb0", "#f2c98c", "#ffb4ab"),
)


def theme_for(env: Mapping[str, str], wanted: str | None = None) -> str:
    """Return the name of the first theme.

    Args:
        env: The environment: ``COOPCOACH_THEME`` (light, dark) precedes ``wanted``; ``COLORFGBG`` has the
            colours of many terminals.
        wanted: The theme of the settings.
    """
    name = env.get("COOPCOACH_THEME", "").strip().lower() or wanted
    paper = env.get("COLORFGBG", "").rpartition(";")[2]
    is_light = name == "light" or (name != "dark" and paper in {"7", "15"})
    return LIGHT_THEME if is_light else DARK_THEME
