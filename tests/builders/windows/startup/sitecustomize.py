"""Take away what Python lacks on Windows; imported first by every Python whose path holds this folder."""

import os
import shutil
import signal
import subprocess
import sys

# Both have a module for each system, and take that for Linux.
import platformdirs  # noqa: F401
import psutil  # noqa: F401

MODULES = ("fcntl", "grp", "pty", "pwd", "readline", "resource", "termios", "tty", "_curses")
SIGNALS = ("SIGALRM", "SIGCONT", "SIGHUP", "SIGKILL", "SIGQUIT", "SIGTSTP", "SIGUSR1", "SIGWINCH")
FUNCTIONS = ("chown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getpgid", "getuid")
GROUPS = ("killpg", "setpgid", "setsid", "tcgetpgrp", "openpty", "pread", "mkfifo")

_SIGKILL = int(signal.SIGKILL)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill a child: by a system call of its own on Windows, not by a signal."""
    process.send_signal(_SIGKILL)


for _name in MODULES:
    sys.modules[_name] = None  # type: ignore[assignment]  # an import of it fails
for _name in SIGNALS:
    delattr(signal, _name)
for _name in (*FUNCTIONS, *GROUPS):
    delattr(os, _name)
# Asked of Windows itself, by newer Pythons: whether a command is looked for in the current folder.
shutil._win_path_needs_curdir = lambda *_: True  # type: ignore[attr-defined]
subprocess.Popen.kill = _kill  # type: ignore[method-assign]
