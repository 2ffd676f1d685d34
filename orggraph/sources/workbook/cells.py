"""One cell and one value of the model: what is written, and what is read of what people write.

Whatever is written is read at once: the friendliest spelling that gives back the same value is the one that stands in the
cell. A text that a spreadsheet could take for a formula has an apostrophe in front of it, which is left out on reading.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, Final

from orggraph.errors import RESEMBLING, did_you_mean, nearest
from orggraph.i18n import LANGUAGES, Bilingual, Lang, T, Text
from orggraph.model.base import Citation, Relationship
from orggraph.model.from_tree import KEYS
from orggraph.model.meant import term_named
from orggraph.model.nodes import LABELS
from orggraph.model.problems import shortened
from orggraph.model.relationships import TYPES
from orggraph.model.terms import Term
from orggraph.model.titles import title_of
from orggraph.sources.workbook import times
from orggraph.sources.workbook.layout import Column
from orggraph.sources.workbook.references import Names, several
from orggraph.sources.workbook.unread import LONGEST, Failure, Formula, Raw, Unread, folded

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""By these a spreadsheet takes a text for a formula (OWASP: CSV injection)."""
YES: Final = Bilingual("ja", "yes")
NO: Final = Bilingual("nee", "no")
NONE: Final = Bilingual("geen", "none")
"""Says of a relationship that it has no sources, though the record has."""
_TRUE: Final = frozenset({"ja", "j", "yes", "y", "true", "waar", "x", "1", "v", "✓", "✔"})
_FALSE: Final = frozenset({"nee", "n", "no", "false", "onwaar", "0"})
_ANY_LABEL: Final = tuple(LABELS)


