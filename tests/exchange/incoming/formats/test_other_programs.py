"""Files of other programs: every answer in them arrives, or one sentence says what to do."""

from __future__ import annotations

import binascii
import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from PIL import Image

from coopcoach.domain.answers import Visibility
from coopcoach.errors import BadFile
from coopcoach.exchange.incoming.formats.kinds import FileKind, kind_of
from coopcoach.exchange.incoming.formats.open_document import open_document_text
from coopcoach.exchange.incoming.formats.parts import with_notes
from coopcoach.exchange.incoming.formats.rich_text import rich_text
from coopcoach.exchange.incoming.formats.word import word_text
from coopcoach.exchange.incoming.returned import Returned
from coopcoach.exchange.incoming.unpack import read_file
from coopcoach.i18n import translator
from tests.builders import foreign_files as foreign
from tests.builders.markdown_filling import blank_of, filled_in
from tests.exchange.incoming.mangling import ANSWERS, WORKBOOK

WHOLE = filled_in(blank_of(WORKBOOK), ANSWERS, WORKBOOK)
DATA = WHOLE.encode()
MAIL = foreign.mail_of(files={"heft.md": DATA})
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(data: bytes) -> Returned:
    (returned,) = read_file(data, {"de": WORKBOOK})
    return returned


def sentence(data: bytes) -> str:
    with pytest.raises(BadFile) as refused:
        read_file(data, {"de": WORKBOOK})
    assert refused.value.exit_code == 3
    assert len(refused.value.sentence(translator("de")).splitlines()) == 1
    return refused.value.sentence(translator("en"))


def uuencoded(data: bytes) -> bytes:
    lines = [binascii.b2a_uu(data[n : n + 45]) for n in range(0, len(data), 45)]
    body = b"begin 644 heft.md\n" + b"".join(lines) + b"`\nend\n"
    return b"From: anna@example.org\nSubject: Heft\n\nAnbei.\n\n" + body


