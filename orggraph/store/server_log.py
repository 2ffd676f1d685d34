"""What the embedded server of a folder logs."""

from __future__ import annotations

from pathlib import Path

FILE = "server.log"


def size(home: Path) -> int:
    """How much the server of a folder has logged, in bytes: where to read on from later."""
    try:
        return (home / FILE).stat().st_size
    except OSError:
        return 0


def since(home: Path, offset: int) -> str:
    """What the server of a folder has logged after the first ``offset`` bytes; all, where the log was begun anew."""
    try:
        with (home / FILE).open("rb") as file:
            file.seek(offset if offset <= size(home) else 0)
            return file.read().decode(errors="replace")
    except OSError:
        return ""


def last_words(home: Path, lines: int = 8) -> str:
    """The last lines of the log, those that tell of an error where there are any."""
    text = since(home, 0).splitlines()
    telling = [line.strip() for line in text if any(word in line for word in ("SEVER", "rror", "xception", "aused by"))]
    return " | ".join((telling or [line.strip() for line in text])[-lines:])[-1500:]
