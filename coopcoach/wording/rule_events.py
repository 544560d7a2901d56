"""The events in the life of a ground rule, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coopcoach.domain.ground_rules import Says, Voice
from coopcoach.domain.rule_history import RuleEvent, RuleEventKind
from coopcoach.i18n import Translator
from coopcoach.wording.labels import SAYS_LABELS

# The end of the scale on which a rule is said to be kept.
_BEST = 5


def event_words(event: RuleEvent, name_of: Callable[[str], str], t: Translator) -> str:
    """Return an event as a sentence without its day.

    Args:
        event: The event.
        name_of: Returns the name of a partner by id.
        t: The language.
    """
    words = "".join(_words(event, name_of, t))
    told = [t("{name}: {words}", name=name, words=t.quoted(why)) for name, why in _told(event, name_of)]  # fmt: skip
    return t("{words}. {told}", words=words, told="; ".join(told)) if told else words


def _words(event: RuleEvent, name_of: Callable[[str], str], t: Translator) -> Iterator[str]:
    names = t.and_list([name_of(voice.partner) for voice in event.voices])
    kinds = RuleEventKind
    if event.kind is kinds.PROPOSED:
        words = t("proposed by {name}", name=name_of(event.by)) if event.by else t("proposed")
        sentence = t.quoted(event.sentence)
        yield t("{words}: {sentence}", words=words, sentence=sentence) if event.sentence else words
    elif event.kind is kinds.AGREED:
        yield t("agreed by {names}", names=names)
    elif event.kind is kinds.AMENDED:
        yield _amended(event, t)
    elif event.kind is kinds.KEPT:
        given = (
            t("{name} {value} of {maximum}", name=name_of(who), value=value, maximum=_BEST)
            for who, value in event.kept.items()
        )
        yield t("review, kept: {values}", values=", ".join(given))
    elif event.kind is kinds.RENEWED:
        yield t("renewed by {names}", names=names)
    elif event.kind is kinds.REOPENED:
        says = t(SAYS_LABELS[event.voices[0].says].word)
        yield t("in discussion again, vote of {name}: {says}", name=names, says=says)
    elif event.kind is kinds.RETIRED:
        yield t("retired by {names}", names=names)
    elif event.kind is kinds.PARKED:
        yield t("parked")
    else:
        yield t("dropped")


def _amended(event: RuleEvent, t: Translator) -> str:
    if event.sentence:
        return t("new wording: {sentence}", sentence=t.quoted(event.sentence))
    if event.is_firm:
        return t("no longer on trial: the same sentence for good")
    return t("the same sentence; how we notice, what happens if not, or the trial has changed")


def _told(event: RuleEvent, name_of: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield reservations and reasons, each with its name."""
    yield from ((name_of(v.partner), v.reason) for v in event.voices if _counts(v))


def _counts(voice: Voice) -> bool:
    return voice.says is not Says.YES and bool(voice.reason.strip())
