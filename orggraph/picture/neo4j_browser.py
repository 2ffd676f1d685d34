"""What Neo4j Browser takes: a style (GraSS) with the colours of the map, and the questions of the library as favourites."""

from __future__ import annotations

import json
from typing import Any, Final

from orggraph import queries, regions
from orggraph.i18n import Lang, T
from orggraph.model.nodes import LABELS
from orggraph.model.tables import OUTSIDE_GRAPH
from orggraph.picture.palette import INK, LANE, MUTED, PAPER, RELATION
from orggraph.queries import Query
from orggraph.store.values import SHARED_LABEL

LANE_OF: Final = {
    "Body": "executive", "Post": "official", "Person": "official", "Role": "political", "Mandate": "political",
    "Organization": "participants", "Cooperation": "participants", "Arrangement": "participants",
    "Route": "delivery", "Step": "delivery", "Act": "delivery", "Decision": "delivery",
}  # fmt: skip
"""The lane whose colour a label has; any other has that of the work."""
LARGE: Final = frozenset({"Body", "Organization", "Cooperation", "Person"})
DIAMETER: Final = {True: 74, False: 56}
"""Pixels across, of the labels that a picture is about, and of others."""


def grass() -> str:
    """A style for Neo4j Browser: one rule a label and a relationship type; a name in every node, the type on every line."""
    rules = [
        _rule("node", {"color": MUTED, "border-color": INK, "text-color-internal": PAPER, "caption": "{name}", "diameter": "56px"}),
        _rule("relationship", {"color": MUTED, "text-color-external": INK, "text-color-internal": PAPER, "caption": "<type>"}),
        _rule(f"node.{SHARED_LABEL}", {"caption": "{name}"}),  # stands on every node: without a rule Browser gives it a colour of its own
    ]
    rules += [_rule(f"node.{label}", _node(label)) for label in LABELS]
    line = {"shaft-width": "2px", "caption": "<type>"}
    rules += [_rule(f"relationship.{kind}", {"color": style.colour, **line}) for kind, style in RELATION.items()]
    return "\n\n".join(rules)


def _node(label: str) -> dict[str, str]:
    if label in OUTSIDE_GRAPH:
        return {"color": PAPER, "border-color": MUTED, "text-color-internal": INK, "caption": "{name}", "diameter": f"{DIAMETER[False]}px"}
    colour = LANE[LANE_OF.get(label, "work")].strong
    size = f"{DIAMETER[label in LARGE]}px"
    return {"color": colour, "border-color": colour, "text-color-internal": PAPER, "caption": "{name}", "diameter": size}


def _rule(selector: str, properties: dict[str, str]) -> str:
    lines = "".join(f"  {name}: {json.dumps(value) if name == 'caption' else value};\n" for name, value in properties.items())
    return f"{selector} {{\n{lines}}}"


def favorites(lang: Lang) -> list[dict[str, str]]:
    """The questions of the library as Neo4j Browser keeps favourites: an id, and a content that begins with its title.

    Each sets its own parameters, so that it runs as it stands: all built-in regions, each at its own reference date.
    """
    known = [query for query in queries.registry().values() if query.name != queries.PASSED_OVER]
    return [{"id": f"orggraph-{query.name}", "content": _content(query, lang)} for query in known]


def _content(query: Query, lang: Lang) -> str:
    filled: dict[str, Any] = {"datasets": list(regions.names()), "on": None, "passed_over": [], "same": {}, "standing": {}, "ends": {}}
    own = {name: param.default for name, param in query.params.items()}
    abouts = {name: param.about[lang] if param.about else "" for name, param in query.params.items()}
    hints = [f"// ${name}: {about}" for name, about in abouts.items()]
    params = [f":param {name} => {_literal(query, name, value)};" for name, value in {**filled, **own}.items()]
    title = T("orggraph: {title}", title=query.title).render(lang)
    return "\n".join([f"// {title}", f"// {query.question[lang]}", *hints, *params, f"{query.statement};"])


def _literal(query: Query, name: str, value: Any) -> str:
    """A value as Cypher writes it: a default stands in its header as text, whatever its type."""
    numeric = name in query.params and query.params[name].type in ("integer", "number", "boolean") and value is not None
    return str(value) if numeric else json.dumps(value, ensure_ascii=False)


def favorites_json(lang: Lang) -> str:
    """The favourites as JSON: what Browser has under ``neo4j.documents`` in the storage of the browser."""
    return json.dumps(favorites(lang), ensure_ascii=False, indent=2)
