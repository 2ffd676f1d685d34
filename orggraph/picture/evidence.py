"""The evidence of a finding as a graph of its own, and drawn."""

from __future__ import annotations

from typing import cast

import networkx as nx

from orggraph.findings import Finding
from orggraph.graph import Graph
from orggraph.i18n import Lang, T
from orggraph.picture import layout
from orggraph.picture.drawing import Drawing

MOST_DRAWN = 24
"""Above so many nodes a small picture says less than a table."""


def evidence_graph(graph: Graph, finding: Finding) -> Graph:
    """The part of a projection that is the evidence of a finding: its edges, or its nodes where no edge shows it."""
    part = cast(Graph, nx.MultiDiGraph(**graph.graph))
    edges = [edge for edge in finding.edges if edge.source in graph and edge.target in graph]
    ends = {end for edge in edges for end in edge[:2]} or set(finding.nodes)
    part.add_nodes_from((node, graph.nodes[node]) for node in finding.nodes if node in ends and node in graph)
    for edge in edges:
        part.add_edge(edge.source, edge.target, edge.id, **edge.attributes)
    return part


def can_be_drawn(graph: Graph, finding: Finding) -> bool:
    """Whether the evidence is more than one thing alone, and no more than a small picture can hold."""
    nodes = [node for node in finding.nodes if node in graph]
    return bool(finding.edges) and 2 <= len(nodes) <= MOST_DRAWN


def drawn(graph: Graph, finding: Finding, width: float, height: float, lang: Lang) -> Drawing:
    """The evidence as a network that fits a width and a height in pixels, everything apart."""
    part = evidence_graph(graph, finding)
    choice = layout.Choice(keep=frozenset(part))
    return layout.draw("network", part, width, height, title=T("Evidence").render(lang), choice=choice, lang=lang)
