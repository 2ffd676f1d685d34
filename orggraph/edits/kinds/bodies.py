"""A body begins or ends."""

from __future__ import annotations

from orggraph.edits.edit import ON, Draft, Edit, Values
from orggraph.i18n import Bilingual, T
from orggraph.model.base import Node
from orggraph.model.nodes import Body, Cooperation, Organization
from orggraph.model.relationships import In, PartOf
from orggraph.model.terms import BodyKind, Term, Tier
from orggraph.params import Param
from orggraph.views import lookup


def _names(terms: type[Term]) -> dict[str, Bilingual]:
    return {term.value: term.names for term in terms}


def _add(draft: Draft, values: Values) -> None:
    whole: Node = draft.nodes[lookup.resolve(draft.graph, values["part_of"], labels=("Body", "Organization", "Cooperation"))]
    body = Body(
        dataset=draft.dataset.id,
        id=draft.new_id(Body, values["name"]),
        name=values["name"],
        kind=BodyKind(values["kind"]),
        tier=Tier(values["tier"]),
        seats=values["seats"],
        start_date=values["on"],
    )
    draft.add(body)
    draft.add(PartOf(dataset=draft.dataset.id, source=body.id, target=whole.id, start_date=values["on"]))
    draft.say(T("{body} begins on {day}, as part of {whole}.", body=body.name, day=values["on"], whole=whole.name))


def _dissolve(draft: Draft, values: Values) -> None:
    body, on = draft.node(values["body"], Body), values["on"]
    seats = [edge.source for edge in draft.edges_of(In, target=body.id)]
    holders = sorted({draft.name(holding.source) for seat in seats for holding in draft.holdings(on, post=seat)})
    draft.close(body, on)
    draft.say(T("{body} ends on {day}.", body=body.name, day=on))
    if holders:
        draft.say(T("With it end the seats of: {names}.", names=holders))


ADD_BODY = Edit(
    "add-body",
    Bilingual("Nieuw gremium", "New body"),
    Bilingual(
        "Een gremium begint, als onderdeel van een organisatie, samenwerking of ander gremium.",
        "A body begins, as part of an organization, a cooperation or another body.",
    ),
    {
        "name": Param("string", None, Bilingual("Naam", "Name")),
        "kind": Param("string", None, Bilingual("Soort", "Kind"), values=_names(BodyKind)),
        "tier": Param("string", None, Bilingual("Laag", "Tier"), values=_names(Tier)),
        "part_of": Param(
            "id", None, Bilingual("Onderdeel van", "Part of"), labels=(Body.label(), Organization.label(), Cooperation.label())
        ),
        "on": ON,
        "seats": Param("integer", None, Bilingual("Aantal zetels, als het bekend is", "Number of seats, where it is known"), optional=True),
    },
    _add,
)
DISSOLVE = Edit(
    "dissolve",
    Bilingual("Wordt opgeheven", "Is dissolved"),
    Bilingual("Een gremium eindigt; wat eraan hangt, eindigt mee.", "A body ends; what hangs on it ends with it."),
    {"body": Param("id", None, Bilingual("Welk gremium", "Which body"), labels=("Body",)), "on": ON},
    _dissolve,
)
