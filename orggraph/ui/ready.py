"""What the first visitor would otherwise wait for, done while the app starts: libraries, the store, the region it opens with."""

from __future__ import annotations

import sys
from contextlib import suppress
from threading import Thread
from typing import Final

from orggraph.access import of_machine
from orggraph.errors import OrggraphError
from orggraph.garbage import no_garbage_collection
from orggraph.i18n import DEFAULT_LANG, catalog
from orggraph.workspace.restricted import restrict

TURN: Final = 0.0005
"""Seconds that a thread computes before others get a turn; with Python's 0.005 each file of a page waits while something is made."""


def begin() -> None:
    """Get ready beside the server, which listens meanwhile."""
    sys.setswitchinterval(TURN)
    Thread(target=get_ready, name="orggraph-ready", daemon=True).start()


def get_ready() -> None:
    """Open the store, and make the projection, findings and search that the first page asks. What goes wrong is for the page to say."""
    from orggraph.ui import page, searching, visit

    with no_garbage_collection(), suppress(OrggraphError):
        catalog(DEFAULT_LANG)
        page.registry()
        work = restrict(visit.shared_workspace(), of_machine(session="start"))
        heads = {head["id"]: head for head in work.datasets()}
        if heads:
            searching.index_of(work, work.graph(datasets=(visit.unasked(heads),)))
