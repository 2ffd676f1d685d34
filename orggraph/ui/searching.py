"""The search of the app: what is searched of its pages, and the index of what a reader looks at."""

from __future__ import annotations

from functools import lru_cache

from orggraph.graph import Graph
from orggraph.search import Index, PageEntry, build
from orggraph.ui.page import registry
from orggraph.workspace import Workspace

KEPT = 4
"""So many indexes are kept: of the graphs that were searched last."""


@lru_cache(maxsize=KEPT)
def index_of(work: Workspace, graph: Graph) -> Index:
    """The index of a graph with the pages of the app; an analysis is asked only of what it says something of."""
    return build(graph, page_entries(), work.find(graph) if len(graph) else ())


def page_entries() -> list[PageEntry]:
    """The pages that stand in the navigation, as they are searched for."""
    return [PageEntry(page.path, page.title, page.words, page.takes) for page in registry() if page.in_navigation]
