"""Where a dataset was read: the name of its file, and a hash by which the same file is known again before it is read."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from orggraph import resources
from orggraph.model.dataset import Origin
from orggraph.model.tables import ROWS


def origin(path: Path) -> Origin:
    """The name of a file or folder, and the hash of a file together with that of what reads it."""
    if not path.is_file():
        return Origin(path.name)
    hashed = hashlib.sha256(_reader())
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            hashed.update(block)
    return Origin(path.name, hashed.hexdigest())


@cache
def _reader() -> bytes:
    """What tells one state of the program that reads and checks from another: the same file may mean something else to it."""
    files = [path for name in ("model", "sources") for path in sorted(resources.package_path(name).rglob("*.py"))]
    states = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return repr((ROWS, states)).encode()
