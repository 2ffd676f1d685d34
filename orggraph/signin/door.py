"""The door of the app that runs: its configuration and sessions, by the environment that the command which starts it sets."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from orggraph.access import Access
from orggraph.signin.configuration import SignIn, read
from orggraph.signin.sessions import Session, Sessions

VARIABLE: Final = "ORGGRAPH_SIGN_IN"
"""The environment variable with the path of the configuration; the file names its secret, and holds none."""


@dataclass(frozen=True)
class Door:
    """What lets people in."""

    sign_in: SignIn
    sessions: Sessions

    def session(self, cookies: Mapping[str, str]) -> Session | None:
        """The session of these cookies, over or not; None: there is none that this app made."""
        return self.sessions.of_cookie(cookies.get(self.sessions.cookie, ""))

    def access(self, session: Session | None) -> Access | None:
        """What somebody may now; None: they are nobody, their session is over, or no group of theirs gives a right any more."""
        if session is None or self.sessions.over_since(session) is not None:
            return None
        right = self.sign_in.right(session.groups)
        return Access(session.who, right, session.name) if right else None


@cache
def of_environment() -> Door | None:
    """The door that the environment names; None: there is none, and the app is for the user of this machine.

    Raises
    ------
    InvalidInput
        The configuration has mistakes. Refused where others can read the key that signs cookies.
    """
    path = os.environ.get(VARIABLE)
    if not path:
        return None
    from orggraph.store.settings import settings_from_env

    sign_in = read(Path(path))
    return Door(sign_in, Sessions(sign_in, settings_from_env().home))
