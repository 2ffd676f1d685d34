"""YAML as people write it, read safely: every scalar is text, every value knows its line.

PyYAML's parser does the parsing; what is built from its events differs from its loaders in four ways. A scalar stays
the text that was written (``no`` is a word, ``2015-01`` is not cut to a number: the model decides what a value is).
A key that stands twice is a problem, not a silent overwrite. Anchors and aliases are refused, so that a small file
cannot unfold into a large one. Size and depth are bounded. StrictYAML does much of this, at a hundredth of the speed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from orggraph.errors import InvalidInput, Problem, why_unread
from orggraph.i18n import T, Text

MAX_BYTES = 32 * 2**20
START_BYTES = 64 * 2**10
MAX_VALUES = 2_000_000
MAX_DEPTH = 20
_Mark = Any
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Path_ = tuple[str | int, ...]
"""Where a value stands in the tree: keys and positions from the root."""


@dataclass
class Tree:
    """A document: plain lists, dicts, texts and None, and the place of each value in the file."""

    value: Any = None
    file: str | None = None
    marks: dict[Path_, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    is_closed: bool = False
    """Whether the document ends in a line of three dots."""

    def place(self, path: Path_) -> tuple[int | None, int | None]:
        """Line and column (from 1) of a value, or of the nearest value around it that has a place."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (None, None))

    def rank(self, problem: Problem) -> tuple[int, ...]:
        """Where a problem comes in the order of the file."""
        return problem.line or 0, problem.column or 0

    def problem(self, path: Path_, code: str, message: Text, hint: Text | None = None, record: str | None = None) -> Problem:
        """A problem at the place of a value."""
        line, column = self.place(path)
        return Problem(code, message, hint, self.file, line, column, record)


def read_tree(source: Path | str, *, file: str | None = None) -> Tree:
    """Read one YAML document.

    Parameters
    ----------
    source
        A path, or the text itself.
    file
        The name to use in problems; default: the path as given.

    Raises
    ------
    InvalidInput
        When the file cannot be read, is no UTF-8, is too large or deep, is no YAML, or uses anchors. Keys that stand
        twice do not raise: they are in ``problems``, so that the reader can report them with its own.
    """
    name = file or (str(source) if isinstance(source, Path) else None)
    text = read_text(source, file=name) if isinstance(source, Path) else source
    if len(text) > MAX_BYTES:
        raise _too_large(name, len(text))
    if wrong := _UNPRINTABLE.search(text):
        line, before = text.count("\n", 0, wrong.start()) + 1, text.rfind("\n", 0, wrong.start())
        raise InvalidInput([_unprintable(wrong[0], name, line, wrong.start() - before)])
    builder = _Builder(Tree(file=name))
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        after = T("Nothing may stand after the line with three dots (...); move it above that line.")
        hint = after if builder.tree.is_closed else T("Check indentation, colons and quotes on this line and the one above it.")
        problem = Problem("syntax", T("this is no valid YAML: {words}", words=error.problem or "?"), hint, name, at, column)
        raise InvalidInput([problem]) from None
    return builder.tree


def read_text(path: Path, *, file: str | None = None) -> str:
    """The text of a file in UTF-8, with or without the mark at its beginning.

    Parameters
    ----------
    path
        A file; a pipe or a device is read as far as the bound.
    file
        The name to use in problems; default: the path.

    Raises
    ------
    InvalidInput
        When it cannot be read, is larger than ``MAX_BYTES``, or is no UTF-8: then with line and column.
    """
    name = file or str(path)
    return _decode(_bytes(path, name), name)


