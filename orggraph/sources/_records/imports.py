"""What becomes of a foreign file: its records, each with its place, and what of it did not come in and why.

A record that two entries state is kept once, with both places. What the model cannot hold is left out and counted by field,
or said by record. A relationship that the checks of the model refuse (a holder outside the life of a body) is left out as well,
with the reason: a file of others cannot be corrected here, and the rest of it comes in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import N, T, Text
from orggraph.model.base import Citation, Node, Relationship
from orggraph.model.checks import check
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.dates import first_day, last_day
from orggraph.model.nodes import Person, Source
from orggraph.sources._records.text import day_of, key_of

ROUNDS: Final = 4
"""How often relationships are left out because others were; each round is a check of the whole."""
LEFT_OUT: Final = "left_out"
READING: Final = "reading"
"""Codes of what did not come in, and of what was read in a certain way."""
NO_PLACE: Final = T("the model has no place for it")
PERSONAL: Final = T("personal data stay out")


@dataclass(frozen=True)
class Place:
    """Where a record stands in a file."""

    file: str
    line: int | None = None
    record: str | None = None
    """By what a reader finds it there, beside the line."""
    column: int | None = None


@dataclass(frozen=True)
class Period:
    """A beginning and an end, each as precise as the file has it, and the words that are no date."""

    start: str | None = None
    end: str | None = None
    words: str | None = None

    def fields(self) -> dict[str, Any]:
        """As the fields of a record."""
        return {"start_date": self.start, "end_date": self.end, "as_stated": self.words}


@dataclass
class Import:
    """The records of a dataset that a foreign file becomes.

    Parameters
    ----------
    dataset
        The id of the dataset.
    file
        The file or folder, for what concerns the whole.
    """

    dataset: str
    file: str
    nodes: dict[str, Node] = field(default_factory=dict)
    relationships: dict[str, Relationship] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    report: list[Problem] = field(default_factory=list)
    fields: Counter[tuple[str, bool]] = field(default_factory=Counter)
    """Fields that did not come in, and whether they are personal."""

    @classmethod
    def of(cls, path: Path) -> Import:
        """An import into a dataset that is called as the file is."""
        return cls(key_of(path.resolve().stem if path.is_file() else path.resolve().name), str(path))

    def id(self, label: str, key: str) -> str:
        """The id of a record."""
        return f"{self.dataset}/{label}/{key}"

    def add(self, *records: Node | Relationship, place: Place | None = None) -> None:
        """Keep records; one that is there already gets the places and identifiers of the other as well."""
        for record in records:
            kept: dict[str, Any] = self.nodes if isinstance(record, Node) else self.relationships
            before = kept.get(record.id)
            kept[record.id] = record if before is None else _both(before, record)
            if place and before is None:
                self.places[record.id] = place

    def source(self, name: str, key: str = "", **about: str | None) -> str:
        """A source that records cite: its id."""
        identity = self.id("source", key or key_of(name))
        self.add(Source(dataset=self.dataset, id=identity, name=name, **about))
        return identity

    def leave(self, message: Text, place: Place, hint: Text | None = None) -> None:
        """Say that a record did not come in, and why."""
        self._warn(LEFT_OUT, T("left out: {what}", what=message), place, hint)

    def note(self, message: Text, place: Place, hint: Text | None = None) -> None:
        """Say how something was read, where a person may want to know."""
        self._warn(READING, message, place, hint)

    def count(self, names: Iterable[str], *, personal: bool = False) -> None:
        """Count fields of a record that did not come in: the model has no place for them, or they are personal."""
        self.fields.update((name, personal) for name in names)

    def period(self, start: Any, end: Any, place: Place) -> Period:
        """The period between two dates of a file; where they are no dates, or the wrong way round, their words are kept."""
        (since, words), (until, other) = day_of(start), day_of(end)
        if since and until and first_day(since) > last_day(until):
            self.note(T("it ends ({end}) before it starts ({start}): both are kept as words", start=since, end=until), place)
            return Period(words=f"{since} – {until}")
        kept = " – ".join(text for text in (words, other) if text)
        if kept:
            self.note(T("{words} is no date: kept as words", words=kept), place)
        return Period(since, until, kept or None)

    def made(self, info: DatasetInfo) -> Dataset:
        """The checked dataset; its warnings are the report.

        Raises
        ------
        InvalidInput
            Where a node is not as the model has it.
        """
        dataset = Dataset(info, tuple(self.nodes.values()), tuple(self.relationships.values()))
        for _round in range(ROUNDS):
            problems = check(dataset, self._locate)
            errors = [problem for problem in problems if problem.level == "error"]
            if not errors:
                return replace(dataset, warnings=(*self._counted(), *self.report, *problems))
            refused = {problem.record: problem for problem in errors if problem.record in self.relationships}
            if len(refused) < len({problem.record for problem in errors}):
                break
            for record, problem in refused.items():
                edge = self.relationships.pop(str(record))
                self.leave(T("{type} of {id}: {why}", type=edge.type.lower(), id=edge.source, why=problem.message), self._place(edge.id))
            dataset = replace(dataset, relationships=tuple(self.relationships.values()))
        raise InvalidInput(errors)

    def _locate(self, code: str, record: str, message: Text, hint: Text | None, _field: str) -> Problem:
        place = self._place(record)
        return Problem(code, message, hint, place.file, place.line, place.column, record)

    def _place(self, record: str) -> Place:
        return self.places.get(record, Place(self.file))

    def _warn(self, code: str, message: Text, place: Place, hint: Text | None) -> None:
        self.report.append(Problem(code, message, hint, place.file, place.line, place.column, place.record, "warning"))

    def _counted(self) -> Iterator[Problem]:
        for (name, personal), number in sorted(self.fields.items()):
            why = PERSONAL if personal else NO_PLACE
            message = N("left out: {name}, in {n} record: {why}", "left out: {name}, in {n} records: {why}", number, name=name, why=why)
            yield Problem(LEFT_OUT, message, None, self.file, level="warning")


def with_labels(work: Import, labels: Mapping[str, str]) -> None:
    """Give each person a function as name: that of the first post by name, or that none is known; of several the same, with a number."""
    people: dict[str, list[str]] = defaultdict(list)
    for identity, node in sorted(work.nodes.items()):
        if isinstance(node, Person):
            people[labels.get(identity, NO_POST)].append(identity)
    for label, bearers in people.items():
        for number, identity in enumerate(bearers, 1):
            name = label if len(bearers) == 1 else f"{label} ({number})"
            work.nodes[identity] = work.nodes[identity].model_copy(update={"name": name})


NO_POST: Final = "Iemand zonder functie"


def citation(source: str, locator: str) -> tuple[Citation, ...]:
    """The place of a record, as it cites it."""
    return (Citation(source=source, locator=locator),)


def _both(before: Any, record: Any) -> Any:
    update: dict[str, Any] = {"sources": tuple(dict.fromkeys((*before.sources, *record.sources)))}
    if isinstance(before, Node):
        update["identifiers"] = tuple(dict.fromkeys((*before.identifiers, *record.identifiers)))
    return before.model_copy(update=update)
