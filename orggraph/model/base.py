"""What every node and every relationship has."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import to_json

from orggraph.errors import Unfit
from orggraph.i18n import Bilingual, T
from orggraph.model.dates import PartialDate, day_after, first_day
from orggraph.model.terms import Evidence, Status, Term
from orggraph.model.value_object import ValueObject

Row = dict[str, Any]
"""A record as flat properties, as the store and the graph hold it; what is not stated is absent."""

ANY = "*"
"""An end of a relationship that may be a node of any label."""

SLUG = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", re.ASCII)
_RECORD_ID = re.compile("/".join([SLUG.pattern] * 3), re.ASCII)
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs of Unicode that show nothing."""


def can_be_seen(text: str) -> bool:
    """Whether a text holds at least one sign that shows something."""
    return any(sign not in BLANK and unicodedata.category(sign)[0] not in "CZ" for sign in text)


def _visible(value: str) -> str:
    if not value.isascii() and not can_be_seen(value):
        raise Unfit(T("a text with at least one sign that can be seen"))
    return value


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_visible)]
SHORT = 20
"""Characters that a short name has at most: it stands in a ring, on a timeline, in the head of a column."""
_MAIL = re.compile(r"[^\s@<>\"',;:()\[\]]+@[^\s@<>\"',;:()\[\]]+\.[^\s@<>\"',;:()\[\].]+")


def is_record_id(value: str) -> bool:
    """Whether a text is an id: a dataset, a label and a name."""
    return _RECORD_ID.fullmatch(value) is not None


def _record_id(value: str) -> str:
    if not is_record_id(value):
        raise Unfit(T("dataset/label/name, in lower case letters, digits and - _ ., without spaces"))
    return value


RecordId = Annotated[str, AfterValidator(_record_id), WithJsonSchema({"type": "string", "format": "record-id"})]


def _short_name(value: str) -> str:
    if not 1 <= len(value) <= SHORT:
        raise Unfit(T("a name of at most {most} characters", most=SHORT))
    return value


def _mail_address(value: str) -> str:
    if not _MAIL.fullmatch(value):
        raise Unfit(T("one mail address, such as griffie@gemeente.example"))
    return value


ShortName = Annotated[
    str, AfterValidator(_short_name), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": SHORT, "format": "short-name"})
]
MailAddress = Annotated[str, AfterValidator(_mail_address), WithJsonSchema({"type": "string", "format": "mail-address"})]


class Citation(ValueObject, str_strip_whitespace=True):
    """Where a source says it: the source's id, and the place in it (a paragraph, slide or row)."""

    source: RecordId
    locator: str = ""


class Record(ValueObject, str_strip_whitespace=True):
    """What nodes and relationships share: their time, standing and sources."""

    dataset: str = Field(description="The dataset that it belongs to")
    start_date: PartialDate | None = Field(None, description="Since when, as precisely as the source says")
    end_date: PartialDate | None = Field(None, description="Until when; a day is the first day on which it no longer holds")
    as_stated: str | None = Field(None, description="The source's words for a time that no date can hold")
    status: Status = Field(Status.ACTUAL, description="Whether it is so, is proposed, was so, or is still to be decided")
    evidence: Evidence = Field(Evidence.STATED, description="Stated by the source, inferred from it, or taken from elsewhere")
    inferred: tuple[str, ...] = Field((), description="Fields whose value is inferred, where the source states the rest")
    slot: RecordId | None = Field(None, description="The question that this claim answers, where sources answer it differently")
    note: str | None = Field(None, description="What a reader must know to read this record rightly, in our words")
    sources: tuple[Citation, ...] = Field((), description="The places that say it")
    verified_on: PartialDate | None = Field(None, description="When somebody last checked that this is still so")
    verified_by: str | None = Field(None, description="Who checked it; a role is enough")

    def fingerprint(self) -> str:
        """A hash of the record with its label or type: what is equal has the same, in every process."""
        empty = [name for name, value in self.__dict__.items() if value == ""]
        record = self.model_copy(update=dict.fromkeys(empty)) if empty else self  # an empty text is not stated
        return hashlib.sha256(type(self).__name__.encode() + self.__pydantic_serializer__.to_json(record)).hexdigest()

    def own_properties(self) -> Row:
        """The flat properties, without the sources; what is not stated is left out."""
        row: Row = {}
        for name, value in self.__dict__.items():
            if value is None or name == "sources":
                continue
            if isinstance(value, tuple):
                if value:
                    row[name] = [str.__str__(item) for item in value]
            elif isinstance(value, Term):
                row[name] = str.__str__(value)
            elif value != "":
                row[name] = value
        if start := self.start_date or row.get("joined"):
            row["valid_from"] = first_day(start).isoformat()
        if self.end_date:
            row["valid_before"] = day_after(self.end_date).isoformat()
        return row