def read_start(path: Path) -> str:
    """The start of a file as text, to tell what it is. Raises InvalidInput where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(START_BYTES).decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise _unreadable(str(path), error) from None


def _unreadable(name: str | None, error: OSError) -> InvalidInput:
    hint = T("Check the name of the file and whether it may be read.")
    return InvalidInput([Problem("unreadable", T("the file cannot be read: {why}", why=why_unread(error)), hint, name)])


def _bytes(path: Path, name: str | None) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1) if size <= MAX_BYTES else b""  # a pipe or device has no size, and no end
    except OSError as error:
        raise _unreadable(name, error) from None
    if max(size, len(raw)) > MAX_BYTES:
        raise _too_large(name, max(size, len(raw)))
    return raw


def _decode(raw: bytes, name: str | None) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        hint = T("Save the file as UTF-8.")
        raise InvalidInput([Problem("encoding", T("this is not UTF-8 text"), hint, name, line, column)]) from None


def _too_large(name: str | None, size: int) -> InvalidInput:
    message = T("the file holds {size} MB; at most {most} MB is read", size=-(-size // 2**20), most=MAX_BYTES // 2**20)
    return InvalidInput([Problem("too_large", message, T("Split it into several datasets."), name)])


def _unprintable(character: str, name: str | None, line: int | None, column: int | None) -> Problem:
    message = T("character {code} cannot stand in a YAML file", code=f"U+{ord(character):04X}")
    return Problem("character", message, T("Remove it."), name, line, column)


class _Builder:
    """Turns parser events into a tree, without recursion."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.stack: list[tuple[dict[str, Any] | list[Any], Path_]] = []
        self.keys: list[str | None] = []
        self.documents = 0

    def take(self, event: Any) -> None:
        """Take the next event; asked for each value of a file, so that it looks at no more than it must."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._start(event, {})
        elif kind is yaml.SequenceStartEvent:
            self._start(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.stack.pop()
            self.keys.pop()
        elif kind is yaml.AliasEvent:
            self._refuse(event)
        elif kind is yaml.DocumentEndEvent:
            self.tree.is_closed = bool(event.explicit)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                hint = T("Keep one document in a file; remove the line ---.")
                self._stop(event.start_mark, "documents", T("a second document starts here"), hint)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor or event.tag is not None:
            self._refuse(event)
        value = event.value
        if event.style == '"' and (wrong := _UNPRINTABLE.search(value)):  # an escape such as "\0": no store and no file could hold it
            mark = event.start_mark
            line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
            raise InvalidInput([_unprintable(wrong[0], self.tree.file, line, column)])
        plain_null = value in _NULLS and event.implicit[0]  # style says "" or None, as the parser in use pleases
        self._put(event, None if plain_null else value)

    def _start(self, event: yaml.CollectionStartEvent, new: dict[str, Any] | list[Any]) -> None:
        if event.anchor or event.tag is not None:
            self._refuse(event)
        path = self._put(event, new)
        if len(self.stack) >= MAX_DEPTH:
            self._stop(event.start_mark, "depth", T("values are nested deeper than {most}", most=MAX_DEPTH), None)
        self.stack.append((new, path))
        self.keys.append(None)

    def _refuse(self, event: yaml.NodeEvent) -> None:
        """Stop at what would make a value something else than its text."""
        if event.anchor:
            self._stop(event.start_mark, "anchor", T("anchors (&) and references (*) are not read"), T("Write the value out."))
        hint = T("Write the value as it is, without a tag (!).")
        self._stop(event.start_mark, "tag", T("the tag {tag} is not read", tag=getattr(event, "tag", None)), hint)

    def _put(self, event: yaml.events.Event, value: Any) -> Path_:
        mark = event.start_mark
        if not self.stack:
            self.tree.value = value
            return self._mark((), mark)
        holder, path = self.stack[-1]
        if isinstance(holder, list):
            holder.append(value)
            return self._mark((*path, len(holder) - 1), mark)
        key = self.keys[-1]
        if key is None:
            if not isinstance(value, str):
                self._stop(mark, "key", T("a key must be one word or text"), None)
            self.keys[-1] = value
            here = (*path, value)
            if value in holder:
                first = self.tree.place(here)[0]
                self._mark(here, mark)
                message = T("the key {key} stands here a second time (first on line {line})", key=value, line=first)
                self.tree.problems.append(self.tree.problem(here, "duplicate_key", message, T("Keep one of the two.")))
            return self._mark(here, mark)
        self.keys[-1] = None
        holder[key] = value
        return (*path, key)

    def _mark(self, path: Path_, mark: _Mark) -> Path_:
        if len(self.tree.marks) >= MAX_VALUES:
            message = T("the file holds more than {most} values", most=MAX_VALUES)
            self._stop(mark, "too_large", message, T("Split it into several datasets."))
        if mark is not None:
            self.tree.marks[path] = (mark.line + 1, mark.column + 1)
        return path

    def _stop(self, mark: _Mark, code: str, message: Text, hint: Text | None) -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (None, None)
        raise InvalidInput([Problem(code, message, hint, self.tree.file, line, column)])
