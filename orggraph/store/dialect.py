"""What the embedded server answers otherwise than Neo4j: refused, with what to write instead, before it can answer wrongly.

Each shape was found by asking both servers the same; ``tests/data/cypher`` holds the statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orggraph.errors import Refused
from orggraph.i18n import T
from orggraph.store.cypher_tokens import Token, at, closing
from orggraph.store.statement_check import Statement

AGGREGATIONS = frozenset(
    {"COUNT", "COLLECT", "SUM", "AVG", "MIN", "MAX", "STDEV", "STDEVP", "PERCENTILECONT", "PERCENTILEDISC"},
)
PREDICATES = ("NOT", "AND", "OR", "XOR", "IN", "IS", "STARTS", "ENDS", "CONTAINS")
AFTER_ITEMS = ("WHERE", "ORDER", "SKIP", "LIMIT", "MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "UNION", "CALL")
SHORTEST = ("SHORTESTPATH", "ALLSHORTESTPATHS")
SCHEMA = {
    "visualization": "MATCH (a)-[r]->(b) RETURN DISTINCT labels(a), type(r), labels(b)",
    "nodetypeproperties": "MATCH (n) UNWIND keys(n) AS property RETURN labels(n), property, count(*)",
    "reltypeproperties": "MATCH ()-[r]->() UNWIND keys(r) AS property RETURN type(r), property, count(*)",
    "propertykeys": "MATCH (n) UNWIND keys(n) AS property RETURN DISTINCT property",
}
"""Procedures that the embedded server answers with nothing or otherwise, and the statement that asks the same."""


def refuse_other_answers(statement: Statement) -> None:
    """Let a statement pass that the embedded server answers as Neo4j does.

    Raises
    ------
    Refused
        A shape that it answers wrongly, without a word; the hint says what to write.
    """
    tokens = statement.tokens
    for index, token in enumerate(tokens):
        if token.kind != "word" or at(tokens, index - 1).is_sign("."):
            continue
        if token.is_word(*SHORTEST) and at(tokens, index + 1).is_sign("("):
            _check_shortest_path(tokens, index)
        elif token.is_word("SIZE", "LENGTH") and _is_pattern(tokens, index + 2):
            raise Refused(T("{name}() does not count a pattern.", name=token.text.lower()), T("Write COUNT {{ (n)-[:HOLDS]->() }}."))
        elif token.is_word("ID") and at(tokens, index + 1).is_sign("("):
            raise Refused(T("id() is a number of the server's own."), T("Write n.id, which is the same on every server."))
        elif token.is_word("CALL") and token.place.clause and at(tokens, index + 1).is_word("DB"):
            _check_procedure(tokens, index)
        elif token.is_word("MATCH") and token.place.clause:
            _check_relationships(tokens, index)
    for item in _items(tokens):
        _check_item(item)


def _check_item(item: Sequence[Token]) -> None:
    """An aggregation within a predicate or a map projection is not taken for one: each row is then a group."""
    aggregations = [index for index in range(len(item)) if _aggregates(item, index)]
    if not aggregations:
        return
    hint = T("Aggregate first: WITH b, count(x) AS n RETURN …, with n in its place.")
    for index, token in enumerate(item):
        gathers = token.is_word("IN") and at(item, index - 2).is_sign("(", "[", ",") and at(item, index - 1).kind in {"word", "name"}
        if token.is_word(*PREDICATES) and not gathers and not at(item, index - 1).is_sign(".", ":"):
            raise Refused(T("An aggregation such as count() cannot stand in one expression with {word}.", word=token.text), hint)
        opens_map = token.is_sign("{") and at(item, index - 1).kind in {"word", "name"}
        if opens_map and any(index < aggregation < closing(item, index) for aggregation in aggregations):
            raise Refused(T("An aggregation such as count() cannot stand in a map of a node."), hint)


def _aggregates(item: Sequence[Token], index: int) -> bool:
    return item[index].is_word(*AGGREGATIONS) and at(item, index + 1).is_sign("(") and not at(item, index - 1).is_sign(".")


def _items(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """What stands between the commas of each WITH and RETURN."""
    for start, token in enumerate(tokens):
        if not (token.is_word("WITH", "RETURN") and token.place.clause) or at(tokens, start - 1).is_word("STARTS", "ENDS"):
            continue
        first, opened = start + 1, 0
        for index in range(start + 1, len(tokens) + 1):
            here = at(tokens, index)
            ends = not opened and here.place.clause and here.is_word(*AFTER_ITEMS)
            if index == len(tokens) or opened < 0 or ends or (not opened and here.is_sign(",")):
                yield tokens[first:index]
                first = index + 1
            if opened < 0 or (ends and not here.is_sign(",")):
                break
            opened += here.is_sign("(", "[", "{") - here.is_sign(")", "]", "}")


def _check_shortest_path(tokens: Sequence[Token], index: int) -> None:
    """Conditions on a shortest path are not looked at while it is sought; and where both ends are one, Neo4j gives an error."""
    path = at(tokens, index - 2).text if at(tokens, index - 1).is_sign("=") else ""
    end = closing(tokens, index + 1)
    condition = _condition(tokens, end)
    if path and any(token.text == path for token in condition):
        raise Refused(
            T("A condition on a shortest path is tried when the path is there already: another that meets it is not sought."),
            T("Name the types in the path, [:HOLDS|IN*..6], or write MATCH p = (a)-[*..4]-(b) WHERE … RETURN … ORDER BY length(p)."),
        )
    names = [tokens[place + 1].text for place in range(index + 2, end) if tokens[place].is_sign("(") and tokens[place + 1].kind == "word"]
    if len(names) > 1 and not _differ(tokens, names[0], names[-1]):
        raise Refused(
            T("The path may begin and end at the same node, which Neo4j does not allow."),
            T("Write WHERE {one} <> {other} before it.", one=names[0].lower(), other=names[-1].lower()),
        )


def _differ(tokens: Sequence[Token], first: str, other: str) -> bool:
    """Whether two variables cannot be one node: they are said to differ, or have other labels, or other ids."""
    apart = any(
        at(tokens, index).is_sign("<") and at(tokens, index + 1).is_sign(">") and {first, other} <= _near(tokens, index)
        for index in range(len(tokens))
    )
    labels, ids = ([_after(tokens, name, kind) for name in (first, other)] for kind in ("label", "id"))
    return apart or bool(labels[0] and labels[1] and not labels[0] & labels[1]) or bool(ids[0] and ids[1] and not ids[0] & ids[1])


def _near(tokens: Sequence[Token], index: int) -> set[str]:
    return {token.text for token in tokens[max(0, index - 3) : index + 3]}


def _after(tokens: Sequence[Token], name: str, kind: str) -> set[str]:
    """The labels, or ids written out, that stand with a variable in a pattern."""
    places = [index for index, token in enumerate(tokens) if token.text == name and at(tokens, index - 1).is_sign("(")]
    if kind == "label":
        return {at(tokens, index + 2).text for index in places if at(tokens, index + 1).is_sign(":")}
    return {
        tokens[place + 2].text
        for index in places
        for place in range(index, closing(tokens, index - 1) - 2)
        if tokens[place].is_word("ID") and tokens[place + 2].kind == "value"
    }


def _condition(tokens: Sequence[Token], index: int) -> Sequence[Token]:
    """The WHERE of the MATCH that what is closed here belongs to."""
    start = next((place for place in range(index, len(tokens)) if _begins(tokens[place])), len(tokens))
    if not at(tokens, start).is_word("WHERE"):
        return ()
    end = next((place for place in range(start + 1, len(tokens)) if _begins(tokens[place])), len(tokens))
    return tokens[start:end]


def _begins(token: Token) -> bool:
    return token.place.clause and token.is_word("WHERE", "WITH", "RETURN", "MATCH", "OPTIONAL", "UNWIND", "CALL", "UNION", "ORDER")


def _check_relationships(tokens: Sequence[Token], index: int) -> None:
    """One relationship twice in a pattern is none: a MATCH takes no relationship twice."""
    end = next((place for place in range(index + 1, len(tokens)) if _begins(tokens[place])), len(tokens))
    names = [
        tokens[place + 1].text
        for place in range(index, end - 1)
        if tokens[place].is_sign("[") and at(tokens, place - 1).is_sign("-") and tokens[place + 1].kind in {"word", "name"}
    ]
    if len(names) > len(set(names)):
        raise Refused(T("One relationship stands twice in a pattern, which no relationship meets."), T("Give each its own name."))


def _check_procedure(tokens: Sequence[Token], index: int) -> None:
    called = [token.text.lower() for token in tokens[index + 1 : index + 6] if token.kind == "word"]
    for place, name in enumerate(called):
        if name in SCHEMA:
            procedure = ".".join(called[: place + 1])
            raise Refused(T("The embedded database has no procedure {name}.", name=procedure), T("Write {text}", text=SCHEMA[name]))


def _is_pattern(tokens: Sequence[Token], index: int) -> bool:
    """Whether what begins here is a pattern: a node in parentheses, and a line."""
    if not at(tokens, index).is_sign("(") or not at(tokens, index - 1).is_sign("("):
        return False
    after = closing(tokens, index) + 1
    return at(tokens, after).is_sign("<") or (at(tokens, after).is_sign("-") and at(tokens, after + 1).is_sign("[", "-", ">"))
