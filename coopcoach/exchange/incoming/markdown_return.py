"""Read a Markdown workbook or an answers file that came back, whatever was done to it on its way.

The questions are found by their ids, and where those are lost by their words. What stands below a question
and is not ours is the answer; what belongs to no question is kept as found text. An answer of which it cannot be
read who may see it is left out, and a notice names its question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher

from coopcoach.domain.answers import Answer, Visibility
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.errors import BadFile, Fault
from coopcoach.exchange.incoming import whole_answers
from coopcoach.exchange.incoming.audience import (
    CLOSED_PASSAGES,
    Choices,
    Heading,
    ListReader,
    closed_notice,
    has_lists,
    heading_choices,
    is_answers_file,
    narrowest,
    traced,
)
from coopcoach.exchange.incoming.audience_words import KEPT_ALL, NARROWED_ALL
from coopcoach.exchange.incoming.formats.charsets import (
    are_letters,
    decode,
    lost_characters,
    raw_bytes,
)
from coopcoach.exchange.incoming.formats.parts import without_struck
from coopcoach.exchange.incoming.named_workbooks import best_named
from coopcoach.exchange.incoming.question_places import (
    ID,
    Anchor,
    begins_with_a_gap,
    fills_line,
    find_anchors,
    misplaced,
    missing,
    missing_at_the_end,
    regions_of,
    without_items,
    words_beside,
)
from coopcoach.exchange.incoming.repairs import Breaks, has_lost_breaks, repaired, without_tags
from coopcoach.exchange.incoming.returned import Notice, Returned
from coopcoach.exchange.incoming.template import LONG, Asked, Template
from coopcoach.exchange.incoming.texts.front_matter import (
    BEGINNING,
    front_audience,
    identity_of_text,
    without_front,
)
from coopcoach.exchange.incoming.whole_answers import for_owner, whole_answers_file
from coopcoach.exchange.outgoing import markdown_workbook as wording
from coopcoach.i18n import N_, translator
from coopcoach.markup.answer import read_answer, read_loose_answer, write_answer
from coopcoach.markup.attributes import Attributes
from coopcoach.markup.literal import decode as decode_literal
from coopcoach.markup.loose.alnum_key import AlnumText, alnum_key, line_start
from coopcoach.markup.loose.lists import find_items
from coopcoach.markup.reading import time_in
from coopcoach.wording.labels import FINISHED, STANCE_LABELS

MOST_CHARACTERS = 2_000_000
NO_WORKBOOK = N_("the file is not a coopcoach workbook")
CUT_OFF = N_("the file ends early: the last {count} questions are missing, from “{prompt}” on")
STRUCK = N_("“{prompt}”: words that were struck out or hidden are left out")
LOST = N_("characters were lost on the way, and cannot be guessed: {lost}")

_HANDED_IN_LINE = re.compile(
    r"^[ \t>|*-]*handed_in[ \t]*:[ \t]*['\"]?(\d{4}-[0-9T:.+-]+)['\"]?[ \t]*$", re.MULTILINE
)
_UNKNOWN = Asked()


def read_markdown(
    data: bytes,
    workbooks: Mapping[str, Workbook],
    phase: Phase = Phase.PREPARE,
    asked: Asked = _UNKNOWN,
) -> Returned:
    """Read a Markdown workbook or an answers file.

    Args:
        data: The file.
        workbooks: The session's exercises by language.
        phase: Which prompts were asked.
        asked: What the partners were asked, as far as it is known.

    Raises:
        BadFile: It is neither; the one fault says what to do.
    """
    decoded = decode(data)
    returned = read_text(decoded.text, workbooks, phase, asked)
    if not any(are_letters(str(notice.values.get("lost", ""))) for notice in returned.notices):
        return returned
    bytes_of = [
        raw_bytes(text, decoded.charset) for text in _shared_texts(returned, workbooks, phase)
    ]
    found = tuple(dict.fromkeys([*returned.found, *filter(None, bytes_of)]))
    return returned.model_copy(update={"found": found})


def read_text(
    text: str,
    workbooks: Mapping[str, Workbook],
    phase: Phase = Phase.PREPARE,
    asked: Asked = _UNKNOWN,
) -> Returned:
    """Read the text of a Markdown workbook; see ``read_markdown``."""
    if len(text) > MOST_CHARACTERS:
        raise _not_ours(N_("the file is far too large for a workbook"))
    templates = {
        language: Template(workbook, phase)
        for language, workbook in best_named(text, workbooks).items()
    }
    for template in templates.values():
        whole = whole_answers_file(text, template, phase, asked)
        if whole is not None:
            return whole
    mended = {language: repaired(text, template) for language, template in templates.items()}
    language = max(mended, key=lambda name: templates[name].score(mended[name]), default="")
    if not language:
        raise _not_ours(NO_WORKBOOK)
    returned = _Reader(mended[language], templates[language], asked).returned()
    if has_lost_breaks(without_tags(text), templates[language]):
        returned = whole_answers.of_one_line(returned, templates[language])
    lost = lost_characters(mended[language])
    return returned.with_notices(Notice(text=LOST, values={"lost": lost})) if lost else returned


def _shared_texts(
    returned: Returned, workbooks: Mapping[str, Workbook], phase: Phase
) -> Iterator[str]:
    """Yield the answers in words that their owner does not keep."""
    workbook = workbooks[returned.language]
    for prompt_id, answer in returned.answers.items():
        prompt = workbook.find_prompt(prompt_id, phase)
        if prompt is not None and answer.visibility is not Visibility.ME:
            yield decode_literal(write_answer(prompt, answer, translator(workbook.language)))


@dataclass(frozen=True)
class _Copy:
    """An answer as it stands at one place of a file: a reply may quote the workbook that it answers."""

    answer: Answer
    text: str
    choices: Choices


class _Reader:
    def __init__(self, text: str, template: Template, asked: Asked) -> None:
        self.text = text
        self.template = template
        self.asked = asked
        self.breaks = Breaks(text, template)
        self.lists = ListReader(text, template)
        self.has_attributes = is_answers_file(text, template)
        self.found: list[str] = []
        self.beside: dict[str, list[str]] = {}
        self.left_out = 0
        self.struck: set[str] = set()
        self.copies: dict[str, list[_Copy]] = {}
        self.parted: set[str] = set()
        self.gaps: list[str] = []
        self.begins_with_a_gap = False
        self.identity = identity_of_text(text)
        self.for_all = front_audience(text)

    def returned(self) -> Returned:
        text, identity = self.text, self.identity
        anchors = find_anchors(text, self.template)
        if not any(anchor.prompt for anchor in anchors) and not identity.partner:
            raise _not_ours(NO_WORKBOOK)
        self.gaps = missing(anchors, self.template, self.asked)
        self.begins_with_a_gap = begins_with_a_gap(anchors, self.template, self.asked)
        before_gap, moved = misplaced(anchors, self.template, text, self.asked)
        finished, handed_in_at, anchors = self._finish(anchors)
        self._outside(self._preamble(text[: anchors[0].start] if anchors else text), is_first=True)
        ends = [*(anchor.start for anchor in anchors[1:]), len(text)]
        for anchor, end in zip(anchors, ends if anchors else [], strict=True):
            if anchor.prompt:
                self._section(anchor, end)
            else:
                self._exercise_heading(text[anchor.start : anchor.end])
                self._outside(text[anchor.end : end])
        closed = before_gap - self.parted
        headings = list(map(self._as_heading, anchors))
        start = len(text) - len(without_front(text))
        closed |= traced(text, start, headings, self.template.t, is_sure=not self.has_attributes)
        closed |= moved if self.has_attributes else set()
        answers, notices = self._resolved(closed)
        for anchor in anchors:
            if anchor.prompt:
                self._heading(anchor, answers[anchor.prompt])
        for prompt_id in sorted(self.struck):
            if answers[prompt_id].visibility is not Visibility.ME:
                label = self.template.prompts[prompt_id].label
                notices.append(Notice(text=STRUCK, values={"prompt": label}))
        notices.extend(self._end_missing(anchors))
        if self.for_all is not Visibility.BOTH:
            is_kept = self.for_all is Visibility.ME
            notices.append(Notice(text=KEPT_ALL if is_kept else NARROWED_ALL))
        if self.left_out:
            notices.append(Notice(text=CLOSED_PASSAGES, values={"count": self.left_out}))
        return Returned(
            form="markdown",
            session=identity.session,
            partner=identity.partner,
            language=self.template.workbook.language,
            made=identity.made,
            answers=answers,
            found=tuple(dict.fromkeys(self.found)),
            beside={name: tuple(words) for name, words in self.beside.items()},
            handed_in=finished,
            handed_in_at=handed_in_at,
            name=identity.name,
            content=identity.content,
            encrypt_to=identity.encrypt_to,
        ).with_notices(*notices)

    def _end_missing(self, anchors: list[Anchor]) -> list[Notice]:
        """Return the line about the last questions, where the file ends before them."""
        if self.has_attributes or not self.asked.exercises:
            return []
        lost = missing_at_the_end(anchors, self.template, self.asked)
        if not lost:
            return []
        label = self.template.prompts[lost[0]].label
        return [Notice(text=CUT_OFF, values={"count": len(lost), "prompt": label})]

    def _as_heading(self, anchor: Anchor) -> Heading:
        start = line_start(self.text, anchor.start)
        if not anchor.prompt:
            return Heading("", start, anchor.end, anchor.end)
        line = self.text[start : anchor.end]
        braces = re.search(ID % re.escape(anchor.prompt), line)
        words_end = start + braces.start() if braces else anchor.end
        _, end = heading_choices(self.text, anchor)
        return Heading(anchor.prompt, start, words_end, max(end, words_end))

    def _finish(self, anchors: list[Anchor]) -> tuple[bool, datetime | None, list[Anchor]]:
        """Find the line on which the partner hands in; what follows it belongs to no prompt."""
        if self.has_attributes:
            line = _HANDED_IN_LINE.search(self.text[:BEGINNING])
            at = time_in(line[1]) if line else None
            return at is not None, at, anchors
        t = self.template.t
        label = t(FINISHED)
        items = find_items(self.text, [(wording.HANDED_IN, label)])
        states = [self.lists.state(self.text, item, label) for item in items]
        finished = True in states and None not in states
        places = [(item.start, item.end) for item in items]
        self.found.extend(item.behind for item in items if len(alnum_key(item.behind)) > 1)
        if not places:
            # Its mark is not understood: it does not hand in, but still ends the last answer.
            spans = AlnumText(self.text).spans(alnum_key(label))
            places = [(line_start(self.text, start), end) for start, end in spans]
        for start, end in places:
            place = start
            heading = line_start(self.text, max(0, len(self.text[:start].rstrip()) - 1))
            for first, last in AlnumText(self.text[heading:start]).spans(alnum_key(t(wording.END))):
                if fills_line(self.text, heading + first, heading + last):
                    place = heading
            anchors = [*anchors, Anchor(place, end)]
        return finished, None, sorted(anchors, key=lambda anchor: anchor.start)

    def _preamble(self, text: str) -> str:
        """Return the passage above the first question, without the lines that say whose the file is."""
        if not self.has_attributes:
            return without_front(text)
        above, front, below = text.partition("coopcoach:")
        rest = regions_of(
            without_front(front + below), self.template.general(self.identity.name), ""
        )
        self.left_out += any(alnum_key(region) for region in rest)
        return without_front(above)

    def _section(self, anchor: Anchor, end: int) -> None:
        prompt = self.template.prompts[anchor.prompt]
        head, place = heading_choices(self.text, anchor)
        if self.has_attributes:
            body = self.text[min(place, end) : end]
            body = self._without_struck(body, prompt)
            text = self.breaks.mend(body).strip("\n")
            own = read_answer(prompt, text, Attributes(), self.template.workbook.language)
            choices = head.or_default(prompt)
        else:
            body, orphan = self._parted(
                self.text[min(place, end) if head.found else anchor.end : end]
            )
            if orphan:
                self.parted.add(prompt.id)
                self._outside(orphan)
            choices = self.lists.read(body).with_attributes(head)
            if self._has_words_on_both_sides(body, prompt):
                choices = replace(choices, understood=False)
            body = self._without_struck(self._without_lists(body, choices), prompt)
            regions = regions_of(
                body, self.template.pieces(prompt), self.template.t(wording.ANSWER)
            )
            text = self.breaks.mend("\n\n".join(regions))
            own = read_loose_answer(prompt, text, self.template.t)
        stance = choices.stances[0] if len(choices.stances) == 1 else None
        answer = own.model_copy(update={"stance": stance, "visibility": choices.visibility})
        self.copies.setdefault(prompt.id, []).append(_Copy(answer, text, choices))

    def _without_struck(self, body: str, prompt: Prompt) -> str:
        body, has_struck = without_struck(body)
        if has_struck:
            self.struck.add(prompt.id)
        return body

    def _has_words_on_both_sides(self, body: str, prompt: Prompt) -> bool:
        """Whether words of the partner stand above the list of the audience and below it.

        Those below may say who may see the answer above.
        """
        items = [item for item in find_items(body, self.lists.audiences) if item.marked]
        if not items:
            return False
        general = self.template.general(self.identity.name)
        pieces = [*self.template.pieces(prompt), *general]
        below = regions_of(body[items[-1].end :], pieces, "")
        if not any(map(alnum_key, below)):
            return False
        above = without_items(body[: items[0].start], self.lists.stances)
        answer = "\n\n".join(regions_of(above, pieces, self.template.t(wording.ANSWER)))
        return not read_loose_answer(prompt, answer, self.template.t).is_blank

    def _resolved(self, closed: set[str]) -> tuple[dict[str, Answer], list[Notice]]:
        """Return one answer of each prompt, for the narrowest audience of all its copies."""
        answers: dict[str, Answer] = {}
        notices: list[Notice] = []
        for prompt_id, copies in self.copies.items():
            label = self.template.prompts[prompt_id].label
            first = next((copy for copy in copies if not copy.answer.is_blank), copies[0])
            who = narrowest([self.for_all, *(copy.answer.visibility for copy in copies)])
            understood = prompt_id not in closed and all(c.choices.understood for c in copies)
            answers[prompt_id] = first.answer.model_copy(update={"visibility": who})
            if not understood:
                answers[prompt_id] = for_owner(first.answer)
                if not first.answer.is_blank and who is not Visibility.ME:
                    name = self.identity.name or self.identity.partner
                    notices.append(closed_notice(self.template.prompts[prompt_id], name))
            elif who is not Visibility.ME:
                self.found.extend(
                    f"{label}\n\n{copy.text}"
                    for copy in copies
                    if not _words_of(copy.answer).is_blank
                    and _words_of(copy.answer) != _words_of(first.answer)
                )
        return answers, notices

    def _parted(self, body: str) -> tuple[str, str]:
        """Part a section from a second one that has lost its question."""
        spans = AlnumText(body).spans(alnum_key(self.template.t(wording.ANSWER)))
        places = [start for start, end in spans if fills_line(body, start, end)]
        if len(places) < 2:
            return body, ""
        labels = [*self.lists.stances, *self.lists.audiences]
        items = [i for i in find_items(body, labels) if i.marked and i.end <= places[1]]
        cut = max((item.end for item in items), default=line_start(body, places[1]))
        return body[:cut], body[cut:]

    def _without_lists(self, body: str, choices: Choices) -> str:
        """Return a section's body without the two short lists; stances are kept where several are ticked."""
        body = without_items(without_items(body, self.lists.stances), self.lists.audiences)
        if len(choices.stances) < 2:
            return body
        labels = [self.template.t(STANCE_LABELS[stance].own) for stance in choices.stances]
        return "\n".join([body, *(f"[x] {label}" for label in labels)])

    def _outside(self, body: str, *, is_first: bool = False) -> None:
        """Keep a passage between the prompts, unless only its owner may see it or that cannot be read."""
        choices = self.lists.read(body)
        rest, _ = without_struck(self._without_lists(body, choices))
        regions = regions_of(rest, self.template.general(self.identity.name), "")
        if not regions or not any(map(alnum_key, regions)):
            return
        if self._has_questions("".join(regions)):
            self.left_out += 1
            return
        # It may be an answer that has lost its heading.
        may_be_one = (
            bool(self.gaps) or self.begins_with_a_gap or not has_lists(self.text, self.template.t)
        )
        is_answer = self.begins_with_a_gap if is_first else may_be_one
        has_list = self.lists.is_section(body) if is_first else choices.found
        if has_list or is_answer:
            if choices.visibility is Visibility.ME:
                return
            if not has_list or not choices.understood:
                self.left_out += 1
                return
        if len(choices.stances) == 1:
            regions.append(f"[x] {self.template.t(STANCE_LABELS[choices.stances[0]].own)}")
        self.found.append(self.breaks.mend("\n\n".join(regions)))

    def _heading(self, anchor: Anchor, answer: Answer) -> None:
        """Keep what was written into a heading, or count it where it is closed with the answer."""
        label = self.template.prompts[anchor.prompt].label
        head = re.sub(ID % re.escape(anchor.prompt), "", self.text[anchor.start : anchor.end])
        words, known = alnum_key(head), alnum_key(label)
        if answer.visibility is Visibility.ME:
            is_said = any(c.choices.visibility is Visibility.ME for c in self.copies[anchor.prompt])
            self.left_out += bool(words) and answer.is_blank and known not in words and not is_said
        elif known in words:
            self._keep_heading(head.strip(), words_beside(head, "", label), [anchor.prompt])
        elif words and SequenceMatcher(None, words, known).ratio() < 0.6:
            self.found.append(head.strip("# \n"))

    def _exercise_heading(self, head: str) -> None:
        """Keep what was written into an exercise's heading: it may say who may see its answers."""
        for exercise in self.template.exercises.values():
            title = alnum_key(exercise.title)
            if title in alnum_key(head) or re.search(ID % re.escape(exercise.id), head):
                beside = words_beside(head, exercise.id, exercise.title)
                names = [prompt.id for prompt in exercise.prompts]
                self._keep_heading(f"{exercise.title} {beside}", beside, names)
                return

    def _has_questions(self, words: str) -> bool:
        """Whether questions stand in words of no question: then answers stand there, too."""
        key = alnum_key(words)
        return any(label in key for label in self.template.labels.values() if len(label) >= LONG)

    def _keep_heading(self, line: str, beside: str, prompts: list[str]) -> None:
        if self._has_questions(beside):
            self.left_out += 1
        elif beside:
            self.found.append(line)
            for name, words in (("", line), *((prompt, beside) for prompt in prompts)):
                self.beside.setdefault(name, []).append(words)


def _words_of(answer: Answer) -> Answer:
    return answer.model_copy(update={"stance": None, "visibility": Visibility.BOTH})


def _not_ours(what: str) -> BadFile:
    todo = N_(
        "import the file with the answers; answers in an e-mail are read where they are numbered"
        " like the questions of the PDF: 1. …, 2. …"
    )
    return BadFile("", [Fault(1, what, todo)])
