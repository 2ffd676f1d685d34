"""Logboek: who saw names, changed, accepted and took along; for the administrator."""

from __future__ import annotations

import streamlit as st

from orggraph.access import RIGHTS, Permission, Right
from orggraph.i18n import Bilingual, N, T
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.look import plain
from orggraph.ui.widgets.table import table
from orggraph.workspace.audit import ACTS, Audit, Entry, kept_days, read

PATH = "logboek"
ADDRESS = Address("audit", {"since": None, "who": None})
MOST = 500
"""So many lines stand on the page; the command gives all."""


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    st.title(visit.say(T("Audit")), anchor=False)
    st.write(visit.say(T("Who saw names of people, changed data, accepted findings and took something along; never what stood there.")))
    since, who = st.columns(2)
    with since:
        _field("since", visit.say(T("From this day on")), "2026-05-01")
    with who:
        _field("who", visit.say(T("Only of")), visit.say(T("name as it stands here")))
    ADDRESS.write()
    entries = read(Audit.of_environment(), visit.access, ADDRESS["since"], ADDRESS["who"])
    lines = N("{n} line; lines are kept for {days} days.", "{n} lines; lines are kept for {days} days.", len(entries), days=kept_days())
    st.caption(visit.say(lines))
    if entries:
        heads = [visit.say(text) for text in (T("When (UTC)"), T("Who"), T("Right"), T("What"), T("Region"), T("About"))]
        table(visit, heads, [_line(visit, entry) for entry in entries[:MOST]], caption=visit.say(T("Audit")))
    if len(entries) > MOST:
        st.caption(visit.say(T("The latest {n} stand here; `orggraph audit` gives all.", n=MOST)))


def _field(name: str, label: str, example: str) -> None:
    key = f"audit_{name}"
    st.session_state[key] = ADDRESS[name] or ""

    def changed() -> None:
        ADDRESS[name] = str(st.session_state[key]).strip() or None

    st.text_input(label, key=key, on_change=changed, placeholder=example, max_chars=200)


def _line(visit: Visit, entry: Entry) -> list[str]:
    acts = {act.value: visit.say(text) for act, text in ACTS.items()}
    right = visit.say(RIGHTS[Right(entry.right)]) if entry.right in list(Right) else entry.right
    words = (entry.at.replace("T", " ")[:19], entry.who, right, acts.get(entry.act, entry.act), entry.dataset, entry.subject)
    return [plain(word) for word in words]


page = Page(
    path=PATH, title=Bilingual("Logboek", "Audit"), icon="policy", order=70, render=render, group="keep", needs=Permission.AUDIT,
    needs_data=False, says_itself=True, words="audit logboek wie zag namen wijzigde aanvaardde uitvoer log who saw changed exported",
)  # fmt: skip
