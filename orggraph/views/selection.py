"""A part of the graph that a reader chose, its relationships as rows, and the Cypher that gives the same rows.

The same rules stand here twice, once for a graph in memory and once as Cypher; a test compares the two on every region.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import networkx as nx

from orggraph.graph import Graph, edges_by_type, provenance, standing
from orggraph.graph.edges import Edge
from orggraph.graph.kept import kept as once
from orggraph.i18n import Lang
from orggraph.model.base import Row
from orggraph.model.relationships import TYPES


@dataclass(frozen=True)
class Filter:
    """What must be so of a relationship for it to stay; an empty field asks nothing."""

    tiers: tuple[str, ...] = ()
    """Both ends lie in these tiers, as far as they have one; a post has the tier of its body."""
    organizations: tuple[str, ...] = ()
    """Both ends lie near one of these: at it, one step from it, or on a post that is one step from it."""
    topics: tuple[str, ...] = ()
    """As for organizations."""
    relations: tuple[str, ...] = ()
    """Types of relationship."""
    sources: tuple[str, ...] = ()
    """Sources of which one states it."""


def kept(graph: Graph, chosen: Filter) -> list[Edge]:
    """The relationships that a filter keeps, by source, type, target and id; all of them are put in order once a graph."""
    if chosen == Filter():
        return list(once(graph, ("relationships in order",), lambda: _kept(graph, chosen)))
    return _kept(graph, chosen)


def _kept(graph: Graph, chosen: Filter) -> list[Edge]:
    near = [_near(graph, places) for places in (chosen.organizations, chosen.topics) if places]
    edges = [
        Edge(source, target, key, attributes)
        for source, target, key, attributes in graph.edges(keys=True, data=True)
        if (not chosen.relations or attributes["type"] in chosen.relations)
        and (not chosen.sources or not set(chosen.sources).isdisjoint(attributes.get("sources", ())))
        and (not chosen.tiers or _within(graph, source, target, chosen.tiers))
        and all(source in place and target in place for place in near)
    ]
    return sorted(edges, key=lambda edge: (edge.source, edge.attributes["type"], edge.target, edge.id))


def part(graph: Graph, chosen: Filter) -> Graph:
    """The graph with what a filter keeps, to draw: and of each post in it the body that it is a seat in."""
    if chosen == Filter():
        return graph
    edges = {(edge.source, edge.target, edge.id) for edge in kept(graph, chosen)}
    nodes = {end for edge in edges for end in edge[:2]} | {place for place in (*chosen.organizations, *chosen.topics) if place in graph}
    edges |= {(edge.source, edge.target, edge.id) for edge in edges_by_type(graph, "IN") if edge.source in nodes}
    made = cast(Graph, nx.MultiDiGraph(**graph.graph))
    made.add_nodes_from((node, graph.nodes[node]) for node in sorted(nodes | {end for edge in edges for end in edge[:2]}))
    for source, target, key in sorted(edges):
        made.add_edge(source, target, key, **graph.edges[source, target, key])
    frozen: Graph = nx.freeze(made)
    return frozen


def relation_rows(graph: Graph, edges: Iterable[Edge], lang: Lang) -> list[Row]:
    """Relationships as rows to read: names of the ends, the relation in words, its type, the ids, the sources."""
    return [
        {
            "from": graph.nodes[edge.source]["name"],
            "relation": TYPES[edge.attributes["type"]].title[lang],
            "to": graph.nodes[edge.target]["name"],
            "type": edge.attributes["type"],
            "from_id": edge.source,
            "to_id": edge.target,
            "id": edge.id,
            "evidence": edge.attributes.get("evidence", "stated"),
            "status": standing.of(edge.attributes).value,
            "sources": list(zip(edge.attributes.get("sources", ()), edge.attributes.get("locators", ()), strict=True)),
        }
        for edge in edges
    ]


def statement(graph: Graph, chosen: Filter, passed_over: Iterable[str] = ()) -> str:
    """The Cypher that gives the rows of :func:`kept`, complete in itself, for any Cypher console.

    Parameters
    ----------
    graph
        The projection: says which datasets are asked, and at which day each.
    chosen
        The filter.
    passed_over
        Ids of the claims that are left out because a preferred source says otherwise.
    """
    origins = provenance(graph)
    days = (f"{{dataset: {_literal(dataset)}, day: {_literal(day)}}}" for dataset, day in sorted(origins.on.items()))
    given = {"asked": f"[{', '.join(days)}]"}
    if origins.records:
        given |= {"same": _same(graph), "claims": _map({claim: _literal(first) for claim, first in _first_claims(graph).items()})}
    given |= {name: _literal(list(values)) for name, values in (("passed_over", sorted(passed_over)), *vars(chosen).items()) if values}
    words = {"valid": f"any(one IN asked WHERE {_ON})" + (_PREFERRED if "passed_over" in given else "")}
    words |= _ONE_THING if origins.records else _ONE_RECORD
    names = list(given)
    text = f"WITH {', '.join(f'{value} AS {name}' for name, value in given.items())}\n"
    for name in ("organizations", "topics"):
        if name in given:
            text += _NEAR.format(name=name, kept=", ".join(names), **words)
            names.append(f"near_{name}")
    text += _MATCH.format(**words) + words["between"]
    text += "".join(condition.format(**words) for name, condition in _CONDITIONS.items() if name in names)
    return text + _RETURN.format(**words)


def _same(graph: Graph) -> str:
    """The records of things of which there are several, as a Cypher map from each: id, name and tier of the thing, and all its records."""
    several: dict[str, str] = {}
    for node, rows in provenance(graph).records.items():
        attributes = graph.nodes[node]
        thing = {"id": node, "name": attributes.get("function", attributes["name"]), "tier": attributes.get("tier", "")}
        literals = {name: _literal(value) for name, value in thing.items() if value}
        several |= {row["id"]: _map(literals | {"records": _literal([node["id"] for node in rows])}) for row in rows}
    return _map(several)


def _first_claims(graph: Graph) -> dict[str, str]:
    """Of the relationships that several datasets state alike: the id of each, and that by which it is known in the graph."""
    return {
        claim: first for first, claims in provenance(graph).shared_claims.items() for claim in sorted(claims.values()) if claim != first
    }


def _map(values: Mapping[str, str]) -> str:
    """A Cypher map of literals."""
    return "{" + ", ".join(f"`{name.replace('`', '``')}`: {value}" for name, value in values.items()) + "}"


_ON = (
    "x.dataset = one.dataset AND coalesce(x.valid_from, '') <= one.day AND one.day < coalesce(x.valid_before, '9999') AND none(gap IN "
    "coalesce(x.interrupted, []) WHERE split(gap, '/')[0] <= one.day AND one.day < split(gap, '/')[1])"
)
_PREFERRED = " AND NOT x.id IN passed_over"
_NEAR = """OPTIONAL MATCH (place:Entity)-[step]-(by:Entity)
WHERE {place_id} IN {name} AND type(step) <> 'DOCUMENTED_IN'
  AND all(x IN [place, step, by] WHERE {valid})
{onward}
WHERE by:Post
  AND all(x IN [seat, beyond] WHERE {valid})
