"""Sessions: who signed in, until when, in a cookie that this app alone can have made; and which of them ended before their time.

No session is kept in memory: an app that starts again, or a second one over the same home, knows them all. Groups stand in the
cookie, not the right: what the configuration says of a group today is what counts.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from itsdangerous import BadSignature, URLSafeSerializer

from orggraph.errors import Refused, why_unread
from orggraph.i18n import T
from orggraph.signin.configuration import MOST_HOURS, SignIn
from orggraph.signin.secrets import FOLDER, cookie_key

ENDED: Final = "ended"
"""The folder with a file for each session that somebody ended, until it would have ended by itself."""
ENDED_FOR: Final = "ended-for"
"""The folder with a file for everybody, and for each person, whose sessions an administrator ended: those that began before it."""
SEEN: Final = "seen"
"""The folder with a file for each session, of when somebody last did something in it."""
SEEN_AGAIN: Final = 20.0
"""Seconds within which that is not written again."""
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
        When it ends at the latest, in seconds since 1970.
    since
        When it began.
    """

    name: str
    who: str
    groups: frozenset[str]
    until: float
    since: float


class Sessions:
    """Makes sessions, reads them back from cookies, and ends them."""

    def __init__(self, sign_in: SignIn, home: Path) -> None:
        self.home = home
        """The folder in which what is kept of signing in stands, and the audit beside it."""
        self._hours = sign_in.hours
        self._idle = sign_in.idle * 60
        self._folder = home.expanduser().absolute() / FOLDER
        self._key = cookie_key(home)
        prefix = "__Host-" if sign_in.secure else ""
        self.cookie = f"{prefix}orggraph"
        """The name of the cookie. Its prefix makes browsers refuse one that is not Secure, or that another host set (RFC 6265bis)."""
        self.signing_in = f"{prefix}orggraph-signing-in"
        """The name of the cookie that somebody has who is at the provider."""

    def begin(self, who: str, groups: frozenset[str]) -> Session:
        """A new session, from now for as long as the configuration says."""
        now = time.time()
        return Session(secrets.token_hex(16), who, groups, now + self._hours * 3600, now)

    def sealed(self, session: Session) -> str:
        """The session as the value of a cookie."""
        return self.seal("session", asdict(session) | {"groups": sorted(session.groups)})

    def of_cookie(self, value: str) -> Session | None:
        """The session of a cookie, over or not; None: nothing that this app, in this version, made."""
        held = self.unseal("session", value)
        if held is None or held.keys() != {field.name for field in fields(Session)}:
            return None
        return Session(**held | {"groups": frozenset(held["groups"])})

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
        """When a session ended, in seconds since 1970: its time passed, nobody did anything, or somebody ended it. None: it goes on."""
        if (ended := _time_of(self._folder / ENDED / session.name)) is not None:
            return ended
        for_all = [_time_of(path) for path in (ended_for(self.home, None), ended_for(self.home, session.who))]
        last = max(session.since, _time_of(self._folder / SEEN / session.name) or 0)
        ends = [session.until, last + self._idle, *(moment for moment in for_all if moment is not None and session.since <= moment)]
        return min(ends) if min(ends) <= time.time() else None

    def see(self, session: Session) -> None:
        """Note that somebody did something now in a session that is not over, for every app over this home."""
        path, now = self._folder / SEEN / session.name, time.time()
        if _NAME.fullmatch(session.name) and now - max(session.since, _time_of(path) or 0) > SEEN_AGAIN:
            _mark(path)

    def end(self, session: Session) -> None:
        """End a session now, here and in every other app over this home."""
        if _NAME.fullmatch(session.name):
            _mark(self._folder / ENDED / session.name)
        tidy(self.home)


def end_all(home: Path, who: str | None) -> None:
    """End every session that began until now, of somebody or of everybody, in every app over a home. Raises Refused."""
    try:
        _mark(ended_for(home, who))
    except OSError as error:
        raise Refused(T("The sessions cannot be ended: {why}", why=why_unread(error))) from error
    tidy(home)


def ended_for(home: Path, who: str | None) -> Path:
    """The file that says since when the sessions of somebody, or of everybody, are over; its name does not say who."""
    name = hashlib.sha256(who.encode()).hexdigest() if who is not None else "everybody"
    return home.expanduser().absolute() / FOLDER / ENDED_FOR / name


def tidy(home: Path) -> None:
    """Take away what is noted of sessions that are over by themselves."""
    for folder in (ENDED, ENDED_FOR, SEEN):
        with suppress(OSError):
            for path in (home.expanduser().absolute() / FOLDER / folder).iterdir():
                if (_time_of(path) or 0) + MOST_HOURS * 3600 < time.time():
                    path.unlink()


def _time_of(path: Path) -> float | None:
    """The moment that a file notes; None: it is not there."""
    with suppress(OSError):
        return path.stat().st_mtime
    return None


def _mark(path: Path) -> None:
    """Note this moment by a file that its owner alone can read."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    now = time.time()
    os.utime(path, (now, now))  # to the clock of this program, which is ahead of that of the files
