"""Understand one sentence that asks who may see an answer, by the parts that its words play.

A sentence counts where it has no other words than such: “nur ich koche” is none, “bitte nur für mich” is one.
One with other words counts only as a plain request: “please do not tell Ben about the loan”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from coopcoach.domain.answers import Visibility
from coopcoach.exchange.incoming.audience import narrowest
from coopcoach.exchange.incoming.expected import Expected
from coopcoach.markup.loose.alnum_key import alnum_key
from coopcoach.wording.typed_words import (
    AND,
    ASKS,
    AWAY,
    BESIDE_AUDIENCE,
    BOXES,
    BY_ONESELF,
    COACH,
    DELETING,
    FOR,
    FORGOTTEN,
    HAS_TO,
    IN_CONFIDENCE,
    IN_REMARKS,
    KEEPING,
    KNOWING,
    LATER,
    NOBODY,
    NOT,
    NOT_FOR_ALL,
    NOT_TO_KNOW,
    ONESELF,
    ONLY,
    OTHERS,
    PLEASE,
    SPEAKER,
    SUBJECTS,
    TELLING,
    THIRD_PARTIES,
    TITLES,
    TO_ONESELF,
    WISHING,
    WITH_COACH,
    any_of,
)

BRACKETS = re.compile(r"[\[(][^\[\]()]{0,90}[\])]")
# Locks, a zipped mouth, a finger on the lips, a monkey that holds its mouth.
SECRET_SIGN = re.compile("[🔏🔐🔒🙊🤐🤫]")
_SHORTEST_NAME = 3
_OTHER, _COACH, _THIRD = "otherpartner", "thecoach", "thirdparties"
# Words for the coach that do not mean somebody else as well.
_ALONE = frozenset(word for word in COACH if word == "coach")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'"})


def folded(text: str) -> str:
    """Return a text in small letters, umlauts spelt out, as one types them without an umlaut key."""
    return normalize("NFC", text).casefold().translate(_UMLAUTS)


def pattern(*words: str) -> str:
    """Return a regular expression for one of these words in a folded text."""
    return rf"(?<!\w)(?:{any_of(*map(folded, words))})(?!\w)"


_COACH_WORDS, _ONLY_WORDS = pattern(*COACH, _COACH), pattern(*ONLY)
_FOR_COACH = re.compile(rf"{_ONLY_WORDS}.{{0,24}}{_COACH_WORDS}|{pattern(*IN_CONFIDENCE)}")
# With a slip in the word between: “nur fpr den Coach”.
_ONLY_COACH = re.compile(
    rf"(?:{pattern(*PLEASE)} )?{_ONLY_WORDS} (?:\w{{1,9}} ){{1,2}}(?:{_COACH}|{any_of(*_ALONE)})[\s.!]*"
)
_COACH_ALONE = re.compile(rf"{_COACH_WORDS}.{{0,12}}{_ONLY_WORDS}")
_FOR_ME = re.compile(rf"{_ONLY_WORDS}.{{0,12}}{pattern(*ONESELF)}")
_ME_ALONE = re.compile(rf"{pattern(*FOR)} {pattern(*ONESELF)} {_ONLY_WORDS}")
_IN_REMARKS = re.compile(pattern(*IN_REMARKS, *IN_CONFIDENCE))
_NOT_TO_KNOW = re.compile(pattern(*NOT_TO_KNOW))
_TO_ONESELF = re.compile(pattern(*TO_ONESELF))
_BY_ONESELF, _LATER = re.compile(pattern(*BY_ONESELF)), re.compile(pattern(*LATER))
_NOT_FOR_ALL = re.compile(pattern(*NOT_FOR_ALL))
_OTHERS, _THIRDS = re.compile(pattern(*OTHERS)), re.compile(pattern(*THIRD_PARTIES))
_NOBODY = re.compile(pattern(*NOBODY))
_PLEASE = re.compile(pattern(*PLEASE))
_ASKS = re.compile(pattern(*ASKS, *HAS_TO, *PLEASE, *TELLING))
_TELLING, _KEEPING = re.compile(pattern(*TELLING)), re.compile(pattern(*KEEPING))
_LEFT_OUT, _AWAY = re.compile(pattern(*NOT)), re.compile(pattern(*AWAY))
_WITH_COACH = re.compile(pattern(*WITH_COACH))
_HAS_TO, _WISHING = re.compile(pattern(*HAS_TO)), re.compile(pattern(*WISHING))
_KNOWING = re.compile(pattern(*KNOWING))
_COMMAND = re.compile(rf"(?:{pattern(*NOT)} )?{pattern(*TELLING)}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# “Nothing stays secret.”
_OPENLY = re.compile(
    rf"{pattern(*NOT)} (?:{pattern(*KEEPING)} )?{pattern(*(w for w in IN_CONFIDENCE if w.isalpha()))}"
)
_CONFIDED = re.compile(pattern(*IN_CONFIDENCE))
_OFTEN_ELSE = frozenset(("privat", "private"))
_DELETING = re.compile(pattern(*DELETING))
_BOXES, _FORGOTTEN = re.compile(pattern(*BOXES)), re.compile(pattern(*FORGOTTEN))
_INITIAL = re.compile(r"(?<![\w.])(?<!z\. )[a-hj-z]\.(?: ?[a-z]\.)?(?!\w)")
_KNOWN_WORDS = frozenset(
    word
    for words in (
        *(ONLY, ONESELF, COACH, IN_CONFIDENCE, IN_REMARKS, NOT_TO_KNOW, TO_ONESELF, NOBODY, NOT),
        *(NOT_FOR_ALL, BY_ONESELF, LATER, DELETING),
        *(PLEASE, ASKS, HAS_TO, TELLING, KEEPING, KNOWING, WISHING, AWAY, WITH_COACH, AND),
        *(BESIDE_AUDIENCE, TITLES, (_OTHER, _COACH, _THIRD)),
    )
    for each in words
    for word in _WORD.findall(folded(each))
)
_BY_FIRST = {
    first: tuple(sorted(word for word in _KNOWN_WORDS if word[:1] == first and len(word) > 5))
    for first in {word[0] for word in _KNOWN_WORDS}
}
# Of shorter words another one is one letter away too often.
_SHORTEST_SLIP, _SHORTEST_CHANGE, _ALIKE = 3, 6, 0.85
_LEAST_WORDS = 3
_SPEAKING = frozenset(w for w in SUBJECTS if w.partition("'")[0] in SPEAKER)
_FOR_WORDS = frozenset(map(folded, FOR))
_NAMELESS = frozenset(SUBJECTS) - _SPEAKING


class Names(NamedTuple):
    """The words of the partners' names and of the coach's, folded."""

    partners: frozenset[str] = frozenset()
    coach: frozenset[str] = frozenset()

    def told(self, remark: str) -> str:
        """Return a folded remark with one word each for the coach, a partner and third parties."""
        remark = _INITIAL.sub(self._initials, remark)
        roles = _OTHERS.sub(_OTHER, _WORD.sub(self._role, remark))
        return _THIRDS.sub(_THIRD, roles)

    def _initials(self, match: re.Match[str]) -> str:
        letters = {letter for letter in match[0] if letter.isalpha()}
        if len(letters) > 1:
            return _COACH if letters == {word[0] for word in self.coach} else match[0]
        return _OTHER if letters & {word[0] for word in self.partners} else match[0]

    def _role(self, match: re.Match[str]) -> str:
        word = match[0]
        if _is_one_of(word, self.partners):
            return _OTHER
        return _COACH if _is_one_of(word, self.coach) else word


def names_in(expected: Expected) -> Names:
    """Return the words of the partners' names and of the coach's, without their titles."""
    session = expected.session
    if session is None:
        return Names()
    partners = _words_of_names(partner.name for partner in session.partners)
    return Names(partners, _words_of_names([session.coach]) - partners - _KNOWN_WORDS)


def audience_anywhere(text: str) -> Visibility:
    """Return the audience that any words of a text name; both where they name none.

    For mails without boxes, where a partner has no other way to say it.
    """
    told = folded(text)
    if _FOR_ME.search(told):
        return Visibility.ME
    is_for_coach = _FOR_COACH.search(told) is not None or SECRET_SIGN.search(text) is not None
    return Visibility.COACH if is_for_coach else Visibility.BOTH


def left_out_anywhere(text: str, names: Names) -> Visibility:
    """Return that a text is for the coach where any words of it leave the other partner out: “7, don't tell Ben”."""
    told = names.told(folded(text))
    asks = _LEFT_OUT.search(told) is not None and _TELLING.search(told) is not None
    return Visibility.COACH if asks and _OTHER in told else Visibility.BOTH


