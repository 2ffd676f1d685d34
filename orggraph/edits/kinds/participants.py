"""An organization joins or leaves an arrangement, or organizations merge; with the seats that follow."""

from __future__ import annotations

from orggraph.edits.edit import ON, Draft, Edit, Values, holds_on
from orggraph.errors import WrongUsage
from orggraph.i18n import Bilingual, N, T
from orggraph.model.base import Node
from orggraph.model.nodes import Arrangement, Cooperation, Organization, Post
from orggraph.model.relationships import HasRole, In, OnBehalfOf, ParticipatesIn, Succeeds
from orggraph.params import Param
from orggraph.views import lookup

WHOLES = (Arrangement.label(), Cooperation.label())


def _organization(draft: Draft, name: str, like: Organization, on: str | None) -> Organization:
    """An organization by name; where it is not known, a new one of the kind of another."""
    if any(isinstance(node, Organization) and name.casefold() in (node.id, node.name.casefold()) for node in draft.nodes.values()):
        return draft.node(name, Organization)
    fresh = Organization(dataset=draft.dataset.id, id=draft.new_id(Organization, name), name=name, kind=like.kind, start_date=on)
    draft.add(fresh)
    draft.say(T("{name} is new in this dataset.", name=name))
    return fresh


def _participations(draft: Draft, on: str, *, source: str | None = None, target: str | None = None) -> list[ParticipatesIn]:
    return [edge for edge in draft.edges_of(ParticipatesIn, source=source, target=target) if holds_on(edge, on)]


def _seats(draft: Draft, on: str, organization: str) -> list[tuple[Post, OnBehalfOf]]:
    """The posts that speak for an organization on a day, in a body of a cooperation."""
    pairs = ((draft.nodes[edge.source], edge) for edge in draft.edges_of(OnBehalfOf, target=organization) if holds_on(edge, on))
    return [(post, edge) for post, edge in pairs if isinstance(post, Post) and holds_on(post, on)]


def _seat_like(draft: Draft, post: Post, before: Organization, after: Organization, on: str) -> None:
    """A seat for one organization, as another has it: in the same body, with the same role and votes, and still open."""
    name = post.name.replace(before.name, after.name) if before.name in post.name else f"{post.name} ({after.name})"
    fresh = Post(dataset=draft.dataset.id, id=draft.new_id(Post, name), name=name, capacity=post.capacity, votes=post.votes, start_date=on)
    draft.add(fresh)
    for kind in (In, HasRole):
        for edge in draft.edges_of(kind, source=post.id):
            if holds_on(edge, on):
                draft.add(kind(dataset=draft.dataset.id, source=fresh.id, target=edge.target))
    draft.add(OnBehalfOf(dataset=draft.dataset.id, source=fresh.id, target=after.id))
    draft.say(T("{post} is a new seat, still open.", post=name))


def _whole(draft: Draft, name: str) -> Node:
    return draft.nodes[lookup.resolve(draft.graph, name, labels=WHOLES)]


def _join(draft: Draft, values: Values) -> None:
    whole, on = _whole(draft, values["arrangement"]), values["on"]
    like = draft.node(values["like"], Organization)
    pattern = next(iter(_participations(draft, on, source=like.id, target=whole.id)), None)
    if pattern is None:
        raise WrongUsage(
            T("{name} does not take part in {whole} on {day}.", name=like.name, whole=whole.name, day=on),
            T(
                "Taking part: {names}.",
                names=sorted(draft.name(edge.source) for edge in _participations(draft, on, target=whole.id)) or ["-"],
            ),
        )
    fresh = _organization(draft, values["organization"], like, None)
    if _participations(draft, on, source=fresh.id, target=whole.id):
        raise WrongUsage(T("{name} takes part in {whole} already.", name=fresh.name, whole=whole.name), T("Choose another day."))
    draft.add(ParticipatesIn(dataset=draft.dataset.id, source=fresh.id, target=whole.id, organs=pattern.organs, start_date=on))
    draft.say(T("{name} takes part in {whole} from {day}.", name=fresh.name, whole=whole.name, day=on))
    for post, _edge in _seats(draft, on, like.id):
        if values["seats"]:
            _seat_like(draft, post, like, fresh, on)


