"""A session with two agreed ground rules and one proposal, to hold reviews of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from coopcoach.domain.ground_rules import GroundRule, Says
from coopcoach.domain.session import Session
from coopcoach.storage.content_folders import content_folders
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.sessions import OpenSession, create_session, open_session
from coopcoach.storage.workspace import make_workspace
from tests.builders.exported_sessions import BOTH_CONSENT, SLUG, partners

MET = datetime(2027, 1, 15, 10, 0, tzinfo=UTC)
NOW = datetime(2027, 4, 16, 9, 0, tzinfo=UTC)
DAY = date(2027, 4, 16)
NAME = f"{SLUG}--{DAY.isoformat()}"
SENTENCES = (
    "Wir antworten binnen zwei Tagen.",
    "Absagen nur am Telefon.",
    "Freitags ist Ruhe.",
)


def _rules() -> tuple[GroundRule, ...]:
    rules = [
        GroundRule(id=f"rule-{n}", point="talk", sentence=sentence)
        for n, sentence in enumerate(SENTENCES, 1)
    ]
    for place in (0, 1):
        for partner in ("anna", "ben"):
            rules[place] = rules[place].with_voice(partner, Says.YES, MET)
    return tuple(rules)


def agreed_session(root: Path, lang: str = "de", **fields: object) -> OpenSession:
    """Write a session of Anna and Ben, who agreed the first two of three rules and consent to their own answers."""
    workspace = make_workspace(root)
    workbooks = Workbooks(content_folders(workspace))
    session = Session.model_validate(
        {
            "slug": SLUG,
            "title": "Meier und Huber",
            "created": MET,
            "date": MET,
            "partners": partners(lang),
            "coach": "Cora Coach",
            "language": lang,
            "rules": _rules(),
            "joint": {("arrive.consent", who): BOTH_CONSENT for who in ("anna", "ben")},
            **fields,
        }
    )
    create_session(workspace, session, workbooks)
    return open_session(workspace, SLUG)
