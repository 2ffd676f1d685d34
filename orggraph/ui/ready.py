"""What the first visitor would otherwise wait for, done while the app starts: libraries, the store, the region it opens with."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from threading import Thread
from typing import Final

from orggraph.access import Access, Right, of_machine
from orggraph.errors import OrggraphError
from orggraph.garbage import no_garbage_collection
from orggraph.i18n import DEFAULT_LANG, catalog
from orggraph.signin.door import of_environment
from orggraph.workspace.restricted import restrict

TURN: Final = 0.0005
"""Seconds that a thread computes before others get a turn; with Python's 0.005 each file of a page waits while something is made."""


WITHIN: Final = 60.0
"""Seconds after which an app that gets ready counts as ready, so that its pages can say what is wrong."""
_until: float = 0.0
"""The moment until which this app may be getting ready."""


def is_ready() -> bool:
    """Whether the first visitor finds made what the first page asks; while it is not, a proxy sends people to another app."""
    return time.monotonic() >= _until


def begin() -> None:
    """Get ready beside the server, which listens meanwhile."""
    global _until  # noqa: PLW0603 - one app a process
    _until = time.monotonic() + WITHIN
    sys.setswitchinterval(TURN)
    Thread(target=get_ready, name="orggraph-ready", daemon=True).start()


def get_ready() -> None:
    """Open the store, and make the projection, findings and search that the first page asks. What goes wrong is for the page to say."""
    global _until  # noqa: PLW0603 - as above
    from orggraph.ui import page, searching, visit

    try:
        with no_garbage_collection(), suppress(OrggraphError):
            catalog(DEFAULT_LANG)
            page.registry()
            work = restrict(visit.shared_workspace(), of_machine(session="start"))
            heads = {head["id"]: head for head in work.datasets()}
            if heads:
                region = (visit.unasked(heads),)
                searching.index_of(work, work.graph(datasets=region))
                for right in Right if of_environment() else ():
                    theirs = restrict(visit.shared_workspace(), Access("", right))
                    theirs.find(theirs.graph(datasets=region))
    finally:
        _until = 0.0
