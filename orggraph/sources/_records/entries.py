"""JSON read entry by entry: each with the list in which it stands, its number there and its line.

The decoder of the standard library reads one entry at a time from where the last one ended, so that places cost nothing;
a parser that gives events (ijson) is no part of the installation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import T
from orggraph.yamltree import read_text

MOST_DEPTH: Final = 40
_SPACE: Final = re.compile(r"[ \t\n\r]*")
HINT: Final = T("Fetch the file again: it may have been cut off.")


@dataclass(frozen=True)
class Entry:
    """An entry of a list at the top of a document, or the value of a key there."""

    list: str
    """The key under which it stands; empty: the document itself is the list, or the entry is the document."""
    number: int
    """Its place in the list, from 1; 0: it is no entry of a list."""
    line: int
    value: Any
    file: str = ""
    """The name of its file, without folders."""

    @property
    def name(self) -> str:
        """Its list and its number there; empty for the document itself."""
        return f"{self.list} {self.number}".strip() if self.number else self.list

    @property
    def place(self) -> str:
        """Where it stands, as a citation has it."""
        return f"regel {self.line}, {self.name}" if self.name else f"regel {self.line}"


def read_entries(path: Path) -> list[Entry]:
    """What stands at the top of a document: the entries of its lists, its other values, or the entries of the list that it is.

    Raises
    ------
    InvalidInput
        Where the file cannot be read, is larger or deeper than is read, or is no JSON: with its line.
    """
    text = read_text(path)
    return list(_Reader(text, path).entries())


class _Reader:
    def __init__(self, text: str, path: Path) -> None:
        self.text, self.path = text, path
        self.decoder = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_unique)
        self.at, self.line, self.counted = 0, 1, 0

    def entries(self) -> Iterator[Entry]:
        self._skip()
        opening = self.text[self.at : self.at + 1]
        if opening == "[":
            yield from self._items("")
        elif opening == "{":
            yield from self._members()
        else:
            yield self._entry("", 0)
        self._skip()
        if self.at < len(self.text):
            self._stop(T("something stands after its end"))

    def _members(self) -> Iterator[Entry]:
        """The entries under each key of the document."""
        keys: set[str] = set()
        self._step()
        while self.text[self.at : self.at + 1] != "}":
            key = self._value()
            if not isinstance(key, str):
                self._stop(T("a key was expected"))
            if key in keys:
                self._stop(T("the key {key} stands here a second time", key=key))
            keys.add(key)
            self._skip()
            self._expect(":")
            if self.text[self.at : self.at + 1] == "[":
                yield from self._items(key)
            else:
                yield self._entry(key, 0)
            self._comma("}")
        self._step()

    def _items(self, key: str) -> Iterator[Entry]:
        self._step()
        number = 0
        while self.text[self.at : self.at + 1] != "]":
            number += 1
            yield self._entry(key, number)
            self._comma("]")
        self._step()

    def _entry(self, key: str, number: int) -> Entry:
        line = self._line()
        return Entry(key, number, line, self._value(), self.path.name)

    def _value(self) -> Any:
        try:
            value, self.at = self.decoder.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = error.pos
            self._stop(T("{words}", words=error.msg))
        except (ValueError, RecursionError) as error:  # a number of thousands of digits, a constant, a depth that no record has
            words = T("values are nested deeper than {most}", most=MOST_DEPTH) if isinstance(error, RecursionError) else None
            self._stop(words or T("{words}", words=str(error)))
        if _is_deeper(value, MOST_DEPTH):
            self._stop(T("values are nested deeper than {most}", most=MOST_DEPTH))
        return value

    def _comma(self, closing: str) -> None:
        self._skip()
        if self.text[self.at : self.at + 1] != closing:
            self._expect(",")
            if self.text[self.at : self.at + 1] == closing:
                self._stop(T("a value was expected"))

    def _expect(self, sign: str) -> None:
        if self.text[self.at : self.at + 1] != sign:
            self._stop(T("{sign} was expected", sign=sign))
        self._step()

    def _step(self) -> None:
        self.at += 1
        self._skip()

    def _skip(self) -> None:
        if match := _SPACE.match(self.text, self.at):
            self.at = match.end()

    def _line(self) -> int:
        self.line += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.line

    def _stop(self, words: Any) -> NoReturn:
        at = min(self.at, len(self.text))
        line, column = self.text.count("\n", 0, at) + 1, at - (self.text.rfind("\n", 0, at) + 1) + 1
        raise InvalidInput([Problem("syntax", T("this is no whole JSON: {words}", words=words), HINT, str(self.path), line, column)])


def _is_deeper(value: Any, most: int) -> bool:
    """Whether lists and objects stand within each other more than so many times; without recursion."""
    level = [value]
    for _depth in range(most):
        lists = [outer.values() if isinstance(outer, dict) else outer for outer in level if isinstance(outer, dict | list)]
        level = [inner for each in lists for inner in each]
        if not level:
            return False
    return True


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The object of its members. Raises ValueError where a key stands twice."""
    members = dict(pairs)
    if len(members) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"{twice!r} stands twice in one object")
    return members
