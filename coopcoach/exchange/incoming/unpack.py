"""Read one file that came back, however it is wrapped: workbook, office document, mail, zip, one in the other.

Runs in the child that reads. Nothing is ever unpacked to the disk. What a file is, its name does not tell; only words of
confidence in it count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from coopcoach.domain.answers import Visibility
from coopcoach.domain.exercise import Workbook
from coopcoach.errors import BadFile
from coopcoach.exchange.encryption import decrypted, is_armoured, is_encrypted
from coopcoach.exchange.incoming.audience import CLOSED_PASSAGES
from coopcoach.exchange.incoming.audience_words import (
    is_for_owner,
    narrowed,
    narrowed_by_labels,
    narrowed_by_words,
    words_of_name,
)
from coopcoach.exchange.incoming.expected import Expected
from coopcoach.exchange.incoming.formats.charsets import decode
from coopcoach.exchange.incoming.formats.copied_blocks import (
    OTHER_WORDS,
    TWICE,
    Block,
    blocks_in,
    check,
    copied_answers,
    count_of_blocks,
    words_around,
)
from coopcoach.exchange.incoming.formats.html_page import html_text
from coopcoach.exchange.incoming.formats.kinds import (
    UNREADABLE,
    WRAPPED,
    FileKind,
    kind_of,
    refused,
    unreadable,
)
from coopcoach.exchange.incoming.formats.mails import mail_parts
from coopcoach.exchange.incoming.formats.open_document import open_document_text
from coopcoach.exchange.incoming.formats.outlook import outlook_parts
from coopcoach.exchange.incoming.formats.parts import DocumentText, Part, Sender
from coopcoach.exchange.incoming.formats.rich_text import rich_text
from coopcoach.exchange.incoming.formats.tnef import tnef_parts
from coopcoach.exchange.incoming.formats.web_archive import archived_page
from coopcoach.exchange.incoming.formats.word import word_text
from coopcoach.exchange.incoming.formats.zips import MOST_BYTES, zip_parts
from coopcoach.exchange.incoming.markdown_return import (
    NO_WORKBOOK,
    read_markdown,
    read_text,
)
from coopcoach.exchange.incoming.merge import joined
from coopcoach.exchange.incoming.numbered_mail import is_reply, read_numbered
from coopcoach.exchange.incoming.remarks.margin_notes import with_requests
from coopcoach.exchange.incoming.replies.quoted_mails import quoted_mail
from coopcoach.exchange.incoming.returned import Notice, Returned
from coopcoach.exchange.incoming.template import has_question
from coopcoach.exchange.web.handing_texts import mail_words
from coopcoach.exchange.web.mark import is_web_workbook
from coopcoach.i18n import N_

NOTES_NOT_KEPT = N_("the comments in its margin are not kept: look at the document")
MARGINS_NOT_KEPT = N_("the words in its page header or footer are not kept: look at the document")
PICTURES = N_("it holds pictures, which are not read: look at the document")
SHAPES = N_("it holds drawn shapes, which are not read: look at the document")
DELETED = N_("words that were deleted in it while changes were recorded are left out")

DEEPEST = 3
# Longer texts that are no workbook are not kept beside the answers.
MOST_LOOSE = 20_000

_ONE = N_("save the workbook from the e-mail and import that one file")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))

_UNWRAP: dict[FileKind, Callable[[bytes], Iterator[Part]]] = {
    FileKind.ZIP: zip_parts,
    FileKind.MAIL: mail_parts,
    FileKind.MAIL_STORE: mail_parts,
    FileKind.APPLE_MAIL: mail_parts,
    FileKind.OUTLOOK: outlook_parts,
    FileKind.TNEF: tnef_parts,
}
_DOCUMENTS: dict[FileKind, Callable[[bytes], DocumentText]] = {
    FileKind.WORD: word_text,
    FileKind.OPEN_DOCUMENT: open_document_text,
    FileKind.FLAT_DOCUMENT: open_document_text,
    FileKind.RICH_TEXT: rich_text,
}


def read_file(
    data: bytes,
    workbooks: Mapping[str, Workbook],
    key: str = "",
    expected: Expected | None = None,
    name: str = "",
) -> tuple[Returned, ...]:
    """Read what came back, unpacking and decrypting it first where that is needed.

    Args:
        data: The file.
        workbooks: The session's exercises by language.
        key: The coach's private key, if there is one.
        expected: The session and the partners, where they are known.
        name: The name of the file.

    Returns:
        The answers of each partner and session in it, merged; at least one.

    Raises:
        BadFile: There is no workbook in it, or it is not safe to open; the one fault says what to do.
        MachineLacks: It is encrypted, and the library for that is missing.
    """
    if is_armoured(data):
        text = decode(data).text
        blocks = blocks_in(text)
        if count_of_blocks(text) == 1:
            check(blocks[0])
            data = decrypted(blocks[0].age_file, key)
    elif is_encrypted(data):
        data = decrypted(data, key)
    if not data.strip():
        raise refused(N_("the file is empty"), N_("ask the partner to send it again"))
    if len(data) > MOST_BYTES:
        raise refused(N_("the file is far too large for a workbook"), _ONE)
    reader = _Reader(workbooks, key, expected or Expected(), name)
    is_wrapped = kind_of(data) in WRAPPED
    for part in _inside(data, 1, Sender()) if is_wrapped else [Part(data)]:
        reader.take(part)
    return reader.returned()


@dataclass
class _Reader:
    """Collect the states of answers in a file that holds others, and everything around them."""

    workbooks: Mapping[str, Workbook]
    key: str
    expected: Expected
    name: str = ""
    states: list[Returned] = field(default_factory=list)
    faults: list[BadFile] = field(default_factory=list)
    loose: list[tuple[str, Sender]] = field(default_factory=list)

    def take(self, part: Part) -> None:
        """Read a part; text that is no workbook is kept as loose."""
        text = ""
        try:
            text = _loose_text(part)
            if self._take_copied(text, part.sender) or self._take_reply(text, part.sender):
                return
            state = self._letter(part) if part.is_letter else self._attached(part)
        except BadFile as error:
            self._keep(part, text if error.what == NO_WORKBOOK else "", error)
            return
        self._add(state, part.sender, part.name)

    def _letter(self, part: Part) -> Returned:
        """Read a mail's own text; a quoted mail that holds no question of ours is kept as loose."""
        text = part.content.decode("utf-8")
        quoted = quoted_mail(text)
        if quoted is None or has_question(text[quoted.start :], self.workbooks):
            return read_text(text, self.workbooks)
        returned = read_text(text[: quoted.start].rstrip(), self.workbooks)
        self.loose.append((text[quoted.start :].strip(), part.sender))
        return returned

    def _add(self, state: Returned, sender: Sender, name: str = "") -> None:
        workbook = self.workbooks[state.language]
        state = narrowed(state, workbook, self.expected).model_copy(update={"sender": sender})
        self.states.append(self._by_labels(state, name))

    def _by_labels(self, state: Returned, name: str = "") -> Returned:
        """Narrow the answers of a file by its name, those of the files around it, and the subject of its mail."""
        labels = (*map(words_of_name, (self.name, name)), *state.sender.subject.split("\n"))
        return narrowed_by_labels(state, labels, self.workbooks[state.language], self.expected)

    def _take_copied(self, text: str, sender: Sender) -> bool:
        """Read the answers that were copied into a text; return whether there are any.

        Raises:
            BadFile: There are, but none that can be read.
        """
        blocks = blocks_in(text)
        shown: list[str] = []
        states: list[Returned] = []
        faults: list[BadFile] = []
        for block in blocks:
            try:
                states.append(self._copied(block, shown))
            except BadFile as error:
                faults.append(error)
        if faults and not states:
            raise faults[0]
        if not states:
            return False
        self.faults.extend(faults)
        rest, is_found = words_around(text, shown, mail_words(self.expected.session))
        if rest and len(rest) <= MOST_LOOSE:
            self.loose.append((rest, sender))
        notices = [] if is_found else [Notice(text=OTHER_WORDS)]
        if count_of_blocks(text) > len(blocks):
            notices.append(Notice(text=TWICE))
        states[0] = states[0].with_notices(*notices)
        for state in states:
            self._add(state, sender)
        return True

    def _take_reply(self, text: str, sender: Sender) -> bool:
        """Keep a reply to numbered questions as loose; it would be read as a workbook without its lists."""
        if not is_reply(text, self.workbooks, self.expected):
            return False
        self.loose.append((text, sender))
        return True

    def _copied(self, block: Block, shown: list[str]) -> Returned:
        check(block)
        if block.encrypted:
            return self.read_one(decrypted(block.age_file, self.key))
        copied = copied_answers(block)
        shown.append(copied.shown)
        return self.read_one(copied.file)

    def _keep(self, part: Part, text: str, error: BadFile) -> None:
        if text and len(text) <= MOST_LOOSE:
            self.loose.append((text, part.sender))
        if not part.is_letter and not text:
            self.faults.insert(0, error)
        else:
            self.faults.append(error)

    def returned(self) -> tuple[Returned, ...]:
        """Return the answers by partner and session.

        Raises:
            BadFile: There are none.
        """
        if not self.states:
            numbered = [read_numbered(*each, self.workbooks, self.expected) for each in self.loose]
            self.states = [self._by_labels(state) for state in numbered if state is not None]
            if self.states:
                self.loose = []
        if not self.states:
            raise self._fault()
        groups: dict[tuple[str, str, str], list[Returned]] = {}
        for state in self.states:
            whose = "" if state.partner else state.sender.address
            groups.setdefault((state.session, state.partner, whose), []).append(state)
        whole = [joined(states, self.workbooks) for states in groups.values()]
        whole[0] = whole[0].with_notices(*map(_not_read, self._named_faults()))
        return tuple(self._with_loose(whole))

    def _named_faults(self) -> list[BadFile]:
        return [error for error in self.faults if error.what != NO_WORKBOOK]

    def _fault(self) -> BadFile:
        named = self._named_faults()
        if named or len(self.faults) == 1:
            return (named or self.faults)[0]
        return refused(N_("there is no workbook in the file"), _ONE)

    def _with_loose(self, whole: list[Returned]) -> list[Returned]:
        """Return the states with the loose texts, each with the answers of its sender."""
        for text, sender in self.loose:
            place = self._place_of(whole, sender)
            if place is None:
                notice = Notice(
                    text=N_("the text of the e-mail is not kept: it may be from either partner")
                )
                whole = [self._narrowed_by(text, state).with_notices(notice) for state in whole]
            else:
                whole[place] = self._narrowed_by(text, whole[place])
                if is_for_owner(text, self.workbooks[whole[place].language], self.expected):
                    notice = Notice(text=CLOSED_PASSAGES, values={"count": 1})
                    whole[place] = whole[place].with_notices(notice)
                    continue
                found = tuple(dict.fromkeys([*whole[place].found, text]))
                whole[place] = whole[place].model_copy(update={"found": found})
        return whole

    def _narrowed_by(self, text: str, state: Returned) -> Returned:
        workbook = self.workbooks[state.language]
        return narrowed_by_words(state, [text], workbook, self.expected, are_letters=True)

    def _place_of(self, whole: list[Returned], sender: Sender) -> int | None:
        partner = self.expected.partner_of(sender)
        owned = [i for i, state in enumerate(whole) if partner and state.partner == partner]
        if len(whole) == 1:
            return 0
        return owned[0] if len(owned) == 1 else None

    def _attached(self, part: Part) -> Returned:
        data = part.content
        return self.read_one(decrypted(data, self.key) if is_encrypted(data) else data)

    def read_one(self, data: bytes) -> Returned:
        """Read a file that holds no others.

        Raises:
            BadFile: It is no workbook, or of a format that is not read.
        """
        kind = kind_of(data)
        if is_web_workbook(data):
            raise refused(
                N_("this is the web workbook itself; what was written in it stays in the browser"),
                N_("ask for the file that the page saves when the partner hands in"),
            )
        if kind is FileKind.PDF:
            from coopcoach.exchange.incoming.pdf_return import read_pdf

            return read_pdf(data, self.workbooks, self.expected)
        if kind in UNREADABLE:
            raise unreadable(kind, self.expected.slug)
        if kind in _DOCUMENTS:
            return self._document(data, kind)
        if kind is FileKind.WEB_ARCHIVE:
            return read_text(
                html_text(archived_page(data)), self.workbooks, asked=self.expected.asked
            )
        if kind is FileKind.HTML:
            return read_text(html_text(data), self.workbooks, asked=self.expected.asked)
        if _is_binary(data):
            raise refused(
                N_("the file is not text and not in a format that can be read here"),
                N_("ask for the workbook as PDF, .docx, .odt or text"),
            )
        return read_markdown(data, self.workbooks, asked=self.expected.asked)

    def _document(self, data: bytes, kind: FileKind) -> Returned:
        document = document_text(data, kind)
        text, unplaced, notes = with_requests(document, self.workbooks, self.expected)
        returned = read_text(text, self.workbooks, asked=self.expected.asked)
        workbook = self.workbooks[returned.language]
        returned = narrowed_by_labels(returned, document.margins, workbook, self.expected)
        returned = narrowed_by_words(returned, unplaced, workbook, self.expected, are_letters=True)
        kept_back = any(a.visibility is Visibility.ME for a in returned.answers.values())
        notices = []
        for texts, not_kept in ((notes, NOTES_NOT_KEPT), (document.margins, MARGINS_NOT_KEPT)):
            if texts and kept_back:
                # They may be about an answer that its owner keeps.
                notices.append(Notice(text=not_kept))
            elif texts:
                found = tuple(dict.fromkeys([*returned.found, *texts]))
                returned = returned.model_copy(update={"found": found})
        for holds, what in (
            (document.pictures, PICTURES),
            (document.shapes, SHAPES),
            (document.deleted, DELETED),
        ):
            if holds:
                notices.append(Notice(text=what))
        return returned.with_notices(*notices)