def confided_anywhere(text: str, names: Names) -> Visibility:
    """Return that a short text, such as a cell of a table, is for the coach where any words of it ask for that.

    “Private” is not among them: cars and customers are private, too.
    """
    told = folded(text)
    confided = any(match[0] not in _OFTEN_ELSE for match in _CONFIDED.finditer(told))
    who = Visibility.COACH if confided or SECRET_SIGN.search(text) else Visibility.BOTH
    return narrowest((who, left_out_anywhere(text, names)))


def audience_of_sentence(
    sentence: str, labels: Mapping[str, Visibility], names: Names, *, in_brackets: bool = False
) -> Visibility:
    """Return the audience that a sentence asks for; both where it asks for none.

    Args:
        sentence: The sentence, or what stands in a pair of brackets.
        labels: The audiences by the letters of their labels.
        names: The partners' names and the coach's.
        in_brackets: Whether it stands in brackets, where a name alone may say it.
    """
    label = labels.get(alnum_key(sentence))
    if label is not None:
        return label
    told = names.told(folded(sentence))
    # An initial before a name is no word.
    words = {word for word in _WORD.findall(told) if len(word) > 1 or word == "i"}
    if not words or _OPENLY.search(told):
        return Visibility.BOTH
    if _BOXES.search(told) and _FORGOTTEN.search(told):
        return _meant_box(told, words)
    if not words <= _KNOWN_WORDS and words <= _KNOWN_WORDS | (mended := _mended(words)).keys():
        told = _WORD.sub(lambda match: mended.get(match[0], match[0]), told)
        words = {mended.get(word, word) for word in words}
    is_other_wishing = _WISHING.search(told) is not None and not words & _SPEAKING
    if not words <= _KNOWN_WORDS or is_other_wishing:
        is_for_coach = _is_plain_request(told, words) or _ONLY_COACH.fullmatch(told) is not None
        return Visibility.COACH if is_for_coach else Visibility.BOTH
    asks = _ASKS.search(told) is not None
    is_taken_out = _is_taken_out(told, words, in_brackets=in_brackets)
    leaves_all_out = (asks or in_brackets) and _NOBODY.search(told) is not None
    leaves_all_out |= is_taken_out and _OTHER not in words
    if leaves_all_out or _TO_ONESELF.search(told) or _ME_ALONE.search(told):
        return Visibility.ME
    is_for_coach = (
        is_taken_out
        or (in_brackets and words <= {_COACH, *_ALONE, *_FOR_WORDS})
        or _leaves_out(told, words, asks=asks or in_brackets)
        or _says_oneself(told, words)
        or _NOT_FOR_ALL.match(told) is not None
        or _is_for_later(told)
        or _is_kept_with_coach(told)
    )
    if is_for_coach:
        return Visibility.COACH
    if _IN_REMARKS.search(told):
        return narrowest((Visibility.COACH, audience_anywhere(told)))
    return audience_anywhere(told) if len(words) > 1 else Visibility.BOTH


