"""PDFs that are drawn once for all tests of a run."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from coopcoach.export.pdf.rendering import Renderer, RenderProgress, RenderStage
from coopcoach.export.pdf.source import PdfSource


class SharedRenderer(Renderer):
    """A renderer that draws a source once for all tests: its PDF lies in a folder of all test processes.

    Args:
        folder: For the PDFs, by the digest of their sources.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder_of_all = folder
        self._draws_anew = False

    @contextlib.contextmanager
    def drawing_anew(self) -> Iterator[None]:
        """Draw each source in another process, for tests that compare two drawings of the same."""
        self.close()
        self._kept.clear()
        self._draws_anew = True
        try:
            yield
        finally:
            self._draws_anew = False

    def render(
        self,
        page: str | PdfSource,
        progress: Callable[[RenderProgress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        earlier: Iterable[Path] = (),
    ) -> bytes:
        """Return the PDF of a source; from the folder where it was drawn before."""
        source = PdfSource(page) if isinstance(page, str) else page
        path = self._folder_of_all / f"{hashlib.sha256(source.to_line()).hexdigest()}.pdf"
        existing = [file for file in earlier if file.exists()]
        if path.exists() and not (self._draws_anew or existing or (cancelled and cancelled())):
            if progress is not None:
                progress(RenderProgress(RenderStage.DONE))
            return path.read_bytes()
        data = super().render(source, progress, cancelled, existing)
        if not (path.exists() or existing):
            part = path.with_suffix(f".{os.getpid()}")
            part.write_bytes(data)
            part.replace(path)
        return data
