"""A dataset: one region or register, with all its records. It is loaded, replaced and versioned as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Any, TypeVar

from pydantic import Field, StringConstraints

from orggraph.errors import Problem
from orggraph.model.base import Name, Node, Relationship, Row, digest
from orggraph.model.dates import PartialDate
from orggraph.model.marks import marked
from orggraph.model.nodes import Source
from orggraph.model.periods import Validity
from orggraph.model.relationships import DocumentedIn
from orggraph.model.tables import ROWS
from orggraph.model.validity import derive, valid_nodes
from orggraph.model.value_object import ValueObject

REFERENCES = frozenset({"id", "source", "target", "slot", "subject"})
"""Fields that hold the id of a record."""
LISTS_OF_REFERENCES = frozenset({"not_same_as"})
"""Fields that hold the ids of several."""
R = TypeVar("R", Node, Relationship)


class DatasetInfo(ValueObject, str_strip_whitespace=True):
    """What stands at the head of a dataset."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Name = Field(description="Title in Dutch")
    title_en: str | None = Field(None, description="Title in English; absent: as in Dutch")
    description: str | None = Field(None, description="What it holds, and what a reader must know of it")
    description_en: str | None = None
    reference_date: PartialDate | None = Field(None, description="The date of which it speaks; questions are asked at its first day")
    publisher: str | None = None
    licence: str | None = None
    fictional: bool = Field(False, description="Whether people and places in it are invented")
    complete: tuple[str, ...] = Field((), description="Labels and relationship types that are complete, so that absence means something")
    complete_since: PartialDate | None = Field(None, description="Since when they are; absent: since the reference date")


@dataclass(frozen=True)
class Origin:
    """Where a dataset was read: the name of the file or region, and the hash of the file."""

    name: str | None = None
    file: str | None = None


