"""What comes back: planned, refused or asked about, written once, merged by prompt, never lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from coopcoach.domain.answers import (
    Answer,
    ScaleValue,
    Stance,
    TextValue,
    Visibility,
)
from coopcoach.errors import BadFile, Conflict, CoopcoachError
from coopcoach.exchange.incoming.unmatched import unmatched_texts
from coopcoach.i18n import translator
from coopcoach.services.partners.import_answers import Change, Pasted, carry_out, plan_import
from coopcoach.storage.sessions import (
    answers_path,
)
from coopcoach.storage.workspace import Workspace
from tests.builders.calls import files_of
from tests.builders.returned_files import (
    Given,
    planned_import,
    returned,
    stored,
    stored_file,
    taken_in,
)
from tests.builders.sessions import START, answer_as
from tests.builders.short_packs import WITH_ARRIVAL, short_session


@pytest.fixture
def office(tmp_path: Path) -> tuple[Workspace, str]:
    return short_session(tmp_path, exercises=WITH_ARRIVAL)


def test_a_plan_counts_and_writes_nothing(office: tuple[Workspace, str]) -> None:
    given: Given = {
        "goal.why": "Weil.",
        "arrive.wish": "Klarheit",
        "goal.plus": Answer(remark="eher viel"),
    }
    path = returned(office, "a.md", given)
    before = files_of(office[0].root)
    (file,) = planned_import(office, path).files
    counts = {change: file.count(change) for change in Change}
    assert counts == {
        Change.NEW: 2,
        Change.CHANGED: 0,
        Change.UNREADABLE: 1,
        Change.KEPT_BACK: 0,
        Change.UNCLEAR: 0,
    }
    assert "eher" not in repr(file)
    assert files_of(office[0].root) == before


def test_what_was_planned_is_written_and_keeps_what_was_unreadable(
    office: tuple[Workspace, str],
) -> None:
    given: Given = {
        "goal.why": "Weil wir’s können.\n\n- und wollen",
        "goal.plus": Answer(remark="eher viel"),
        "goal.benefit": Answer(stance=Stance.TALK_LIVE, visibility=Visibility.COACH),
    }
    before = files_of(office[0].root)
    plan = taken_in(office, returned(office, "a.md", given))
    answers = stored(office)
    assert answers.answer("goal.why").value == TextValue(text=str(given["goal.why"]))
    assert answers.answer("goal.plus") == Answer(remark="eher viel")
    assert answers.answer("goal.benefit") == given["goal.benefit"]
    assert answers.handed_in is None
    now = files_of(office[0].root)
    assert {p for p in now if before.get(p) != now[p] and ".history" not in p} == {str(plan.path)}


def test_importing_twice_changes_nothing(office: tuple[Workspace, str]) -> None:
    path = returned(office, "a.md", {"goal.why": "Weil."}, done=True)
    taken_in(office, path)
    before = files_of(office[0].root)
    again = planned_import(office, path)
    assert not again.changes_anything
    carry_out([again], START + timedelta(days=1))
    assert files_of(office[0].root) == before
    assert not planned_import(office, path, hand_in=True).changes_anything


def test_an_earlier_state_that_was_imported_stays_behind_the_later(
    office: tuple[Workspace, str],
) -> None:
    first = returned(office, "a.md", {"goal.why": "Erst."})
    second = returned(office, "b.md", {"goal.why": "Dann."})
    taken_in(office, first)
    taken_in(office, second)
    assert not planned_import(office, first).changes_anything
    assert stored(office).answer("goal.why").value == TextValue(text="Dann.")


def test_two_returns_merge_by_prompt_and_keep_both_where_they_differ(
    office: tuple[Workspace, str],
) -> None:
    first = returned(office, "a.md", {"goal.why": "Erst,\n# hm {#x}", "arrive.wish": "Ruhe"})
    second = returned(
        office, "b.md", {"goal.why": "Dann.", "goal.plus": Answer(value=ScaleValue(value=3))}
    )
    plan = taken_in(office, first, second)
    answers = stored(office)
    assert answers.answer("goal.why").value == TextValue(text="Dann.")
    assert answers.answer("arrive.wish").value == TextValue(text="Ruhe")
    assert answers.answer("goal.plus").value == ScaleValue(value=3)
    kept = unmatched_texts(stored_file(office).document)
    assert [(each.of, each.text) for each in kept] == [("goal.why", "Erst,\n# hm {#x}")]
    assert [file.count(Change.CHANGED) for file in plan.files] == [0, 1]


def test_a_blank_answer_takes_nothing_away(office: tuple[Workspace, str]) -> None:
    taken_in(office, returned(office, "a.md", {"goal.why": "Erst."}))
    taken_in(office, returned(office, "b.md", {"arrive.wish": "Ruhe"}))
    assert stored(office).answer("goal.why").value == TextValue(text="Erst.")


def test_what_belongs_to_no_question_is_kept_word_for_word(office: tuple[Workspace, str]) -> None:
    path = returned(office, "a.md", {"goal.why": "Weil."})
    loose = "Liebe Frau Vogt,\n\n## Noch etwas {#goal.why-not}\n\n---\nrufen Sie an & fragen Sie."
    path.write_text(f"{loose}\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    plan = taken_in(office, path)
    assert plan.files[0].unmatched == 1
    (kept,) = unmatched_texts(stored_file(office).document)
    assert (kept.of, kept.text) == ("", loose)
    assert stored(office).answer("goal.why").value == TextValue(text="Weil.")


def test_only_me_stays_out_and_takes_back_what_came_earlier(office: tuple[Workspace, str]) -> None:
    mine = Answer(value=TextValue(text="GEHEIM-7"), visibility=Visibility.ME)
    taken_in(office, returned(office, "a.md", {"goal.why": mine, "arrive.wish": "ZUERST-OFFEN"}))
    text = stored_file(office).document.source
    assert "GEHEIM-7" not in text
    assert stored(office).answer("goal.why") == Answer(visibility=Visibility.ME)
    back = Answer(value=TextValue(text="ZUERST-OFFEN"), visibility=Visibility.ME)
    taken_in(office, returned(office, "c.md", {"arrive.wish": "DANN-AUCH"}))
    assert "ZUERST-OFFEN" in stored_file(office).document.source
    plan = taken_in(office, returned(office, "b.md", {"arrive.wish": back}))
    assert plan.files[0].count(Change.KEPT_BACK) == 1
    assert "ZUERST-OFFEN" not in stored_file(office).document.source
    assert "DANN-AUCH" not in stored_file(office).document.source


@pytest.mark.parametrize("who", [Visibility.ME, Visibility.COACH])
@pytest.mark.parametrize("is_first", [True, False])
def test_of_two_files_that_come_together_the_narrower_audience_counts(
    office: tuple[Workspace, str], who: Visibility, is_first: bool
) -> None:
    closed = Answer(value=TextValue(text="GEHEIM-7"), visibility=who)
    paths = [
        returned(office, "closed.md", {"goal.why": closed}),
        returned(office, "open.md", {"goal.why": "GEHEIM-7", "arrive.wish": "Ruhe"}),
    ]
    plan = taken_in(office, *(paths if is_first else paths[::-1]))
    answer = stored(office).answer("goal.why")
    assert (answer.visibility, answer.is_blank) == (who, who is Visibility.ME)
    assert stored(office).answer("arrive.wish").visibility is Visibility.BOTH
    assert (who is Visibility.ME) is ("GEHEIM-7" not in stored_file(office).document.source)
    assert any("narrower" in str(notice) for file in plan.files for notice in file.notices)


def test_handing_in_sets_time_and_seal(office: tuple[Workspace, str]) -> None:
    taken_in(office, returned(office, "a.md", {"goal.why": "Weil."}, done=True))
    assert stored(office).handed_in == START
    assert stored_file(office).unchanged_since_sealed
    taken_in(office, returned(office, "b.md", {"goal.why": "Doch nicht."}))
    assert stored_file(office).unchanged_since_sealed


def test_the_coach_can_hand_in_for_a_partner(office: tuple[Workspace, str]) -> None:
    path = returned(office, "a.md", {"goal.why": "Weil."})
    taken_in(office, path)
    assert stored(office).handed_in is None
    taken_in(office, path, hand_in=True)
    assert stored(office).handed_in == START
    assert stored_file(office).unchanged_since_sealed


def test_an_older_workbook_is_told(office: tuple[Workspace, str]) -> None:
    taken_in(office, returned(office, "a.md", {"goal.why": "Neu."}, made=START))
    older = returned(office, "b.md", {"goal.why": "Alt."}, made=START - timedelta(days=3))
    plan = planned_import(office, older)
    assert plan.older
    assert not planned_import(office, returned(office, "c.md", {"goal.why": "Ganz neu."})).older


def test_the_programs_own_answers_file_comes_back_as_well(office: tuple[Workspace, str]) -> None:
    workspace, slug = office
    text = "Zeile\n### Überschrift {#goal.why}\n&#8232; \u2028 \\ ende "
    answer_as(workspace, slug, "anna-meier", "de", {"goal.why": text}, done=True)
    sent = workspace.root.parent / "antworten.md"
    sent.write_bytes(answers_path(workspace, slug, "anna-meier").read_bytes())
    other = short_session(workspace.root.parent / "elsewhere", exercises=WITH_ARRIVAL)
    taken_in(other, sent)
    assert stored(other).answer("goal.why").value == TextValue(text=text)
    assert stored(other).handed_in == START
    assert stored_file(other).unchanged_since_sealed


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_files_the_latest_time_of_handing_in_counts(
    office: tuple[Workspace, str], order: int
) -> None:
    workspace, slug = office
    answer_as(workspace, slug, "anna-meier", "de", {"goal.why": "Weil."}, done=True)
    sealed = answers_path(workspace, slug, "anna-meier").read_text(encoding="utf-8")
    later = START + timedelta(hours=3)
    sent = [workspace.root.parent / name for name in ("a.md", "b.md")]
    for path, moment in zip(sent[::order], (START, later), strict=True):
        text = sealed.replace(START.isoformat(timespec="seconds"), moment.isoformat())
        path.write_text(text.replace("Weil.", f"Weil, um {moment:%H}."), encoding="utf-8")
    other = short_session(workspace.root.parent / "elsewhere", exercises=WITH_ARRIVAL)
    taken_in(other, *sent)
    assert stored(other).handed_in == later


@pytest.mark.parametrize(
    ("old", "new"),
    [("session: maler-tischler", "session: andere"), ("partner: anna-meier", "partner: eva-klein")],
)
def test_another_session_or_partner_is_refused(
    office: tuple[Workspace, str], old: str, new: str
) -> None:
    path = returned(office, "a.md", {"goal.why": "Weil."})
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    before = files_of(office[0].root)
    with pytest.raises(Conflict) as refused:
        planned_import(office, path)
    assert refused.value.exit_code == 4
    assert files_of(office[0].root) == before


def test_a_partner_that_is_named_has_to_be_the_files(office: tuple[Workspace, str]) -> None:
    path = returned(office, "a.md", {"goal.why": "Weil."})
    with pytest.raises(Conflict):
        planned_import(office, path, partner="Ben")
    text = path.read_text(encoding="utf-8").replace("session: maler-tischler", "x")
    path.write_text(text.replace("partner: anna-meier", "x"), encoding="utf-8")
    with pytest.raises(BadFile):
        planned_import(office, path)
    taken_in(office, path, partner="Anna")
    assert stored(office).answer("goal.why").value == TextValue(text="Weil.")


def zipped(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def mailed(name: str, data: bytes, text: str = "Anbei.") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "anna@example.org",
        "vogt@example.org",
        "Re: Arbeitsheft",
    )
    mail.set_content(text)
    mail.add_attachment(data, maintype="text", subtype="markdown", filename=name)
    return bytes(mail)


WRAPPED: dict[str, Callable[[bytes], bytes]] = {
    "zip": lambda data: zipped({"Ordner/heft.md": data, "__MACOSX/._heft.md": b"x", "b.txt": b""}),
    "mail": lambda data: mailed("heft.md", data),
    "mail-with-zip": lambda data: mailed("heft.zip", zipped({"heft.md": data})),
    "zip-with-mail": lambda data: zipped({"mail.eml": mailed("heft.md", data)}),
}


@pytest.mark.parametrize("how", WRAPPED)
def test_a_workbook_in_a_zip_or_a_mail_is_found(office: tuple[Workspace, str], how: str) -> None:
    path = returned(office, "a.md", {"goal.why": "Weil – so."})
    path.write_bytes(WRAPPED[how](path.read_bytes()))
    taken_in(office, path)
    assert stored(office).answer("goal.why").value == TextValue(text="Weil – so.")


def test_answers_in_the_text_of_a_mail_arrive(office: tuple[Workspace, str]) -> None:
    path = returned(office, "a.md", {"goal.why": "Weil – so."})
    quoted = "\n".join(f"> {line}" for line in path.read_text(encoding="utf-8").split("\n"))
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "anna@example.org", "Re: Arbeitsheft"
    mail.set_content(f"Hier meine Antworten.\n\n{quoted}")
    path.write_bytes(bytes(mail))
    taken_in(office, path)
    assert stored(office).answer("goal.why").value == TextValue(text="Weil – so.")


def deep(levels: int) -> bytes:
    data = b"x"
    for level in range(levels):
        data = zipped({f"{level}.zip": data})
    return data


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "bomb": lambda: zipped({"heft.md": b"\0" * 300_000_000}),
    "many": lambda: zipped({f"{n}.md": b"x" for n in range(10_000)}, zipfile.ZIP_STORED),
    "outside": lambda: zipped({"../../../session.md": b"x"}),
    "absolute": lambda: zipped({"/etc/heft.md": b"x"}),
    "drive": lambda: zipped({"C:\\heft.md": b"x"}),
    "nested": lambda: deep(12),
    "cut-off": lambda: zipped({"heft.md": b"x" * 5000}, zipfile.ZIP_STORED)[:3000],
    "nothing-in-it": lambda: zipped({"photo.jpg": b"\xff\xd8\xff" * 50}),
    "mail-of-mails": lambda: b"".join(
        b"From: a@b.c\nSubject: x\nContent-Type: message/rfc822\n\n" for _ in range(3000)
    ),
    "mail-of-parts": lambda: (
        b"From: a@b.c\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: text/plain\n\nx\n" * 50_000
        + b"--b--\n"
    ),
    "mail-with-bomb": lambda: mailed("a.zip", zipped({"heft.md": b"\0" * 200_000_000})),
}


@pytest.mark.parametrize(
    "name", ["../heft.md", "a/../../heft.md", "/heft.md", "..\\heft.md", "\\heft.md", "C:heft.md"]
)
def test_a_whole_workbook_is_refused_where_the_zip_leads_out(
    office: tuple[Workspace, str], name: str
) -> None:
    path = returned(office, "a.md", {"goal.why": "Weil."})
    path.write_bytes(zipped({name: path.read_bytes()}))
    with pytest.raises(BadFile, match="refers to files outside it"):
        planned_import(office, path)


@pytest.mark.parametrize("how", HOSTILE)
def test_what_means_harm_is_refused_in_one_sentence(
    office: tuple[Workspace, str], how: str
) -> None:
    path = office[0].root.parent / "heft.zip"
    path.write_bytes(HOSTILE[how]())
    before = files_of(office[0].root)
    with pytest.raises(CoopcoachError) as refused:
        planned_import(office, path)
    assert refused.value.exit_code == 3
    for lang in ("de", "en"):
        assert len(refused.value.sentence(translator(lang)).splitlines()) == 1
    assert files_of(office[0].root) == before


def test_the_newer_workbook_counts_whichever_comes_first(office: tuple[Workspace, str]) -> None:
    newer = returned(office, "a.md", {"goal.why": "Neu."}, made=START + timedelta(days=1))
    older = returned(office, "b.md", {"goal.why": "Alt."})
    plan = taken_in(office, newer, older)
    assert [file.path.name for file in plan.files] == ["b.md", "a.md"]
    assert stored(office).answer("goal.why").value == TextValue(text="Neu.")
    assert [each.text for each in unmatched_texts(stored_file(office).document)] == ["Alt."]


def test_a_pasted_text_is_read_where_there_is_no_file(office: tuple[Workspace, str]) -> None:
    path = returned(office, "a.md", {"goal.why": "Weil."})
    content = path.read_bytes()
    path.unlink()
    (plan,) = plan_import(*office, [], now=START, pasted=Pasted("pasted text", content))
    assert plan.files[0].count(Change.NEW) == 1
    assert plan.files[0].path.name == "pasted text"


def test_only_what_a_file_adds_is_counted_as_unmatched(office: tuple[Workspace, str]) -> None:
    path = returned(office, "a.md", {"goal.why": "Weil."})
    words = path.read_text(encoding="utf-8")
    path.write_text(f"Erstes loses Wort.\n\n{words}", encoding="utf-8")
    assert taken_in(office, path).files[0].unmatched == 1
    path.write_text(f"Zweites loses Wort.\n\n{words}", encoding="utf-8")
    assert planned_import(office, path).files[0].unmatched == 1
