"""The sheets of the workbook and their columns, derived from the model.

A label has a sheet with a row for each record; a relationship that says nothing of its own stands in a column of the record
where it starts, any other on a row of its own. What the model does not say is here: the order of the sheets, which of them
are always there, and the columns that a secretary fills in from day to day. The other columns come after those, where a
dataset uses them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pydantic import BaseModel

from orggraph.i18n import Bilingual, T, Text
from orggraph.model.base import ANY, Citation, Node, Record, Relationship
from orggraph.model.dataset import DatasetInfo
from orggraph.model.fields import Form, forms
from orggraph.model.from_tree import KEYS
from orggraph.model.nodes import LABELS, Person
from orggraph.model.relationships import TYPES, Holds, ParticipatesIn
from orggraph.model.titles import title_of

COVER: Final = Bilingual("Omslag", "Cover")
COLUMNS: Final = Bilingual("Kolommen", "Columns")
LISTS: Final = Bilingual("orggraph-lijsten", "orggraph-lists")
"""The hidden sheet with what may be chosen; its name tells a workbook of orggraph from any other, whoever saved it."""
START: Final = "start"
TYPE: Final = "type"
TO: Final = "to"
LEFT_OUT: Final = frozenset({"dataset", "source", "target"})
"""Fields that follow from where a record stands."""
NAMES_OF_FIELDS: Final = frozenset({"open", "inferred", "complete"})
"""Fields whose values are names of fields, labels and relationship types."""
DAILY: Final[Mapping[str, tuple[str, ...]]] = {
    "Organization": ("name", "kind", "short_name", "part_of", "email", "inhabitants", "sources", "note"),
    "Body": ("name", "kind", "tier", "short_name", "part_of", "seats", "email", "sources", "note"),
    "Post": ("name", "in", "capacity", "on_behalf_of", "has_role", "votes", "status", "sources", "note"),
    "Person": ("name", "to", "start_date", "end_date", "acting", "affiliated_with", "sources", "note"),
    "Assignment": ("name", "number", "commissioned_by", "carried_out_by", "due", "progress", "agreed_at", "covers", "sources", "note"),
    "Meeting": ("name", "meeting_of", "date", "start_time", "end_time", "place", "sources", "note"),
    "Source": ("name", "kind", "date", "publisher", "url", "note"),
    "PARTICIPATES_IN": ("start", "to", "organs", "joined", "votes", "contribution", "end_date", "sources", "note"),
    "relationships": ("start", "type", "to", "start_date", "end_date", "sources", "note"),
}
"""The sheets that are always there, in their order, and their columns from day to day."""
ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "Person": ("mensen", "personen", "people", "persons"),
    "Assignment": ("afspraken", "opdrachten", "assignments", "agreements"),
    "Meeting": ("agenda",),
    "PARTICIPATES_IN": ("deelname", "participation"),
    "relationships": ("relaties", "relations"),
}
"""Other names by which a sheet is known."""
OWN_NAMES: Final[Mapping[str, Bilingual]] = {
    "Person": Bilingual("Mensen en hun functies", "People and their posts"),
    "PARTICIPATES_IN": Bilingual("Deelnemers", "Participants"),
    "relationships": Bilingual("Verbanden", "Relationships"),
}
WHAT: Final[Mapping[str, Text]] = {
    "Person": T("Who holds which post, and since when. A row for each post that somebody holds."),
    "PARTICIPATES_IN": T("Which organization takes part in what. A row for each."),
    "relationships": T("Whatever else two records have to do with each other, when there is more to say of it: since when, for what part."),
}


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a sheet: a field, a type of relationship, or an end of the relationship that a row is."""

    key: str
    """The name of the field, the relationship type in lower case, or ``start``, ``type``, ``to``."""
    title: Bilingual
    about: Bilingual
    form: Form
    owner: type[BaseModel]
    """The class whose field it is, or the type of the relationships that stand in it."""
    of_relationship: bool = False
    """Whether it says something of the relationship that a row is."""

    @property
    def inline(self) -> type[Relationship] | None:
        """The type of the relationships that stand in it, each as no more than the record where it ends."""
        return KEYS.get(self.key) if self.form.kind == "ends" else None

    @property
    def required(self) -> bool:
        """Whether a row of a record, or of a relationship alone, cannot do without."""
        if self.of_relationship:
            return self.form.kind in ("start", "type")
        field = self.owner.model_fields.get(self.key)
        return field is not None and field.is_required() and self.key != "id"


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet with a row for each record of a label, each relationship of a type, or each other relationship."""

    key: str
    """The label, the type, or ``relationships``."""
    title: Bilingual
    about: Bilingual
    columns: tuple[Column, ...]
    node: type[Node] | None
    relationship: type[Relationship] | None
    """The type of which each row has one at most; with no label: None is any type."""

    @property
    def always(self) -> bool:
        """Whether it is there in a workbook that holds nothing of it."""
        return self.key in DAILY

    @property
    def daily(self) -> tuple[str, ...]:
        """The columns that are always there, in their order."""
        must = [column.key for column in self.columns if column.required and column.key != "name"]
        return DAILY.get(self.key) or ("name", *must, "sources", "note")

    def column(self, key: str, *, of_relationship: bool = False) -> Column:
        """The column of a key. Raises KeyError."""
        for column in self.columns:
            if column.key == key and column.of_relationship == of_relationship:
                return column
        raise KeyError(key)


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every sheet that holds records: those of every workbook first, then the other labels in the order of the model."""
    keys = [*DAILY, *(label for label in LABELS if label not in DAILY)]
    return tuple(_sheet(key) for key in keys)