class Node(Record):
    """A node of the role graph. Its label is the name of its class."""

    title: ClassVar[Bilingual]
    plural: ClassVar[Bilingual]

    id: RecordId = Field(description="dataset/label in lower case/slug; stable over versions")
    name: Name = Field(description="What people call it; for a person a function label")
    open: tuple[str, ...] = Field((), description="Fields and relationship types that the source calls still to be decided")
    identifiers: tuple[str, ...] = Field((), description="Names in public registers, as scheme:value")
    description: str | None = Field(None, description="What it is or does, in our words")

    @classmethod
    def label(cls) -> str:
        """The label in the store."""
        return cls.__name__

    def fingerprint(self) -> str:
        """As of every record; its sources are a set, since the store keeps each as a relationship of its own."""
        if len(self.sources) < 2:
            return super().fingerprint()
        ordered = tuple(sorted(self.sources, key=lambda citation: (citation.source, citation.locator)))
        return super(Node, self.model_copy(update={"sources": ordered})).fingerprint()

    def row(self) -> Row:
        """The flat row: properties and ``label``. The sources of a node are relationships (DOCUMENTED_IN)."""
        return {**self.own_properties(), "label": self.label()}


class Relationship(Record):
    """A relationship between two nodes. Its type is in ``type``; ends may have the labels that it declares."""

    type: ClassVar[str]
    title: ClassVar[Bilingual]
    sources_of: ClassVar[tuple[str, ...]]
    targets_of: ClassVar[tuple[str, ...]]
    tells_apart: ClassVar[tuple[str, ...]] = ()
    """Properties that make two relationships of one type between the same ends, in one period, different claims."""
    to_itself: ClassVar[bool] = False
    """Whether a node may have this relationship to itself."""
    acyclic: ClassVar[bool] = False
    """Whether a way along this type that comes back where it began makes no sense."""
    unless: ClassVar[str | None] = None
    """The field that, where it is stated, lets a relationship come back where it began after all."""
    hangs: ClassVar[tuple[str, ...]] = ()
    """Labels (or label:kind) at its start of nodes that hold no longer than the node at its end; see :mod:`orggraph.model.validity`."""
    bears: ClassVar[tuple[str, ...]] = ()
    """Likewise labels at its end of nodes that hold no longer than the node at its start."""

    source: RecordId = Field(description="The node where it starts")
    target: RecordId = Field(description="The node where it ends")

    @property
    def may_return(self) -> bool:
        """Whether this one may come back where it began: to the node itself, or round a circle."""
        return bool(self.unless and getattr(self, self.unless)) or (self.to_itself if self.source == self.target else not self.acyclic)

    @property
    def id(self) -> str:
        """A hash of the dataset, type, ends, period, slot and what tells two claims apart."""
        apart = [getattr(self, name) for name in self.tells_apart]
        parts = [self.dataset, self.type, self.source, self.target, self.start_date, self.end_date, self.slot, *apart]
        return digest(parts)[:20]

    def row(self) -> Row:
        """The flat row: properties, ``id``, ``type``, the ends, and the parallel lists ``sources`` and ``locators``."""
        row = {**self.own_properties(), "id": self.id, "type": self.type}
        if self.sources:
            row["sources"] = [citation.source for citation in self.sources]
            row["locators"] = [citation.locator for citation in self.sources]
        return row


def digest(value: Any) -> str:
    """A stable hash of any list that JSON can hold: what is equal has the same, in every process.

    Pydantic's own writer of JSON is eight times as fast as the standard library's.
    """
    return hashlib.sha256(to_json(value)).hexdigest()
