"""Take the README's picture of the stage: `python -m tools.screenshot`.

Opens the sample in a temporary workspace at two revealed answers.
"""

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from coopcoach.i18n import translator
from coopcoach.services.demo.sample import make_demo
from coopcoach.services.session.stage import Stage
from coopcoach.tui.app import CoopcoachApp
from coopcoach.tui.screens.stage.stage import StageScreen

PICTURE = Path("docs/stage.svg")
SIZE = (110, 34)
AT = datetime(2027, 1, 15, 10, 12, tzinfo=UTC)

# Its answers are short enough for a picture.
EXERCISE = "value-strengths"

_FONT_FACE = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


async def picture(folder: Path) -> str:
    """Return the stage as SVG, without fonts from the network."""
    t = translator("en")
    demo = make_demo(folder / "office", t, lambda: AT)
    stage = Stage(demo.workspace, demo.slug, t, lambda: AT)
    exercise = next(each for each in stage.exercises if each.id == EXERCISE)
    stage.go_to(exercise.id)
    stage.reveal(exercise)
    app = CoopcoachApp(t, StageScreen(stage))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        svg = app.export_screenshot(title="coopcoach")
    return _FONT_FACE.sub("", svg)


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        svg = asyncio.run(picture(Path(folder)))
    PICTURE.write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