@cache
def head_columns() -> tuple[Column, ...]:
    """The fields of the head of a dataset, which stand on the cover one below the other."""
    return tuple(_field(DatasetInfo, name) for name in DatasetInfo.model_fields)


OWN_SHEETS: Final = frozenset({Holds.type, ParticipatesIn.type})
"""Relationship types of which every one has a row."""


def _sheet(key: str) -> Sheet:
    title = OWN_NAMES.get(key) or LABELS[key].plural
    if key in LABELS:
        node, relationship = LABELS[key], Holds if LABELS[key] is Person else None
        about = WHAT.get(key) or Text((node.__doc__ or "").splitlines()[0])
        return Sheet(key, title, _both(about), tuple(_node_columns(node, relationship)), node, relationship)
    kind = TYPES.get(key)
    columns = (*_ends(kind), *_relationship_columns(kind))
    return Sheet(key, title, _both(WHAT[key]), columns, None, kind)


def _node_columns(node: type[Node], row: type[Relationship] | None) -> Iterator[Column]:
    of_row = () if row is None else tuple(_relationship_columns(row))
    taken = {column.title.nl for column in of_row}
    if row is not None:
        yield Column(TO, _title(row), _both(Text(row.__doc__ or "")), Form("end"), row, of_relationship=True)
    yield from of_row
    for name in node.model_fields:
        if name in LEFT_OUT:
            continue
        column = _field(node, name)
        if column.title.nl in taken:  # of the person in place of what the person does
            yield Column(name, _joined(column.title, node.title), column.about, column.form, node)
        else:
            yield column
    for key, kind in KEYS.items():
        if _may_start(kind, node) and kind.type not in OWN_SHEETS:
            yield Column(key, _title(kind), _both(Text(kind.__doc__ or "")), Form("ends", many=True), kind)


def _relationship_columns(kind: type[Relationship] | None) -> Iterator[Column]:
    """The fields of a type, or of all types; the sources and the note of a record and of what it does are told apart."""
    seen: set[str] = set()
    for owner in (kind,) if kind else TYPES.values():
        for name in owner.model_fields:
            if name not in LEFT_OUT and name not in seen and name != "locator":
                seen.add(name)
                column = _field(owner, name)
                both = name in Record.model_fields and name not in ("start_date", "end_date") and kind is Holds
                title = _joined(column.title, _title(kind)) if both and kind else column.title
                yield Column(name, title, column.about, column.form, owner, of_relationship=True)


def _ends(kind: type[Relationship] | None) -> Iterator[Column]:
    from_, to = Bilingual("Van", "From"), Bilingual("Naar", "To")
    where = _both(T("The record where the relationship starts: its name."))
    if kind is ParticipatesIn:
        from_, to = Bilingual("Organisatie", "Organization"), _title(kind)
    yield Column(START, from_, where, Form("start"), kind or Relationship, of_relationship=True)
    if kind is None:
        about = _both(T("In which way the two belong together."))
        yield Column(TYPE, Bilingual("Verband", "Relationship"), about, Form("type"), Relationship, of_relationship=True)
    yield Column(
        TO, to, _both(T("The record where the relationship ends: its name.")), Form("end"), kind or Relationship, of_relationship=True
    )


def _field(owner: type[BaseModel], name: str) -> Column:
    about = owner.model_fields[name].description
    title = _both(title_of(owner, name))
    form = forms(owner)[name]
    if form.kind == Citation.__name__:
        form = Form("citation", many=True)
    elif name in NAMES_OF_FIELDS:
        form = Form("names", many=True)
    return Column(name, title, _both(Text(about)) if about else title, form, owner)


def _may_start(kind: type[Relationship], node: type[Node]) -> bool:
    return node.label() in kind.sources_of or kind.sources_of == (ANY,)


def _title(kind: type[Relationship]) -> Bilingual:
    return Bilingual.each(lambda lang: kind.title[lang][:1].upper() + kind.title[lang][1:])


def _joined(title: Bilingual, of: Bilingual) -> Bilingual:
    return Bilingual.each(lambda lang: f"{title[lang]} ({of[lang].lower()})")


def _both(text: Text) -> Bilingual:
    return Bilingual.each(text.render)
