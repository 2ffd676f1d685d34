"""Whether a Cypher statement only reads, told from its tokens before it is sent anywhere.

The first of three locks on free queries (the others are the server's own refusal, and limits to what an answer takes).
A word in a comment, a string, a name in backticks, or in the place of a variable, property or label is no command.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from orggraph.errors import Refused, did_you_mean, nearest
from orggraph.i18n import T, Text
from orggraph.store.cypher_tokens import BEFORE_OPERAND, ENDING, JOINING, Token, at, plain_text, tokens

READING_STARTS = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL", "SHOW"})
COMMANDS = frozenset(
    {
        *("CREATE", "INSERT", "MERGE", "DELETE", "DETACH", "NODETACH", "SET", "REMOVE", "FOREACH"),
        *("DROP", "ALTER", "GRANT", "DENY", "REVOKE", "RENAME", "DEALLOCATE", "REALLOCATE", "ENABLE"),
        *("SHOW", "TERMINATE", "USE", "EXPLAIN", "PROFILE", "START", "STOP"),
    }
)
BODILESS = frozenset({"", "..", *".,)]}:=<>+-*/%^|;&!"})
"""No command goes on with one of these: a word before it is a name."""
SHOW_COMMANDS = frozenset({"INDEX", "INDEXES", "CONSTRAINT", "CONSTRAINTS"})
SHOWN_KINDS = frozenset(
    {"ALL", "RANGE", "FULLTEXT", "TEXT", "POINT", "LOOKUP", "VECTOR", "UNIQUE", "UNIQUENESS", "NODE", "RELATIONSHIP", "KEY", "PROPERTY"}
)
PROCEDURES = frozenset(
    {
        *("db.labels", "db.relationshiptypes", "db.propertykeys"),
        *("db.schema.visualization", "db.schema.nodetypeproperties", "db.schema.reltypeproperties"),
        *("db.index.fulltext.querynodes", "db.index.fulltext.queryrelationships"),
    }
)
"""Procedures that only read the graph or its schema, in lower case."""

TEMPORAL = frozenset({"date", "time", "localtime", "datetime", "localdatetime"})
FUNCTIONS = frozenset(
    {
        *("all", "any", "exists", "isempty", "none", "single", "allreduce"),
        *("char_length", "character_length", "coalesce", "elementid", "endnode", "head", "id", "last", "length", "nullif", "properties"),
        *("size", "startnode", "timestamp", "toboolean", "tobooleanornull", "tofloat", "tofloatornull", "tointeger", "tointegerornull"),
        *("type", "valuetype", "randomuuid", "keys", "labels", "nodes", "range", "reduce", "relationships", "reverse", "tail"),
        *("tobooleanlist", "tofloatlist", "tointegerlist", "tostringlist", "tostring", "tostringornull", "rels", "toint"),
        *("avg", "collect", "count", "max", "min", "percentilecont", "percentiledisc", "stdev", "stdevp", "sum"),
        *("abs", "ceil", "floor", "isnan", "rand", "round", "sign", "e", "exp", "log", "log10", "sqrt", "cosh", "coth", "sinh", "tanh"),
        *("acos", "asin", "atan", "atan2", "cos", "cot", "degrees", "haversin", "pi", "radians", "sin", "tan", "infinity", "nan"),
        *("btrim", "left", "lower", "ltrim", "normalize", "replace", "right", "rtrim", "split", "substring", "tolower", "toupper"),
        *("trim", "upper", "point", "point.distance", "point.withinbbox", "distance", "shortestpath", "allshortestpaths", "format"),
        *("duration", "duration.between", "duration.indays", "duration.inmonths", "duration.inseconds", "local_time", "zoned_time"),
        *(f"{kind}{part}" for kind in TEMPORAL for part in ("", ".truncate", ".transaction", ".statement", ".realtime")),
        *("datetime.fromepoch", "datetime.fromepochmillis", "coll.distinct", "coll.sort", "coll.max", "coll.min", "coll.flatten"),
    }
)
"""Cypher's own functions, in lower case: of others it cannot be seen from here what they do."""

Mode = Literal["", "EXPLAIN", "PROFILE"]


@dataclass(frozen=True)
class Statement:
    """A statement that only reads.

    Attributes
    ----------
    text
        The statement with neither prefix nor comments, each token where it stood in what was written.
    tokens
        Its tokens.
    options
        What stood behind ``CYPHER`` before it, such as ``CYPHER runtime=slotted``; a server other than Neo4j has none.
    mode
        Whether its plan is asked, or how it ran.
    """

    text: str
    tokens: tuple[Token, ...]
    options: str
    mode: Mode


