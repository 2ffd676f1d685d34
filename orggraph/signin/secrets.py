"""What is kept secret on this machine: the client's secret of the provider, and the key that signs cookies."""

from __future__ import annotations

import os
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from orggraph.errors import Refused, why_unread
from orggraph.i18n import T, Text

FOLDER: Final = "sign-in"
"""The folder in the home that only its owner may read."""
KEY: Final = "cookie-key"
LARGEST: Final = 10_000
"""Bytes of a file with one secret."""
OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def open_to_others(path: Path) -> bool:
    """Whether others than its owner may do something with a file. On Windows, where that stands elsewhere, always False."""
    return sys.platform != "win32" and bool(path.stat().st_mode & OTHERS)


def secret_of_file(path: Path) -> tuple[str, Text | None, Text | None]:
    """The one line of a file, or an empty text with what is wrong and what to do. No text holds the secret."""
    try:
        if open_to_others(path):
            mode = f"{stat.S_IMODE(path.stat().st_mode):o}"
            return (
                "",
                T("Others can read {file} (mode {mode}).", file=str(path), mode=mode),
                T("Take that away: chmod 600 {file}", file=str(path)),
            )
        with path.open("rb") as file:
            secret = file.read(LARGEST + 1).decode("utf-8").strip()
    except OSError as error:
        return "", T("{file} cannot be read: {why}", file=str(path), why=why_unread(error)), None
    except UnicodeDecodeError:
        secret = ""
    if not secret or len(secret) > LARGEST or not secret.isprintable():
        return "", T("{file} does not hold one secret on one line.", file=str(path)), None
    return secret, None, None


def cookie_key(home: Path) -> str:
    """The key that signs cookies: made once, kept in the home, the same for every app over that home.

    Raises
    ------
    Refused
        Others can read it: then they could sign in as anybody.
    """
    folder = home.expanduser().absolute() / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / KEY
    if not path.exists():
        _write_once(path, secrets.token_hex(32))
    key, message, hint = secret_of_file(path)
    if message:
        raise Refused(message, hint)
    return key


def _write_once(path: Path, text: str) -> None:
    """Write a file that its owner alone can read, whole; where another process was first, its file stays."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
