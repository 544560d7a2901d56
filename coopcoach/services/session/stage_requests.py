"""Requests of the private window to the stage, each carried out once.

They are in the front matter of ``coach-notes.md``, the only file that the private window writes. The
stage reads nothing else of that file.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from coopcoach.domain.coach_notes import StageRequest
from coopcoach.services.session.stage import Stage
from coopcoach.storage.notes import notes_path, stage_request


class StageRequests:
    """The requests to a stage while it is open."""

    def __init__(self, stage: Stage) -> None:
        self._path = notes_path(stage.workspace, stage.slug)
        self._session = stage.live_session.opened.path
        self._since: datetime = stage.now()
        # Earlier requests were made to an earlier stage.
        self._seen = stage_request(self._path)

    @property
    def folder(self) -> Path:
        """The folder of the session."""
        return self._path.parent

    def files(self) -> tuple[Path, Path]:
        """Return the files to watch."""
        return (self._session, self._path)

    def new(self) -> StageRequest | None:
        """Return a request that was not returned before; None where there is none.

        Requests from before the stage was opened are ignored: a shared folder may deliver them late.
        """
        request = stage_request(self._path)
        if request is None or request == self._seen:
            return None
        self._seen = request
        return request if request.at >= self._since else None


def follow(stage: Stage, request: StageRequest) -> None:
    """Go to the exercise of a request, and do there what it asks; a step to the next one ticks off the present one."""
    ids = [exercise.id for exercise in stage.exercises]
    if request.go not in ids:
        return
    if ids.index(request.go) == stage.place + 1:
        stage.go_on()
    else:
        stage.go_to(request.go)
    here = stage.here
    if request.do == "reveal" and here is not None and stage.prepared_prompts(here):
        stage.reveal(here)
    elif request.do == "pass-time":
        stage.pass_time()
