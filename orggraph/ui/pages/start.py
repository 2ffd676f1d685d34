"""Start: who you are, what can be asked of this region, what needs attention; how large it is stands last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import streamlit as st

from orggraph import queries
from orggraph.analyses import registry as analyses
from orggraph.findings import Finding, count, state_of, total
from orggraph.findings.listing import RANKS
from orggraph.graph import provenance, reading
from orggraph.i18n import Bilingual, N, T, Text, more, stored
from orggraph.model.nodes import LABELS
from orggraph.model.terms import ArrangementForm, Evidence
from orggraph.picture.palette import SEVERITY_COLOUR
from orggraph.regions import EXAMPLE
from orggraph.reports.report import get
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import take
from orggraph.ui.widgets.cached import key_of
from orggraph.ui.widgets.documents import kept
from orggraph.ui.widgets.finding import brief, name_of
from orggraph.ui.widgets.go import go
from orggraph.ui.widgets.look import capital, link, node_link, plain
from orggraph.ui.widgets.who import subjects
from orggraph.views.overview import Matter, Overview, attention, overview

CONFLICTS = "role_conflicts"
"""The analysis that tells which hats pull apart: the first question of a director, answered by Signalen."""
TOPICS: Sequence[tuple[Text, Sequence[str]]] = (
    (T("People and their hats"), (CONFLICTS, "who-holds-what", "roles-of-person", "role-card", "who-sees-everything", "shared-members",
                                  "deputies", "posts-ending")),
    (T("Decisions and how they come about"), ("route-of-decision", "decision-owners", "decision-monitors", "decision-follow-up",
                                              "council-distance", "products-and-capacities")),
    (T("Commissions"), ("commissions", "open-slots")),
    (T("Bodies and the cooperation"), ("how-bodies-relate", "chairs", "preparation", "participants", "forms-compared")),
    (T("Are the data right?"), ("contradictions", "out-of-date")),
)  # fmt: skip
"""What a director asks, by topic, in the order in which it is asked; a new question of the library needs no place here."""
PAGES: Mapping[str, str] = {"how-bodies-relate": "relatiekaart", "who-holds-what": "wie-zit-waar"}
"""Questions that a page answers better than a table."""
OVERLOAD = "role_overload"
COUNTED = ("Body", "Post", "Role", "Person", "Assignment", "Product", "Topic", "Decision", "Route")
"""Labels whose number says something of a region."""
ROLE_PAGE = "mijn-rol"
WHO = T("Choose your name or post: you read your place, your hats, what is expected of you, and what lies open.")
MOST_BRIEF = 5
MOST_FORMS = 3
"""With more legal forms than this they are counted by kind."""


def render(visit: Visit) -> None:
    """Draw the page. It asks the store nothing: each question is asked where it is opened."""
    head = visit.heads[visit.datasets[0]]
    about = stored(head, "description", visit.lang)
    st.html(
        f'<section class="og-start"><h1>{plain(visit.say(T("Who does what in this cooperation")))}</h1>'
        f'<p class="og-about">{plain(about or "")}</p>{_example(visit)}</section>'
    )
    _who_are_you(visit)
    questions, matters = st.columns([5, 6], gap="large")
    with questions:
        _questions(visit)
    with matters:
        _attention(visit)
    _quiet(visit)


def _example(visit: Visit) -> str:
    """That this is the example, and how one's own region comes in its place (safe HTML); nothing for another region."""
    if visit.datasets != (EXAMPLE,):
        return ""
    example = T("This is the example region: its people and places are invented.")
    own = link(visit.say(T("Begin with your own region")), visit.link("gegevens"))
    return f'<p class="og-note">{plain(visit.say(example))} {own}</p>'


def _who_are_you(visit: Visit) -> None:
    """The choice of a person or post, which leads to the page of that role."""
    people = subjects(visit, "role")
    if not people:
        return
    with st.container(key="who_are_you", border=True):
        st.html(f'<h2 id="who">{plain(visit.say(T("Who are you?")))}</h2>')
        heading, words = st.columns([5, 6], gap="medium", vertical_alignment="center")
        with heading:
            chosen = st.selectbox(
                visit.say(T("Name, post or municipality")), list(people), index=None, format_func=people.__getitem__,
                filter_mode="contains", placeholder=visit.say(T("Type a name, a function or a municipality")), key="start_who",
                label_visibility="collapsed",
            )  # fmt: skip
        with words:
            st.html(f'<p class="og-text">{plain(visit.say(WHO))}</p>')
            # Who may not open the page of a person gets no person as the example: those are not among the subjects then.
            example = "" if visit.shows_document("Person") else next(iter(people))
            take.button(visit,
                visit.say(T("Quick guide for who is new, two pages (PDF)")), partial(kept, visit, "guide", example, ".pdf"),
                f"{get('guide').title[visit.lang].lower().replace(' ', '-')}.pdf", "application/pdf", icon=":material/menu_book:",
                key="start_guide", type="tertiary",
            )  # fmt: skip
    if chosen:
        go(visit, ROLE_PAGE, {"who": chosen})


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
    parts = []
    for topic, names in TOPICS:
        items = "".join(f"<li>{link(question, href)}</li>" for question, href in map(partial(_question, visit), names))
        parts.append(f'<h3>{plain(visit.say(topic))}</h3><ul class="og-questions">{items}</ul>')
    st.html(f'<section class="og-asking"><h2>{plain(visit.say(T("What do you want to know?")))}</h2>{"".join(parts)}</section>')


def _question(visit: Visit, name: str) -> tuple[str, str]:
    """A question in words, and the address where it is asked."""
    if name == CONFLICTS:
        pulling = any(finding.kind == CONFLICTS for finding in visit.findings)
        where = visit.link("signalen", kind=CONFLICTS) if pulling else visit.link("wie-zit-waar", matrix="role-role")
        return visit.say(T("Which hats collide?")), where
    where = visit.link(PAGES[name]) if name in PAGES else visit.link("cypher", query=name)
    return queries.registry()[name].question[visit.lang], where


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
        items += f'<li class="og-quiet">{plain(visit.say(more(len(lines) - MOST_BRIEF)))}</li>'
    severity = (
        f'<span class="og-chip" style="background:{SEVERITY_COLOUR[first.severity]}">{plain(first.severity.names[visit.lang])}</span>'
    )
    return (
        f'<article class="og-matter" style="border-left-color:{SEVERITY_COLOUR[first.severity]}"><h3>{link(name, href)}{severity}</h3>'
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


def _quiet(visit: Visit) -> None:
    """What is good to know and asks for nothing: how large the region is, what it was made from, what this is not."""
    facts = "".join(_facts(visit, _overview(visit)))
    sources = ", ".join(link(row["name"], visit.link("bron", id=source)) for source, row in provenance(visit.graph).sources.items())
    not_this = T("No assessment of persons, no legal advice, no register.")
    more = link(visit.say(T("What this is not")), visit.link("wat-dit-niet-is"))
    st.html(
        f'<section class="og-counts"><h2>{plain(visit.say(T("How much is in it")))}</h2><dl>{facts}</dl>'
        f"<p>{plain(visit.say(T('Made from:')))} {sources}</p><p>{plain(visit.say(not_this))} {more}</p></section>"
    )


page = Page(path="", title=Bilingual("Start", "Start"), icon="home", order=0, render=render)
