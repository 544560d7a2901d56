"""What the private window asks of the stage: read by the stage, and done once.

The private window writes ``coach-notes.md`` alone, so its wishes stand there in the front matter. The
stage reads no more of that file.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from coopcoach.domain.coach_notes import StageRequest
from coopcoach.services.session.stage import Stage
from coopcoach.storage.notes import notes_path, stage_request
from coopcoach.storage.workspace import SESSION_FILE


class StageRequests:
    """The requests that come while a stage is open.

    Args:
        stage: The stage that is asked.
    """

    def __init__(self, stage: Stage) -> None:
        self._path = notes_path(stage.workspace, stage.slug)
        self._since: datetime = stage.now()
        # What was asked before the stage was opened was meant for another one.
        self._seen = stage_request(self._path)

    @property
    def folder(self) -> Path:
        """The folder of the session."""
        return self._path.parent

    def files(self) -> tuple[Path, Path]:
        """Return the files whose change is worth a look."""
        return (self.folder / SESSION_FILE, self._path)

    def new(self) -> StageRequest | None:
        """Return a request that was not returned before; None where there is none.

        One from before the stage was opened is left alone, also where it only now arrives in a shared
        folder.
        """
        request = stage_request(self._path)
        if request is None or request == self._seen:
            return None
        self._seen = request
        return request if request.at >= self._since else None


def follow(stage: Stage, request: StageRequest) -> None:
    """Go where a request asks to; a step to the next exercise ticks off the present one."""
    ids = [exercise.id for exercise in stage.exercises]
    if request.go not in ids:
        return
    if ids.index(request.go) == stage.place + 1:
        stage.go_on()
    else:
        stage.go_to(request.go)
