"""Rows or model objects to one NetworkX projection, and small helpers over it."""

from orggraph.graph.edges import edges_by_type, neighbours
from orggraph.graph.projection import Graph, Provenance, project, provenance
from orggraph.graph.sides import Side

__all__ = ["Graph", "Provenance", "Side", "edges_by_type", "neighbours", "project", "provenance"]
