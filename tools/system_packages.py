"""Install packages of the operating system, but only where nobody has to type a password.

Standard library alone: it also runs before the environment exists.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass


@dataclass(frozen=True)
class Installer:
    """A package manager, and how to call it without a question."""

    name: str
    command: tuple[str, ...]
    refresh: tuple[str, ...] | None = None

    def install(self, packages: list[str]) -> bool:
        """Install packages; with a list of packages that is missing or old, fetch it and try again."""
        if self._run(*self.command, *packages):
            return True
        if self.refresh is None:
            return False
        return self._run(*self.refresh) and self._run(*self.command, *packages)

    def _run(self, *command: str) -> bool:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        return done.returncode == 0


def system_installer() -> Installer | None:
    """The machine's package manager; None where it would ask for a password."""
    if shutil.which("brew"):
        return Installer("brew", ("brew", "install", "--quiet"))
    prefix = _root_prefix()
    if prefix is None:
        return None
    if shutil.which("apt-get"):
        return Installer(
            "apt-get",
            (*prefix, "apt-get", "install", "--yes", "--quiet", "--no-install-recommends"),
            (*prefix, "apt-get", "update", "--quiet"),
        )
    if shutil.which("dnf"):
        return Installer("dnf", (*prefix, "dnf", "install", "--assumeyes", "--quiet"))
    return None


def _root_prefix() -> tuple[str, ...] | None:
    """What stands in front of a command that root has to run."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return ()
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ("sudo", "-n") if asked.returncode == 0 else None
