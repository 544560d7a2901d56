"""What all tests share: the profiles of hypothesis, the environment of started programs, one renderer of PDFs."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

from coopcoach.export.pdf import rendering
from coopcoach.export.pdf.rendering import kept_renderer
from tests.builders.examples import is_deep
from tests.builders.pdf.shared import SharedRenderer
from tests.builders.pilots import wait_for_busy_widgets
from tests.builders.style_sheets import parse_once

# Few examples by default; `make test-deep` takes the profile "deep". No deadline: machines differ in speed.
for name, count in (("default", 20), ("deep", 200)):
    settings.register_profile(
        name,
        deadline=None,
        max_examples=count,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# The index of the sessions is not kept in the cache folder of whoever runs the tests.
if "COOPCOACH_CACHE" not in os.environ:
    os.environ["COOPCOACH_CACHE"] = tempfile.mkdtemp(prefix="coopcoach-tests-")
    atexit.register(shutil.rmtree, os.environ["COOPCOACH_CACHE"], ignore_errors=True)

# Unbuffered streams would hide that a flush at exit fails and replaces the exit code.
os.environ.pop("PYTHONUNBUFFERED", None)

# Files of tests that take more than ten seconds: they begin first.
LONGEST = {
    "test_agreement_pdf.py",
    "test_canary.py",
    "test_demo.py",
    "test_editors.py",
    "test_import_answers.py",
    "test_keeping.py",
    "test_new_kind.py",
    "test_new_language.py",
    "test_ninety_minutes.py",
    "test_pages.py",
    "test_patterns.py",
    "test_pdf_round_trip.py",
    "test_prepare.py",
    "test_return_kinds.py",
    "test_secrets.py",
    "test_windows.py",
    "test_workbook_printed.py",
}

# The screens make many objects; collected as often as by default, garbage takes a sixth of the tests' time.
gc.set_threshold(50_000, 20, 100)


# Each app parses the style sheets of all its widgets, and tests start hundreds of apps.
parse_once()

wait_for_busy_widgets()


@pytest.fixture(scope="session", autouse=True)
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SharedRenderer]:
    """The renderer of this process, which draws a source once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "pdfs"
    folder.mkdir(exist_ok=True)
    with SharedRenderer(folder) as shared:
        with patch.object(rendering, "Renderer", lambda: shared):
            assert kept_renderer() is shared
        yield shared


@pytest.fixture(scope="session", autouse=True)
def unsynced() -> Iterator[None]:
    """Let the system write to the disk when it likes: no test cuts the power, and each fsync takes milliseconds.

    `make test-deep` waits for the disk as the program does.
    """
    with contextlib.nullcontext() if is_deep() else patch.object(os, "fsync", lambda _file: None):
        yield


@pytest.fixture
def anew(renderer: SharedRenderer) -> Iterator[SharedRenderer]:
    """The renderer of this process, which draws each source in another child than before."""
    with renderer.drawing_anew():
        yield renderer


def pytest_xdist_auto_num_workers() -> int:
    """Return two processes for each core: tests of screens, browsers and other programs wait half of their time."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run the longest files first, and leave tests marked "deep" out unless the profile is "deep"."""
    if not config.pluginmanager.hasplugin("randomly"):
        # A long file that begins last keeps one core waiting for the other. Sorting leaves the rest in its order.
        items.sort(key=lambda item: item.path.name not in LONGEST)
    if is_deep():
        return
    deep = [item for item in items if item.get_closest_marker("deep")]
    config.hook.pytest_deselected(items=deep)
    items[:] = [item for item in items if item not in set(deep)]
