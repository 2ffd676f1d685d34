"""One module per outside format: external data to model objects, and back where the format allows.

A module declares a :class:`Source`; the registry finds it, and a path goes to the source whose suffix and content fit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orggraph import plugins
from orggraph.errors import InvalidInput, Problem, UnknownName
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.dataset import Dataset
from orggraph.sources._looks import looks_like
from orggraph.yamltree import read_start

FOLDER = "/"
"""The suffix of a source that is a folder of files."""


@dataclass(frozen=True)
class Source:
    """An outside format that can be read: what people call it, where it is found, and the function that reads it."""

    name: Bilingual
    suffixes: tuple[str, ...]
    """Ends of names in lower case, with the dot; ``FOLDER`` for a folder of files."""
    read: Callable[[Path], Dataset]
    """Gives a checked dataset. Raises InvalidInput with every problem."""
    fits: Callable[[Path, str], bool]
    """Whether a path with such a suffix is of this format, by the path and the start of its text (of a folder: no text)."""
    names: Callable[[Path], dict[str, str]] | None = None
    """Gives the names of people by the ids of their records; None: the format has none, or they stand in the dataset."""
    marks: tuple[str, ...] = ()
    """Words that stand in its files: by how many of them it has, the format that comes closest to an unknown file is known."""

    fallback: bool = False
    """Whether it takes any file of its suffixes that no other source knows, to say what is wrong with it."""
    mapped: Callable[[Path, Path | None], Dataset] | None = None
    """Reads a file by a mapping in another; None: the format needs none."""

    @property
    def key(self) -> str:
        """What a command calls it: the name of its module."""
        return self.read.__module__.rpartition(".")[2]


@cache
def registry() -> tuple[Source, ...]:
    """Every source, by the name of its module."""
    return tuple(plugins.by_name(__name__, Source, lambda source: source.key).values())


def read(path: Path, format: str | None = None) -> Dataset:  # noqa: A002 - what people call it
    """The dataset in a file or folder, by the source that reads its format.

    Raises
    ------
    InvalidInput
        With every problem of it.
    InvalidInput, UnknownName
        As :func:`source_of`.
    """
    return source_of(path, format).read(path)


def source_of(path: Path, format: str | None = None) -> Source:  # noqa: A002 - what people call it
    """The source that reads a file or folder: by suffix, then by content.

    Parameters
    ----------
    path
        A file, or a folder.
    format
        The key of the source that must read it, whatever suffix and content look like; None: the one that fits.

    Raises
    ------
    InvalidInput
        Where no source reads it: what it looks like, what comes closest, and what can be read.
    UnknownName
        Where no source has that key.
    """
    if format:
        by_key = {source.key: source for source in registry()}
        if format not in by_key:
            raise UnknownName(T("format"), format, by_key)
        return by_key[format]
    start = "" if path.is_dir() else read_start(path)
    suffix = FOLDER if path.is_dir() else path.suffix.lower()
    by_suffix = sorted((source for source in registry() if suffix in source.suffixes), key=lambda source: source.fallback)
    for source in (*by_suffix, *(source for source in registry() if source not in by_suffix)):
        if source.fits(path, start):
            return source
    message = T("this is {what}, and no source reads that", what=looks_like(path))
    raise InvalidInput([Problem("unknown_format", message, _readable(start), str(path))])


def closest(start: str) -> tuple[Source, tuple[str, ...]] | None:
    """The format of which a text holds most of the words, and those words; None where it holds none of any."""
    held = [(source, tuple(mark for mark in source.marks if mark in start)) for source in registry()]
    source, marks = max(held, key=lambda entry: len(entry[1]) / (len(entry[0].marks) or 1))
    return (source, marks) if marks else None


def _readable(start: str) -> Text:
    """What can be read, and which of that comes closest."""
    names = [T("{name} ({suffixes})", name=source.name, suffixes=[_ends(suffix) for suffix in source.suffixes]) for source in registry()]
    known = T("What can be read: {names}. To add a source: docs/how-to/extend.md.", names=names)
    if near := closest(start):
        source, marks = near
        return T(
            "It comes closest to {name} (--as {key}): it holds {marks}. {known}", name=source.name, key=source.key, marks=marks, known=known
        )
    return known


def _ends(suffix: str) -> str | Text:
    return T("a folder") if suffix == FOLDER else suffix
