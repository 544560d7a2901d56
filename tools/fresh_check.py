"""Run the README's commands on bare Debian systems: `python -m tools.fresh_check --help`.

Each system is a folder made by mmdebstrap with python3, python3-venv, make and git in it. HEAD is cloned into a copy of
it, once for root and once for a user without sudo. Package mirrors, proxies and pip's settings are those of this machine.
Needs root, mmdebstrap and util-linux. Exits with 1 unless every command ended as expected.
"""

import argparse
import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "fresh-check"
SYSTEMS = ("bookworm", "trixie")
USERS = ("root", "coach")
STEPS = ("setup", "demo", "commands", "test", "install", "advice")
PACKAGES = "python3,python3-venv,make,git"
BUNDLE = "srv/coopcoach.bundle"
LIMIT = 2 * 60 * 60

# What pip and other programs need to reach a package index from here, and the same of apt.
PASSED_ON = re.compile(r"PIP_\w+|(https?|all|no)_proxy", re.IGNORECASE)
APT_OPTIONS = re.compile(r"Acquire::(https?|Retries)\b")
LOCAL_PATH = re.compile(r"(?:file://|(?<![\w/:]))(/[^\s'\";]+)")

# Mounts in a namespace of its own: nothing is left mounted when the command ends.
ENTER = """set -e
root=$1; shift
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
while [ "$1" != -- ]; do
    if [ -d "$1" ]; then mkdir -p "$root$1"; else mkdir -p "$root$(dirname "$1")"; touch "$root$1"; fi
    mount --bind -o ro "$1" "$root$1"
    shift
done
shift
exec chroot "$@"
"""

SLUG = "malerei-und-tischlerei"
NEW = (
    'new "Malerei und Tischlerei" --coach "Katrin Vogt <katrin@example.org>" --date 2027-01-15T10:00'
    ' --partner "Anna Meier, Malerbetrieb Meier <anna@example.org>"'
    ' --partner "Jonas Brandt, Tischlerei Brandt <jonas@example.org>"'
)


@dataclass(frozen=True)
class Step:
    """One command and how it has to end.

    Attributes:
        name: One of STEPS.
        command: For the shell.
        folder: Where, in the user's home.
        code: The exit code expected.
        says: Text expected in the output.
        hides: Text that must not be in it.
    """

    name: str
    command: str
    folder: str = "."
    code: int = 0
    says: str = ""
    hides: str = "\0"


@dataclass(frozen=True)
class Result:
    """How a step ended on a system."""

    system: str
    user: str
    step: Step
    code: int
    seconds: float
    output: str

    @property
    def fault(self) -> str:
        """What differs from the expected end, or nothing."""
        faults = [f"expected {self.step.code}"] if self.code != self.step.code else []
        if self.step.says not in self.output:
            faults.append(f"lacks “{self.step.says}”")
        if self.step.hides in self.output:
            faults.append(f"says “{self.step.hides}”")
        return ", ".join(faults)

    def row(self) -> str:
        """Return its line of the table."""
        short = " ".join(self.step.command.split())
        short = short if len(short) <= 62 else f"{short[:61]}…"
        end = f"{self.code:4} {self.seconds:7.1f} s  {self.fault or 'as expected'}"
        return f"{self.system:9} {self.user:6} {short:62} {end}"


def steps(tests: str) -> list[Step]:
    """Return the README's commands and their ends on a machine that has all it needs."""
    own, installed = ".venv/bin/coopcoach", "../clean/bin/coopcoach"
    return [
        Step("setup", "make setup", "coopcoach", says="Ready. Next: make demo"),
        Step("demo", "make demo </dev/null", "coopcoach", says=".pdf"),
        Step("commands", f"{own} doctor", "coopcoach", hides="missing"),
        Step("commands", f"{own} list", "coopcoach"),
        Step("commands", f"{own} check", "coopcoach"),
        Step("test", f"make test TESTS={shlex.quote(tests)}", "coopcoach", says=" passed"),
        # As pipx makes it, but without pipx.
        Step("install", "python3 -m venv --clear clean && clean/bin/pip -q install ./coopcoach"),
        Step("install", "clean/bin/coopcoach --version", says="coopcoach "),
        Step("install", "rm -rf coaching && clean/bin/coopcoach init coaching"),
        Step("install", f"{installed} {NEW}", "coaching", says=SLUG),
        Step("install", f"{installed} invite {SLUG}", "coaching"),
        Step("install", f"{installed} export {SLUG}", "coaching", says=".pdf"),
        Step("install", f"{installed} list", "coaching", says=SLUG),
        Step("install", f"{installed} show {SLUG}", "coaching", says="Anna Meier"),
        Step("install", f"{installed} check", "coaching"),
        Step("install", f"{installed} doctor", "coaching", hides="missing"),
        Step("install", "clean/bin/coopcoach demo </dev/null", says=".pdf"),
    ]


