"""The data of the web workbook: the exercises, the texts of the page, and the blank answers file.

The script writes the same answers file as the program. It gets the blank one in parts, split at the answers.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from coopcoach.domain.answers import default_visibility
from coopcoach.domain.exercise import (
    Exercise,
    Pack,
    Phase,
    Prompt,
    Question,
    TableQuestion,
    Workbook,
)
from coopcoach.domain.packs.asked import asked_exercises
from coopcoach.domain.schedule import answer_by
from coopcoach.domain.session import Partner, Session
from coopcoach.exchange.web.texts import page_texts
from coopcoach.i18n import Language, Translator
from coopcoach.markup.document import Document
from coopcoach.markup.formats.answers_file import new_answers_file
from coopcoach.markup.kinds import codec_of
from coopcoach.markup.kinds.options import web_options
from coopcoach.wording.labels import STANCE_LABELS
from coopcoach.wording.typed_words import NO, OF, YES

# These characters could end the script element or a line of the script.
_UNSAFE = re.compile("[<>&\u2028\u2029]")


def web_content(
    session: Session,
    partner: Partner,
    workbook: Workbook,
    *,
    made: datetime,
    t: Translator,
    encrypt_to: str = "",
) -> dict[str, object]:
    """Return the data of the page, serialisable as JSON.

    Args:
        session: The session.
        partner: The partner.
        workbook: The exercises in the partner's language.
        made: The time of making, which the handed-in file repeats.
        t: The partner's language.
        encrypt_to: The coach's public key, where the page shall encrypt the answers.
    """
    exercises = asked_exercises(session, workbook)
    day = answer_by(session)
    others = [p.name for p in session.partners if p.id != partner.id]
    return {
        "session": session.slug,
        "title": session.title,
        "partner": partner.id,
        "name": partner.name,
        "other": t.and_list(others),
        "coach": session.coach,
        "address": session.coach_email,
        "key": encrypt_to,
        "language": workbook.language,
        "locale": locale_facts(t.language),
        "when": t.moment(session.date) if session.date else "",
        "answerBy": t.weekday_date(day) if day else "",
        "exercises": [exercise_content(e, session.pack, t) for e in exercises],
        "file": _blank_file(session, partner, workbook, made, t),
        "stances": stance_words(t),
        "texts": page_texts(t),
    }


def stance_words(t: Translator) -> dict[str, str]:
    """Return the stances in words of the partner's own."""
    return {stance.value: t(label.own) for stance, label in STANCE_LABELS.items()}


def locale_facts(language: Language) -> dict[str, object]:
    """Return the formats of numbers and dates and the words read in a language."""
    return {
        "tag": language.tag,
        "written": language.written_code,
        "quotes": language.quotes,
        "decimal": language.decimal_sign,
        "group": language.group_sign,
        "genitive": list(language.genitive),
        "shortDate": language.short_date,
        "of": [*OF, "/"],
        "yes": sorted(YES),
        "no": sorted(NO),
    }


def harmless_json(content: dict[str, object]) -> str:
    """Return data as JSON that is safe inside a script element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    # Lone surrogates cannot be encoded in UTF-8, but escaped in JSON.
    text = re.sub("[\ud800-\udfff]", _escape, text)
    return _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def exercise_content(exercise: Exercise, pack: Pack, t: Translator) -> dict[str, Any]:
    """Return what a partner is asked in an exercise, in the partner's language."""
    prompts = exercise.prompts_in(Phase.PREPARE, pack)
    return {
        "id": exercise.id,
        "title": exercise.title,
        "opening": _paragraphs(exercise.opening),
        "essential": exercise.is_essential,
        "minutes": float(exercise.minutes_to_begin),
        "prompts": [_prompt(prompt, t) for prompt in prompts],
    }


def _prompt(prompt: Prompt, t: Translator) -> dict[str, object]:
    return {
        **_question(prompt.question, t),
        "help": _paragraphs(prompt.help),
        "example": _paragraphs(prompt.example),
        "minutes": float(prompt.minutes),
        "required": prompt.required,
        "seenBy": default_visibility(prompt).value,
        "columns": [],
        "rows": [],
        "most": None,
        **_of_table(prompt.question, t),
    }


def _of_table(question: Question, t: Translator) -> dict[str, object]:
    if not isinstance(question, TableQuestion):
        return {}
    return {
        "columns": [_question(column, t) for column in question.columns],
        "rows": web_options(question.rows),
        "most": question.max_rows,
    }


def _question(question: Question, t: Translator) -> dict[str, object]:
    return {
        "id": question.id,
        "kind": question.kind.value,
        "label": " ".join(question.label.split()),
        "options": [],
        "other": False,
        "min": None,
        "max": None,
        "low": "",
        "high": "",
        "top": None,
        "unit": "",
        "units": [],
        "unitWords": "",
        **codec_of(question, t).web(),
    }


def _blank_file(
    session: Session, partner: Partner, workbook: Workbook, made: datetime, t: Translator
) -> dict[str, object]:
    """Return the blank answers file: its front matter without the closing line, and its sections."""
    exercises = asked_exercises(session, workbook)
    only = workbook.model_copy(update={"exercises": exercises, "asks": ()})
    document = Document(new_answers_file(session.slug, partner, only, session.pack, t))
    document = document.with_front("made", made.isoformat(timespec="seconds"))
    source = document.source
    assert document.front is not None
    wanted = {p.id for e in exercises for p in e.prompts_in(Phase.PREPARE, session.pack)}
    parts: list[object] = [source[document.front.end : document.sections[0].start]]
    for section in document.sections:
        if section.id in wanted:
            head = f"{'#' * section.level} {section.title}"
            parts.append({"id": section.id, "head": head})
        else:
            parts.append(source[section.start : section.end])
    return {"open": source[: source.rindex("---", 0, document.front.end)], "parts": parts}


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text without the line breaks inside them."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
