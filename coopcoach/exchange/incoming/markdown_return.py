"""Read a Markdown workbook that came back, whatever an editor or a mail program did to it.

The questions are found by their ids, and where those are lost by their words. What stands below a question
and is not ours is the answer; what belongs to no question is kept as found text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise

from coopcoach.domain.answers import Answer, Stance, Visibility
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.errors import BadFile, Fault
from coopcoach.exchange.incoming.formats.charsets import (
    are_letters,
    decode,
    lost_characters,
    raw_bytes,
)
from coopcoach.exchange.incoming.question_places import (
    ID,
    Anchor,
    fills_line,
    find_anchors,
    regions_of,
)
from coopcoach.exchange.incoming.repairs import Breaks, repaired
from coopcoach.exchange.incoming.returned import Notice, Returned
from coopcoach.exchange.incoming.template import Template
from coopcoach.exchange.incoming.unmatched import FOUND, unmatched_texts
from coopcoach.exchange.outgoing import markdown_workbook as wording
from coopcoach.i18n import N_, translator
from coopcoach.markup.answer import read_loose_answer, write_answer
from coopcoach.markup.document import Document
from coopcoach.markup.formats import answers_file
from coopcoach.markup.literal import decode as decode_literal
from coopcoach.markup.loose.alnum_key import AlnumText, alnum_key, line_start
from coopcoach.markup.loose.lists import BoxItem, find_items
from coopcoach.wording.labels import FINISHED, STANCE_LABELS, VISIBILITY_LABELS

MOST_CHARACTERS = 2_000_000
NO_WORKBOOK = N_("the file is no workbook of coopcoach")
LOST = N_("characters were lost on the way, and no guess brings them back: {lost}")

_NAMED = r"(?<![\w-])%s[*_\\]*[ \t]*[:=][ \t]*['\"’‘“”„]?(?P<value>[^\s'\"’‘“”„·,;|]+)"
_FRONT_LINE = re.compile(
    r"[ \t>|*-]*(?:coopcoach|session|partner|name|language|made|content|encrypt_to|handed_in|seal)[ \t]*:.*\Z"
)
# Only at the beginning of a line, where an answer is not yet to be expected.
_CONTENT_LINE = re.compile(r"^[ \t>|*-]*content[ \t]*:[ \t]*([0-9a-f]{12})\b", re.MULTILINE)
_KEY_LINE = re.compile(r"^[ \t>|*-]*encrypt_to[ \t]*:[ \t]*(age1[0-9a-z]{58})\b", re.MULTILINE)
_BEGINNING = 4_000
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RULE_LINE = re.compile(r"[ \t>|]*(?:-{3,}|–|—)[ \t|]*\Z")


@dataclass(frozen=True)
class _Identity:
    session: str
    partner: str
    name: str
    made: datetime | None
    content: str
    encrypt_to: str


def read_markdown(
    data: bytes, workbooks: Mapping[str, Workbook], phase: Phase = Phase.PREPARE
) -> Returned:
    """Read a Markdown workbook or an answers file.

    Args:
        data: The file.
        workbooks: The session's exercises by language.
        phase: Which prompts were asked.

    Raises:
        BadFile: It is neither; the one fault says what to do.
    """
    decoded = decode(data)
    returned = read_text(decoded.text, workbooks, phase)
    if not any(are_letters(str(notice.values.get("lost", ""))) for notice in returned.notices):
        return returned
    bytes_of = [
        raw_bytes(text, decoded.charset) for text in _shared_texts(returned, workbooks, phase)
    ]
    found = tuple(dict.fromkeys([*returned.found, *filter(None, bytes_of)]))
    return returned.model_copy(update={"found": found})


def read_text(
    text: str, workbooks: Mapping[str, Workbook], phase: Phase = Phase.PREPARE
) -> Returned:
    """Read the text of a Markdown workbook; see ``read_markdown``."""
    if len(text) > MOST_CHARACTERS:
        raise _not_ours(N_("the file is far too large for a workbook"))
    templates = {language: Template(workbook, phase) for language, workbook in workbooks.items()}
    for template in templates.values():
        whole = _whole_answers_file(text, template, phase)
        if whole is not None:
            return whole
    mended = {language: repaired(text, template) for language, template in templates.items()}
    language = max(mended, key=lambda name: templates[name].score(mended[name]), default="")
    if not language:
        raise _not_ours(NO_WORKBOOK)
    returned = _Reader(mended[language], templates[language]).returned()
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


class _Reader:
    def __init__(self, text: str, template: Template) -> None:
        self.text = text
        self.template = template
        self.breaks = Breaks(text, template)
        self.found: list[str] = []
        self.answers: dict[str, Answer] = {}
        self.identity = _identity(text)

    def returned(self) -> Returned:
        text, identity = self.text, self.identity
        anchors = find_anchors(text, self.template)
        if not any(anchor.prompt for anchor in anchors) and not identity.partner:
            raise _not_ours(NO_WORKBOOK)
        finished, anchors = self._finish(anchors)
        self._outside(_without_front(text[: anchors[0].start] if anchors else text))
        ends = [*(anchor.start for anchor in anchors[1:]), len(text)]
        for anchor, end in zip(anchors, ends if anchors else [], strict=True):
            body = text[anchor.end : end]
            if anchor.prompt:
                self._section(self.template.prompts[anchor.prompt], body)
            else:
                self._outside(body)
        for anchor in anchors:
            self._heading(anchor)
        return Returned(
            form="markdown",
            session=identity.session,
            partner=identity.partner,
            language=self.template.workbook.language,
            made=identity.made,
            answers=self.answers,
            found=tuple(dict.fromkeys(self.found)),
            handed_in=finished,
            name=identity.name,
            content=identity.content,
            encrypt_to=identity.encrypt_to,
        )

    def _finish(self, anchors: list[Anchor]) -> tuple[bool, list[Anchor]]:
        """Find the line on which the partner hands in; what follows it belongs to no prompt."""
        t = self.template.t
        items = find_items(self.text, [(wording.HANDED_IN, t(FINISHED))])
        finished = any(item.ticked for item in items)
        for item in items:
            place = item.start
            heading = line_start(self.text, max(0, len(self.text[:place].rstrip()) - 1))
            for start, end in AlnumText(self.text[heading:place]).spans(alnum_key(t(wording.END))):
                if fills_line(self.text, heading + start, heading + end):
                    place = heading
            anchors = [*anchors, Anchor(place, item.end)]
        return finished, sorted(anchors, key=lambda anchor: anchor.start)

    def _section(self, prompt: Prompt, body: str) -> None:
        body, orphan = self._parted(body)
        if orphan:
            self._outside(orphan)
        stance, visibility, body = self._choices(body)
        regions = regions_of(body, self.template.pieces(prompt), self.template.t(wording.ANSWER))
        text = self.breaks.mend("\n\n".join(regions))
        own = read_loose_answer(prompt, text, self.template.t)
        answer = own.model_copy(update={"stance": stance, "visibility": visibility})
        before = self.answers.get(prompt.id)
        if before is None or (before.is_blank and not answer.is_blank):
            self.answers[prompt.id] = answer
        elif not own.is_blank and own.model_dump(exclude={"visibility"}) != before.model_dump(
            exclude={"visibility", "stance"}
        ):
            self.found.append(f"{prompt.label}\n\n{text}")

    def _parted(self, body: str) -> tuple[str, str]:
        """Part a section from a second one that has lost its question."""
        spans = AlnumText(body).spans(alnum_key(self.template.t(wording.ANSWER)))
        places = [start for start, end in spans if fills_line(body, start, end)]
        if len(places) < 2:
            return body, ""
        items = [i for i in find_items(body, self._lists()) if i.marked and i.end <= places[1]]
        cut = max((item.end for item in items), default=line_start(body, places[1]))
        return body[:cut], body[cut:]

    def _lists(self) -> list[tuple[str, str]]:
        t = self.template.t
        stances = [(stance.value, t(label.own)) for stance, label in STANCE_LABELS.items()]
        return [*stances, *((who.value, t(VISIBILITY_LABELS[who])) for who in wording.TICKED)]

    def _choices(self, body: str) -> tuple[Stance | None, Visibility, str]:
        """Read the two short lists below an answer, and return the body without them."""
        t = self.template.t
        stances, body = _taken(
            body, [(s.value, t(label.own)) for s, label in STANCE_LABELS.items()]
        )
        who, body = _taken(body, [(v.value, t(VISIBILITY_LABELS[v])) for v in wording.TICKED])
        if len(stances) > 1:
            labels = [t(STANCE_LABELS[Stance(stance)].own) for stance in stances]
            body = "\n".join([body, *(f"[x] {label}" for label in labels)])
        visibility = Visibility.BOTH
        # Two crosses: the narrower one is what the owner cannot be sorry for.
        for each in (Visibility.COACH, Visibility.ME):
            visibility = each if each.value in who else visibility
        return (Stance(stances[0]) if len(stances) == 1 else None), visibility, body

    def _outside(self, body: str) -> None:
        """Keep what was written between the prompts, unless its owner keeps it."""
        stance, visibility, rest = self._choices(body)
        if visibility is Visibility.ME:
            return
        regions = regions_of(rest, self.template.general(self.identity.name), "")
        if stance is not None and regions:
            regions.append(f"[x] {self.template.t(STANCE_LABELS[stance].own)}")
        if regions:
            self.found.append(self.breaks.mend("\n\n".join(regions)))

    def _heading(self, anchor: Anchor) -> None:
        """Keep what was written into a heading."""
        if not anchor.prompt:
            return
        label = self.template.prompts[anchor.prompt].label
        head = re.sub(ID % re.escape(anchor.prompt), "", self.text[anchor.start : anchor.end])
        words, known = alnum_key(head), alnum_key(label)
        if known in words:
            first, last = next(AlnumText(head).spans(known))
            rest = f"{head[:first]} {head[last:]}"
            if len(alnum_key(rest)) > 3 and not re.fullmatch(r"\W*\w{0,12}\W*\d+\W*", rest):
                self.found.append(head.strip())
        elif words and SequenceMatcher(None, words, known).ratio() < 0.6:
            self.found.append(head.strip("# \n"))


def _whole_answers_file(text: str, template: Template, phase: Phase) -> Returned | None:
    """Read an answers file of the program itself, if it came back whole."""
    try:
        document = Document(text)
        answers = answers_file.read_answers(document, template.workbook, phase)
    except BadFile:
        return None
    front = document.front.values if document.front else {}
    sections = {section.id for section in document.sections}
    seen = {anchor.prompt for anchor in find_anchors(text, template) if anchor.prompt}
    if str(front.get("language", "")) != template.workbook.language or not seen <= sections:
        return None
    known = {FOUND, *template.prompts, *template.exercises}
    kept = {each.id: each.text for each in unmatched_texts(document)}
    strange = [
        kept.get(s.id) or document.source[s.start : s.end].strip()
        for s in document.sections
        if s.id not in known
        and document.body(s).strip()
        and s.attributes.get("visibility") != Visibility.ME.value
    ]
    return Returned(
        form="markdown",
        session=str(front.get("session", "")),
        partner=answers.partner,
        language=template.workbook.language,
        answers=answers.answers,
        found=tuple(strange),
        handed_in=answers.handed_in is not None,
        handed_in_at=answers.handed_in,
        name=str(front.get("name", "")),
        made=_moment(str(front.get("made", ""))),
    )


def _taken(body: str, labels: list[tuple[str, str]]) -> tuple[list[str], str]:
    """Return what is ticked of a short list of ours, and the body without the list."""
    items = find_items(body, labels)
    bare = [item for item in items if not item.marked]
    # One bare line may be a person's own words; several in a row are our list without its boxes.
    ours = [item for item in items if item.marked or len(bare) > 1]
    ticked = [item.id for item in ours if item.ticked]
    return list(dict.fromkeys(ticked)), _without(body, ours)


def _without(body: str, items: list[BoxItem]) -> str:
    out, last = [], 0
    for item in items:
        out.append(body[last : max(item.start, last)])
        out.append(item.behind if alnum_key(item.behind) else "")
        last = item.end
    return "".join([*out, body[last:]])


def _identity(text: str) -> _Identity:
    def named(key: str) -> str:
        match = re.search(_NAMED % key, text)
        return match["value"].strip("*_\\`") if match else ""

    def slug(key: str) -> str:
        # Only the form of a name: the rest is a program's, and would stand in a message.
        match = _SLUG.match(named(key).lower())
        return match[0] if match else ""

    made = _moment(named("made"))
    name = re.search(r"(?m)^[ \t>]*name:[ \t]*(.+)$", text)
    content = _CONTENT_LINE.search(text[:_BEGINNING])
    public = _KEY_LINE.search(text[:_BEGINNING])
    return _Identity(
        session=slug("session"),
        partner=slug("partner"),
        name=name[1].strip("'\" ") if name else "",
        made=made,
        content=content[1] if content else "",
        encrypt_to=public[1] if public else "",
    )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _without_front(text: str) -> str:
    """Return the beginning of a file without the lines that say whose it is, and the rules around them."""
    lines = text.split("\n")
    filled = [i for i, line in enumerate(lines) if line.strip()]
    ours = {i for i in filled if _FRONT_LINE.match(lines[i])}
    for above, below in pairwise(filled):
        if below in ours and _RULE_LINE.match(lines[above]):
            ours.add(above)
        if above in ours and _RULE_LINE.match(lines[below]):
            ours.add(below)
    return "\n".join(line for i, line in enumerate(lines) if i not in ours)


def _not_ours(what: str) -> BadFile:
    todo = N_(
        "import the file with the answers; answers in a mail are read where they are numbered like the questions"
        " of the PDF: 1. …, 2. …"
    )
    return BadFile("", [Fault(1, what, todo)])
