"""One module per format in which a dataset leaves: for other programs, or to be kept.

A module declares one :class:`Export`; the registry finds it. What a format cannot hold is counted and said, so that
nobody takes a smaller file for the whole.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from orggraph import plugins
from orggraph.errors import UnknownName
from orggraph.i18n import DEFAULT_LANG, Lang, T
from orggraph.model.base import Record
from orggraph.model.dataset import Dataset

ARCHIVE: Final = ".zip"
"""The suffix of a folder in one file."""
Content = bytes | Mapping[str, bytes]
"""One file, or the files of a folder by name."""


@dataclass(frozen=True)
class Origin:
    """Where an export comes from: each one says it."""

    dataset: str
    title: str
    version: int | None
    reference_date: str | None
    invented: bool
    exported_on: str
    lang: Lang = DEFAULT_LANG
    """The language of a format that speaks to people."""

    @classmethod
    def of(cls, dataset: Dataset, version: int | None, exported_on: str, lang: Lang = DEFAULT_LANG) -> Origin:
        """The origin of a dataset, with its version in the store."""
        info = dataset.info
        return cls(info.id, info.title, version, info.reference_date, info.fictional, exported_on, lang)

    def sentence(self) -> str:
        """All of it on one line."""
        world = "invented" if self.invented else "real"
        sentence = (f"dataset {self.dataset} ({self.title}), version {self.version or '?'}, reference date {self.reference_date or '?'}, "
                    f"{world}, exported on {self.exported_on} by orggraph")  # fmt: skip
        return " ".join(sentence.split())


@dataclass(frozen=True)
class Export:
    """A format: what a command calls it, the ends of its files, what it holds, and the function that makes it."""

    key: str
    suffixes: tuple[str, ...]
    """Ends of names in lower case, with the dot; none for a folder of files."""
    make: Callable[[Dataset, Origin, str], Content]
    """Gives the content, from the dataset, its origin and the suffix that was asked for. Names stay text, whatever they hold."""
    labels: Mapping[str, Collection[str]] | None = None
    """Labels that it holds, with the fields of each; None: everything."""
    types: Mapping[str, Collection[str]] | None = None
    """Relationship types that it holds, with the fields of each beside its ends; None: everything."""
    reads_back: bool = False
    """Whether orggraph reads an equal dataset from it: a file to keep a region in."""

    def left_out(self, dataset: Dataset) -> dict[str, int]:
        """How many records of which label or type the format cannot hold, and how many of those that it holds lose which field.

        A relationship is not held either where the format does not hold the node at one of its ends.
        """
        counts: Counter[str] = Counter()
        held = {node.id for node in dataset.nodes if self.labels is None or node.label() in self.labels}
        for node in dataset.nodes:
            counts.update(_lost(node, self.labels, node.label(), OWN_ID))
        for edge in dataset.relationships:
            ends_held = self.types is None or {edge.source, edge.target} <= held
            counts.update(_lost(edge, self.types, edge.type, ENDS) if ends_held else [edge.type])
        return dict(sorted(counts.items()))


OWN_ID: Final = frozenset({"id", "dataset"})
ENDS: Final = frozenset({"source", "target", "dataset"})


def _lost(record: Record, kept: Mapping[str, Collection[str]] | None, kind: str, always: Collection[str]) -> list[str]:
    """The label or type of a record that is not held, or the fields of one that is held which state something and are not."""
    if kept is None:
        return []
    if kind not in kept:
        return [kind]
    return [name for name in stated(record) if name not in always and name not in kept[kind]]


def stated(record: Record) -> dict[str, Any]:
    """The fields of a record that state something: neither empty nor what is so wherever nothing is said."""
    fields = type(record).model_fields
    return {name: value for name, value in record.__dict__.items() if value not in (None, "", ()) and value != fields[name].default}


def packed(files: Mapping[str, bytes], day: str) -> bytes:
    """The files of a folder as one archive (zip), each with the same date; equal files on one day give equal bytes."""
    year, month, number = map(int, day.split("-"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (year, month, number, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def get(key: str, suffix: str) -> Export:
    """The format of a key, for a suffix in lower case that it takes; ``.zip`` is one for a folder. Raises UnknownName."""
    if key not in registry():
        raise UnknownName(T("format"), key, registry())
    export = registry()[key]
    if export.suffixes and suffix not in export.suffixes:
        raise UnknownName(T("suffix for {format}", format=key), suffix, export.suffixes)
    return export


def of_suffix(suffix: str) -> Export:
    """The format in which a dataset is kept in a file of this suffix, in lower case. Raises UnknownName."""
    kept = {end: export for export in registry().values() if export.reads_back for end in export.suffixes}
    if suffix not in kept:
        raise UnknownName(T("suffix"), suffix, kept)
    return kept[suffix]


@cache
def registry() -> dict[str, Export]:
    """Every format by its key."""
    return {export.key: export for export in plugins.declarations(__name__, Export)}
