"""The rules of the house: which part may import which, and what is said or written where.

The tables below are the rules; read them as they stand. The code under them reads the sources with
`ast` and never imports them, so an import inside a function or under TYPE_CHECKING counts like any
other. At the end each rule is shown a small tree that breaks it.
"""

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A part of the program, and the other parts that it may import.
MAY_IMPORT = {
    "i18n": [],
    "processes": [],
    "installation": [],
    "errors": ["i18n"],
    "domain": ["errors", "i18n"],
    "wording": ["errors", "i18n", "domain"],
    "markup": ["errors", "i18n", "domain", "wording"],
    "storage": ["errors", "i18n", "processes", "domain", "wording", "markup"],
    "export": ["errors", "i18n", "processes", "domain", "wording", "markup"],
}
MAY_IMPORT["exchange"] = [*MAY_IMPORT["export"], "export", "installation"]
MAY_IMPORT["services"] = [*MAY_IMPORT["exchange"], "exchange", "storage"]
MAY_IMPORT["tui"] = [*MAY_IMPORT["services"], "services"]
MAY_IMPORT["cli"] = [*MAY_IMPORT["tui"], "tui"]
MAY_IMPORT["__main__"] = ["cli"]

# The same inside tui/: screens are made of widgets, widgets send messages; only the entry point knows the app.
PROGRAMS = ["tui.app"]
MAY_NOT_IMPORT = {
    "tui.messages": ["tui.widgets", "tui.screens", *PROGRAMS],
    "tui.widgets": ["tui.screens", *PROGRAMS],
    "tui.screens": PROGRAMS,
    "tui": ["tui.app"],
}

# A library, and the one part that may import it.
AT_HOME = {
    "click": "cli",
    "docx": "export",
    "markdown_it": "markup",
    "mdit_py_plugins": "markup",
    "pyrage": "exchange",
    "textual": "tui",
    "weasyprint": "export",
    # POSIX only: Windows has none of them.
    **dict.fromkeys(("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"), "processes"),
}

# Slow to load or missing on some machines: imported in one module only, and only inside a function.
LATE = ["weasyprint"]

# str in, str out: these parts neither touch files nor look at the clock or the machine.
PURE = ["domain", "wording", "markup"]
IMPURE_MODULES = [
    "io",
    "os",
    "pathlib",
    "random",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "time",
]
CLOCK_CALLS = ["now", "today", "utcnow"]

# What may be called in one part only.
SPEAKS = {"print": "cli", "sys.exit": "cli", "exit": "cli", "quit": "cli"}

# The module with the table of commands, the only one that makes bindings.
COMMANDS = "tui.commands"

# Where two things live together, one of them is looking for its own name.
VAGUE_NAMES = ["common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"]
LONGEST_FILE = 480
MOST_MODULES = 20  # in one folder, `__init__.py` not counted


