"""Make ``tests/data/tck/statements.tsv.gz`` from a checkout of openCypher: what the compatibility kit asks, and whether it writes.

    NEO4J_URI=… NEO4J_USERNAME=… NEO4J_PASSWORD=… python scripts/tck.py openCypher/tck/features

Whether a statement reads (r), writes (rw, w) or is wrong (e) is what the planner of Neo4j says, which runs nothing of it.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from neo4j import Session
from neo4j.exceptions import Neo4jError

from orggraph.store.connection import open_driver
from orggraph.store.settings import settings_from_env

TARGET = Path(__file__).parents[1] / "tests" / "data" / "tck" / "statements.tsv.gz"
SCENARIO = re.compile(r"^\s*Scenario(?: Outline)?:", re.MULTILINE)
ASKED = re.compile(r'When executing query:\s*"""(.*?)"""', re.DOTALL)
EXAMPLES = re.compile(r"Examples:\s*((?:^\s*\|.*\n?)+)", re.MULTILINE)
CELLS = re.compile(r"(?<!\\)\|")


def statements(folder: Path) -> Iterator[str]:
    """Every statement that a scenario runs, outlines filled in."""
    for file in sorted(folder.rglob("*.feature")):
        for scenario in SCENARIO.split(file.read_text(encoding="utf-8"))[1:]:
            rows = [row for table in EXAMPLES.findall(scenario) for row in _rows(table)]
            for text in ASKED.findall(scenario):
                yield from {_filled(text.strip(), row) for row in rows or [{}]}


def _rows(table: str) -> list[dict[str, str]]:
    lines = [[cell.strip().replace("\\|", "|") for cell in CELLS.split(line.strip())[1:-1]] for line in table.splitlines() if line.strip()]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def _filled(text: str, row: dict[str, str]) -> str:
    for name, value in row.items():
        text = text.replace(f"<{name}>", value)
    return text


def kind(session: Session, statement: str) -> str:
    """What the planner says: r, rw, w, s, or e where it takes it for wrong."""
    try:
        return session.run(f"EXPLAIN {statement}", _params(statement)).consume().query_type or "e"
    except Neo4jError:
        return "e"


def _params(statement: str) -> dict[str, int]:
    """A value for every parameter."""
    return dict.fromkeys(re.findall(r"\$(\w+)", statement), 1)


def main() -> None:
    """Ask the planner of each statement, and write the file."""
    settings = settings_from_env()
    made = sorted(set(statements(Path(sys.argv[1]))))
    with open_driver(str(settings.uri), settings.user, settings.password) as driver, driver.session() as session:
        lines = [f"{kind(session, statement)}\t{json.dumps(statement, ensure_ascii=False)}" for statement in made]
    with gzip.GzipFile(TARGET, "wb", mtime=0) as file:
        file.write("\n".join(lines).encode())
    print(len(lines), "statements")


if __name__ == "__main__":
    main()
