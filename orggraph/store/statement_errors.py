"""What a server says of a wrong statement, in the words of its reader and with the place in the statement as it was written."""

from __future__ import annotations

import re

from orggraph.errors import StatementFailed
from orggraph.i18n import T, Text
from orggraph.store.shared_label import Sent

_PLACE = re.compile(r"\(?(?:at )?line (?P<line>\d+)(?P<from_zero>:|, column )(?P<column>\d+)(?: \(offset: \d+\)\)?)?")
_KINDS: tuple[tuple[str, Text], ...] = (
    (r"ariable [`'](?P<name>[^`']+)[`'] (?:is )?not defined", T("The variable {name} is not defined.")),
    (r"ariable [`'](?P<name>[^`']+)[`'] already (?:declared|defined)", T("The variable {name} is there already.")),
    (r"[Uu]nknown function:? ['`](?P<name>[^'`]+)['`]", T("There is no function {name}.")),
    (r"(?:nput|encountered) '(?:<EOF>)?'", T("The statement ends too early.")),
    (r"(?:nexpected|nvalid|ismatched|xtraneous) input ['`](?P<name>[^'`]+)['`]", T("{name} is not expected here.")),
    (r"missing (?P<name>\w+) at", T("{name} is missing here.")),
    (r"no viable alternative at input ['`](?P<name>[^'`]+)['`]", T("{name} is not expected here.")),
    (r"exists\(variable\.property\)", T("exists(n.name) is no Cypher any more: write n.name IS NOT NULL.")),
    (r"attern expression", T("A pattern is no value here: write EXISTS {{ … }} or COUNT {{ … }} around it.")),
    (r"[Mm]ultiple result columns with the same name|olumnNameConflict", T("Two columns have the same name.")),
    (r"mplicit grouping|grouping key", T("An aggregation stands in one expression with what is no group of its own: name that before it.")),
    (r"ggregat", T("An aggregation such as count() cannot stand here.")),
    (r"same (?:return )?column names|DifferentColumnsInUnion", T("The parts of a UNION need the same columns.")),
    (r"must be aliased|NoExpressionAlias", T("What follows WITH needs a name: … AS name.")),
    (r"^Error executing Cypher query", T("The database could not run it, and does not say why.")),
    (r"by zero", T("It divides by zero.")),
    (r"overflow", T("A number becomes too large.")),
    (r"cannot be parsed to a|cannot parse '", T("A date or time cannot be read: write it as 2015-03-31.")),
    (r"nvalid number literal:? (?P<name>\S+)", T("{name} is no number.")),
    (r"non-negative integer|(?:SKIP|LIMIT) value", T("SKIP and LIMIT need a whole number, 0 or more.")),
    (r"numerical|numeric|Cannot (?:add|subtract|multiply|divide)", T("It calculates with something that is no number.")),
    (r"[Tt]ype ?mismatch|TypeError|nvalidArgument|nvalid input for function", T("A value is of another kind than is needed here.")),
    (r"not supported|NotImplemented", T("The database does not know this form of Cypher: {words}")),
    (r"shortest path algorithm does not work", T("The path begins and ends at the same node: write WHERE a <> b before it.")),
    (r"[Pp]arameter\(?s?\)?:? .*?(?P<name>\w+)$|issing parameter:? (?P<other>\w+)", T("The parameter {name} is not given.")),
)


def explained(words: str, written: str, sent: Sent) -> StatementFailed:
    """The error for what a server said of a statement.

    Parameters
    ----------
    words
        What the server said.
    written, sent
        The statement as it was written, and as it was sent: to Neo4j below a line of ours, elsewhere without the blanks before it.
    """
    kind, match = _kind(words)
    name = next((value for value in match.groupdict().values() if value), "") if match else ""
    what = Text(kind.message, {"name": name, "words": _without_echo(words)})
    place = _place(words, written, sent, name)
    if place is None:
        return StatementFailed(what)
    return StatementFailed(T("Line {line}, column {column}: {what}", line=str(place[0]), column=str(place[1]), what=what))


def _kind(words: str) -> tuple[Text, re.Match[str] | None]:
    for pattern, text in _KINDS:
        if match := re.search(pattern, words):
            return text, match
    return T("The database could not run it: {words}"), None


def _place(words: str, written: str, sent: Sent, name: str) -> tuple[int, int] | None:
    """Line and column, from 1; where the server names a word only, where that stands."""
    match = _PLACE.search(words)
    if match:
        is_neo4j = "offset" in match.group()  # it counts columns from 1, and had a line of ours before
        start = 0 if is_neo4j else len(sent.text) - len(sent.text.lstrip())
        lines = sent.text[start:].splitlines(keepends=True)[: int(match["line"]) - 1 - is_neo4j]
        offset = sent.written_at(start + sum(map(len, lines)) + int(match["column"]) - is_neo4j)
    else:
        named = [match.start() for match in re.finditer(rf"(?<![\w.]){re.escape(name)}(?!\w)", written)] if name else []
        if not named:
            return None
        offset = named[-1]
    before = written[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _without_echo(words: str) -> str:
    """The server's words without the place and the statement repeated."""
    return _PLACE.sub("", re.split(r' "|// asked', words)[0]).strip(" ()^-.:")
