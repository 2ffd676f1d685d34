"""Sessions: who signed in, until when, in a cookie that this app alone can have made; and which of them were ended before their time.

No session is kept in memory: an app that starts again, or a second one over the same home, knows them all. Groups stand in the
cookie, not the right: what the configuration says of a group today is what counts.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from itsdangerous import BadSignature, URLSafeSerializer

from orggraph.signin.configuration import MOST_HOURS, SignIn
from orggraph.signin.secrets import FOLDER, cookie_key

ENDED: Final = "ended"
"""The folder with a file for each session that somebody ended, until it would have ended by itself."""
SIGNING_IN: Final = 600
"""Seconds in which somebody is back from the provider."""
_NAME: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Session:
    """Somebody who signed in.

    Attributes
    ----------
    name
        What tells it from others; drawn at random.
    who
        How the audit names them.
    groups
        Those of their groups that gave a right when they signed in.
    until
        When it ends, in seconds since 1970.
    """

    name: str
    who: str
    groups: frozenset[str]
    until: float


class Sessions:
    """Makes sessions, reads them back from cookies, and ends them."""

    def __init__(self, sign_in: SignIn, home: Path) -> None:
        self.home = home
        """The folder in which what is kept of signing in stands, and the audit beside it."""
        self._hours = sign_in.hours
        self._ended = home.expanduser().absolute() / FOLDER / ENDED
        self._key = cookie_key(home)
        prefix = "__Host-" if sign_in.secure else ""
        self.cookie = f"{prefix}orggraph"
        """The name of the cookie. Its prefix makes browsers refuse one that is not Secure, or that another host set (RFC 6265bis)."""
        self.signing_in = f"{prefix}orggraph-signing-in"
        """The name of the cookie that somebody has who is at the provider."""

    def begin(self, who: str, groups: frozenset[str]) -> Session:
        """A new session, from now for as long as the configuration says."""
        return Session(secrets.token_hex(16), who, groups, time.time() + self._hours * 3600)

    def sealed(self, session: Session) -> str:
        """The session as the value of a cookie."""
        return self.seal("session", {"name": session.name, "who": session.who, "groups": sorted(session.groups), "until": session.until})

    def of_cookie(self, value: str) -> Session | None:
        """The session of a cookie, over or not; None: nothing that this app made."""
        held = self.unseal("session", value)
        return Session(held["name"], held["who"], frozenset(held["groups"]), held["until"]) if held else None

    def seal(self, purpose: str, values: Mapping[str, Any]) -> str:
        """Values as a text that nobody else can make; a seal for one purpose is none for another."""
        return str(self._serializer(purpose).dumps(dict(values)))

    def unseal(self, purpose: str, text: str) -> dict[str, Any] | None:
        """The values of such a text; None: somebody else made it, or changed it."""
        try:
            values = self._serializer(purpose).loads(text)
        except BadSignature:
            return None
        return values if isinstance(values, dict) else None

    def _serializer(self, purpose: str) -> URLSafeSerializer:
        return URLSafeSerializer(self._key, salt=f"orggraph.{purpose}", signer_kwargs={"digest_method": hashlib.sha256})

    def over_since(self, session: Session) -> float | None:
        """When a session ended, in seconds since 1970: its time passed, or somebody ended it. None: it goes on."""
        with suppress(OSError):
            return (self._ended / session.name).stat().st_mtime
        return session.until if session.until <= time.time() else None

    def end(self, session: Session) -> None:
        """End a session now, here and in every other app over this home."""
        self._ended.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _NAME.fullmatch(session.name):
            (self._ended / session.name).touch(mode=0o600)
        for path in self._ended.iterdir():  # what is over by itself needs no file any more
            with suppress(OSError):
                if path.stat().st_mtime + MOST_HOURS * 3600 < time.time():
                    path.unlink()
