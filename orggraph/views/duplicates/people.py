"""People who may be one: their names, and beside these where they sit, as what, and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from orggraph.garbage import no_garbage_collection
from orggraph.graph import Graph, neighbours
from orggraph.graph.datasets import datasets_of
from orggraph.i18n import T
from orggraph.model.names import PARTICLES, TITLES, fold
from orggraph.views.duplicates.evidence import Pair, Reason, Shares, start, weighed
from orggraph.views.duplicates.names import Name, Usual, name_of, reasons
from orggraph.views.duplicates.things import core

MOST = 300
"""People who share a key that are all compared with each other; of more, only those who share a place too."""
SURNAME_AT_LARGE, GIVEN_AT_LARGE = 1 / 2000, 1 / 200
"""The share of a surname and of a given name at large, of which nothing is known."""
PLACE_AT_LARGE, ROLE_AT_LARGE = 1 / 10, 1 / 3
"""The share of an organization and of a function, likewise."""
MOST_OF_PLACE, MOST_OF_ROLE = 6.0, 2.0
"""How many bits it speaks for one person at most that two sit at one organization, or in one function."""
FLOOR = -5.0
"""Bits below which a pair is left out whatever the score that is sought: a score of 0.03."""


@dataclass(frozen=True)
class Term:
    """A seat that somebody held: where, as what, and from when until when ("" and "9999": not known)."""

    place: str
    organization: str
    role: str
    begins: str
    ends: str


@dataclass(frozen=True)
class Known:
    """What is known of a person, to compare."""

    node: str
    name: Name
    datasets: frozenset[str]
    terms: tuple[Term, ...]
    identifiers: frozenset[str]
    organizations: frozenset[str]
    roles: frozenset[str]


@dataclass(frozen=True)
class Persons:
    """The people who can be compared, and how many cannot."""

    people: tuple[Known, ...]
    unnamed: int
    compared: int
    crowded: int


def pairs(graph: Graph) -> tuple[Persons, list[Pair]]:
    """The people of a projection, and the pairs of them that have enough in common to be weighed."""
    names = {node: attributes for node, attributes in graph.nodes(data=True) if attributes["label"] == "Person"}
    with no_garbage_collection():
        made = ((data, _known(graph, node, data)) for node, data in sorted(names.items()))
        people = tuple(known for data, known in made if "function" in data or not _is_function(str(data["name"]), known.terms))
        candidates, crowded = _candidates(people)
        weigh = _weigher(people)
        pairs_of = (weigh(people[left], people[right]) for left, right in candidates)
        weighty = [pair for pair in pairs_of if pair is not None]
    return Persons(people, len(names) - len(people), len(candidates), crowded), weighty


def _known(graph: Graph, node: str, data: Mapping[str, Any]) -> Known:
    terms = tuple(_terms(graph, node))
    return Known(
        node, name_of(str(data["name"])), frozenset(datasets_of(data)), terms, frozenset(data.get("identifiers", ())),
        frozenset(term.organization for term in terms if term.organization), frozenset(term.role for term in terms if term.role),
    )  # fmt: skip


def _weigher(people: Sequence[Known]) -> Callable[[Known, Known], Pair | None]:
    """What weighs two of these people: None where whatever is known of their seats could not make them likely one."""
    usual = Usual(
        Shares(Counter(surname for person in people for surname in person.name.surnames), len(people), SURNAME_AT_LARGE),
        Shares(Counter(given for person in people for given in person.name.given[:1]), len(people), GIVEN_AT_LARGE),
    )
    places = Shares(Counter(place for person in people for place in person.organizations), len(people), PLACE_AT_LARGE)
    roles = Shares(Counter(role for person in people for role in person.roles), len(people), ROLE_AT_LARGE)
    beginning = start(len(people))

    def weigh(first: Known, second: Known) -> Pair | None:
        named = reasons(first.name, second.name, usual)
        if named is None or beginning + sum(reason.bits for reason in named) + MOST_OF_PLACE + MOST_OF_ROLE < FLOOR:
            return None
        around = [*_around(first, second, places, roles), *_registers(first, second)]
        return weighed("Person", first.node, second.node, [*named, *around], len(people))

    return weigh


def _terms(graph: Graph, person: str) -> Iterator[Term]:
    for holding in neighbours(graph, person, "HOLDS"):
        post = holding.target
        place = next((edge.target for edge in neighbours(graph, post, "IN")), "")
        behalf = next((edge.target for edge in neighbours(graph, post, "ON_BEHALF_OF")), "")
        whole = next((edge.target for edge in neighbours(graph, place, "PART_OF")), place) if place else ""
        role = next((edge.target for edge in neighbours(graph, post, "HAS_ROLE")), post)
        yield Term(
            core(_name(graph, whole)) + "/" + core(_name(graph, place)) if place else "", core(_name(graph, behalf or whole)),
            fold(_name(graph, role)), holding.attributes.get("valid_from", ""), holding.attributes.get("valid_before", "9999"),
        )  # fmt: skip


def _name(graph: Graph, node: str) -> str:
    return str(graph.nodes[node].get("function", graph.nodes[node]["name"])) if node else ""


def _is_function(name: str, terms: Sequence[Term]) -> bool:
    """Whether a person stands under a function label: begins with no capital, or in the words of the own posts."""
    words = name.split()
    first = next((word for word in words if word.lower() not in PARTICLES and fold(word) not in TITLES), "")
    if not first or not first[0].isupper() or len(words) == 1 or any(sign.isdigit() for sign in name):
        return True
    own = {word for term in terms for word in f"{term.role} {term.place} {term.organization}".replace("/", " ").split()}
    return any(fold(word) in own for word in words[:1]) or all(fold(word) in own for word in words)


def _candidates(people: Sequence[Known]) -> tuple[list[tuple[int, int]], int]:
    """Pairs of places in the list that share a key, and how many people share one with too many."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        for key in _keys(person):
            blocks[key].append(number)
    chosen: set[tuple[int, int]] = set()
    crowded: set[int] = set()
    for block in blocks.values():
        if len(block) <= MOST:
            chosen.update(combinations(block, 2))
        else:
            crowded.update(block)
    return sorted(chosen), len(crowded)