FORMATS: dict[str, Callable[[], bytes]] = {
    "docx": lambda: foreign.word_of(WHOLE),
    "odt": lambda: foreign.open_document_of(WHOLE),
    "fodt": lambda: foreign.flat_document_of(WHOLE).encode(),
    "rtf": lambda: foreign.rich_text_of(WHOLE),
    "html": lambda: foreign.html_of(WHOLE),
    "webarchive": lambda: foreign.web_archive_of(foreign.html_of(WHOLE)),
    "msg": lambda: foreign.outlook_of({"heft.md": DATA}),
    "msg-docx": lambda: foreign.outlook_of({"heft.docx": foreign.word_of(WHOLE)}),
    "msg-text": lambda: foreign.outlook_of({}, text=WHOLE.replace("\n", "\r\n")),
    "winmail.dat": lambda: foreign.tnef_of({"Arbeitsheft für mich.md": DATA}),
    "mail-winmail.dat": lambda: foreign.mail_of(
        files={"winmail.dat": foreign.tnef_of({"a.md": DATA})}
    ),
    "emlx": lambda: foreign.apple_mail_of(MAIL),
    "mbox": lambda: foreign.mail_store_of(foreign.mail_of("Hallo"), MAIL),
    "mbox-quoted": lambda: b">From - Thu Nov 26 10:00:00 2026\n" + MAIL,
    "mail-odt": lambda: foreign.mail_of(files={"heft.odt": foreign.open_document_of(WHOLE)}),
    "uuencode": lambda: uuencoded(DATA),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_answer_arrives(name: str) -> None:
    back = read(FORMATS[name]())
    assert (back.session, back.partner) == ("maler-tischler", "anna-meier")
    assert back.answers == ANSWERS


def test_a_damaged_container_gives_the_workbook_that_is_whole_in_it() -> None:
    msg = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + WHOLE.encode("utf-16-le")
    assert read(msg).answers == ANSWERS
    assert "damaged" in sentence(msg[: len(msg) // 2])
    tnef = b"\x78\x9f\x3e\x22\x01\x00\x01" + DATA
    assert read(tnef).answers == ANSWERS
    assert "winmail.dat is damaged" in sentence(tnef[:3000])


def test_word_keeps_ticks_lists_and_struck_words_and_drops_deleted_ones() -> None:
    document = Document()
    document.add_heading("Titel", 2)
    document.add_paragraph("eins", style="List Bullet")
    struck = document.add_paragraph("").add_run("weg")
    struck.font.strike = True
    line = document.add_paragraph("Wort ")
    line._p.append(
        parse_xml(f'<w:ins xmlns:w="{W}" w:id="1" w:author="x"><w:r><w:t>neu</w:t></w:r></w:ins>')
    )
    line._p.append(
        parse_xml(
            f'<w:del xmlns:w="{W}" w:id="2" w:author="x"><w:r><w:delText>alt</w:delText></w:r></w:del>'
        )
    )
    out = io.BytesIO()
    document.save(out)
    text = word_text(out.getvalue()).text
    assert text == "## Titel\n\n- eins\n\n~~weg~~\n\nWort neu"


def test_open_document_keeps_blanks_and_drops_deleted_words() -> None:
    body = (
        "<text:tracked-changes><text:p>alt</text:p></text:tracked-changes>"
        '<text:h text:outline-level="2">Titel</text:h>'
        "<text:list><text:list-item><text:p>eins</text:p></text:list-item></text:list>"
        '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d'
        "<office:annotation><text:p>Notiz</text:p></office:annotation></text:p><text:p/>"
        "<text:p>Ende</text:p>"
    )
    page = foreign.flat_document_of("").replace("<text:p></text:p>", body)
    document = open_document_text(page.encode())
    assert with_notes(document.text, {}) == "## Titel\n- eins\na   b\tc\nd\n\nEnde"
    assert document.notes == ("Notiz",)


def test_rich_text_joins_halves_of_emoji_and_knows_old_charsets() -> None:
    assert rich_text(foreign.rich_text_of("Größe 👍 {x} \\ –")).text == "Größe 👍 {x} \\ –"
    mac = (
        b"{\\rtf1\\mac "
        + WHOLE.encode("mac_roman", "replace")
        .replace(b"{", b"\\{")
        .replace(b"}", b"\\}")
        .replace(b"\n", b"\\par\n")
        + b"}"
    )
    assert "ÄÖÜ äöü ß €" in rich_text(mac).text


def test_a_comment_in_the_margin_is_found_text_unless_an_answer_is_kept() -> None:
    assert "Bitte anrufen" in read(foreign.word_with_comment(WHOLE, "Bitte anrufen")).found
    kept = WHOLE.replace("- [ ] nur ich", "- [x] nur ich", 1)
    back = read(foreign.word_with_comment(kept, "Bitte anrufen"))
    assert any(answer.visibility is Visibility.ME for answer in back.answers.values())
    assert "Bitte anrufen" not in repr(back)
    assert "comments in its margin" in back.notices[0].sentence(translator("en"))


def word_with(change: Callable[[DocumentObject], None], text: str = WHOLE) -> Returned:
    document = Document(io.BytesIO(foreign.word_of(text)))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return read(out.getvalue())


@pytest.mark.parametrize("kind", ["bold", "highlight"])
def test_a_stressed_label_in_word_closes_the_answer(kind: str) -> None:
    def change(document: DocumentObject) -> None:
        wish = next(n for n, p in enumerate(document.paragraphs) if "{#goal.wish}" in p.text)
        line = next(p for p in document.paragraphs[wish:] if "nur ich" in p.text)
        line.clear().add_run("- [ ] ")
        run = line.add_run("nur ich")
        run.font.bold = kind == "bold"
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW if kind == "highlight" else None
        line.add_run(" {#me}")

    assert ANSWERS["goal.wish"].visibility is Visibility.BOTH
    assert word_with(change).answers["goal.wish"].visibility is Visibility.ME


def test_a_header_is_found_text_unless_an_answer_is_kept_and_a_shape_is_named() -> None:
    def change(document: DocumentObject) -> None:
        document.sections[0].header.paragraphs[0].text = "Bitte anrufen"
        run = document.paragraphs[0].add_run()
        run._r.append(
            parse_xml(
                f'<w:pict xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"><v:oval/></w:pict>'
            )
        )

    back = word_with(change)
    assert "Bitte anrufen" in back.found
    assert ["look at the document" in n.sentence(translator("en")) for n in back.notices] == [True]
    kept = word_with(change, WHOLE.replace("- [ ] nur ich", "- [x] nur ich", 1))
    assert "Bitte anrufen" not in repr(kept)
    assert len(kept.notices) == 2


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((400, 400), 90).convert("RGB").save(out, kind)
    return out.getvalue()


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0" + bytes(100_000)
SENTENCES: dict[str, tuple[Callable[[], bytes], str]] = {
    "jpg": (lambda: picture("JPEG"), "this is a picture"),
    "png": (lambda: picture("PNG"), "this is a picture"),
    "tiff": (lambda: picture("TIFF"), "this is a picture"),
    "webp": (lambda: picture("WEBP"), "this is a picture"),
    "heic": (lambda: HEIC, "--from-paper FILE"),
    "mail-jpg": (
        lambda: foreign.mail_of(files={"IMG_1.jpg": picture("JPEG")}),
        "this is a picture",
    ),
    "mail-heic": (lambda: foreign.mail_of(files={"IMG_1.HEIC": HEIC}), "this is a picture"),
    "doc": (
        lambda: foreign.compound_file({"WordDocument": bytes(5000)}),
        "a document from an old version of Office",
    ),
    "locked-docx": (
        lambda: foreign.compound_file({"EncryptedPackage": bytes(5000)}),
        "locked with a password",
    ),
    "pages": (lambda: zipped({"Index/Document.iwa": b"x"}), "Apple Pages"),
    "xlsx": (lambda: zipped({"[Content_Types].xml": b"x", "xl/workbook.xml": b"x"}), "spreadsheet"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), "packed in a form"),
    "binary": (lambda: bytes(range(256)) * 40, "not text"),
    "broken-docx": (lambda: foreign.word_of(WHOLE)[:9000], "damaged"),
    "smime": (
        lambda: (
            b"From: a@b.c\nSubject: x\nMIME-Version: 1.0\n"
            b"Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIIB\n"
        ),
        "S/MIME",
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_one_sentence_names_the_kind_and_says_what_to_do(name: str) -> None:
    data, words = SENTENCES[name]
    if name == "broken-docx":
        # Cut off within: the list of its files at the end is gone.
        assert kind_of(data()) is FileKind.ZIP
        assert "the zip cannot be opened" in sentence(data())
        return
    assert words in sentence(data())


def test_a_picture_beside_the_workbook_is_named_and_a_logo_is_not() -> None:
    photo = foreign.mail_of(files={"heft.md": DATA, "IMG_1.jpg": picture("JPEG")})
    logo = foreign.mail_of(files={"heft.md": DATA, "logo.png": picture("PNG")[:2000]})
    (notice,) = read(photo).notices
    assert notice.sentence(translator("en")) == (
        "one more file in it is not read: this is a picture; handwriting is not read"
    )
    assert read(logo).notices == ()


def test_a_text_that_is_no_workbook_is_kept_with_the_workbook_in_the_same_mail() -> None:
    data = foreign.mail_of("Guten Tag,\nanbei.", {"heft.md": DATA, "notiz.txt": b"Noch etwas."})
    assert set(read(data).found) == {"Guten Tag,\nanbei.", "Noch etwas."}


def test_two_partners_in_one_mail_are_two_states() -> None:
    of_ben = WHOLE.replace("partner: anna-meier", "partner: ben-weiss").replace(
        "Anna Meier", "Ben Weiß"
    )
    for data in (
        foreign.mail_of("Anbei.", {"a.md": DATA, "b.md": of_ben.encode()}),
        zipped({"a.md": DATA, "b.md": of_ben.encode()}),
        foreign.mail_store_of(MAIL, foreign.mail_of(files={"b.md": of_ben.encode()})),
    ):
        states = read_file(data, {"de": WORKBOOK})
        assert sorted(state.partner for state in states) == ["anna-meier", "ben-weiss"]
        assert all(state.answers == ANSWERS for state in states)
        assert not any("Anbei" in text for state in states for text in state.found)