@dataclass(frozen=True)
class Dataset:
    """The head and the records of one dataset. Records are checked by :func:`orggraph.model.checks.check`."""

    info: DatasetInfo
    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]
    warnings: tuple[Problem, ...] = field(default=(), compare=False)
    """What was probably meant otherwise in the file that it was read from."""
    origin: Origin = field(default=Origin(), compare=False)
    made_of: Dataset | None = field(default=None, compare=False, repr=False)
    """The dataset of which a few records were changed to make this one: what follows from the others is not worked out again."""

    @property
    def id(self) -> str:
        return self.info.id

    def renamed(self, dataset: str) -> Dataset:
        """The same under another id: every id of its own records, wherever it stands, bears the new name.

        Raises
        ------
        pydantic.ValidationError
            Where the new id is none.
        """
        info = DatasetInfo.model_validate({**self.info.model_dump(), "id": dataset})
        before, after = f"{self.id}/", f"{dataset}/"
        nodes = tuple(_renamed(node, before, after) for node in self.nodes)
        return replace(self, info=info, nodes=nodes, relationships=tuple(_renamed(edge, before, after) for edge in self.relationships))

    def with_warnings(self, warnings: tuple[Problem, ...]) -> Dataset:
        """The same with other warnings; what was worked out of it already is kept."""
        made = copy(self)
        object.__setattr__(made, "warnings", warnings)
        return made

    @property
    def has_rows(self) -> bool:
        """Whether its rows were worked out already."""
        return "_rows" in self.__dict__

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Nodes by id."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def node_rows(self) -> list[Row]:
        """One flat row a node, with its ``hash``, ordered by id."""
        return sorted(self._rows[0], key=lambda row: row["id"])

    @cached_property
    def relationship_rows(self) -> list[Row]:
        """One flat row a relationship, with its ``hash``, ordered by type and id; citations of nodes included."""
        citations = [_hashed(citation, citation.fingerprint()) for citation in self._citations()]
        return sorted([*self._rows[1], *citations], key=lambda row: (row["type"], row["id"]))

    @cached_property
    def _rows(self) -> tuple[list[Row], list[Row]]:
        """Of the nodes and of the relationships, each with the period and the standing that what it hangs on leaves it."""
        prints = iter(self._fingerprints)
        known = self.made_of._stated if self.made_of else {}
        nodes = [_row(node, next(prints), known) for node in self.nodes]
        relationships = [_row(relationship, next(prints), known) for relationship in self.relationships]
        valid = self.made_of._valid if self.made_of and self._is_as_before(self.made_of) else None
        changes = derive(self.info.reference_date, nodes, relationships, valid)
        for row in (*nodes, *relationships) if changes else ():
            if change := changes.get(row["id"]):
                _apply(row, change)
        claimed = {row["subject"] for row in nodes if {"subject", "slot"} <= row.keys()}
        for row in (*nodes, *relationships):
            if marks := marked(row, claimed):
                _apply(row, marks)
        return nodes, relationships

    @cached_property
    def _fingerprints(self) -> list[str]:
        """Of the nodes, then of the relationships, in the order in which they stand here."""
        known = self.made_of._stated if self.made_of else {}
        records = (*self.nodes, *self.relationships)
        return [known[id(record)][1] if id(record) in known else record.fingerprint() for record in records]

    @cached_property
    def _stated(self) -> dict[int, tuple[Row, str]]:
        """What each record says by itself, as a row, and its fingerprint; by the identity of the record, which never changes."""
        records: tuple[Node | Relationship, ...] = (*self.nodes, *self.relationships)
        return {id(record): (_hashed(record, text), text) for record, text in zip(records, self._fingerprints, strict=True)}

    @cached_property
    def _valid(self) -> Mapping[str, Validity]:
        """The validity of the nodes that are not always valid."""
        rows = [self._stated[id(node)][0] for node in self.nodes]
        return valid_nodes(self.info.reference_date, rows, [self._stated[id(edge)][0] for edge in self.relationships])

    def _is_as_before(self, before: Dataset) -> bool:
        """Whether no more than holdings differ, on which no node hangs."""
        if self.info != before.info or len(self.nodes) != len(before.nodes):
            return False
        now, then = ([edge for edge in each.relationships if edge.type != "HOLDS"] for each in (self, before))
        pairs = zip((*self.nodes, *now), (*before.nodes, *then), strict=False)
        return len(now) == len(then) and all(record is same for record, same in pairs)

    def _citations(self) -> Iterator[DocumentedIn]:
        for node in self.nodes:
            if isinstance(node, Source):
                continue
            for citation in dict.fromkeys(node.sources):
                yield DocumentedIn(
                    dataset=self.id, source=node.id, target=citation.source, locator=citation.locator, evidence=node.evidence
                )

    @cached_property
    def content_hash(self) -> str:
        """A hash of everything in it: equal content has an equal hash. It needs no rows, so that a second load is quick."""
        return digest([ROWS, self.info.model_dump(mode="json"), sorted(self._fingerprints)])


def _renamed(record: R, before: str, after: str) -> R:
    """A record whose references into its own dataset follow the dataset's new id."""
    names: dict[str, Any] = {name: after + value.removeprefix(before) for name, value in record.__dict__.items()
             if isinstance(value, str) and name in REFERENCES and value.startswith(before)}  # fmt: skip
    sources = tuple(at.model_copy(update={"source": after + at.source.removeprefix(before)}) if at.source.startswith(before) else at
                    for at in record.sources)  # fmt: skip
    for name in LISTS_OF_REFERENCES & record.__dict__.keys():
        names[name] = tuple(after + value.removeprefix(before) if value.startswith(before) else value for value in getattr(record, name))
    return record.model_copy(update={**names, "dataset": after.rstrip("/"), "sources": sources})


def _hashed(record: Node | Relationship, fingerprint: str) -> Row:
    row = record.row()
    row["hash"] = fingerprint[:20]
    return row


def _row(record: Node | Relationship, fingerprint: str, known: Mapping[int, tuple[Row, str]]) -> Row:
    """The row of a record; a copy of that which is known, since what follows from other records is added to it."""
    return dict(known[id(record)][0]) if id(record) in known else _hashed(record, fingerprint)


def _apply(row: Row, change: Row) -> None:
    """Change a row by what follows from other records; its hash tells that too, so that a load writes it when they change."""
    row |= change
    for name in [name for name, value in change.items() if value is None]:
        del row[name]
    row["hash"] = digest([row["hash"], sorted(change.items())])[:20]