def _leave(draft: Draft, values: Values) -> None:
    whole, on = _whole(draft, values["arrangement"]), values["on"]
    leaving = draft.node(values["organization"], Organization)
    participations = _participations(draft, on, source=leaving.id, target=whole.id)
    if not participations:
        raise WrongUsage(
            T("{name} does not take part in {whole} on {day}.", name=leaving.name, whole=whole.name, day=on), T("Look at the date.")
        )
    for edge in participations:
        draft.end(edge, on)
    draft.say(T("{name} leaves {whole} on {day}; its seats there end with it.", name=leaving.name, whole=whole.name, day=on))


def _merge(draft: Draft, values: Values) -> None:
    on = values["on"]
    merging = [draft.node(name, Organization) for name in values["organizations"]]
    if len({record.id for record in merging}) < 2:
        raise WrongUsage(T("A merger needs two organizations at least."), T("Write their names with a comma between."))
    after = _organization(draft, values["into"], merging[0], on)
    names = [record.name for record in merging]
    draft.say(
        N("{names} goes on as {after} on {day}.", "{names} go on as {after} on {day}.", len(names), names=names, after=after.name, day=on)
    )
    joined = {edge.target for edge in _participations(draft, on, source=after.id)}
    bodies = {edge.target for post, _edge in _seats(draft, on, after.id) for edge in draft.edges_of(In, source=post.id)}
    for before in merging:
        if before.id == after.id:
            continue
        seats = _seats(draft, on, before.id)
        for edge in _participations(draft, on, source=before.id):
            if edge.target not in joined:
                joined.add(edge.target)
                draft.add(ParticipatesIn(dataset=draft.dataset.id, source=after.id, target=edge.target, organs=edge.organs, start_date=on))
                draft.say(T("{name} takes part in {whole} from {day}.", name=after.name, whole=draft.name(edge.target), day=on))
        for post, _edge in seats:
            places = {edge.target for edge in draft.edges_of(In, source=post.id)}
            if not places <= bodies:
                bodies |= places
                _seat_like(draft, post, before, after, on)
        draft.close(before, on)
        draft.add(Succeeds(dataset=draft.dataset.id, source=after.id, target=before.id, start_date=on))


_ORGANIZATION = Bilingual("Welke organisatie", "Which organization")
_ARRANGEMENT = Param("id", None, Bilingual("Welke regeling", "Which arrangement"), labels=WHOLES)
JOIN = Edit(
    "join",
    Bilingual("Treedt toe", "Joins"),
    Bilingual(
        "Een organisatie gaat aan een regeling meedoen, met dezelfde zetels als een andere deelnemer, nog open.",
        "An organization takes part in an arrangement, with the same seats as another participant, still open.",
    ),
    {
        "organization": Param("string", None, _ORGANIZATION, labels=("Organization",)),
        "arrangement": _ARRANGEMENT,
        "like": Param("id", None, Bilingual("Zoals deelnemer", "As participant"), labels=("Organization",)),
        "on": ON,
        "seats": Param("boolean", True, Bilingual("Met zetels", "With seats")),
    },
    _join,
)
LEAVE = Edit(
    "leave",
    Bilingual("Treedt uit", "Leaves"),
    Bilingual("Een organisatie doet niet meer mee aan een regeling.", "An organization no longer takes part in an arrangement."),
    {"organization": Param("id", None, _ORGANIZATION, labels=("Organization",)), "arrangement": _ARRANGEMENT, "on": ON},
    _leave,
)
MERGE = Edit(
    "merge",
    Bilingual("Gaan samen", "Merge"),
    Bilingual(
        "Organisaties gaan op in één; die doet mee waar zij meededen, met één open zetel waar zij er elk een hadden.",
        "Organizations become one, which takes part where they did, with one open seat where each had its own.",
    ),
    {
        "organizations": Param("list", None, Bilingual("Welke, met komma's", "Which, with commas"), labels=("Organization",)),
        "into": Param("string", None, Bilingual("De naam erna", "The name after it"), labels=("Organization",)),
        "on": ON,
    },
    _merge,
)