def without_libraries(step: Step) -> Step:
    """Return how a step ends where libraries are missing and the user may not install them."""
    names_command = replace(step, says="sudo apt install", hides="Ready. Next")
    if step.command.startswith("make "):
        return replace(names_command, code=2)
    if re.search(r"coopcoach (doctor|demo)", step.command):
        return replace(names_command, code=5)
    if re.search(r"coopcoach (invite|export)", step.command):
        return replace(step, says="coopcoach doctor", code=5)
    return step


def plan(user: str, tests: str) -> list[Step]:
    """Return the steps of a user; without the right to install, before and after root has done so."""
    clone = Step("clone", f"rm -rf coopcoach && git clone -q /{BUNDLE} coopcoach")
    usual = steps(tests)
    if user == "root":
        return [clone, *usual]
    return [clone, *map(without_libraries, usual), Step("advice", ""), *usual]


def run(*command: str | Path, **options: object) -> str:
    """Run a command of this machine and return its output."""
    done = subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, **options)  # type: ignore[call-overload]  # passed on
    return str(done.stdout)


def sources(system: str) -> list[str]:
    """Return the lines of sources.list that point a system to this machine's mirrors of Debian."""
    wanted = ("Created-By: Packages", "Origin: Debian")
    fields = "$(REPO_URI) $(RELEASE) $(COMPONENT)"
    lines = []
    for line in run("apt-get", "indextargets", "--format", fields, *wanted).splitlines():
        uri, release, component = line.split()
        lines.append(f"deb {uri} {re.sub('^[a-z]+', system, release)} {component}")
    return sorted(set(lines))


def apt_options() -> str:
    """Return this machine's settings for reaching its mirrors, as a file for apt."""
    lines = run("apt-config", "dump", "--format", '%F "%v";%n').splitlines()
    return "".join(f"{line}\n" for line in lines if APT_OPTIONS.match(line) and '""' not in line)


def passed_environment() -> dict[str, str]:
    """Return this machine's proxies and settings of pip; those of its files as variables."""
    found = {}
    for line in run(sys.executable, "-m", "pip", "config", "list").splitlines():
        key, _, value = line.partition("=")
        section, _, name = key.partition(".")
        if section in {"global", "install"}:
            variable = f"PIP_{name.upper().replace('-', '_')}"
            found[variable] = " ".join(str(ast.literal_eval(value)).split())
    return found | {k: v for k, v in os.environ.items() if PASSED_ON.fullmatch(k)}


def named_paths(texts: Iterable[str]) -> Iterator[str]:
    """Yield the files and folders of this machine that settings name.

    A package index on disk (`…/simple`) links to files beside it, so its parent is what is yielded.
    """
    yield from ("/etc/resolv.conf", "/etc/hosts")
    for text in texts:
        for path in filter(os.path.exists, LOCAL_PATH.findall(text)):
            yield path.removesuffix("/").removesuffix("/simple")


def make_system(system: str) -> Path:
    """Return the folder of a bare system, made unless it is there already."""
    base = WORK / system / "bare"
    if not (base / "usr/bin/git").exists():
        print(f"Making {system} …", flush=True)
        remove(base)
        options = WORK / system / "apt.conf"
        options.parent.mkdir(parents=True, exist_ok=True)
        options.write_text(apt_options(), encoding="utf-8")
        command = ("mmdebstrap", "--quiet", "--variant=minbase", f"--include={PACKAGES}")
        run(*command, f"--aptopt={options}", system, base, *sources(system))
    return base


