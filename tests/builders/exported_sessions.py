"""Sessions to print: a rich one, a bare one, one with many rules, a hostile one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from coopcoach.domain.answers import (
    Answer,
    OptionsValue,
    Row,
    TableValue,
    TextValue,
)
from coopcoach.domain.session import (
    Action,
    AgendaItem,
    ParkedTopic,
    Partner,
    Reveal,
    Session,
)
from coopcoach.export.pdf.rendering import Renderer
from coopcoach.services.documents.job import Job
from coopcoach.services.documents.printers import summary_page
from coopcoach.storage.content_folders import content_folders
from coopcoach.storage.exercises import Workbooks
from coopcoach.storage.sessions import (
    answers_path,
    create_session,
    open_answers,
    open_session,
)
from coopcoach.storage.workspace import Workspace, make_workspace
from tests.builders.sessions import copied, is_workspace, save_together, template
from tests.builders.wordings import (
    NOW,
    YES,
    ground_rules,
    joint_answers,
    own_answers,
    rule,
    text,
)
from tests.builders.workbooks import built_in_workbook

__all__ = ["NOW", "YES", "rule", "text"]

SLUG = "meier-huber"
BOTH_CONSENT = Answer(value=OptionsValue(options=("store", "individual", "room")))
NO_CONSENT = Answer(value=OptionsValue(options=("store", "room")))


def partners(lang: str) -> tuple[Partner, ...]:
    return (
        Partner(
            id="anna", name="Anna Meier", firm="Malerei Meier", email="anna@x.org", language=lang
        ),
        Partner(id="ben", name="Ben Huber", firm="Elektro Huber & Söhne", language=lang),
    )


def bare(lang: str = "de", **fields: object) -> Session:
    """A title, two names, and nothing else."""
    return Session.model_validate(
        {
            "slug": SLUG,
            "title": "Meier und Huber",
            "created": NOW,
            "partners": (Partner(id="anna", name="Anna"), Partner(id="ben", name="Ben")),
            "language": lang,
            **fields,
        }
    )


def planned(lang: str = "de", consent: Answer = BOTH_CONSENT, **fields: object) -> Session:
    """A session with an agenda, before anything was said but the consent."""
    exercises = built_in_workbook(lang).for_pack("full")
    return bare(
        lang,
        **{
            "title": "Maler- und Elektroarbeiten aus einer Hand",
            "partners": partners(lang),
            "coach": "Dr. Ilse Brandt",
            "pack": "full",
            "date": datetime(2027, 1, 15, 10, 0),
            "agenda": tuple(AgendaItem(exercise=e.id, minutes=5) for e in exercises),
            "joint": {("arrive.consent", "anna"): consent, ("arrive.consent", "ben"): consent},
            **fields,
        },
    )


def rich(lang: str = "de", consent: Answer = BOTH_CONSENT) -> Session:
    """A session in which nearly everything was settled."""
    session = planned(lang, consent)
    revealed = ["goal-why", "goal-motives", "goal-sharing", "goal-fit", "talk-reply"]
    revealed += ["value-strengths", "value-ledger", "tools-inventory", "team-work", "team-job"]
    return session.model_copy(
        update={
            "joint": {**session.joint, **joint_answers()},
            "reveals": tuple(Reveal(exercise=e, at=NOW) for e in revealed),
            "rules": ground_rules(),
            "actions": (
                Action(
                    id="action-1",
                    what="Gemeinsamen Kalender einrichten",
                    who="anna",
                    until=date(2027, 1, 22),
                ),
                Action(
                    id="action-2",
                    what="Der Hausverwaltung Seeblick das neue Angebot vorstellen",
                    who="ben",
                    until=date(2027, 2, 5),
                ),
                Action(id="action-3", what="Versicherung fragen", who="beide"),
                Action(
                    id="action-4",
                    what="Kundenliste abgleichen",
                    who="anna",
                    until=date(2027, 1, 10),
                    done=True,
                ),
            ),
            "parked": (
                ParkedTopic(id="parked-1", text="Gemeinsame Lagerhalle ab 2028?", point="tools"),
                ParkedTopic(id="parked-2", text="Ob wir im Herbst zusammen auf die Messe gehen"),
            ),
        }
    )


def summary_page_of(workspace: Workspace, slug: str) -> str:
    """Return the summary of a session as the HTML that is printed."""
    return summary_page(Job(open_session(workspace, slug), NOW, Renderer()))


def written(folder: Path, session: Session, *, own: bool = True) -> Workspace:
    """Write a session, and what each wrote alone, into a workspace."""
    if is_workspace(folder):
        return _written(folder, session, own)
    key = (repr(session), own)
    if key not in _TEMPLATES:
        _TEMPLATES[key] = _written(template(), session, own).root
    return copied(folder, _TEMPLATES[key])


_TEMPLATES: dict[tuple[str, bool], Path] = {}


def _written(folder: Path, session: Session, own: bool) -> Workspace:
    workspace = make_workspace(folder)
    create_session(workspace, session, Workbooks(content_folders(workspace)))
    for partner in session.partners if own else ():
        workbook = open_session(workspace, session.slug).workbooks[partner.language]
        opened = open_answers(answers_path(workspace, session.slug, partner.id), workbook)
        save_together(opened, own_answers(partner.id), NOW)
    return workspace


FOREIGN = ("محمد الأحمد", "李小龙")


def foreign() -> Session:
    """Names from right to left and in Chinese, other scripts, and one partner who answers in English."""
    base = rich()
    anna, ben = base.partners
    anna = anna.model_copy(update={"name": FOREIGN[0], "firm": "שלום צבע", "language": "en"})
    ben = ben.model_copy(update={"name": FOREIGN[1], "firm": "हिन्दी ภาษาไทย Ωμέγα Привет"})
    kept = tuple(r.model_copy(update={"looks_after": "anna"}) for r in base.rules)
    return base.model_copy(update={"partners": (anna, ben), "rules": kept})


def many_rules(count: int = 40) -> Session:
    """Forty agreed rules, some of them long."""
    points = ("goal", "talk", "value", "tools", "team")
    words = "Wir stimmen uns ab, bevor jemand der Kundschaft etwas verspricht. "
    made = tuple(
        rule(n, points[n % 5], f"Regel Nummer {n}: {words * (1 + n % 4)}", YES,
             sign="Es steht im Kalender.", consequence="Wir reden darüber.", look_again=date(2027, 5, n % 28 + 1))
        for n in range(1, count + 1)
    )  # fmt: skip
    return planned().model_copy(update={"rules": made})


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
HOSTILE = "<script>alert(1)</script> [klick](javascript:alert(1)) [datei](file:///etc/passwd) ![bild](http://evil.example/x.png) {{ 7*7 }} <img src=x onerror=alert(1)> https://example.org/" + "a" * 120  # fmt: skip


def hostile() -> Session:
    """Compounds without a gap, emoji, markup of all kinds, tables that would never end."""
    endless = "x" * 400
    joint = {
        ("goal.sentence", ""): text(f"{HOSTILE} {LONG * 2}"),
        ("goal.not", ""): text(f"# Titel\n\n{HOSTILE}\n\n| a | b |\n|---|---|\n| {endless} | 👍🏽 👩‍👩‍👧 |\n\n" + "\n".join("  " * n + "- tief" for n in range(12)) + "\n\n```\n<style>body{display:none}</style>\n```\n\u202everdreht"),
        ("note.goal-why", ""): text("|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + "|b|\n" * 50),
        ("talk.pact", ""): Answer(value=TableValue(rows=(Row(cells={k: TextValue(text=LONG) for k in ("occasion", "channel", "within", "otherwise")}),))),
        ("team.handover", ""): Answer(value=TableValue(rows=tuple(Row(cells={k: TextValue(text=endless[:60] + "\n" + HOSTILE[:30]) for k in ("step", "who", "what", "to", "by")}) for _ in range(3)))),
    }  # fmt: skip
    base = planned()
    return base.model_copy(
        update={
            "title": f"{LONG}{LONG} <b>🙂</b> {HOSTILE[:40]}",
            "coach": LONG * 2,
            "partners": tuple(p.model_copy(update={"name": f"{p.name} {LONG}", "firm": endless[:90]}) for p in base.partners),
            "joint": {**base.joint, **joint},
            "reveals": (Reveal(exercise="goal-why", at=NOW),),
            "rules": (rule(1, "talk", HOSTILE, YES, sign=LONG * 2, consequence="👍" * 80, looks_after=LONG), rule(2, "team", endless, YES)),
            "actions": (Action(id="action-1", what=HOSTILE, who=LONG, until=date(2027, 3, 1)), Action(id="action-2", what=endless)),
            "parked": (ParkedTopic(id="parked-1", text=HOSTILE, point="goal"),),
        }
    )  # fmt: skip
