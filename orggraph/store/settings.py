"""Where the database is, by the environment and the file ``.env``."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from orggraph.store import embedded


@dataclass(frozen=True)
class Settings:
    """Where the database is, by the names that Neo4j's own tools use; no uri is the embedded database in ``home``."""

    uri: str | None
    user: str | None
    password: str | None
    database: str | None
    home: Path


def settings_from_env(folder: Path | None = None) -> Settings:
    """Read ``NEO4J_URI``, ``NEO4J_USERNAME``, ``NEO4J_PASSWORD``, ``NEO4J_DATABASE`` and ``ORGGRAPH_HOME``.

    They are taken from the environment, and where they are not set there from a ``.env`` file in ``folder`` (default: the
    working folder) or the nearest one above it.
    """
    values = {**_dotenv(folder or Path.cwd()), **os.environ}
    home = values.get("ORGGRAPH_HOME")
    return Settings(
        uri=values.get("NEO4J_URI") or None,
        user=values.get("NEO4J_USERNAME") or None,
        password=values.get("NEO4J_PASSWORD") or None,
        database=values.get("NEO4J_DATABASE") or None,
        home=Path(home).expanduser() if home else embedded.default_home(),
    )


def _dotenv(folder: Path) -> dict[str, str]:
    from dotenv import dotenv_values

    for place in (folder, *folder.parents):
        if (place / ".env").is_file():
            return {key: value for key, value in dotenv_values(place / ".env").items() if value is not None}
    return {}
