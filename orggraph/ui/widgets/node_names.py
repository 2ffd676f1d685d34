"""What stands in a form, in words: ids become the names of the nodes that they are of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orggraph.ui.page import Visit


def values_in_words(visit: Visit, values: Mapping[str, Any]) -> str:
    """The values of a form, one after the other, with names for ids."""
    return " · ".join(_word(visit, value) for value in values.values())


def _word(visit: Visit, value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_word(visit, item) for item in value)
    return str(visit.graph.nodes[value]["name"]) if value in visit.graph else str(value)
