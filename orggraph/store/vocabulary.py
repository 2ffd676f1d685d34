"""The labels, types and properties that a statement names, and those of them that nobody knows: a slip finds nothing, silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from orggraph.errors import StatementFailed, did_you_mean, nearest
from orggraph.i18n import T, Text
from orggraph.model.nodes import LABELS
from orggraph.model.relationships import TYPES
from orggraph.model.tables import KEPT_APART
from orggraph.store.cypher_tokens import Token, at
from orggraph.store.statement_check import Statement
from orggraph.store.values import SHARED_LABEL

Rows = list[dict[str, Any]]
OF_THE_STORE: Final = (
    "hash", "valid_from", "valid_before", "interrupted", "weaker", "standing", "version", "loaded_at", "loaded_by", "nodes",
    "relationships", "file", "warnings",
)  # fmt: skip
KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "label": frozenset({*LABELS, SHARED_LABEL, *KEPT_APART}),
    "type": frozenset(TYPES),
    "property": frozenset({*OF_THE_STORE, *(name for kind in (*LABELS.values(), *TYPES.values()) for name in kind.model_fields)}),
}
_SEEN: Final = {
    "label": "MATCH (n) WHERE $name IN labels(n) RETURN 1 AS seen LIMIT 1",
    "type": "MATCH ()-[r]->() WHERE type(r) = $name RETURN 1 AS seen LIMIT 1",
    "property": "OPTIONAL MATCH (n) WHERE n[$name] IS NOT NULL WITH n LIMIT 1 OPTIONAL MATCH ()-[r]->() WHERE r[$name] IS NOT NULL "
    "WITH n, r LIMIT 1 WITH n, r WHERE n IS NOT NULL OR r IS NOT NULL RETURN 1 AS seen",
}
_CALLED: Final[Mapping[str, Text]] = {"label": T("label"), "type": T("type of relationship"), "property": T("property")}


def refuse_unknown_names(statement: Statement, read: Callable[[str, Mapping[str, Any]], Rows]) -> None:
    """Say the nearest name for one that neither the model knows nor anything in the store has.

    Parameters
    ----------
    statement
        One that found nothing.
    read
        Asks the store.

    Raises
    ------
    StatementFailed
        It names such a label, type or property.
    """
    for kind, name in dict.fromkeys(_names(statement)):
        if name not in KNOWN[kind] and not read(_SEEN[kind], {"name": name}):
            words = T("There is no {kind} {name} here.", kind=_CALLED[kind], name=name)
            raise StatementFailed(words, did_you_mean(_near(name, KNOWN[kind])))


def finds_nothing(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether an answer has no row with anything in it: none, or nulls, zeros and empty lists."""
    return not any(value for row in rows for value in row.values())


def _near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    spelt = {word.casefold(): word for word in known}
    return tuple(spelt[word] for word in nearest(name.casefold(), spelt))


def _names(statement: Statement) -> Iterator[tuple[str, str]]:
    """Each label, type and property, in the order of the statement; properties of what a pattern names only."""
    tokens = statement.tokens
    opened: list[str] = []
    named = _variables(tokens)
    for index, token in enumerate(tokens):
        if token.is_sign("(", "[", "{"):
            opened.append(_kind_of_opening(tokens, index, opened))
        elif token.is_sign(")", "]", "}") and opened:
            opened.pop()
        if token.kind not in {"word", "name"}:
            continue
        before, after, inside = at(tokens, index - 1), at(tokens, index + 1), opened[-1] if opened else ""
        is_property = before.is_sign(".") and at(tokens, index - 2).text in named and not after.is_sign("(")
        if is_property or (inside == "properties" and after.is_sign(":")):
            yield "property", _written(statement, token)
        elif inside == "relationship" and before.is_sign(":", "|", "!"):
            yield "type", _written(statement, token)
        elif inside == "node" and before.is_sign(":", "|", "&", "!"):
            yield "label", _written(statement, token)


def _kind_of_opening(tokens: Sequence[Token], index: int, opened: Sequence[str]) -> str:
    """What a bracket opens: a node, a relationship, the properties of one, or something else."""
    token, after = tokens[index], at(tokens, index + 1)
    is_named = after.kind in {"word", "name"} and at(tokens, index + 2).is_sign(":")
    if token.is_sign("("):
        return "node" if is_named or after.is_sign(":") else ""
    if token.is_sign("["):
        return "relationship" if at(tokens, index - 1).is_sign("-") and (is_named or after.is_sign(":")) else ""
    return "properties" if opened and opened[-1] in {"node", "relationship"} else ""


def _variables(tokens: Sequence[Token]) -> set[str]:
    """Variables that stand for nodes and relationships."""
    names = set()
    for index, token in enumerate(tokens):
        before, name, after = (at(tokens, index + step) for step in (-1, 1, 2))
        is_call = token.is_sign("(") and before.kind in {"word", "name"} and not before.is_word("MATCH", "WHERE", "AND", "OR", "NOT")
        if token.is_sign("(", "[") and name.kind == "word" and not is_call and after.is_sign(":", ")", "]", "{"):
            names.add(name.text)
    return names


def _written(statement: Statement, token: Token) -> str:
    return token.text if token.kind == "name" else statement.text[token.start : token.end]
