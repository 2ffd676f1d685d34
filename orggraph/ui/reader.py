"""Who uses the app: one place that pages, the search and the rest of the app ask."""

from __future__ import annotations

import secrets

import streamlit as st
from starlette.requests import Request

from orggraph.access import Access, of_machine
from orggraph.errors import Refused
from orggraph.i18n import T
from orggraph.signin.door import of_environment

SESSION = "reader_session"
"""Under which the session keeps its own name, which means nothing outside it."""


def access() -> Access:
    """The access of who looks at this page: of who signed in, or on loopback of the user of this machine, with ``ORGGRAPH_RIGHT``.

    Raises
    ------
    Refused
        Their session is over.
    """
    if of_environment() is None:
        return of_machine(session=st.session_state.setdefault(SESSION, secrets.token_hex(8)))
    return _signed_in(st.context.cookies.to_dict())


def of_request(request: Request) -> Access:
    """The access of who asks a route beside the pages. Raises Refused where their session is over."""
    if of_environment() is None:
        return of_machine(session="search")
    return _signed_in(request.cookies)


def _signed_in(cookies: dict[str, str]) -> Access:
    door = of_environment()
    held = door and door.access(door.session(cookies))
    if not held:
        raise Refused(T("Your session is over."), T("Sign in again."))
    return held
