"""Answers that come back encrypted: with real keys, from the coach's key to what is read in again."""

from __future__ import annotations

import base64
import os
import stat
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from coopcoach.cli import main
from coopcoach.cli.plain.workbook import run_prepare_plain
from coopcoach.domain.answers import Answer, TextValue, Visibility
from coopcoach.errors import BadFile, Conflict, MachineLacks
from coopcoach.exchange.encryption import (
    decrypted,
    encrypted,
    find_private,
    find_public,
    is_encrypted,
    new_key,
)
from coopcoach.exchange.incoming import reading_worker
from coopcoach.exchange.outgoing.markdown_workbook import workbook_markdown
from coopcoach.i18n import translator
from coopcoach.installation import command_to_add
from coopcoach.services.partners.mailed_workbook import open_workbook
from coopcoach.services.partners.prepare import Prepare
from coopcoach.services.workspace.coach_key import coach_key, make_key, needed_key, private_key
from coopcoach.storage.sessions import open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.calls import call
from tests.builders.returned_files import stored, taken_in
from tests.builders.sessions import START, ticking
from tests.builders.short_packs import WITH_ARRIVAL, short_session

SECRET = "Kanarienvögel € „singen“ 👍"
ADDED = command_to_add("pyrage")
PAIR = new_key()


@pytest.fixture
def office(tmp_path: Path) -> tuple[Workspace, str]:
    return short_session(tmp_path, languages=("de", "en"), exercises=WITH_ARRIVAL)


@pytest.fixture
def mailed(office: tuple[Workspace, str]) -> Path:
    """The text workbook of a package that asks for encryption."""
    workspace, slug = office
    session = open_session(workspace, slug).session
    text = workbook_markdown(
        session,
        session.partners[0],
        open_session(workspace, slug).workbooks["de"],
        made=START,
        t=translator("de"),
        encrypt_to=PAIR.public,
    )
    folder = workspace.root.parent / "inbox"
    folder.mkdir()
    path = folder / "arbeitsheft.md"
    path.write_text(text, encoding="utf-8")
    return path


def filled(path: Path) -> Prepare:
    prepare = open_workbook(path, ticking())
    for prompt_id, answer in (
        ("goal.why", Answer(value=TextValue(text=SECRET))),
        ("value.mine", Answer(value=TextValue(text="nur für mich"), visibility=Visibility.ME)),
    ):
        prompt = next(place.prompt for place in prepare.asked if place.prompt.id == prompt_id)
        prepare.set_answer(prompt, answer)
    return prepare


def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    # What Python itself does where a module is not installed.
    monkeypatch.setitem(sys.modules, "pyrage", None)


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    t = translator("de")
    assert coach_key(environment) is None
    with pytest.raises(MachineLacks):
        needed_key(environment)
    made = make_key(environment, START, t)
    assert coach_key(environment) == made == needed_key(environment)
    assert find_public(made.public) == made.public
    if os.name == "posix":
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    before = made.path.read_bytes()
    with pytest.raises(Conflict):
        make_key(environment, START, t)
    assert made.path.read_bytes() == before
    data = encrypted(SECRET.encode(), made.public)
    assert decrypted(data, private_key(environment)).decode() == SECRET
    made.path.write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(BadFile):
        coach_key(environment)


def test_what_is_handed_in_is_encrypted_and_only_the_key_opens_it(
    office: tuple[Workspace, str], mailed: Path
) -> None:
    prepare = filled(mailed)
    assert prepare.encrypts
    sent = prepare.hand_in()
    assert sent.name == "arbeitsheft-antworten.md.age"
    assert prepare.file_to_send == sent
    data = sent.read_bytes()
    assert is_encrypted(data)
    assert b"BEGIN AGE ENCRYPTED FILE" in data
    assert SECRET.split(maxsplit=1)[0].encode() not in data
    opened = decrypted(data, PAIR.private).decode()
    assert SECRET in opened
    assert "nur für mich" not in opened
    taken_in(office, sent, key=PAIR.private)
    assert stored(office).answer("goal.why").value == TextValue(text=SECRET)
    assert stored(office).answer("value.mine").is_blank
    assert stored(office).handed_in == prepare.handed_in


@pytest.mark.parametrize("how", ["zip", "mail", "letter"])
def test_it_is_found_in_a_mail_and_a_zip(
    office: tuple[Workspace, str], mailed: Path, tmp_path: Path, how: str
) -> None:
    sent = filled(mailed).hand_in()
    path = tmp_path / "came-back"
    if how == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(sent, sent.name)
    else:
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "anna@example.org", "Mein Arbeitsheft"
        mail.set_content("Hier ist es.\n" if how == "mail" else f"Hier:\n\n{sent.read_text()}")
        if how == "mail":
            mail.add_attachment(
                sent.read_bytes(), maintype="application", subtype="octet-stream", filename="a.age"
            )
        path.write_bytes(bytes(mail))
    taken_in(office, path, key=PAIR.private)
    assert stored(office).answer("goal.why").value == TextValue(text=SECRET)


