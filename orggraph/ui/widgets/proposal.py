"""A change that is proposed: shown first, then applied or forgotten, and undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from orggraph.edits import Proposal, apply
from orggraph.errors import InvalidInput, OrggraphError
from orggraph.findings import Finding
from orggraph.i18n import N, T, Text, more
from orggraph.ui.page import Visit
from orggraph.ui.widgets.look import as_text, plain

PROPOSAL, DONE, WRONG = "keep_proposal", "keep_done", "keep_wrong"
MOST_FINDINGS = 8


def pending(visit: Visit) -> bool:
    """Draw the change that waits for an answer, and say whether there is one; else what was applied last, and what went wrong."""
    proposal = st.session_state.get(PROPOSAL)
    if isinstance(proposal, Proposal) and proposal.before.id in visit.datasets:
        _proposed(visit, proposal)
        return True
    done: tuple[str, int] | None = st.session_state.get(DONE)
    if done and done[0] in visit.heads:
        _applied(visit, *done)
    _wrong()
    return False


def keep(visit: Visit, make: Callable[[], Proposal]) -> bool:
    """Work out a change and keep it to be shown; False where it cannot be, and why is kept to be said."""
    try:
        st.session_state[PROPOSAL] = make()
    except InvalidInput as refusal:
        st.session_state[WRONG] = [problem.text(visit.lang) for problem in refusal.problems]
    except OrggraphError as refusal:
        st.session_state[WRONG] = [refusal.text(visit.lang)]
    else:
        return True
    return False


def _applied(visit: Visit, dataset: str, version: int) -> None:
    """What was written last in this session, and the way back."""
    st.success(as_text(visit.say(T("Applied: {region} is now version {n}.", region=visit.region(dataset), n=version))))
    if visit.heads[dataset]["version"] == version and version > 1:
        st.button(visit.say(T("Undo")), key="keep_undo", icon=":material/undo:", on_click=_undo, args=(visit, dataset, version))


def _undo(visit: Visit, dataset: str, version: int) -> None:
    """Bring back what was there before, as a version of its own."""
    try:
        loaded = visit.work.restore(dataset, version - 1, reason=visit.say(T("version {n} is undone", n=version)))
    except OrggraphError as refusal:
        st.session_state[WRONG] = [refusal.text(visit.lang)]
        return
    st.session_state[DONE] = dataset, loaded.version


def _proposed(visit: Visit, proposal: Proposal) -> None:
    """What would change, and what to do with it."""
    st.subheader(visit.say(T("This would change in {region}", region=visit.region(proposal.before.id))), anchor=False)
    st.html("<ul>" + "".join(f"<li>{plain(visit.say(sentence))}</li>" for sentence in proposal.sentences) + "</ul>")
    for warning in proposal.warnings:
        st.warning(as_text(warning.text(visit.lang)))
    _findings(visit, N("{n} finding appears:", "{n} findings appear:", len(proposal.appearing)), proposal.appearing)
    _findings(visit, N("{n} finding goes:", "{n} findings go:", len(proposal.solved)), proposal.solved)
    if not (proposal.appearing or proposal.solved):
        st.write(visit.say(T("No finding appears or goes.")))
    st.text_input(visit.say(T("Who changes it; a role is enough")), key="keep_by", max_chars=120)
    with st.container(horizontal=True):
        st.button(visit.say(T("Apply")), type="primary", key="keep_apply", on_click=_apply, args=(visit, proposal))
        st.button(visit.say(T("Do not apply")), key="keep_forget", on_click=lambda: st.session_state.pop(PROPOSAL, None))
    _wrong()


def _wrong() -> None:
    for wrong in st.session_state.pop(WRONG, ()):
        st.error(as_text(wrong))


def _findings(visit: Visit, head: Text, findings: Sequence[Finding]) -> None:
    if findings:
        rest = [visit.say(more(len(findings) - MOST_FINDINGS))] if len(findings) > MOST_FINDINGS else []
        lines = [*(visit.say(finding.text) for finding in findings[:MOST_FINDINGS]), *rest]
        st.html(f"<p><strong>{plain(visit.say(head))}</strong></p><ul>{''.join(f'<li>{plain(line)}</li>' for line in lines)}</ul>")


def _apply(visit: Visit, proposal: Proposal) -> None:
    by = str(st.session_state.get("keep_by") or "").strip()
    try:
        loaded = apply(visit.work, proposal, by=by or None)
    except OrggraphError as refusal:
        st.session_state[WRONG] = [refusal.text(visit.lang)]
        return
    st.session_state.pop(PROPOSAL, None)
    st.session_state[DONE] = loaded.dataset, loaded.version