def _keys(person: Known) -> set[str]:
    """What two people share at least when they are compared: a surname, or nearly, with an initial or an organization."""
    name = person.name
    initials = set(name.initials) or {""}
    surnames = {*name.surnames, name.whole}
    keys = {f"{_sounds(surname)} {initial}" for surname in surnames for initial in initials}
    keys |= {f"{_sounds(surname)} @{place}" for surname in surnames for place in person.organizations}
    keys |= {f"+{given} @{place}" for given in name.given[:1] for place in person.organizations}
    if not name.initials:
        keys |= {f"{_sounds(surname)} *" for surname in surnames}
    keys |= {f"{slip} -{name.initials[:1]}" for surname in name.surnames if len(surname) >= 5 for slip in _slips(surname)}
    return keys | {"=" + " ".join(name.words)} if len(name.words) > 1 else keys


def _sounds(surname: str) -> str:
    """A surname as it sounds, roughly: jansen as janssen, dijk as dyck."""
    text = surname
    for written, meant in (
        ("ck", "k"),
        ("dt", "t"),
        ("ph", "f"),
        ("th", "t"),
        ("gh", "g"),
        ("sch", "s"),
        ("uy", "ui"),
        ("c", "k"),
        ("z", "s"),
    ):
        text = text.replace(written, meant)
    return "".join(sign for place, sign in enumerate(text) if place == 0 or sign != text[place - 1])


def _slips(surname: str) -> set[str]:
    """The surname, and it without one letter: two names with a slip of one letter between them share one of these."""
    return {surname, *(surname[:place] + surname[place + 1 :] for place in range(len(surname)))}


def _around(person: Known, other: Known, places: Shares, roles: Shares) -> Iterator[Reason]:
    """Where they sit and as what."""
    if not (person.terms and other.terms):
        return
    if shared := person.organizations & other.organizations:
        yield Reason(T("at the same organization"), min(max(places.bits(place) for place in shared), MOST_OF_PLACE))
    elif person.organizations and other.organizations:
        together = any(
            term.begins and beside.begins and term.begins < beside.ends and beside.begins < term.ends
            for term in person.terms
            for beside in other.terms
        )
        at_once = T("at different organizations at one time")
        yield Reason(at_once, -3.0, against=True) if together else Reason(T("at different organizations"), -1.5, against=True)
    if shared := person.roles & other.roles:
        yield Reason(T("in the same function"), min(max(roles.bits(role) for role in shared), MOST_OF_ROLE))
    if person.datasets & other.datasets:
        yield from _beside(person, other)


def _beside(person: Known, other: Known) -> Iterator[Reason]:
    """Of two records of one dataset: whether both have a seat in one body at one time."""
    together = [
        bool(term.begins and beside.begins)
        for term in person.terms
        for beside in other.terms
        if term.place and term.place == beside.place and term.begins < beside.ends and beside.begins < term.ends
    ]
    if any(together):
        yield Reason(T("beside each other in one body at one time"), -6.0, against=True)
    elif together:
        yield Reason(T("beside each other in one body"), -3.0, against=True)


def _registers(person: Known, other: Known) -> Iterator[Reason]:
    """Different identifiers of one register: it holds them for two, unless one dataset took both from it."""
    schemes = [{identifier.partition(":")[0] for identifier in each.identifiers} for each in (person, other)]
    if schemes[0] & schemes[1]:
        if person.datasets & other.datasets:
            yield Reason(T("a register has both"), -2.0, against=True)
        else:
            yield Reason(T("other identifiers in one register"), -8.0, against=True)