@dataclass(frozen=True)
class Module:
    """One file of the package."""

    path: Path
    name: str  # without the package: "tui.screens.stage", "" for the package itself
    tree: ast.Module

    @property
    def part(self) -> str:
        return self.name.split(".")[0]

    def imports(self) -> Iterator[tuple[str, int]]:
        """What the file imports, by full name, with the line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self.absolute(node)
                yield from ((f"{base}.{alias.name}", node.lineno) for alias in node.names)

    def absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = ["coopcoach", *filter(None, self.name.split("."))]
        depth = node.level - 1 if self.path.name == "__init__.py" else node.level
        return ".".join([*package[: len(package) - depth], *filter(None, [node.module])])

    def inner_imports(self) -> Iterator[tuple[str, int]]:
        """The same as `imports`, but by name below the package: "domain.answers"."""
        for name, line in self.imports():
            if name.startswith("coopcoach."):
                yield name.removeprefix("coopcoach."), line

    def calls(self) -> Iterator[tuple[str, int]]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield ast.unparse(node.func), node.lineno


def modules(root: Path) -> list[Module]:
    """Return the modules below a root; those of the program itself are parsed once."""
    return own_modules() if root == ROOT else parsed(root)


@cache
def own_modules() -> list[Module]:
    return parsed(ROOT)


def parsed(root: Path) -> list[Module]:
    package = root / "coopcoach"
    found = []
    for path in sorted(package.rglob("*.py")):
        parts = list(path.relative_to(package).with_suffix("").parts)
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(path, name, ast.parse(path.read_text(encoding="utf-8"))))
    return found


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(f"{part}.")


def imports_run_one_way(module: Module) -> Iterator[str]:
    for name, line in module.inner_imports():
        part = name.split(".")[0]
        allowed = [module.part, *MAY_IMPORT.get(module.part, [])]
        if module.part and part in MAY_IMPORT and part not in allowed:
            yield f"{line}: {module.part} may not import {part}"


def every_part_is_in_the_table(module: Module) -> Iterator[str]:
    if module.part and module.part not in MAY_IMPORT:
        yield f"1: {module.part} has no row in MAY_IMPORT"


def screens_widgets_messages(module: Module) -> Iterator[str]:
    for part, forbidden in MAY_NOT_IMPORT.items():
        if within(module.name, part):
            for name, line in module.inner_imports():
                if any(within(name, other) for other in forbidden):
                    yield f"{line}: {part} may not import {name}"


def libraries_stay_at_home(module: Module) -> Iterator[str]:
    for name, line in module.imports():
        home = AT_HOME.get(name.split(".")[0])
        if home and module.part != home:
            yield f"{line}: {name} belongs in {home}"


def late_imports_stand_in_functions(module: Module) -> Iterator[str]:
    inside = {
        id(node)
        for function in ast.walk(module.tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [module.absolute(node)]
        else:
            continue
        for name in names:
            if name.split(".")[0] in LATE and id(node) not in inside:
                yield f"{node.lineno}: {name} may only be imported inside a function"


def pure_parts_stay_pure(module: Module) -> Iterator[str]:
    if module.part not in PURE:
        return
    for name, line in module.imports():
        if name.split(".")[0] in IMPURE_MODULES:
            yield f"{line}: {module.part} may not import {name}"
    for call, line in module.calls():
        if call == "open" or re.search(rf"\b(date|datetime)\.({'|'.join(CLOCK_CALLS)})$", call):
            yield f"{line}: {module.part} may not call {call}()"


def only_the_command_line_speaks(module: Module) -> Iterator[str]:
    for call, line in module.calls():
        # __main__ does what the installed command does: hand on the exit code of cli.main.
        if call in SPEAKS and module.part not in (SPEAKS[call], "__main__"):
            yield f"{line}: {call}() belongs in {SPEAKS[call]}"


def names_say_what_is_in_it(module: Module) -> Iterator[str]:
    for word in re.split(r"[._]", module.name):
        if word in VAGUE_NAMES:
            yield f"1: “{word}” says nothing; name the file by what it does"


def files_stay_short(module: Module) -> Iterator[str]:
    length = len(module.path.read_text(encoding="utf-8").splitlines())
    if length > LONGEST_FILE:
        yield f"{length}: longer than {LONGEST_FILE} lines; do two things live in it?"


def bindings_come_from_the_table(module: Module) -> Iterator[str]:
    """Yield each binding outside of the table of commands, and each without an id in it."""
    in_table = module.name == COMMANDS
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).split(".")[-1]
            has_id = any(keyword.arg == "id" for keyword in node.keywords)
            if name in {"Binding", "make_bindings"} and not (in_table and has_id):
                yield f"{node.lineno}: a binding without an id; declare it in tui/commands.py"
            elif (
                in_table
                and name == "Command"
                and not (node.args and ast.unparse(node.args[0]).strip("'\""))
            ):
                yield f"{node.lineno}: a command without an id"
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and not in_table:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            value = ast.unparse(node.value) if node.value else ""
            if ast.unparse(target) == "BINDINGS" and not value.endswith(".bindings()"):
                yield f"{node.lineno}: a binding without an id; declare it in tui/commands.py"


def each_key_has_one_command(root: Path) -> Iterator[str]:
    """Yield each key that two commands have that work at the same time.

    A command may take the key of one of the screen around it where the table says so (`instead_of`).
    """
    groups = {}
    for module in modules(root):
        if module.name == COMMANDS:
            groups = dict(command_groups(module.tree))
    for name, (commands, _) in groups.items():
        for outer in [name, *around(name, groups)]:
            for at, (command, keys, instead_of) in enumerate(commands):
                others = groups[outer][0]
                for other, other_keys, _ in others[at + 1 :] if outer == name else others:
                    for key in sorted(keys & other_keys):
                        if other not in {command, *instead_of}:
                            yield f"{name}: {key} is {command} and, in {outer}, {other}"


def around(name: str, groups: dict) -> Iterator[str]:
    for outer in groups[name][1]:
        yield outer
        yield from around(outer, groups)


def command_groups(tree: ast.Module) -> Iterator[tuple[str, tuple[list, list[str]]]]:
    """Each group of the table: its commands (id, keys, ids whose keys it takes), and the groups around it."""
    for node in tree.body:
        call = getattr(node, "value", None)
        if not isinstance(call, ast.Call) or ast.unparse(call.func) != "CommandGroup":
            continue
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        commands = []
        for command in call.args:
            options = {keyword.arg: keyword.value for keyword in command.keywords}
            keys = [command.args[1], *filter(None, [options.get("always")])]
            instead = ast.literal_eval(options.get("instead_of", ast.Tuple(elts=[])))
            names = {key for each in keys for key in ast.literal_eval(each).split(",") if key}
            commands.append((ast.literal_eval(command.args[0]), names, instead))
        within = next((keyword.value for keyword in call.keywords), ast.Tuple(elts=[]))
        yield ast.unparse(target), (commands, [ast.unparse(each) for each in within.elts])


def one_module_loads_each_late_library(root: Path) -> Iterator[str]:
    for library in LATE:
        users = [m.path for m in modules(root) if any(within(n, library) for n, _ in m.imports())]
        if len(users) > 1:
            names = ", ".join(str(path.relative_to(root)) for path in users)
            yield f"{library} is imported in more than one module: {names}"


def folders_stay_small(root: Path) -> Iterator[str]:
    folders = Counter(m.path.parent for m in modules(root) if m.path.name != "__init__.py")
    for folder, count in sorted(folders.items()):
        if count > MOST_MODULES:
            yield f"{folder.relative_to(root)}: {count} modules; which subjects live in it?"


def no_module_imports_itself_by_way_of_others(root: Path) -> Iterator[str]:
    """Yield each circle of imports once; an import under TYPE_CHECKING or in a function counts."""
    found = {module.name: module for module in modules(root)}
    imported = {
        name: {target for full, _ in module.inner_imports() if (target := owner(full, found))}
        for name, module in found.items()
    }
    try:
        tuple(TopologicalSorter(imported).static_order())
    except CycleError as error:
        yield " ← ".join(error.args[1])


def labels_stand_once(root: Path) -> Iterator[str]:
    """Yield each second table of labels for an enumeration, and each outside wording for one of the domain."""
    found = modules(root)
    enums = {name: (module, keys) for module in found for name, keys in enumerations(module)}
    tables: dict[str, list[str]] = {}
    # i18n holds the words that people type for a unit, not its labels.
    for module in (module for module in found if module.part != "i18n"):
        for line, keys in tables_of_labels(module):
            for name in (name for name, (_, members) in enums.items() if keys <= members):
                place = f"{module.path.relative_to(root)}:{line}"
                tables.setdefault(name, []).append(place)
                if enums[name][0].part == "domain" and module.part != "wording":
                    yield f"{place}: the labels of {name} belong in wording"
    for name, places in sorted(tables.items()):
        if len(places) > 1:
            yield f"{name} has {len(places)} tables of labels: {', '.join(places)}"


def enumerations(module: Module) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the enumerations of a module, with their members as the keys of a table name them."""
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(b) for b in node.bases):
            names = (ast.unparse(e.targets[0]) for e in node.body if isinstance(e, ast.Assign))
            yield node.name, frozenset(f"{node.name}.{name}" for name in names)
        elif isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("Literal["):
            yield ast.unparse(node.targets[0]), frozenset(strings(node.value))


