"""A ground rule as a section: the sentence as a quote, its fields and voices as a list.

The file never says in a word that a rule is agreed: whoever reads it sees the voices, and the program
derives the state from them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from coopcoach.domain.exercise import POINTS
from coopcoach.domain.ground_rules import EarlierWording, GroundRule, Says, SetAside, Voice
from coopcoach.domain.session import Session
from coopcoach.errors import BadFile, Fault
from coopcoach.i18n import N_, Translator
from coopcoach.markup.attributes import Attributes, read_attributes, write_attributes
from coopcoach.markup.document import Document, Section
from coopcoach.markup.literal import decode_line, encode_line, trimmed
from coopcoach.markup.numbers import read_date
from coopcoach.markup.reading import time_in
from coopcoach.wording.labels import SAYS_LABELS

_FIELD = re.compile(r"[-*+] (?P<label>[^{}]*)(?P<attrs>\{#[^{}]*\}):?[ \t]?(?P<text>.*)\Z")
_QUOTE = re.compile(r">[ \t]?(?P<text>.*)\Z")

FIELD_LABELS: dict[str, str] = {
    "why": N_("Why"),
    "sign": N_("How we notice that it holds"),
    "consequence": N_("If not"),
    "looks-after": N_("Who looks after it"),
    "look-again": N_("When we look at it again"),
    "trial-until": N_("On trial until"),
}
# An earlier wording: its sentence, and what belonged to it, each on a line of its own.
_EARLIER = "earlier"
_EARLIER_LABELS: dict[str, str] = {
    _EARLIER: N_("Earlier wording"),
    "earlier-sign": FIELD_LABELS["sign"],
    "earlier-consequence": FIELD_LABELS["consequence"],
}


def write_rule(rule: GroundRule, session: Session, t: Translator, kept: str = "") -> str:
    """Return the body of a rule's section; ``kept`` are hand-written lines that stay below."""
    fields = {
        "why": rule.why,
        "sign": rule.sign,
        "consequence": rule.consequence,
        "looks-after": session.name_of(rule.looks_after),
        "look-again": rule.look_again.isoformat() if rule.look_again else "",
        "trial-until": rule.trial_until.isoformat() if rule.trial_until else "",
    }
    lines = [f"> {encode_line(rule.sentence)}", ""]
    for key, text in fields.items():
        if text:
            who = (
                rule.looks_after
                if key == "looks-after" and session.partner(rule.looks_after)
                else ""
            )
            marks = write_attributes(key, {"who": who})
            lines.append(f"- {t(FIELD_LABELS[key])} {marks}: {encode_line(text)}")
    lines.extend(line for earlier in rule.earlier for line in _earlier_lines(earlier, t))
    lines.extend(_voice_line(rule, voice, session, t) for voice in rule.voices)
    if lines[-1] == "":
        lines.pop()
    if kept:
        lines.extend(["", kept])
    return "\n".join(lines)


def rule_heading(rule: GroundRule, t: Translator, attributes: Attributes | None = None) -> str:
    """Return the heading line of a rule's section, keeping attributes that we do not know."""
    number = rule.id.rpartition("-")[2]
    known = {
        "point": rule.point,
        "revision": str(rule.revision) if rule.revision > 1 else "",
        "set-aside": rule.set_aside.value if rule.set_aside else "",
        "set-aside-at": _written(rule.set_aside_at),
        "proposed-by": rule.proposed_by or "",
        "proposed-at": _written(rule.proposed_at),
        "from": " ".join(rule.sources),
    }
    others = dict(attributes.values) if attributes else {}
    return f"### {t('Ground rule')} {number} {write_attributes(rule.id, {**others, **known})}"


def read_rule(document: Document, section: Section) -> GroundRule:
    """Read a rule's section.

    Raises:
        BadFile: A point, date or voice cannot be read; nothing is guessed about a voice.
    """
    sentence: list[str] = []
    fields: dict[str, Any] = {}
    voices: list[Voice] = []
    earlier: list[EarlierWording] = []
    for number, line in enumerate(_lines(document, section), section.line + 1):
        quote, found = _QUOTE.match(line), _FIELD.match(line)
        attributes = read_attributes(found["attrs"]) if found else None
        if quote is not None and not fields and not voices and not earlier:
            sentence.append(decode_line(quote["text"]))
        elif found is not None and attributes is not None:
            if attributes.id == "voice":
                voices.append(_voice(document, number, attributes, decode_line(found["text"])))
            elif attributes.id in FIELD_LABELS:
                fields[attributes.id] = attributes.get("who") or decode_line(found["text"])
            elif attributes.id in _EARLIER_LABELS:
                _add_earlier(earlier, attributes, decode_line(found["text"]))
    point = section.attributes.get("point")
    if point not in POINTS:
        todo = N_("write point= one of: {known}")
        what = N_("the ground rule belongs to no known point")
        _fail(document, section.line, what, todo, known=", ".join(POINTS))
    revision = section.attributes.get("revision", "1")
    return GroundRule.model_validate(
        {
            "id": section.id,
            "point": point,
            "sentence": "\n".join(sentence),
            "sign": fields.get("sign", ""),
            "consequence": fields.get("consequence", ""),
            "why": fields.get("why", ""),
            "looks_after": fields.get("looks-after", ""),
            "look_again": _day(document, section, fields.get("look-again")),
            "trial_until": _day(document, section, fields.get("trial-until")),
            "revision": int(revision) if revision.isdecimal() else 1,
            "sources": tuple(section.attributes.get("from").split()),
            "proposed_by": section.attributes.get("proposed-by") or None,
            "set_aside": _set_aside(section.attributes.values),
            "voices": voices,
            "proposed_at": time_in(section.attributes.get("proposed-at")),
            "set_aside_at": time_in(section.attributes.get("set-aside-at")),
            "earlier": earlier,
        }
    )