def make_copy(base: Path, user: str) -> Path:
    """Return a copy of a bare system with the user and the repository's HEAD in it."""
    copy = base.parent / user
    remove(copy)
    run("cp", "--archive", "--reflink=auto", base, copy)
    run("git", "-C", ROOT, "bundle", "create", "--quiet", copy / BUNDLE, "HEAD")
    if user != "root":
        run("chroot", copy, "useradd", "--create-home", "--shell", "/bin/sh", user)
    return copy


def remove(folder: Path) -> None:
    """Remove a system; what is mounted in it stays untouched."""
    run("rm", "--recursive", "--force", "--one-file-system", folder)


def inside(system: Path, user: str, script: str, log: Path) -> tuple[int, str]:
    """Run a shell script in a system as a user; returns its exit code and its output."""
    home = "/root" if user == "root" else f"/home/{user}"
    settings = passed_environment()
    environment = {
        **settings,
        "HOME": home,
        "USER": user,
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    }
    paths = dict.fromkeys(named_paths([*settings.values(), apt_options()]))
    command = [
        *("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", ENTER, "enter"),
        str(system),
        *(*paths, "--", f"--userspec={user}:{user}", str(system), "/usr/bin/env", "-i"),
        *(f"{key}={value}" for key, value in environment.items()),
        *("sh", "-c", f"cd {home} && {script}"),
    ]
    with log.open("w+", encoding="utf-8", errors="replace") as output:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=LIMIT,
        )
        output.seek(0)
        return done.returncode, output.read()


def advised(said: str) -> Step:
    """Return the commands of apt that an output names, as root types them."""
    named = dict.fromkeys(re.findall(r"sudo apt install ([\w.+ -]+)", said))
    installs = [f"apt-get -qy install --no-install-recommends {packages}" for packages in named]
    return Step("advice", " && ".join(["apt-get -q update", *installs]))


def check(system: str, user: str, chosen: set[str], tests: str) -> Iterator[Result]:
    """Run the chosen steps of a user on a system."""
    copy = make_copy(make_system(system), user)
    logs = WORK / system / f"{user}-logs"
    shutil.rmtree(logs, ignore_errors=True)
    logs.mkdir()
    said = ""
    for number, planned in enumerate(plan(user, tests)):
        if planned.name not in chosen | {"clone"}:
            continue
        step, actor = (planned, user) if planned.command else (advised(said), "root")
        begun = time.monotonic()
        script = f"cd {step.folder} && {step.command}"
        code, output = inside(copy, actor, script, logs / f"{number:02}-{step.name}.log")
        said += output
        yield Result(system, actor, step, code, time.monotonic() - begun, output)
    remove(copy)


def words(choices: tuple[str, ...]) -> dict[str, object]:
    """Return how an option takes some of these, separated by commas."""

    def read(text: str) -> list[str]:
        chosen = text.split(",")
        if wrong := set(chosen) - set(choices):
            raise argparse.ArgumentTypeError(
                f"{', '.join(wrong)}: choose from {', '.join(choices)}"
            )
        return chosen

    return {"type": read, "default": list(choices), "metavar": ",".join(choices)}


def main() -> int:
    """Check every chosen system and user, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--systems", **words(SYSTEMS))  # type: ignore[arg-type]  # options of argparse
    parser.add_argument("--users", **words(USERS))  # type: ignore[arg-type]  # the same
    parser.add_argument("--steps", **words(STEPS))  # type: ignore[arg-type]  # the same
    parser.add_argument(
        "--tests", default="", help="files for `make test`; all where none is named"
    )
    chosen = parser.parse_args()
    if os.geteuid() != 0 or not shutil.which("mmdebstrap"):
        print("fresh-check needs root and mmdebstrap: sudo apt install mmdebstrap", file=sys.stderr)
        return 1
    results = []
    for system in chosen.systems:
        for user in chosen.users:
            for result in check(system, user, set(chosen.steps), chosen.tests):
                print(result.row(), flush=True)
                if result.fault:
                    print("\n".join(f"    {line}" for line in result.output.splitlines()[-20:]))
                results.append(result)
    faults = [result for result in results if result.fault]
    print(f"{len(results)} commands, {len(faults)} not as expected; output in {WORK}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
