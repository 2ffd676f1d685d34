"""People of a projection as readers look for them: by surname, told apart by what they do."""

from __future__ import annotations

from orggraph.graph.projection import Graph
from orggraph.graph.standing import edges_of_type
from orggraph.model.names import fold, parse_name, sort_key


def name_order(graph: Graph, node: str) -> tuple[tuple[str, ...], str]:
    """The key by which nodes stand in a list of names: people by surname without particle, all else by name."""
    attributes = graph.nodes[node]
    name = str(attributes["name"])
    return (sort_key(name) if attributes["label"] == "Person" else (fold(name),)), node


def by_surname(graph: Graph, surname: str) -> list[str]:
    """The people with this surname, with or without its particle; accents and capitals make no difference."""
    sought = fold(surname)
    people = (node for node, attributes in graph.nodes(data=True) if attributes["label"] == "Person")
    return sorted(node for node in people if sought in _surnames(str(graph.nodes[node]["name"])))


def _surnames(name: str) -> set[str]:
    parts = parse_name(name)
    whole = "-".join(part for part in (parts.surname, parts.birth_name) if part)
    return {fold(parts.surname), fold(whole), fold(f"{parts.particle} {parts.surname}"), fold(f"{parts.particle} {whole}")}


def begun(graph: Graph) -> list[str]:
    """The people who hold a post now, who took one up last first."""
    held = edges_of_type(graph, "HOLDS")
    dated = sorted(((str(edge.attributes.get("start_date") or ""), edge.source) for edge in held), reverse=True)
    return list(dict.fromkeys(person for _, person in dated))


def apart(graph: Graph, node: str) -> str:
    """A node among several of one name: its id, and of a person the function."""
    function = graph.nodes[node].get("function") if node in graph else None
    return f"{node} ({function})" if function else node
