"""A ground rule in words: state, wording, voices, and missing details."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from coopcoach.domain.ground_rules import GroundRule, RuleState, Voice
from coopcoach.domain.rule_history import rule_history
from coopcoach.domain.session import Session
from coopcoach.i18n import Translator
from coopcoach.tui.widgets.drawings.lines import wrapped
from coopcoach.tui.widgets.drawings.wide import widened_lines
from coopcoach.tui.widgets.frame.sanitize import content, one_line, sanitize
from coopcoach.wording.labels import (
    MISSING_LABELS,
    RULE_STATE_LABELS,
    SAYS_LABELS,
    point_title,
)
from coopcoach.wording.rule_events import event_words
from coopcoach.wording.shortening import shortened

_LONGEST = 280


def state_words(rule: GroundRule, session: Session, t: Translator) -> str:
    """Return the state of a rule, with its sign."""
    state = rule.state(session.partner_ids)
    label = RULE_STATE_LABELS[state]
    word = t(label.word)
    if state is RuleState.AGREED and rule.trial_until is not None:
        word = t("agreed on trial until {date}", date=t.date(rule.trial_until))
    return f"{label.sign} {word}"


def says_words(voice: Voice, t: Translator) -> str:
    """Return a voice in words, with its reason."""
    word = t(SAYS_LABELS[voice.says].word)
    return f"{word}: {sanitize(voice.reason)}" if voice.reason else word


def _short_voice(rule: GroundRule, partner: str, t: Translator) -> str:
    voice = rule.voice_of(partner)
    return says_words(voice, t) if voice else t("no vote yet")


def lost_words(rule: GroundRule, session: Session, t: Translator) -> list[str]:
    """Return the voices to earlier wordings, the latest first."""
    return [
        t(
            "{name}, {moment}: {says}",
            name=one_line(session.name_of(voice.partner)),
            moment=t.moment(voice.at),
            says=says_words(voice, t),
        )
        for voice in reversed(rule.lost_voices())
    ]


def rule_card(rule: GroundRule, session: Session, t: Translator) -> Content:
    """Return a rule as one entry of the board."""
    voices = " · ".join(
        f"{shortened(one_line(partner.name), 40)}: "
        f"{shortened(one_line(_short_voice(rule, partner.id, t)), 60)}"
        for partner in session.partners
    )
    return Content.assemble(
        (state_words(rule, session, t), "bold"),
        "\n",
        shortened(one_line(rule.sentence), _LONGEST),
        "\n",
        (voices, "italic"),
    )


def rule_in_full(rule: GroundRule, session: Session, t: Translator, origins: str = "") -> Content:
    """Return all of a rule, with questions about missing details.

    Args:
        rule: The rule.
        session: Its session.
        t: The language of the screen.
        origins: The prompts that it came from, in words.
    """
    return Content("\n").join(_lines(rule, session, t, origins))


def rule_in_big(rule: GroundRule, session: Session, t: Translator, width: int) -> Content:
    """Return state and sentence of a rule in letters of two cells, for a width in cells."""

    def sentence(narrow: int) -> list[Content]:
        return wrapped(content(rule.sentence), narrow)

    lines = [Content(line.plain).stylize("bold") for line in widened_lines(sentence)(width)]
    return Content("\n").join([Content(state_words(rule, session, t)), Content(""), *lines])


def bound_words(rule: GroundRule, t: Translator) -> Iterator[str]:
    """Yield the details that belong to the wording."""
    if rule.sign:
        yield f"{t('How we notice that it holds')}: {rule.sign}"
    if rule.consequence:
        yield f"{t('If not')}: {rule.consequence}"
    if rule.trial_until:
        yield f"{t('On trial until')}: {t.date(rule.trial_until)}"


def _lines(rule: GroundRule, session: Session, t: Translator, origins: str) -> Iterator[Content]:
    yield Content(f"{state_words(rule, session, t)} · {point_title(rule.point, t)}")
    yield Content("")
    yield content(rule.sentence).stylize("bold")
    yield Content("")
    terms = list(_terms(rule, session, t, origins))
    yield from (*terms, Content("")) if terms else ()
    given = [(p, v) for p in session.partners if (v := rule.voice_of(p.id)) is not None]
    if given:
        yield Content(t("Votes on this wording")).stylize("bold")
    for partner, voice in given:
        words = f"{says_words(voice, t)} ({t.moment(voice.at)})"
        yield Content(f"  {one_line(partner.name)}: {words}")
    lost = lost_words(rule, session, t)
    if lost:
        yield Content("")
        title = t("Votes on an earlier wording; they no longer count")
        yield Content(title).stylize("bold")
        for line in lost:
            yield Content(f"  {sanitize(line)}")
    yield from _history(rule, session, t)
    is_over = rule.state(session.partner_ids) is RuleState.RETIRED
    missing = () if is_over or rule.set_aside else rule.missing()
    if missing:
        yield Content("")
        yield Content(t("Still missing (optional):")).stylize("italic")
        for item in missing:
            yield Content(f"  {t(MISSING_LABELS[item])}").stylize("italic")


def _history(rule: GroundRule, session: Session, t: Translator) -> Iterator[Content]:
    """Yield the life of a rule with dates, where it has one: a fresh proposal has none."""
    events = rule_history(rule, session.partner_ids)
    if len(events) < 2:
        return
    yield Content("")
    yield Content(t("How it came about")).stylize("bold")
    for event in events:
        day = t.date(event.on) if event.on else t("no date")
        words = sanitize(event_words(event, session.name_of, t))
        yield Content(f"  {day}: {shortened(one_line(words), _LONGEST)}")


def _terms(rule: GroundRule, session: Session, t: Translator, origins: str) -> Iterator[Content]:
    parts = (
        (t("How we notice that it holds"), rule.sign),
        (t("If not"), rule.consequence),
        (t("On trial until"), t.date(rule.trial_until) if rule.trial_until else ""),
        (t("Why"), rule.why),
        (t("Who looks after it"), session.name_of(rule.looks_after)),
        (t("When we look at it again"), t.date(rule.look_again) if rule.look_again else ""),
        (t("Proposed by"), session.name_of(rule.proposed_by or "")),
        (t("Comes from"), origins),
    )
    for label, value in parts:
        if value:
            yield Content(f"{label}: {sanitize(value)}")
