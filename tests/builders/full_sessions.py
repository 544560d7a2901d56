"""Sessions made to be looked at, page by page: `python -m tests.builders.full_sessions FOLDER` prints them there.

- minimal: a title and two names;
- full: every prompt of the full pack answered by everybody, long answers, forty ground rules, German
  compounds, emoji, tables;
- mixed: one partner writes German, the other English.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from coopcoach.domain.answers import Answer, Stance, TextValue
from coopcoach.domain.exercise import BaseQuestion, Kind, Phase, Prompt, Workbook
from coopcoach.domain.ground_rules import GroundRule, Says
from coopcoach.domain.session import Action, ParkedTopic, Reveal, Session
from coopcoach.services.documents.catalogue import Renderer, export_summary
from coopcoach.storage.sessions import answers_path, open_answers, open_session
from coopcoach.storage.workspace import Workspace
from tests.builders import exported_sessions
from tests.builders.answers import value_for
from tests.builders.exported_sessions import NOW, YES, rule
from tests.builders.sessions import save_together
from tests.builders.workbooks import built_in_workbook

COMPOUND = "Fußbodenheizungsverteilerschrankeinbaurahmenbefestigungsschraubenlieferung"
SENTENCES = {
    "de": (
        "Die Baustellenkoordinationsbesprechung am Montagmorgen hat uns im Herbst gerettet 👍.",
        "Für den Denkmalschutzgenehmigungsantrag brauchen wir drei Wochen, und die hat niemand von uns.",
        f"Am Ende lag es an der {COMPOUND}, über die niemand gesprochen hatte.",
        "Ich wünsche mir, dass wir einander anrufen, bevor die Kundschaft es tut ☎️, und zwar **immer**.",
        "Kundinnen und Kunden merken sofort, ob zwei Betriebe einander mögen 🙂.",
    ),
    "en": (
        "The Monday call on site saved us in the autumn 👍.",
        "An application for a listed building takes three weeks, and neither of us has them.",
        "In the end it was the delivery of the cabinet frames that nobody had talked about.",
        "I wish we would ring each other before the customer does ☎️, **every** time.",
        "Customers notice at once whether two firms like each other 🙂.",
    ),
}


def prose(seed: int, lang: str, count: int) -> str:
    """So many sentences, in paragraphs, with a list now and then."""
    given = SENTENCES[lang]
    lines = [given[(seed + n) % len(given)] for n in range(count)]
    blocks = [" ".join(lines[n : n + 3]) for n in range(0, count, 3)]
    if count > 5:
        blocks.insert(1, "\n".join(f"- {line}" for line in lines[:3]))
    return "\n\n".join(blocks)


def answer(prompt: Prompt, seed: int, lang: str, length: int = 8) -> Answer:
    """Return an answer to any prompt; every eleventh is a stance, and others have remarks."""
    if seed % 11 == 0:
        return Answer(stance=(Stance.DONT_KNOW, Stance.TALK_LIVE)[seed % 2])

    def words(question: BaseQuestion, place: int) -> str:
        if question is prompt and prompt.kind is Kind.LONG:
            return prose(seed, lang, length)
        sentence = SENTENCES[lang][place % 5]
        return sentence if question is prompt or place % 3 else sentence.split()[-2]

    wordy = prompt.kind in {Kind.TEXT, Kind.LONG, Kind.TABLE, Kind.RULES}
    remark = SENTENCES[lang][seed % 5] if seed % 2 and not wordy else ""
    return Answer(value=value_for(prompt, words, seed, rows=6), remark=remark)


def workbook(lang: str) -> Workbook:
    """The exercises that ship with the program."""
    return built_in_workbook(lang)


def forty_rules() -> tuple[GroundRule, ...]:
    """Agreed ground rules with all that belongs to one, some with a reservation, some on trial."""
    points = ("goal", "talk", "value", "tools", "team")
    return tuple(
        rule(
            n,
            points[n % 5],
            f"Regel {n}: " + " ".join(SENTENCES["de"][(n + k) % 5].replace("**", "") for k in range(1 + n % 2)),
            (Says.YES, Says.LIVE_WITH) if n % 7 == 0 else YES,
            sign=SENTENCES["de"][n % 5].replace("**", "") if n % 3 else "",
            consequence="Wer es zuerst merkt, ruft am selben Tag an." if n % 4 else "",
            looks_after="anna" if n % 2 else "ben",
            look_again=date(2027, 4, n % 28 + 1),
            trial_until=date(2027, 9, 30) if n % 9 == 0 else None,
        )
        for n in range(1, 41)
    )  # fmt: skip


def full(length: int = 8) -> Session:
    """Every joint prompt of the full pack answered, everything uncovered."""
    session = exported_sessions.planned()
    exercises = workbook("de").for_pack("full")
    joint = dict(session.joint)
    for seed, prompt in enumerate(
        p for e in exercises for p in e.prompts_in(Phase.SESSION, "full")
    ):
        if prompt.id == "arrive.consent":
            continue
        for who in session.partner_ids if prompt.by_each else ("",):
            joint[prompt.id, who] = answer(prompt, seed + len(who), "de", length)
    for seed, exercise in enumerate(exercises):
        if seed % 2:
            joint[f"note.{exercise.id}", ""] = Answer(value=TextValue(text=prose(seed, "de", 2)))
    return session.model_copy(
        update={
            "title": f"Altbausanierung mit {COMPOUND[:40]} 🏠",
            "joint": joint,
            "reveals": tuple(Reveal(exercise=e.id, at=NOW) for e in exercises),
            "rules": forty_rules(),
            "actions": tuple(
                Action(id=f"action-{n}", what=SENTENCES["de"][n % 5].replace("**", ""), who=("anna", "ben", "beide")[n % 3], until=date(2027, 2, n + 1), done=n % 4 == 0)
                for n in range(18)
            ),
            "parked": tuple(ParkedTopic(id=f"parked-{n}", text=SENTENCES["de"][n % 5].replace("**", ""), point="tools") for n in range(7)),
        }
    )  # fmt: skip


def mixed() -> Session:
    """The session is held in German; the second partner writes English."""
    session = exported_sessions.rich()
    anna, ben = session.partners
    return session.model_copy(
        update={
            "title": "Kitchens & Küchen",
            "partners": (anna, ben.model_copy(update={"language": "en", "name": "Ben Hughes"})),
        }
    )


def write_own(workspace: Workspace, session: Session, length: int = 8) -> None:
    """Let both partners answer every prompt that is asked before the session."""
    for place, partner in enumerate(session.partners):
        asked = open_session(workspace, session.slug).workbooks[partner.language]
        opened = open_answers(answers_path(workspace, session.slug, partner.id), asked)
        prompts = [p for e in asked.for_pack("full") for p in e.prompts_in(Phase.PREPARE, "full")]
        given = {
            prompt.id: answer(prompt, seed, partner.language, length)
            for seed, prompt in enumerate(prompts, 1 + place * 3)
            if prompt.kind is not Kind.RULES
        }
        save_together(opened, given, NOW)


MADE: dict[str, Callable[[], Session]] = {
    "minimal": exported_sessions.bare,
    "full": full,
    "mixed": mixed,
}


def made(name: str, folder: Path) -> Workspace:
    """Write one of them into a workspace."""
    session = MADE[name]()
    workspace = exported_sessions.written(folder, session, own=False)
    if name != "minimal":
        write_own(workspace, session, 8 if name == "full" else 3)
    return workspace


def main(target: Path) -> None:
    """Print all of them in both languages."""
    target.mkdir(parents=True, exist_ok=True)
    with Renderer() as renderer, tempfile.TemporaryDirectory() as folder:
        for name in MADE:
            workspace = made(name, Path(folder) / name)
            for lang in ("de", "en"):
                path = export_summary(
                    workspace, exported_sessions.SLUG, now=NOW, language=lang, renderer=renderer
                )
                (target / f"{name}-{lang}.pdf").write_bytes(path.read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
