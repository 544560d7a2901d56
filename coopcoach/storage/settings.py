"""Read ``settings.yaml`` of a workspace; a faulty file is refused, each fault with its line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from coopcoach.domain.settings import PAPERS, THEMES, Settings, is_colour, is_key, is_site_address
from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import LANGUAGES, N_
from coopcoach.markup.reading import FaultCollector
from coopcoach.markup.yaml_limits import unsafe_yaml
from coopcoach.storage.files import read_text
from coopcoach.storage.own_packs import own_packs
from coopcoach.storage.workspace import Workspace

_UNKNOWN: Final = N_("unknown language “{name}”")
_TEXTS: Final = ("coach", "logo", "colour", "paper", "site", "watch", "theme", "language")


def settings_path(workspace: Workspace) -> Path:
    """Return the path of the settings of a workspace; the file may be missing."""
    return workspace.settings


def folder_named(root: Path, named: str) -> Path:
    """Return the folder that a setting names, from the workspace on; `~` is the folder of the user.

    The name of an unknown user, as in `~name`, stays as it is.
    """
    # The one of pathlib raises RuntimeError for an unknown user.
    return root / os.path.expanduser(named)  # noqa: PTH111


def read_settings(workspace: Workspace, commands: Sequence[str] = ()) -> Settings:
    """Read the settings of a workspace; the defaults where there is no file.

    Args:
        workspace: The workspace.
        commands: The ids to which keys can be given; where there are none, ids are not checked.

    Raises:
        BadFile: With all faults of the file.
    """
    path = settings_path(workspace)
    if not path.is_file():
        return Settings()
    faults = FaultCollector()
    values = _values(read_text(path).text, workspace.root, commands, faults)
    if faults.found:
        raise BadFile(path, faults.found)
    return Settings.model_validate(values)


def values_of(
    text: str, root: Path, commands: Sequence[str] = ()
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the values in the text of a settings file by their names, also faulty ones, and all faults.

    Args:
        text: The text of the file.
        root: The folder of the workspace.
        commands: The ids to which keys can be given; where there are none, ids are not checked.
    """
    faults = FaultCollector()
    values = _values(text, root, commands, faults)
    return values, faults.found


def asked_languages(root: Path) -> tuple[str, ...]:
    """Return the languages in which a workspace wants its exercises; none where it does not say, or cannot be read."""
    workspace = Workspace(root)
    if not settings_path(workspace).is_file():
        return ()
    faults = FaultCollector()
    values = _values(read_text(settings_path(workspace)).text, root, (), faults)
    return tuple(values.get("languages", ()))


def _languages(node: yaml.Node, line: int, faults: FaultCollector) -> tuple[str, ...]:
    nodes: Sequence[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else [node]
    codes = tuple(str(each.value) for each in nodes)
    known = [code for code in codes if faults.known(line, _UNKNOWN, code, tuple(LANGUAGES))]
    return tuple(known)


def _values(
    text: str, root: Path, commands: Sequence[str], faults: FaultCollector
) -> dict[str, Any]:
    fault = unsafe_yaml(text)
    if fault is not None:
        faults.add(*fault)
        return {}
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        _not_settings(mark.line + 1 if mark else 1, faults)
        return {}
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        _not_settings(1, faults)
        return {}
    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        name = str(key.value)
        if not faults.known(
            line, N_("unknown setting “{name}”"), name, (*_TEXTS, "languages", "keys", "packs")
        ):
            continue
        if name == "keys":
            found[name] = _keys(value, line, commands, faults)
        elif name == "languages":
            found[name] = _languages(value, line, faults)
        elif name == "packs":
            found[name] = own_packs(value, line, faults)
        elif not isinstance(value, yaml.ScalarNode):
            faults.add(line, N_("“{key}” cannot be read"), N_("write one value after it"), key=name)
        elif value.value:
            found[name] = value.value
            _check(name, value.value, line, root, faults)
    return found


def _check(name: str, value: str, line: int, root: Path, faults: FaultCollector) -> None:
    if name == "colour" and not is_colour(value):
        todo = N_("write it in quotes, such as colour: '#12436d'")
        faults.add(line, N_("“{name}” is not a colour"), todo, name=value)
    elif name == "paper":
        faults.one_of(line, name, value, PAPERS)
    elif name == "site" and not is_site_address(value):
        todo = N_("write it as https://example.org/workbook/")
        faults.add(line, N_("“{name}” is not an address of a site"), todo, name=value)
    elif name == "theme":
        faults.one_of(line, name, value, THEMES)
    elif name == "language":
        faults.known(line, _UNKNOWN, value, tuple(LANGUAGES))
    elif name == "logo" and not _lies_in(root, value):
        todo = N_("put the picture into the workspace, and write its path from there")
        faults.add(line, N_("there is no picture “{name}”"), todo, name=value)


def _lies_in(root: Path, name: str) -> bool:
    path = (root / name).resolve()
    return path.is_file() and path.is_relative_to(root.resolve())


def _keys(
    node: yaml.Node, line: int, commands: Sequence[str], faults: FaultCollector
) -> dict[str, tuple[str, ...]]:
    if not isinstance(node, yaml.MappingNode):
        if node.value:
            todo = N_("write one “action: [key, key]” per line below it")
            faults.add(line, N_("“{key}” cannot be read"), todo, key="keys")
        return {}
    found: dict[str, tuple[str, ...]] = {}
    taken: dict[str, str] = {}
    for key, value in node.value:
        at, action = key.start_mark.line + 1, str(key.value)
        if not commands or faults.known(at, N_("unknown action “{name}”"), action, commands):
            found[action] = _key_list(value, at, action, taken, faults)
    return found


def _key_list(
    node: yaml.Node, line: int, action: str, taken: dict[str, str], faults: FaultCollector
) -> tuple[str, ...]:
    nodes: Sequence[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else [node]
    keys = tuple(str(each.value).strip().lower() for each in nodes)
    for key in keys:
        if not is_key(key):
            todo = N_("name it as f8, ctrl+r, shift+up or n")
            faults.add(line, N_("“{name}” is not a key"), todo, name=key)
        elif taken.setdefault(key, action) != action:
            todo = N_("give each key to one action")
            faults.add(
                line,
                N_("the key “{name}” is given to “{other}” as well"),
                todo,
                name=key,
                other=taken[key],
            )
    return keys


def _not_settings(line: int, faults: FaultCollector) -> None:
    faults.add(
        line,
        N_("the settings cannot be read"),
        N_("write one “key: value” per line, and put values with a colon or a # in quotes"),
    )
