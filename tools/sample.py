"""Write the German sample into the sessions and exports of the checkout: `python -m tools.sample`.

The program makes it in a temporary folder; files that differ are copied. A second run changes nothing.
"""

import sys
import tempfile
from datetime import datetime, timedelta, timezone
from itertools import chain
from pathlib import Path

from coopcoach.i18n import translator
from coopcoach.services.demo.sample import make_demo, walk_demo, walk_reviews
from coopcoach.storage.history import HISTORY

ROOT = Path(__file__).resolve().parent.parent

# The end of the sample session, in its time zone.
NOW = datetime(2027, 1, 15, 11, 55, tzinfo=timezone(timedelta(hours=1)))


def files_in(folder: Path) -> dict[Path, bytes]:
    """Return the files of a folder by their path in it, without the history."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and HISTORY not in path.parts
    }


def put(made: Path, target: Path) -> list[Path]:
    """Give a folder exactly the files of another; returns the changed paths."""
    wanted, present = files_in(made), files_in(target)
    changed = [path for path in {**present, **wanted} if wanted.get(path) != present.get(path)]
    for path in changed:
        place = target / path
        if path in wanted:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(wanted[path])
        else:
            place.unlink()
    return [target / path for path in changed]


def write_sample(root: Path) -> list[Path]:
    """Write the sample below a folder; returns the changed files."""
    t = translator("de")
    with tempfile.TemporaryDirectory() as folder:
        demo = make_demo(Path(folder), t, lambda: NOW)
        for _ in chain(walk_demo(demo, t, lambda: NOW), walk_reviews(demo, t, lambda: NOW)):
            pass
        workspace = demo.workspace
        return [
            path
            for made in (workspace.sessions / demo.slug, workspace.exports / demo.slug)
            for path in put(made, root / made.relative_to(workspace.root))
        ]


def main() -> int:
    """Write the sample and print the changed files."""
    for path in write_sample(ROOT):
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
