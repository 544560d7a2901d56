"""The child that writes PDFs: progress, stopping, dying, and what is left behind."""

from __future__ import annotations

import builtins
import contextlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyphen
import pytest

from coopcoach.errors import MachineLacks
from coopcoach.export.assets import bundled
from coopcoach.export.pdf import writer as pdf
from coopcoach.export.pdf.deferred import imported_at_a_call
from coopcoach.export.pdf.hyphenation import lazy_patterns, preload
from coopcoach.export.pdf.rendering import (
    _MOST_KEPT,
    Cancelled,
    Renderer,
    RenderingFailed,
    RenderProgress,
    RenderStage,
)
from coopcoach.export.pdf.source import PdfSource
from coopcoach.i18n import translator
from coopcoach.i18n.locales import LANGUAGES
from coopcoach.services.documents.catalogue import export_summary
from tests.builders import exported_sessions
from tests.builders.exported_sessions import NOW

PAGE = '<html lang="en"><title>A page</title><body><p>{}</p></body></html>'
SMALL = PAGE.format("Hello")
# Takes far longer than any test waits.
ENDLESS = PAGE.format("<table>" + "<tr><td>x</td></tr>" * 40_000 + "</table>")


def test_progress_goes_from_the_start_to_the_end_and_the_child_stays_warm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    told: list[RenderProgress] = []
    with Renderer() as renderer:
        renderer.warm()
        first = renderer._child
        data = renderer.render(SMALL, told.append)
        renderer.render('<link rel="stylesheet" href="coopcoach:base.css">' + SMALL)
        assert renderer._child is first
        assert [path.name for path in tmp_path.glob("coopcoach-pdf-*/weasyprint-*")]
    # No temporary file stays.
    assert list(tmp_path.iterdir()) == []
    assert data.startswith(b"%PDF")
    stages = [progress.stage for progress in told]
    assert stages[0] is RenderStage.STARTING
    assert stages[-1] is RenderStage.DONE
    assert RenderProgress(RenderStage.LAYOUT, 1) in told
    assert RenderProgress(RenderStage.WRITING, 1) in told


def after(count: int) -> Callable[[], bool]:
    asked = iter(range(1_000_000))
    return lambda: next(asked) >= count


def test_it_stops_when_told_and_works_again_afterwards() -> None:
    with Renderer() as renderer:
        renderer.warm()
        with pytest.raises(Cancelled):
            renderer.render(ENDLESS, cancelled=after(3))
        assert renderer.render(SMALL).startswith(b"%PDF")


def test_a_stopped_document_costs_the_next_one_nothing() -> None:
    pages = PAGE.format('<p style="break-after: page">x</p>' * 2000)
    with Renderer() as renderer:
        renderer.warm()
        child, told = renderer._child, []
        with pytest.raises(Cancelled):
            renderer.render(pages, told.append, lambda: any(each.pages for each in told))
        assert renderer.render(SMALL).startswith(b"%PDF")
        assert renderer._child is child


def test_what_was_made_before_is_there_without_the_child() -> None:
    with Renderer() as renderer:
        data = renderer.render(SMALL)
        renderer.close()
        assert renderer.render(SMALL) == data
        assert renderer._child is None
        for number in range(_MOST_KEPT):
            renderer._kept[str(number)] = b""
        renderer.render(PAGE.format("Other"))
        assert len(renderer._kept) == _MOST_KEPT


def test_a_document_that_waits_for_another_can_be_stopped() -> None:
    with Renderer() as renderer, renderer._lock, pytest.raises(Cancelled):
        renderer.render(SMALL, cancelled=after(3))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hyphenation_patterns_are_those_of_pyphen(lang: str) -> None:
    path = pyphen.LANGUAGES[pyphen.language_fallback(lang)]
    patterns = lazy_patterns(path)
    assert patterns is not None
    own = pyphen.HyphDict(path).patterns
    assert {key: patterns.get(key) for key in patterns} == own
    assert patterns.get("zzzz") is None


def test_patterns_with_a_syntax_of_their_own_are_left_to_pyphen(tmp_path: Path) -> None:
    path = tmp_path / "hyph_xx.dic"
    for odd in ("a1b/ab=b,1,2", "a1^^e4", "\x00a1b"):
        path.write_text(f"UTF-8\n% a comment\nLEFTHYPHENMIN 2\n{odd}\n1ba\n", encoding="utf-8")
        found = lazy_patterns(path)
        assert found is None or {k: found.get(k) for k in found} == pyphen.HyphDict(path).patterns
    path.write_text("no-such-encoding\na1b\n", encoding="utf-8")
    assert lazy_patterns(path) is None
    preload("xx")


def test_a_module_that_waits_is_imported_at_a_call() -> None:
    with imported_at_a_call("sched"):
        from sched import scheduler
    assert "sched" not in sys.modules
    assert scheduler().empty()
    assert "sched" in sys.modules


def test_it_stops_by_itself_when_it_takes_too_long() -> None:
    with Renderer(time_limit=0.3) as renderer, pytest.raises(RenderingFailed) as failed:
        renderer.render(ENDLESS)
    assert "zu lange" in failed.value.sentence(translator("de"))


def test_a_child_that_is_killed_is_a_failure_and_the_next_one_works() -> None:
    with Renderer() as renderer:
        renderer.warm()
        assert renderer._child is not None
        child = renderer._child

        def kill(progress: RenderProgress) -> None:
            if progress.stage is RenderStage.STARTING:
                threading.Timer(0.3, child.kill).start()

        with pytest.raises(RenderingFailed):
            renderer.render(ENDLESS, kill)
        assert renderer.render(SMALL).startswith(b"%PDF")


