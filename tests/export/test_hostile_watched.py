"""Hostile answers, exported while the operating system says which files are opened and who is called."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf
import pytest

import coopcoach
from coopcoach.domain.answers import (
    Answer,
    ChoiceValue,
    OptionsValue,
    Row,
    ScaleValue,
    TableValue,
    TextValue,
)
from coopcoach.domain.exercise import Phase
from coopcoach.domain.ground_rules import Says
from coopcoach.domain.session import Action, ParkedTopic, Reveal, Session
from coopcoach.storage.sessions import answers_path, open_answers, open_session, save_answer
from coopcoach.storage.workspace import Workspace
from tests.builders import exported_sessions
from tests.builders.exported_sessions import NOW, SLUG, planned, rule, text
from tests.builders.pdf.contents import everything_in
from tests.builders.workbooks import built_in_workbook

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="strace, which watches the program, exists on Linux alone"
)

# The exercises in which somebody writes: the time of a drawing grows with the others.
WRITTEN = {"goal.why", "goal.plus", "goal.sentence", "goal.not", "arrive.wish", "tools.pool", "talk.pact", "team.invoice", "team.commit"}  # fmt: skip
ASKED = tuple(
    exercise.id
    for exercise in built_in_workbook("de").exercises
    if WRITTEN & {prompt.id for prompt in exercise.prompts}
)
INSIDE = "was-nur-in-der-fremden-datei-steht"


def hostile(file: Path) -> list[str]:
    """What people could write to make a printer of documents read a file or call somebody."""
    there, call = f"file://{file}", "http://127.0.0.1:9/x"
    return [
        f"<script>fetch('{call}')</script>",
        f"<script src={call}></script>",
        f'<img src="{there}">',
        f"<img src={call} onerror=alert(1)>",
        f'<link rel="stylesheet" href="{there}">',
        f'<link rel="attachment" href="{there}" title="x">',
        f'<a rel="attachment" href="{there}">Anhang</a>',
        f"<style>@import url({there});</style>",
        f"<style>@font-face{{font-family:x;src:url({call})}}*{{font-family:x}}</style>",
        f"</style></head><style>body{{background:url({call})}}",
        f'<div style="background:url({there})">x</div>',
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{there}"/></svg>',
        f'<svg><use xlink:href="{there}#x"/></svg>',
        f'<svg><style>@import "{call}";</style><foreignObject><iframe src="{there}"/></foreignObject></svg>',
        f'<object data="{there}"></object><embed src="{call}">',
        f'<iframe src="{there}"></iframe>',
        f'<base href="file://{file.parent}/"><img src="{file.name}">',
        f'<meta http-equiv="refresh" content="0;url={call}">',
        f"![Bild]({there})",
        f"![Bild]({call})",
        "[Klick](javascript:alert(1)) [Klick](JaVaScRiPt:alert(1)) [k](vbscript:x)",
        f"[Datei]({there}) [Datei](<{there}>)",
        "[Daten](data:text/html;base64,PHNjcmlwdD4=) ![d](data:image/svg+xml;base64,PHN2Zz4=)",
        f"<{there}> <{call}>",
        f"[Verweis]\n\n[Verweis]: {there}",
        f'&lt;img src="{there}"&gt; &#60;img src="{there}"&#62;',
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{there}">]>&e;',
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{there}" parse="text"/>',
        f'<!-- --><img src="{there}"> <![CDATA[<img src="{there}">]]>',
        f"{{{{ 7*7 }}}} {{% include '{file}' %}} {{# {there} #}}",
        f'"><img src="{there}"> \' onmouseover=alert(1) x="',
        f"</textarea></form><form action={call}><input type=submit>",
        f'<video poster="{call}"><source src="{there}"></video><audio src="{call}">',
        f"```\n</p><img src={there}>\n```\n\n    <img src={call}>",
        "url(coopcoach:../../settings.yaml) <img src=coopcoach:Regular.ttf>",
        f"<im\x00g src={there}> \u202e<img src={call}>\u2028<img src={there}>",
        f"[x](//127.0.0.1:9/x) [y](\\\\host\\share) [z]({file.name})",
        f"=HYPERLINK(\"{call}\") =cmd|' /C calc'!A0",
    ]


def everywhere(file: Path) -> Session:
    """A session with hostile words in every place where people write."""
    lines = hostile(file)
    whole = "\n\n".join(lines)
    flat = " ".join(" ".join(line.split()) for line in lines)
    short = iter(lines * 9)
    table = {
        "occasion": TextValue(text=flat[:900]),
        "channel": TextValue(text=next(short)),
        "within": TextValue(text=next(short)),
        "otherwise": TextValue(text=next(short)),
    }
    base = planned()
    some = "\n\n".join(lines[:6])
    joint = {
        ("goal.sentence", ""): text(flat),
        ("goal.not", ""): text(whole),
        ("note.goal-why", ""): text(some),
        ("talk.pact", ""): Answer(value=TableValue(rows=(Row(cells=table),)), remark=some),
        ("team.invoice", ""): Answer(value=ChoiceValue(other=next(short)), remark=some),
        ("team.commit", "anna"): Answer(value=ScaleValue(value=8), remark=some),
    }
    agreed = [
        rule(n, "talk", " ".join(lines[n].split()), sign=next(short), consequence=next(short),
             why=some, looks_after=next(short), look_again=date(2027, 4, 16))
        for n in range(1, 5)
    ]  # fmt: skip
    for who in ("anna", "ben"):
        agreed = [r.with_voice(who, Says.LIVE_WITH, NOW, next(short)) for r in agreed]
    return base.model_copy(
        update={
            "title": lines[2],
            "coach": next(short),
            "partners": tuple(
                p.model_copy(update={"name": next(short), "firm": next(short)})
                for p in base.partners
            ),
            "joint": {**base.joint, **joint},
            "pack": "compact",
            "agenda": tuple(item for item in base.agenda if item.exercise in ASKED),
            "asks": ASKED,
            "reveals": tuple(Reveal(exercise=exercise, at=NOW) for exercise in ASKED),
            "rules": tuple(agreed),
            "actions": (Action(id="action-1", what=flat, who=lines[3], until=date(2027, 3, 1)),),
            "parked": (ParkedTopic(id="parked-1", text=flat, point="goal"),),
        }
    )


def written(root: Path, file: Path) -> Workspace:
    session = everywhere(file)
    workspace = exported_sessions.written(root, session, own=False)
    lines = hostile(file)
    whole = "\n\n".join(lines)
    workbook = open_session(workspace, SLUG).workbooks["de"]
    own = {
        "goal.why": text(whole),
        "arrive.wish": text(lines[0]),
        "tools.pool": Answer(value=OptionsValue(options=(), other=lines[2]), remark=lines[7]),
        "goal.plus": Answer(value=ScaleValue(value=3), remark="\n\n".join(lines[9:16])),
    }
    for partner in session.partners:
        opened = open_answers(answers_path(workspace, SLUG, partner.id), workbook)
        for prompt_id, answer in own.items():
            prompt = workbook.find_prompt(prompt_id, Phase.PREPARE)
            assert prompt is not None
            opened = save_answer(opened, prompt, answer, NOW)
    # The coach's own exercises are written by people, too.
    asked = workspace.sessions / SLUG / "exercises" / "de" / "goal-why.md"
    source = asked.read_text()
    head = next(line for line in source.splitlines() if "{#goal.why" in line)
    asked.write_text(source.replace(head, head.replace("### ", f"### {lines[2]} ")))
    (workspace.root / "settings.yaml").write_text(f"coach: '{lines[3]}'\n".replace("onerror", ""))
    return workspace


@dataclass
class Watched:
    """What a program opened, and whom it called."""

    opened: set[Path] = field(default_factory=set)
    called: list[str] = field(default_factory=list)
    said: str = ""


OPENED = re.compile(
    r'open(?:at2?)?\((?:AT_FDCWD, )?"(?P<path>(?:[^"\\]|\\.)*)".*?\) = (?P<got>-?\d+)'
)


def watch(folder: Path, *command: str) -> Watched:
    """Run a program under strace, with a temporary folder of its own."""
    trace, temporary = folder / "trace", folder / "temporary"
    temporary.mkdir(parents=True, exist_ok=True)
    # One file for each process: their lines do not cut into each other.
    strace = [
        "strace",
        "-ff",
        "--seccomp-bpf",
        "-qq",
        "-e",
        "trace=connect,open,openat,openat2",
        "-o",
        str(trace),
    ]
    # Python reads the certificates that these name when it loads ssl, whatever a document says.
    inherited = {k: v for k, v in os.environ.items() if k not in {"SSL_CERT_FILE", "SSL_CERT_DIR"}}
    environment = {**inherited, "TMPDIR": str(temporary)}
    done = subprocess.run(
        [*strace, *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    seen = Watched(said=done.stdout + done.stderr)
    for file in folder.glob("trace.*"):
        for line in file.read_text("utf-8", "replace").splitlines():
            if line.startswith("connect("):
                seen.called.append(line)
            elif (opened := OPENED.match(line)) and opened["got"] != "-1":
                seen.opened.add(Path(os.path.normpath(folder / opened["path"])))
        file.unlink()
    return seen


def may_open(folder: Path) -> list[Path]:
    """Python, the program, the system's libraries, fonts and languages, the workspace, the temporary folder."""
    program = Path(coopcoach.__file__).parent
    python = [sys.prefix, sys.base_prefix, sys.exec_prefix, program, program.parent / "exercises"]
    system = ["/usr/lib", "/lib", "/lib64", "/usr/local/lib", "/usr/share/locale", "/usr/share/zoneinfo",
              "/usr/share/mime", "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/dev/null",
              "/dev/urandom", "/proc", "/sys/devices/system", "/sys/fs/cgroup"]  # fmt: skip
    fonts = ["/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig",
             "/usr/share/xml/fontconfig", "/var/cache/fontconfig", Path.home() / ".fonts",
             Path.home() / ".cache" / "fontconfig", Path.home() / ".local" / "share" / "fonts"]  # fmt: skip
    own = [folder / "office", folder / "temporary"]
    return [Path(p) for p in (*python, *system, *fonts, *own)]


