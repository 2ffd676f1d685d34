"""What the app shows of who signed in: their name and right with the way out, and that their session is over."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from orggraph.access import RIGHTS, Access
from orggraph.errors import Refused
from orggraph.i18n import Lang, T
from orggraph.signin.addresses import SIGN_IN, SIGN_OUT
from orggraph.signin.door import of_environment
from orggraph.ui import reader
from orggraph.ui.widgets.look import plain

LOOKS_EVERY: Final = 20
"""Seconds between two looks of an open page whether its session is over."""


def is_over(lang: Lang) -> bool:
    """Whether there is nothing to show any more; then draws the page that says so, with the way in."""
    if of_environment() is None:
        return False
    try:
        reader.access()
    except Refused:
        _over(lang)
        return True
    _look_again()
    return False


def who(access: Access, lang: Lang) -> None:
    """Draw who signed in, with which right, and the way out."""
    if of_environment() is None:
        return
    words = T("Signed in as {who} ({right})", who=access.who, right=RIGHTS[access.right]).render(lang)
    out = T("Sign out").render(lang)
    st.html(f'<p class="og-silent">{plain(words)}<br><a href="{SIGN_OUT}?lang={lang}" target="_self">{plain(out)}</a></p>')


def _over(lang: Lang) -> None:
    st.title(T("Your session is over").render(lang), anchor=False)
    why = T("You signed out, did nothing for a while, or were signed in as long as this app allows. Nothing was lost that was saved.")
    st.write(why.render(lang))
    st.html(f'<p><a href="{SIGN_IN}?lang={lang}" target="_self">{plain(T("Sign in again").render(lang))}</a></p>')


@st.fragment(run_every=LOOKS_EVERY)
def _look_again(**_: Any) -> None:
    try:
        reader.access()
    except Refused:
        st.rerun()
