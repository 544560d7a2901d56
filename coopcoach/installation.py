"""How this program was installed, for the commands that add to it or mend it.

No command names coopcoach to a package index: whoever had registered the name there could run anything here.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

from coopcoach import __version__

# Each installer leaves a file of its own in the environment.
_PIPX = "pipx_metadata.json"
_UV_TOOL = "uv-receipt.toml"


def command_to_add(package: str) -> str:
    """Return the command that installs a library beside this program."""
    if _is_there(_PIPX):
        return f"pipx inject coopcoach {package}"
    if _is_there(_UV_TOOL):
        return f"uv pip install --python {_quoted(sys.executable)} {package}"
    return f"{_quoted(sys.executable)} -m pip install {package}"


def command_to_mend() -> str:
    """Return the command that installs this program once more, from where it came."""
    if _is_there(_PIPX):
        return "pipx reinstall coopcoach"
    if _is_there(_UV_TOOL):
        return "uv tool upgrade --reinstall coopcoach"
    wheel = f"coopcoach-{__version__}-py3-none-any.whl"
    return f"{_quoted(sys.executable)} -m pip install --force-reinstall {wheel}"


def _is_there(name: str) -> bool:
    return (Path(sys.prefix) / name).is_file()


def _quoted(path: str) -> str:
    if sys.platform == "win32":
        return f'"{path}"' if " " in path else path
    return shlex.quote(path)