def reading(statement: str) -> Statement:
    """Take a statement apart that only reads the graph.

    Raises
    ------
    Refused
        It writes, changes the schema or rights, reads files or URLs, looks at or ends other people's queries, calls a
        procedure or function that is not known to only read, or is more than one statement; the message names the word.
    """
    text = plain_text(statement)
    given = tokens(text)
    while given and given[-1].is_sign(";"):
        given.pop()
    if not given:
        raise _refused(T("There is no statement."), T("Begin with MATCH."))
    if any(token.is_sign(";") for token in given):
        raise _refused(T("These are several statements."), T("Give one at a time."))
    first, mode = _prefix(given)
    body = given[first:]
    _check_start(body)
    for index in range(1 if body[0].is_word("SHOW") else 0, len(body)):
        _check_token(body, index)
    options = " ".join(text[token.start : token.end] for token in given[:first] if not token.is_word("EXPLAIN", "PROFILE"))
    start, end = body[0].start, body[-1].end
    blank = "".join(sign if sign in "\r\n" else " " for sign in text[:start])
    return Statement(blank + text[start:end], tuple(body), options.replace(" = ", "="), mode)


def _prefix(given: list[Token]) -> tuple[int, Mode]:
    """Where the statement itself begins, after ``CYPHER …`` and ``EXPLAIN`` or ``PROFILE``, and which of these."""
    mode: Mode = ""
    index = 0
    while at(given, index).is_word("CYPHER", "EXPLAIN", "PROFILE"):
        index += 1
        if not given[index - 1].is_word("CYPHER"):
            mode = "EXPLAIN" if given[index - 1].is_word("EXPLAIN") else "PROFILE"
            continue
        if at(given, index).kind == "value":
            index += 1
        while at(given, index + 1).is_sign("="):
            index += 3
    return index, mode


def _check_start(body: list[Token]) -> None:
    token = at(body, 0)
    if token.is_word("SHOW"):
        kinds = [word for word in body[1:] if not word.is_word(*SHOWN_KINDS)]
        if not at(kinds, 0).is_word(*SHOW_COMMANDS):
            raise _refused(T("{word} does more than read.", word=f"SHOW {at(body, 1).text}".strip()))
    elif token.is_word(*COMMANDS):
        raise _refused(T("{word} does more than read.", word=token.text))
    elif not token.is_word(*READING_STARTS):
        raise _refused(
            T("A statement that reads does not begin with {word}.", word=token.text),
            T("Begin with one of: {known}.", known=sorted(READING_STARTS)),
        )


def _check_token(body: list[Token], index: int) -> None:
    token, following = body[index], at(body, index + 1)
    named = at(body, index - 1).is_sign(".", ":")
    if token.kind == "word" and not named:
        _check_word(body, index)
    if token.kind in {"word", "name"} and not at(body, index - 1).is_sign(".") and following.is_sign("(", "."):
        _check_function(body, index)


def _check_word(body: list[Token], index: int) -> None:
    token, following = body[index], at(body, index + 1)
    if token.text in COMMANDS and token.place.clause and not (following.kind == "sign" and following.text in BODILESS):
        raise _refused(T("{word} does more than read.", word=token.text))
    if token.is_word("LOAD") and following.is_word("CSV"):
        raise _refused(T("{word} does more than read.", word="LOAD CSV"))
    if (
        token.is_word("IN")
        and at(body, index - 1).is_sign("}")
        and any(following.is_word("TRANSACTIONS", "TRANSACTION") for following in body[index:])
    ):
        raise _refused(T("{word} does more than read.", word="IN TRANSACTIONS"))
    if token.is_word("CALL") and token.place.clause and following.kind in {"word", "name"}:
        called = _dotted(body, index + 1)
        if called not in PROCEDURES:
            raise _refused(
                T("The procedure {name} is not known to only read.", name=called), T("Known: {names}.", names=sorted(PROCEDURES))
            )


def _check_function(body: list[Token], index: int) -> None:
    token, before = body[index], at(body, index - 1)
    called = _dotted(body, index)
    end = index + 2 * called.count(".") + 1
    is_keyword = token.kind == "word" and (token.text in JOINING | BEFORE_OPERAND | ENDING or not token.place.operand)
    in_hint = before.is_sign(":") and at(body, index - 3).is_word("INDEX", "SEEK", "SCAN")
    if not at(body, end).is_sign("(") or is_keyword or in_hint or before.is_word("CALL"):
        return
    if called not in FUNCTIONS:
        hint = did_you_mean(nearest(called, FUNCTIONS)) or T("Use Cypher's own functions.")
        raise _refused(T("The function {name} is not known to only read.", name=called), hint)


def _dotted(body: list[Token], index: int) -> str:
    """The name with dots that begins here, such as db.labels, in lower case."""
    parts: list[str] = []
    while at(body, index).kind in {"word", "name"}:
        parts.append(body[index].text.lower())
        if not at(body, index + 1).is_sign("."):
            break
        index += 2
    return ".".join(parts)


def _refused(message: Text, hint: Text | None = None) -> Refused:
    default = T("Here only reading is allowed. A name that is also a command goes between backticks.")
    return Refused(message, hint or default)
