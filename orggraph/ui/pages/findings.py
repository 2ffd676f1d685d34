"""Signalen: every finding by what it is about, with its evidence drawn, its sources, its question, and its acceptance."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from orggraph.analyses import registry as analyses
from orggraph.findings import Finding, Severity
from orggraph.i18n import N, T
from orggraph.model.nodes import LABELS
from orggraph.overview import Matter, matters
from orggraph.reports import tables
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import acceptance, evidence
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.finding import COLOURS, brief, in_order, origin, severity_chip
from orggraph.ui.widgets.look import as_text, node_link, plain, source_link

ADDRESS = Address("findings", {"kind": [], "severity": [], "subject": None, "state": "open", "finding": None})
STATES = {"open": T("To discuss"), "accepted": T("Accepted"), "all": T("All")}
COLUMNS = ("id", "kind", "measure", "severity", "dataset", "date", "subjects", "object", "value", "denominator", "unit", "assessable",
           "text", "question", "remedy", "rule", "origin", "basis", "sources",
           "accepted_by", "accepted_reason", "accepted_until")  # fmt: skip
SIGNS = {Severity.GAP: "radio_button_unchecked", Severity.INFO: "info"}
LIST_HEIGHT = 640


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    _forget_unknown(visit)
    with st.container(horizontal=True, vertical_alignment="center", key="findings_bar"):
        st.title(visit.say(T("Findings")), width="stretch", anchor=False)
        _state(visit)
        _filters(visit)
        saving = st.container(width="content")
    chosen = _chosen(visit)
    with saving:
        _download(visit, chosen)
    listed, shown = st.columns([5, 8], gap="medium")
    found = matters(visit.graph, chosen)
    one = next((finding for finding in chosen if finding.id == ADDRESS["finding"]), None) or _first(found)
    with listed:
        _list(visit, found, one)
    with shown:
        _detail(visit, one)
    ADDRESS.write()


def _forget_unknown(visit: Visit) -> None:
    """What a link names and this region does not have is said once, and let go of."""
    known = {finding.id: finding for finding in visit.findings}
    asked = ADDRESS["finding"]
    if asked and asked not in known:
        st.warning(visit.say(T("There is no finding {id} here: not in this region, or not on this date.", id=as_text(asked))))
        ADDRESS["finding"] = None
    elif asked and bool(known[asked].accepted) is (ADDRESS["state"] == "open") and ADDRESS["state"] != "all":
        ADDRESS["state"] = "all"
    ADDRESS["kind"] = [kind for kind in ADDRESS["kind"] if kind in analyses()]
    ADDRESS["severity"] = [one for one in ADDRESS["severity"] if one in [severity.value for severity in Severity]]
    if ADDRESS["subject"] not in _subjects(visit):
        ADDRESS["subject"] = None
    if ADDRESS["state"] not in STATES:
        ADDRESS["state"] = "open"


def _state(visit: Visit) -> None:
    accepted = sum(1 for finding in visit.findings if finding.accepted)
    counts = {"open": len(visit.findings) - accepted, "accepted": accepted, "all": len(visit.findings)}
    ADDRESS.widget(
        "state", st.segmented_control, visit.say(T("Which")), list(STATES), required=True, label_visibility="collapsed", width="content",
        format_func=lambda state: f"{visit.say(STATES[state])} ({counts[state]})",
    )  # fmt: skip


def _filters(visit: Visit) -> None:
    active = sum(1 for name in ("kind", "severity", "subject") if ADDRESS[name])
    label = visit.say(T("Filter ({n})", n=active) if active else T("Filter"))
    subjects = _subjects(visit)
    with st.popover(label, icon=":material/filter_list:", type="primary" if active else "secondary"):
        ADDRESS.widget(
            "kind", st.multiselect, visit.say(T("Kind")), list(analyses()), format_func=lambda kind: analyses()[kind].title[visit.lang],
            placeholder=visit.say(T("All")),
        )  # fmt: skip
        ADDRESS.widget(
            "severity", st.multiselect, visit.say(T("Severity")), [one.value for one in Severity],
            format_func=lambda one: Severity(one).names[visit.lang], placeholder=visit.say(T("All")),
        )  # fmt: skip
        ADDRESS.widget(
            "subject", st.selectbox, visit.say(T("About")), list(subjects), format_func=subjects.__getitem__, index=None,
            placeholder=visit.say(T("All")),
        )  # fmt: skip
        if active and st.button(visit.say(T("Clear the filter"))):
            ADDRESS["kind"], ADDRESS["severity"], ADDRESS["subject"] = [], [], None
            st.rerun()


def _subjects(visit: Visit) -> dict[str, str]:
    """What findings are about, by id: name and kind of thing, in the order of the names."""
    objects = {finding.object for finding in visit.findings if finding.object}
    ids = {one for one in {subject.id for finding in visit.findings for subject in finding.subjects} | objects if one in visit.graph}
    named = sorted((visit.graph.nodes[one]["name"], one) for one in ids)
    return {one: f"{name} ({LABELS[visit.graph.nodes[one]['label']].title[visit.lang].lower()})" for name, one in named}


def _chosen(visit: Visit) -> list[Finding]:
    state, about = ADDRESS["state"], ADDRESS["subject"]
    return [
        finding
        for finding in visit.findings
        if (state == "all" or bool(finding.accepted) is (state == "accepted"))
        and (not ADDRESS["kind"] or finding.kind in ADDRESS["kind"])
        and (not ADDRESS["severity"] or finding.severity.value in ADDRESS["severity"])
        and (not about or about == finding.object or about in [subject.id for subject in finding.subjects])
    ]


def _first(found: Sequence[Matter]) -> Finding | None:
    return in_order(found[0].findings)[0] if found else None


def _list(visit: Visit, found: Sequence[Matter], one: Finding | None) -> None:
    n = sum(len(matter.findings) for matter in found)
    st.caption(visit.say(N("{n} finding", "{n} findings", n)) + " · " + visit.say(T("by matter; the order ranks nobody")))
    with st.container(height=LIST_HEIGHT if n > 8 else "content", border=False, key="findings_list"):
        for matter in found:
            _heading(visit, matter)
            for finding in in_order(matter.findings):
                _entry(visit, finding, chosen=one is not None and finding.id == one.id)


def _heading(visit: Visit, matter: Matter) -> None:
    about = matter.about[0]
    if len(matter.about) > 1:
        name, kind = visit.say(T("Without a shared object")), ""
    else:
        data = visit.graph.nodes[about]
        name, kind = data["name"], LABELS[data["label"]].title[visit.lang]
    st.html(f'<h2 class="og-group">{plain(name)} <span class="og-quiet">{plain(kind)}</span></h2>')


def _entry(visit: Visit, finding: Finding, *, chosen: bool) -> None:
    """One line of the list; a button, so that it works with the keyboard and keeps its place."""

    def choose() -> None:
        ADDRESS["finding"] = finding.id

    sign = SIGNS.get(finding.severity, "compare_arrows") if finding.assessable else "help"
    icon = f":material/{'task_alt' if finding.accepted else sign}:"
    key = f"finding_{'chosen' if chosen else 'other'}_{finding.id}"
    st.button(as_text(brief(visit, finding)), key=key, icon=icon, type="tertiary", on_click=choose, width="stretch")


def _detail(visit: Visit, finding: Finding | None) -> None:
    if finding is None:
        st.info(visit.say(T("Nothing passes this choice.") if visit.findings else T("Nothing was found that asks for attention.")))
        return
    names = " × ".join(_name(visit, subject.id, subject.name) for subject in finding.subjects)
    about = finding.object if finding.object in visit.graph else None
    met = f'<p class="og-quiet">{plain(visit.say(T("They meet at")))} {node_link(visit, about)}</p>' if about else ""
    remedy = f"<p>{plain(visit.say(finding.remedy))}</p>" if finding.remedy else ""
    kind = analyses()[finding.kind].title[visit.lang] if finding.kind in analyses() else finding.kind
    ask = f'<p class="og-quiet">{plain(visit.say(T("To discuss")))}</p><p class="og-ask">{plain(visit.say(finding.question))}</p>{remedy}'
    st.html(
        f'<section class="og-finding" style="border-top-color:{COLOURS[finding.severity]}"><div>{severity_chip(visit, finding)}'
        f'<span class="og-chip og-chip-plain">{plain(kind)}</span></div><h2>{names}</h2>{met}'
        f"<p>{plain(visit.say(finding.text))}</p>"
        f'<div class="og-question">{ask}</div>'
        f'<p class="og-quiet">{_rests_on(visit, finding)}</p></section>'
    )
    acceptance.standing(visit, finding)
    st.html(f"<h3>{plain(visit.say(T('What it rests on')))}</h3>")
    evidence.drawn(visit, finding)
    evidence.told(visit, finding)
    acceptance.controls(visit, finding)


def _name(visit: Visit, node: str, name: str) -> str:
    return node_link(visit, node) if node in visit.graph else plain(name)


def _rests_on(visit: Visit, finding: Finding) -> str:
    """Where the rule comes from, and which documents the evidence (safe HTML)."""
    parts = [plain(origin(visit, finding))]
    if finding.basis:
        parts.append(plain(visit.say(finding.basis)))
    sources = evidence.sources_of(visit, finding)
    if sources:
        parts.append(", ".join(source_link(visit, source, name) for source, name in sources))
    return " · ".join(parts)


def _download(visit: Visit, chosen: Sequence[Finding]) -> None:
    def made() -> str:
        return tables.to_csv([_flat(visit, finding) for finding in chosen], COLUMNS)

    name = "-".join(["signalen" if visit.lang == "nl" else "findings", *visit.datasets])
    st.download_button(
        visit.say(T("CSV")), made, f"{name}.csv", "text/csv", icon=":material/download:", on_click="ignore", disabled=not chosen,
        help=visit.say(T("The findings of this choice as a table, with version and date of the data.")),
    )  # fmt: skip


def _flat(visit: Visit, finding: Finding) -> dict[str, object]:
    """A finding as one row of a table."""
    row = finding.to_json(visit.lang)
    accepted = row["accepted"] or {}
    return {
        **row,
        "subjects": "; ".join(subject.name for subject in finding.subjects),
        "object": visit.graph.nodes[finding.object]["name"] if finding.object and finding.object in visit.graph else None,
        "sources": "; ".join(f"{source} {locator}".strip() for source, locator in finding.sources),
        **{f"accepted_{name}": accepted.get(name) for name in ("by", "reason", "until")},
    }


page = Page(path="signalen", title={"nl": "Signalen", "en": "Findings"}, icon="flag", order=30, render=render)
