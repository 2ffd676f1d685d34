"""To accept a finding with a reason, a name and an end date, and to take that back."""

from __future__ import annotations

import streamlit as st

from orggraph.access import Permission
from orggraph.errors import OrggraphError
from orggraph.findings import Finding
from orggraph.i18n import T
from orggraph.ui.page import Visit
from orggraph.ui.widgets.dates import in_words
from orggraph.ui.widgets.look import as_text, plain

READERS = T(
    "A role is enough as a name. Everybody who may read remarks can read name and reason: here, in exports and on the command line."
)


def standing(visit: Visit, finding: Finding) -> None:
    """Say that a finding is accepted: by whom, since and until when, and why."""
    accepted = finding.accepted
    if accepted is None:
        return
    until = T("until {date}", date=in_words(accepted.until, visit.lang)) if accepted.until else T("without an end date")
    head = visit.say(T("Accepted by {by} on {date}, {until}", by=accepted.by, date=in_words(accepted.at[:10], visit.lang), until=until))
    st.html(f'<section class="og-accepted"><strong>{plain(head)}</strong><p>{plain(accepted.reason)}</p></section>')


def controls(visit: Visit, finding: Finding) -> None:
    """The form to accept a finding, or the button to take an acceptance back."""
    if not visit.access.may(Permission.ACCEPT):
        return
    if finding.accepted:
        st.button(visit.say(T("Withdraw the acceptance")), key=f"withdraw_{finding.id}", on_click=_withdraw, args=(visit, finding))
    else:
        with st.expander(
            visit.say(T("Accept this finding")), icon=":material/task_alt:", expanded=bool(st.session_state.get(_key(finding, "wrong")))
        ):
            _form(visit, finding)


def _form(visit: Visit, finding: Finding) -> None:
    st.write(visit.say(T("Accepting means: seen, discussed and left as it is. It lapses on its end date, and when the evidence changes.")))
    with st.form(_key(finding, "form"), border=False, clear_on_submit=False):
        st.text_area(visit.say(T("Reason")), key=_key(finding, "reason"), height=80, max_chars=1000)
        st.text_input(
            visit.say(T("Accepted by")), key=_key(finding, "by"), max_chars=120, placeholder=visit.say(T("for instance: board secretary"))
        )
        st.caption(visit.say(READERS))
        # A text: the parts of Streamlit's own date field have English names and no value for a screen reader.
        st.text_input(visit.say(T("Until (may be left empty)")), key=_key(finding, "until"), max_chars=10, placeholder="2027-03-31")
        st.form_submit_button(visit.say(T("Accept")), type="primary", on_click=_accept, args=(visit, finding))
    wrong = st.session_state.pop(_key(finding, "wrong"), None)
    if wrong:
        st.error(as_text(wrong))


def _accept(visit: Visit, finding: Finding) -> None:
    until = (st.session_state.get(_key(finding, "until")) or "").strip()
    try:
        visit.work.accept(
            finding.id,
            reason=st.session_state.get(_key(finding, "reason")) or "",
            by=st.session_state.get(_key(finding, "by")) or "",
            until=until or None,
        )
    except OrggraphError as error:
        st.session_state[_key(finding, "wrong")] = error.text(visit.lang)


def _withdraw(visit: Visit, finding: Finding) -> None:
    try:
        visit.work.withdraw(finding.id)
    except OrggraphError as error:
        st.session_state[_key(finding, "wrong")] = error.text(visit.lang)


def _key(finding: Finding, name: str) -> str:
    return f"accept_{name}_{finding.id}"
