"""Signalen: every finding by what it is about, with its evidence drawn, its sources, its question, and its acceptance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from orggraph.analyses import registry as analyses
from orggraph.findings import Finding, Severity, State, chosen, count, state_of
from orggraph.i18n import Bilingual, T
from orggraph.picture import export
from orggraph.picture.palette import SEVERITY_COLOUR
from orggraph.search.entries import TAKES
from orggraph.tables import tables
from orggraph.tables.headings import headings, in_words
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import acceptance, evidence, finding_list, handout
from orggraph.ui.widgets.address import Address
from orggraph.ui.widgets.finding import figure_of, kind_of, name_of, object_of, origin, quote_of, severity_chip
from orggraph.ui.widgets.look import as_text, capital, node_link, plain, source_link

FILTERS: Mapping[str, list[str] | None] = {"kind": [], "rule": [], "severity": [], "subject": None}
ADDRESS = Address("findings", {**FILTERS, "state": "open", "finding": None})
ALL = "all"
"""Findings in any state."""
DETAIL = ".og-finding h2"
"""The heading of the finding that is shown, which gets the focus of who comes from elsewhere."""
COLUMNS = ("id", "kind", "measure", "severity", "dataset", "date", "subjects", "object", "value", "denominator", "unit",
           "figures", "assessable", "text", "question", "remedy", "rule", "origin", "basis", "quote", "sources",
           "accepted_by", "accepted_reason", "accepted_until", "dataset_version", "sources_followed", "invented")  # fmt: skip


def render(visit: Visit) -> None:
    """Draw the page."""
    ADDRESS.read()
    _forget_unknown(visit)
    followed = _follow(visit)
    with st.container(horizontal=True, vertical_alignment="center", key="findings_bar"):
        st.title(visit.say(T("Findings")), width="stretch", anchor=False)
        _filters(visit)
        saving = st.container(width="content")
    _state(visit)
    findings = _chosen(visit)
    with saving:
        handout.several(visit, findings, _csv(visit, findings))
    _severities(visit)
    listed, detail = st.columns([5, 8], gap="medium")
    sections = finding_list.sections(visit, findings)
    finding = followed or next(finding_list.in_list(sections), None)
    with listed:
        arrived = st.session_state.get("findings_arrived", "")
        finding_list.show(visit, sections, finding, choice=_choice(), choose=_choose, detail=DETAIL, arrived=arrived)
    with detail:
        _detail(visit, finding)
    ADDRESS.write()


def _forget_unknown(visit: Visit) -> None:
    """What a link names and this region does not have is said once, and let go of."""
    unknown = [
        *(kind for kind in ADDRESS["kind"] if kind not in analyses()),
        *(rule for rule in ADDRESS["rule"] if rule not in _rules(visit)),
    ]
    if ADDRESS["subject"] and ADDRESS["subject"] not in _subjects(visit):
        unknown.append(name_of(visit, ADDRESS["subject"]) if ADDRESS["subject"] in visit.graph else ADDRESS["subject"])
    if unknown:
        st.warning(
            as_text(visit.say(T("The link asks for findings on {names}; there are none here. These are all the others.", names=unknown)))
        )
    ADDRESS["kind"] = [kind for kind in ADDRESS["kind"] if kind in analyses()]
    ADDRESS["rule"] = [rule for rule in ADDRESS["rule"] if rule in _rules(visit)]
    ADDRESS["severity"] = [name for name in ADDRESS["severity"] if name in [severity.value for severity in Severity]]
    if ADDRESS["subject"] not in _subjects(visit):
        ADDRESS["subject"] = None
    if ADDRESS["state"] not in [ALL, *State]:
        ADDRESS["state"] = State.OPEN.value
    if Severity.INFO in ADDRESS["severity"] and ADDRESS["state"] == State.OPEN:
        ADDRESS["state"] = ALL


def _follow(visit: Visit) -> Finding | None:
    """The finding asked. A link shows it whatever was chosen before; another choice lets go of it, its acceptance does not."""
    wanted, choice = ADDRESS["finding"], _choice()
    finding = next((item for item in visit.findings if item.id == wanted), None)
    followed, chosen_before = st.session_state.get("findings_followed", (None, None))
    if wanted and finding is None:
        st.warning(visit.say(T("There is no finding {id} here: not in this region, or not on this date.", id=as_text(wanted))))
    elif finding and wanted not in (followed, st.session_state.get("findings_here")):
        st.session_state["findings_arrived"] = finding.id
    if finding and finding not in _chosen(visit):
        if wanted != followed:
            for name, nothing in {**FILTERS, "state": state_of(finding).value}.items():
                ADDRESS[name] = nothing
        elif choice != chosen_before:
            finding = None
    ADDRESS["finding"] = finding.id if finding else None
    st.session_state["findings_followed"] = ADDRESS["finding"], _choice()
    return finding


def _choice() -> list[object]:
    """What the reader asks to see."""
    return [ADDRESS[name] for name in (*FILTERS, "state")]


def _state(visit: Visit) -> None:
    counted = {state.value: n for state, n in count(visit.findings).items()} | {ALL: len(visit.findings)}
    names = {state.value: capital(state.names[visit.lang]) for state in State} | {ALL: visit.say(T("All"))}
    ADDRESS.widget(
        "state", st.segmented_control, visit.say(T("Which")), list(names), required=True, label_visibility="collapsed", width="content",
        format_func=lambda state: f"{names[state]} ({counted[state]})",
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
    """The choice of severities, each with how many findings that can be assessed the other choices leave of it."""
    counts = Counter(finding.severity for finding in visit.findings if finding.assessable and _passes(finding))
    offered = [severity.value for severity in Severity if counts[severity] or severity.value in ADDRESS["severity"]]
    if len(offered) > 1:
        ADDRESS.widget(
            "severity", st.pills, visit.say(T("Severity")), offered, selection_mode="multi", label_visibility="collapsed",
            format_func=lambda name: f"{Severity(name).names[visit.lang]} ({counts[Severity(name)]})",
        )  # fmt: skip


def _rule_of(finding: Finding) -> str:
    """What found it: the rule; where an analysis needs none, what it measures."""
    return finding.rule if finding.rule and not finding.counted else f"{finding.kind}.{finding.measure}"


def _rules(visit: Visit) -> dict[str, str]:
    """What found the findings, by id: the title of the rule or measure, in the order of these."""
    titles = {_rule_of(case): capital(case.title[visit.lang]) for finding in visit.findings for case in finding.cases}
    return dict(sorted(titles.items(), key=lambda entry: (entry[1].casefold(), entry[0])))


def _subjects(visit: Visit) -> dict[str, str]:
    """What findings are about, by id: name and kind of thing, in the order of the names."""
    ids = {node for finding in visit.findings for node in finding.about if node in visit.graph or node in visit.heads}
    named = sorted((name_of(visit, node), node) for node in ids)
    return {node: f"{name} ({kind_of(visit, node).lower()})" for name, node in named}


def _chosen(visit: Visit) -> list[Finding]:
    severities = ADDRESS["severity"] if ADDRESS["state"] != State.UNKNOWN else ()
    return chosen(filter(_passes, visit.findings), severities=severities)


def _passes(finding: Finding) -> bool:
    """Whether a finding passes the reader's choices but for that of severities."""
    about = ADDRESS["subject"]
    return (
        ADDRESS["state"] in (ALL, state_of(finding))
        and (not ADDRESS["kind"] or any(case.kind in ADDRESS["kind"] for case in finding.cases))
        and (not ADDRESS["rule"] or any(_rule_of(case) in ADDRESS["rule"] for case in finding.cases))
        and (not about or about in finding.about)
    )


