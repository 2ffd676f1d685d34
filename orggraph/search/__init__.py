"""The search behind the bar: what people type becomes a thing, a question of the library with its parameters, or a page."""

from orggraph.search.entries import PageEntry
from orggraph.search.index import Index, Match, build
from orggraph.search.results import Result, results

__all__ = ["Index", "Match", "PageEntry", "Result", "build", "results"]