def audience_behind_comma(
    sentence: str, labels: Mapping[str, Visibility], names: Names
) -> Visibility:
    """Return the audience that a request behind a comma names: “4 hours, but only for the coach”."""
    first, *clauses = sentence.split(",")
    told = folded(first)
    # “Please keep 3 to yourself, the rest may go to Ben.”
    if clauses and any(part.search(told) for part in (_PLEASE, _TELLING, _KEEPING)):
        clauses.append(first)
    seen = narrowest(
        audience_of_sentence(clause, labels, names) for clause in clauses if " " in clause.strip()
    )
    asked = folded(sentence)
    if seen is Visibility.ME and not (_PLEASE.search(asked) or _TO_ONESELF.search(asked)):
        # “He cooks, only for me” is an answer.
        return Visibility.BOTH
    return seen


def _leaves_out(told: str, words: set[str], *, asks: bool) -> bool:
    """Whether a sentence says that others are not to be told or shown something."""
    if not _LEFT_OUT.search(told):
        # “Keep this from Ben.”
        is_away = _AWAY.search(told) is not None and _KEEPING.search(told) is not None
        return is_away and not words.isdisjoint({_OTHER, _THIRD})
    wishes = _WISHING.search(told) is not None
    if not words.isdisjoint({_OTHER, _THIRD}):
        return asks or (wishes and _KNOWING.search(told) is not None)
    is_bound = wishes or _HAS_TO.search(told) is not None
    if (is_bound and _KNOWING.search(told)) or _NOT_TO_KNOW.search(told):
        # “I do not know” is none; “I do not want him to know” is one.
        return words.isdisjoint(_SPEAKING) or (wishes and not words.isdisjoint(_NAMELESS))
    return _TELLING.search(told) is not None and (wishes or words.isdisjoint(SUBJECTS))