def _choose(finding: Finding) -> None:
    ADDRESS["finding"] = st.session_state["findings_here"] = finding.id


def _detail(visit: Visit, finding: Finding | None) -> None:
    if finding is None:
        st.info(visit.say(T("Nothing passes this choice.") if visit.findings else T("Nothing was found that asks for attention.")))
        return
    kind = analyses()[finding.kind].title[visit.lang]
    st.html(
        f'<section class="og-finding" style="border-top-color:{SEVERITY_COLOUR[finding.severity]}"><div>{severity_chip(visit, finding)}'
        f'<span class="og-chip og-chip-plain">{plain(kind)}</span></div><h2 tabindex="-1">{_heading(visit, finding)}</h2>'
        f"{_account(visit, finding)}</section>"
    )
    handout.of_finding(visit, finding)
    acceptance.standing(visit, finding)
    st.html(f"<h3>{plain(visit.say(T('What it rests on')))}</h3>")
    evidence.drawn(visit, finding)
    evidence.listed(visit, finding)
    acceptance.controls(visit, finding)


def _heading(visit: Visit, finding: Finding) -> str:
    """What a finding is about (safe HTML); where one rule leaves several cases open, that rule."""
    if finding.parts and not finding.assessable:
        return plain(capital(finding.title[visit.lang]))
    return " × ".join(_name(visit, subject.id) for subject in finding.subjects)


