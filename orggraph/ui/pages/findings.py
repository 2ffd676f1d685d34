"""Signalen: every finding by what it is about, with its evidence drawn, its sources, its question, and its acceptance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from orggraph.analyses import registry as analyses
from orggraph.findings import Finding, Severity
from orggraph.i18n import N, T
from orggraph.model.nodes import LABELS
from orggraph.picture import export
from orggraph.tables import tables
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import acceptance, evidence
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.finding import COLOURS, brief, in_order, origin, quote_of, severity_chip
from orggraph.ui.widgets.look import as_text, capital, node_link, plain, source_link
from orggraph.views.overview import Matter, matters

FILTERS: Mapping[str, list[str] | None] = {"kind": [], "rule": [], "severity": [], "subject": None}
ADDRESS = Address("findings", {**FILTERS, "state": "open", "finding": None})
STATES = {"open": T("To discuss"), "unknown": T("Not assessable"), "accepted": T("Accepted"), "all": T("All")}
"""What is not assessable asks for data first: it stands apart, and is not counted as to be discussed."""
COLUMNS = ("id", "kind", "measure", "severity", "dataset", "date", "subjects", "object", "value", "denominator", "unit", "assessable",
           "text", "question", "remedy", "rule", "origin", "basis", "quote", "sources",
           "accepted_by", "accepted_reason", "accepted_until", "dataset_version", "sources_followed", "invented")  # fmt: skip
SIGNS = {
    Severity.BAR: "gavel", Severity.JUSTIFY: "edit_note", Severity.TENSION: "compare_arrows", Severity.GAP: "radio_button_unchecked",
    Severity.INFO: "info",
}  # fmt: skip
LIST_HEIGHT = 640
LISTED = 40
"""So many findings are listed at a time; each is a control of its own, and hundreds of them would make every click slow."""


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
    _severities(visit)
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
    elif asked and ADDRESS["state"] not in ("all", _state_of(known[asked])):
        ADDRESS["state"] = "all"
    ADDRESS["kind"] = [kind for kind in ADDRESS["kind"] if kind in analyses()]
    ADDRESS["rule"] = [rule for rule in ADDRESS["rule"] if rule in _rules(visit)]
    ADDRESS["severity"] = [one for one in ADDRESS["severity"] if one in [severity.value for severity in Severity]]
    if ADDRESS["subject"] not in _subjects(visit):
        ADDRESS["subject"] = None
    if ADDRESS["state"] not in STATES:
        ADDRESS["state"] = "open"


def _state_of(finding: Finding) -> str:
    return "accepted" if finding.accepted else "open" if finding.assessable else "unknown"


def _state(visit: Visit) -> None:
    counts = Counter(map(_state_of, visit.findings))
    counts["all"] = len(visit.findings)
    ADDRESS.widget(
        "state", st.segmented_control, visit.say(T("Which")), list(STATES), required=True, label_visibility="collapsed", width="content",
        format_func=lambda state: f"{visit.say(STATES[state])} ({counts[state]})",
    )  # fmt: skip


def _filters(visit: Visit) -> None:
    active = sum(1 for name in FILTERS if ADDRESS[name])
    label = visit.say(T("Filter ({n})", n=active) if active else T("Filter"))
    subjects, rules = _subjects(visit), _rules(visit)
    kinds = [kind for kind in analyses() if any(finding.kind == kind for finding in visit.findings)]
    with st.popover(label, icon=":material/filter_list:", type="primary" if active else "secondary"):
        ADDRESS.widget(
            "kind", st.multiselect, visit.say(T("Kind")), kinds, format_func=lambda kind: analyses()[kind].title[visit.lang],
            placeholder=visit.say(T("All")),
        )  # fmt: skip
        ADDRESS.widget(
            "rule", st.multiselect, visit.say(T("Rule or measure")), list(rules), format_func=rules.__getitem__,
            placeholder=visit.say(T("All")), filter_mode="contains",
        )  # fmt: skip
        ADDRESS.widget(
            "subject", st.selectbox, visit.say(T("About")), list(subjects), format_func=subjects.__getitem__, index=None,
            placeholder=visit.say(T("All")),
        )  # fmt: skip
        if active and st.button(visit.say(T("Clear the filter"))):
            for name, nothing in FILTERS.items():
                ADDRESS[name] = nothing
            st.rerun()


def _severities(visit: Visit) -> None:
    """The choice of severities, each with how many findings the other choices leave of it."""
    counts = Counter(finding.severity for finding in visit.findings if _passes(finding, but="severity"))
    shown = [one.value for one in Severity if counts[one] or one.value in ADDRESS["severity"]]
    if len(shown) > 1:
        ADDRESS.widget(
            "severity", st.pills, visit.say(T("Severity")), shown, selection_mode="multi", label_visibility="collapsed",
            format_func=lambda one: f"{Severity(one).names[visit.lang]} ({counts[Severity(one)]})",
        )  # fmt: skip


def _rule_of(finding: Finding) -> str:
    """What found it: the rule; where an analysis needs none, what it measures."""
    return finding.rule if finding.rule and not finding.counted else f"{finding.kind}.{finding.measure}"


def _rules(visit: Visit) -> dict[str, str]:
    """What found the findings, by id: the title of the rule or measure, in the order of these."""
    titles = {_rule_of(finding): capital(finding.title[visit.lang]) for finding in visit.findings}
    return dict(sorted(titles.items(), key=lambda one: (one[1].casefold(), one[0])))


def _subjects(visit: Visit) -> dict[str, str]:
    """What findings are about, by id: name and kind of thing, in the order of the names."""
    objects = {finding.object for finding in visit.findings if finding.object}
    ids = {one for one in {subject.id for finding in visit.findings for subject in finding.subjects} | objects if one in visit.graph}
    named = sorted((visit.graph.nodes[one]["name"], one) for one in ids)
    return {one: f"{name} ({LABELS[visit.graph.nodes[one]['label']].title[visit.lang].lower()})" for name, one in named}


def _chosen(visit: Visit) -> list[Finding]:
    return [finding for finding in visit.findings if _passes(finding)]


def _passes(finding: Finding, but: str = "") -> bool:
    """Whether a finding passes the reader's choices; all of them, or all but one."""
    about = ADDRESS["subject"]
    return (
        ADDRESS["state"] in ("all", _state_of(finding))
        and (not ADDRESS["kind"] or finding.kind in ADDRESS["kind"])
        and (not ADDRESS["rule"] or _rule_of(finding) in ADDRESS["rule"])
        and (but == "severity" or not ADDRESS["severity"] or finding.severity.value in ADDRESS["severity"])
        and (not about or about == finding.object or about in [subject.id for subject in finding.subjects])
    )


