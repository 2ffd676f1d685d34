"""What is derived from the model: constraints and indexes, the JSON Schema, the schema page."""

from __future__ import annotations


def constraints() -> list[str]:
    """The statements that make constraints and indexes, in the dialect that both servers know; each may run again."""
    unique = [
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in ("Entity", "Dataset", "Acceptance", "Meta")
    ]
    return [*unique, "CREATE INDEX entity_dataset IF NOT EXISTS FOR (n:Entity) ON (n.dataset)"]
