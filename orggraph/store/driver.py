"""The official Neo4j driver, imported late and lean.

``import neo4j`` takes a third of a second, and over a second where pandas is installed, because it imports
numpy, pandas and pyarrow for conversions that are not used here. So it is imported when a connection is opened,
with those hidden from it unless they are loaded already.
"""

from __future__ import annotations

import importlib
import logging
import sys
import threading
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import neo4j

HIDDEN = frozenset({"numpy", "pandas", "pyarrow"})


class _Hide(MetaPathFinder):
    """Makes what is hidden unfindable for one thread; other threads import as ever."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        del path, target  # what is hidden is hidden wherever it is
        if fullname in HIDDEN and threading.get_ident() == self.thread:
            raise ModuleNotFoundError(fullname, name=fullname)
        return None


def load() -> None:
    """Import the driver, once; call it before the first ``import neo4j`` of a process."""
    if "neo4j" in sys.modules:
        return
    # It would write about retries on the standard error stream; what it cannot do arrives as an error anyway.
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    hide = _Hide()
    sys.meta_path.insert(0, hide)
    try:
        importlib.import_module("neo4j")
    finally:
        sys.meta_path.remove(hide)


def agent(opened: neo4j.Driver, within: float) -> str | None:
    """What a server says that it is; None where it does not say so in time.

    Neither looking up a name nor a server that accepts and is silent can be interrupted: they are left to a thread.
    """
    words: list[str] = []
    faults: list[BaseException] = []

    def ask() -> None:
        try:
            words.append(opened.get_server_info().agent)
        except BaseException as error:  # noqa: BLE001 - it is raised where somebody waits for it
            faults.append(error)

    thread = threading.Thread(target=ask, name="orggraph-open", daemon=True)
    thread.start()
    thread.join(within)
    for fault in faults:
        raise fault
    return words[0] if words else None
