"""Two records are of one thing, or are not: what a person decided on who is who."""

from __future__ import annotations

from orggraph.edits.edit import Draft, Edit, Values
from orggraph.errors import WrongUsage
from orggraph.i18n import Bilingual, T, Text
from orggraph.model.base import Node, is_record_id
from orggraph.model.identity import OWN, one_id
from orggraph.model.nodes import Body, Organization, Person
from orggraph.model.relationships import SameAs
from orggraph.model.tables import to_tables
from orggraph.model.terms import Evidence, Status
from orggraph.params import Param
from orggraph.views import lookup

Thing = Person | Organization | Body
LABELS = (Person.label(), Organization.label(), Body.label())


def _same(draft: Draft, values: Values) -> None:
    record, other = _records(draft, values)
    if record.id in _others(other) and other.id not in draft.nodes:
        raise WrongUsage(
            T("In {dataset} stands that these are not the same.", dataset=other.dataset), T("Take that back first, in that dataset.")
        )
    for thing, beside in ((record, other), (other, record)):
        if thing.id in draft.nodes and beside.id in _others(thing):
            thing = draft.change(thing, not_same_as=tuple(name for name in _others(thing) if name != beside.id))  # noqa: PLW2901
    record = draft.nodes[record.id]
    if other.id not in draft.nodes:
        if OWN + other.id not in record.identifiers:
            draft.change(record, identifiers=(*record.identifiers, OWN + other.id))
    elif known := _joins(draft, record, other):
        draft.change(known[0], evidence=Evidence.STATED, status=Status.ACTUAL)
    else:
        draft.add(SameAs(dataset=draft.dataset.id, source=record.id, target=other.id))
    draft.say(T("{first} and {second} are the same.", first=_named(record), second=_named(other)))


def _differ(draft: Draft, values: Values) -> None:
    record, other = _records(draft, values)
    for join in _joins(draft, record, other):
        if join.status is not Status.FORMER:
            draft.change(join, status=Status.FORMER)
    record = draft.nodes[record.id]
    identifiers = tuple(name for name in record.identifiers if name != OWN + other.id)
    decided = _others(record) if other.id in _others(record) else (*_others(record), other.id)
    if (identifiers, decided) != (record.identifiers, _others(record)):
        draft.change(record, identifiers=identifiers, not_same_as=decided)
    _refuse_joined(draft, draft.nodes[record.id], other)
    draft.say(T("{first} and {second} are not the same.", first=_named(record), second=_named(other)))


def _refuse_joined(draft: Draft, record: Node, other: Node) -> None:
    """Refuse where the two are one all the same: by an identifier, or by way of a third record."""
    if OWN + record.id in other.identifiers and other.id not in draft.nodes:
        raise WrongUsage(
            T("In {dataset} stands that these are the same.", dataset=other.dataset),
            T("Say there that they are not: `orggraph edit differ --dataset {dataset} …`.", dataset=other.dataset),
        )
    if shared := sorted({*record.identifiers, OWN + record.id} & {*other.identifiers, OWN + other.id}):
        raise WrongUsage(
            T("They share the identifier {identifier}, which makes them one.", identifier=shared[0]),
            T("Take it away from one of the two first, with the edit correct."),
        )
    things = one_id(to_tables(draft.changed()))
    if record.id in things and things[record.id] == things.get(other.id):
        raise WrongUsage(T("They are one by way of a third record."), T("Decide first that one of the two is not the same as that one."))


def _records(draft: Draft, values: Values) -> tuple[Node, Node]:
    """Both records: the first of this dataset, the other of any."""
    record, other = _own(draft, values["record"]), _any(draft, values["other"])
    if record.id == other.id:
        raise WrongUsage(T("{name} is one record.", name=record.id), T("Give the ids of two records."))
    if record.label() != other.label():
        kinds = {"first": record.title, "second": other.title}
        raise WrongUsage(T("A {first} and a {second} cannot be the same.", **kinds), T("Choose two records of one kind."))
    return record, other


def _own(draft: Draft, name: str) -> Node:
    """A record of this dataset. By its id it is that record, also where others are the same thing."""
    if name in draft.nodes and draft.nodes[name].label() in LABELS:
        return draft.nodes[name]
    return draft.nodes[lookup.resolve(draft.graph, name, labels=LABELS)]


def _any(draft: Draft, name: str) -> Node:
    foreign = is_record_id(name) and not name.startswith(f"{draft.dataset.id}/")
    return draft.elsewhere(name) if foreign and draft.elsewhere else _own(draft, name)


def _joins(draft: Draft, record: Node, other: Node) -> list[SameAs]:
    """The SAME_AS between two records, in either direction."""
    return [*draft.edges_of(SameAs, source=record.id, target=other.id), *draft.edges_of(SameAs, source=other.id, target=record.id)]


def _others(record: Node) -> tuple[str, ...]:
    return record.not_same_as if isinstance(record, Thing) else ()


def _named(record: Node) -> Text:
    return T("{name} ({id})", name=record.name, id=record.id)


_PARAMS = {
    "record": Param("id", None, Bilingual("Wie of wat", "Who or what"), labels=LABELS),
    "other": Param(
        "string",
        None,
        Bilingual("En wie of wat; van een andere dataset het id", "And who or what; of another dataset the id"),
        labels=LABELS,
    ),
}
SAME = Edit(
    "same",
    Bilingual("Is dezelfde", "Is the same"),
    Bilingual(
        "Twee gegevens gaan over één persoon, organisatie of gremium; wat van elk bekend is, komt bij elkaar.",
        "Two records are of one person, organization or body; what is known of each comes together.",
    ),
    _PARAMS,
    _same,
)
DIFFER = Edit(
    "differ",
    Bilingual("Is een ander", "Is another"),
    Bilingual(
        "Twee gegevens die op elkaar lijken gaan niet over hetzelfde; dat wordt niet meer voorgesteld.",
        "Two records that look alike are not of one thing; that is not proposed again.",
    ),
    _PARAMS,
    _differ,
)