WITH {kept}, {name} + collect(DISTINCT {by_id}) + collect(DISTINCT {beyond_id}) AS near_{name}
"""
_MATCH = """MATCH (a:Entity)-[r]->(b:Entity)
WHERE type(r) <> 'DOCUMENTED_IN'
  AND all(x IN [a, r, b] WHERE {valid})
"""
_CONDITIONS = {
    "relations": "  AND type(r) IN relations\n",
    "sources": "  AND any(source IN coalesce(r.sources, []) WHERE source IN sources)\n",
    "organizations": "  AND {a_id} IN near_organizations AND {b_id} IN near_organizations\n",
    "topics": "  AND {a_id} IN near_topics AND {b_id} IN near_topics\n",
    "tiers": "  AND all(tier IN {tiers} WHERE tier IS NULL OR tier IN tiers)\n  AND any(tier IN {tiers} WHERE tier IS NOT NULL)\n",
}
_RETURN = """RETURN {distinct}{a_name} AS from, type(r) AS relation, {b_name} AS to, {a_id} AS from_id, {b_id} AS to_id, {r_id} AS id
ORDER BY from_id, relation, to_id, id"""
_ENDS = ("a", "b", "place", "by", "beyond")
_HOME = "COLLECT {{ MATCH ({end}:Post)-[:IN]->(home:Body) RETURN home.tier }}"  # from each end: no scan of all posts per row
_ONE_RECORD = {
    **{f"{end}_id": f"{end}.id" for end in _ENDS},
    **{f"{end}_name": f"{end}.name" for end in _ENDS},
    "r_id": "r.id",
    "distinct": "",
    "between": "",
    "onward": "OPTIONAL MATCH (by)-[seat:IN|HOLDS]-(beyond:Entity)",
    "tiers": f"[a.tier, b.tier] + {_HOME.format(end='a')} + {_HOME.format(end='b')}",
}
"""How the statement calls things, each of which is one record."""
_HOMES = (
    "COLLECT {{ UNWIND coalesce(same[{end}.id].records, [{end}.id]) AS record "
    "MATCH (:Post {{id: record}})-[:IN]->(home:Body) RETURN coalesce(same[home.id].tier, home.tier) }}"
)
_RECORDS = "UNWIND coalesce(same[by.id].records, [by.id]) AS record"
_ONE_THING = {
    **{f"{end}_id": f"coalesce(same[{end}.id].id, {end}.id)" for end in _ENDS},
    **{f"{end}_name": f"coalesce(same[{end}.id].name, {end}.name)" for end in _ENDS},
    "r_id": "coalesce(claims[r.id], r.id)",
    "distinct": "DISTINCT ",
    "between": "  AND NOT (type(r) = 'SAME_AS' AND coalesce(same[a.id].id, a.id) = coalesce(same[b.id].id, b.id))\n",
    "onward": f"{_RECORDS}\nOPTIONAL MATCH (post:Post {{id: record}})-[seat:IN|HOLDS]-(beyond:Entity)",
    "tiers": " + ".join(
        ["[coalesce(same[a.id].tier, a.tier), coalesce(same[b.id].tier, b.tier)]", _HOMES.format(end="a"), _HOMES.format(end="b")]
    ),
}
"""How it calls things of which there may be several records."""


def _literal(value: str | Sequence[str]) -> str:
    """A Cypher literal of a text or a list of texts; JSON's escapes are Cypher's too."""
    return json.dumps(value, ensure_ascii=False)


def _near(graph: Graph, places: Sequence[str]) -> set[str]:
    near = {place for place in places if place in graph}
    steps = {other for place in near for other in _adjacent(graph, place)}
    posts = [node for node in steps if graph.nodes[node]["label"] == "Post"]
    beyond = {
        other
        for post in posts
        for source, target, attributes in _touching(graph, post)
        if attributes["type"] in ("IN", "HOLDS")
        for other in (source, target)
    }
    return near | steps | beyond


def _adjacent(graph: Graph, node: str) -> Iterable[str]:
    return (other for source, target, _ in _touching(graph, node) for other in (source, target))


def _touching(graph: Graph, node: str) -> list[tuple[str, str, dict[str, Any]]]:
    return [*graph.out_edges(node, data=True), *graph.in_edges(node, data=True)]


def _within(graph: Graph, source: str, target: str, tiers: Sequence[str]) -> bool:
    known = [tier for end in (source, target) for tier in _tiers(graph, end)]
    return bool(known) and all(tier in tiers for tier in known)


def _tiers(graph: Graph, node: str) -> list[str]:
    attributes = graph.nodes[node]
    own = [attributes["tier"]] if "tier" in attributes else []
    if attributes["label"] != "Post":
        return own
    homes = [target for _, target, edge in graph.out_edges(node, data=True) if edge["type"] == "IN"]
    return own + [graph.nodes[home]["tier"] for home in homes if "tier" in graph.nodes[home]]
