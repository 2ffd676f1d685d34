"""After an election: a result file, or a date alone, becomes a scenario; the data stay as they are.

A result file is a CSV or a sheet with a line for each person of whom the result is known: municipality, person, result (won or
lost), and where it is known the post that is won. Who lost leaves what they hold in the council or college there, with the seats
that depend on it; who won takes a seat in the council that is free. Of who is not in the file nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from orggraph.edits.scenario import Change, Scenario
from orggraph.errors import InvalidInput, NotFound, Problem, WrongUsage, did_you_mean, nearest
from orggraph.graph import Graph
from orggraph.graph.reading import holders, office, offices
from orggraph.graph.standing import edges_of_type
from orggraph.i18n import T, Text
from orggraph.model.names import fold
from orggraph.sources._records.table import Row, read_table
from orggraph.views.lookup import resolve

ENDING = ("councillor", "alderman")
"""The offices that an election of councils ends."""
COLUMNS = {
    "municipality": ("municipality", "gemeente"),
    "person": ("person", "persoon", "naam", "name"),
    "result": ("result", "uitslag", "zetel", "seat"),
    "post": ("post", "functie"),
}
"""By column the heads that a file may have for it."""
RESULTS = {"won": ("won", "gewonnen", "ja", "yes"), "lost": ("lost", "verloren", "nee", "no")}


@dataclass(frozen=True)
class Election:
    """What a result file comes to: the scenario, what is worth knowing of it, and how much of the councils is in it."""

    scenario: Scenario
    notes: tuple[Text, ...]
    offices: int
    """How many held an office in a council or college before."""
    stated: int | None
    """Of how many of these the result is known; None: no result was given."""


def of_date(graph: Graph, dataset: str, on: str, name: str) -> Election:
    """All councillors and aldermen leave on one day, with what depends on their office: what would be open if nobody came back.

    Parameters
    ----------
    graph
        The projection at that day.
    dataset, on, name
        Of the scenario.
    """
    held = [(person, post) for person, _organization, post in _held(graph)]
    changes = tuple(Change("resign", {"person": person, "post": post, "on": on}) for person, post in held)
    return Election(Scenario(name, dataset, changes, on), (), len(held), None)


def of_results(graph: Graph, dataset: str, on: str, name: str, path: Path) -> Election:
    """The scenario of a result file.

    Parameters
    ----------
    graph
        The projection at the day.
    dataset, on, name
        Of the scenario; ``on`` is the first day on which who lost holds no seat any more.
    path
        The file.

    Raises
    ------
    InvalidInput
        With all that is wrong in the file: a column that is missing, a name that is not known (with the nearest), a result that
        is neither won nor lost, somebody who lost and holds nothing there, more seats won than there are; each with its line.
    """
    header, *rows = read_table(path).rows or [Row(1, ())]
    columns = _columns(header.cells, path)
    reading = _Reading(graph, path, on)
    for row in rows:
        reading.take(row, {name: row.cells[place].strip() if place < len(row.cells) else "" for name, place in columns.items()})
    changes = tuple(reading.done())
    held = _held(graph)
    stated = sum((person, organization) in reading.known for person, organization, _post in held)
    return Election(Scenario(name, dataset, changes, on), tuple(reading.notes), len(held), stated)


def _held(graph: Graph) -> list[tuple[str, str, str]]:
    """Who holds a political office that an election ends, in which municipality, by which post."""
    people = sorted({edge.source for edge in edges_of_type(graph, "HOLDS")})
    return [(person, held.organization, held.post) for person in people for held in offices(graph, person) if held.kind in ENDING]


def _columns(header: Sequence[str], path: Path) -> dict[str, int]:
    heads = {fold(head.strip()): place for place, head in enumerate(header)}
    columns = {name: heads[word] for name, words in COLUMNS.items() for word in words if word in heads}
    missing = [name for name in ("municipality", "person", "result") if name not in columns]
    if missing:
        message = T("the file has no column for {names}", names=missing)
        hint = T("Heads that are known: {names}.", names=[word for name in missing for word in COLUMNS[name]])
        raise InvalidInput([Problem("column", message, hint, str(path), 1)])
    return columns


@dataclass
class _Reading:
    """A result file while it is read: what was lost and won, and all that is wrong."""

    graph: Graph
    path: Path
    on: str
    problems: list[Problem] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    lost: list[Change] = field(default_factory=list)
    won: list[tuple[Row, str, str, str]] = field(default_factory=list)
    known: set[tuple[str, str]] = field(default_factory=set)
    """People and municipalities of which the result is known."""

    def take(self, row: Row, values: dict[str, str]) -> None:
        """Read one line."""
        result = next((key for key, words in RESULTS.items() if fold(values["result"]) in words), None)
        if result is None:
            hint = T("Write {words}.", words=[word for words in RESULTS.values() for word in words[:2]])
            self._wrong(row, "result", T("{given} is no result", given=values["result"] or "–"), hint)
        organization = self._municipality(row, values["municipality"])
        if result and organization:
            (self._lost if result == "lost" else self._won)(row, organization, values)

    def done(self) -> Iterator[Change]:
        """The changes: first who leaves, then who takes the seats that are free. Raises InvalidInput with all problems."""
        free = self._free_seats()
        taken: list[Change] = []
        for row, organization, person, post in self.won:
            seats = free.get(organization, [])
            place = post or next(iter(seats), "")
            if not place:
                message = T("no seat in the council of {name} is left for {person}", name=self._name(organization), person=person)
                self._wrong(row, "seats", message, T("Add the seat to the data, or the line of who lost it."))
                continue
            if place in seats:
                seats.remove(place)
            taken.append(Change("succeed", {"post": place, "person": person, "on": self.on}))
        if self.problems:
            raise InvalidInput(self.problems)
        yield from self.lost
        yield from taken

    def _lost(self, row: Row, organization: str, values: dict[str, str]) -> None:
        person = self._node(row, values["person"], "Person")
        if person is None:
            return
        held = [each.post for each in offices(self.graph, person) if each.kind in ENDING and each.organization == organization]
        if not held:
            message = T("{person} holds no seat in the council or college of {name} on {day}", person=self._name(person),
                        name=self._name(organization), day=self.on)  # fmt: skip
            self._wrong(row, "no_seat", message, T("Look at the municipality and the day, or leave the line out."))
        self.known.add((person, organization))
        self.lost += [Change("resign", {"person": person, "post": post, "on": self.on}) for post in held]

    def _won(self, row: Row, organization: str, values: dict[str, str]) -> None:
        post = self._node(row, values["post"], "Post") if values.get("post") else ""
        if post is None:
            return
        try:
            person = resolve(self.graph, values["person"], labels=("Person",))
        except NotFound as error:
            if not values["person"]:
                self._wrong(row, "person", T("the line names nobody"), T("Write the name or the id of a person."))
                return
            self.notes.append(T("Line {n}: {name} is new here. {hint}", n=row.number, name=values["person"], hint=error.hint or ""))
            self.won.append((row, organization, values["person"], post))
            return
        held = [each for each in offices(self.graph, person) if each.organization == organization and each.kind == "councillor"]
        self.known.add((person, organization))
        if not held or post:
            self.won.append((row, organization, person, post))

    def _free_seats(self) -> dict[str, list[str]]:
        """Per municipality the seats of its council without a holder, or whose holder lost."""
        left = {change.values["post"] for change in self.lost}
        free: dict[str, list[str]] = {}
        posts = (node for node, attributes in self.graph.nodes(data=True) if attributes["label"] == "Post")
        for post in sorted(posts):
            seat = office(self.graph, post)
            if seat and seat.kind == "councillor" and (post in left or not holders(self.graph, post)):
                free.setdefault(seat.organization, []).append(post)
        return free

    def _municipality(self, row: Row, name: str) -> str | None:
        """The municipality of a name, with or without the word before it."""
        short = [
            node
            for node, data in self.graph.nodes(data=True)
            if data.get("kind") == "municipality" and fold(str(data["name"])).removeprefix("gemeente ") == fold(name)
        ]
        return short[0] if len(short) == 1 else self._node(row, name, "Organization")

    def _node(self, row: Row, name: str, label: str) -> str | None:
        try:
            return resolve(self.graph, name, labels=(label,))
        except NotFound as error:
            people = [str(data["name"]) for _node, data in self.graph.nodes(data=True) if data["label"] == label]
            self._wrong(row, "unknown", error.message, error.hint or did_you_mean(nearest(name, people)))
            return None

    def _name(self, node: str) -> str:
        return str(self.graph.nodes[node]["name"])

    def _wrong(self, row: Row, code: str, message: Text, hint: Text | None) -> None:
        self.problems.append(Problem(code, message, hint, str(self.path), row.number))


def check_day(on: str | None) -> str:
    """The day of an election. Raises WrongUsage where none is given."""
    if not on:
        raise WrongUsage(
            T("On which day the seats fall is not stated."), T("Write --date: the first day on which who lost holds no seat any more.")
        )
    return on
