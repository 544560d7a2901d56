"""Crash the program: each call of one save, random moments of typing, or two stages at once."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tools.crash.disk import is_preloaded, start_preloaded, why_not


def main(arguments: list[str]) -> int:
    """Run one of the kinds; return 1 where something was lost or torn."""
    parser = argparse.ArgumentParser(prog="tools.crash", description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    saves = kinds.add_parser("saves", help="each call of one save, in each way")
    saves.add_argument("--only", default="", help="the targets whose name holds this")
    saves.add_argument("--calls", action="store_true", help="commands only, without windows")
    saves.add_argument("--every", type=int, default=1, help="each so many cases, for a short run")
    keys = kinds.add_parser("keys", help="kills at random moments of typing")
    keys.add_argument("count", type=int, nargs="?", default=500)
    keys.add_argument("--seed", type=int, default=1)
    keys.add_argument("--most", type=float, default=1.0, help="seconds of typing that may be lost")
    turns = kinds.add_parser("turns", help="two stages that write into one field")
    turns.add_argument("runs", type=int, nargs="?", default=20)
    turns.add_argument("--seed", type=int, default=1)
    states = kinds.add_parser("states", help="each command on each failing disk")
    states.add_argument("--only", default="", help="the commands whose name holds this")
    given = parser.parse_args(arguments)
    if reason := why_not():
        print(reason)
        return 5
    if not is_preloaded():
        return start_preloaded(arguments)
    with tempfile.TemporaryDirectory(prefix="coopcoach-crash-") as made:
        folder = Path(made).resolve()
        os.environ["COOPCOACH_CACHE"] = str(folder / "cache")
        os.environ["TERM"] = "xterm-256color"
        if given.kind == "keys":
            from tools.crash.keys import kill_while_typing

            result = kill_while_typing(folder, given.count, given.seed, given.most)
            print(result)
            return 1 if result.faults else 0
        if given.kind == "turns":
            from tools.crash.turns import write_in_turn

            return write_in_turn(folder, given.runs, given.seed)
        if given.kind == "states":
            from tools.crash.states import show_states

            return show_states(folder, given.only)
        from tools.crash.saves import crash_saves

        return crash_saves(folder, given.only, given.every, windows=not given.calls)


sys.exit(main(sys.argv[1:]))
