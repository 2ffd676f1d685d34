"""Processes of the operating system: start one that outlives this program, look at it, end it.

Only what the standard library can do on Linux, macOS and Windows; psutil was looked at and is one more compiled
dependency for three questions. ``os.kill(pid, 0)`` is never asked: on Windows it ends the process.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

JAVA_SETTINGS = frozenset({"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH"})
"""Settings for other Java programs of this person, which would change ours."""

_STARTED: dict[int, subprocess.Popen[bytes]] = {}
"""Children of this program, kept so that they are reaped when they end and no warning says that they still run."""


def start_detached(command: list[str], folder: Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a program that goes on when this one ends or is interrupted; what it prints goes to ``log``.

    What it writes is for this user alone.
    """
    environment = {name: value for name, value in os.environ.items() if name not in JAVA_SETTINGS}
    if sys.platform == "linux":
        environment["LC_ALL"] = "C.UTF-8"  # else Java cannot name a folder with an accent where the locale is plain C
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS
    process = subprocess.Popen(  # noqa: S603 - no shell, and the program is the wheel's own
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        umask=0o077,
        creationflags=flags,
    )
    _STARTED[process.pid] = process
    return process


def command_line(pid: int) -> str:
    """The command line of a process; empty when there is no such process, or it has ended."""
    if pid in _STARTED and _STARTED[pid].poll() is not None:
        return ""
    proc = Path("/proc") / str(pid)
    if Path("/proc/self/cmdline").exists():
        with contextlib.suppress(OSError):
            return (proc / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    if sys.platform == "win32":
        query = f"(Get-CimInstance Win32_Process -Filter 'ProcessId={pid}').CommandLine"
        return _output(["powershell", "-NoProfile", "-Command", query])
    return _output(["ps", "-ww", "-o", "command=", "-p", str(pid)])


def memory(pid: int) -> int | None:
    """The memory that a process holds, in bytes; None where the system does not say."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pages = int((Path("/proc") / str(pid) / "statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    if sys.platform == "win32":
        kilobytes = None
    else:
        kilobytes = _output(["ps", "-o", "rss=", "-p", str(pid)]).strip()
    return int(kilobytes) * 1024 if kilobytes and kilobytes.isdigit() else None


def end(pid: int, patience: float) -> None:
    """Ask a process to end, and kill it when it still runs after ``patience`` seconds (0: kill it at once)."""
    if patience > 0:
        _signal(pid, signal.SIGTERM)
        if _gone(pid, patience):
            return
    _signal(pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    _gone(pid, 10)


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _gone(pid: int, within: float) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        if not command_line(pid):
            return True
        time.sleep(0.05)
    return not command_line(pid)


def _output(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)  # noqa: S603 - fixed programs
        return done.stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
