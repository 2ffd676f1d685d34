"""A statement of one's own: the editor, the parameters that it names, and what it is limited to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from orggraph.i18n import T, Text
from orggraph.store.statement_parameters import parameters
from orggraph.tables.rows import Rows
from orggraph.ui.editor import editor
from orggraph.ui.page import Visit
from orggraph.ui.widgets import look
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.answer import answer, guarded
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.standing import CHOICES

LIMIT = 1000
SECONDS = (2, 5, 15, 60)
"""Rows of an answer, and the seconds that a statement may be given: the first where nobody chooses."""
EXAMPLE = """MATCH (post:Post)-[:IN]->(body:Body)
WHERE body.dataset IN $datasets
  AND coalesce(post.valid_from, '') <= $date
  AND $date < coalesce(post.valid_before, '9999')
RETURN body.name AS body, count(post) AS posts
ORDER BY posts DESC, body"""
FILLED: Mapping[str, Text] = {
    "datasets": T("Ids of the regions chosen above"),
    "date": T("The day asked above, as text: 2026-04-15"),
    "on": T("The day chosen above; null where none is"),
    "passed_over": T("Ids of what a preferred source passes over, and of what does not hold on the day asked"),
    "same": T("By id, the records that are one thing with others"),
    "ends": T("By id, when a record ends by what another region says"),
    "standing": T("By id, how firmly a record stands on the day asked, where that is not always so"),
}
"""The parameters that the page fills."""
LIMITS = {"datasets": frozenset({"datasets"}), "date": frozenset({"date", "on"}), "prefer": frozenset({"passed_over"})}
"""The reader's choices, and the parameters by which a statement keeps to each."""
LAST = "cypher_last"
"""Under which the statement that was asked last is kept in the session."""


def covers(address: Address) -> frozenset[str]:
    """To which of the reader's choices the answer keeps; where there is none yet, all stand as what a parameter would hold."""
    statement = _last(address)
    if not statement:
        return CHOICES
    named = set(parameters(statement))
    return frozenset(choice for choice, by in LIMITS.items() if by & named)


def _last(address: Address) -> str:
    """The statement that was asked last, as long as the address has the same: a link opens another, and asks nothing."""
    last = str(st.session_state.get(LAST, ""))
    return last if last == address["statement"] else ""


def draw(visit: Visit, address: Address) -> None:
    """Draw the editor, and the answer to what was asked last."""

    def asked_for(text: str) -> None:
        if text != st.session_state.get(LAST):
            address["param"] = []
        st.session_state[LAST] = address["statement"] = text

    filled = [(name, visit.say(about)) for name, about in FILLED.items()]
    editor(visit.lang, key="cypher_editor", text=address["statement"] or EXAMPLE, example=EXAMPLE, parameters=filled, on_asked=asked_for)
    statement = _last(address)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        given = _own_parameters(visit, statement, address)
        seconds = _seconds(visit, address)
        st.caption(visit.say(T("Only reading is possible. At most {rows} rows.", rows=LIMIT)), width="stretch")
    if not statement:
        return
    missing = [f"${name}" for name, value in given.items() if not value]
    if missing:
        st.info(visit.say(T("Give first: {what}.", what=missing)))
        return
    st.caption(look.as_text(visit.say(_limits(visit, address))))
    with st.spinner(visit.say(T("Asking …"))):
        rows = guarded(visit, lambda: _rows(visit, statement, tuple(given.items()), seconds))
    if rows is not None:
        answer(visit, rows, "cypher", None, address)


def _seconds(visit: Visit, address: Address) -> int:
    key = "cypher_seconds"
    st.session_state[key] = next((seconds for seconds in SECONDS if str(seconds) == address["seconds"]), SECONDS[0])

    def changed() -> None:
        chosen = st.session_state[key]
        address["seconds"] = str(chosen) if chosen != SECONDS[0] else None

    return int(st.selectbox(visit.say(T("Seconds at most")), SECONDS, key=key, on_change=changed, width=160))


def _own_parameters(visit: Visit, statement: str, address: Address) -> dict[str, str]:
    """A field for each parameter that the page does not fill; what was given, by name."""
    values = dict(pair.split("=", 1) for pair in address["param"] if "=" in pair)
    given = {}
    for name in parameters(statement):
        if name in FILLED:
            continue
        key = f"cypher_own_{name}"
        if key not in st.session_state and name in values:
            st.session_state[key] = values[name]
        about = T('A text, or JSON: 3, true, ["a", "b"]')
        given[name] = st.text_input(f"${name}", key=key, help=visit.say(about), width=220)
    address["param"] = [f"{name}={value}" for name, value in given.items() if value]
    return given


def _limits(visit: Visit, address: Address) -> Text:
    """What the statement is limited to, by the parameters that it names."""
    kept = covers(address)
    regions = T("limited to {regions}", regions=[visit.region(name) for name in visit.datasets])
    everywhere = T("over all regions in the store, since the statement does not name $datasets")
    dated, undated = T("at the date chosen"), T("whatever the date, since it does not name $date")
    return T(
        "This answer: {where}; {when}.",
        where=regions if "datasets" in kept else everywhere,
        when=dated if "date" in kept else undated,
    )


@st.cache_resource(show_spinner=False, max_entries=4, ttl=60, hash_funcs={Visit: key_of})
def _rows(visit: Visit, statement: str, given: tuple[tuple[str, str], ...], seconds: int) -> Rows:
    filled = visit.work.fill(statement, datasets=visit.datasets, on=visit.date, prefer=visit.prefer)
    own = {name: _value(text) for name, text in given}
    return visit.work.cypher(statement, {**filled, **own}, limit=LIMIT, timeout=seconds, with_names=visit.with_names)


def _value(text: str) -> Any:
    """What was given as JSON, else as text."""
    try:
        return json.loads(text)
    except ValueError:
        return text