def kept_lines(document: Document, section: Section) -> str:
    """Return the lines of a rule's section that are not ours."""
    kept: list[str] = []
    begun = False
    for line in _lines(document, section):
        found = _FIELD.match(line)
        attributes = read_attributes(found["attrs"]) if found else None
        ours = attributes is not None and (
            attributes.id in FIELD_LABELS
            or attributes.id in _EARLIER_LABELS
            or attributes.id == "voice"
        )
        begun = begun or ours
        if not ours and not (_QUOTE.match(line) and not begun):
            kept.append(line)
    return trimmed("\n".join(kept))


def _lines(document: Document, section: Section) -> list[str]:
    return [line.rstrip("\r") for line in document.body(section).split("\n")]


def _earlier_lines(earlier: EarlierWording, t: Translator) -> list[str]:
    marks = {
        "revision": str(earlier.revision) if earlier.revision > 1 else "",
        "until": _written(earlier.until),
        "trial": earlier.trial_until.isoformat() if earlier.trial_until else "",
    }
    texts = {
        _EARLIER: earlier.sentence,
        "earlier-sign": earlier.sign,
        "earlier-consequence": earlier.consequence,
    }
    return [
        f"- {t(_EARLIER_LABELS[key])} {write_attributes(key, marks if key == _EARLIER else {})}: {encode_line(text)}"
        for key, text in texts.items()
        if text or key == _EARLIER
    ]


def _add_earlier(earlier: list[EarlierWording], attributes: Attributes, text: str) -> None:
    """Add an earlier wording, or what belongs to the last one; a date that cannot be read is left out."""
    if attributes.id == _EARLIER:
        revision = attributes.get("revision")
        begun = EarlierWording(
            sentence=text,
            revision=int(revision) if revision.isdecimal() else 1,
            until=time_in(attributes.get("until")),
            trial_until=read_date(attributes.get("trial")),
        )
        earlier.append(begun)
    elif earlier:
        field = attributes.id.removeprefix(f"{_EARLIER}-")
        earlier[-1] = earlier[-1].model_copy(update={field: text})


def _written(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""


def _voice_line(rule: GroundRule, voice: Voice, session: Session, t: Translator) -> str:
    name = re.sub(r"[{}\n]", " ", encode_line(session.name_of(voice.partner)))
    says = t(SAYS_LABELS[voice.says].word)
    if voice.wording == rule.wording:
        label = t("Vote of {name}: {says}", name=name, says=says)
    else:
        label = t("{name} said {says} to an earlier wording", name=name, says=says)
    marks = {
        "partner": voice.partner,
        "says": voice.says.value,
        "wording": voice.wording,
        "at": voice.at.isoformat(timespec="seconds"),
    }
    reason = f": {encode_line(voice.reason)}" if voice.reason else ""
    return f"- {label} {write_attributes('voice', marks)}{reason}"


def _voice(document: Document, line: int, attributes: Attributes, reason: str) -> Voice:
    says = attributes.get("says")
    try:
        at = datetime.fromisoformat(attributes.get("at"))
        return Voice(
            partner=attributes.get("partner"),
            says=Says(says),
            wording=attributes.get("wording"),
            at=at,
            reason=reason,
        )
    except ValueError:
        what = N_("a vote cannot be read")
        todo = N_("bring back an earlier state of the file, or take the line out and ask again")
        _fail(document, line, what, todo)
        raise


def _day(document: Document, section: Section, text: str | None) -> Any:
    if not text:
        return None
    day = read_date(text)
    if day is None:
        what = N_("“{text}” is not a date")
        _fail(document, section.line, what, N_("write it as 2027-01-15"), text=text)
    return day


def _set_aside(values: Mapping[str, str]) -> SetAside | None:
    return next((s for s in SetAside if s.value == values.get("set-aside")), None)


def _fail(document: Document, line: int, what: str, todo: str, **values: object) -> None:
    raise BadFile(document.path, [Fault(line, what, todo, tuple(values.items()))])