def tables_of_labels(module: Module) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield the keys of each mapping, list of pairs or match statement that only leads to texts."""
    for node in ast.walk(module.tree):
        pairs: list[tuple[ast.AST | None, ast.AST | None]] = []
        match node:
            case ast.Dict():
                pairs = list(zip(node.keys, node.values, strict=True))
            case ast.Tuple() | ast.List():
                items = [e.elts if isinstance(e, ast.Tuple) else [] for e in node.elts]
                pairs = [(i[0], i[1]) if len(i) == 2 else (None, None) for i in items]
            case ast.Match():
                pairs = [matched(case) for case in node.cases]
        keys = frozenset(ast.unparse(key).strip("'") for key, value in pairs if key and value)
        if len(keys) > 1 and all(value and any(strings(value)) for _, value in pairs):
            yield node.lineno, keys


def matched(case: ast.match_case) -> tuple[ast.AST | None, ast.AST | None]:
    """The value of a case, and the expression that it returns where it does nothing else."""
    key = case.pattern.value if isinstance(case.pattern, ast.MatchValue) else None
    returned = case.body[0] if len(case.body) == 1 else None
    return key, returned.value if isinstance(returned, ast.Return) else None


def strings(node: ast.AST) -> list[str]:
    constants = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return [value for value in constants if isinstance(value, str)]


def languages_stand_in_locales(root: Path) -> Iterator[str]:
    """Yield each code of a language in Python or JavaScript outside its own file."""
    locales = root / "coopcoach" / "i18n" / "locales"
    codes = [path.stem for path in locales.glob("*.py") if path.stem != "__init__"]
    code = re.compile(rf"""(["'])({"|".join(codes)})([-_][A-Z]{{2}})?\1""")
    for path in sorted((root / "coopcoach").rglob("*")):
        if path.suffix in {".py", ".js"} and path.parent != locales:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                for found in code.finditer(line):
                    yield f"{path.relative_to(root)}:{number}: {found[0]} belongs in i18n/locales"


def switches_over_kinds_are_exhaustive(root: Path) -> Iterator[str]:
    """Yield each switch over kinds of prompts or values that another kind would fall through.

    A switch is a match statement, a chain of tests of one subject, or a table or set of kinds. A match ends in
    assert_never, so that the type checker proves it complete; a table has an entry for each kind, or for each
    kind that a column may have.
    """
    found = modules(root)
    families = kind_families(found)
    for module in found:
        for line, switch, names in switches(module, families):
            place = f"{module.path.relative_to(root)}:{line}"
            yield f"{place}: {switch} of {', '.join(sorted(names))} can be fallen through"
    for path in sorted((root / "coopcoach").rglob("*.js")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"\bswitch \(.*kind", line):
                yield f"{path.relative_to(root)}:{number}: a switch; kinds.js has the tables of kinds"


def kind_families(found: list[Module]) -> set[frozenset[str]]:
    """The members of Kind; the classes of each union by kind, and for unions of questions their members of Kind."""
    kind_of: dict[str, str] = {}
    families = set()
    for module in (m for m in found if m.name in {"domain.exercise", "domain.answers"}):
        families |= {keys for name, keys in enumerations(module) if name == "Kind"}
        for node in module.tree.body:
            source = ast.unparse(node)
            if isinstance(node, ast.ClassDef) and (
                own := re.search(r"kind: Literal\[(.+)\]", source)
            ):
                kind_of[node.name] = own[1]
            elif isinstance(node, ast.Assign) and "discriminator='kind'" in source:
                classes = kind_of.keys() & set(names_in(node.value))
                families |= {frozenset(classes), frozenset(kind_of[name] for name in classes)}
    return families


def names_in(node: ast.AST) -> Iterator[str]:
    """Yield the names and dotted names in an expression."""
    for each in ast.walk(node):
        if isinstance(each, (ast.Name, ast.Attribute)):
            yield ast.unparse(each)


def switches(module: Module, families: set[frozenset[str]]) -> Iterator[tuple[int, str, set[str]]]:
    """Yield the line, the sort and the kinds of each switch that does not end in assert_never."""
    kinds = frozenset[str]().union(*families)
    for node in ast.walk(module.tree):
        match node:
            case ast.Match(cases=cases):
                names = {name for case in cases for name in names_in(case.pattern)} & kinds
                # One case for several subjects is a test, such as isinstance of each of them.
                is_test = isinstance(node.subject, ast.Tuple) and len(cases) == 1
                if len(names) > 1 and not is_test and "assert_never" not in ast.unparse(cases[-1]):
                    yield node.lineno, "a match", names
            case ast.Dict(keys=keys):
                names = {name for key in keys if key for name in names_in(key)} & kinds
                if names and names not in families:
                    yield node.lineno, "a table", names
            case ast.Set(elts=items) | ast.Tuple(elts=items) | ast.List(elts=items):
                names = {ast.unparse(item) for item in items}
                if len(names) > 1 and any(names <= family for family in families):
                    yield node.lineno, "a set", names
            case ast.FunctionDef():
                for subject, names in kinds_tested(node, kinds).items():
                    if len(names) > 1 and f"assert_never({subject})" not in ast.unparse(node):
                        yield node.lineno, f"a chain of tests of {subject}", names


def kinds_tested(function: ast.FunctionDef, kinds: frozenset[str]) -> dict[str, set[str]]:
    """The kinds for which each subject is tested in a function."""
    subjects: dict[str, set[str]] = {}
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name(id="isinstance"), args=[subject, given]):
                names = kinds.intersection(names_in(given))
            case ast.Compare(left=subject, comparators=[given]):
                names = kinds.intersection(names_in(given))
            case _:
                continue
        subjects.setdefault(ast.unparse(subject), set()).update(names)
    return subjects