def document_text(data: bytes, kind: FileKind) -> DocumentText:
    """Return the text of an office document.

    Raises:
        BadFile: It is damaged.
    """
    try:
        return _DOCUMENTS[kind](data)
    except BadFile:
        raise
    except (Exception, RecursionError, MemoryError):
        # The libraries for these formats have many ways to say that a file is none.
        raise refused(
            N_("the document is damaged or was cut off on its way"),
            N_("ask for it once more, saved under a new name"),
        ) from None


def _inside(data: bytes, depth: int, sender: Sender, name: str = "") -> Iterator[Part]:
    """Yield the parts of a file at any depth, each with the names of the files around it."""
    if depth > DEEPEST:
        raise refused(N_("too many files are packed inside one another"), _ONE)
    for part in _UNWRAP[kind_of(data)](data):
        known = part if part.sender.address or part.sender.name else replace(part, sender=sender)
        known = replace(known, name="/".join(filter(None, (name, part.name))))
        if not part.is_letter and kind_of(part.content) in WRAPPED:
            yield from _inside(part.content, depth + 1, known.sender, known.name)
        else:
            yield known


def _is_binary(data: bytes) -> bool:
    text = decode(data[:20_000])
    if text.charset.startswith("utf-"):
        return False
    controls = len(data[:20_000]) - len(data[:20_000].translate(None, _CONTROLS))
    return controls * 50 > len(data[:20_000])


def _loose_text(part: Part) -> str:
    """Return the words of a part that is no workbook; none where it is no text."""
    kind = kind_of(part.content)
    if part.is_letter:
        return part.content.decode("utf-8").strip()
    if kind in _DOCUMENTS:
        return document_text(part.content, kind).text.strip()
    if kind is FileKind.HTML:
        return html_text(part.content).strip()
    return decode(part.content).text.strip() if kind is FileKind.TEXT else ""


def _not_read(error: BadFile) -> Notice:
    values: dict[str, str | int] = {name: str(value) for name, value in error.values.items()}
    return Notice(
        text=N_("one more file in it is not read: {reason}"), reason=error.what, values=values
    )
