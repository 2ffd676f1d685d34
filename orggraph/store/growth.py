"""Statements whose values grow step by step: forty doublings fill any memory, and no server stops in the middle of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from orggraph.errors import TooLarge
from orggraph.i18n import T
from orggraph.store.cypher_tokens import Token, at, closing
from orggraph.store.statement_check import Statement

MOST_GROWTH = 10_000
"""How many times as large a value may become by adding it to itself from clause to clause."""
MOST_NESTED = 20_000
"""Elements that a list made from a range, or lists within it, may have: the server makes those of a hundred rows at a time."""
MOST_STEPS = 10_000
"""Steps in which ``reduce`` may add to a value: each copies it."""
ASSUMED_RANGE, ASSUMED_LIST = 100, 20
"""Elements of a range whose ends are not written out, and of another list."""
BRANCHES = ("WHEN", "THEN", "ELSE", "CASE", "END")


def refuse_growth(statement: Statement) -> None:
    """Let a statement pass that cannot make far more of a value than it was.

    Raises
    ------
    TooLarge
        It doubles a text or list in ``reduce`` or from clause to clause, or nests lists of large ranges.
    """
    tokens = statement.tokens
    growth = 1
    for clause in _parts(tokens, ("WITH", "RETURN")):
        growth *= max(_added(clause).values(), default=1)
    reduces = any(_runs_away(tokens, index) for index, token in enumerate(tokens) if token.is_word("REDUCE"))
    if growth > MOST_GROWTH or reduces or _nested(tokens) > MOST_NESTED:
        raise TooLarge(
            T("This statement makes texts or lists that grow beyond the memory."),
            T("Do not add a value to itself step by step, and keep ranges short that stand within each other or in reduce."),
        )


def _parts(tokens: Sequence[Token], words: tuple[str, ...]) -> Iterator[Sequence[Token]]:
    """The tokens from one of these words to the next."""
    starts = [0, *(index for index, token in enumerate(tokens) if token.is_word(*words) and token.place.clause), len(tokens)]
    return (tokens[start:end] for start, end in pairwise(starts))


def _added(tokens: Sequence[Token]) -> Counter[str]:
    """How often each variable itself is added to something, stands in a list, or is put into a text."""
    counts: Counter[str] = Counter()
    for index, token in enumerate(tokens):
        before, after = at(tokens, index - 1), at(tokens, index + 1)
        if token.kind not in {"word", "name"} or before.is_sign(".", ":") or after.is_sign(".", "(", "[", ":"):
            continue
        listed = before.is_sign("[", ",") and after.is_sign("]", ",") and _is_in_list(tokens, index)
        if before.is_sign("+") or after.is_sign("+") or listed:
            counts[token.text.upper()] += 1
        elif at(tokens, index - 2).is_word("REPLACE"):
            counts[token.text.upper()] += 2
    return counts


def _is_in_list(tokens: Sequence[Token], index: int) -> bool:
    opened = 0
    for token in reversed(tokens[:index]):
        opened += token.is_sign(")", "]", "}") - token.is_sign("(", "[", "{")
        if opened < 0:
            return token.is_sign("[")
    return False


def _runs_away(tokens: Sequence[Token], index: int) -> bool:
    """Whether the ``reduce`` that begins here doubles what it gathers, or adds to it in too many steps."""
    end = closing(tokens, index + 1)
    body = next((at for at in range(index, end) if tokens[at].is_sign("|")), end)
    gathered = at(tokens, index + 2).text.upper()
    added = max(_added(part)[gathered] for part in _parts(tokens[body:end], BRANCHES))
    steps = max((_range(tokens, at) for at in range(index, body) if tokens[at].is_word("RANGE")), default=0)
    return added > 1 or (added > 0 and steps > MOST_STEPS)


def _nested(tokens: Sequence[Token]) -> int:
    """The elements of the largest list that lists within each other make."""
    most, sizes = 1, [1]
    for index, token in enumerate(tokens):
        if token.is_sign("(", "[", "{"):
            sizes.append(sizes[-1])
        elif token.is_sign(")", "]", "}") and len(sizes) > 1:
            sizes.pop()
        elif token.is_word("IN") and at(tokens, index - 2).is_sign("[", ","):
            sizes[-1] *= _range(tokens, index + 1) if at(tokens, index + 1).is_word("RANGE") else ASSUMED_LIST
            most = max(most, sizes[-1])
    return most


def _range(tokens: Sequence[Token], index: int) -> int:
    """The elements of the ``range(…)`` that begins here."""
    ends = [token.text for token in tokens[index + 1 : index + 6]]
    if ends[:1] == ["("] and ends[2:5] == [",", ends[3], ")"] and ends[1].isdigit() and ends[3].isdigit():
        return max(1, int(ends[3]) - int(ends[1]) + 1)
    return ASSUMED_RANGE
