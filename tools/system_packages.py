"""Install packages of the operating system where no password is needed.

Uses the standard library alone, because it runs before the environment exists.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass


@dataclass(frozen=True)
class Installer:
    """A package manager and its calls that ask nothing."""

    name: str
    command: tuple[str, ...]
    refresh: tuple[str, ...] | None = None

    def install(self, packages: list[str]) -> bool:
        """Install packages; refreshes the package lists and tries again where that fails."""
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
    """Return the machine's package manager; None where it would ask for a password."""
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
    """Return the prefix of commands that need root; None where there is none without a password."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return ()
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ("sudo", "-n") if asked.returncode == 0 else None