def owner(full: str, found: dict[str, Module]) -> str:
    """The module that a name is imported from: the name itself, or what stands before its last dot."""
    return full if full in found else full.rpartition(".")[0]


RULES = [
    imports_run_one_way,
    every_part_is_in_the_table,
    screens_widgets_messages,
    libraries_stay_at_home,
    late_imports_stand_in_functions,
    pure_parts_stay_pure,
    only_the_command_line_speaks,
    names_say_what_is_in_it,
    files_stay_short,
    bindings_come_from_the_table,
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_holds(rule):
    found = modules(ROOT)
    assert found
    assert [f"{m.path.relative_to(ROOT)}:{fault}" for m in found for fault in rule(m)] == []


def test_one_module_loads_each_late_library():
    assert list(one_module_loads_each_late_library(ROOT)) == []


def test_each_key_has_one_command():
    assert list(each_key_has_one_command(ROOT)) == []


def test_folders_stay_small():
    assert list(folders_stay_small(ROOT)) == []


def test_labels_stand_once():
    assert list(labels_stand_once(ROOT)) == []


def test_languages_stand_in_locales():
    assert list(languages_stand_in_locales(ROOT)) == []


def test_switches_over_kinds_are_exhaustive():
    assert list(switches_over_kinds_are_exhaustive(ROOT)) == []


def test_no_module_imports_itself_by_way_of_others():
    assert list(no_module_imports_itself_by_way_of_others(ROOT)) == []


BROKEN = [
    (
        imports_run_one_way,
        "domain/a.py",
        "from coopcoach.storage import b",
        "domain may not import storage",
    ),
    (imports_run_one_way, "domain/a.py", "from .. import storage", "domain may not import storage"),
    (
        imports_run_one_way,
        "i18n/__init__.py",
        "from ..errors import X",
        "i18n may not import errors",
    ),
    (imports_run_one_way, "tui/a.py", "import coopcoach.cli", "tui may not import cli"),
    (
        imports_run_one_way,
        "export/a.py",
        "from coopcoach.storage.sessions import b",
        "export may not import storage",
    ),
    (
        imports_run_one_way,
        "exchange/a.py",
        "import coopcoach.storage.files",
        "exchange may not import storage",
    ),
    (
        imports_run_one_way,
        "markup/a.py",
        "def f():\n    from coopcoach import tui",
        "may not import tui",
    ),
    (every_part_is_in_the_table, "cache/a.py", "", "cache has no row"),
    (
        screens_widgets_messages,
        "tui/widgets/a.py",
        "from coopcoach.tui.screens import b",
        "tui.screens",
    ),
    (screens_widgets_messages, "tui/messages.py", "from .widgets.a import B", "tui.widgets.a.B"),
    (screens_widgets_messages, "tui/screens/a.py", "from coopcoach.tui import app", "tui.app"),
    (
        screens_widgets_messages,
        "tui/widgets/a.py",
        "def f():\n    from coopcoach.tui.app import CoopcoachApp",
        "tui.app",
    ),
    (libraries_stay_at_home, "services/a.py", "import textual.app", "textual.app belongs in tui"),
    (
        libraries_stay_at_home,
        "export/a.py",
        "from markdown_it import MarkdownIt",
        "belongs in markup",
    ),
    (
        late_imports_stand_in_functions,
        "export/a.py",
        "import weasyprint",
        "only be imported inside",
    ),
    (
        pure_parts_stay_pure,
        "domain/a.py",
        "from pathlib import Path",
        "may not import pathlib.Path",
    ),
    (pure_parts_stay_pure, "domain/a.py", "datetime.now(UTC)", "may not call datetime.now()"),
    (only_the_command_line_speaks, "services/a.py", "print('x')", "print() belongs in cli"),
    (only_the_command_line_speaks, "tui/app.py", "sys.exit(1)", "sys.exit() belongs in cli"),
    (names_say_what_is_in_it, "storage/file_utils.py", "", "“utils” says nothing"),
    (files_stay_short, "domain/a.py", "x = 1\n" * (LONGEST_FILE + 1), "longer than"),
]


BROKEN += [
    (
        bindings_come_from_the_table,
        "tui/widgets/a.py",
        f"class A:\n    BINDINGS = {bindings}",
        "a binding without an id",
    )
    for bindings in ("[Binding('x', 'y', 'Z')]", "[('x', 'y', 'Z')]", "[*A.bindings(), ('x', 'y')]")
]
BROKEN += [
    (
        bindings_come_from_the_table,
        "tui/commands.py",
        "def bindings():\n    return [Binding('x', 'y', 'Z')]",
        "a binding without an id",
    ),
    (
        bindings_come_from_the_table,
        "tui/commands.py",
        "A = CommandGroup(Command('', 'x', 'y', 'Z'))",
        "a command without an id",
    ),
]


def planted(root: Path, path: str, source: str) -> Path:
    file = root / "coopcoach" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
    return root


@pytest.mark.parametrize(("rule", "path", "source", "fault"), BROKEN)
def test_rule_can_fail(tmp_path, rule, path, source, fault):
    (module,) = modules(planted(tmp_path, path, source))
    assert any(fault in found for found in rule(module))


def test_every_rule_is_shown_a_tree_that_breaks_it():
    assert {rule for rule, *_ in BROKEN} == set(RULES)


def test_a_second_module_with_a_late_library_is_found(tmp_path):
    for path in ("export/a.py", "export/b.py"):
        planted(tmp_path, path, "def f():\n    from weasyprint import HTML")
    assert list(one_module_loads_each_late_library(tmp_path))


KEYS = """
APP: Final = CommandGroup(Command("theme", "t,ctrl+t", "theme", "Theme", always="f1"))
STAGE: Final = CommandGroup(Command("parked", "{stage}", "park", "Park"), within=(APP,))
LIST: Final = CommandGroup(Command("new", "{list}", "new", "New"{instead_of}), within=(STAGE,))
"""


@pytest.mark.parametrize(
    ("stage", "in_list", "instead_of", "faults"),
    [
        ("p", "n", "", []),
        ("p,ctrl+t", "n", "", ["STAGE: ctrl+t is parked and, in APP, theme"]),
        ("f1", "n", "", ["STAGE: f1 is parked and, in APP, theme"]),
        ("p", "p", "", ["LIST: p is new and, in STAGE, parked"]),
        ("p", "t", "", ["LIST: t is new and, in APP, theme"]),
        ("p", "p", ", instead_of=('parked',)", []),
    ],
)
def test_a_key_with_two_commands_is_found(tmp_path, stage, in_list, instead_of, faults):
    source = KEYS.format(stage=stage, list=in_list, instead_of=instead_of)
    planted(tmp_path, "tui/commands.py", source)
    assert list(each_key_has_one_command(tmp_path)) == faults


def test_a_key_with_two_commands_in_one_group_is_found(tmp_path):
    source = "A = CommandGroup(Command('a', 'x', 'a', 'A'), Command('b', 'y,x', 'b', 'B'))"
    planted(tmp_path, "tui/commands.py", source)
    assert list(each_key_has_one_command(tmp_path)) == ["A: x is a and, in A, b"]


def test_a_crowded_folder_is_found(tmp_path):
    for number in range(MOST_MODULES):
        planted(tmp_path, f"tui/widgets/a{number}.py", "")
    planted(tmp_path, "tui/widgets/__init__.py", "")
    assert list(folders_stay_small(tmp_path)) == []
    planted(tmp_path, "tui/widgets/one_more.py", "")
    assert list(folders_stay_small(tmp_path)) == [
        "coopcoach/tui/widgets: 21 modules; which subjects live in it?"
    ]


STANCES = """
from enum import StrEnum
from typing import Literal
class Stance(StrEnum):
    YES = "yes"
    NO = "no"
Pack = Literal["compact", "full"]
"""


@pytest.mark.parametrize(
    ("path", "source", "name"),
    [
        ("tui/a.py", "X = {Stance.YES: N_('Yes'), Stance.NO: N_('No')}", "Stance"),
        ("cli/a.py", "_SIGNS = {Stance.YES: '+', Stance.NO: '-'}", "Stance"),
        ("export/a.py", "def f(t): return {Stance.YES: t('Yes'), Stance.NO: t('No')}", "Stance"),
        (
            "tui/a.py",
            "def f(t):\n    packs = (('compact', t('short')), ('full', t('long')))",
            "Pack",
        ),
        (
            "export/a.py",
            "def f(s):\n    match s:\n        case Stance.YES: return '+'\n        case Stance.NO: return '-'",
            "Stance",
        ),
    ],
)
def test_a_second_table_of_labels_is_found(tmp_path, path, source, name):
    planted(tmp_path, "domain/a.py", STANCES)
    planted(tmp_path, "tui/b.py", "CLASSES = {Stance.YES: YesButton, Stance.NO: NoButton}")
    planted(tmp_path, "wording/labels.py", "ONE = {Stance.YES: N_('Yes'), Stance.NO: N_('No')}")
    planted(tmp_path, "wording/packs.py", "TWO = {'compact': N_('short'), 'full': N_('long')}")
    assert list(labels_stand_once(tmp_path)) == []
    planted(tmp_path, path, source)
    found = list(labels_stand_once(tmp_path))
    assert any(f"the labels of {name} belong in wording" in fault for fault in found)
    assert any(f"{name} has 2 tables of labels" in fault for fault in found)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("services/a.py", "NAMES = {'de': 'termine', 'xx': 'dates'}"),
        ("export/a.py", 'TAG = "de-DE"'),
        ("exchange/web/scripts/a.js", 'const sign = book.language === "de" ? "," : ".";'),
    ],
)
def test_a_language_outside_its_file_is_found(tmp_path, path, source):
    for code in ("de", "xx"):
        planted(tmp_path, f"i18n/locales/{code}.py", f"code = '{code}'")
    assert list(languages_stand_in_locales(tmp_path)) == []
    planted(tmp_path, path, source)
    assert any("belongs in i18n/locales" in f for f in languages_stand_in_locales(tmp_path))


