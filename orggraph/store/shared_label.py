"""The label that every node of the store has beside its own is not shown: ``labels(n)`` gives the node's own, on each server.

Servers put the labels of a node in different orders, so that ``labels(n)[0]`` was the shared one here and another there.
"""

from __future__ import annotations

from dataclasses import dataclass

from orggraph.store.cypher_tokens import at, closing
from orggraph.store.statement_check import Statement
from orggraph.store.values import SHARED_LABEL

BEFORE, AFTER = "[label_ IN ", f" WHERE label_ <> '{SHARED_LABEL}']"


@dataclass(frozen=True)
class Sent:
    """A statement as it is sent, and where pieces were put into what was written."""

    text: str
    pieces: tuple[tuple[int, str], ...]

    def written_at(self, offset: int) -> int:
        """The place in what was written of a place in what is sent."""
        added = 0
        for start, piece in self.pieces:
            if offset < start + added:
                break
            added += min(len(piece), offset - start - added)
        return offset - added


def column_as_written(column: str) -> str:
    """The name of a column without what was put into it."""
    return column.replace(BEFORE, "").replace(AFTER, "")


def without_shared_label(statement: Statement) -> Sent:
    """Have each ``labels(…)`` leave out the shared label."""
    tokens = statement.tokens
    pieces: list[tuple[int, str]] = []
    for index, token in enumerate(tokens):
        if token.is_word("LABELS") and at(tokens, index + 1).is_sign("(") and not at(tokens, index - 1).is_sign(".", ":"):
            pieces += [(token.start, BEFORE), (tokens[closing(tokens, index + 1)].end, AFTER)]
    text = statement.text
    for start, piece in sorted(pieces, reverse=True):
        text = text[:start] + piece + text[start:]
    return Sent(text, tuple(sorted(pieces)))
