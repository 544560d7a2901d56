"""Read a Markdown workbook that came back, whatever an editor or a mail program did to it.

The questions are found by their ids, and where those are lost by their words. What stands below a question
and is not ours is the answer; what belongs to no question is kept as found text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from coopcoach.domain.answers import Answer, Stance, Visibility
from coopcoach.domain.exercise import Phase, Prompt, Workbook
from coopcoach.errors import BadFile, Fault
from coopcoach.exchange import markdown_workbook as wording
from coopcoach.exchange.repairs import Breaks, decoded, repaired
from coopcoach.exchange.returned import Returned
from coopcoach.exchange.squeezed import Squeezed, line_end, line_start, squeeze, whole
from coopcoach.exchange.template import LONG, Piece, Template
from coopcoach.exchange.written_answer import read_written
from coopcoach.exchange.written_lists import Item, find_items
from coopcoach.i18n import N_
from coopcoach.markup import answers_file
from coopcoach.markup.document import Document

MOST_CHARACTERS = 2_000_000

_ID = r"\\?\{?\\?#\\?[ ]?%s\\?\}?(?![\w-]|\.\w)"
_MARKS = re.compile(r"[\s>*+•·#_\-–—=|\\:.]*\Z")
_LEADING = re.compile(r"[\s>*+•·#_\-–—=|\\\d.)(\[\]\"'„“”]*\Z")
_TRAILING = re.compile(r"[\s>*_\-–—=|\\:.,;!?)(\[\]\"'„“”’{}]*\Z")
_NAMED = r"(?<![\w-])%s[*_\\]*[ \t]*[:=][ \t]*['\"’‘“”„]?(?P<value>[^\s'\"’‘“”„·,;|]+)"
_FRONT_LINE = re.compile(
    r"[ \t>|*-]*(?:-{3,}|–|—|(?:coopcoach|session|partner|name|language|made|handed_in|seal)[ \t]*:.*)?[ \t|]*\Z"
)


@dataclass(frozen=True)
class _Anchor:
    """The head of a prompt or an exercise in the text."""

    start: int
    end: int
    prompt: str = ""


@dataclass(frozen=True)
class _Identity:
    session: str
    partner: str
    name: str
    made: datetime | None


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
    return read_text(decoded(data), workbooks, phase)


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
        raise _not_ours(N_("the file is no workbook of coopcoach"))
    return _Reader(mended[language], templates[language]).returned()


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
        anchors = _anchors(text, self.template)
        if not any(anchor.prompt for anchor in anchors) and not identity.partner:
            raise _not_ours(N_("the file is no workbook of coopcoach"))
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
        )

    def _finish(self, anchors: list[_Anchor]) -> tuple[bool, list[_Anchor]]:
        """Find the line on which the partner hands in; what follows it belongs to no prompt."""
        t = self.template.t
        items = find_items(self.text, [(wording.HANDED_IN, t(wording.FINISHED))])
        finished = any(item.ticked for item in items)
        for item in items:
            place = item.start
            heading = line_start(self.text, max(0, len(self.text[:place].rstrip()) - 1))
            if squeeze(self.text[heading:place]) == squeeze(t(wording.END)):
                place = heading
            anchors = [*anchors, _Anchor(place, item.end)]
        return finished, sorted(anchors, key=lambda anchor: anchor.start)

    def _section(self, prompt: Prompt, body: str) -> None:
        stance, visibility, body = self._choices(body)
        regions = _regions(body, self.template.pieces(prompt), self.template.t(wording.ANSWER))
        text = self.breaks.mend("\n\n".join(regions))
        own = read_written(prompt, text, self.template.t)
        answer = own.model_copy(update={"stance": stance, "visibility": visibility})
        before = self.answers.get(prompt.id)
        if before is None or (before.is_blank and not answer.is_blank):
            self.answers[prompt.id] = answer
        elif not own.is_blank and own.model_dump(exclude={"visibility"}) != before.model_dump(
            exclude={"visibility", "stance"}
        ):
            self.found.append(f"{prompt.label}\n\n{text}")

    def _choices(self, body: str) -> tuple[Stance | None, Visibility, str]:
        """Read the two short lists below an answer, and return the body without them."""
        t = self.template.t
        stances, body = _taken(body, [(s.value, t(label)) for s, label in wording.STANCES.items()])
        who, body = _taken(body, [(v.value, t(label)) for v, label in wording.VISIBILITIES.items()])
        if len(stances) > 1:
            labels = [t(wording.STANCES[Stance(stance)]) for stance in stances]
            body = "\n".join([body, *(f"[x] {label}" for label in labels)])
        visibility = Visibility.BOTH
        # Two crosses: the narrower one is what the owner cannot be sorry for.
        for each in (Visibility.COACH, Visibility.ME):
            visibility = each if each.value in who else visibility
        return (Stance(stances[0]) if len(stances) == 1 else None), visibility, body

    def _outside(self, body: str) -> None:
        """Keep what was written between the prompts."""
        body = re.sub(_NAMED % "session" + r".*", "", body) if wording.PROBE[-20:] in body else body
        for region in _regions(body, self.template.general(self.identity.name), ""):
            self.found.append(self.breaks.mend(region))

    def _heading(self, anchor: _Anchor) -> None:
        """Keep what was written into a heading."""
        if not anchor.prompt:
            return
        label = self.template.prompts[anchor.prompt].label
        head = re.sub(_ID % re.escape(anchor.prompt), "", self.text[anchor.start : anchor.end])
        words, known = squeeze(head), squeeze(label)
        if known in words:
            first, last = next(Squeezed(head).spans(known))
            rest = f"{head[:first]} {head[last:]}"
            if len(squeeze(rest)) > 3 and not re.fullmatch(r"\W*\w{0,12}\W*\d+\W*", rest):
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
    seen = {anchor.prompt for anchor in _anchors(text, template) if anchor.prompt}
    if str(front.get("language", "")) != template.workbook.language or not seen <= sections:
        return None
    known = {section.id for section in document.sections if section.id in template.prompts}
    strange = [
        document.source[s.start : s.end].strip()
        for s in document.sections
        if s.id not in known and s.id not in template.exercises and document.body(s).strip()
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
    )


def _anchors(text: str, template: Template) -> list[_Anchor]:
    """Return where the prompts and exercises begin, in the order of the text."""
    squeezed = Squeezed(text)
    found: list[_Anchor] = []
    by_length = sorted(template.labels.items(), key=lambda pair: -len(pair[1]))
    taken: list[tuple[int, int]] = []
    for prompt_id, label in by_length:
        places = [(m.start(), m.end()) for m in re.finditer(_ID % re.escape(prompt_id), text)]
        for span in squeezed.spans(label):
            start, end = whole(text, template.prompts[prompt_id].label, *span)
            # One question may begin with the words of another; an id on the line settles it.
            free = all(end <= other[0] or start >= other[1] for other in taken)
            long = len(label) >= LONG or _fills_line(text, start, end)
            if free and long and _line_id(text, end) in {"", prompt_id}:
                places.append((start, end))
                taken.append((start, end))
        if not places:
            places = _by_help(template.prompts[prompt_id], squeezed)
        found.extend(_merged(text, prompt_id, sorted(places)))
    for exercise_id, title in template.exercises.items():
        found.extend(
            _Anchor(line_start(text, match.start()), line_end(text, match.end()))
            for match in re.finditer(_ID % re.escape(exercise_id), text)
        )
        for span in squeezed.spans(squeeze(title)):
            start, end = whole(text, title, *span)
            line = text[line_start(text, start) : line_end(text, end)]
            if _fills_line(text, start, end) and line.lstrip("> \t").startswith(("#", "*")):
                found.append(_Anchor(line_start(text, start), line_end(text, end)))
    return _apart(sorted(found, key=lambda anchor: (anchor.start, not anchor.prompt)))


def _line_id(text: str, place: int) -> str:
    match = re.search(r"\{#([\w-]+\.[\w.-]+)\}", text[place : line_end(text, place)])
    return match[1] if match else ""


def _by_help(prompt: Prompt, squeezed: Squeezed) -> list[tuple[int, int]]:
    """Find a prompt whose question is gone by what stands below it."""
    for text in (prompt.help, prompt.example):
        first = squeeze(text)[:40]
        spans = list(squeezed.spans(first)) if len(first) >= 2 * LONG else []
        if len(spans) == 1:
            return [(spans[0][0], spans[0][0])]
    return []


def _merged(text: str, prompt_id: str, places: list[tuple[int, int]]) -> list[_Anchor]:
    """Join the words of a question and the id behind them; they begin where their line does."""
    anchors: list[_Anchor] = []
    for start, end in places:
        begin = line_start(text, start)
        if not _LEADING.match(text[begin:start]) and begin == line_start(text, start):
            by_id = text[start:end].strip("\\{} ").startswith("#")
            begin = begin if by_id else start
        stop = end
        tail = text[end : line_end(text, end)]
        if _TRAILING.match(tail) or tail.strip(" #{}\\*?") == prompt_id:
            stop = line_end(text, end)
        if anchors and not squeeze(text[anchors[-1].end : begin]):
            anchors[-1] = _Anchor(anchors[-1].start, max(stop, anchors[-1].end), prompt_id)
        else:
            anchors.append(_Anchor(begin, stop, prompt_id))
    return anchors


def _apart(anchors: list[_Anchor]) -> list[_Anchor]:
    kept: list[_Anchor] = []
    for anchor in anchors:
        if kept and anchor.start < kept[-1].end:
            last = kept[-1]
            if last.prompt == anchor.prompt or not anchor.prompt:
                kept[-1] = _Anchor(last.start, max(last.end, anchor.end), last.prompt)
                continue
            kept.append(_Anchor(last.end, max(anchor.end, last.end), anchor.prompt))
            continue
        kept.append(anchor)
    return kept


def _fills_line(text: str, start: int, end: int) -> bool:
    before = text[line_start(text, start) : start]
    after = re.sub(r"\\?\{\\?#[\w.-]+\\?\}", "", text[end : line_end(text, end)])
    return _LEADING.match(before) is not None and _TRAILING.match(after) is not None


def _regions(body: str, pieces: list[Piece], answer: str) -> list[str]:
    """Return what is left of a body without our own texts, part by part."""
    squeezed = Squeezed(body)
    spans: list[tuple[int, int]] = []
    for piece in pieces:
        for start, end in squeezed.spans(piece.wanted):
            begin, stop = whole(body, piece.words, start, end)
            stop = line_end(body, stop) if piece.open_end else stop
            if not piece.short or _fills_line(body, begin, stop):
                spans.append(_with_marks(body, begin, stop))
    place = -1
    for start, end in squeezed.spans(squeeze(answer)):
        if place < 0 and _fills_line(body, start, end):
            spans.append((line_start(body, start), line_end(body, end)))
            place = line_end(body, end)
    out: list[str] = []
    last = 0
    for start, end in [*sorted(spans), (len(body), len(body))]:
        if start > last or start == len(body):
            region = _trimmed(body[last:start])
            mine = place >= 0 and last == place
            if region and (mine or not _MARKS.match(region)):
                out.append(region)
        last = max(last, end)
    return out


def _with_marks(body: str, start: int, end: int) -> tuple[int, int]:
    """Return a span with the marks before and behind it on its lines."""
    begin, stop = line_start(body, start), line_end(body, end)
    if _LEADING.match(body[begin:start]):
        start = begin
    return start, (stop if _TRAILING.match(body[end:stop]) else end)


def _trimmed(text: str) -> str:
    lines = text.split("\n")
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    return "\n".join(lines).rstrip(" \t")


def _taken(body: str, labels: list[tuple[str, str]]) -> tuple[list[str], str]:
    """Return what is ticked of a short list of ours, and the body without the list."""
    items = find_items(body, labels)
    bare = [item for item in items if not item.marked]
    # One bare line may be a person's own words; several in a row are our list without its boxes.
    ours = [item for item in items if item.marked or len(bare) > 1]
    ticked = [item.id for item in ours if item.ticked]
    return list(dict.fromkeys(ticked)), _without(body, ours)


def _without(body: str, items: list[Item]) -> str:
    out, last = [], 0
    for item in items:
        out.append(body[last : max(item.start, last)])
        out.append(item.behind if squeeze(item.behind) else "")
        last = item.end
    return "".join([*out, body[last:]])


def _identity(text: str) -> _Identity:
    def named(key: str) -> str:
        match = re.search(_NAMED % key, text)
        return match["value"].strip("*_\\`") if match else ""

    try:
        made = datetime.fromisoformat(named("made"))
    except ValueError:
        made = None
    name = re.search(r"(?m)^[ \t>]*name:[ \t]*(.+)$", text)
    return _Identity(
        named("session"), named("partner"), name[1].strip("'\" ") if name else "", made
    )


def _without_front(text: str) -> str:
    """Return the beginning of a file without the lines that say whose it is."""
    kept = [line for line in text.split("\n") if not line.strip() or not _FRONT_LINE.match(line)]
    return "\n".join(kept)


def _not_ours(what: str) -> BadFile:
    todo = N_("import the workbook that the partner sent back, as it came")
    return BadFile("", [Fault(1, what, todo)])
