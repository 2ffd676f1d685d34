"""What an edit is: a short form with parameters, and what it does to the records of a dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from orggraph.errors import WrongUsage
from orggraph.graph import Graph, project
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.base import Citation, Node, Relationship
from orggraph.model.dataset import Dataset
from orggraph.model.dates import day_after, first_day
from orggraph.model.meant import slug
from orggraph.model.nodes import Body, Organization, Person, Post
from orggraph.model.relationships import Holds, In, PartOf
from orggraph.model.tables import to_tables
from orggraph.params import Param
from orggraph.views import lookup

N = TypeVar("N", bound=Node)
R = TypeVar("R", bound=Relationship)
Values = Mapping[str, Any]
ON = Param("date", None, Bilingual("De eerste dag waarop het zo is", "The first day on which it is so"))
"""The day that nearly every edit asks; the model's ``end_date`` is that same day: the first on which something no longer holds."""


@dataclass
class Draft:
    """A dataset while it is changed: its records, and what was done in people's words."""

    dataset: Dataset
    projection: Graph = field(repr=False)
    """The projection of all times of the dataset as it was."""
    elsewhere: Callable[[str], Node] | None = field(default=None, repr=False)
    """Gives a record of another dataset of the store by its id; raises NotFound or UnknownName. None: there is no store at hand."""
    citation: Citation | None = None
    """What every record that comes or changes cites."""
    sentences: list[Text] = field(default_factory=list)
    nodes: dict[str, Node] = field(init=False)
    edges: list[Relationship] = field(init=False)
    renamed: bool = field(default=False, init=False)
    """Whether names came or changed since the projection was made."""

    def __post_init__(self) -> None:
        self.nodes, self.edges = dict(self.dataset.by_id), list(self.dataset.relationships)

    @property
    def graph(self) -> Graph:
        """The projection of all times, for looking up names: what came by an earlier change is in it."""
        if self.renamed:
            self.projection, self.renamed = project(to_tables(self.changed()), all_times=True), False
        return self.projection

    def node(self, name: str, kind: type[N]) -> N:
        """The node of one label by id, name or last part of its id. Raises NotFound with the nearest names."""
        return cast(N, self.nodes[lookup.resolve(self.graph, name, labels=(kind.label(),))])

    def edges_of(self, kind: type[R], *, source: str | None = None, target: str | None = None) -> list[R]:
        """The relationships of one type, from or to a node."""
        return [edge for edge in self.edges if isinstance(edge, kind) and source in (None, edge.source) and target in (None, edge.target)]

    def add(self, record: N | R) -> N | R:
        """Add a record, which cites where the edit comes from."""
        record = self._cited(record)
        if isinstance(record, Node):
            self.nodes[record.id], self.renamed = record, True
        else:
            self.edges.append(record)
        return record

    def change(self, record: N | R, **fields: Any) -> N | R:
        """Change fields of a record; it cites where the edit comes from, too. Raises pydantic.ValidationError for a wrong value."""
        changed = self._cited(type(record).model_validate({**record.model_dump(), **fields}))
        if isinstance(changed, Node):
            self.nodes[changed.id], self.renamed = changed, self.renamed or "name" in fields
        else:
            self.edges[next(place for place, edge in enumerate(self.edges) if edge is record)] = changed
        return changed

    def end(self, record: N | R, on: str) -> N | R:
        """Let a record end on a day, the first on which it no longer holds. Raises WrongUsage where it begins later."""
        if record.start_date and first_day(record.start_date).isoformat() >= on:
            raise WrongUsage(
                T("It cannot end on {day}: it begins on {start}.", day=on, start=record.start_date),
                T("Give a later day, or correct the start."),
            )
        return self.change(record, end_date=on)

    def close(self, record: Body | Organization, on: str) -> None:
        """Let a body or organization end, with every term in it that was to end later; what has no end of its own hangs on it."""
        self.end(record, on)
        inside = {record.id}
        fresh = [record.id]
        while fresh:
            fresh = [edge.source for whole in fresh for edge in self.edges_of(PartOf, target=whole) if edge.source not in inside]
            inside.update(fresh)
        posts = {edge.source for edge in self.edges_of(In) if edge.target in inside}
        for edge in [edge for edge in self.edges_of(Holds) if edge.target in posts and holds_on(edge, on) and edge.end_date]:
            self.end(edge, on)

    def new_id(self, kind: type[Node], name: str) -> str:
        """An id that is still free, made from a name."""
        stem = f"{self.dataset.id}/{kind.label().lower()}/{slug(name) or kind.label().lower()}"
        return next(name for name in _numbered(stem) if name not in self.nodes)

    def say(self, sentence: Text) -> None:
        """Add a sentence on what was done."""
        self.sentences.append(sentence)

    def name(self, node: str) -> str:
        """The name of a node."""
        return self.nodes[node].name

    def holdings(self, on: str, *, person: str | None = None, post: str | None = None) -> list[Holds]:
        """Who holds what on a day."""
        return [holding for holding in self.edges_of(Holds, source=person, target=post) if holds_on(holding, on)]

    def changed(self) -> Dataset:
        """The dataset as it has become; not yet checked."""
        first = self.dataset.made_of or self.dataset  # of many changes in a row nothing between the first and the last is kept
        return Dataset(self.dataset.info, tuple(self.nodes.values()), tuple(self.edges), made_of=first)

    def _cited(self, record: N | R) -> N | R:
        if self.citation is None or self.citation in record.sources or record.id == self.citation.source:
            return record
        return record.model_copy(update={"sources": (*record.sources, self.citation)})


@dataclass(frozen=True)
class Edit:
    """A short form that knows the model. Its module declares it; the registry finds it."""

    key: str
    title: Bilingual
    about: Bilingual
    """One sentence: what it does."""
    params: Mapping[str, Param]
    change: Callable[[Draft, Values], None]
    """Changes the draft and says what it does; values are bound to ``params``."""


def holds_on(record: Node | Relationship, on: str) -> bool:
    """Whether a record's own period holds a day; what is not stated does not limit it."""
    begins = record.start_date and first_day(record.start_date).isoformat()
    ends = record.end_date and day_after(record.end_date).isoformat()
    return (not begins or begins <= on) and (not ends or on < ends)


def person(draft: Draft, name: str) -> Person:
    """A person who is known, by id or name; else a new one of that name, which is said."""
    known = [node for node in draft.nodes.values() if isinstance(node, Person)]
    if name in draft.nodes or any(name.casefold() in (node.name.casefold(), node.id.rsplit("/", 1)[-1]) for node in known):
        return draft.node(name, Person)
    fresh = Person(dataset=draft.dataset.id, id=draft.new_id(Person, name), name=name)
    draft.say(T("{name} is new in this dataset.", name=name))
    draft.add(fresh)
    return fresh


def seat(draft: Draft, post: Post | str) -> Text:
    """A post with where it is, as people say it: Lid namens Oost (Algemeen bestuur)."""
    node = post if isinstance(post, str) else post.id
    places = [draft.name(edge.target) for edge in draft.edges_of(In, source=node) if edge.end_date is None]
    return T("{post} ({places})", post=draft.name(node), places=places) if places else T("{post}", post=draft.name(node))


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
