"""What a server says of a wrong statement, in the words of its reader and with the place in the statement as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from orggraph.errors import StatementFailed
from orggraph.i18n import T, Text
from orggraph.store.cypher_tokens import placed
from orggraph.store.shared_label import Sent

_PLACE = re.compile(r"\(?(?:at )?line (?P<line>\d+)(?P<from_zero>:|, column )(?P<column>\d+)(?: \(offset: \d+\)\)?)?")
_UNEXPECTED = re.compile(
    r"(?:(?:nexpected|nvalid|ismatched|xtraneous) input|no viable alternative at input) (['`])(?P<word>.*?)\1(?=[:, ]|$)|ncountered: <EOF>"
)
_MISSING = re.compile(r"missing (?P<wanted>'[^']+'|\w+) at ")
_EXPECTED = re.compile(r"\bexpect(?:ed:?|ing) (?:\{(?P<braced>.*)\}|(?P<listed>.*?)(?= \(line|$))")
_SINGLE = re.compile(r"'(?P<sign>[^']+)'|(?P<words>[\w<>][^,']*?)(?=,| or |$)")
_THINGS = {
    "an expression": T("a value"),
    "a graph pattern": T("a pattern such as (n)-[:IN]->(m)"),
    "an identifier": T("a name"),
    "a name": T("a name"),
    "a variable name": T("a name"),
    "a parameter": T("a parameter"),
    "an integer value": T("a whole number"),
    "a node label/relationship type name": T("a label or type"),
    "<EOF>": T("the end"),
}
"""What the grammars of the servers call by a name."""
_MOST_EXPECTED = 8
"""Where a server expects more than this, almost anything may stand: then nothing is gained by telling."""
_CLAUSES = ("MATCH", "OPTIONAL", "WHERE", "RETURN", "WITH", "UNWIND", "ORDER", "LIMIT", "SKIP", "UNION", "DISTINCT", "CALL", "YIELD")
_WORD_OF_PLACE = re.compile(
    r"in an? (UNION)\b|not allowed in (WHERE)|olumn name '(\w+)'|(SKIP|LIMIT) (?:expression|value)|(\w+)\(\) cannot|function '(\w+)\(\)'"
)
"""Where a server gives no place: the word that it speaks of."""
_KINDS: tuple[tuple[str, Text], ...] = (
    (r"ariable [`'](?P<name>[^`']+)[`'] (?:is )?not defined", T("The variable {name} is not defined.")),
    (r"ariable [`'](?P<name>[^`']+)[`'] already (?:declared|defined)", T("The variable {name} is there already.")),
    (r"[Uu]nknown function:? ['`](?P<name>[^'`]+)['`]", T("There is no function {name}.")),
    (r"exists\(variable\.property\)", T("exists(n.name) is no Cypher any more: write n.name IS NOT NULL.")),
    (r"attern expression", T("A pattern is no value here: write EXISTS {{ … }} or COUNT {{ … }} around it.")),
    (r"[Mm]ultiple result columns with the same name|olumnNameConflict", T("Two columns have the same name.")),
    (r"mplicit grouping|grouping key", T("An aggregation stands in one expression with what is no group of its own: name that before it.")),
    (r"ggregat", T("An aggregation such as count() cannot stand here.")),
    (r"same (?:return )?column names|DifferentColumnsInUnion", T("The parts of a UNION need the same columns.")),
    (r"must be aliased|NoExpressionAlias", T("What follows WITH needs a name: … AS name.")),
    (r"cannot conclude with (?P<name>\w+)", T("The statement ends with {name}: end it with RETURN.")),
    (r"RETURN can only be used at the end", T("RETURN stands at the end only.")),
    (r"refer to variables in|must not reference variables", T("SKIP and LIMIT take no variable: write a number, or a parameter.")),
    (
        r"(?:Insufficient|Too many) parameters for function '(?P<name>\w+)'|unction '(?P<other>\w+)' expects",
        T("{name}() takes another number of values."),
    ),
    (r"Unknown operation '!='", T("!= is no Cypher: write <>.")),
    (r"(?P<name>\w+)\(\.\.\.\) requires a WHERE", T("{name}() needs a condition: {name}(x IN list WHERE …).")),
    (r"nvalid literal number", T("This is no number.")),
    (r"^Error executing Cypher query", T("The database could not run it, and does not say why.")),
    (r"by zero", T("It divides by zero.")),
    (r"overflow", T("A number becomes too large.")),
    (r"cannot be parsed to a|cannot parse '", T("A date or time cannot be read: write it as 2015-03-31.")),
    (r"nvalid number literal:? (?P<name>\S+)", T("{name} is no number.")),
    (r"non-negative integer|(?:SKIP|LIMIT) value", T("SKIP and LIMIT need a whole number, 0 or more.")),
    (r"numerical|numeric|Cannot (?:add|subtract|multiply|divide)", T("It calculates with something that is no number.")),
    (r"[Tt]ype ?mismatch|TypeError|nvalidArgument|nvalid input for function", T("A value is of another kind than is needed here.")),
    (r"not supported|NotImplemented", T("The database does not know this form of Cypher. In its words: “{words}”")),
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
    syntax = _syntax(words)
    kind, match = (syntax[0], None) if syntax else _kind(words)
    named = match.groupdict() if match else {}
    name = syntax[1] if syntax else named.get("name") or named.get("other") or ""
    what = Text(kind.message, {"name": _marked(name), "words": _without_echo(words)})
    hint = syntax[2] if syntax else None
    offset = _place(words, written, sent, name or _word_of_place(words))
    return StatementFailed(what if offset is None else placed(what, written, offset), hint)


def _syntax(words: str) -> tuple[Text, str, Text | None] | None:
    """What stands where something else should: the kind of mistake, the word, and what was expected or probably meant."""
    missing = _MISSING.search(words)
    unexpected = _UNEXPECTED.search(words)
    if missing:
        wanted = missing["wanted"].strip("'")
        ended = "'<EOF>'" in words
        kind = T("The statement ends too early.") if ended else T("{name} is missing here.")
        return kind, wanted, T("Expected: {names}.", names=_marked(wanted)) if ended else None
    if not unexpected:
        return None
    word = (unexpected["word"] or "").strip().rsplit(maxsplit=1)[-1:]
    expected = list(_expected(words))
    hint = T("Expected: {names}.", names=expected) if expected else None
    if word in ([], ["<EOF>"]):
        return T("The statement ends too early."), "", hint
    meant = get_close_matches(word[0].upper(), _CLAUSES, n=1, cutoff=0.7)
    if meant and meant != [word[0].upper()]:
        hint = T("Meant: {name}?", name=meant[0])
    return T("{name} is not expected here."), word[0], hint


def _expected(words: str) -> Iterator[str | Text]:
    """What a server expected in place of what stands there, as people write it; nothing where that is almost anything."""
    match = _EXPECTED.search(words)
    listed = (match["braced"] or match["listed"] or "") if match else ""
    parts = [single["sign"] or single["words"].removeprefix("or ").strip() for single in _SINGLE.finditer(listed)]
    if len(parts) <= _MOST_EXPECTED and not listed.startswith("one of "):
        yield from (_THINGS.get(part, _marked(part)) for part in parts)


def _marked(word: str) -> str:
    """A sign stands between quotes, so that it is no part of the sentence."""
    return word if any(map(str.isalnum, word)) else f"“{word}”"


def _kind(words: str) -> tuple[Text, re.Match[str] | None]:
    for pattern, text in _KINDS:
        if match := re.search(pattern, words):
            return text, match
    return T("The database could not run it. In its words: “{words}”"), None


def _place(words: str, written: str, sent: Sent, name: str) -> int | None:
    """The offset in what was written; where the server names a word only, where that stands."""
    match = _PLACE.search(words)
    if match:
        is_neo4j = "offset" in match.group()  # it counts columns from 1, and had a line of ours before
        start = 0 if is_neo4j else len(sent.text) - len(sent.text.lstrip())
        lines = sent.text[start:].splitlines(keepends=True)[: int(match["line"]) - 1 - is_neo4j]
        return sent.written_at(start + sum(map(len, lines)) + int(match["column"]) - is_neo4j)
    named = [match.start() for match in re.finditer(rf"(?<![\w.]){re.escape(name)}(?!\w)", written)] if name else []
    return named[-1] if named else None


def _word_of_place(words: str) -> str:
    match = _WORD_OF_PLACE.search(words)
    return next(filter(None, match.groups())) if match else ""


def _without_echo(words: str) -> str:
    """The server's words without the place and the statement repeated."""
    return _PLACE.sub("", re.split(r' "|// asked', words)[0]).strip(" ()^-.:")