@dataclass(frozen=True)
class Cells:
    """Reads and writes the cells of one workbook.

    Parameters
    ----------
    names
        The records of the workbook.
    lang
        The language in which cells are written; they are read in any.
    """

    names: Names
    lang: Lang

    def write(self, value: Any, column: Column, *, kind: str | None = None) -> Raw:
        """The cell for a value of the model that is stated; ``kind`` as for :meth:`read`."""
        for spelling in self._spellings(value, column, kind):
            cell = guarded(spelling) if isinstance(spelling, str) else spelling
            try:
                if self.read(float(cell) if isinstance(cell, int) else cell, column, kind=kind) == _plain(value):
                    return cell
            except Unread:
                continue
        raise ValueError(f"{column.key} cannot hold {value!r}")

    def _spellings(self, value: Any, column: Column, of: str | None) -> Iterator[Raw]:
        kind, terms = column.form.kind, column.form.terms
        if kind == "citation":
            yield NONE[self.lang] if not value else self.names.cited(value)
            yield "[]"
        elif column.form.many:
            yield from self._list_spellings(list(value), column)
        elif terms:
            yield from (value.names[self.lang], str(value.value))
        elif kind == "partial-date":
            yield from times.date_cells(value, self.lang, end=column.key == "end_date")
        elif kind == "day-of-year":
            yield from (times.day_of_year_cell(value, self.lang), value)
        elif kind == "boolean":
            yield (YES if value else NO)[self.lang]
        elif kind in ("record-id", "start", "end"):
            yield self.names.written(value, self._labels(column, of))
        elif kind == "type":
            yield TYPES[value].title[self.lang]
            yield value
        elif kind in ("integer", "number"):
            yield value
        else:
            yield value

    def _list_spellings(self, values: list[Any], column: Column) -> Iterator[str]:
        kind = column.form.kind
        if kind == "ends":
            yield "; ".join(self.names.written(value, self._labels(column)) for value in values)
            yield "; ".join(f"[{self.names.short(value)}]" for value in values)
        elif kind == "names":
            yield "; ".join(_name_title(column, name, self.lang) for name in values)
            yield "; ".join(values)
        elif column.form.terms:
            yield "; ".join(value.names[self.lang] for value in values)
        else:
            yield "\n".join(values)
        yield json.dumps([str(value) for value in values], ensure_ascii=False)

    def read(self, raw: Raw, column: Column, *, kind: str | None = None) -> Any:
        """The value of a cell that is not empty, as the tree of a dataset has it.

        Parameters
        ----------
        raw
            What the cell holds.
        column
            Its column.
        kind
            The relationship type of the row, where that says which records may stand here.

        Raises
        ------
        Unread
            Where it cannot be a value of the column.
        """
        if isinstance(raw, Formula):
            raise Unread(
                "formula",
                T("here is a formula, and formulas are not worked out"),
                T("Write the value itself: copy the cell, and paste it as a value."),
            )
        if isinstance(raw, Failure):
            raise Unread("formula", T("the cell shows an error: {words}", words=raw.words), T("Write the value itself."))
        if isinstance(raw, str) and len(raw) > LONGEST:
            message = T("the cell holds {n} characters; at most {most} fit", n=len(raw), most=LONGEST)
            raise Unread("too_large", message, T("Shorten it, or put the text in a document and write its address."))
        if column.form.kind == "citation":
            return self._citations(as_text(raw))
        if column.form.many:
            return self._list(as_text(raw), column)
        return self._single(raw, column, kind)

    def _single(self, raw: Raw, column: Column, kind: str | None) -> Any:
        form = column.form
        if form.terms:
            return str(_term(as_text(raw), column, form.terms).value)
        if form.kind in ("record-id", "start", "end"):
            return self.names.record(as_text(raw), self._labels(column, kind))
        read: Mapping[str, Callable[[], Any]] = {
            "partial-date": lambda: times.read_date(raw, end=column.key == "end_date"),
            "time-of-day": lambda: times.read_time(raw),
            "day-of-year": lambda: times.read_day_of_year(raw),
            "boolean": lambda: _boolean(raw, column),
            "integer": lambda: _number(raw, column),
            "number": lambda: _number(raw, column),
            "type": lambda: _type(as_text(raw)),
        }
        return read[str(form.kind)]() if form.kind in read else as_text(raw)

    def _list(self, text: str, column: Column) -> list[Any]:
        kind = column.form.kind
        if text.startswith("[") and (values := _json(text)) is not None:
            return values
        if kind == "ends":
            return several(text, lambda part: self.names.record(part, self._labels(column)))
        if kind == "names":
            return several(text, lambda part: _name(column, part))
        if terms := column.form.terms:
            return several(text, lambda part: str(_term(part, column, terms).value))
        return [line.strip() for line in text.split("\n") if line.strip()]

    def _citations(self, text: str) -> list[dict[str, str]]:
        if text == "[]":
            return []
        try:
            return [citation.model_dump() for citation in self.names.citations(text)]
        except Unread:
            if folded(text) in NONE.both:
                return []
            raise

    def _labels(self, column: Column, kind: str | None = None) -> Sequence[str]:
        """The labels of the records that may stand in a cell."""
        if column.form.kind == "record-id":
            return ("Slot",) if column.key == "slot" else _ANY_LABEL
        type_ = TYPES.get(kind or str(getattr(column.owner, "type", "")))
        if type_ is None:
            return _ANY_LABEL
        labels = type_.sources_of if column.form.kind == "start" else type_.targets_of
        return labels if set(labels) <= LABELS.keys() else _ANY_LABEL


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    escaped = text.startswith("'") and text[1:].startswith((*FORMULA, "'"))
    return f"'{text}" if text.startswith(FORMULA) or escaped else text