KINDS = """
from enum import StrEnum
class Kind(StrEnum):
    TEXT = "text"
    SCALE = "scale"
    TABLE = "table"
class TextQuestion:
    kind: Literal[Kind.TEXT] = Kind.TEXT
class ScaleQuestion:
    kind: Literal[Kind.SCALE] = Kind.SCALE
class TableQuestion:
    kind: Literal[Kind.TABLE] = Kind.TABLE
CellQuestion = Annotated[TextQuestion | ScaleQuestion, Field(discriminator="kind")]
Question = Annotated[TextQuestion | ScaleQuestion | TableQuestion, Field(discriminator="kind")]
"""
COMPLETE = """
CONTROLS = {Kind.TEXT: A, Kind.SCALE: B, Kind.TABLE: C}
CELL_CONTROLS = {Kind.TEXT: A, Kind.SCALE: B}
def f(question):
    if isinstance(question, ScaleQuestion):
        return 1
    match question:
        case TextQuestion():
            return 2
        case ScaleQuestion() | TableQuestion():
            return 3
        case _:
            assert_never(question)
"""


@pytest.mark.parametrize(
    ("path", "source", "fault"),
    [
        (
            "tui/b.py",
            "CONTROLS = {Kind.TEXT: A, Kind.TABLE: C}",
            "a table of Kind.TABLE, Kind.TEXT",
        ),
        ("cli/b.py", "IN_ROWS = {Kind.SCALE, Kind.TABLE}", "a set of Kind.SCALE, Kind.TABLE"),
        (
            "export/b.py",
            "def f(q):\n    match q:\n        case TextQuestion():\n            return 1\n"
            "        case ScaleQuestion():\n            return 2\n    return 3",
            "a match of ScaleQuestion, TextQuestion",
        ),
        (
            "markup/b.py",
            "def f(q):\n    if isinstance(q, TextQuestion):\n        return 1\n"
            "    return 2 if isinstance(q, ScaleQuestion) else 3",
            "a chain of tests of q of ScaleQuestion, TextQuestion",
        ),
        (
            "export/b.py",
            "def f(q):\n    return q.kind is Kind.TEXT or q.kind is Kind.SCALE",
            "a chain of tests of q.kind of Kind.SCALE, Kind.TEXT",
        ),
        ("exchange/web/scripts/b.js", "switch (prompt.kind) {", "a switch"),
    ],
)
def test_a_switch_that_a_new_kind_falls_through_is_found(tmp_path, path, source, fault):
    planted(tmp_path, "domain/exercise.py", KINDS)
    planted(tmp_path, "tui/a.py", COMPLETE)
    assert list(switches_over_kinds_are_exhaustive(tmp_path)) == []
    planted(tmp_path, path, source)
    assert [fault in found for found in switches_over_kinds_are_exhaustive(tmp_path)] == [True]