def strangers(seen: Watched, folder: Path) -> list[Path]:
    allowed = may_open(folder)
    # The folder that the program lies in, or is started in, is looked at but not read.
    looked_at = {folder, Path(coopcoach.__file__).parent.parent}
    return sorted(
        path
        for path in seen.opened - looked_at
        if not any(path.is_relative_to(root) for root in allowed)
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("watched")


@pytest.fixture(scope="module")
def secret(folder: Path) -> Path:
    path = folder / "elsewhere" / "secret.css"
    path.parent.mkdir()
    path.write_text(f"/* {INSIDE} */")
    return path


@pytest.fixture(scope="module")
def exported(folder: Path, secret: Path) -> Watched:
    root = written(folder / "office", secret).root
    program = [sys.executable, "-m", "coopcoach", "--workspace", str(root), "export", SLUG]
    everything = watch(folder, *program, "all")
    archive = watch(folder, *program, "rules", "--archive")
    return Watched(
        everything.opened | archive.opened,
        everything.called + archive.called,
        everything.said + archive.said,
    )


def files(folder: Path, suffix: str = "") -> list[Path]:
    return sorted((folder / "office" / "exports").rglob(f"*{suffix}"))


def test_hostile_answers_open_no_file_and_call_nobody(
    exported: Watched, folder: Path, secret: Path
) -> None:
    assert len(hostile(secret)) >= 30
    assert exported.called == []
    assert strangers(exported, folder) == []
    assert secret not in exported.opened
    # It did its work, and was watched while it did.
    assert {".pdf", ".ics"} <= {path.suffix for path in files(folder)}, exported.said
    assert any(path.name == "base.css" for path in exported.opened)


def test_what_watches_sees_a_writer_of_pdfs_that_is_left_to_itself(
    folder: Path, secret: Path
) -> None:
    bare = "import sys, weasyprint; weasyprint.HTML(string=sys.argv[1]).write_pdf(sys.argv[2])"
    page = f'<img src="http://127.0.0.1:9/x"><link rel="stylesheet" href="file://{secret}">'
    seen = watch(folder, sys.executable, "-c", bare, page, str(folder / "temporary" / "x.pdf"))
    assert strangers(seen, folder) == [secret]
    assert any("sin_port=htons(9)" in line for line in seen.called)


def test_nothing_of_the_foreign_file_is_in_any_export(exported: Watched, folder: Path) -> None:
    assert [
        path for path in files(folder) if path.is_file() and INSIDE in everything_in(path)
    ] == []


def actions(data: Any) -> list[str]:
    """The things in a PDF that do something, or lead somewhere else than to web and mail."""
    found = []
    for number in range(1, len(data.xref[0]) + 1):
        item = pypdf.generic.IndirectObject(number, 0, data).get_object()
        if isinstance(item, pypdf.generic.DictionaryObject):
            kind = item.get("/S")
            if kind in {"/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData"}:
                found.append(str(kind))
            found.extend(str(item[k]) for k in ("/JS", "/OpenAction", "/AA") if k in item)
            if kind == "/URI" and not re.match(r"(https?://|mailto:)", str(item["/URI"])):
                found.append(str(item["/URI"]))
            if item.get("/Subtype") == "/FileAttachment":
                found.append("/FileAttachment")
    return found


def test_no_pdf_does_anything_and_hostile_words_stand_in_it_as_words(
    exported: Watched, folder: Path
) -> None:
    for path in files(folder, ".pdf"):
        data = pypdf.PdfReader(path)
        assert actions(data) == [], path
        is_archive = "archiv" in path.name
        assert bool(list(data.attachment_list)) is is_archive, path
        assert "<script" in everything_in(path), path


class Tags(HTMLParser):
    """The tags of a page, and those of its attributes that load or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            given = value or ""
            if name.startswith("on") or name in {"src", "srcset", "data", "poster", "action"}:
                self.loads.append(f"{name}={given}")
            if name in {"href", "xlink:href"} and not re.match(r"#|https?://|mailto:", given):
                self.loads.append(f"{name}={given}")
            if name == "style" and "url(" in given:
                self.loads.append(given)


def test_no_page_for_the_browser_loads_or_runs_anything(exported: Watched, folder: Path) -> None:
    for path in files(folder, ".html"):
        page = Tags()
        page.feed(path.read_text())
        assert page.tags & {"script", "link", "base", "iframe", "object", "embed", "form"} == set()
        assert [load for load in page.loads if not load.startswith("src=data:image/")] == []


def test_no_word_file_leads_to_a_file(exported: Watched, folder: Path) -> None:
    for path in files(folder, ".docx"):
        with zipfile.ZipFile(path) as word:
            parts = {name: word.read(name).decode("utf-8", "replace") for name in word.namelist() if name.endswith((".rels", ".xml"))}  # fmt: skip
        targets = [t for rels in parts.values() for t in re.findall(r'Target="([^"]*)" TargetMode="External"', rels)]  # fmt: skip
        assert [t for t in targets if not re.match(r"(https?://|mailto:)", t)] == []
        assert not any("w:instrText" in part and "file:" in part for part in parts.values())


def test_no_markdown_holds_a_tag_or_a_picture(exported: Watched, folder: Path) -> None:
    for path in files(folder, ".md"):
        source = path.read_text()
        assert not re.search(r"(?<!\\)<(?!https?://|mailto:)[a-zA-Z/!?]", source)
        assert not re.search(r"(?<!\\)!\[", source)
        assert not re.search(r"(?<!\\)\]\((?!<?(?:https?://|mailto:|#))", source)