def _first(found: Sequence[Matter]) -> Finding | None:
    return in_order(found[0].findings)[0] if found else None


def _list(visit: Visit, found: Sequence[Matter], one: Finding | None) -> None:
    n = sum(len(matter.findings) for matter in found)
    st.caption(visit.say(N("{n} finding", "{n} findings", n)) + " · " + visit.say(T("by matter; the order ranks nobody")))
    most = _listed(found, one)
    with st.container(height=LIST_HEIGHT if n > 8 else "content", border=False, key="findings_list"):
        told = 0
        for matter in found:
            if told >= most:
                break
            _heading(visit, matter)
            for finding in in_order(matter.findings):
                _entry(visit, finding, chosen=one is not None and finding.id == one.id)
            told += len(matter.findings)
        if told < n:
            more = N("Show {n} more", "Show {n} more", min(LISTED, n - told))
            st.button(visit.say(more), key="findings_more", on_click=_list_more, args=(told,), width="stretch")


def _listed(found: Sequence[Matter], one: Finding | None) -> int:
    """How many findings are listed: as many as the reader asked for under this choice, and at least up to the one shown."""
    choice = [*(ADDRESS[name] for name in (*FILTERS, "state"))]
    if st.session_state.get("findings_choice") != choice:
        st.session_state["findings_choice"], st.session_state["findings_listed"] = choice, LISTED
    before = 0
    for matter in found:
        before += len(matter.findings)
        if one is not None and one in matter.findings:
            break
    return max(int(st.session_state["findings_listed"]), before if one is not None else 0)


def _list_more(told: int) -> None:
    st.session_state["findings_listed"] = told + LISTED


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

    sign = SIGNS[finding.severity] if finding.assessable else "help"
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
    rule = f'<p class="og-quiet">{plain(visit.say(T("Rule:")))} {plain(finding.title[visit.lang])}</p>' if not finding.counted else ""
    st.html(
        f'<section class="og-finding" style="border-top-color:{COLOURS[finding.severity]}"><div>{severity_chip(visit, finding)}'
        f'<span class="og-chip og-chip-plain">{plain(kind)}</span></div><h2>{names}</h2>{rule}{met}'
        f"<p>{plain(visit.say(finding.text))}</p>"
        f"{quote_of(finding)}"
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
    if finding.origin == "law":
        parts.append(plain(visit.say(T("what the law asks here is for a lawyer to say"))))
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
    (origin_of,) = export.with_origin(visit.graph, [row])
    return {
        **origin_of,
        "subjects": "; ".join(subject.name for subject in finding.subjects),
        "object": visit.graph.nodes[finding.object]["name"] if finding.object and finding.object in visit.graph else None,
        "sources": "; ".join(f"{source} {locator}".strip() for source, locator in finding.sources),
        **{f"accepted_{name}": accepted.get(name) for name in ("by", "reason", "until")},
    }


page = Page(path="signalen", title={"nl": "Signalen", "en": "Findings"}, icon="flag", order=30, render=render)
