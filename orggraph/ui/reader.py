"""Who uses the app: one place that pages, the search and the rest of the app ask."""

from __future__ import annotations

import secrets

import streamlit as st
from starlette.requests import Request

from orggraph.access import Access, of_machine

SESSION = "reader_session"
"""Under which the session keeps its own name, which means nothing outside it."""


def access() -> Access:
    """The access of who looks at this session: on loopback the user of this machine, with the right of ``ORGGRAPH_RIGHT``."""
    return of_machine(session=st.session_state.setdefault(SESSION, secrets.token_hex(8)))


def of_request(_request: Request) -> Access:
    """The access of who asks a route beside the pages."""
    return of_machine(session="search")
