"""Compare the time of an export with a bare render of the same HTML: `python -m tools.bench`.

Both are measured in CPU time and in turns, so that a busy machine slows both alike. The bare render is WeasyPrint
alone, warm, with the same options. The export reads the session, renders the templates, passes the page to the warm
child process, and writes the file. Further rows: an export whose PDF was made ahead, also on the clock; the start of
the process that writes PDFs beside that of WeasyPrint alone with one page; and the same text by Typst, where that is
installed (`pip install typst`).
"""

import importlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from coopcoach.export.html.markdown import markdown_of
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.export.pdf.writer import fetcher, load_weasyprint
from coopcoach.i18n import translator
from coopcoach.services.demo.sample import make_demo, walk_demo
from coopcoach.services.documents.catalogue import export_summary
from coopcoach.services.documents.job import Job
from coopcoach.services.documents.printers import summary_page
from coopcoach.services.session.close import make_ahead
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tools.sample import NOW

TIMES = 7
BARE_START = (
    "import weasyprint;"
    "weasyprint.HTML(string='<html lang=de><style>p { hyphens: auto; width: 2cm }</style><p>Zusammenarbeit')"
    ".write_pdf(pdf_variant='pdf/ua-1', pdf_tags=True)"
)


def child_seconds(pid: int) -> float:
    """Return the CPU time that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / float(os.sysconf("SC_CLK_TCK"))


def export_seconds(workspace: Workspace, slug: str, renderer: Renderer, turn: int) -> float:
    """Return the CPU time of one export with its child process; each turn changes the session."""
    path = workspace.sessions / slug / "session.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\ncoach: ", f"\ncoach: {turn}", 1), encoding="utf-8")
    renderer.warm()
    child = renderer.child_pid or os.getpid()
    before = time.process_time() + child_seconds(child)
    export_summary(workspace, slug, now=NOW + timedelta(minutes=turn), renderer=renderer)
    return time.process_time() + child_seconds(child) - before


def bare_render(html: str) -> bytes:
    """Return the PDF that WeasyPrint makes with the options of an export."""
    weasyprint = load_weasyprint()
    page = weasyprint.HTML(string=html, base_url=None, url_fetcher=fetcher())
    data: bytes = page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return data


def seconds(do: Callable[[], object]) -> float:
    """Return the CPU time of a call in this process."""
    before = time.process_time()
    do()
    return time.process_time() - before


def ahead_seconds(
    workspace: Workspace, slug: str, renderer: Renderer, turn: int
) -> tuple[float, float]:
    """Return the time on the clock and the CPU time of an export whose PDF was made ahead of a change."""
    path = workspace.sessions / slug / "session.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\ncoach: ", f"\ncoach: {turn}", 1), encoding="utf-8")
    make_ahead(workspace, slug, now=NOW, renderer=renderer, cancelled=lambda: False)
    clock, before = time.perf_counter(), time.process_time()
    export_summary(workspace, slug, now=NOW, renderer=renderer)
    return time.perf_counter() - clock, time.process_time() - before


def writer_start() -> float:
    """Return the CPU time of the process that writes PDFs until it is ready."""
    with Renderer() as renderer:
        renderer.warm()
        while "ready" not in (renderer._lines.get() or {"ready": False}):
            pass
        return child_seconds(renderer.child_pid or os.getpid())


def bare_start() -> float:
    """Return the CPU time of a process that writes one page with WeasyPrint."""
    before = os.times()
    subprocess.run((sys.executable, "-P", "-c", BARE_START), check=True)
    after = os.times()
    spent = after.children_user + after.children_system
    return spent - before.children_user - before.children_system


def typst_render(page: str) -> Callable[[], object] | None:
    """Return a render of the page's text by Typst; None where it is not installed."""
    try:
        typst = importlib.import_module("typst")
    except ImportError:
        return None
    source = _typst_source(markdown_of(page)).encode("utf-8")
    return lambda: typst.compile(source)


def _typst_source(markdown: str) -> str:
    """Return Markdown as Typst: headings, lists and paragraphs, with all other signs as they are."""
    lines = []
    for line in markdown.splitlines():
        head = re.match(r"(#+) +(.*)", line)
        item = re.match(r"\s*[-*] +(.*)", line)
        words = head[2] if head else item[1] if item else line
        escaped = re.sub(r"([\\\\#$*_`<>@=~\[\]+/-])", r"\\\1", words)
        lead = f"{'=' * len(head[1])} " if head else "- " if item else ""
        lines.append(lead + escaped)
    return '#set text(lang: "de", hyphenate: true)\n' + "\n".join(lines)


def main() -> int:
    """Measure, and print the table."""
    with tempfile.TemporaryDirectory() as folder, Renderer() as renderer:
        t = translator("de")
        demo = make_demo(Path(folder), t, lambda: NOW)
        for _ in walk_demo(demo, t, lambda: NOW):
            pass
        workspace, slug = demo.workspace, demo.slug
        html = summary_page(Job(open_session(workspace, slug), NOW, renderer))
        bare_render(html)
        export_summary(workspace, slug, now=NOW, renderer=renderer)
        bare, whole = [], []
        for turn in range(1, TIMES + 1):
            bare.append(seconds(lambda: bare_render(html)))
            whole.append(export_seconds(workspace, slug, renderer, turn))
        path = export_summary(workspace, slug, now=NOW, renderer=renderer)
        again = seconds(lambda: export_summary(workspace, slug, now=NOW, renderer=renderer))
        size = path.stat().st_size // 1024
        ahead = [ahead_seconds(workspace, slug, renderer, turn) for turn in range(11, 11 + TIMES)]
        starts = [(writer_start(), bare_start()) for _ in range(TIMES)]
        typst = typst_render(html)
        typst_times = [seconds(typst) for _ in range(TIMES)] if typst is not None else []
    print(f"summary of the sample, {size} KiB, median of {TIMES} in CPU seconds")
    print(f"bare WeasyPrint render  {median(bare):6.2f}")
    print(f"export                  {median(whole):6.2f}")
    print(f"ratio                   {median(whole) / median(bare):6.2f}")
    print(f"export, nothing new     {again:6.2f}")
    print(f"export, made ahead      {median(cpu for _, cpu in ahead):6.2f}", end="")
    print(f"   on the clock {median(wall for wall, _ in ahead):.2f}")
    print(f"start of the PDF writer {median(own for own, _ in starts):6.2f}")
    print(f"WeasyPrint and one page {median(alone for _, alone in starts):6.2f}")
    if typst_times:
        print(
            f"same text by Typst      {median(typst_times):6.2f}   without layout, tags and charts"
        )
    else:
        print("same text by Typst      not installed: pip install typst")
    return 0


if __name__ == "__main__":
    sys.exit(main())
