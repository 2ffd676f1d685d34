"""The page of one node: what it is, who sits where, what it is tied to in sentences, what sources say differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import streamlit as st

from orggraph.analyses.role_overload import ANALYSIS as OVERLOAD
from orggraph.errors import NotFound
from orggraph.graph import neighbours, provenance
from orggraph.graph.concentration import counts, of_how_many, totals_of
from orggraph.i18n import Bilingual, T, more, stored
from orggraph.model.terms import Capacity
from orggraph.picture.palette import RELATION
from orggraph.search.glossary import EXPLAINED
from orggraph.ui.page import Page, Visit
from orggraph.ui.widgets import differences, evidence
from orggraph.ui.widgets.elsewhere import elsewhere
from orggraph.ui.widgets.facts import facts
from orggraph.ui.widgets.finding import brief, severity_chip
from orggraph.ui.widgets.look import capital, chips, link, node_link, plain
from orggraph.ui.widgets.missing import choose, not_here
from orggraph.ui.widgets.table import table
from orggraph.views.lookup import resolve

IN_TABLES = frozenset({"IN", "HAS_ROLE", "HOLDS", "ON_BEHALF_OF"})
"""What the table of posts tells, so that the sentences need not."""
SEATED = frozenset({"Body", "Organization", "Cooperation", "Role", "Person"})
MOST_OF_A_KIND = 12
"""More sentences of one kind than this are folded."""


def render(visit: Visit) -> None:
    """Draw the page."""
    wanted = st.query_params.get("id")
    if not wanted:
        choose(visit)
        return
    try:
        node = resolve(visit.graph, wanted, outside=True)
    except NotFound as error:
        not_here(visit, wanted, error)
        return
    origins = provenance(visit.graph)
    if node in origins.slots:
        differences.page(visit, node)
        return
    if node in origins.sources:
        there = link(visit.say(T("See the page of this source")), visit.link("bron", id=node))
        st.html(f"<h1>{plain(origins.sources[node]['name'])}</h1><p>{there}</p>")
        return
    _head(visit, node)
    main, beside = st.columns([8, 5], gap="large")
    with main:
        _posts(visit, node)
        differences.of_node(visit, node)
        _relations(visit, node)
    with beside:
        _facts(visit, node)
        _measures(visit, node)
        _findings(visit, node)
        _sources(visit, node)


def _head(visit: Visit, node: str) -> None:
    data = visit.graph.nodes[node]
    doubt = evidence.standing(visit, data)
    maps = [
        link(visit.say(T("On the relation map")), visit.link("relatiekaart", id=node)),
        link(visit.say(T("In rings round this")), visit.link("relatiekaart", view="rings", centre=node, id=node)),
    ]
    if data["label"] == EXPLAINED:
        maps = []
    parts = [
        f"<div>{chips(visit, node)}</div><h1>{plain(stored(data, 'name', visit.lang))}</h1>",
        *([f'<p class="og-about">{plain(stored(data, "meaning", visit.lang))}</p>'] if data["label"] == EXPLAINED else []),
        *([f'<p class="og-quiet">{plain(data["function"])}</p>'] if data.get("function") else []),
        *([f'<p class="og-about">{plain(data["description"])}</p>'] if data.get("description") else []),
        *([f'<p class="og-note">{plain(data["note"])}</p>'] if data.get("note") else []),
        *([f'<p class="og-quiet">{plain(capital(doubt))}.</p>'] if doubt else []),
        *([f'<p class="og-actions">{" ".join(maps)}</p>'] if maps else []),
    ]
    st.html(f'<section class="og-head">{"".join(parts)}{elsewhere(visit, node)}</section>')


def _posts(visit: Visit, node: str) -> None:
    """The posts of a body, an organization, a role or a person, as a table."""
    label = visit.graph.nodes[node]["label"]
    posts = _posts_of(visit, node, label)
    if not posts:
        return
    heads = {"post": T("Post"), "body": T("Seat in"), "capacity": T("Capacity"), "behalf": T("On behalf of"), "holder": T("Held by")}
    if label in ("Body", "Cooperation"):
        del heads["body"]
    if label == "Person":
        del heads["holder"]
    rows = [_post(visit, post, node) for post in posts]
    heads = {name: text for name, text in heads.items() if name in ("post", "holder") or any(row[name] for row in rows)}
    st.html(f"<h2>{plain(visit.say(T('Posts')))}</h2>")
    table(
        visit, [visit.say(text) for text in heads.values()], [[row[name] for name in heads] for row in rows], caption=visit.say(T("Posts"))
    )


def _posts_of(visit: Visit, node: str, label: str) -> list[str]:
    if label == "Person":
        posts = [edge.target for edge in neighbours(visit.graph, node, "HOLDS")]
    elif label == "Role":
        posts = [edge.source for edge in neighbours(visit.graph, node, "HAS_ROLE", incoming=True)]
    elif label in SEATED:
        posts = [edge.source for kind in ("IN", "ON_BEHALF_OF") for edge in neighbours(visit.graph, node, kind, incoming=True)]
    else:
        posts = []
    order = {capacity.value: rank for rank, capacity in enumerate(Capacity)}
    data = visit.graph.nodes
    return sorted(dict.fromkeys(posts), key=lambda post: (order.get(str(data[post].get("capacity")), len(order)), data[post]["name"], post))


def _post(visit: Visit, post: str, person: str) -> dict[str, str]:
    """The cells of a post; on the page of its holder with what is to be known of that holding."""
    data = visit.graph.nodes[post]
    capacity = next((capacity.names[visit.lang] for capacity in Capacity if capacity == data.get("capacity")), "")
    doubt = evidence.standing(visit, data)
    holdings = list(neighbours(visit.graph, post, "HOLDS", incoming=True))
    own = "".join(evidence.remarks(visit, edge.attributes) for edge in holdings if edge.source == person)
    holders = [node_link(visit, edge.source) + evidence.remarks(visit, edge.attributes) for edge in holdings]
    return {
        "post": node_link(visit, post) + (f' <span class="og-quiet">({plain(doubt)})</span>' if doubt else "") + own,
        "body": _others(visit, post, "IN"),
        "capacity": plain(capacity) if capacity else "",
        "behalf": _others(visit, post, "ON_BEHALF_OF"),
        "holder": ", ".join(holders) or f'<span class="og-quiet">{plain(visit.say(T("not stated")))}</span>',
    }


def _others(visit: Visit, post: str, kind: str) -> str:
    """What a post is tied to by one type of relationship, each with what is to be known of that tie."""
    edges = neighbours(visit.graph, post, kind)
    return ", ".join(node_link(visit, edge.target) + evidence.remarks(visit, edge.attributes) for edge in edges)


def _relations(visit: Visit, node: str) -> None:
    """All other relationships, as sentences by kind; what differs only in the other end is one sentence."""
    shown_as_table = IN_TABLES if visit.graph.nodes[node]["label"] in SEATED else frozenset[str]()
    groups: dict[str, dict[_Tie, list[str]]] = {}
    for source, target, attributes in sorted(_edges(visit, node), key=lambda edge: _reading_order(visit, edge)):
        if attributes["type"] in shown_as_table and "Post" in (visit.graph.nodes[source]["label"], visit.graph.nodes[target]["label"]):
            continue
        tie = _Tie(
            source == node,
            evidence.relation(visit, attributes),
            evidence.remarks(visit, attributes),
            str(attributes.get("note", "")),
            evidence.citations(visit, attributes, between=" · "),
        )
        groups.setdefault(attributes["type"], {}).setdefault(tie, []).append(node_link(visit, target if source == node else source))
    if not groups:
        return
    name = f"<strong>{plain(visit.graph.nodes[node]['name'])}</strong>"
    paragraphs = "".join(_group(visit, [_sentence(name, tie, others) for tie, others in group.items()]) for group in groups.values())
    st.html(f'<h2>{plain(visit.say(T("What it is tied to")))}</h2><div class="og-sentences">{paragraphs}</div>')


class _Tie(NamedTuple):
    """What one sentence says beside its other ends; all but the first as safe HTML."""

    outgoing: bool
    relation: str
    remarks: str
    note: str
    places: str


def _edges(visit: Visit, node: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    yield from visit.graph.out_edges(node, data=True)
    yield from ((source, target, data) for source, target, data in visit.graph.in_edges(node, data=True) if source != node)


def _reading_order(visit: Visit, edge: tuple[str, str, Mapping[str, Any]]) -> tuple[int, str, str, str]:
    source, target, attributes = edge
    kind = attributes["type"]
    rank = RELATION[kind].rank if kind in RELATION else len(RELATION)
    return (rank, kind, str(visit.graph.nodes[source]["name"]), str(visit.graph.nodes[target]["name"]))


def _sentence(name: str, tie: _Tie, others: list[str]) -> str:
    """Who, what, whom, how sure, and where it says so (safe HTML)."""
    them = ", ".join(others)
    words = f"{name} {tie.relation} {them}{tie.remarks}" if tie.outgoing else f"{them} {tie.relation} {name}{tie.remarks}"
    note = f'<br><span class="og-quiet">{plain(tie.note)}</span>' if tie.note else ""
    cited = f'<span class="og-cited">{tie.places}</span>' if tie.places else ""
    return f"<li><div>{words}{note}</div>{cited}</li>"


def _group(visit: Visit, sentences: list[str]) -> str:
    first, rest = sentences[:MOST_OF_A_KIND], sentences[MOST_OF_A_KIND:]
    folded = f"<details><summary>{plain(visit.say(more(len(rest))))}</summary><ul>{''.join(rest)}</ul></details>" if rest else ""
    return f"<ul>{''.join(first)}</ul>{folded}"


def _facts(visit: Visit, node: str) -> None:
    data = visit.graph.nodes[node]
    pairs = "".join(f"<dt>{plain(title)}</dt><dd>{plain(value)}</dd>" for title, value in facts(visit, data["label"], data))
    if pairs:
        _beside(visit.say(T("Facts")), f"<dl>{pairs}</dl>")


def _measures(visit: Visit, node: str) -> None:
    """What comes together here, each count with what it is a part of."""
    counted = {name: n for name, n in counts(visit.graph, node).items() if n}
    if not counted or not visit.shows_counts(visit.graph.nodes[node]["label"]):
        return
    every, data = totals_of(visit.graph), visit.graph.nodes[node]
    totals = {name: of_how_many(every, data, name) for name in counted}
    rows = "".join(
        f"<dt>{plain(capital(OVERLOAD.measures[name].title[visit.lang]))}</dt><dd>"
        f"{plain(visit.say(T('{n} of {m}', n=f'{n:g}', m=totals[name])) if totals.get(name) else f'{n:g}')}</dd>"
        for name, n in counted.items()
    )
    remark = visit.say(T("A count of what the sources put here; no measure of anybody's work."))
    _beside(visit.say(T("What comes together here")), f'<dl>{rows}</dl><p class="og-quiet">{plain(remark)}</p>')


def _findings(visit: Visit, node: str) -> None:
    about = [finding for finding in visit.findings if node in finding.about]
    if not about:
        return
    items = "".join(
        f"<li>{severity_chip(visit, finding)}{link(brief(visit, finding), visit.link('signalen', finding=finding.id))}</li>"
        for finding in about
    )
    _beside(visit.say(T("Findings about this")), f'<ul class="og-about-this">{items}</ul>')


def _sources(visit: Visit, node: str) -> None:
    places = evidence.places(visit, visit.graph.nodes[node])
    silent = f'<p class="og-quiet">{plain(visit.say(T("No source of its own; it follows from its relationships.")))}</p>'
    _beside(visit.say(T("Where it says so")), f'<dl class="og-places">{places}</dl>' if places else silent)


def _beside(title: str, body: str) -> None:
    st.html(f'<section class="og-beside"><h2>{plain(title)}</h2>{body}</section>')


page = Page(path="onderdeel", title=Bilingual("Onderdeel", "Part"), icon="article", order=90, render=render, in_navigation=False)