def _account(visit: Visit, finding: Finding) -> str:
    """What a finding says, asks and rests on (safe HTML); of several on one line each in turn."""
    if finding.parts and finding.assessable:
        return "".join(_account(visit, part) for part in finding.parts)
    rule = f'<p class="og-quiet">{plain(visit.say(T("Rule:")))} {plain(finding.title[visit.lang])}</p>' if not finding.counted else ""
    cases = "".join(f"<li>{plain(visit.say(part.text))}</li>" for part in finding.parts)
    remedy = f"<p>{plain(visit.say(finding.remedy))}</p>" if finding.remedy else ""
    return (
        f"{rule}{object_of(visit, finding)}<p>{plain(visit.say(finding.text))}</p>"
        f"{f'<ul>{cases}</ul>' if cases else ''}{quote_of(finding)}"
        f'<div class="og-question"><p class="og-quiet">{plain(visit.say(T("To discuss")))}</p>'
        f'<p class="og-ask">{plain(visit.say(finding.question))}</p>{remedy}</div>'
        f'<p class="og-quiet">{_rests_on(visit, finding)}</p>'
    )


def _name(visit: Visit, about: str) -> str:
    return node_link(visit, about) if about in visit.graph else plain(name_of(visit, about))


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


def _csv(visit: Visit, findings: Sequence[Finding]) -> Callable[[], str]:
    """What makes a table of findings, with version and date of the data."""
    return lambda: tables.to_csv([_flat(visit, finding) for finding in findings], COLUMNS, headings(COLUMNS, visit.lang))


def _flat(visit: Visit, finding: Finding) -> dict[str, object]:
    """A finding as one row of a table, in words."""
    row = finding.to_json(visit.lang)
    accepted = row["accepted"] or {}
    (origin_of,) = export.with_origin(visit.graph, [row])
    flat = {
        **origin_of,
        "kind": analyses()[finding.kind].title[visit.lang],
        "measure": finding.title[visit.lang],
        "origin": origin(visit, finding),
        "figures": "; ".join(figure_of(visit, figure) for figure in finding.counts),
        "subjects": "; ".join(subject.name for subject in finding.subjects),
        "object": visit.graph.nodes[finding.object]["name"] if finding.object and finding.object in visit.graph else None,
        "sources": "; ".join(f"{source} {locator}".strip() for source, locator in finding.sources),
        **{f"accepted_{name}": accepted.get(name) for name in ("by", "reason", "until")},
    }
    return in_words([flat], visit.lang)[0]


page = Page(
    path="signalen", title=Bilingual("Signalen", "Findings"), icon="flag", order=30, render=render, group="decide",
    words="aandacht aandachtspunten knelpunten bevindingen bespreken spanningen risico rode vlaggen attention issues red flags tensions",
    takes={"subject": TAKES["subject"]},
)  # fmt: skip
