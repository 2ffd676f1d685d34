"""A Cypher statement as tokens, each with what can stand in its place: an operand, or the beginning of a clause.

Hardly any word of Cypher is reserved: ``MATCH (set) RETURN set`` only reads, and ``RETURN 1 AS as SET n.x = 1`` writes.
What a word is follows from what stands before it. Where that leaves two readings, both are kept: the place of a token is
the set of what it can be, never less than a server could make of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from orggraph.errors import Refused
from orggraph.i18n import T, Text

Kind = Literal["word", "name", "value", "sign"]

_PIECE = re.compile(
    r"""(?P<space>\s+|//[^\n\r]*|/\*.*?\*/)
    |(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<name>`(?:[^`]|``)*`)
    |(?P<parameter>\$(?:`(?:[^`]|``)*`|\w+))
    |(?P<number>\d+(?:\.(?!\.)\d*)?(?:[eE][+-]?\d+)?)
    |(?P<word>\w+)
    |(?P<sign>\.\.|.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u+(?P<code>[0-9a-fA-F]{4})|\\.", re.DOTALL)
JOINING = frozenset(
    {
        *("AS", "AND", "OR", "XOR", "IN", "IS", "CONTAINS", "WHEN", "BY", "SKIP", "LIMIT", "OFFSET"),
        *("MATCH", "RETURN", "WHERE", "WITH", "UNWIND", "YIELD", "CALL"),
    }
)
"""After these, where an expression is complete before them, an operand must come."""
ENDING = frozenset({"END", "NULL", "ASC", "DESC", "ASCENDING", "DESCENDING", "UNION", "OPTIONAL", "ORDER", "STARTS", "ENDS"})
"""After these, where an expression is complete before them, no operand can come."""
BEFORE_OPERAND = frozenset({"DISTINCT", "ALL", "ANY", "NOT", "CASE", "SHORTEST", "LEADING", "TRAILING", "BOTH", "FROM", "EACH", "VALUE"})
"""Where an operand is expected, these may be one, or stand before it."""
_NAMED = frozenset({".", ":"})
_QUANTIFIED = frozenset({")", ">", "-", "]"})


@dataclass(frozen=True, slots=True)
class Place:
    """What can stand somewhere: an ``operand`` (or any name), and the beginning of a ``clause`` after something complete."""

    operand: bool
    clause: bool

    def __or__(self, other: Place) -> Place:
        return Place(self.operand or other.operand, self.clause or other.clause)


OPERAND, CLAUSE, NOTHING = Place(True, False), Place(False, True), Place(False, False)
EITHER = OPERAND | CLAUSE


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a statement; ``text`` of a word is in capitals, of a name without its backticks."""

    kind: Kind
    text: str
    start: int
    end: int
    place: Place = NOTHING

    def is_word(self, *texts: str) -> bool:
        """Whether this is one of these words; a name in backticks never is."""
        return self.kind == "word" and self.text in texts

    def is_sign(self, *texts: str) -> bool:
        """Whether this is one of these signs."""
        return self.kind == "sign" and self.text in texts


def placed(what: Text, statement: str, offset: int) -> Text:
    """What is said of a place in a statement, with its line and column, from 1."""
    before = statement[:offset]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return T("Line {line}, column {column}: {what}", line=str(line), column=str(column), what=what)


def plain_text(statement: str) -> str:
    r"""The statement with comments blanked and escapes of Unicode written out, each token where it was.

    Some servers decode ``\u0027`` before they read a statement, so that it can end a string or a comment: none is sent.

    Raises
    ------
    Refused
        A string, name or comment does not end, or an escape stands outside a string, or is half a character.
    """
    return "".join(_plain(statement, match) for match in _PIECE.finditer(statement))


def tokens(statement: str) -> list[Token]:
    """The tokens of a statement that :func:`plain_text` gave, with their places."""
    made: list[Token] = []
    place = CLAUSE
    for token in _pieces(statement):
        placed = Token(token.kind, token.text, token.start, token.end, place)
        place = _place_after(placed, made[-1] if made else None)
        made.append(placed)
    return made


def at(given: Sequence[Token], index: int) -> Token:
    """The token with that index; an empty one beyond the ends."""
    return given[index] if 0 <= index < len(given) else Token("sign", "", 0, 0)


def closing(given: Sequence[Token], index: int) -> int:
    """Where what is opened here is closed; the end, where it is not."""
    opened = 0
    for place in range(index, len(given)):
        opened += given[place].is_sign("(", "[", "{") - given[place].is_sign(")", "]", "}")
        if opened == 0:
            return place
    return len(given)


def _plain(statement: str, match: re.Match[str]) -> str:
    kind, text = match.lastgroup, match.group()
    if kind == "space":
        return "".join(sign if sign in "\r\n" else " " for sign in text)
    if kind == "string" and "\\u" in text:
        return _written_out(text).ljust(len(text))
    if kind == "sign" and (text in {"'", '"', "`"} or statement.startswith("/*", match.start())):
        raise Refused(placed(T("A string, name or comment does not end."), statement, match.start()), T("Close it."))
    if "\\" in text and kind != "string":
        raise Refused(T("Outside a text between quotes a backslash means nothing."), T("Write the character itself."))
    return text


def _written_out(string: str) -> str:
    quote = string[0]

    def write(match: re.Match[str]) -> str:
        if match["code"] is None:
            return match.group()
        sign = chr(int(match["code"], 16))
        return "\\" + sign if sign in (quote, "\\") else sign

    try:
        text = _ESCAPE.sub(write, string).encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise Refused(T("The statement has half a character, written as \\u and four digits."), T("Write the character itself.")) from None
    if re.search(r"\\u", text):
        raise Refused(T("The statement has a backslash before \\u and four digits."), T("Write the backslash outside of this text."))
    return text


def _pieces(statement: str) -> Iterator[Token]:
    for match in _PIECE.finditer(statement):
        kind, text = match.lastgroup, match.group()
        if kind in {"string", "parameter", "number"}:
            yield Token("value", text, *match.span())
        elif kind == "word":
            yield Token("word", unicodedata.normalize("NFKC", text).upper(), *match.span())
        elif kind == "name":
            yield Token("name", text[1:-1].replace("``", "`"), *match.span())
        elif kind == "sign":
            yield Token("sign", text, *match.span())


def _place_after(token: Token, before: Token | None) -> Place:
    if token.kind == "sign":
        return _after_sign(token, before)
    if token.kind != "word" or (before and before.is_sign(*_NAMED)):
        return CLAUSE
    after = NOTHING
    if token.place.operand:
        after |= EITHER if token.text in BEFORE_OPERAND else CLAUSE
    if token.place.clause:
        after |= OPERAND if token.text in JOINING else CLAUSE if token.text in ENDING else EITHER
    return after


def _after_sign(token: Token, before: Token | None) -> Place:
    if token.text in {")", "]", "}"}:
        return CLAUSE
    if token.text in {"{", "|", ";"} or (token.text in {"*", "+"} and before and before.is_sign(*_QUANTIFIED)):
        return EITHER
    if token.text == "*" and token.place.operand:  # of count(*), WITH *, [*1..3]
        return EITHER if token.place.clause else CLAUSE
    return OPERAND
