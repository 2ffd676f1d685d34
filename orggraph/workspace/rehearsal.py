"""A rehearsal of the embedded server, from which Java makes the cache that later starts use."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from filelock import FileLock, Timeout

from orggraph.store import bundle, class_cache, embedded
from orggraph.workspace import connect

PATIENCE = 300.0
"""Seconds in which Java writes the cache: it gives way to all other work."""
REGION = "voorbeeldregio"
QUESTIONS = ("load-of-people", "commissions", "vacancies")


def rehearse() -> bool:
    """Do on a server of its own what people do on theirs, and keep what Java learns of it; false where somebody else is doing so.

    Raises
    ------
    StoreUnreachable
        There is no embedded server here, or it does not start.
    """
    cache = class_cache.path(*bundle.runtime())
    cache.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if sys.platform != "win32":
        os.nice(19)
    try:
        with FileLock(cache.with_suffix(".lock"), timeout=0), tempfile.TemporaryDirectory(dir=cache.parent) as folder:
            draft = Path(folder) / "draft.aot"
            try:
                _use(Path(folder) / "home", draft)
            finally:
                embedded.stop(Path(folder) / "home", patience=PATIENCE)
            return class_cache.keep(draft, cache)
    except Timeout:
        return False


def _use(home: Path, draft: Path) -> None:
    """Load a region twice and ask what the first pages ask."""
    embedded.ensure_running(home, recording=draft)
    with connect(home) as work:
        (dataset,) = work.read([REGION])
        for _ in range(2):
            work.load(dataset)
        work.graph(datasets=REGION)
        for question in QUESTIONS:
            work.query(question, datasets=REGION)
