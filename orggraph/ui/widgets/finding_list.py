"""The list of findings: what the law asks first, by what each finding is about, with the one that is shown in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import streamlit as st

from orggraph.analyses import registry as analyses
from orggraph.findings import Finding, Severity, weight
from orggraph.i18n import N, T
from orggraph.ui import document
from orggraph.ui.page import Visit
from orggraph.ui.widgets.finding import brief, kind_of, name_of
from orggraph.ui.widgets.look import as_text, capital, plain
from orggraph.views.overview import Matter, matters

SIGNS = {
    Severity.BAR: "gavel",
    Severity.JUSTIFY: "edit_note",
    Severity.TENSION: "compare_arrows",
    Severity.GAP: "radio_button_unchecked",
    Severity.INFO: "info",
}
HEIGHT = 640
LISTED = 40
"""So many findings are listed at a time; each is a control of its own, and hundreds of them would make every click slow."""
FOLLOWING = 15
"""So many are listed from the one that is shown on, so that it can be scrolled away from the end of the list."""
Section = tuple[str, list[Matter]]
"""How much the findings ask for, in words, and the matters that they are about."""


def sections(visit: Visit, findings: Sequence[Finding]) -> list[Section]:
    """Findings by how much they ask for, the gravest first, and within that by what they are about."""
    groups = groupby(findings, key=lambda finding: weight(finding)[visit.lang])
    return [(name, matters(visit.graph, group)) for name, group in groups]


def in_list(listed: Sequence[Section]) -> Iterator[Finding]:
    """The findings of a list, from top to bottom."""
    return (finding for _, group in listed for matter in group for finding in matter.findings)


def show(
    visit: Visit,
    listed: Sequence[Section],
    current: Finding | None,
    *,
    choice: Sequence[object],
    choose: Callable[[Finding], None],
    detail: str = "",
    arrived: str = "",
) -> None:
    """Draw the list.

    Parameters
    ----------
    visit
        The reader's choices.
    listed
        What :func:`sections` gives.
    shown
        The finding that is shown beside the list; it is listed, and scrolled into view.
    choice
        What the reader asks to see; where that changes, the list begins anew.
    choose
        Called with a finding that the reader points at.
    detail, arrived
        What shows the finding, and from where the reader came: see :func:`orggraph.ui.document.bring_in_sight`.
    """
    every = list(in_list(listed))
    st.caption(visit.say(N("{n} finding", "{n} findings", len(every))) + " · " + visit.say(T("by matter; the order ranks nobody")))
    most = _most(every, current, choice)
    with st.container(height=HEIGHT if len(every) > 8 else "content", border=False, key="findings_list"):
        drawn = 0
        for name, group in listed:
            for matter in group if drawn < most else ():
                if matter is group[0]:
                    _severity(name, sum(len(section.findings) for section in group))
                if drawn < most:
                    _heading(visit, matter)
                    for finding in matter.findings:
                        _entry(visit, finding, choose, chosen=finding == current)
                    drawn += len(matter.findings)
        if drawn < len(every):
            more = N("Show {n} more", "Show {n} more", min(LISTED, len(every) - drawn))
            st.button(visit.say(more), key="findings_more", on_click=_list_more, args=(drawn,), width="stretch")
    if current is not None:
        document.bring_in_sight(f".st-key-{_key(current, chosen=True)}", within=".st-key-findings_list", detail=detail, arrived=arrived)


def _most(every: Sequence[Finding], current: Finding | None, choice: Sequence[object]) -> int:
    """How many findings are listed: as many as the reader asked for under this choice, and some beyond the one shown."""
    if st.session_state.get("findings_choice") != choice:
        st.session_state["findings_choice"], st.session_state["findings_listed"] = choice, LISTED
    return max(int(st.session_state["findings_listed"]), every.index(current) + FOLLOWING if current in every else 0)


def _list_more(drawn: int) -> None:
    st.session_state["findings_listed"] = drawn + LISTED


def _severity(name: str, n: int) -> None:
    st.html(f'<h2 class="og-severity">{plain(capital(name))} <span class="og-quiet">{n}</span></h2>')


def _heading(visit: Visit, matter: Matter) -> None:
    first = matter.findings[0]
    if first.parts and not first.assessable:
        name, kind = analyses()[first.kind].title[visit.lang], ""
    elif len(matter.about) > 1:
        name, kind = visit.say(T("Without a shared object")), ""
    else:
        name, kind = name_of(visit, matter.about[0]), kind_of(visit, matter.about[0])
    st.html(f'<h3 class="og-group">{plain(name)} <span class="og-quiet">{plain(kind)}</span></h3>')


def _entry(visit: Visit, finding: Finding, choose: Callable[[Finding], None], *, chosen: bool) -> None:
    """One line of the list; a button, so that it works with the keyboard and keeps its place."""
    sign = SIGNS[finding.severity] if finding.assessable else "help"
    icon = f":material/{'task_alt' if finding.accepted else sign}:"
    key = _key(finding, chosen=chosen)
    st.button(as_text(brief(visit, finding)), key=key, icon=icon, type="tertiary", on_click=choose, args=(finding,), width="stretch")


def _key(finding: Finding, *, chosen: bool) -> str:
    return f"finding_{'chosen' if chosen else 'other'}_{finding.id}"
