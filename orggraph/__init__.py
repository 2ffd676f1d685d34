"""orggraph: the role graph of regional government.

::

    import orggraph

    with orggraph.connect() as work:
        work.load("gooi-en-vechtstreek")
        graph = work.graph()
        findings = work.find(graph, kinds=["role_overload"])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orggraph.errors import OrggraphError

if TYPE_CHECKING:
    from orggraph.analyses import find
    from orggraph.exports.graphs import flat
    from orggraph.workspace import Workspace, connect

__all__ = ["OrggraphError", "Workspace", "connect", "find", "flat"]
_LATE = {"connect": "orggraph.workspace", "Workspace": "orggraph.workspace", "find": "orggraph.analyses", "flat": "orggraph.exports.graphs"}


def __getattr__(name: str) -> Any:
    """Import late what pulls in the driver and networkx, so that ``orggraph --help`` is quick."""
    if name in _LATE:
        import importlib

        return getattr(importlib.import_module(_LATE[name]), name)
    raise AttributeError(name)
