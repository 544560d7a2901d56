"""Build the project's virtual environment: `python -m tools.build_venv .venv`.

Uses the standard library alone, because it runs before anything is installed.
"""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from tools.system_packages import system_installer

ROOT = Path(__file__).resolve().parent.parent


class SetupError(Exception):
    """A failed step, with the sentence that is printed."""


def ensure_ensurepip() -> None:
    """Install ensurepip where it is missing: Debian packages it separately."""

    def present() -> bool:
        command = [sys.executable, "-c", "import ensurepip"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    if present():
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    installer = system_installer()
    if installer is not None and installer.name == "apt-get":
        installer.install([package])
    if not present():
        raise SetupError(
            f"{sys.executable} can't make virtual environments; install with: sudo apt install {package}"
        )


def works(python: Path) -> bool:
    """Return whether an environment exists and its Python starts (it may have been moved or upgraded)."""
    if not python.exists():
        return False
    return (
        subprocess.run(
            [python, "-m", "pip", "--version"], capture_output=True, check=False
        ).returncode
        == 0
    )


def install(python: Path) -> None:
    """Install the build requirements, then the project with its development dependencies."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        build_requirements = tomllib.load(file)["build-system"]["requires"]
    pip: list[str | Path] = [
        *(python, "-m", "pip", "--disable-pip-version-check", "-qq", "install"),
        *("--constraint", ROOT / "constraints.txt"),
    ]
    # Without isolation the build uses the pinned releases that were just installed.
    for what in (build_requirements, ["--no-build-isolation", "--editable", f"{ROOT}[dev]"]):
        if subprocess.run([*pip, *what], check=False).returncode != 0:
            raise SetupError(
                "pip could not install the packages of constraints.txt; its own message is above. Check the "
                "network first: where pip reaches no package index it reports “ResolutionImpossible” or “No "
                "matching distribution found”. Then `make setup` again; it continues from here"
            )


def compile_bytecode(python: Path) -> None:
    """Compile all modules, also where the environment turns bytecode off."""
    site_packages = next((python.parent.parent / "lib").glob("python*/site-packages"))
    # Some packages contain templates that are no valid Python: errors are ignored.
    subprocess.run(
        [python, "-m", "compileall", "-q", "-q", "-j", "0", site_packages, ROOT / "coopcoach"],
        check=False,
    )


def main(target: Path) -> int:
    """Build or repair the environment at a path."""
    python = target / "bin" / "python"
    os.environ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    try:
        if not works(python):
            ensure_ensurepip()
            print(f"Building {target} with {sys.executable} …", file=sys.stderr)
            made = subprocess.run([sys.executable, "-m", "venv", "--clear", target], check=False)
            if made.returncode != 0:
                raise SetupError(
                    f"{sys.executable} -m venv {target} failed; its own message stands above"
                )
        install(python)
        compile_bytecode(python)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