def as_text(raw: Raw) -> str:
    """The text of a cell, whatever a spreadsheet made of it."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, dt.datetime) and raw.time() == dt.time():
        return raw.date().isoformat()
    text = str(raw)
    if text.startswith("'") and text[1:].startswith((*FORMULA, "'")):
        text = text[1:]
    return text.strip()


def _plain(value: Any) -> Any:
    """A value of the model as a tree has it."""
    if isinstance(value, list | tuple):
        return [item.model_dump() if isinstance(item, Citation) else str(item) for item in value]
    return str(value.value) if isinstance(value, Term) else value


def _json(text: str) -> list[str] | None:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, list) and all(isinstance(value, str) for value in values) else None


def _cannot(column: Column, value: str) -> Any:
    return T("{name} cannot be {value}", name=column.title, value=shortened(value))


def _term(text: str, column: Column, terms: type[Term]) -> Term:
    for term in terms:
        if term.value == text:
            return term
    words = {folded(word): term for term in terms for word in (term.value, term.nl, term.en, *term.also)}
    if meant := term_named(text, terms) or words.get(folded(text)):
        return meant

    def choice() -> Text:
        near = dict.fromkeys(words[word] for word in get_close_matches(folded(text), words, cutoff=RESEMBLING))
        return T("Choose from: {names}.", names=[term.names for term in near or terms])

    raise Unread("unknown_value", _cannot(column, text), choice)


def _boolean(raw: Raw, column: Column) -> bool:
    word = folded(as_text(raw))
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise Unread("unknown_value", _cannot(column, as_text(raw)), T("Choose from: {names}.", names=[YES, NO]))


def _number(raw: Raw, column: Column) -> int | float:
    whole = column.form.kind == "integer"
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        if whole and float(raw).is_integer():
            return int(raw)
        if not whole:
            return float(raw)
    text = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d)", "", as_text(raw)).removeprefix("€").strip()
    if whole and re.fullmatch(r"-?\d+|-?\d{1,3}(?:[.,]\d{3})+", text):
        return int(re.sub(r"[.,]", "", text))
    grouped = re.fullmatch(r"-?\d{1,3}(?:([.,])\d{3})+", text)
    if not whole and grouped and not re.fullmatch(r"-?0[.,]\d+", text):
        if text.count(grouped[1]) > 1:
            return float(text.replace(grouped[1], ""))
        hint = T("Write it as a number without a sign for thousands.")
        raise Unread("number", T("{value} can be two numbers", value=text), hint)
    if not whole and re.fullmatch(r"-?\d+(?:[.,]\d+)?", text):
        return float(text.replace(",", "."))
    if not whole and (parts := re.fullmatch(r"(-?\d{1,3}(?:[.,]\d{3})+)([.,])(\d+)", text)) and parts[2] not in parts[1]:
        return float(f"{re.sub('[.,]', '', parts[1])}.{parts[3]}")
    wanted = T("a whole number") if whole else T("a number")
    raise Unread("number", _cannot(column, as_text(raw)), T("Expected here: {what}.", what=wanted))


@cache
def _type_words() -> Mapping[str, type[Relationship]]:
    """Every type by its titles and its name, folded."""
    return {folded(word): type_ for type_ in KEYS.values() for word in (*type_.title.both, type_.type)}


def _type(text: str) -> str:
    words = _type_words()
    if type_ := words.get(folded(text)) or words.get(folded(text).replace(" ", "_")):
        return type_.type

    def choice() -> Text:
        near = dict.fromkeys(words[word].title for word in get_close_matches(folded(text), words, cutoff=RESEMBLING))
        return T("Choose from: {names}.", names=list(near)) if near else T("Choose from the list in this cell.")

    raise Unread("unknown_type", T("there is no relationship {name}", name=shortened(text)), choice)


@cache
def _names_here(column: Column) -> dict[str, Bilingual]:
    """What the names in a cell may be, with what people call them."""
    types = {kind.type: kind.title for kind in TYPES.values()}
    if column.key == "complete":
        return {**{label: kind.plural for label, kind in LABELS.items()}, **types}
    fields = {name: Bilingual.each(title_of(column.owner, name).render) for name in column.owner.model_fields}
    return {**{name.lower(): title for name, title in types.items()}, **fields} if column.key == "open" else fields


def _name_title(column: Column, name: str, lang: Lang) -> str:
    here = _names_here(column)
    return here[name][lang] if name in here else name


def _name(column: Column, text: str) -> str:
    here = _names_here(column)
    if text in here:
        return text
    words = {folded(title[lang]): name for name, title in here.items() for lang in LANGUAGES}
    if name := words.get(folded(text)):
        return name
    known = {title for pair in here.values() for title in pair.both}
    raise Unread("unknown_field", T("there is no field {name}", name=shortened(text)), lambda: did_you_mean(nearest(text, known)))
