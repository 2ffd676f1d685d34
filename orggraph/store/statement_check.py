"""Whether a Cypher statement only reads, told from its words before it is sent anywhere.

The first of three locks on free queries (the others are the server's own refusal, and a time limit). It reads the
statement as Cypher does, so that a word in a comment, a string, a name in backticks, a property (``n.create``) or a
label (``:Create``) is no command, and nothing hides behind one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from orggraph.errors import Refused
from orggraph.i18n import T, Text

READING_STARTS = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"})
COMMANDS = frozenset(
    {
        *("CREATE", "INSERT", "MERGE", "DELETE", "DETACH", "NODETACH", "SET", "REMOVE", "FOREACH"),
        *("DROP", "ALTER", "GRANT", "DENY", "REVOKE", "RENAME", "DEALLOCATE", "REALLOCATE", "ENABLE"),
        *("SHOW", "TERMINATE", "USE", "EXPLAIN", "PROFILE"),
    }
)
PROCEDURES = frozenset(
    {
        *("db.labels", "db.relationshiptypes", "db.schema.visualization", "db.schema.nodetypeproperties", "db.schema.reltypeproperties"),
        *("db.index.fulltext.querynodes", "db.index.fulltext.queryrelationships"),
    }
)
"""Procedures that only read the graph or its schema, in lower case."""

FUNCTION_SPACES = frozenset({"date", "time", "localtime", "datetime", "localdatetime", "duration", "point", "vector"})
"""Where Cypher's own functions with a dot in their name live; others belong to extensions."""

Kind = Literal["word", "name", "value", "sign"]

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n\r]*|/\*.*?\*/)
    |(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<name>`(?:[^`]|``)*`)
    |(?P<parameter>\$(?:`(?:[^`]|``)*`|\w+))
    |(?P<number>\d+(?:\.(?!\.)\d*)?(?:[eE][+-]?\d+)?)
    |(?P<word>\w+)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_UNICODE_ESCAPE = re.compile(r"\\u+[0-9a-fA-F]{4}")
_NAME_FOLLOWS = frozenset({".", ":", "|", "&", "!"})
"""After these a word is a property, label, type or expression: no clause can begin there, FOREACH being refused."""


@dataclass(frozen=True)
class Token:
    """One piece of a statement; ``text`` of a word is in capitals, of a name without its backticks."""

    kind: Kind
    text: str


def refuse_unless_read(statement: str) -> None:
    """Let a statement pass that only reads the graph.

    Raises
    ------
    Refused
        It writes, changes the schema or rights, reads files or URLs, looks at or ends other people's queries, calls a
        procedure that is not known to only read, or is more than one statement; the message names the word.
    """
    if _UNICODE_ESCAPE.search(statement):
        # Some servers decode these before they read the statement, so that one can end a string or hide a word.
        raise _refused(T("The statement has a character written as \\u and four digits."), T("Write the character itself."))
    tokens = list(_tokens(statement))
    while tokens and tokens[-1] == Token("sign", ";"):
        tokens.pop()
    if not tokens:
        raise _refused(T("There is no statement."), T("Begin with MATCH."))
    if Token("sign", ";") in tokens:
        raise _refused(T("These are several statements."), T("Give one at a time."))
    _check_start(tokens[0])
    for at, token in enumerate(tokens):
        if token.kind == "word" and not _is_name(tokens, at):
            _check_word(tokens, at)
        if token.kind in {"word", "name"}:
            _check_function(tokens, at)


def without_end(statement: str) -> str:
    """The statement without the semicolons at its end, which some servers refuse."""
    return statement.rstrip().rstrip("; \t\r\n") if statement.rstrip().endswith(";") else statement


def _tokens(statement: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(statement):
        kind, text = match.lastgroup, match.group()
        if kind in {"string", "parameter", "number"}:
            yield Token("value", text)
        elif kind == "word":
            yield Token("word", unicodedata.normalize("NFKC", text).upper())
        elif kind == "name":
            yield Token("name", text[1:-1].replace("``", "`"))
        elif kind == "sign":
            if text in {"'", '"', "`"} or statement.startswith("/*", match.start()):
                raise _refused(T("A string, name or comment does not end."), T("Close it."))
            yield Token("sign", text)


def _check_start(token: Token) -> None:
    if token.kind == "word" and token.text in COMMANDS:
        raise _refused(T("{word} does more than read.", word=token.text))
    if token.kind != "word" or token.text not in READING_STARTS:
        raise _refused(
            T("A statement that reads does not begin with {word}.", word=token.text),
            T("Begin with one of: {known}.", known=sorted(READING_STARTS)),
        )


def _is_name(tokens: list[Token], at: int) -> bool:
    """Whether a word can only be a name where it stands: a property, label, type, alias, or key of a map."""
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before and before.kind == "sign" and before.text in _NAME_FOLLOWS:
        return True
    if before == Token("word", "AS") and not _is_name(tokens, at - 1):
        return True
    return after == Token("sign", ":")


def _check_word(tokens: list[Token], at: int) -> None:
    word, following = tokens[at].text, tokens[at + 1 : at + 6]
    if word in COMMANDS:
        raise _refused(T("{word} does more than read.", word=word))
    if word == "LOAD" and following[:1] == [Token("word", "CSV")]:
        raise _refused(T("{word} does more than read.", word="LOAD CSV"))
    if word == "IN" and tokens[at - 1] == Token("sign", "}") and any(t.text in {"TRANSACTIONS", "TRANSACTION"} for t in following):
        raise _refused(T("{word} does more than read.", word="IN TRANSACTIONS"))
    if word == "CALL" and following[:1] not in ([Token("sign", "{")], [Token("sign", "(")]):
        called = _dotted(tokens, at + 1)
        if called.lower() not in PROCEDURES:
            raise _refused(
                T("The procedure {name} is not known to only read.", name=called or "?"), T("Known: {names}.", names=sorted(PROCEDURES))
            )


def _check_function(tokens: list[Token], at: int) -> None:
    """Refuse functions of extensions: what they do cannot be seen from here."""
    if at and tokens[at - 1].text in {".", "CALL"} and tokens[at - 1].kind in {"sign", "word"}:
        return
    called = _dotted(tokens, at)
    end = at + 2 * called.count(".") + 1
    space, dot, _ = called.partition(".")
    if dot and tokens[end : end + 1] == [Token("sign", "(")] and space.lower() not in FUNCTION_SPACES:
        raise _refused(T("The function {name} is not known to only read.", name=called), T("Use Cypher's own functions."))


def _dotted(tokens: list[Token], at: int) -> str:
    """The name with dots that begins here, such as db.labels."""
    parts: list[str] = []
    while at < len(tokens) and tokens[at].kind in {"word", "name"}:
        parts.append(tokens[at].text if tokens[at].kind == "name" else tokens[at].text.lower())
        if tokens[at + 1 : at + 2] != [Token("sign", ".")]:
            break
        at += 2
    return ".".join(parts)


def _refused(message: Text, hint: Text | None = None) -> Refused:
    default = T("Here only reading is allowed. A name that is also a command goes between backticks.")
    return Refused(message, hint or default)