def test_a_child_that_died_while_idle_is_replaced() -> None:
    with Renderer() as renderer:
        renderer.warm()
        assert renderer._child is not None
        renderer._child.kill()
        renderer._child.wait()
        assert renderer.render(SMALL).startswith(b"%PDF")


def test_a_page_that_cannot_be_drawn_fails_without_a_word_of_it() -> None:
    with Renderer() as renderer, pytest.raises(RenderingFailed) as failed:
        renderer.render('<link rel="stylesheet" href="coopcoach:geheim.css">')
    assert "geheim" not in failed.value.sentence(translator("en"))


def test_the_child_does_not_outlive_its_parent(tmp_path: Path) -> None:
    script = (
        "from coopcoach.export.pdf.rendering import Renderer\n"
        "import sys\n"
        "r = Renderer(); r.warm()\n"
        "sys.stdout.write(str(r._child.pid) + '\\n'); sys.stdout.flush()\n"
        "r.render(sys.stdin.read())\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.stdin.write(ENDLESS.encode())
    parent.stdin.close()
    time.sleep(1)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 10
    while time.monotonic() < until and alive(child):
        time.sleep(0.05)
    assert not alive(child)
    assert list(tmp_path.iterdir()) == []


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_interrupt_at_the_terminal_is_not_the_childs() -> None:
    with Renderer() as renderer:
        renderer.warm()
        assert renderer._child is not None
        assert os.getpgid(renderer._child.pid) != os.getpgid(0)


def test_a_failure_leaves_the_earlier_file(tmp_path: Path) -> None:
    session = exported_sessions.bare()
    workspace = exported_sessions.written(tmp_path, session, own=False)
    path = export_summary(workspace, session.slug, now=NOW)
    before = path.read_bytes()
    with pytest.raises(Cancelled):
        export_summary(workspace, session.slug, now=NOW, cancelled=lambda: True)
    with pytest.raises(RenderingFailed):
        export_summary(
            workspace, session.slug, now=NOW, paper="letter", renderer=Renderer(time_limit=0)
        )
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_progress_reaches_whoever_asked_for_the_summary(tmp_path: Path, anew: Renderer) -> None:
    session = exported_sessions.bare()
    workspace = exported_sessions.written(tmp_path, session, own=False)
    told: list[RenderProgress] = []
    export_summary(workspace, session.slug, now=NOW, renderer=anew, progress=told.append)
    assert told[0] == RenderProgress(RenderStage.READING)
    assert told[-1] == RenderProgress(RenderStage.DONE, 3)


# --- a machine without the native libraries


def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def importing(name: str, *arguments: Any, **named: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", importing)


def test_missing_libraries_are_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    without_pango(monkeypatch)
    with pytest.raises(MachineLacks) as lacks:
        pdf.write_pdf(PdfSource(SMALL))
    assert "coopcoach doctor" in lacks.value.sentence(translator("en"))
    assert lacks.value.exit_code == 5


def test_the_child_reports_missing_libraries(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "weasyprint.py").write_text(
        "print('WeasyPrint could not import…')\nraise OSError('pango')\n"
    )
    monkeypatch.setattr(sys, "executable", _starter(tmp_path))
    with Renderer() as renderer, pytest.raises(MachineLacks) as lacks:
        renderer.render(SMALL)
    assert "coopcoach doctor" in lacks.value.sentence(translator("de"))


def _starter(folder: Path) -> str:
    """A Python that finds what lies in a folder before everything else."""
    script = folder / "python"
    script.write_text(
        f'#!/bin/sh\nPYTHONPATH="{folder}:$PYTHONPATH" exec "{sys.executable}" "$@"\n'
    )
    script.chmod(0o755)
    return str(script)


# --- nothing but what is bundled


LEAKS = [
    '<img src="file:///etc/hostname" alt="x">',
    '<img src="/etc/hostname" alt="x">',
    '<img src="http://127.0.0.1:9/x.png" alt="x">',
    '<link rel="stylesheet" href="file:///etc/hostname">',
    "<style>@import url(file:///etc/hostname);</style>",
    '<style>p { background: url("../../etc/hostname") }</style>',
    '<link rel="attachment" href="file:///etc/hostname">',
    '<object data="file:///etc/hostname"></object>',
    '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title><image href="file:///etc/hostname"/></svg>',
    '<base href="file:///etc/"><img src="hostname" alt="x">',
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("leak", LEAKS)
def test_no_file_of_the_machine_gets_in(leak: str) -> None:
    hostname = Path("/etc/hostname").read_bytes().strip()
    html = PAGE.format(f"Text {leak}")
    data = b""
    # Being refused is as good as being left out.
    with contextlib.suppress(ValueError, KeyError, _fatal()):
        data = pdf.write_pdf(PdfSource(html))
    assert b"EmbeddedFile" not in data
    assert hostname not in data


def _fatal() -> type[BaseException]:
    from weasyprint.urls import FatalURLFetchingError

    return FatalURLFetchingError


def test_only_style_sheets_pictures_and_fonts_are_bundled() -> None:
    assert {name.rpartition(".")[2] for name in bundled()} == {"css", "svg", "ttf"}


def test_closing_twice_or_before_anything_began_is_no_fault() -> None:
    renderer = Renderer()
    renderer.close()
    renderer.warm()
    assert renderer._child is not None
    renderer.close()
    renderer.close()
