"""Compare the time of an export with a bare render of the same HTML: `python -m tools.bench`.

Both are measured in CPU time and in turns, so that a busy machine slows both alike. The bare render is WeasyPrint
alone, warm, with the same options. The export reads the session, renders the templates, passes the page to the warm
child process, and writes the file.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from coopcoach.export.pdf.rendering import Renderer
from coopcoach.export.pdf.writer import fetcher, load_weasyprint
from coopcoach.i18n import translator
from coopcoach.services.demo.sample import make_demo, walk_demo
from coopcoach.services.documents.catalogue import export_summary
from coopcoach.services.documents.job import Job
from coopcoach.services.documents.printers import summary_page
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tools.sample import NOW

TIMES = 7


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


def main() -> int:
    """Measure, and print the ratio."""
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
    print(f"summary of the sample, {size} KiB, median of {TIMES} in CPU seconds")
    print(f"bare WeasyPrint render  {median(bare):6.2f}")
    print(f"export                  {median(whole):6.2f}")
    print(f"ratio                   {median(whole) / median(bare):6.2f}")
    print(f"export, nothing new     {again:6.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