def _is_taken_out(told: str, words: set[str], *, in_brackets: bool) -> bool:
    """Whether a sentence asks to delete or black out something: “please shred this”; “painting” is “streichen”, too."""
    if not _DELETING.search(told) or not words.isdisjoint(_NAMELESS):
        return False
    is_command = len(words) >= _LEAST_WORDS and _OTHER not in words
    return in_brackets or _PLEASE.search(told) is not None or is_command


def _says_oneself(told: str, words: set[str]) -> bool:
    """Whether a sentence says that the other partner is to hear of it from its writer: “I want to tell Ben myself”."""
    tells = _TELLING.search(told) is not None or _KNOWING.search(told) is not None
    return _OTHER in words and tells and _BY_ONESELF.search(told) is not None


def _is_for_later(told: str) -> bool:
    """Whether a sentence asks to show something later: “please show it only after the session”."""
    tells = _TELLING.search(told) is not None or _PLEASE.search(told) is not None
    return tells and _LATER.search(told) is not None


def _is_kept_with_coach(told: str) -> bool:
    """Whether a sentence asks the coach to keep something: “keep this to yourself”, “for you alone”."""
    if _COACH_ALONE.search(told):
        return True
    return _KEEPING.search(told) is not None and _WITH_COACH.search(told) is not None


def _is_plain_request(told: str, words: set[str]) -> bool:
    """Whether a sentence with other words asks for confidence: what it is about makes it no answer."""
    leaves_out = _OTHER in words and _LEFT_OUT.search(told) is not None
    tells_not = leaves_out and _TELLING.search(told) is not None
    if _PLEASE.search(told):
        confides = _FOR_COACH.search(told) is not None or _IN_REMARKS.search(told) is not None
        return tells_not or confides or _is_kept_with_coach(told)
    if tells_not and _COMMAND.match(told):
        return True
    # “Ben may hear of it after the holidays only.”
    if _OTHER in words and _HAS_TO.search(told) and _KNOWING.search(told) and _LATER.search(told):
        return True
    # “Ben must not find out about the loan.”
    needs = _HAS_TO.search(told) is not None or (
        _WISHING.search(told) is not None and not words.isdisjoint(_SPEAKING)
    )
    return leaves_out and needs and _KNOWING.search(told) is not None


def _meant_box(told: str, words: set[str]) -> Visibility:
    """Return the audience of a box that was forgotten: “I forgot to tick the coach box”."""
    if _FOR_ME.search(told):
        return Visibility.ME
    return Visibility.COACH if not words.isdisjoint({_COACH, *_ALONE}) else Visibility.BOTH


def _mended(words: Iterable[str]) -> dict[str, str]:
    """Return the known words of which others are slips of typing: letters swapped, one lost or one too many."""
    return {word: near for word in words if (near := _near(word))}


@lru_cache(maxsize=1_000)
def _near(word: str) -> str:
    if word in _KNOWN_WORDS or len(word) < _SHORTEST_SLIP:
        return ""
    swapped = (word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1))
    near = next((each for each in swapped if each in _KNOWN_WORDS), "")
    if near or len(word) < _SHORTEST_CHANGE:
        return near
    likely = [known for known in _BY_FIRST.get(word[0], ()) if abs(len(known) - len(word)) < 2]
    return next(iter(get_close_matches(word, likely, n=1, cutoff=_ALIKE)), "")


def _is_one_of(word: str, names: frozenset[str]) -> bool:
    """Whether a word is a name, its genitive or a short form of it."""
    bare = word.partition("'")[0]
    if bare in names:
        return True
    if bare in _KNOWN_WORDS:
        return False
    is_long = len(bare) >= _SHORTEST_NAME
    return bare.removesuffix("s") in names or (
        is_long and any(name.startswith(bare) for name in names)
    )


def _words_of_names(names: Iterable[str]) -> frozenset[str]:
    words = set[str]()
    for name in names:
        own = set(_WORD.findall(folded(name)))
        # “Ben weiß” is not always Ben Weiß.
        words |= own - _KNOWN_WORDS or own
    return frozenset(words.difference(*(_WORD.findall(folded(title)) for title in TITLES)))
