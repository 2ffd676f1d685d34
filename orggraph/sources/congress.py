"""The committees of the Congress of the United States, and who sits in them, as a dataset.

A committee is a body of its chamber, a subcommittee a body of its committee; a membership is a post in it, held by a
legislator. The title is the role as the file words it ("Chairman", "Chair" and "Chairwoman" are three); what it comes
down to is the capacity of the post. Memberships bear no dates; a legislator's present term does, and stands on the
affiliation with the chamber. It is read from a folder with three files of ``unitedstates/congress-legislators``:
committees, memberships and legislators, each ``…-current.yaml``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from orggraph import sources
from orggraph.errors import InvalidInput, Problem
from orggraph.i18n import Bilingual, T
from orggraph.model.base import Citation, Node, Relationship
from orggraph.model.checks import checked
from orggraph.model.dataset import Dataset, DatasetInfo
from orggraph.model.nodes import Body, Organization, Person, Post, Role, Source
from orggraph.model.relationships import AffiliatedWith, HasRole, Holds, In, PartOf
from orggraph.model.terms import BodyKind, Capacity, OrganizationKind, Privacy, Tier
from orggraph.sources._records import Records
from orggraph.yamltree import Tree, read_tree

ID: Final = "us-congress"
FILES: Final = ("committees-current.yaml", "committee-membership-current.yaml", "legislators-current.yaml")
CHAMBERS: Final = {"joint": "Congress", "house": "House of Representatives", "senate": "Senate"}
CHAMBER_OF_TERM: Final = {"sen": "senate", "rep": "house"}
PLAIN: Final = "Member"
"""The role of a membership without a title."""
CAPACITIES: Final = {
    "Chair": Capacity.CHAIR,
    "Chairman": Capacity.CHAIR,
    "Chairwoman": Capacity.CHAIR,
    "Cochairman": Capacity.CHAIR,
    "Vice Chair": Capacity.DEPUTY_CHAIR,
    "Vice Chairman": Capacity.DEPUTY_CHAIR,
    "Vice Chairwoman": Capacity.DEPUTY_CHAIR,
    "Ranking Member": Capacity.MEMBER,
    "Ex Officio": Capacity.MEMBER,
    PLAIN: Capacity.MEMBER,
}
Record = dict[str, Any]
HINT: Final = T("Take the three files of one version.")


def read(folder: Path) -> Dataset:
    """The committees, seats and legislators of a folder. A snapshot bears no date: it counts from the latest term that began.

    Raises
    ------
    InvalidInput
        Where a file cannot be read, or holds something else.
    """
    committees, seats, legislators = (_file(folder, name) for name in FILES)
    records = Records(folder, HINT)
    try:
        made = [
            *_chambers(),
            *records.each(enumerate(committees.value), _committee, line=_line(committees), file=folder / FILES[0]),
            *records.each(_members(seats.value), _seat, line=_line(seats), name=_of_committee, file=folder / FILES[1]),
            *records.each(enumerate(legislators.value), _legislator, line=_line(legislators), file=folder / FILES[2]),
        ]
        records.done()
        latest = max(legislator["terms"][-1]["start"] for legislator in legislators.value)
        nodes = tuple(dict.fromkeys(record for record in made if isinstance(record, Node)))
        info = DatasetInfo(
            id=ID,
            title="Commissies van het Amerikaanse Congres",
            title_en="Committees of Congress",
            reference_date=latest,
            publisher="unitedstates/congress-legislators",
            licence="CC0-1.0",
            complete=("Body", "Post", "HOLDS"),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _unlike(folder, error) from None
    return checked(Dataset(info, nodes, tuple(record for record in made if isinstance(record, Relationship))), str(folder))


def names(folder: Path) -> dict[str, str]:
    """The names of legislators by the id of their record, as the seats have them; of who has no seat as the terms do."""
    seats, legislators = (_file(folder, name).value for name in FILES[1:])
    by_id = {
        _id("person", legislator["id"]["bioguide"]): f"{legislator['name']['first']} {legislator['name']['last']}"
        for legislator in legislators
    }
    return by_id | {_id("person", seat["bioguide"]): seat["name"] for members in seats.values() for seat in members}


def _file(folder: Path, name: str) -> Tree:
    tree = read_tree(folder / name)
    if tree.problems:
        raise InvalidInput(tree.problems)
    return tree


def _line(tree: Tree) -> Callable[[tuple[Any, ...]], int | None]:
    """The line of an entry: what is read of one begins with its place in the file."""
    return lambda entry: tree.place(entry[:-1])[0]


def _unlike(folder: Path, error: Exception) -> InvalidInput:
    message = T("the files are not as this format has them: {words}", words=f"{type(error).__name__} {error}")
    return InvalidInput([Problem("format", message, HINT, str(folder))])


def _chambers() -> Iterator[Node | Relationship]:
    for name in ("committees", "membership", "legislators"):
        yield Source(
            dataset=ID,
            id=_id("source", name),
            name=name.capitalize(),
            licence="CC0-1.0",
            url="https://github.com/unitedstates/congress-legislators",
        )
    for key, name in CHAMBERS.items():
        yield Organization(dataset=ID, id=_id("organization", key), name=name, kind=OrganizationKind.NATIONAL_GOVERNMENT)
        if key != "joint":
            yield PartOf(dataset=ID, source=_id("organization", key), target=_id("organization", "joint"))


def _committee(entry: tuple[int, Record]) -> Iterator[Node | Relationship]:
    _, committee = entry
    yield from _body(committee["thomas_id"], committee["name"], _id("organization", committee["type"]))
    for sub in committee.get("subcommittees", ()):
        yield from _body(committee["thomas_id"] + sub["thomas_id"], sub["name"], _id("body", committee["thomas_id"]))


def _body(key: str, name: str, whole: str) -> Iterator[Node | Relationship]:
    at = (Citation(source=_id("source", "committees"), locator=key),)
    body = _id("body", key)
    yield Body(
        dataset=ID, id=body, name=name, kind=BodyKind.COUNCIL_COMMITTEE, tier=Tier.POLITICAL, identifiers=(f"thomas:{key}",), sources=at
    )
    yield PartOf(dataset=ID, source=body, target=whole, sources=at)


def _legislator(entry: tuple[int, Record]) -> Iterator[Node | Relationship]:
    _, legislator = entry
    key, term = legislator["id"]["bioguide"], legislator["terms"][-1]
    at = (Citation(source=_id("source", "legislators"), locator=key),)
    person = _id("person", key)
    senator = f"Senator, {term['state']}, class {term.get('class')}"
    name = senator if term["type"] == "sen" else f"Representative, {term['state']}, district {term['district']}"
    yield Person(dataset=ID, id=person, name=name, privacy=Privacy.PUBLIC_OFFICE, identifiers=(f"bioguide:{key}",), sources=at)
    yield AffiliatedWith(
        dataset=ID,
        source=person,
        target=_id("organization", CHAMBER_OF_TERM[term["type"]]),
        start_date=term["start"],
        end_date=term["end"],
        sources=at,
    )


def _members(seats: dict[str, list[Record]]) -> Iterator[tuple[str, int, Record]]:
    """Each membership with its committee and its number there."""
    for committee, members in seats.items():
        for number, seat in enumerate(members):
            yield committee, number, seat


def _of_committee(entry: tuple[str, int, Record]) -> str:
    return f"{entry[0]} {entry[1] + 1}"


def _seat(entry: tuple[str, int, Record]) -> Iterator[Node | Relationship]:
    committee, _, seat = entry
    title = seat.get("title", PLAIN)
    at = (Citation(source=_id("source", "membership"), locator=_of_committee(entry)),)
    post = _id("post", f"{committee}-{seat['bioguide']}")
    yield Role(dataset=ID, id=_id("role", title), name=title)
    yield Post(dataset=ID, id=post, name=f"{title}, {committee}", capacity=CAPACITIES.get(title), sources=at)
    yield In(dataset=ID, source=post, target=_id("body", committee), sources=at)
    yield HasRole(dataset=ID, source=post, target=_id("role", title), sources=at)
    yield Holds(dataset=ID, source=_id("person", seat["bioguide"]), target=post, sources=at)


def _id(label: str, key: str) -> str:
    return f"{ID}/{label}/{key.lower().replace(' ', '-')}"


def _fits(path: Path, _start: str) -> bool:
    return all((path / name).is_file() for name in FILES)


SOURCE = sources.Source(
    Bilingual("commissies van het Amerikaanse Congres", "committees of the Congress"), (sources.FOLDER,), read, _fits, names
)
