"""Rows in words: the values of closed lists, labels, types and fields as people read them, in the language asked.

The words come from what the model declares: the names of the terms, the titles of labels, relationship types and fields.
What JSON holds stays as the machine has it; a table, a document, a spreadsheet and a page show words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from orggraph.i18n import Bilingual, Lang, T, Text
from orggraph.model import marks, terms
from orggraph.model.terms import Term

Vocabulary = Mapping[str, Bilingual]
"""What the machine has → its name in each language."""
Row = dict[str, Any]

YES_NO: Final = {True: T("yes"), False: T("no")}
_BRACKETED = re.compile(r"\(([a-z_]+)(?=[,)])(?=[^()]*\)$)")
"""The first word of what stands in brackets at the end of a text."""


@dataclass(frozen=True)
class Wording:
    """The closed lists of a column."""

    whole: Vocabulary = field(default_factory=dict)
    """For a value, or each value of a list."""
    bracketed: Vocabulary = field(default_factory=dict)
    """For the first word in the brackets that end a text: ``Chair (chair, 2)``."""


@cache
def vocabulary(name: str) -> Vocabulary:
    """The words of a closed list by its name: a class of :mod:`orggraph.model.terms`, or ``label``, ``type``, ``field``.

    Raises KeyError for a name that is none of these.
    """
    if name in _OF_THE_MODEL:
        return _OF_THE_MODEL[name]()
    declared = getattr(terms, name, None)
    if not (isinstance(declared, type) and issubclass(declared, Term) and len(declared)):
        raise KeyError(name)
    return {term.value: term.names for term in declared}


def lists() -> tuple[str, ...]:
    """The names that :func:`vocabulary` knows."""
    declared = (kind for kind in vars(terms).values() if isinstance(kind, type) and issubclass(kind, Term) and len(kind))
    return (*sorted(kind.__name__ for kind in declared), *_OF_THE_MODEL)


def _labels() -> Vocabulary:
    from orggraph.model.nodes import LABELS

    return {label: _lower(model.title) for label, model in LABELS.items()}


def _types() -> Vocabulary:
    """Relationship types, in lower case too: as a file of data, and what is still open, name them."""
    from orggraph.model.relationships import TYPES

    return {name: model.title for type_, model in TYPES.items() for name in (type_, type_.lower())}


def _fields() -> Vocabulary:
    from orggraph.model.nodes import LABELS
    from orggraph.model.relationships import TYPES
    from orggraph.model.titles import title_of

    titles: dict[str, Text] = {}
    for model in (*LABELS.values(), *TYPES.values()):
        for name in model.model_fields:
            titles.setdefault(name, title_of(model, name))
    return {name: _lower(Bilingual.each(title.render)) for name, title in titles.items()}


def _lower(names: Bilingual) -> Bilingual:
    return Bilingual.each(lambda lang: names[lang][:1].lower() + names[lang][1:])


_OF_THE_MODEL = {"label": _labels, "type": _types, "field": _fields}


def in_words(rows: Iterable[Row], wordings: Mapping[str, Wording], lang: Lang) -> list[Row]:
    """Rows with words for the values of closed lists, for yes and no, and for the column ``marks``.

    Parameters
    ----------
    rows
        The rows, column → value; they are left as they are.
    wordings
        The closed lists of each column that has any.
    lang
        The language.
    """
    none = Wording()

    def cell(column: str, value: Any) -> Any:
        if column == "marks" and isinstance(value, list | tuple):
            return marks.words(value, lang)
        return worded(value, wordings.get(column, none), lang)

    return [{column: cell(column, value) for column, value in row.items()} for row in rows]


def worded(value: Any, wording: Wording, lang: Lang) -> Any:
    """One value in words, or each of a list; what is in no closed list stays as it is."""
    if isinstance(value, bool):
        return YES_NO[value].render(lang)
    if isinstance(value, list | tuple):
        return [worded(item, wording, lang) for item in value]
    if not isinstance(value, str):
        return value
    if value in wording.whole:
        return wording.whole[value][lang]
    words = wording.bracketed
    return _BRACKETED.sub(lambda place: f"({words[place[1]][lang] if place[1] in words else place[1]}", value) if words else value


def named(value: Any, lang: Lang) -> Any:
    """A node as its name, a relationship as the name of its type, also within a list; any other value stays as it is."""
    if isinstance(value, list | tuple):
        return [named(item, lang) for item in value]
    if not isinstance(value, Mapping):
        return value
    if {"id", "labels", "properties"} <= value.keys():
        return value["properties"].get("name") or value["id"]
    if {"type", "source", "target"} <= value.keys():
        from orggraph.model.relationships import TYPES

        return TYPES[value["type"]].title[lang] if value["type"] in TYPES else value
    return value


def headings(columns: Sequence[str], titles: Mapping[str, Bilingual], lang: Lang) -> list[str]:
    """What stands above columns: the title of each, and of an ``x_id`` that stands beside an ``x`` that of ``x`` with *(id)*."""
    return [_heading(column, titles, lang) for column in columns]


def _heading(column: str, titles: Mapping[str, Bilingual], lang: Lang) -> str:
    base = column.removesuffix("_id")
    if base != column and base in titles:
        return f"{titles[base][lang]} (id)"
    return titles[column][lang] if column in titles else column