@pytest.mark.parametrize("damage", ["no key", "other key", "cut", "binary and cut"])
def test_what_cannot_be_opened_is_refused_in_one_sentence(
    office: tuple[Workspace, str], mailed: Path, damage: str
) -> None:
    sent = filled(mailed).hand_in()
    key = {"no key": "", "other key": new_key().private}.get(damage, PAIR.private)
    if damage == "cut":
        sent.write_bytes(sent.read_bytes()[:300])
    elif damage == "binary and cut":
        sent.write_bytes(b"age-encryption.org/v1\n-> X25519 abc\n")
    with pytest.raises(BadFile) as caught:
        taken_in(office, sent, key=key)
    for lang in ("de", "en"):
        assert len(caught.value.sentence(translator(lang)).splitlines()) == 1
    assert stored(office).answer("goal.why").is_blank


def test_without_the_library_the_partner_is_asked(
    mailed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare = filled(mailed)
    without_library(monkeypatch)
    with pytest.raises(MachineLacks) as caught:
        prepare.hand_in()
    assert ADDED in caught.value.sentence(translator("de"))
    assert prepare.handed_in is None
    said: list[str] = []
    typed = iter([*["weiter"] * len(prepare.asked), "ja", "ja"])
    run_prepare_plain(mailed, ticking(), lambda _: next(typed), said.append)
    assert any(ADDED in line for line in said)
    assert open_workbook(mailed, ticking()).handed_in
    assert not is_encrypted(open_workbook(mailed, ticking()).file_to_send.read_bytes())


def test_the_child_that_reads_says_when_the_library_is_missing(
    mailed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = base64.b64encode(filled(mailed).hand_in().read_bytes()).decode()
    without_library(monkeypatch)
    said = reading_worker.answer(
        {"kind": "file", "key": PAIR.private, "data": data, "workbooks": {}, "expected": "{}"}
    )
    assert said["lacks"]["values"] == {"command": ADDED}


def test_handed_in_readable_after_all_leaves_no_older_file_to_be_sent(
    mailed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare = filled(mailed)
    older = prepare.hand_in()
    prepare.reopen()
    sent = prepare.hand_in(readable=True)
    assert (older.exists(), is_encrypted(sent.read_bytes())) == (False, False)
    assert prepare.file_to_send == sent


def test_in_the_sessions_own_folder_nothing_is_encrypted(office: tuple[Workspace, str]) -> None:
    workspace, slug = office
    path = workspace.sessions / slug / "answers" / "anna-meier.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("---\n", f"---\nencrypt_to: {PAIR.public}\n", 1), encoding="utf-8")
    prepare = Prepare(path, ticking())
    assert (prepare.encrypts, prepare.hand_in()) == (False, path)


def test_a_key_that_is_none_encrypts_nothing() -> None:
    assert find_public("age1short") == find_private("AGE-SECRET-KEY-1SHORT") == ""
    with pytest.raises(BadFile):
        encrypted(b"x", "age1" + "q" * 58)


def test_the_calls_say_what_is_missing_and_what_losing_the_key_means(
    office: tuple[Workspace, str], tmp_path: Path
) -> None:
    lacking = call(
        "invite",
        office[1],
        "--encrypt",
        folder=office[0].root,
        lang="de",
        XDG_CONFIG_HOME=str(tmp_path / "config"),
    )
    assert (lacking.returncode, "coopcoach key" in lacking.stderr) == (5, True)
    assert not (office[0].exports / office[1]).exists()
    asked = call("key", folder=office[0].root, lang="de", XDG_CONFIG_HOME=str(tmp_path / "config"))
    assert (asked.returncode, "Geht der Schlüssel verloren" in asked.stdout) == (4, True)
    made = call(
        "key", "--yes", folder=office[0].root, lang="de", XDG_CONFIG_HOME=str(tmp_path / "config")
    )
    assert made.returncode == 0
    key = coach_key({"XDG_CONFIG_HOME": str(tmp_path / "config")})
    assert key is not None
    assert key.public in made.stdout
    assert "AGE-SECRET" not in made.stdout + made.stderr
    assert (
        call(
            "key", folder=office[0].root, lang="de", XDG_CONFIG_HOME=str(tmp_path / "config")
        ).stdout
        == made.stdout
    )


def test_without_the_library_the_calls_end_with_five(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    without_library(monkeypatch)
    assert main(["--lang", "de", "key", "--yes"]) == 5
    assert ADDED in capsys.readouterr().err