@pytest.mark.parametrize(
    "back",
    [
        "from coopcoach.domain.a import X",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from coopcoach.domain import a",
        "def f():\n    import coopcoach.domain.a",
    ],
)
def test_a_circle_is_found(tmp_path, back):
    planted(tmp_path, "domain/a.py", "from coopcoach.domain.b import Y")
    planted(tmp_path, "domain/b.py", "from coopcoach.domain.c import Z")
    assert list(no_module_imports_itself_by_way_of_others(tmp_path)) == []
    planted(tmp_path, "domain/c.py", back)
    assert list(no_module_imports_itself_by_way_of_others(tmp_path))


def test_what_is_allowed_breaks_no_rule(tmp_path):
    planted(
        tmp_path,
        "cli.py",
        "import sys\ndef main():\n    from coopcoach.tui.app import App\n    sys.exit(0)",
    )
    planted(tmp_path, "export/pdf.py", "def f():\n    from weasyprint import HTML")
    planted(
        tmp_path, "tui/screens/a.py", "from ..widgets.b import C\nfrom textual.screen import Screen"
    )
    planted(tmp_path, "__init__.py", '__version__ = "1"')
    assert [fault for module in modules(tmp_path) for rule in RULES for fault in rule(module)] == []


RUN_AND_TELL = """
import sys
from coopcoach.cli import main
sys.argv = ["coopcoach", *sys.argv[1:]]
try:
    code = main()
except SystemExit as stop:
    code = stop.code
assert not code, code
print("loaded:", *sorted({"textual", "weasyprint"} & set(sys.modules)))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["list", "--json"]], ids=" ".join)
def test_a_command_that_draws_nothing_loads_no_screen_and_no_pdf_writer(tmp_path, arguments):
    for folder in ("exercises", "sessions"):
        (tmp_path / folder).mkdir()
    done = subprocess.run(
        [sys.executable, "-c", RUN_AND_TELL, *arguments],
        env={**os.environ, "COOPCOACH_WORKSPACE": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].strip() == "loaded:"
