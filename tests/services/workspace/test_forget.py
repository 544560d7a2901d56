"""What is forgotten is in no byte of the workspace; what cannot be reached is named, and others stay."""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path

import pytest

from coopcoach.domain.answers import Answer, OptionsValue
from coopcoach.domain.exercise import Phase
from coopcoach.domain.ground_rules import Says
from coopcoach.errors import Conflict, WrongCall
from coopcoach.services.workspace.backup import back_up
from coopcoach.services.workspace.forget import forget_partner, forget_session, session_targets
from coopcoach.storage.sessions import open_partner_answers, open_session
from coopcoach.storage.workspace import Workspace
from tests.builders.answers import text
from tests.builders.calls import call, files_of
from tests.builders.sessions import NOW, answer_as, new_session, stage_of, ticking, workspace_with
from tests.builders.stage_holders import other_stage

# Anna's name, firm, address and id, and a word that is in all she wrote.
ANNA = ("Anna Meier", "Malerei Meier", "anna@example.org", "anna-meier", "ANNASECRET")
SLUG = "maler-tischler"


def bytes_with(root: Path, *words: str) -> list[tuple[str, str]]:
    """Search every byte and every name of a folder, also in the compressed states of the history."""
    found = []
    for path in root.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        name = path.relative_to(root).as_posix()
        found += [(name, word) for word in words if word.encode() in content or word in path.name]
    return found


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A session in use: answers, joint answers, rules, notes, history, copies, documents, left-overs, bins."""
    workspace, slug = new_session(tmp_path)
    assert slug == SLUG
    answer_as(workspace, slug, "anna-meier", "de", {"goal.why": "ANNASECRET one"}, at=NOW)
    answer_as(workspace, slug, "anna-meier", "de", {"goal.why": "ANNASECRET two"}, done=True)
    answer_as(workspace, slug, "ben-weiss", "de", {"goal.why": "BEN with Anna Meier"}, done=True)
    stage = stage_of(workspace, slug, "de", ticking(NOW))
    consent = stage.workbook.find_prompt("arrive.consent", Phase.SESSION)
    assert consent is not None
    for partner in ("anna-meier", "ben-weiss"):
        given = Answer(value=OptionsValue(options=("individual",)), remark=partner)
        stage.set_joint(consent, given, partner)
    rule = stage.board.propose_rule("talk", "Wir antworten.")
    stage.board.give_voice(rule.id, "anna-meier", Says.LIVE_WITH, "ANNASECRET reason")
    stage.board.give_voice(rule.id, "ben-weiss", Says.YES, "")
    stage.board.put_action("call", who="anna-meier")
    goal = stage.workbook.find_prompt("goal.sentence", Phase.SESSION)
    assert goal is not None
    stage.set_joint(goal, text("Anna  meier und Ben bauen"))
    folder = workspace.sessions / slug
    (folder / "coach-notes.md").write_text("## N {#goal-why}\n\nAnna Meier zögert\n", "utf-8")
    answers = folder / "answers"
    own = (answers / "anna-meier.md").read_bytes()
    (answers / "anna-meier.sync-conflict-20270115-101500-ABCDEF7.md").write_bytes(own)
    (answers / "anna-meier.md.age").write_bytes(b"ANNASECRET")
    (answers / ".anna-meier.md.x7.tmp").write_bytes(own)
    for name in (f".{slug}.x7", f"{slug} (1)", f"{slug}.sync-conflict-20270115-101500-ABCDEF7"):
        shutil.copytree(folder, workspace.sessions / name)
    for place in (".stversions/sessions", ".Trash-1000/files"):
        shutil.copytree(folder, workspace.root / place / slug)
    sent = workspace.exports / slug / "invitation" / "anna-meier"
    sent.mkdir(parents=True)
    (sent / "mail.eml").write_text("To: anna@example.org\n", "utf-8")
    return workspace


def test_a_forgotten_session_is_in_no_byte(workspace: Workspace) -> None:
    assert len(bytes_with(workspace.root, *ANNA)) > 30
    done = forget_session(workspace, SLUG)
    assert bytes_with(workspace.root, SLUG, "BEN", *ANNA) == []
    assert workspace.session_slugs() == []
    assert f"sessions/{SLUG}" in done.removed
    assert (done.mentions, done.backups) == ((), ())
    with pytest.raises(WrongCall):
        forget_session(workspace, SLUG)


def test_other_sessions_stay_also_those_of_a_like_name(workspace: Workspace) -> None:
    for title in ("Maler & Tischler 2", "Maler"):
        workspace_with(workspace.root, title)
    shutil.copytree(workspace.sessions / f"{SLUG}-2", workspace.sessions / f"{SLUG}-2 (1)")
    (workspace.exports / f"{SLUG}-2").mkdir()
    before = {p: d for p, d in files_of(workspace.root).items() if f"{SLUG}-2" in p}
    done = forget_session(workspace, SLUG)
    assert workspace.session_slugs() == ["maler", f"{SLUG}-2"]
    after = files_of(workspace.root)
    assert {path: after.get(path) for path in before} == before
    # The same people are in other sessions; that is said.
    assert f"sessions/{SLUG}-2/session.md" in {mention.path for mention in done.mentions}


def test_a_removal_that_was_interrupted_goes_on(workspace: Workspace) -> None:
    (workspace.sessions / SLUG).rename(workspace.sessions / ".forgotten-00")
    forget_session(workspace, SLUG)
    assert bytes_with(workspace.root, *ANNA) == []


def test_a_forgotten_partner_is_in_no_byte_and_the_session_goes_on(workspace: Workspace) -> None:
    done = forget_partner(workspace, SLUG, "Anna Meier")
    assert bytes_with(workspace.root, *ANNA, "Anna  meier") == []
    assert {mention.path for mention in done.mentions} == set()
    opened = open_session(workspace, SLUG)
    session = opened.session
    first, second = session.partners
    assert (first.id, first.name, first.firm, first.email) == ("partner-1", "Partner 1", "", "")
    assert second.name == "Ben Weiß"
    # What was settled together stays, with both voices; what she gave alone is gone.
    (rule,) = session.agreed_rules()
    assert rule.voice_of("partner-1") is not None
    assert session.joint_answer("goal.sentence") == text("Partner 1 und Ben bauen")
    assert session.actions[0].who == "partner-1"
    assert session.consents("ben-weiss", "individual")
    assert not session.both_consent("individual")
    assert open_partner_answers(opened, first) is None
    theirs = open_partner_answers(opened, second)
    assert theirs is not None
    assert theirs.answers.answer("goal.why") == text("BEN with Partner 1")
    assert call("list", folder=workspace.root).returncode == 0


def test_answers_of_a_forgotten_partner_go_wherever_they_lie_in_the_session(
    workspace: Workspace,
) -> None:
    folder = workspace.sessions / SLUG
    own = (folder / "answers" / "anna-meier.md").read_bytes()
    bens = (folder / "answers" / "ben-weiss.md").read_bytes()
    for name in (
        "from-paper/anna-meier.md",
        "workbook came back.md",
        ".stversions/answers/anna-meier~20270115-101500.md",
        "answers/.stversions/anna-meier~20270115-101500.md",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(own)
    (folder / ".stversions/answers/anna-meier~1.md").write_bytes(b"ANNASECRET, torn")
    (folder / "from-paper/ben-weiss.md").write_bytes(bens)
    forget_partner(workspace, SLUG, "Anna Meier")
    assert bytes_with(workspace.root, *ANNA) == []
    assert (folder / "from-paper/ben-weiss.md").is_file()


def test_what_still_names_a_partner_is_listed_with_its_lines(workspace: Workspace) -> None:
    (workspace.root / "plan.md").write_text("first\nMeier calls\n", "utf-8")
    (workspace.root / "settings.yaml").write_text("coach: Anna\n", "utf-8")
    back_up(workspace, workspace.root / "all.zip", NOW)
    done = forget_partner(workspace, SLUG, "anna-meier")
    assert ("plan.md", (2,)) in {(mention.path, mention.lines) for mention in done.mentions}
    assert "settings.yaml" in {mention.path for mention in done.mentions}
    assert done.backups == ("all.zip",)
    assert (workspace.root / "plan.md").read_text("utf-8") == "first\nMeier calls\n"


def test_an_open_session_is_not_forgotten(workspace: Workspace) -> None:
    folder = workspace.sessions / SLUG
    with other_stage(folder, NOW):
        before = files_of(workspace.root)
        with pytest.raises(Conflict):
            session_targets(workspace, SLUG)
        with pytest.raises(Conflict):
            forget_partner(workspace, SLUG, "anna-meier")
        assert files_of(workspace.root) == before


@pytest.mark.parametrize("slug", ["", "..", "../office", "nothing", "maler"])
def test_no_other_folder_is_removed(workspace: Workspace, slug: str) -> None:
    before = files_of(workspace.root)
    with pytest.raises(WrongCall):
        forget_session(workspace, slug)
    assert files_of(workspace.root) == before


def test_the_command_asks_and_says_what_is_out_of_reach(workspace: Workspace) -> None:
    before = files_of(workspace.root)
    for more in ((), ("--partner", "Anna")):
        asked = call("forget", SLUG, *more, folder=workspace.root)
        assert (asked.returncode, "--yes" in asked.stderr) == (4, True)
    assert files_of(workspace.root) == before
    done = call("forget", SLUG, "--yes", folder=workspace.root)
    assert done.returncode == 0, done.stderr
    assert f"Removed: sessions/{SLUG}" in done.stdout
    assert "e-mails that were sent" in done.stdout
    assert bytes_with(workspace.root, SLUG, *ANNA) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
def test_on_a_terminal_the_name_has_to_be_typed(workspace: Workspace) -> None:
    import pexpect

    command = f"-m coopcoach --lang en forget {SLUG} --partner Anna"
    for typed, code in (("Anna", 4), ("Anna  Meier", 0)):
        child = pexpect.spawn(
            sys.executable, command.split(), cwd=str(workspace.root), encoding="utf-8", timeout=60
        )
        child.expect("Type “Anna Meier”")
        child.sendline(typed)
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == code
    assert not (workspace.sessions / SLUG / "answers" / "anna-meier.md").exists()
