"""Start: what this region is, what can be asked of it, what needs attention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import streamlit as st

from orggraph import queries
from orggraph.analyses import registry as analyses
from orggraph.findings import Finding, count, state_of, total
from orggraph.findings.listing import RANKS
from orggraph.graph import provenance, reading
from orggraph.i18n import N, T, Text
from orggraph.model.nodes import LABELS
from orggraph.model.terms import ArrangementForm, Evidence
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.finding import COLOURS, brief, name_of
from orggraph.ui.widgets.look import capital, link, node_link, plain
from orggraph.views.overview import Matter, Overview, attention, overview

QUESTIONS = (
    "how-bodies-relate", "who-holds-what", "chairs", "commissions", "decision-owners", "decision-monitors", "open-slots",
    "route-of-decision",
    "decision-follow-up", "who-sees-everything", "shared-members", "products-and-capacities", "role-card", "roles-of-person",
    "council-distance", "participants", "preparation", "forms-compared", "contradictions", "posts-ending", "out-of-date",
)  # fmt: skip
"""The questions of the library that a director asks, in the order in which they are asked; a new one needs no place here."""
PAGES = {"how-bodies-relate": "relatiekaart", "who-holds-what": "wie-zit-waar"}
"""Questions that a page answers better than a table."""
OVERLOAD = "role_overload"
COUNTED = ("Body", "Post", "Role", "Person", "Assignment", "Product", "Topic", "Decision", "Route")
"""Labels whose number says something of a region."""
MOST_BRIEF = 5
MOST_FORMS = 3
"""With more legal forms than this they are counted by kind."""


def render(visit: Visit) -> None:
    """Draw the page."""
    overview = _overview(visit)
    head = visit.heads[visit.datasets[0]]
    about = head.get("description") if visit.lang == "nl" else head.get("description_en") or head.get("description")
    st.html(
        f'<section class="og-start"><h1>{plain(visit.say(T("Who does what in this cooperation")))}</h1>'
        f'<p class="og-about">{plain(about or "")}</p><dl class="og-facts">{"".join(_facts(visit, overview))}</dl></section>'
    )
    questions, attended = st.columns([5, 6], gap="large")
    with attended:
        _attention(visit)
    # Asked last: on a large region the questions take seconds the first time.
    with questions, st.spinner(visit.say(T("Asking …"))):
        _questions(visit)
    _not_this(visit)


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs={Visit: key_of})
def _overview(visit: Visit) -> Overview:
    return overview(visit.graph)


def _facts(visit: Visit, overview: Overview) -> Iterator[str]:
    """The facts as pairs of a title and safe HTML."""
    kinds = {form: ArrangementForm(visit.graph.nodes[form]["form"]).names[visit.lang] for form in overview.arrangements}
    if len(kinds) > MOST_FORMS:
        counted = sorted(Counter(kinds.values()).items(), key=lambda entry: (-entry[1], entry[0]))
        yield _fact(visit.say(T("Legal forms")), str(len(kinds)), ", ".join(f"{n} × {kind}" for kind, n in counted))
    else:
        for form, kind in kinds.items():
            yield _fact(visit.say(T("Legal form")), node_link(visit, form, capital(kind)), _origin(visit, form))
    if overview.participants:
        yield _fact(visit.say(T("Participants")), _participants(visit, overview), _participants_origin(visit, overview))
    for label in COUNTED:
        n = overview.counts.get(label, 0)
        if n:
            yield _fact(LABELS[label].plural[visit.lang], str(n), _of(visit, label, overview))
    yield _fact(visit.say(T("Relationships")), str(overview.relationships), visit.say(T("{n} inferred", n=overview.inferred)))


def _fact(title: str, value: str, more: str) -> str:
    rest = f'<dd class="og-quiet">{plain(more)}</dd>' if more else ""
    return f"<div><dt>{plain(title)}</dt><dd>{value}</dd>{rest}</div>"


def _of(visit: Visit, label: str, overview: Overview) -> str:
    if label == "Post":
        return visit.say(T("holder known of {n}", n=overview.held))
    if label == "Person":
        return visit.say(T("named in the sources"))
    return ""


def _origin(visit: Visit, node: str) -> str:
    evidence = visit.graph.nodes[node].get("evidence")
    return Evidence(evidence).names[visit.lang] if evidence in (Evidence.INFERRED, Evidence.EXTERNAL) else ""


def _participants(visit: Visit, overview: Overview) -> str:
    """How many take part; where of one record it is not stated for how many it stands, their names and not a number."""
    n = reading.count(visit.graph, overview.participants)
    if n is not None:
        return str(n)
    return ", ".join([*(node_link(visit, participant) for participant in overview.participants), plain(visit.say(T("number not stated")))])


def _participants_origin(visit: Visit, overview: Overview) -> str:
    if not overview.external:
        return ""
    if visit.heads[visit.datasets[0]].get("fictional"):
        return visit.say(T("{n} of them from another source", n=overview.external))
    return visit.say(T("{n} of them from the public register", n=overview.external))


def _questions(visit: Visit) -> None:
    counted = _counted(visit)
    library = queries.registry()
    order = [name for name in QUESTIONS if name in counted]
    order += [name for name in counted if name not in order]
    answered = "".join(_question(visit, name, counted[name]) for name in order if counted[name])
    silent = "".join(f"<li>{plain(library[name].question[visit.lang])}</li>" for name in order if not counted[name])
    more = (
        f'<details class="og-silent"><summary>{plain(visit.say(T("What these sources do not say")))}</summary><ul>{silent}</ul></details>'
        if silent
        else ""
    )
    st.html(f'<h2>{plain(visit.say(T("What do you want to know?")))}</h2><ul class="og-questions">{answered}</ul>{more}')


def _question(visit: Visit, name: str, rows: int) -> str:
    question = queries.registry()[name].question[visit.lang]
    page = visit.link(PAGES[name]) if name in PAGES else visit.link("cypher", query=name)
    count = visit.say(N("{n} answer", "{n} answers", rows))
    return f'<li>{link(question, page)}<span class="og-quiet">{plain(count)}</span></li>'


@st.cache_data(show_spinner=False, max_entries=32, hash_funcs={Visit: key_of})
def _counted(visit: Visit) -> Mapping[str, int]:
    """How many rows each question of the library gets, as far as it can be asked without choosing something first."""
    library = queries.registry()
    free = [name for name, query in library.items() if all(param.default is not None or param.optional for param in query.params.values())]
    chosen = [name for name in free if name in QUESTIONS]
    ask = visit.work.query
    return {name: len(ask(name, datasets=visit.datasets, on=visit.date, prefer=visit.prefer)) for name in chosen}


def _attention(visit: Visit) -> None:
    matters = attention(visit.graph, visit.findings)
    cards = "".join(_matter(visit, matter) for matter in matters)
    every = link(visit.say(total(count(visit.findings))), visit.link("signalen"))
    none = plain(visit.say(T("Nothing was found that asks for attention.")))
    st.html(
        f'<h2>{plain(visit.say(T("To discuss")))}</h2><div class="og-matters">{cards or none}</div>'
        + (f'<p class="og-more">{every}</p>' if visit.findings else "")
    )


def _matter(visit: Visit, matter: Matter) -> str:
    varied = _varied(matter.findings)
    first = varied[0]
    if matter.about:
        name, href = name_of(visit, matter.about[0]), visit.link("signalen", finding=first.id)
        lines = list(dict.fromkeys(capital(_line(visit, finding)) for finding in varied))
    else:
        name, href = analyses()[first.kind].title[visit.lang], visit.link("signalen", kind=first.kind, state=state_of(first).value)
        lines = _put_together(visit, matter)
    items = "".join(f"<li>{plain(line)}</li>" for line in lines[:MOST_BRIEF])
    if len(lines) > MOST_BRIEF:
        items += f'<li class="og-quiet">{plain(visit.say(N("and {n} other", "and {n} others", len(lines) - MOST_BRIEF)))}</li>'
    severity = f'<span class="og-chip" style="background:{COLOURS[first.severity]}">{plain(first.severity.names[visit.lang])}</span>'
    return (
        f'<article class="og-matter" style="border-left-color:{COLOURS[first.severity]}"><h3>{link(name, href)}{severity}</h3>'
        f'<ul>{items}</ul><p class="og-ask">{plain(visit.say(first.question))}</p></article>'
    )


def _varied(findings: Sequence[Finding]) -> list[Finding]:
    """Findings of equal weight with the first of every kind before the second of any."""
    seen: Counter[str] = Counter()
    turns = []
    for finding in findings:
        turns.append((RANKS[finding.severity], seen[finding.kind], finding))
        seen[finding.kind] += 1
    return [finding for *_, finding in sorted(turns, key=lambda turn: turn[:2])]


def _line(visit: Visit, finding: Finding) -> str:
    """A finding in few words, without the names of people."""
    return finding.title[visit.lang] if any(subject.label == "Person" for subject in finding.subjects) else brief(visit, finding)


def _put_together(visit: Visit, matter: Matter) -> list[str]:
    """Findings on people together, so that nobody is singled out: how many, or which rules."""
    if matter.findings[0].kind != OVERLOAD:
        counted = Counter(capital(finding.title[visit.lang]) for finding in matter.findings)
        return [visit.say(N("{what}: {n} person or post", "{what}: {n} persons or posts", n, what=what)) for what, n in counted.items()]
    people = {subject.id for finding in matter.findings for subject in finding.subjects}
    on_persons = all(subject.label == "Person" for finding in matter.findings for subject in finding.subjects)
    line: Text = (
        N("At {n} person three or more things come together.", "At {n} persons three or more things come together.", len(people))
        if on_persons
        else N(
            "At {n} post or person three or more things come together.",
            "At {n} posts or persons three or more things come together.",
            len(people),
        )
    )
    return [visit.say(line)]


def _not_this(visit: Visit) -> None:
    sources = ", ".join(link(row["name"], visit.link("bron", id=source)) for source, row in provenance(visit.graph).sources.items())
    parts = (
        T("No assessment of persons: it shows posts and what comes together, not how anybody works."),
        T("No legal advice: a tension is a fact to discuss, no breach."),
        T("Not complete: what no source states is not here, and not stated is not the same as not so."),
        T("Pairs of roles that pull apart are rules of our own; no source names them."),
    )
    items = "".join(f"<li>{plain(visit.say(part))}</li>" for part in parts)
    st.html(
        f'<section class="og-not-this"><h2>{plain(visit.say(T("What this is not")))}</h2><ul>{items}</ul>'
        f"<p>{plain(visit.say(T('Made from:')))} {sources}</p></section>"
    )


page = Page(path="", title={"nl": "Start", "en": "Start"}, icon="home", order=0, render=render)
